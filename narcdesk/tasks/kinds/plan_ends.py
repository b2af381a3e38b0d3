"""Plans of treatment whose term ends."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, due_task
from narcdesk.treatments import TreatmentPlan

TITLE = "Срок плана"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Plans that were begun and are to be ended or decided anew."""
    for plan, patient in _query.rows(session, asked):
        said = f"{plan.kind.label}: срок плана до"
        yield due_task(asked, What.PLAN_END, plan.id, patient, "План", said, plan.until)


@asks_of(TreatmentPlan.patient_id)
def _query(asked: Shape) -> sa.Select[TreatmentPlan, Who]:
    return (
        sa.select(TreatmentPlan, WHO)
        .join(Patient, alive(TreatmentPlan.patient_id))
        .where(TreatmentPlan.begun_on.is_not(None), TreatmentPlan.ended_on.is_(None))
        .where(asked.until(TreatmentPlan.until, asked.week))
        .order_by(TreatmentPlan.until, TreatmentPlan.id)
    )
