"""Plan, indicator 3: who is covered by patronage, among those who finished the whole programme and do not use."""

from sqlalchemy.orm import Session

from narcdesk import graduates, patronage, reasons
from narcdesk.dates import Period
from narcdesk.indicators import Indicator


def covered(session: Session, period: Period) -> set[int]:
    """Graduates known not to use, with at least one contact of patronage in the period."""
    return graduates.not_using(session, period) & patronage.contacted(session, period)


INDICATOR = Indicator(
    code="patronage",
    number=3,
    title="Охвачены патронатом",
    why="показывает, не остаются ли окончившие программы одни",
    numerator=covered,
    numerator_title="из них с контактом по патронату за период",
    numerator_because=(reasons.patronage, reasons.programme_finished, reasons.abstinence),
    denominator=graduates.not_using,
    denominator_title="окончившие комплексную программу, трезвость известна за последний год",
    denominator_because=(reasons.programme_finished, reasons.abstinence, reasons.last_use),
    review="2027",
    numerator_measure="patronage_covered",
    denominator_measure="graduates_sober",
)
