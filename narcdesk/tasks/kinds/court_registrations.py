"""The notice of the controlling body that it has registered whose coming it was told of."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import duties, rules
from narcdesk.duties import Duty
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.task import WHO, Asked, Task, What, due_task
from narcdesk.working_days import office_calendar

TITLE = "Извещения о постановке на учёт"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Of whom the body has to write that it has registered him, by the act of the kind, and has not written yet."""
    writing = {kind.code: kind for kind in rules.duty_kinds() if kind.registration_notice.value is not None}
    query = (
        sa.select(Duty, WHO)
        .select_from(Duty)
        .join(Patient, alive(Duty.patient_id))
        .where(Duty.told_on.is_not(None), Duty.registered_on.is_(None), Duty.ended_on.is_(None))
        .where(Duty.kind.in_(writing))
        .order_by(Duty.told_on, Duty.id)
    )
    calendar = office_calendar(session)
    for duty, patient in session.execute(asked.only(query, Duty.patient_id)):
        due = duties.registration_due(writing[duty.kind], calendar, duty)
        said = "извещение органа о постановке на учёт должно прийти до"
        yield due_task(asked, What.REGISTRATION, duty.id, patient, "Ждём ответа", said, due)
