"""Exact counts of what the catalogue names, from the register: the input of the rounding, and for the office itself.

Each measure has a source (`sources`) in one of the families: who was under observation, rehabilitation, other events,
the sides of the plan's indicators. A source tells how many and who, so that each number opens its people.
"""

from collections.abc import Iterable
from datetime import date
from itertools import repeat

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.applications import ApplicationStep
from narcdesk.commission.counting import events, movement, rehabilitation
from narcdesk.commission.counting.sources import Fact, Family, Listed, Signs, Source, Sources
from narcdesk.commission.policy import Policy
from narcdesk.commission.tables import Cell, System, tally
from narcdesk.courses import Course
from narcdesk.dates import Period
from narcdesk.indicators import all_indicators
from narcdesk.observation import Episode
from narcdesk.office import Seal
from narcdesk.patients import Patient

NAMELESS = ("prevention_talks", "prevention_heads", "providers_used")  # nobody's card stands behind these

__all__ = ["NAMELESS", "Fact", "count", "count_cells", "facts_of", "first_day", "sources"]


def count(session: Session, policy: Policy, period: Period) -> dict[Cell, int]:
    """The exact count of every cell of the policy in a period."""
    return count_cells(session, policy.system, period)


def count_cells(session: Session, system: System, period: Period) -> dict[Cell, int]:
    """The exact count of every cell of a system in a period."""
    wanted = {cell.measure for cell in system.cells}
    found = {measure: source for measure, source in sources(session, period).items() if measure in wanted}
    return tally(system, {measure: _each(source.numbers(session)) for measure, source in found.items()})


def facts_of(session: Session, cell: Cell, period: Period) -> list[Fact]:
    """Whom or what one cell counts; raises KeyError for a measure that is not counted."""
    at = dict(cell.at).items()
    for family in _FAMILIES:
        found = family(session, period)
        if cell.measure in found:
            return [fact for fact in found[cell.measure].facts(session) if at <= fact.signs.items()]
    raise KeyError(cell.measure)


def sources(session: Session, period: Period) -> dict[str, Source]:
    """Everything that can be counted, by its measure."""
    found: dict[str, Source] = {}
    for family in _FAMILIES:
        found |= family(session, period)
    return found


def first_day(session: Session) -> date:
    """The first day that the register knows anything of: its own beginning, or an earlier event written down in it."""
    made_at = session.scalars(sa.select(Seal.made_at)).one()
    events = (Patient.came_on, Episode.taken_on, Course.started_on, ApplicationStep.on)
    earliest: list[date | None] = [session.scalar(sa.select(sa.func.min(column))) for column in events]
    return min([made_at.date(), *(day for day in earliest if day is not None)])


def _each(numbers: Iterable[tuple[Signs, int]]) -> Iterable[Signs]:
    return (each for signs, number in numbers for each in repeat(signs, number))


def _shares(session: Session, period: Period) -> Sources:
    """The sides of the plan's indicators that have a name of their own."""
    return {
        measure: Listed([Fact(person, None, {}) for person in sorted(persons(session, period))])
        for indicator in all_indicators()
        for measure, persons in (
            (indicator.numerator_measure, indicator.numerator),
            (indicator.denominator_measure, indicator.denominator),
        )
        if measure
    }


_FAMILIES: tuple[Family, ...] = (rehabilitation.sources, events.sources, movement.sources, _shares)
