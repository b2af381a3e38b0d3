"""Letters that were begun and have not gone: a number without a sending is nobody's news."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.letters import Letter
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, task_of_letter

TITLE = "Письма, которые надо отправить"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """By their term, or on the day that they were begun where nothing sets one."""
    for id_, recipient, due_on, drafted_on, form, patient in _query.rows(session, asked):
        said = f"отправить письмо: {recipient}, " + ("не позже" if due_on else "начато")
        yield task_of_letter(asked, What.LETTER, id_, patient, "Письмо", said, due_on or drafted_on, form)


@asks_of(Letter.patient_id)
def _query(asked: Shape) -> sa.Select[int, str, date | None, date, str, Who]:
    due = sa.func.coalesce(Letter.due_on, Letter.drafted_on)
    return (
        sa.select(Letter.id, Letter.recipient, Letter.due_on, Letter.drafted_on, Letter.form, WHO)
        .select_from(Letter)
        .outerjoin(Patient, Patient.id == Letter.patient_id)
        .where(Patient.died_on.is_(None))
        .where(Letter.sent_on.is_(None), Letter.cancelled_on.is_(None), asked.until(due, asked.soon))
        .order_by(due, Letter.id)
    )
