"""Comings to an organisation that it has not confirmed by its act."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from narcdesk.courses import Course
from narcdesk.dates import show
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.stays import MarkKind, StayMark
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, due_task, urgency_of

TITLE = "Акты организаций"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """No act that is known sets the term of it: without a day of the office's own it only waits, while he is there."""
    for mark, patient in _query.rows(session, asked):
        if mark.awaited_by is not None:
            said = "акт организации о прибытии ждём до"
            yield due_task(asked, What.STAY_ACT, mark.id, patient, "Акт", said, mark.awaited_by)
        else:
            said = f"прибыл {show(mark.on)}, акта организации нет; срок не задан"
            urgency = urgency_of(None, asked.day)
            yield Task(What.STAY_ACT, mark.id, patient.id, "Акт", patient.named, said, None, urgency)


@asks_of(StayMark.patient_id)
def _query(asked: Shape) -> sa.Select[StayMark, Who]:
    other = aliased(StayMark)
    told = sa.exists().where(other.course_id == StayMark.course_id, other.kind == MarkKind.CONFIRMED)
    told = told.where(other.struck_on.is_(None))
    by_day = asked.until(StayMark.awaited_by, asked.soon)
    waits = sa.and_(StayMark.awaited_by.is_(None), Course.ended_on.is_(None))
    return (
        sa.select(StayMark, WHO)
        .join(Course, Course.id == StayMark.course_id)
        .join(Patient, alive(StayMark.patient_id))
        .where(StayMark.kind == MarkKind.ARRIVED, ~told, by_day if asked.has_since else sa.or_(by_day, waits))
        .order_by(StayMark.awaited_by.is_(None), StayMark.awaited_by, StayMark.id)
    )
