"""Plan, indicator 4: who does not use for more than two years, among those who gave up and finished programmes."""

from datetime import timedelta

from sqlalchemy.orm import Session

from narcdesk import graduates, reasons
from narcdesk.dates import Period
from narcdesk.indicators import Indicator

TWO_YEARS = timedelta(days=730)


def refused(session: Session, period: Period) -> set[int]:
    """Finished a complex programme, abstinence confirmed, seen sober within the year: nobody who is lost from sight."""
    return set(graduates.abstinent(session, period))


def sober(session: Session, period: Period) -> set[int]:
    """Those of them abstinent for more than 730 days at the end of the period."""
    return {person for person, since in graduates.abstinent(session, period).items() if period.end - since > TWO_YEARS}


INDICATOR = Indicator(
    code="sober",
    number=4,
    title="Не употребляют более двух лет",
    why="показывает, держится ли результат",
    numerator=sober,
    numerator_title="из них трезвость дольше двух лет",
    numerator_because=(reasons.abstinence, reasons.programme_finished),
    denominator=refused,
    denominator_title="окончившие комплексную программу, трезвость подтверждена за последний год",
    denominator_because=(reasons.programme_finished, reasons.abstinence),
    review="2027",
    numerator_measure="sober_two_years",
    denominator_measure="graduates_refused",
)
