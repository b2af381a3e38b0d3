"""Certificates whose last day comes or has passed."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.certificates import Certificate, CertificateStatus
from narcdesk.dates import show
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, Urgency, What, Who, urgency_of

TITLE = "Сертификаты"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Certificates not used yet, up to their last day and after it."""
    for id_, number, due, patient in _query.rows(session, asked):
        assert due is not None  # the query asks for it
        urgency = urgency_of(due, asked.day)
        said = f"{'истёк' if urgency is Urgency.OVERDUE else 'обратиться в организацию до'} {show(due)}"
        who = f"{number}, {patient.full_name}"
        yield Task(What.CERTIFICATE, id_, patient.id, "Сертификат", who, said, due, urgency)


@asks_of(Certificate.patient_id)
def _query(asked: Shape) -> sa.Select[int, str, date | None, Who]:
    return (
        sa.select(Certificate.id, Certificate.number, Certificate.valid_until, WHO)
        .select_from(Certificate)
        .join(Patient, alive(Certificate.patient_id))
        .where(Certificate.status == CertificateStatus.ISSUED, asked.until(Certificate.valid_until, asked.soon))
        .order_by(Certificate.valid_until, Certificate.id)
    )
