"""What the body that controls a court duty is to be told, where an act sets the term."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import rules
from narcdesk.duties import Duty
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.task import Asked, Task, What, due_task


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Who came by a court's decision, and the body that controls him has not been told; where an act sets the term."""
    with_term = [kind.code for kind in rules.duty_kinds() if kind.start_notice.value is not None]
    query = (
        sa.select(Duty, Patient)
        .join(Patient, alive(Duty.patient_id))
        .where(Duty.appeared_on.is_not(None), Duty.told_on.is_(None), Duty.ended_on.is_(None))
        .where(Duty.kind.in_(with_term))
        .order_by(Duty.appeared_on, Duty.id)
    )
    for duty, patient in session.execute(asked.only(query, Duty.patient_id)):
        said = "отправить постановление с отметкой о явке до"
        yield due_task(asked, What.NOTICE, duty.id, patient, "Сообщить", said, duty.tell_by)
