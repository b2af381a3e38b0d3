"""The next contact of an open plan of motivation: the plan's own, until a talk named another."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from narcdesk.motivation import MotivationPlan
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.talks import Talk
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, due_task

TITLE = "Мотивация"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """The next contact by a plan that is being worked by."""
    for plan_id, due, patient in _query.rows(session, asked):
        yield due_task(asked, What.MOTIVATION, plan_id, patient, "Мотивация", "контакт по плану мотивации", due)


@asks_of(MotivationPlan.patient_id)
def _query(asked: Shape) -> sa.Select[int, date | None, Who]:
    other = aliased(Talk)
    last = (
        sa.select(other.id)
        .where(other.patient_id == MotivationPlan.patient_id, other.on >= MotivationPlan.opened_on)
        .order_by(other.on.desc(), other.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    next_on = sa.func.coalesce(Talk.next_on, MotivationPlan.next_on)
    return (
        sa.select(MotivationPlan.id, next_on, WHO)
        .select_from(MotivationPlan)
        .outerjoin(Talk, Talk.id == last)
        .join(Patient, alive(MotivationPlan.patient_id))
        .where(MotivationPlan.closed_on.is_(None), asked.until(next_on, asked.week))
        .order_by(next_on, MotivationPlan.id)
    )
