"""Creating and unlocking a register's folder, and what an unlocked one can do."""

import os
import threading
import uuid
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlalchemy as sa
from sqlcipher3 import dbapi2

from narcdesk.errors import NotFound, UserError
from narcdesk.files import sync_folder, trouble, write_atomically
from narcdesk.vault import slots as keys
from narcdesk.vault.engine import WRITE, connect, engine_over
from narcdesk.vault.ownership import Ownership
from narcdesk.vault.slots import OFFICE, Kdf, Slots
from narcdesk.vault.troubles import AlreadyThere, Damaged, NoRegister, damage

DATABASE = "register.db"


@dataclass(eq=False)
class Opened:
    """An unlocked register that belongs to this program until `close`."""

    folder: Path
    engine: sa.Engine = field(repr=False)
    login: str
    register_id: str
    _dek: bytearray = field(repr=False)
    _generation: int = field(repr=False)
    _ownership: Ownership = field(repr=False)
    _slots_turn: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __post_init__(self) -> None:
        self.reading = self.engine.execution_options(**{WRITE: False})
        self.writing = self.engine.execution_options(**{WRITE: True})

    def __enter__(self) -> "Opened":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def checkpoint(self) -> None:
        """Bring everything from the journal into `register.db` and empty the journal."""
        self._pragma("wal_checkpoint(TRUNCATE)")

    def verify_pages(self) -> list[str]:
        """What is wrong with `register.db`, every page and its structure read through; empty when all is well."""
        problems = []
        try:
            self.checkpoint()
            for (text,) in self._pragma("cipher_integrity_check"):
                problems.append(f"Файл «{DATABASE}»: {text}.")
            for (text,) in self._pragma("quick_check"):
                if text != "ok":
                    problems.append(f"Файл «{DATABASE}»: {text}.")
        except dbapi2.DatabaseError as error:
            known = damage(error)
            if known is None:
                raise
            problems.append(known.what)
        return problems

    def logins(self) -> list[str]:
        """Who can unlock this register."""
        return logins(self.folder)

    def add_slot(self, login: str, password: str, kdf: Kdf = OFFICE) -> None:
        """Let one more person in; raises Invalid when the login is taken or something is empty."""
        with self._slots_turn:
            slots = _read_slots(self.folder)
            keys.check_new(login, password, slots.logins())
            slot = keys.make(self.register_id, login, password, kdf, self._dek, self._generation)
            self._write_slots(replace(slots, slots=(*slots.slots, slot)))

    def remove_slot(self, login: str) -> None:
        """Take a person's way in; raises NotFound, and UserError when nobody would be left."""
        with self._slots_turn:
            slots = _read_slots(self.folder)
            gone = slots.find(login)
            if gone is None:
                raise NotFound(f"Имени для входа «{login}» в этом реестре нет.")
            left = tuple(slot for slot in slots.slots if slot is not gone)
            if not left:
                raise UserError(
                    "Нельзя убрать последнего, кто может открыть реестр.",
                    do="Сначала добавьте другого сотрудника.",
                )
            self._write_slots(replace(slots, slots=left))

    def change_password(self, login: str, old: str, new: str) -> None:
        """Give `login` a new password; raises WrongPassword, Invalid."""
        with self._slots_turn:
            slots = _read_slots(self.folder)
            slot = slots.find(login)
            private = keys.private_key(slot, old)
            assert slot is not None
            keys.check_new(login, new)
            changed = keys.rewrapped(slot, private, new)
            self._write_slots(
                replace(slots, slots=tuple(changed if item is slot else item for item in slots.slots))
            )

    def close(self) -> None:
        """Empty the journal, close the files, forget the key, let others in; a second call does nothing."""
        if not self._dek:
            return
        try:
            self.checkpoint()
        finally:
            self.engine.dispose()
            # Ours is zeroed; copies that Python and the cipher library made on the way cannot be reached.
            self._dek[:] = bytes(len(self._dek))
            del self._dek[:]
            self._ownership.release()

    def _write_slots(self, slots: Slots) -> None:
        write_atomically(self.folder / keys.FILE, keys.write(slots.proved(self._dek)))

    def _pragma(self, pragma: str) -> list[Any]:
        raw = self.engine.raw_connection()
        try:
            assert raw.driver_connection is not None
            rows: list[Any] = raw.driver_connection.execute(f"PRAGMA {pragma}").fetchall()
            return rows
        finally:
            raw.close()


def create(folder: Path, login: str, password: str, *, kdf: Kdf = OFFICE) -> Opened:
    """A new empty register in `folder`, unlocked by its first person.

    Raises Invalid, AlreadyThere, InUse, NoSpace, NotWritable, DiskTrouble.
    """
    keys.check_new(login, password)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise trouble(error, folder) from error
    _refuse_if_there(folder)
    ownership = Ownership(folder)
    dek = bytearray(os.urandom(32))
    register_id = str(uuid.uuid4())
    try:
        _refuse_if_there(folder)
        slot = keys.make(register_id, login, password, kdf, dek, generation=1)
        slots = Slots(register_id, (slot,)).proved(dek)
        try:
            engine = _engine(folder, dek)
            try:
                write_atomically(folder / keys.FILE, keys.write(slots))
                sync_folder(folder)
            except BaseException:
                engine.dispose()
                raise
        except BaseException:
            for name in (DATABASE, DATABASE + "-wal", keys.FILE):
                (folder / name).unlink(missing_ok=True)
            raise
    except BaseException:
        dek[:] = bytes(32)
        ownership.release()
        raise
    return Opened(folder, engine, slot.login, register_id, dek, 1, ownership)


def unlock(folder: Path, login: str, password: str) -> Opened:
    """The register in `folder`, unlocked by `login`.

    Raises NoRegister, InUse, WrongPassword, Damaged, TooNew, NotWritable, DiskTrouble.
    """
    _read_slots(folder)  # a foreign or damaged folder is told before a lock file is put into it
    ownership = Ownership(folder)
    dek = bytearray()
    try:
        slots = _read_slots(folder)
        slot = slots.find(login)
        private = keys.private_key(slot, password)
        assert slot is not None
        if not (folder / DATABASE).exists():
            raise Damaged(f"В папке «{folder}» есть файл ключей, но нет файла реестра «{DATABASE}».")
        sealed = max(slot.sealed_deks, key=lambda item: item.generation)
        dek = keys.unseal(slots.register_id, slot, sealed, private)
        keys.check_proof(slots, dek)
        engine = _engine(folder, dek)
    except BaseException:
        dek[:] = bytes(len(dek))
        ownership.release()
        raise
    return Opened(folder, engine, slot.login, slots.register_id, dek, sealed.generation, ownership)


def logins(folder: Path) -> list[str]:
    """Who can unlock the register in `folder`; raises NoRegister, Damaged, TooNew."""
    return _read_slots(folder).logins()


def _read_slots(folder: Path) -> Slots:
    path = folder / keys.FILE
    try:
        return keys.read(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        if (folder / DATABASE).exists():
            raise Damaged(
                f"В папке «{folder}» есть файл реестра, но нет файла ключей «{keys.FILE}»."
            ) from None
        raise NoRegister(folder) from None
    except OSError as error:
        raise trouble(error, path) from error


def _refuse_if_there(folder: Path) -> None:
    if any((folder / name).exists() for name in (DATABASE, keys.FILE)):
        raise AlreadyThere(folder)


def _engine(folder: Path, dek: bytearray) -> sa.Engine:
    try:
        return engine_over(connect(folder / DATABASE, dek))
    except dbapi2.DatabaseError as error:
        raise damage(error) or error from error
