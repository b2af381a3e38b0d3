"""Plan, indicator 2: who passed treatment or rehabilitation, among those sick with наркомания."""

from sqlalchemy.orm import Session

from narcdesk import courses, observation, reasons
from narcdesk.dates import Period
from narcdesk.diagnoses import Group
from narcdesk.indicators import Indicator
from narcdesk.indicators.included import dependents


def finished(session: Session, period: Period) -> set[int]:
    """Sick with наркомания who finished any course in the period; a person counts once, a transfer is no finish."""
    return courses.finished(session, period) & observation.in_groups(session, (Group.DRUGS,), period.end)


INDICATOR = Indicator(
    code="finished",
    number=2,
    title="Прошли лечение или реабилитацию",
    why="показывает, доводят ли начатое до конца",
    numerator=finished,
    numerator_title="больные наркоманией, завершившие курс за период",
    numerator_because=(reasons.course_finished, reasons.diagnosis),
    denominator=dependents,
    denominator_title="больные наркоманией под наблюдением на конец периода",
    denominator_because=(reasons.diagnosis, reasons.under_observation),
    review="2027",
    numerator_measure="dependents_finished",
)
