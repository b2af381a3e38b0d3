"""Whom a court told to come by a day."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.duties import Duty
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, due_task

TITLE = "Явки по суду"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Whom a court told to come by a day, and who has not come yet."""
    for duty_id, appear_by, patient in _query.rows(session, asked):
        yield due_task(asked, What.DUTY, duty_id, patient, "Явка по суду", "по решению суда явиться до", appear_by)


@asks_of(Duty.patient_id)
def _query(asked: Shape) -> sa.Select[int, date | None, Who]:
    return (
        sa.select(Duty.id, Duty.appear_by, WHO)
        .select_from(Duty)
        .join(Patient, alive(Duty.patient_id))
        .where(Duty.appeared_on.is_(None), Duty.ended_on.is_(None), Duty.evaded_on.is_(None))
        .where(asked.until(Duty.appear_by, asked.soon))
        .order_by(Duty.appear_by, Duty.id)
    )
