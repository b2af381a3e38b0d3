"""Courses that a person has left or broken off, and the day by which he is awaited back."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from narcdesk.courses import Course
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.stays import AWAY, MarkKind, StayMark
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, due_task

TITLE = "Возвращение на курс"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """The last mark of leaving, while the course goes on and he has not returned."""
    for mark, patient in _query.rows(session, asked):
        said = "вернуться на курс до"
        yield due_task(asked, What.STAY_RETURN, mark.id, patient, "Курс", said, mark.awaited_by)


@asks_of(StayMark.patient_id)
def _query(asked: Shape) -> sa.Select[StayMark, Who]:
    other = aliased(StayMark)
    last = (
        sa.select(other.id)
        .where(other.course_id == StayMark.course_id, other.kind.in_((*AWAY, MarkKind.RETURNED)))
        .order_by(other.on.desc(), other.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        sa.select(StayMark, WHO)
        .join(Course, Course.id == StayMark.course_id)
        .join(Patient, alive(StayMark.patient_id))
        .where(Course.ended_on.is_(None), StayMark.kind.in_(AWAY), asked.until(StayMark.awaited_by, asked.week))
        .where(StayMark.id == last)
        .order_by(StayMark.awaited_by, StayMark.id)
    )
