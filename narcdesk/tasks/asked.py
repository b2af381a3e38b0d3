"""Whose tasks are asked for, how far ahead, and the queries that the kinds answer by.

A query is written once for each shape of the question, and the days, the person and the page are given to it as
values: to write forty queries anew at every look costs several times what the database takes to answer them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, ClassVar, Generic, TypeVarTuple

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from narcdesk.observation import Visit
from narcdesk.struck import standing

LIMIT = 100  # rows of one kind on the first screen; more is a list, not a day

Row = TypeVarTuple("Row")
Day = sa.ColumnElement[date] | InstrumentedAttribute[date] | InstrumentedAttribute[date | None]
Owner = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]

_SINCE = sa.bindparam("asked_since", type_=sa.Date())
_PATIENT = sa.bindparam("asked_patient", type_=sa.Integer())
_MINE = sa.bindparam("asked_mine", type_=sa.Integer())
_LIMIT = sa.bindparam("asked_limit", type_=sa.Integer())
_OFFSET = sa.bindparam("asked_offset", type_=sa.Integer())


@dataclass(frozen=True)
class Shape:
    """The words of the question: of one patient or of all, from a day on or not, one's own or everybody's."""

    is_of_one: bool
    has_since: bool
    is_mine: bool

    day: ClassVar = sa.bindparam("asked_day", type_=sa.Date())
    soon: ClassVar = sa.bindparam("asked_soon", type_=sa.Date())
    week: ClassVar = sa.bindparam("asked_week", type_=sa.Date())

    def of(self, owner: Owner) -> sa.ColumnElement[bool]:
        """That it belongs to whom it is asked of."""
        return owner == _PATIENT if self.is_of_one else self._received(owner)

    def _received(self, owner: Owner) -> sa.ColumnElement[bool]:
        """That the person asked for received this patient last, or nobody did."""
        if not self.is_mine:
            return sa.true()
        visit = aliased(Visit)
        last = (
            sa.select(visit.by)
            .where(visit.patient_id == owner)
            .order_by(visit.on.desc(), visit.id.desc())
            .limit(1)
            .scalar_subquery()
        )
        return sa.func.coalesce(last, _MINE) == _MINE

    def until(self, day: Day, last: sa.BindParameter[date]) -> sa.ColumnElement[bool]:
        """That a day is asked for: up to the `last` one, and from a first one on where there is one."""
        return day.between(_SINCE, last) if self.has_since else day <= last

    def until_or_undated(self, day: Day, last: sa.BindParameter[date]) -> sa.ColumnElement[bool]:
        """The same, and what has no day too; that belongs to no week."""
        dated = self.until(day, last)
        return dated if self.has_since else sa.or_(day.is_(None), dated)


@dataclass(frozen=True)
class Asked:
    """Whose tasks are asked for (None: everybody's), how far ahead, and which page of them.

    `since` leaves out what was due before it, `mine` what is due of those whom somebody else received last.
    """

    day: date
    soon: date
    week: date
    patient_id: int | None = None
    limit: int = LIMIT
    offset: int = 0
    since: date | None = None
    mine: int | None = None  # of staff
    counts: list[int] = field(default_factory=list)  # how many there are, on this page or not

    @property
    def shape(self) -> Shape:
        """What the text of the queries depends on."""
        return Shape(self.patient_id is not None, self.since is not None, self.mine is not None)

    @property
    def values(self) -> dict[str, Any]:
        """What the queries are given."""
        return {
            "asked_day": self.day,
            "asked_soon": self.soon,
            "asked_week": self.week,
            "asked_since": self.since,
            "asked_patient": self.patient_id,
            "asked_mine": self.mine,
            "asked_limit": self.limit,
            "asked_offset": self.offset,
        }

    def is_since(self, due: date | None) -> bool:
        """Whether what is due on a day is asked for; what has no day belongs to no week."""
        return self.since is None or (due is not None and due >= self.since)

    def page(self, found: Sequence[Any]) -> Sequence[Any]:
        """The page that is asked for of what only the program could tell apart; it is counted here."""
        self.counts.append(len(found))
        return found if self.patient_id is not None else found[self.offset : self.offset + self.limit]


class Query(Generic[*Row]):
    """A query of a kind: how it is written for a shape, and whose its rows are."""

    def __init__(self, write: Callable[[Shape], sa.Select[*Row]], owner: Owner, *, in_pages: bool) -> None:
        self._write, self._owner, self._in_pages = write, owner, in_pages
        self._page, self._count = cache(self._written), cache(self._counted)

    def rows(self, session: Session, asked: Asked, **told: Any) -> Sequence[tuple[*Row]]:
        """The rows that belong to whom it is asked of; `told` are values that this query alone is given."""
        shape, values = asked.shape, asked.values | told
        found = session.execute(self._page(shape), values).all()
        if not self._is_cut(shape):
            return found
        if found or not asked.offset:
            count = found[0][-1] if found else 0
        else:
            count = session.scalar(self._count(shape), values) or 0
        asked.counts.append(count)
        return [row[:-1] for row in found]

    def _is_cut(self, shape: Shape) -> bool:
        return self._in_pages and not shape.is_of_one

    def _whole(self, shape: Shape) -> sa.Select[*Row]:
        return self._write(shape).where(shape.of(self._owner))

    def _written(self, shape: Shape) -> sa.Select[Any]:
        query: Any = self._whole(shape)
        if not self._is_cut(shape):
            return standing(query)
        # Each row says how many there are in all: to count them apart would be to look for them again.
        return standing(query.add_columns(sa.func.count().over()).offset(_OFFSET).limit(_LIMIT))

    def _counted(self, shape: Shape) -> sa.Select[int]:
        return standing(sa.select(sa.func.count()).select_from(self._whole(shape).order_by(None).subquery()))


def asks_of(owner: Owner, *, in_pages: bool = True) -> Callable[[Callable[[Shape], sa.Select[*Row]]], Query[*Row]]:
    """Over the function that writes a query: whose its rows are, and whether the database cuts them into pages."""
    return lambda write: Query(write, owner, in_pages=in_pages)
