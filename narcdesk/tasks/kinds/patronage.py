"""The next contact agreed, for open programmes of patronage."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from narcdesk.patients import Patient, alive
from narcdesk.patronage import Contact, Patronage
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, due_task

TITLE = "Патронат"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """The next contact agreed, for open programmes of patronage."""
    for programme_id, next_on, patient in _query.rows(session, asked):
        said = "контакт по программе патроната"
        yield due_task(asked, What.PATRONAGE, programme_id, patient, "Патронат", said, next_on)


@asks_of(Patronage.patient_id)
def _query(asked: Shape) -> sa.Select[int, date | None, Who]:
    other = aliased(Contact)
    last = (
        sa.select(other.id)
        .where(other.patronage_id == Patronage.id)
        .order_by(other.on.desc(), other.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        sa.select(Patronage.id, Contact.next_on, WHO)
        .select_from(Patronage)
        .join(Contact, Contact.id == last)
        .join(Patient, alive(Patronage.patient_id))
        .where(Patronage.closed_on.is_(None), asked.until(Contact.next_on, asked.week))
        .order_by(Contact.next_on, Contact.id)
    )
