"""Signs of evasion from a court's duty about which nobody has decided."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import duties
from narcdesk.dates import show
from narcdesk.duties import ALLOWED, Duty, EvasionSign, Prescription
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.struck import standing
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, urgency_of

TITLE = "Признаки уклонения"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Who left without leave, or broke prescriptions more than twice; who has not come stands among appearances."""
    rows = _query.rows(session, asked)
    broken: dict[int, list[date]] = {duty.id: [] for duty, _ in rows}
    for duty_id, day in session.execute(_BROKEN, {"ids": list(broken)}) if rows else ():
        if day is not None:
            broken[duty_id].append(day)
    for duty, patient in rows:
        known = duties.signs(duty, broken[duty.id], asked.day)
        sign = next((one for one in known if one.sign is not EvasionSign.NOT_CAME), None)
        if sign is not None:  # one row of a duty, whatever signs there are
            said = f"признак уклонения с {show(sign.since)}: {sign.sign.label}; решите, сообщать ли"
            urgency = urgency_of(sign.since, asked.day)
            yield Task(What.EVASION, duty.id, patient.id, "Уклонение", patient.named, said, sign.since, urgency)


@asks_of(Duty.patient_id)
def _query(asked: Shape) -> sa.Select[Duty, Who]:
    many = (
        sa.select(Prescription.duty_id)
        .where(Prescription.broken_on.is_not(None))
        .group_by(Prescription.duty_id)
        .having(sa.func.count() > ALLOWED)
    )
    return (
        sa.select(Duty, WHO)
        .select_from(Duty)
        .join(Patient, alive(Duty.patient_id))
        .where(Duty.ended_on.is_(None), Duty.evaded_on.is_(None))
        .where(sa.or_(Duty.left_on.is_not(None), Duty.id.in_(many)))
        .order_by(Duty.id)
    )


_BROKEN = standing(
    sa.select(Prescription.duty_id, Prescription.broken_on).where(
        Prescription.duty_id.in_(sa.bindparam("ids", expanding=True)), Prescription.broken_on.is_not(None)
    )
)
