"""The next visits, measures and stages of plans of treatment."""

from collections.abc import Iterator
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, due_task
from narcdesk.treatments import PlanStep, TreatmentPlan

TITLE = "Планы лечения"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Steps that nobody has marked, of plans that go on."""
    for step, patient in _query.rows(session, asked):
        said = f"по плану: {step.title[:1].lower()}{step.title[1:]},"
        task = due_task(asked, What.PLAN_STEP, step.id, patient, "План", said, step.due_on)
        yield replace(task, part=step.kind.value)


@asks_of(PlanStep.patient_id)
def _query(asked: Shape) -> sa.Select[PlanStep, Who]:
    return (
        sa.select(PlanStep, WHO)
        .join(TreatmentPlan, TreatmentPlan.id == PlanStep.plan_id)
        .join(Patient, alive(PlanStep.patient_id))
        .where(PlanStep.mark.is_(None), TreatmentPlan.ended_on.is_(None), asked.until(PlanStep.due_on, asked.week))
        .order_by(PlanStep.due_on, PlanStep.id)
    )
