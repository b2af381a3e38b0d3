"""Whether the journal still holds: its chain, and every row of the register against it; at once, or step by step.

A step is short and asks the database for no more than it looks at, so that a check of a large register can go on beside
the work of the office.
"""

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.audit.entries import GENESIS, AuditEntry, AuditTouch, Change, entry_mac, head_of, row_hash
from narcdesk.base import plain

_UNREADABLE = (ValueError, LookupError, TypeError)  # what a cell raises that another program has written into
_AT_ONCE = 2000  # entries or rows of a step where nobody waits
_TOUCH = ("seq", "position", "kind", "record_id", "change", "fields", "row_hash")


@dataclass(frozen=True)
class Broken:
    """An entry that does not hold, and by what it is known again once the head has accepted it."""

    seq: int
    marks: frozenset[str]  # the HMAC before it, and the one that its present contents would have


class Chain:
    """A walk along the chain, its `last` entries or all, to its end; `broken` gathers what does not hold."""

    def __init__(self, session: Session, key: bytes, *, last: int | None = None) -> None:
        head = head_of(session)
        self._key = key
        self._next = 1 if last is None else max(1, head.seq - last + 1)
        self._previous: str | None = GENESIS
        self._accepted = _accepted(session)
        self.is_done = False
        self.broken: list[Broken] = []
        if self._next > 1:
            self._previous = session.scalar(sa.select(AuditEntry.mac).where(AuditEntry.seq == self._next - 1))

    def step(self, session: Session, count: int = _AT_ONCE) -> list[str]:
        """Look at the next entries and say in words what does not hold; sets `is_done` at the end."""
        try:
            return list(self._step(session, count))
        except _UNREADABLE:
            self.is_done = True
            return ["Журнал не читается: в него писали в обход программы."]

    def _step(self, session: Session, count: int) -> Iterator[str]:
        columns = AuditEntry.__table__.columns
        names = columns.keys()
        query = sa.select(*columns).where(AuditEntry.seq >= self._next).order_by(AuditEntry.seq).limit(count)
        entries = session.execute(query).all()
        self.is_done = len(entries) < count
        touches = _touches(session, self._next, None if self.is_done else entries[-1].seq)
        for found in entries:
            yield from self._look_at(dict(zip(names, found, strict=True)), touches.pop(found[0], []))
        if touches:
            yield "В журнале есть строки без своей записи."

    def _look_at(self, entry: dict[str, Any], touches: list[dict[str, Any]]) -> Iterator[str]:
        seq, mac = entry["seq"], entry.pop("mac")
        expected, previous = self._next, self._previous
        self._next, self._previous = seq + 1, mac
        entry["at"] = entry["at"].astimezone(UTC).isoformat(timespec="microseconds")
        made = entry_mac(self._key, entry, touches)
        told = []
        if seq != expected or previous is None:
            told.append(f"В журнале нет записей с № {expected if previous else expected - 1} по № {seq - 1}.")
        if entry["previous"] != previous:
            told.append(f"Запись № {seq} журнала не продолжает предыдущую.")
        if not hmac.compare_digest(made, mac):
            told.append(f"Запись № {seq} журнала изменена в обход программы.")
        marks = frozenset({previous or "", made})
        if told and marks != self._accepted.get(seq):
            self.broken.append(Broken(seq, marks))
            yield from told


def _touches(session: Session, first: int, last: int | None) -> dict[int, list[dict[str, Any]]]:
    """What the entries from `first` to `last` (or to the end) touched, by the number of the entry."""
    query = sa.select(*(getattr(AuditTouch, name) for name in _TOUCH)).where(AuditTouch.seq >= first)
    if last is not None:
        query = query.where(AuditTouch.seq <= last)
    found: dict[int, list[dict[str, Any]]] = {}
    for touch in session.execute(query.order_by(AuditTouch.seq, AuditTouch.position)):
        found.setdefault(touch.seq, []).append(dict(zip(_TOUCH, touch, strict=True)))
    return found


def _accepted(session: Session) -> dict[int, frozenset[str]]:
    """Broken entries that the head has accepted: an acceptance looks at each, and leaves its marks there."""
    query = sa.select(AuditTouch.record_id, AuditTouch.fields).where(AuditTouch.kind == AuditEntry.__tablename__)
    try:
        return {seq: frozenset(marks) for seq, marks in session.execute(query.order_by(AuditTouch.seq))}
    except _UNREADABLE:
        return {}


def light_tail(session: Session, entries: int, touches: int) -> int:
    """How many of the last `entries` touched no more than so many rows together; one at least."""
    seq = head_of(session).seq
    query = (
        sa.select(AuditTouch.seq, sa.func.count())
        .where(AuditTouch.seq > seq - entries)
        .group_by(AuditTouch.seq)
        .order_by(AuditTouch.seq.desc())
    )
    try:
        for at, count in session.execute(query):
            touches -= count
            if touches < 0:
                return max(1, seq - at)
    except _UNREADABLE:
        return entries
    return entries


def broken_links(session: Session, key: bytes) -> Iterator[str]:
    """Walk the whole chain and say in words what does not hold."""
    chain = Chain(session, key)
    while not chain.is_done:
        yield from chain.step(session)


class Rows:
    """A walk over every row of the register, each held against what the journal says was left there."""

    def __init__(self, tables: Sequence[sa.Table]) -> None:
        self._tables = list(tables)
        self._after: int | None = None  # the last row looked at of the first table that is left

    @property
    def is_done(self) -> bool:
        """Whether every table was looked at."""
        return not self._tables

    def step(self, session: Session, count: int = _AT_ONCE) -> list[str]:
        """Look at the next rows of one table and say in words what does not hold."""
        table = self._tables[0]
        found = sorted(_hashes(session, table, self._after, count))
        last = found[-1][0] if len(found) == count else None
        left = _left(session, table, self._after, last, count)
        if len(left) == count:  # rows that are gone: their ids stop the step earlier
            last = max(left)
            found = [row for row in found if row[0] <= last]
        told = []
        for record_id, hash_ in found:
            vouched = left.pop(record_id, None)
            if vouched is None:
                told.append(f"Строка {record_id} таблицы {table.name} появилась в обход программы.")
            elif hash_ != vouched:
                told.append(f"Строка {record_id} таблицы {table.name} изменена в обход программы.")
        for gone, vouched in left.items():
            if vouched:
                told.append(f"Строка {gone} таблицы {table.name} исчезла в обход программы.")
        if last is None:
            del self._tables[0]
        self._after = last
        return told


def _left(session: Session, table: sa.Table, after: int | None, last: int | None, count: int) -> dict[int, str | None]:
    """The hash that the last act left of each touched row between two ids; "" for a deleted one."""
    ids = sa.select(AuditTouch.record_id).where(AuditTouch.kind == table.name)
    if after is not None:
        ids = ids.where(AuditTouch.record_id > after)
    if last is not None:
        ids = ids.where(AuditTouch.record_id <= last)
    touched = ids.distinct().order_by(AuditTouch.record_id).limit(count).subquery()
    newest = (
        sa.select(AuditTouch.row_hash)
        .where(
            AuditTouch.kind == table.name,
            AuditTouch.record_id == touched.c.record_id,
            AuditTouch.change != Change.LOOK,  # who only looked vouches for nothing
        )
        .order_by(AuditTouch.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(sa.select(touched.c.record_id, newest.label("left")).order_by(touched.c.record_id))
    return {row.record_id: row.left for row in rows}


def _hashes(session: Session, table: sa.Table, after: int | None, count: int) -> Iterator[tuple[int, str]]:
    """The ids and hashes of the next rows; "" for a row that cannot be read."""
    (key,) = table.primary_key.columns
    ids = sa.select(key).order_by(key).limit(count)
    query = sa.select(*table.columns)
    if after is not None:
        ids = ids.where(key > after)
    wanted = session.scalars(ids).all()
    if not wanted:
        return
    among = query.where(key >= wanted[0], key <= wanted[-1]).order_by(key)
    try:
        rows = session.execute(among).all()
    except _UNREADABLE:
        rows = []
        for record_id in wanted:
            try:
                rows.append(session.execute(query.where(key == record_id)).one())
            except _UNREADABLE:
                yield record_id, ""
    for row in rows:
        values = {column.key: plain(row[place]) for place, column in enumerate(table.columns)}
        record_id = int(row._mapping[key])
        yield record_id, row_hash(table, record_id, values)


def foreign_rows(session: Session, tables: Sequence[sa.Table]) -> Iterator[str]:
    """Compare every row of the register with what the journal says was left there."""
    rows = Rows(tables)
    while not rows.is_done:
        yield from rows.step(session)
