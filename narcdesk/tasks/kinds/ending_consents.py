"""Consents whose last day comes."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from narcdesk.consents import Consent, ConsentKind
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, due_task

TITLE = "Согласия"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Consents whose last day comes, while no other sheet goes on."""
    for consent_id, kind, until, patient in _query.rows(session, asked):
        said = f"согласие {kind.label} кончается"
        yield due_task(asked, What.CONSENT, consent_id, patient, "Согласие", said, until)


@asks_of(Consent.patient_id)
def _query(asked: Shape) -> sa.Select[int, ConsentKind, date | None, Who]:
    other = aliased(Consent)
    goes_on = sa.exists().where(
        other.patient_id == Consent.patient_id,
        other.kind == Consent.kind,
        other.recipient == Consent.recipient,
        other.withdrawn_on.is_(None),
        sa.or_(other.valid_until.is_(None), other.valid_until > Consent.valid_until),
    )
    return (
        sa.select(Consent.id, Consent.kind, Consent.valid_until, WHO)
        .select_from(Consent)
        .join(Patient, alive(Consent.patient_id))
        .where(Consent.withdrawn_on.is_(None), Consent.valid_until >= asked.day, ~goes_on)
        .where(asked.until(Consent.valid_until, asked.soon))
        .order_by(Consent.valid_until, Consent.id)
    )
