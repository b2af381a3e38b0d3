"""Plans that were decided and are not begun: the out-patient stage after the hospital above all."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, due_task
from narcdesk.treatments import TreatmentPlan

TITLE = "Начало по плану"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Plans whose last day to begin comes or has passed."""
    for plan, patient in _query.rows(session, asked):
        back = "вернуться после стационара: " if plan.after_inpatient else ""
        said = f"{back}{plan.kind.label}, начать до"
        yield due_task(asked, What.PLAN_START, plan.id, patient, "План", said, plan.begin_by)


@asks_of(TreatmentPlan.patient_id)
def _query(asked: Shape) -> sa.Select[TreatmentPlan, Who]:
    return (
        sa.select(TreatmentPlan, WHO)
        .join(Patient, alive(TreatmentPlan.patient_id))
        .where(TreatmentPlan.begun_on.is_(None), TreatmentPlan.ended_on.is_(None))
        .where(asked.until(TreatmentPlan.begin_by, asked.week))
        .order_by(TreatmentPlan.begin_by, TreatmentPlan.id)
    )
