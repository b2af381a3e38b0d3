"""Consents whose last day comes."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from narcdesk.consents import Consent
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.task import Asked, Task, What, due_task


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Consents whose last day comes, while no other sheet goes on."""
    other = aliased(Consent)
    goes_on = sa.exists().where(
        other.patient_id == Consent.patient_id,
        other.kind == Consent.kind,
        other.recipient == Consent.recipient,
        other.withdrawn_on.is_(None),
        sa.or_(other.valid_until.is_(None), other.valid_until > Consent.valid_until),
    )
    query = (
        sa.select(Consent, Consent.valid_until, Patient)
        .select_from(Consent)
        .join(Patient, alive(Consent.patient_id))
        .where(Consent.withdrawn_on.is_(None), Consent.valid_until.between(asked.day, asked.soon), ~goes_on)
        .order_by(Consent.valid_until, Consent.id)
    )
    for consent, until, patient in session.execute(asked.only(query, Consent.patient_id)):
        said = f"согласие {consent.kind.label} кончается"
        yield due_task(asked, What.CONSENT, consent.id, patient, "Согласие", said, until)
