"""Certificates whose last day comes or has passed."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from narcdesk import certificates
from narcdesk.dates import show
from narcdesk.register import Register
from narcdesk.tasks.task import Asked, Task, Urgency, What, urgency_of


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Certificates not used yet, up to their last day and after it."""
    for ending in certificates.ending(register, asked.soon, patient_id=asked.patient_id):
        due, urgency = ending.valid_until, urgency_of(ending.valid_until, asked.day)
        said = f"{'истёк' if urgency is Urgency.OVERDUE else 'обратиться в организацию до'} {show(due)}"
        who = f"{ending.number}, {ending.patient}"
        yield Task(What.CERTIFICATE, ending.certificate_id, ending.patient_id, "Сертификат", who, said, due, urgency)
