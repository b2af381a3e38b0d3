"""Nobody came for as long as the order calls a ground to end the observation: a person decides, nothing by itself."""

from collections.abc import Iterator
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import observation
from narcdesk.dates import add_months, plural, show
from narcdesk.observation import Episode, Pause, Visit
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, Urgency, What, Who

TITLE = "Долгая неявка"

SHORT_MONTHS = timedelta(days=3)  # half a year from 31 August is 28 February: from there back it is 28 August


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Open observations with an absence as long as their order, or the office where it is not confirmed, wants."""
    if not asked.is_since(None):
        return
    for order in observation.orders(session):
        absence = order.absence
        if absence is None or absence.months is None:
            continue
        months = plural(absence.months, "месяца", "месяцев", "месяцев")
        doubt = f" ({absence.doubt})" if absence.doubt else ""
        latest = add_months(asked.day, -absence.months) + SHORT_MONTHS
        rows = _silent.rows(session, asked, rule_set=order.id, latest=latest)
        silent = observation.silences(session, [episode for episode, _ in rows], asked.day)
        for episode, patient in rows:
            silence = silent.get(episode.id)
            if silence is None or silence.ground_on is None or silence.ground_on > asked.day:
                continue
            said = f"нет явок с {show(silence.since)}, больше {months}: основание снять — неявка{doubt}; решает врач"
            yield Task(What.NO_SHOW, episode.id, patient.id, "Неявка", patient.named, said, None, Urgency.WAITING)


@asks_of(Patient.id)
def _silent(asked: Shape) -> sa.Select[Episode, Who]:
    """Who may have been absent so long, by the database; short months are then told apart day by day."""
    latest = sa.bindparam("latest", type_=sa.Date())
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
            Episode.rule_set == sa.bindparam("rule_set"),
            Episode.taken_on <= latest,
            ~came.exists(),
            ~paused.exists(),
        )
        .order_by(Episode.taken_on, Episode.id)
    )
