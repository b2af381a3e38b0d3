"""The next contact agreed, for open programmes of patronage."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from narcdesk.patients import Patient, alive
from narcdesk.patronage import Contact, Patronage
from narcdesk.register import Register
from narcdesk.tasks.task import WHO, Asked, Task, What, due_task

TITLE = "Патронат"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """The next contact agreed, for open programmes of patronage."""
    other = aliased(Contact)
    last = (
        sa.select(other.id)
        .where(other.patronage_id == Patronage.id)
        .order_by(other.on.desc(), other.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        sa.select(Patronage.id, Contact.next_on, WHO)
        .select_from(Patronage)
        .join(Contact, Contact.id == last)
        .join(Patient, alive(Patronage.patient_id))
        .where(Patronage.closed_on.is_(None), asked.until(Contact.next_on, asked.week))
        .order_by(Contact.next_on, Contact.id)
    )
    for programme_id, next_on, patient in session.execute(asked.only(query, Patronage.patient_id)):
        said = "контакт по программе патроната"
        yield due_task(asked, What.PATRONAGE, programme_id, patient, "Патронат", said, next_on)
