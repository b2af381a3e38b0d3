"""Programmes of patronage whose term ends."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.patients import Patient, alive
from narcdesk.patronage import Patronage
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, due_task

TITLE = "Срок патроната"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Open programmes that are to be ended, or looked at again for a longer term."""
    for programme_id, until, patient in _query.rows(session, asked):
        said = "срок программы патроната до"
        yield due_task(asked, What.PATRONAGE_END, programme_id, patient, "Патронат", said, until)


@asks_of(Patronage.patient_id)
def _query(asked: Shape) -> sa.Select[int, date | None, Who]:
    return (
        sa.select(Patronage.id, Patronage.until, WHO)
        .select_from(Patronage)
        .join(Patient, alive(Patronage.patient_id))
        .where(Patronage.closed_on.is_(None), asked.until(Patronage.until, asked.week))
        .order_by(Patronage.until, Patronage.id)
    )
