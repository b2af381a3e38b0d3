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
    """Certificates not used yet, up to their last day and after it; breaks of a course, up to the end of their term."""
    for id_, number, status, due, patient in _query.rows(session, asked):
        assert due is not None  # the query asks for it
        urgency = urgency_of(due, asked.day)
        if status is CertificateStatus.SUSPENDED:
            said = f"перерыв курса {'окончен' if urgency is Urgency.OVERDUE else 'до'} {show(due)}"
        else:
            said = f"{'истёк' if urgency is Urgency.OVERDUE else 'обратиться в организацию до'} {show(due)}"
        who = f"{number}, {patient.full_name}"
        yield Task(What.CERTIFICATE, id_, patient.id, "Сертификат", who, said, due, urgency)


@asks_of(Certificate.patient_id)
def _query(asked: Shape) -> sa.Select[int, str, CertificateStatus, date | None, Who]:
    suspended = Certificate.status == CertificateStatus.SUSPENDED
    due = sa.case((suspended, Certificate.suspended_until), else_=Certificate.valid_until)
    return (
        sa.select(Certificate.id, Certificate.number, Certificate.status, due, WHO)
        .select_from(Certificate)
        .join(Patient, alive(Certificate.patient_id))
        .where(Certificate.status.in_((CertificateStatus.ISSUED, CertificateStatus.SUSPENDED)))
        .where(asked.until(due, asked.soon))
        .order_by(due, Certificate.id)
    )
