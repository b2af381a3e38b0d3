"""Help with work and schooling whose result is to be asked."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.occupations import WorkHelp
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, due_task

TITLE = "Работа и учёба"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Who was sent for work or schooling, and of whom nobody knows yet what came of it."""
    for given, patient in _query.rows(session, asked):
        said = f"узнать результат ({given.sent_to}) до"
        yield due_task(asked, What.WORK_HELP, given.id, patient, "Помощь", said, given.answer_by)


@asks_of(WorkHelp.patient_id)
def _query(asked: Shape) -> sa.Select[WorkHelp, Who]:
    return (
        sa.select(WorkHelp, WHO)
        .join(Patient, alive(WorkHelp.patient_id))
        .where(WorkHelp.answered_on.is_(None), asked.until(WorkHelp.answer_by, asked.week))
        .order_by(WorkHelp.answer_by, WorkHelp.id)
    )
