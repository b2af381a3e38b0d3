"""The notice of the controlling body that it has registered whose coming it was told of."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import rules
from narcdesk.duties import Duty
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, due_task
from narcdesk.working_days import office_calendar

TITLE = "Извещения о постановке на учёт"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Of whom the body has to write that it has registered him, by the act of the kind, and has not written yet."""
    writing, calendar = _writing(), office_calendar(session)
    for duty_id, kind, told_on, patient in _query.rows(session, asked):
        assert told_on is not None  # the query asks for it
        due = writing[kind].registration_notice.due(told_on, calendar)
        said = "извещение органа о постановке на учёт должно прийти до"
        yield due_task(asked, What.REGISTRATION, duty_id, patient, "Ждём ответа", said, due)


@asks_of(Duty.patient_id)
def _query(asked: Shape) -> sa.Select[int, str, date | None, Who]:
    return (
        sa.select(Duty.id, Duty.kind, Duty.told_on, WHO)
        .select_from(Duty)
        .join(Patient, alive(Duty.patient_id))
        .where(Duty.told_on.is_not(None), Duty.registered_on.is_(None), Duty.ended_on.is_(None))
        .where(Duty.kind.in_(_writing()))
        .order_by(Duty.told_on, Duty.id)
    )


def _writing() -> dict[str, rules.DutyKind]:
    """The kinds of duties of which the body writes back."""
    return {kind.code: kind for kind in rules.duty_kinds() if kind.registration_notice.value is not None}
