"""The unlocked register with one signed-in person: the only doors to the data.

`register.read("patients.look")` checks the right and gives a short session to look with.
`register.write("applications.submit")` checks the right, opens the transaction, writes the journal entry of what was
touched and commits, so an action is a plain function and nobody can forget right, journal or commit.
`register.aside()` is for drafts alone, which are no acts.
"""

import hmac
import secrets
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.orm import Session

from narcdesk import audit, migrations, profile, profile_editions, staff, unsealing, vault
from narcdesk.audit import clock as clocks
from narcdesk.audit import doubt
from narcdesk.audit.aside import only_aside
from narcdesk.base import Base
from narcdesk.errors import UserError
from narcdesk.keyring import Keyring
from narcdesk.office import Office, Seal, requisites

PATIENCE = 5.0  # seconds that a draft waits for its turn

Clock = Callable[[], datetime]


def local_clock() -> datetime:
    """The computer's own time, aware of its zone."""
    return datetime.now().astimezone()


@dataclass
class _Act:
    """A transaction that is going on."""

    session: Session
    recorder: audit.Recorder
    head: audit.Head
    writes: int = 0  # how many write doors stand open, one inside another
    failed: bool = False  # a write that stands in no other has failed: nothing of this transaction may stay


class Register:
    """The unlocked file, the person who signed in, and the day."""

    def __init__(self, opened: vault.Opened, person: staff.Person, seal: Seal, clock: Clock) -> None:
        self._opened = opened
        self._seal = seal
        self._clock = clock
        self._door = threading.RLock()  # one connection: one act at a time
        self.keys = Keyring(opened, self._door)
        self._act: _Act | None = None
        self._looking: Session | None = None
        self._head = audit.Head()
        self._believed: datetime | None = None  # the last moment at which the clock was right
        self.last: audit.Step | None = None  # the last act that changed something, to be taken back perhaps
        self.person = person
        self.findings: list[str] = []  # what the check at unlock found, in sentences: while any stands, read-only
        self.broken: list[audit.Broken] = []  # entries that do not hold, which `accept_copy` would accept
        self.notes: list[str] = []  # what it could not look at, in sentences

    # Opening and closing

    @classmethod
    def create(
        cls,
        folder: Path,
        office: Office,
        head: staff.Person,
        password: str,
        *,
        clock: Clock = local_clock,
        kdf: vault.Kdf = vault.OFFICE,
    ) -> "Register":
        """Make a new register in a folder, with the office's requisites and its first person."""
        opened = vault.create(folder, head.login, password, kdf=kdf)
        try:
            head.login = opened.login
            with vault.in_sentences():
                migrations.upgrade(opened.writing)
            seal = Seal(
                register_id=opened.register_id,
                made_at=clock(),
                audit_key=secrets.token_bytes(32),
                document_key=secrets.token_bytes(32),
                batch_key=Ed25519PrivateKey.generate().private_bytes_raw(),
            )
            register = cls(opened, head, seal, clock)
            with register.write("office.create") as session:
                session.add_all([office, seal, head])
            return register
        except BaseException:
            with suppress(UserError):  # what could not be brought to a full disk goes anyway
                opened.close()
            for name in ("keys.json", "register.db", "register.db-wal"):  # so that it can be tried again
                (folder / name).unlink(missing_ok=True)
            raise

    @classmethod
    def open(
        cls, folder: Path, login: str, password: str, *, clock: Clock = local_clock, pages_first: bool = False
    ) -> "Register":
        """Unlock a register; raises the four errors of `vault` apart, and Forbidden for a closed person.

        With `pages_first` every page is verified before the sign-in is written; raises vault.Damaged.
        """
        return cls._begin(vault.unlock(folder, login, password), clock, pages_first=pages_first)

    @classmethod
    def recover(
        cls, folder: Path, words: str, login: str, new_password: str, *, clock: Clock = local_clock
    ) -> "Register":
        """Unlock a register by its recovery words, for the head with this login, who gets a new password.

        Raises Forbidden for anybody else, vault.WrongWords, and the errors of `vault`.
        """
        return cls._begin(vault.unlock_with_words(folder, words), clock, head=login, password=new_password)

    @classmethod
    def _begin(
        cls,
        opened: vault.Opened,
        clock: Clock,
        *,
        pages_first: bool = False,
        head: str | None = None,
        password: str = "",
    ) -> "Register":
        """Look at what was unlocked, and sign in: whose password it was, or the `head` who gets this new one."""
        try:
            unsealing.renew(opened, clock(), pages_first=pages_first)
            seen = unsealing.see(opened, head=head)
            register = cls(opened, seen.person, seen.seal, clock)
            with register.read() as session:
                profile_editions.lay_out(session)
            register._head, register._believed = seen.head, seen.believed
            register.findings, register.broken = seen.findings, seen.broken
            register._sign_in(new_password=password)
            head_now = None if register.findings else register._head
            register.notes += audit.unmarked(register.register_id, seen.anchor, head_now)
            return register
        except BaseException as error:
            try:
                unsealing.explain(error, opened)
            finally:
                opened.close()
            raise

    def _sign_in(self, *, new_password: str) -> None:
        """Journal that the person came, and how often somebody failed before; a `new_password` begins new slots."""
        opened, person = self._opened, self.person
        if opened.failed_before:
            with self.write("staff.note_failures") as session:
                session.add(staff.FailedTries(person_id=person.id, at=self.now(), tries=opened.failed_before))
        follow = self.keys.follow() if new_password else nullcontext()
        with follow, self.write("keys.recover") if new_password else self.write("staff.sign_in") as session:
            self.look(session, person)
            if new_password:
                opened.begin_keys(self.register_id, person.login)
                opened.give_slot(person.login, new_password)

    def accept_copy(self) -> None:
        """Go on with a copy that was doubted: journalled, and from here on this computer remembers this one.

        Entries that do not hold are marked as accepted as they are, so that each later check passes over them.
        """
        found, broken = self.findings, self.broken
        try:
            with self.write("audit.accept_copy") as session:
                for link in broken:
                    self.look(session, session.get_one(audit.AuditEntry, link.seq), link.marks)
                self.findings, self.broken = [], []
        except BaseException:
            self.findings, self.broken = found, broken
            raise

    def continues(self, other: "Register") -> bool:
        """Whether this is the very register that another opening was of, and the same person.

        By the keys that lie inside it: whoever can write into the folder could put a register of his own there, under
        the same id and login.
        """
        return hmac.compare_digest(self._seal.audit_key, other.audit_key) and self.person.id == other.person.id

    @property
    def is_open(self) -> bool:
        """Whether it may still be asked: what goes on beside the windows looks before it asks."""
        return self._opened.is_open

    def close(self) -> None:
        """Sign out: the journal's tail goes into the main file, the key is forgotten."""
        with self._door:
            self._opened.close()
            self.last = None  # what it remembers of a patient

    # The day

    def now(self) -> datetime:
        """The moment, as the register was given it."""
        return self._clock()

    def today(self) -> date:
        """The day, as the register was given it; windows and rules never ask the system."""
        return self._clock().date()

    @property
    def clock_doubt(self) -> str:
        """Why the day may be wrong, in a sentence; "" while the clock agrees with the journal."""
        return clocks.doubt(self._believed, self.now())

    def trust_clock(self) -> None:
        """Go on with a clock that was doubted: journalled, and compared with this moment from here on."""
        with self.write(clocks.TRUST):
            pass
        self._believed = self.now()

    def profile_on(self, day: date) -> profile.Profile:
        """The regional profile that the office goes by on the day of an event: its own, else the program's."""
        with self.read() as session:
            return profile_editions.in_force(session, requisites(session).region_code, day)

    # What the file is

    @property
    def register_id(self) -> str:
        """The id that the register has for life."""
        return self._seal.register_id

    @property
    def folder(self) -> Path:
        """Where the register lies."""
        return self._opened.folder

    @property
    def unlocked(self) -> vault.Opened:
        """The file itself, for backups: it goes past both doors, so nobody else asks for it."""
        return self._opened

    @property
    def head(self) -> audit.Head:
        """The end of the journal: printed small on papers, kept outside the file."""
        return self._head

    @property
    def document_key(self) -> bytes:
        """The key of the HMAC that binds a paper to this register."""
        return self._seal.document_key

    @property
    def audit_key(self) -> bytes:
        """The key of the journal's chain, for the checks alone."""
        return self._seal.audit_key

    def batch_key(self) -> Ed25519PrivateKey:
        """The key that signs batches for the commission."""
        return Ed25519PrivateKey.from_private_bytes(self._seal.batch_key)

    # The doors

    @contextmanager
    def read(self, right: str = "") -> Iterator[Session]:
        """A short session to look with; inside another look or an act it is the same one.

        Whoever tells of a patient names the `right` that the person needs; raises Forbidden.
        """
        if right:
            self.person.must(right)
        with self._door:
            going_on = self._act.session if self._act is not None else self._looking
            if going_on is not None:
                yield going_on
                return
            with Session(self._opened.reading, expire_on_commit=False) as session:
                self._looking = session
                try:
                    with vault.in_sentences():
                        yield session
                finally:
                    self._looking = None

    @contextmanager
    def write(self, action: str, by: staff.Person | None = None) -> Iterator[Session]:
        """The door of an act: right, transaction, journal entry, commit; an error leaves everything as it was.

        `by` is a second person whose password was just proved (`keys.prove`): right and entry are his. An act may
        call another: both have their entries, and stand or fall together. Of an inner one whose error the outer one
        catches, nothing stays. Raises Forbidden, and ReadOnly while the check at unlock has findings.
        """
        (doer := by or self.person).must(action)
        if self.findings and action not in doubt.STILL:
            raise doubt.ReadOnly(self.findings)
        with self.together() as act:
            head, outer = act.head, act.recorder.take()
            # Only what another act may catch and survive needs a savepoint: it costs a fifth of an act.
            inner = act.writes > 0
            act.writes += 1
            try:
                with act.session.begin_nested() if inner else nullcontext():
                    yield act.session
                    act.session.flush()
                    act.head = audit.append(
                        act.session,
                        self._seal.audit_key,
                        act.head,
                        at=self.now(),
                        person_id=doer.id,
                        action=action,
                        touched=act.recorder.take(action).values(),
                    )
            except BaseException:
                act.head = head
                act.failed = act.failed or not inner
                raise
            finally:
                act.writes -= 1
                act.recorder.touched = outer

    @contextmanager
    def together(self) -> Iterator[_Act]:
        """Several acts as one transaction, such as the days of the training register; if one fails, none stays.

        Raises RuntimeError where the failure of an act was caught inside.
        """
        with self._door:
            if self._act is not None:
                self._act.session.flush()
                yield self._act
                return
            if self._looking is not None:
                raise RuntimeError("an act cannot begin inside a look: what was seen would be older than what it does")
            with Session(self._opened.writing, expire_on_commit=False) as session:
                act = self._act = _Act(session, audit.Recorder(session), self._head)
                try:
                    with vault.in_sentences(writes=True):
                        yield act
                        if act.failed:
                            raise RuntimeError("an act failed inside: the transaction that holds it cannot stay")
                        session.commit()
                finally:
                    self._act = None
            self._head, self.last = act.head, act.recorder.step(act.head.seq) or self.last
            self._believed = clocks.later(self._believed, [self.now()])
            if not self.findings:  # a journal that does not hold must not become what this computer remembers
                audit.keep_anchor(self.register_id, audit.Anchor(self._head))

    @contextmanager
    def aside(self, patience: float = PATIENCE) -> Iterator[Session]:
        """The door of drafts: no right, no journal, and nothing else can be written; inside an act it is the act's.

        Raises UserError when other work has the register for longer than `patience` seconds.
        """
        if not self._door.acquire(timeout=patience):
            raise UserError("Черновик не сохранён: реестр занят другой работой.", do="Он сохранится чуть позже.")
        try:
            if self._act is not None:
                with only_aside(self._act.session):
                    yield self._act.session
                return
            if self._looking is not None:
                raise RuntimeError("a draft cannot be kept inside a look: the look would be older than the draft")
            with vault.in_sentences(writes=True), Session(self._opened.writing, expire_on_commit=False) as session:
                with only_aside(session):
                    yield session
                session.commit()
        finally:
            self._door.release()

    def rest(self) -> None:
        """Bring the journal's tail into the main file, so that it alone is complete: for a pause in the work."""
        if self._door.acquire(blocking=False):  # else it is no pause
            try:
                self._opened.checkpoint()
            finally:
                self._door.release()

    def look(self, session: Session, row: Base, marks: Collection[str] = ()) -> None:
        """Journal that a record was opened: call it inside the write door."""
        if self._act is None or self._act.session is not session:
            raise RuntimeError("a look is journalled by an act: open the write door")
        self._act.recorder.look(row, marks)

    # The whole file

    def check(self, tables: list[sa.Table]) -> list[str]:
        """Everything that can be verified: pages, chain, rows, anchor. Sentences of what does not hold."""
        problems = self._opened.verify_pages()
        with self.read() as session:
            problems += audit.broken_links(session, self._seal.audit_key)
            problems += audit.foreign_rows(session, tables)
            other = audit.anchor_problem(session, audit.read_anchor(self.register_id))
        return problems + [other] * bool(other)
