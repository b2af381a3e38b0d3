"""What the body that controls a court duty is to be told, where an act sets the term."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import rules
from narcdesk.duties import Duty
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.task import WHO, Asked, Task, What, due_task
from narcdesk.working_days import office_calendar

TITLE = "Сообщения о явке по суду"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Who came by a court's decision, and the body that controls him has not been told; where an act sets the term."""
    terms = {kind.code: kind.start_notice for kind in rules.duty_kinds() if kind.start_notice.value is not None}
    calendar = office_calendar(session)
    query = (
        sa.select(Duty.id, Duty.kind, Duty.appeared_on, WHO)
        .select_from(Duty)
        .join(Patient, alive(Duty.patient_id))
        .where(Duty.appeared_on.is_not(None), Duty.told_on.is_(None), Duty.ended_on.is_(None))
        .where(Duty.kind.in_(terms))
        .order_by(Duty.appeared_on, Duty.id)
    )
    for id_, kind, appeared_on, patient in session.execute(asked.only(query, Duty.patient_id)):
        assert appeared_on is not None  # the query asks for it
        said, due = "отправить постановление с отметкой о явке до", terms[kind].due(appeared_on, calendar)
        yield due_task(asked, What.NOTICE, id_, patient, "Сообщить", said, due)
