"""The journal's own tables, what a flush of a session touched, and the entry that is made of it."""

import hashlib
import hmac
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from narcdesk.audit.aside import is_aside
from narcdesk.audit.steps import Left, Step, values_of
from narcdesk.base import Base, Coded, plain

GENESIS = "0" * 64


class Change(Coded):
    """What an act did to a row."""

    INSERT = "insert", "создано"
    UPDATE = "update", "изменено"
    DELETE = "delete", "удалено"
    LOOK = "look", "просмотрено"


class AuditEntry(Base, kw_only=True):
    """One act of one person. `seq` orders the acts, not the clock, which may be wrong."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        sa.Index("ix_audit_entries_patient_id_seq", "patient_id", "seq"),
        sa.Index("ix_audit_entries_action_seq", "action", "seq"),
    )

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    person_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(sa.String(64))
    kind: Mapped[str] = mapped_column(sa.String(64))
    record_id: Mapped[int | None]
    patient_id: Mapped[int | None]
    previous: Mapped[str] = mapped_column(sa.String(64))
    mac: Mapped[str] = mapped_column(sa.String(64))


class AuditTouch(Base, kw_only=True):
    """One row that an act touched, with the hash of what it left there."""

    __tablename__ = "audit_touches"
    __table_args__ = (sa.Index("ix_audit_touches_kind_record_id_seq", "kind", "record_id", "seq"),)

    seq: Mapped[int] = mapped_column(sa.ForeignKey("audit_entries.seq"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(64))
    record_id: Mapped[int]
    change: Mapped[str] = mapped_column(sa.String(8))
    fields: Mapped[list[str]]
    row_hash: Mapped[str] = mapped_column(sa.String(64))


@dataclass(frozen=True)
class Head:
    """The end of the chain: the number of the last entry and its HMAC."""

    seq: int = 0
    mac: str = GENESIS

    @property
    def text(self) -> str:
        """As backups and batches name it: "1204:9f3a61c2…", whole."""
        return f"{self.seq}:{self.mac}"

    @property
    def short(self) -> str:
        """As printed small on papers: "1 204 · 9f3a61c2"."""
        return f"{self.seq} · {self.mac[:8]}"


@dataclass
class Touched:
    """One row met by the flushes of an act."""

    row: Base
    change: Change
    fields: set[str] = field(default_factory=set)


class Recorder:
    """Notes what each flush of a session touches, for the entry of the act that is going on."""

    def __init__(self, session: Session) -> None:
        self.touched: dict[int, Touched] = {}
        self._all: dict[int, Touched] = {}  # of the whole transaction
        self._before: dict[int, dict[str, object]] = {}
        self._actions: list[str] = []
        self._is_sure = True
        event.listen(session, "before_flush", self._note)
        event.listen(session, "after_soft_rollback", self._doubt)
        event.listen(session, "do_orm_execute", _refuse_what_no_flush_sees)

    def _note(self, session: Session, _context: object, _instances: object) -> None:
        for row in session.new:
            self._touch(row, Change.INSERT)
        for row in session.deleted:
            self._touch(row, Change.DELETE)
        for row in sorted(session.dirty, key=_place):
            state = sa.inspect(row)
            changed = {a.key: a.history.deleted for a in state.attrs if a.history.has_changes()}
            if changed:
                self._touch(row, Change.UPDATE).fields |= set(changed)
                self._is_sure = self._is_sure and all(changed.values())  # an old value may never have been read
                first = {name: old[0] for name, old in changed.items() if old}
                self._before[id(row)] = first | self._before.get(id(row), {})

    def _touch(self, row: Base, change: Change) -> Touched:
        for touched in (self._all, self.touched):
            known = touched.setdefault(id(row), Touched(row, change))
            if change is Change.DELETE or known.change is Change.LOOK:
                known.change = change
        return known

    def _doubt(self, _session: Session, _transaction: object) -> None:
        self._is_sure = False  # of what is gone with a savepoint rows may still be noted

    def look(self, row: Base, marks: Collection[str] = ()) -> None:
        """Note that a record was opened for reading; `marks` stand where the names of changed fields would."""
        self.touched.setdefault(id(row), Touched(row, Change.LOOK, set(marks)))

    def take(self, action: str = "") -> dict[int, Touched]:
        """What was touched since the last taking, by an `action` if one ends so; drafts are nobody's act."""
        taken, self.touched = self.touched, {}
        self._actions += [action] * bool(action)
        return {
            key: touch for key, touch in taken.items() if not is_aside(Base.metadata.tables[touch.row.__tablename__])
        }

    def step(self, at: int) -> Step | None:
        """The whole transaction, once it is committed; None where it changed no row, no actions where it stands."""
        kept = [touch for touch in self._all.values() if not is_aside(Base.metadata.tables[touch.row.__tablename__])]
        if not kept:
            return None
        rows = [Left(touch.row, touch.change, self._before.get(id(touch.row), {})) for touch in kept]
        is_sure = self._is_sure and all(left.change is not Change.DELETE for left in rows)
        return Step(tuple(self._actions) if is_sure else (), tuple(rows), at)


def _place(row: Base) -> tuple[str, tuple[object, ...]]:
    """Where a row stands, whatever its address in memory: the order in which an entry names rows of one change."""
    return row.__tablename__, sa.inspect(row).identity or ()


def _refuse_what_no_flush_sees(state: Any) -> None:
    """A bulk change or a statement in words would slip past the journal: rows are changed one by one."""
    if state.is_insert or state.is_update or state.is_delete or isinstance(state.statement, sa.TextClause):
        raise RuntimeError("this goes around the journal; add, change or delete the objects instead")


def row_hash(table: sa.Table, record_id: int, values: Mapping[str, object]) -> str:
    """The hash of a row's contents, the same whichever way it was read.

    What a column that comes with a later step of the schema holds in rows that were there is left out, so that such a
    step changes no hash. For the same reason a default of a column never changes once rows are kept.
    """
    unsaid = _unsaid(table)
    told = {name: value for name, value in values.items() if value != unsaid[name]}
    text = _as_json([table.name, record_id, told])
    return hashlib.sha256(text.encode()).hexdigest()


_as_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@cache
def _unsaid(table: sa.Table) -> Mapping[str, object]:
    """Of each column the one value that a hash leaves out: nothing, or the default where it may not be empty."""
    return {column.key: None if column.nullable else default_of(column) for column in table.columns}


def default_of(column: sa.Column[Any]) -> object:
    """What a column holds when nobody said anything, as JSON can carry it; None where it has no such value."""
    default = column.default
    return plain(default.arg) if isinstance(default, ScalarElementColumnDefault) else None


def identity(row: Base) -> int:
    """The number of a row in its table."""
    return int(sa.inspect(row).mapper.primary_key_from_instance(row)[0])


def entry_mac(key: bytes, entry: Mapping[str, object], touches: list[dict[str, Any]]) -> str:
    """The HMAC of an entry (all its columns but this one) and its touches, keyed inside the register."""
    text = _as_json([entry, touches])
    return hmac.digest(key, text.encode(), "sha256").hex()


_INSERT_ENTRY, _INSERT_TOUCHES = (sa.insert(Base.metadata.tables[t.__tablename__]) for t in (AuditEntry, AuditTouch))


def append(
    session: Session,
    key: bytes,
    head: Head,
    *,
    at: datetime,
    person_id: int | None,
    action: str,
    touched: Collection[Touched],
) -> Head:
    """Write the entry of one act into its own transaction and give the new head. Rows must be flushed before."""
    seq = head.seq + 1
    touches: list[dict[str, Any]] = []
    for position, touch in enumerate(touched):
        kind, record_id = type(touch.row).__tablename__, identity(touch.row)
        table = Base.metadata.tables[kind]
        left = "" if touch.change is Change.DELETE else row_hash(table, record_id, values_of(touch.row))
        touches.append(
            {
                "seq": seq,
                "position": position,
                "kind": kind,
                "record_id": record_id,
                "change": touch.change.value,
                "fields": sorted(touch.fields),
                "row_hash": left,
            }
        )
    noun = action.partition(".")[0]
    subject = next((t for t in touched if type(t.row).__tablename__ == noun), next(iter(touched), None))
    entry: dict[str, Any] = {
        "seq": seq,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "person_id": person_id,
        "action": action,
        "kind": type(subject.row).__tablename__ if subject else noun,
        "record_id": identity(subject.row) if subject else None,
        "patient_id": next((p for t in touched if (p := _patient_of(t.row)) is not None), None),
        "previous": head.mac,
    }
    mac = entry_mac(key, entry, touches)
    # Straight to the connection: what the mapper would do with rows that nobody keeps costs a third of an act.
    connection = session.connection()
    connection.execute(_INSERT_ENTRY, entry | {"at": at, "mac": mac})
    if touches:
        connection.execute(_INSERT_TOUCHES, touches)
    return Head(seq, mac)


def _patient_of(row: Base) -> int | None:
    if type(row).__tablename__ == "patients":
        return identity(row)
    # An entry of the journal that the head accepts makes the acceptance no act about its patient.
    return None if isinstance(row, AuditEntry) else getattr(row, "patient_id", None)


def head_of(session: Session) -> Head:
    """The head as the file has it."""
    last = session.execute(sa.select(AuditEntry.seq, AuditEntry.mac).order_by(AuditEntry.seq.desc()).limit(1)).first()
    return Head(last.seq, last.mac) if last else Head()
