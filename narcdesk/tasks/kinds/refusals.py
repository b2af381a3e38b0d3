"""Refusals after which no plan of motivation was made (regulation 4.4)."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import motivation
from narcdesk.patients import Patient, alive
from narcdesk.refusals import Refusal
from narcdesk.register import Register
from narcdesk.tasks.task import WHO, Asked, Task, What, due_task

TITLE = "Отказы без плана"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Refusals of help that nothing followed yet; no act sets a term, so the plan is due on the day of the refusal."""
    query = (
        sa.select(Refusal.id, Refusal.of, Refusal.on, WHO)
        .select_from(Refusal)
        .join(Patient, alive(Refusal.patient_id))
        .where(motivation.unanswered(), asked.until(Refusal.on, asked.day))
        .order_by(Refusal.on, Refusal.id)
    )
    for refusal_id, of, on, patient in session.execute(asked.only(query, Refusal.patient_id)):
        said = f"отказ {of.label}, плана мотивации нет; отказ от"
        yield due_task(asked, What.REFUSAL, refusal_id, patient, "Отказ", said, on)
