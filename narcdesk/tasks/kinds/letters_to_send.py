"""Letters that were begun and have not gone: a number without a sending is nobody's news."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.letters import Letter
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.task import WHO, Asked, Task, What, due_task

TITLE = "Письма, которые надо отправить"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """By their term, or on the day that they were begun where nothing sets one."""
    due = sa.func.coalesce(Letter.due_on, Letter.drafted_on)
    query = (
        sa.select(Letter.id, Letter.recipient, Letter.due_on, Letter.drafted_on, WHO)
        .select_from(Letter)
        .join(Patient, alive(Letter.patient_id))
        .where(Letter.sent_on.is_(None), Letter.cancelled_on.is_(None), asked.until(due, asked.soon))
        .order_by(due, Letter.id)
    )
    for id_, recipient, due_on, drafted_on, patient in session.execute(asked.only(query, Letter.patient_id)):
        said = f"отправить письмо: {recipient}, " + ("не позже" if due_on else "начато")
        yield due_task(asked, What.LETTER, id_, patient, "Письмо", said, due_on or drafted_on)
