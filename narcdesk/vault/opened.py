"""Creating and unlocking a register, and what can be done with an unlocked one."""

import os
import re
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlalchemy as sa

from narcdesk.errors import NotFound, UserError
from narcdesk.files import DiskTrouble, make_folder, sync_folder, trouble
from narcdesk.vault import keyfile
from narcdesk.vault.engine import WRITE, blank, connect, engine_over
from narcdesk.vault.keyfile import Keys
from narcdesk.vault.ownership import Ownership
from narcdesk.vault.slots import DEK_SIZE, OFFICE, Kdf, new_slot, unseal, with_password
from narcdesk.vault.troubles import AlreadyThere, Damaged, NoRegister, OtherKey, in_sentences

DATABASE = "register.db"

_AT_ONCE, _TURN = 256, 0.002  # pages copied in one step; seconds left to the others between two


@dataclass(eq=False, repr=False)
class Opened:
    """An unlocked register, owned by this program until `close`."""

    folder: Path
    engine: sa.Engine  # writes; `reading` is the same connection, but its transactions can change nothing
    login: str
    register_id: str
    _keys: Keys
    _generation: int
    _dek: bytearray
    _ownership: Ownership

    def __post_init__(self) -> None:
        self.reading: sa.Engine = self.engine.execution_options(**{WRITE: False})
        self.writing: sa.Engine = self.engine.execution_options(**{WRITE: True})
        self._keys_turn = threading.Lock()
        self._copy_turn = threading.Lock()
        self._closing = threading.Event()

    def __enter__(self) -> "Opened":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # People. The keys are those read at unlocking and proved then: whatever happened to the file since is overwritten.

    def logins(self) -> list[str]:
        """Who can unlock this register."""
        return self._keys.logins()

    def add_slot(self, login: str, password: str, kdf: Kdf = OFFICE) -> None:
        """Let one more person in; raises Invalid when the login is empty or taken, or the password empty."""
        with self._keys_turn:
            self._keys.check_new(login, password)
            slot = new_slot(self.register_id, login, password, kdf, self._generation, self._dek)
            self._save(self._keys.with_slot(slot))

    def remove_slot(self, login: str) -> None:
        """Take a person's way in; raises NotFound, and UserError when nobody would be left.

        Whoever kept a copy of the folder can still open that copy: only a new key of the register ends this.
        """
        with self._keys_turn:
            gone = self._keys.find(login)
            if gone is None:
                raise NotFound(f"Имени для входа «{login}» в этом реестре нет.")
            if len(self._keys.slots) == 1:
                raise UserError(
                    f"«{gone.login}» — единственный, кто может открыть реестр.",
                    do="Сначала добавьте другого сотрудника.",
                )
            self._save(self._keys.without_slot(gone))

    def change_password(self, login: str, old: str, new: str) -> None:
        """Give `login` another password; raises WrongPassword, and Invalid when the new one is empty."""
        with self._keys_turn:
            slot, private = self._keys.enter(login, old)
            keyfile.check_password(new)
            self._save(self._keys.with_slot(with_password(slot, private, new)))

    def _save(self, keys: Keys) -> None:
        keyfile.save(self.folder, keys, self._dek)
        self._keys = keys

    # The file

    def checkpoint(self) -> None:
        """Move everything from the journal into `register.db`, so that this file alone is complete.

        Raises NoSpace or DiskTrouble; the journal then stays, and nothing is lost.
        """
        self._pragma("wal_checkpoint(TRUNCATE)")

    def verify_pages(self) -> list[str]:
        """Read every page of `register.db` and say what is wrong, in sentences; an empty list is a whole file.

        Raises NoSpace when there is no room to bring the journal into the file first.
        """
        try:
            self.checkpoint()
            wrong = [row[0] for row in self._pragma("cipher_integrity_check")]
            if wrong:  # one page that cannot be read makes the structure around it look broken too
                return [_wrong_pages(wrong)]
            structure = [row[0] for row in self._pragma("quick_check")]
        except (Damaged, DiskTrouble) as found:
            return [found.what]
        if structure == ["ok"]:
            return []
        return [f"Нарушено строение файла «{DATABASE}» (замечаний: {len(structure)})."]

    def copy_to(self, folder: Path, step: Callable[[int, int], object] = lambda done, of: None) -> None:
        """Copy both files of the register, as of now, into an empty `folder`, while others go on reading and writing.

        `step` is told the pages done and of how many; what it raises ends the copying. Raises Damaged, NoSpace,
        DiskTrouble, and UserError when the register is closed meanwhile.
        """

        def pause(_status: int, remaining: int, of: int) -> None:
            step(of - remaining, of)
            if self._closing.is_set():
                raise UserError("Реестр закрывается: копирование прервано.")
            time.sleep(_TURN)

        with self._copy_turn:
            raw = self.engine.raw_connection()
            source = raw.driver_connection
            raw.close()  # copying takes no turn at the connection: SQLite itself lets others in between two steps
            assert source is not None
            with in_sentences():
                target = blank(folder / DATABASE, self._dek)
                try:
                    source.backup(target, pages=_AT_ONCE, progress=pause, sleep=_TURN)
                finally:
                    target.close()
            with self._keys_turn:
                keyfile.save(folder, self._keys, self._dek)

    def unlock_copy(self, folder: Path) -> "Opened":
        """A copy of this register that lies in `folder`, unlocked by the key in hand and owned until it is closed.

        Raises as `unlock` does, and OtherKey when the copy was closed by an earlier key of the register.
        """
        _read_keys(folder)
        ownership = Ownership(folder)
        dek = bytearray(self._dek)
        try:
            keys = _read_keys(folder)
            if not keys.is_proved_by(dek):
                raise OtherKey
            connection, generation, _ = _connect_by_any(folder, [(self._generation, dek)])
        except BaseException:
            _forget(dek)
            ownership.release()
            raise
        return Opened(folder, engine_over(connection), self.login, keys.register_id, keys, generation, dek, ownership)

    def prove(self, purpose: str, data: bytes) -> str:
        """An HMAC over `data` that only who holds the key of the register can make: it binds a manifest to it."""
        return keyfile.proof_of(self._dek, f"narcdesk/{purpose}/1", data).hex()

    @property
    def is_open(self) -> bool:
        """Whether the key is still known."""
        return bool(self._dek)

    def close(self) -> None:
        """Empty the journal, close the files, forget the key, let others in; a second call does nothing.

        Raises NoSpace or DiskTrouble when the journal could not be emptied; closed it is all the same.
        """
        if not self._dek:
            return
        self._closing.set()
        with self._copy_turn:  # a copy that is being made ends at its next step
            self._close()

    def _close(self) -> None:
        try:
            self.checkpoint()
        finally:
            self.engine.dispose()
            # Our own copy. Those that the cryptographic libraries make on the way are out of reach.
            _forget(self._dek)
            self._ownership.release()

    def _pragma(self, pragma: str) -> list[Any]:
        raw = self.engine.raw_connection()  # outside any transaction
        try:
            with in_sentences():
                rows: list[Any] = raw.cursor().execute(f"PRAGMA {pragma}").fetchall()
            return rows
        finally:
            raw.close()


def create(folder: Path, login: str, password: str, *, kdf: Kdf = OFFICE) -> Opened:
    """A new empty register in `folder` (made if missing), unlocked by its first person.

    Raises Invalid, AlreadyThere, InUse, NoSpace, NotWritable, WrongPlace, DiskTrouble.
    """
    register_id = str(uuid.uuid4())
    keys = Keys(register_id, ())
    keys.check_new(login, password)
    make_folder(folder)
    with suppress(OSError):  # the folder above may be one that we may not read
        sync_folder(folder.parent)
    _refuse_second(folder)
    ownership = Ownership(folder)
    dek = bytearray(os.urandom(DEK_SIZE))
    try:
        _refuse_second(folder)
        slot = new_slot(register_id, login, password, kdf, 1, dek)
        keys = keys.with_slot(slot)
        connection = _new_files(folder, keys, dek)
    except BaseException:
        _forget(dek)
        ownership.release()
        raise
    return Opened(folder, engine_over(connection), slot.login, register_id, keys, 1, dek, ownership)


def unlock(folder: Path, login: str, password: str) -> Opened:
    """The register in `folder`, unlocked by `login`.

    Raises NoRegister, InUse, WrongPassword, Damaged, TooNew, NotWritable, DiskTrouble.
    """
    _read_keys(folder)  # so that no lock file is put into a folder that holds no register of ours
    ownership = Ownership(folder)
    deks: list[tuple[int, bytearray]] = []
    try:
        keys = _read_keys(folder)
        slot, private = keys.enter(login, password)
        deks = unseal(keys.register_id, slot, private)
        if not any(keys.is_proved_by(dek) for _, dek in deks):
            raise Damaged(f"Файл ключей «{keyfile.FILE}» изменён не этой программой.")
        connection, generation, dek = _connect_by_any(folder, deks)
    except BaseException:
        for _, dek in deks:
            _forget(dek)
        ownership.release()
        raise
    for _, other in deks:
        if other is not dek:
            _forget(other)
    return Opened(folder, engine_over(connection), slot.login, keys.register_id, keys, generation, dek, ownership)


def logins(folder: Path) -> list[str]:
    """Who can unlock the register in `folder`, for the unlock window; raises NoRegister, Damaged, TooNew."""
    return _read_keys(folder).logins()


def _new_files(folder: Path, keys: Keys, dek: bytearray) -> Any:
    """Make both files, the key file last: it is what makes the folder a register. Nothing stays on an error."""
    try:
        with in_sentences():
            connection = connect(folder / DATABASE, dek)
        try:
            keyfile.save(folder, keys, dek)
        except BaseException:
            connection.close()
            raise
    except BaseException:
        for name in (DATABASE, f"{DATABASE}-wal", keyfile.FILE):
            with suppress(OSError):
                (folder / name).unlink(missing_ok=True)
        raise
    return connection


def _connect_by_any(folder: Path, deks: list[tuple[int, bytearray]]) -> tuple[Any, int, bytearray]:
    path = folder / DATABASE
    try:
        with path.open("r+b") as file:
            size = file.seek(0, os.SEEK_END)
    except FileNotFoundError:
        raise Damaged(f"В папке «{folder}» есть файл ключей, но нет файла реестра «{DATABASE}».") from None
    except OSError as error:
        raise trouble(error, path) from error
    # SQLite would take a file shorter than a page for a new one and open it empty.
    if size >= keyfile.PAGE_SIZE:
        for generation, dek in deks:
            with suppress(Damaged), in_sentences():
                return connect(path, dek), generation, dek
    raise Damaged(f"Файл реестра «{DATABASE}» повреждён или взят из другого реестра.")


def _read_keys(folder: Path) -> Keys:
    try:
        return keyfile.load(folder)
    except FileNotFoundError:
        if (folder / DATABASE).exists():
            raise Damaged(f"В папке «{folder}» есть файл реестра, но нет файла ключей «{keyfile.FILE}».") from None
        raise NoRegister(folder) from None


def _refuse_second(folder: Path) -> None:
    if any((folder / name).exists() for name in (DATABASE, keyfile.FILE)):
        raise AlreadyThere(folder)


def _wrong_pages(findings: list[str]) -> str:
    pages = [found[0] for found in (re.findall(r"page (\d+)", finding) for finding in findings) if found]
    shown = ", ".join(pages[:10]) + (", …" if len(pages) > 10 else "")
    return f"Повреждены страницы файла «{DATABASE}»: {len(findings)}" + (f" (№ {shown})." if shown else ".")


def _forget(dek: bytearray) -> None:
    dek[:] = bytes(len(dek))
    dek.clear()
