"""The next visit agreed at the last one."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from narcdesk.observation import Episode, Visit
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.task import Asked, Task, Urgency, What, due_task, patients_by_id, urgency_of

TITLE = "Явки"


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
        sa.select(Visit.id, Visit.next_on, Visit.patient_id)
        .select_from(Episode)
        .join(Visit, Visit.id == last)
        .join(Patient, alive(Visit.patient_id))
        .where(Episode.ended_on.is_(None), asked.until(Visit.next_on, asked.week), asked.received(Visit.patient_id))
        .order_by(Visit.next_on, Visit.id)
    )
    if asked.patient_id is not None:
        query = query.where(Episode.patient_id == asked.patient_id)
    # To look for the last visit of everybody is what costs: it is done once, and not again to count them.
    rows = session.execute(query).all()
    asked.counts.append(len(rows))
    if asked.patient_id is None:
        rows = rows[asked.offset : asked.offset + asked.limit]
    people = patients_by_id(session, {patient_id for _, _, patient_id in rows})
    for visit_id, next_on, patient_id in rows:
        is_missed = urgency_of(next_on, asked.day) is Urgency.OVERDUE
        said = "явка была назначена на" if is_missed else "назначена на"
        yield due_task(asked, What.VISIT, visit_id, people[patient_id], "Явка", said, next_on)
