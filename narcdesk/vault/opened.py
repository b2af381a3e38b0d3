"""What can be done with an unlocked register: its people, its files, its key, and closing it."""

import hmac
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import sqlalchemy as sa

from narcdesk.errors import NotFound, UserError
from narcdesk.files import DiskTrouble, put_in_place
from narcdesk.vault import keyfile, pages, rekeying, waits, words
from narcdesk.vault.engine import WRITE, blank, connect, engine_over
from narcdesk.vault.folder import DATABASE, connect_by_any, forget, read_keys
from narcdesk.vault.keyfile import Keys
from narcdesk.vault.ownership import Ownership
from narcdesk.vault.slots import DEK_SIZE, OFFICE, Kdf, new_slot, with_dek, with_password
from narcdesk.vault.troubles import Damaged, OtherKey, in_sentences

_AT_ONCE, _TURN = 256, 0.002  # pages copied in one step; seconds left to the others between two


@dataclass(frozen=True)
class Proved:
    """A person who entered his own password at a desk where another one is signed in."""

    login: str
    failed_before: int  # his wrong passwords before the right one


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

    failed_before: int = 0  # wrong passwords of this person before the right one
    other_layout: bool = False  # the password was typed in the other layout of the keyboard

    def __post_init__(self) -> None:
        self._two_doors()
        self._keys_turn = threading.Lock()
        self._copy_turn = threading.Lock()
        self._follows = False  # what changes in the keys waits for the end of an act
        self._beside: Path | None = None  # and lies here meanwhile
        self._closing = threading.Event()
        self._view: BinaryIO | None = None  # of the database file, beside the engine's own
        self._view_turn = threading.Lock()

    def _two_doors(self) -> None:
        self.reading: sa.Engine = self.engine.execution_options(**{WRITE: False})
        self.writing: sa.Engine = self.engine.execution_options(**{WRITE: True})

    def _use(self, connection: Any) -> None:
        self.engine = engine_over(connection)
        self._two_doors()

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
        """Give `login` another password; raises WrongPassword, MustWait, and Invalid when the new one is empty.

        The old one is tried as at signing in: a desk that somebody left is no place to guess it.
        """
        with self._keys_turn:
            keyfile.check_password(new)
            _, entered = self._enter(login, old)
            self._save(self._keys.with_slot(with_password(entered.slot, entered.private, new)))

    def prove_person(self, login: str, password: str) -> Proved:
        """Whose password this is; a wrong one counts as at signing in. Raises WrongPassword, MustWait."""
        with self._keys_turn:
            before, entered = self._enter(login, password)
        return Proved(entered.slot.login, before.failed)

    def _enter(self, login: str, password: str) -> tuple[waits.Tries, keyfile.Entered]:
        known = self._keys.find(login)
        with waits.one_try(self.register_id, known.login if known else login) as before:
            return before, self._keys.enter(login, password)

    def give_slot(self, login: str, password: str, kdf: Kdf = OFFICE) -> None:
        """Let a person in by a new password, whatever he had before; raises Invalid when it is empty."""
        with self._keys_turn:
            keyfile.check_password(password)
            known = self._keys.find(login)
            name = known.login if known else login
            slot = new_slot(self.register_id, name, password, kdf, self._generation, self._dek)
            self._save(self._keys.with_slot(slot))

    def begin_keys(self, register_id: str, login: str) -> None:
        """Who came by the words is `login`; a lost file of keys begins anew, with the id that the register has."""
        with self._keys_turn:
            self.login = login
            if not self._keys.slots:
                self.register_id, self._keys = register_id, Keys(register_id, ())

    def _save(self, keys: Keys) -> None:
        if self._follows:
            self._beside = keyfile.save_beside(self.folder, keys, self._dek)
        else:
            keyfile.save(self.folder, keys, self._dek)
        self._keys = keys

    @contextmanager
    def keys_follow(self) -> Iterator[None]:
        """Inside it, what changes in the keys comes into force when the block has ended well, else nothing of it.

        The new file lies beside the old one by then, so that a disk which fills up cannot leave a refused act behind
        with another password. Raises as `put_in_place` does, when the block is over.
        """
        before, self._follows = self._keys, True
        try:
            yield
            if self._beside is not None:
                put_in_place(self._beside, self.folder / keyfile.FILE)
        except BaseException:
            self._keys = before
            if self._beside is not None:
                with suppress(OSError):
                    self._beside.unlink(missing_ok=True)
            raise
        finally:
            self._follows, self._beside = False, None

    # The key

    @property
    def key_id(self) -> str:
        """Which key this is, in eight figures: printed on the sheet of words, they say nothing of the key itself."""
        return f"{int(self.prove('key-id', b''), 16) % 10**8:08}"

    def words(self) -> list[str]:
        """The key as recovery words."""
        return words.from_dek(self._dek)

    def check_words(self, text: str) -> None:
        """Raise WrongWords, which names the wrong one, unless these words as typed open this register."""
        typed = words.split(text)
        forget(words.to_dek(typed, lambda key: hmac.compare_digest(key, self._dek)))

    def rekey(self, step: Callable[[int, int], object] = lambda done, of: None) -> None:
        """Encrypt the register anew under another key; old copies and old words open it no more, passwords stay.

        `step` is told the pages done and of how many; what it raises ends the work, and nothing has changed. Whenever
        the program or the computer dies, the files open by the passwords: both keys are in the slots until it is
        done. Nobody else may use the engine meanwhile. Raises NoSpace, NotWritable, Damaged, DiskTrouble.
        """
        with self._copy_turn, self._keys_turn:
            new, generation, before = bytearray(os.urandom(DEK_SIZE)), self._keys.newest() + 1, self._keys
            try:
                self.checkpoint()
                rekeying.copy(self._source(), self.folder, new, step)
                both = before.with_slots(lambda slot: with_dek(slot, self.register_id, generation, new))
                self._save(both)
                self.engine.dispose()
                self._end_view()
                try:
                    rekeying.put_in_place(self.folder)
                except BaseException:
                    self._use(connect(self.folder / DATABASE, self._dek))
                    with suppress(UserError):  # else the next unlocking does it
                        self._save(before)
                    raise
            except BaseException:
                forget(new)
                rekeying.tidy(self.folder)
                raise
            old, self._dek, self._generation = self._dek, new, generation
            forget(old)
            self._use(connect(self.folder / DATABASE, new))
        self.finish_rekey()

    def finish_rekey(self) -> None:
        """Leave nothing of a change of the key that is over, or that a power cut ended: keys, half a copy."""
        rekeying.tidy(self.folder)
        with self._keys_turn:
            keys = keyfile.only(self._keys, self._generation)
            if keys != self._keys:
                with suppress(UserError):  # a full disk: the next unlocking does it
                    self._save(keys)

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

    def page_walk(self, count: int = 500) -> Iterator[list[str]]:
        """The same beside other work: `count` pages between two turns; sentences of what is wrong, mostly none.

        No turn at the connection is taken, so nobody waits. Only when a seal does not fit the engine is asked: it may
        have been writing that page just then.
        """
        with self._view_turn:
            if self._closing.is_set():
                return
            if self._view is None:
                # Closed with the register and no earlier: on Linux closing it would let go of the engine's locks.
                self._view = (self.folder / DATABASE).open("rb")
            view = self._view
            view.seek(0)
            key, size = pages.seal_key(self._dek, view.read(16)), view.seek(0, os.SEEK_END)
        for first in range(1, size // pages.PAGE + 1, count):
            with self._view_turn:
                if self._view is not view:  # closed, or the file was replaced by one under a new key, read when made
                    return
                strange = list(pages.unsealed(view, key, first, count))
            if strange:
                yield self.verify_pages()
                return
            yield []

    def _end_view(self) -> None:
        """Let go of the file beside the engine: Windows replaces none that somebody holds."""
        with self._view_turn:
            if self._view is not None:
                self._view.close()
                self._view = None

    def copy_to(self, folder: Path, step: Callable[[int, int], object] = lambda done, of: None) -> None:
        """Copy both files of the register, as of now, into an empty `folder`, while others go on reading and writing.

        `step` is told the pages done and of how many; what it raises ends the copying. Raises Damaged, NoSpace,
        DiskTrouble, and UserError when the register is closed meanwhile.
        """

        def pause(_status: int, remaining: int, of: int) -> None:
            step(of - remaining, of)
            if self._closing.is_set():
                raise UserError(
                    "Реестр закрывается: копирование прервано.", do="Откройте реестр и сделайте копию ещё раз."
                )
            time.sleep(_TURN)

        with self._copy_turn:
            source = self._source()
            with in_sentences():
                target = blank(folder / DATABASE, self._dek)
                try:
                    source.backup(target, pages=_AT_ONCE, progress=pause, sleep=_TURN)
                finally:
                    target.close()
            with self._keys_turn:
                keyfile.save(folder, self._keys, self._dek)

    def _source(self) -> Any:
        raw = self.engine.raw_connection()
        source = raw.driver_connection
        raw.close()  # copying takes no turn at the connection: SQLite itself lets others in between two steps
        assert source is not None
        return source

    def unlock_copy(self, folder: Path) -> "Opened":
        """A copy of this register that lies in `folder`, unlocked by the key in hand and owned until it is closed.

        Raises as `unlock` does, and OtherKey when the copy was closed by an earlier key of the register.
        """
        read_keys(folder)
        ownership = Ownership(folder)
        dek = bytearray(self._dek)
        try:
            keys = read_keys(folder)
            if not keys.is_proved_by(dek):
                raise OtherKey
            connection, generation, _ = connect_by_any(folder, [(self._generation, dek)])
        except BaseException:
            forget(dek)
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
            self._end_view()
            forget(self._dek)
            self._ownership.release()

    def _pragma(self, pragma: str) -> list[Any]:
        raw = self.engine.raw_connection()  # outside any transaction
        try:
            with in_sentences():
                rows: list[Any] = raw.cursor().execute(f"PRAGMA {pragma}").fetchall()
            return rows
        finally:
            raw.close()


def _wrong_pages(findings: list[str]) -> str:
    pages = [found[0] for found in (re.findall(r"page (\d+)", finding) for finding in findings) if found]
    shown = ", ".join(pages[:10]) + (", …" if len(pages) > 10 else "")
    return f"Повреждены страницы файла «{DATABASE}»: {len(findings)}" + (f" (№ {shown})." if shown else ".")
