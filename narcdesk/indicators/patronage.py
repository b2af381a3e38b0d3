"""Plan, indicator 3: who is covered by patronage, among those who finished the whole programme and do not use."""

from sqlalchemy.orm import Session

from narcdesk import courses, observation, patronage, reasons
from narcdesk.dates import Period
from narcdesk.indicators import Indicator


def graduates(session: Session, period: Period) -> set[int]:
    """Finished a complex programme by the end of the period, and no use was confirmed since."""
    finished_on = courses.graduated(session, period.end)
    used_on = observation.last_use(session, period.end)
    return {person for person, day in finished_on.items() if person not in used_on or used_on[person] <= day}


def covered(session: Session, period: Period) -> set[int]:
    """Those of them with at least one contact of patronage in the period."""
    return graduates(session, period) & patronage.contacted(session, period)


INDICATOR = Indicator(
    code="patronage",
    number=3,
    title="Охвачены патронатом",
    why="показывает, не остаются ли окончившие программы одни",
    numerator=covered,
    numerator_title="из них с контактом по патронату за период",
    numerator_because=(reasons.patronage, reasons.programme_finished, reasons.last_use),
    denominator=graduates,
    denominator_title="окончившие комплексную программу, употребление не подтверждено",
    denominator_because=(reasons.programme_finished, reasons.last_use),
    review="2027",
    numerator_measure="patronage_covered",
    denominator_measure="graduates_sober",
)
