"""Where the count of a measure comes from: a list that was gone through, or a query that the database counts.

The same source tells how many there are and who they are, so a number and its people never differ.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.dates import Period

Signs = Mapping[str, str]  # dimension -> value of one counted person or paper


@dataclass(frozen=True)
class Fact:
    """One person or paper that is counted: whose it is, of which day; nobody's name is asked for a group's talk."""

    person: int | None
    on: date | None
    signs: Signs


class Source(Protocol):
    """Whom or what a measure counts in a period."""

    def numbers(self, session: Session) -> Iterable[tuple[Signs, int]]:
        """How many of each combination of signs, in any order; a combination may come more than once."""

    def facts(self, session: Session) -> Iterable[Fact]:
        """Each of them."""


Sources = Mapping[str, Source]  # measure -> whom it counts
Family = Callable[[Session, Period], Sources]


@dataclass(frozen=True)
class Listed:
    """Facts that were found by going through the register."""

    found: Iterable[Fact]

    def numbers(self, _session: Session) -> Iterator[tuple[Signs, int]]:
        """One by one."""
        return ((fact.signs, 1) for fact in self.found)

    def facts(self, _session: Session) -> Iterable[Fact]:
        """All of them."""
        return self.found


@dataclass(frozen=True)
class Asked:
    """Rows of the database: `patient_id` and `on` (or nothing in their place), `number`, and the columns of signs.

    `signs` makes coded values of those columns; the database adds `number` up for each of their combinations.
    """

    query: sa.Select[*tuple[Any, ...]]
    signs: Callable[..., Signs] = dict

    def numbers(self, session: Session) -> Iterator[tuple[Signs, int]]:
        """As the database groups them."""
        found = self.query.subquery()
        columns = [column for column in found.c if column.name not in ("patient_id", "on", "number")]
        counted = sa.select(sa.func.sum(found.c.number), *columns).group_by(*columns)
        for number, *values in session.execute(counted):
            yield self.signs(*values), number or 0

    def facts(self, session: Session) -> Iterator[Fact]:
        """Row by row."""
        for person, on, _number, *values in session.execute(self.query):
            yield Fact(person, on, self.signs(*values))


def asked(person: Any, on: Any, *signs: sa.ColumnElement[Any] | Any, number: Any = 1) -> sa.Select[Any]:
    """The beginning of a query for `Asked`."""
    return sa.select(
        sa.null().label("patient_id") if person is None else person.label("patient_id"),
        sa.null().label("on") if on is None else on.label("on"),
        sa.literal(number).label("number") if isinstance(number, int) else number.label("number"),
        *(sign.label(f"sign_{place}") for place, sign in enumerate(signs)),
    )
