"""Nobody came for as long as the order calls a ground to end the observation: a person decides, nothing by itself."""

from collections.abc import Iterator
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import observation, rules
from narcdesk.dates import add_months, plural, show
from narcdesk.observation import Episode, Pause, Visit
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.task import WHO, Asked, Task, Urgency, What, Who

TITLE = "Долгая неявка"

SHORT_MONTHS = timedelta(days=3)  # half a year from 31 August is 28 February: from there back it is 28 August


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Open observations with an absence as long as their order, or the office where it is not confirmed, wants."""
    if not asked.is_since(None):
        return
    for order in rules.all_rule_sets():
        absence = observation.order(session, order.id).absence
        if absence is None or absence.months is None:
            continue
        months = plural(absence.months, "месяца", "месяцев", "месяцев")
        doubt = f" ({absence.doubt})" if absence.doubt else ""
        for episode, patient in session.execute(asked.only(_silent(asked, order.id, absence.months), Patient.id)):
            ground_on = observation.no_show_on(session, episode, asked.day)
            since = observation.absent_since(session, episode, asked.day)
            if ground_on is None or since is None or ground_on > asked.day:
                continue
            said = f"нет явок с {show(since)}, больше {months}: основание снять — неявка{doubt}; решает врач"
            yield Task(What.NO_SHOW, episode.id, patient.id, "Неявка", patient.named, said, None, Urgency.WAITING)


def _silent(asked: Asked, rule_set: str, months: int) -> sa.Select[Episode, Who]:
    """Who may have been absent so long, by the database; short months are then told apart day by day."""
    latest = add_months(asked.day, -months) + SHORT_MONTHS
    came = sa.select(Visit.id).where(Visit.patient_id == Episode.patient_id, Visit.kept, Visit.on > latest)
    paused = sa.select(Pause.id).where(
        Pause.episode_id == Episode.id,
        Pause.since <= asked.day,
        sa.or_(Pause.until.is_(None), Pause.until > latest),
    )
    return (
        sa.select(Episode, WHO)
        .join(Patient, alive(Episode.patient_id))
        .where(
            Episode.ended_on.is_(None),
            Episode.rule_set == rule_set,
            Episode.taken_on <= latest,
            ~came.exists(),
            ~paused.exists(),
        )
        .order_by(Episode.taken_on, Episode.id)
    )
