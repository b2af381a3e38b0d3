"""What is owed under certificates in use: shared by the kinds that tell whose turn it is."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import provider_acts
from narcdesk.applications import Awaited
from narcdesk.certificates import Certificate, CertificateStatus, ProviderAct
from narcdesk.courses import Course
from narcdesk.patients import Patient, alive
from narcdesk.tasks.asked import Asked, Query, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, rank, urgency_of


def used_certificates(*, with_acts: bool) -> Query[Certificate, Who]:
    """Certificates of the living, in use or used and not paid: told of by acts, or with a course to tell of."""

    @asks_of(Certificate.patient_id, in_pages=False)
    def query(_asked: Shape) -> sa.Select[Certificate, Who]:
        over = (CertificateStatus.USED,) if with_acts else (CertificateStatus.USED, *_GOES_ON)
        has_acts = sa.exists().where(ProviderAct.certificate_id == Certificate.id, ProviderAct.struck_on.is_(None))
        has_course = sa.exists().where(
            Course.patient_id == Certificate.patient_id,  # said too, for by him courses are found
            Course.certificate_id == Certificate.id,
            Course.struck_on.is_(None),
        )
        return (
            sa.select(Certificate, WHO)
            .select_from(Certificate)
            .join(Patient, alive(Certificate.patient_id))
            .where(Certificate.status.in_(over), has_acts if with_acts else has_course)
        )

    return query


_GOES_ON = (CertificateStatus.ACTIVE, CertificateStatus.SUSPENDED)


def owed(session: Session, asked: Asked, query: Query[Certificate, Who], title: str, what: What) -> Iterator[Task]:
    """Those of which a thing of this title is awaited, the most overdue first; only a profile knows by what day."""
    rows = query.rows(session, asked)
    waiting: list[tuple[Certificate, Who, Awaited]] = []
    for known, (certificate, patient) in zip(
        provider_acts.of_many(session, [row[0] for row in rows]), rows, strict=True
    ):
        waits = known.owed(asked.day)
        is_far = waits is not None and waits.due is not None and waits.due > asked.soon
        if waits is not None and waits.title == title and not is_far and asked.is_since(waits.due):
            waiting.append((certificate, patient, waits))
    waiting.sort(key=lambda one: (*rank(one[2].due, asked.day), one[0].id))
    for certificate, patient, waits in asked.page(waiting):
        who = f"{certificate.number}, {patient.full_name}"
        urgency = urgency_of(waits.due, asked.day)
        yield Task(what, certificate.id, patient.id, title, who, waits.said, waits.due, urgency)
