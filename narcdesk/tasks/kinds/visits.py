"""The next visit agreed at the last one."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from narcdesk.observation import Episode, Visit
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.task import Asked, Task, Urgency, What, due_task, urgency_of


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """The next visit agreed at the last one, for those under observation."""
    other = aliased(Visit)
    last = (
        sa.select(other.id)
        .where(other.patient_id == Episode.patient_id)
        .order_by(other.on.desc(), other.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        sa.select(Visit, Visit.next_on, Patient)
        .select_from(Episode)
        .join(Visit, Visit.id == last)
        .join(Patient, alive(Visit.patient_id))
        .where(Episode.ended_on.is_(None), Visit.next_on <= asked.week)
        .order_by(Visit.next_on, Visit.id)
    )
    for visit, next_on, patient in session.execute(asked.only(query, Episode.patient_id)):
        is_missed = urgency_of(next_on, asked.day) is Urgency.OVERDUE
        said = "явка была назначена на" if is_missed else "назначена на"
        yield due_task(asked, What.VISIT, visit.id, patient, "Явка", said, next_on)
