"""Letters that wait for an answer."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.letters import Letter
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, task_of_letter

TITLE = "Ответы на письма"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Sent, with a day by which an answer is awaited, and none has come."""
    for id_, recipient, answer_due, form, patient in _query.rows(session, asked):
        said = f"ответ на письмо ждём: {recipient}, до"
        yield task_of_letter(asked, What.ANSWER, id_, patient, "Ответ", said, answer_due, form)


@asks_of(Letter.patient_id)
def _query(asked: Shape) -> sa.Select[int, str, date | None, str, Who]:
    return (
        sa.select(Letter.id, Letter.recipient, Letter.answer_due, Letter.form, WHO)
        .select_from(Letter)
        .outerjoin(Patient, Patient.id == Letter.patient_id)
        .where(Patient.died_on.is_(None))
        .where(Letter.sent_on.is_not(None), Letter.answered_on.is_(None), asked.until(Letter.answer_due, asked.soon))
        .order_by(Letter.answer_due, Letter.id)
    )
