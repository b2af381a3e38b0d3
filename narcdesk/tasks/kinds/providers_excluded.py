"""Organisations that left the registry while a certificate of theirs may be used: another one is needed (A05)."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import providers
from narcdesk.certificates import LIVE, Certificate
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, urgency_of

TITLE = "Организация исключена"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """No act that is known sets a term of it: it waits until another is chosen, or the certificate is replaced."""
    if asked.since is not None:
        return  # what has no day belongs to no week
    rows = _query.rows(session, asked)
    wanted = {certificate.provider_id for certificate, _who in rows if certificate.provider_id is not None}
    gone = {one.id: one for one in providers.some(session, sorted(wanted)) if not one.is_included_on(asked.day)}
    for certificate, patient in asked.page([row for row in rows if row[0].provider_id in gone]):
        assert certificate.provider_id is not None
        shown = gone[certificate.provider_id]
        said = f"{shown.name}: {shown.exclusion or shown.inclusion}; выберите другую или получите замену"
        who = f"{certificate.number}, {patient.full_name}"
        yield Task(
            What.EXCLUDED, certificate.id, patient.id, "Организация", who, said, None, urgency_of(None, asked.day)
        )


@asks_of(Certificate.patient_id, in_pages=False)
def _query(_asked: Shape) -> sa.Select[Certificate, Who]:
    return (
        sa.select(Certificate, WHO)
        .select_from(Certificate)
        .join(Patient, alive(Certificate.patient_id))
        .where(Certificate.status.in_(LIVE), Certificate.provider_id.is_not(None))
        .order_by(Certificate.id)
    )
