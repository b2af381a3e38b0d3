"""Refusals after which no plan of motivation was made (regulation 4.4)."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import motivation
from narcdesk.patients import Patient, alive
from narcdesk.refusals import Refusal, RefusedOf
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, due_task

TITLE = "Отказы без плана"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Refusals of help that nothing followed yet; no act sets a term, so the plan is due on the day of the refusal."""
    for refusal_id, of, on, patient in _query.rows(session, asked):
        said = f"отказ {of.label}, плана мотивации нет; отказ от"
        yield due_task(asked, What.REFUSAL, refusal_id, patient, "Отказ", said, on)


@asks_of(Refusal.patient_id)
def _query(asked: Shape) -> sa.Select[int, RefusedOf, date, Who]:
    return (
        sa.select(Refusal.id, Refusal.of, Refusal.on, WHO)
        .select_from(Refusal)
        .join(Patient, alive(Refusal.patient_id))
        .where(motivation.unanswered(), asked.until(Refusal.on, asked.day))
        .order_by(Refusal.on, Refusal.id)
    )
