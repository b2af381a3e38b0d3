"""Who did what: one entry for each act, chained and keyed, written in the act's own transaction.

An entry names the action, the person, and every row touched: which columns changed and the hash of the row as it was
left. Entries are chained by HMAC with a key that lives inside the encrypted file, so none can be edited or taken out
unseen; the head of the chain is also kept outside the file (the anchor), so the tail cannot be cut unseen either.
No value of a patient stands in the journal, only names of columns.
"""

import hashlib
import hmac
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from narcdesk.base import Base, Coded, plain
from narcdesk.errors import UserError
from narcdesk.files import write_atomically
from narcdesk.places import state_dir

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
    __table_args__ = (sa.Index("ix_audit_entries_patient_id_seq", "patient_id", "seq"),)

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
    __table_args__ = (sa.Index("ix_audit_touches_kind_record_id", "kind", "record_id"),)

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
        event.listen(session, "before_flush", self._note)
        event.listen(session, "do_orm_execute", _refuse_what_no_flush_sees)

    def _note(self, session: Session, _context: object, _instances: object) -> None:
        for row in session.new:
            self._touch(row, Change.INSERT)
        for row in session.deleted:
            self._touch(row, Change.DELETE)
        for row in session.dirty:
            state = sa.inspect(row)
            changed = {a.key for a in state.attrs if a.history.has_changes()}
            if changed:
                self._touch(row, Change.UPDATE).fields |= changed

    def _touch(self, row: Base, change: Change) -> Touched:
        known = self.touched.setdefault(id(row), Touched(row, change))
        if change is Change.DELETE or known.change is Change.LOOK:
            known.change = change
        return known

    def look(self, row: Base) -> None:
        """Note that a record was opened for reading."""
        self.touched.setdefault(id(row), Touched(row, Change.LOOK))

    def take(self) -> dict[int, Touched]:
        """What was touched since the last taking."""
        taken, self.touched = self.touched, {}
        return taken


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
    text = json.dumps([table.name, record_id, told], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _unsaid(table: sa.Table) -> Mapping[str, object]:
    """Of each column the one value that a hash leaves out: nothing, or the default where it may not be empty."""
    return {column.key: None if column.nullable else default_of(column) for column in table.columns}


def default_of(column: sa.Column[Any]) -> object:
    """What a column holds when nobody said anything, as JSON can carry it; None where it has no such value."""
    default = column.default
    return plain(default.arg) if isinstance(default, ScalarElementColumnDefault) else None


def _values(row: Base) -> dict[str, object]:
    return {c.key: plain(getattr(row, c.key)) for c in type(row).__table__.columns}


def _identity(row: Base) -> int:
    return int(sa.inspect(row).mapper.primary_key_from_instance(row)[0])


def _mac(key: bytes, entry: dict[str, object], touches: list[dict[str, Any]]) -> str:
    text = json.dumps([entry, touches], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


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
        kind, record_id = type(touch.row).__tablename__, _identity(touch.row)
        table = Base.metadata.tables[kind]
        left = "" if touch.change is Change.DELETE else row_hash(table, record_id, _values(touch.row))
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
        "record_id": _identity(subject.row) if subject else None,
        "patient_id": next((p for t in touched if (p := _patient_of(t.row)) is not None), None),
        "previous": head.mac,
    }
    mac = _mac(key, entry, touches)
    # Straight to the connection: what the mapper would do with rows that nobody keeps costs a third of an act.
    connection = session.connection()
    connection.execute(_INSERT_ENTRY, entry | {"at": at, "mac": mac})
    if touches:
        connection.execute(_INSERT_TOUCHES, touches)
    return Head(seq, mac)


def _patient_of(row: Base) -> int | None:
    if type(row).__tablename__ == "patients":
        return _identity(row)
    return getattr(row, "patient_id", None)


def head_of(session: Session) -> Head:
    """The head as the file has it."""
    last = session.execute(sa.select(AuditEntry.seq, AuditEntry.mac).order_by(AuditEntry.seq.desc()).limit(1)).first()
    return Head(last.seq, last.mac) if last else Head()


_UNREADABLE = (ValueError, LookupError, TypeError)  # what a cell raises that another program has written into


def broken_links(session: Session, key: bytes, *, last: int | None = None) -> Iterator[str]:
    """Walk the chain (its `last` entries, or all) and say in words what does not hold."""
    try:
        yield from _broken_links(session, key, last)
    except _UNREADABLE:
        yield "Журнал не читается: в него писали в обход программы."


def _broken_links(session: Session, key: bytes, last: int | None) -> Iterator[str]:
    head = head_of(session)
    first = 1 if last is None else max(1, head.seq - last + 1)
    expected_seq, previous = first, GENESIS
    if first > 1:
        before = session.scalar(sa.select(AuditEntry.mac).where(AuditEntry.seq == first - 1))
        if before is None:
            yield f"В журнале нет записи № {first - 1}."
        previous = before or GENESIS
    touches_of: dict[int, list[dict[str, Any]]] = {}
    columns = ("seq", "position", "kind", "record_id", "change", "fields", "row_hash")
    rows = session.execute(
        sa.select(*(getattr(AuditTouch, name) for name in columns))
        .where(AuditTouch.seq >= first)
        .order_by(AuditTouch.seq, AuditTouch.position)
    )
    for touch in rows:
        touches_of.setdefault(touch.seq, []).append(dict(zip(columns, touch, strict=True)))
    entries = session.execute(
        sa.select(*AuditEntry.__table__.columns).where(AuditEntry.seq >= first).order_by(AuditEntry.seq)
    )
    for found in entries:
        if found.seq != expected_seq:
            yield f"В журнале нет записей с № {expected_seq} по № {found.seq - 1}."
        if found.previous != previous:
            yield f"Запись № {found.seq} журнала не продолжает предыдущую."
        entry = dict(found._mapping)
        mac = entry.pop("mac")
        entry["at"] = entry["at"].astimezone(UTC).isoformat(timespec="microseconds")
        if not hmac.compare_digest(_mac(key, entry, touches_of.pop(found.seq, [])), mac):
            yield f"Запись № {found.seq} журнала изменена в обход программы."
        expected_seq, previous = found.seq + 1, mac
    if touches_of:
        yield "В журнале есть строки без своей записи."


def foreign_rows(session: Session, tables: list[sa.Table]) -> Iterator[str]:
    """Compare every row of the register with what the journal says was left there."""
    ranked = (
        sa.select(
            AuditTouch.kind,
            AuditTouch.record_id,
            AuditTouch.row_hash,
            sa.func.row_number()
            .over(partition_by=(AuditTouch.kind, AuditTouch.record_id), order_by=AuditTouch.seq.desc())
            .label("rank"),
        )
        .where(AuditTouch.change != Change.LOOK)  # who only looked vouches for nothing
        .subquery()
    )
    left = {
        (kind, record_id): hash_
        for kind, record_id, hash_ in session.execute(
            sa.select(ranked.c.kind, ranked.c.record_id, ranked.c.row_hash).where(ranked.c.rank == 1)
        )
    }
    for table in tables:
        for record_id, found in _hashes(session, table):
            expected = left.pop((table.name, record_id), None)
            if expected is None:
                yield f"Строка {record_id} таблицы {table.name} появилась в обход программы."
            elif found != expected:
                yield f"Строка {record_id} таблицы {table.name} изменена в обход программы."
    for (kind, record_id), hash_ in left.items():
        if hash_:
            yield f"Строка {record_id} таблицы {kind} исчезла в обход программы."


def _hashes(session: Session, table: sa.Table) -> Iterator[tuple[int, str]]:
    """Each row's id and hash; "" for a row that cannot be read."""
    query, (key,) = sa.select(*table.columns), table.primary_key.columns
    try:
        rows = session.execute(query).all()
    except _UNREADABLE:
        rows = []
        for record_id in session.scalars(sa.select(key)).all():
            try:
                rows.append(session.execute(query.where(key == record_id)).one())
            except _UNREADABLE:
                yield record_id, ""
    for row in rows:
        values = {column.key: plain(row[place]) for place, column in enumerate(table.columns)}
        record_id = int(row._mapping[key])
        yield record_id, row_hash(table, record_id, values)


# The anchor: the head as this computer last saw it, kept beside no register.


@dataclass(frozen=True)
class Anchor:
    """The last head that this computer saw; `doubt`: what did not fit when another copy was opened since."""

    head: Head
    doubt: str = ""


def anchor_path(register_id: str) -> Path:
    """Where this computer keeps the last head of a register."""
    return state_dir() / "anchors" / f"{register_id}.json"


def read_anchor(register_id: str) -> Anchor | None:
    """What this computer remembers of a register, or None: a new computer, or the anchor itself is damaged."""
    try:
        kept = json.loads(anchor_path(register_id).read_text("utf-8"))
        return Anchor(Head(int(kept["seq"]), str(kept["mac"])), str(kept.get("doubt", "")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def keep_anchor(register_id: str, anchor: Anchor) -> None:
    """Remember the head on this computer. Quiet when it cannot: what the anchor guards is saved already."""
    kept = {"seq": anchor.head.seq, "mac": anchor.head.mac} | ({"doubt": anchor.doubt} if anchor.doubt else {})
    path = anchor_path(register_id)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, json.dumps(kept, ensure_ascii=False).encode())
    except (OSError, UserError):
        pass  # an older anchor still fits the chain: it only guards fewer of the last acts


def anchor_problem(session: Session, anchor: Anchor | None) -> str:
    """A sentence if the file's chain is shorter than, or differs from, what this computer saw; else ""."""
    if anchor is None or anchor.head.seq == 0:
        return ""
    head, seen = head_of(session), anchor.head
    if session.scalar(sa.select(AuditEntry.mac).where(AuditEntry.seq == seen.seq)) == seen.mac:
        return ""
    if anchor.doubt:  # found before; what was done in the other copy since must not change the count
        return anchor.doubt
    if head.seq < seen.seq:
        missing = seen.seq - head.seq
        return f"В журнале не хватает последних операций: {missing}. Открыта старая копия или файл повреждён."
    return f"Журнал до операции № {seen.seq} не тот, что видел этот компьютер: файл подменён."
