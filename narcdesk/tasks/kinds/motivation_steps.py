"""Steps of open plans of motivation that have a day."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.motivation import MotivationPlan, MotivationStep
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, due_task

TITLE = "Шаги мотивации"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Steps that are not done, while their plan goes on."""
    for step_id, what, due, patient in _query.rows(session, asked):
        yield due_task(asked, What.STEP, step_id, patient, "Шаг", f"{what}: срок шага", due)


@asks_of(MotivationStep.patient_id)
def _query(asked: Shape) -> sa.Select[int, str, date | None, Who]:
    return (
        sa.select(MotivationStep.id, MotivationStep.what, MotivationStep.due, WHO)
        .select_from(MotivationStep)
        .join(MotivationPlan, MotivationPlan.id == MotivationStep.plan_id)
        .join(Patient, alive(MotivationStep.patient_id))
        .where(MotivationPlan.closed_on.is_(None), MotivationStep.done_on.is_(None))
        .where(asked.until(MotivationStep.due, asked.week))
        .order_by(MotivationStep.due, MotivationStep.id)
    )
