"""Plan, indicator 1: who was included in rehabilitation, among those sick with наркомания."""

from sqlalchemy.orm import Session

from narcdesk import courses, observation, reasons
from narcdesk.courses import CourseKind
from narcdesk.dates import Period
from narcdesk.diagnoses import Group
from narcdesk.indicators import Indicator


def included(session: Session, period: Period) -> set[int]:
    """Users of drugs (harmful use counts too, as the plan says «потребители») who began a rehabilitation course."""
    began = courses.started(session, period, (CourseKind.MEDICAL, CourseKind.SOCIAL))
    return began & observation.in_groups(session, (Group.DRUGS, Group.HARMFUL_DRUGS), period.end)


def dependents(session: Session, period: Period) -> set[int]:
    """Under observation at the end of the period with наркомания (form 37, table 2100, row 06)."""
    return observation.observed(session, period.end) & observation.in_groups(session, (Group.DRUGS,), period.end)


INDICATOR = Indicator(
    code="included",
    number=1,
    title="Включены в программы реабилитации",
    why="показывает, доходят ли потребители наркотиков до реабилитации",
    numerator=included,
    numerator_title="потребители наркотиков, начавшие курс реабилитации за период",
    numerator_because=(reasons.course_begun, reasons.diagnosis),
    denominator=dependents,
    denominator_title="больные наркоманией под наблюдением на конец периода",
    denominator_because=(reasons.diagnosis, reasons.under_observation),
    review="2027",
    numerator_measure="users_included",
)
