"""The next talk agreed at the last one, with those who have no plan of motivation."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from narcdesk.motivation import MotivationPlan
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.talks import Talk
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, due_task

TITLE = "Беседы"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """The next talk, unless a plan goes on or was ended since: then the plan says what comes next."""
    for talk_id, due, patient in _query.rows(session, asked):
        yield due_task(asked, What.MOTIVATION, talk_id, patient, "Беседа", "следующая беседа", due)


@asks_of(Patient.id)
def _query(asked: Shape) -> sa.Select[int, date | None, Who]:
    later = aliased(Talk)
    talked_since = sa.exists().where(
        later.patient_id == Talk.patient_id,
        later.struck_on.is_(None),
        sa.or_(later.on > Talk.on, sa.and_(later.on == Talk.on, later.id > Talk.id)),
    )
    planned = sa.exists().where(
        MotivationPlan.patient_id == Talk.patient_id,
        MotivationPlan.struck_on.is_(None),
        sa.or_(MotivationPlan.closed_on.is_(None), MotivationPlan.closed_on >= Talk.on),
    )
    return (
        sa.select(Talk.id, Talk.next_on, WHO)
        .select_from(Talk)
        .join(Patient, sa.and_(Patient.id == Talk.patient_id, Patient.died_on.is_(None)))
        .where(asked.until(Talk.next_on, asked.week), ~talked_since, ~planned)
        .order_by(Talk.next_on, Talk.id)
    )
