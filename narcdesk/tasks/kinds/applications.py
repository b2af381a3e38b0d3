"""Applications ready to send, returned, or waiting for the answer of the authority."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session, load_only

from narcdesk import applications, certificates
from narcdesk.applications import AT_AUTHORITY, CONSIDERED, Application, Awaited, Status
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import Task, What, patients_by_id, rank, urgency_of

TITLE = "Заявки"
_ASKED = (
    Application.id,
    Application.patient_id,
    Application.number,
    Application.status,
    Application.region_code,
    Application.profile_edition,
    Application.instrument,
    Application.submitted_on,
    Application.sent_on,
    Application.registered_on,
    Application.returned_on,
    Application.queued_on,
    Application.decided_on,
)


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Ready to send, returned, or waiting for the authority's answer by the profile's terms."""
    # What is due when, the profiles know and not the database: all that are on their way are looked at.
    found = [application for (application,) in _query.rows(session, asked)]
    why = applications.returned_why(session, [one.id for one in found if one.status is Status.RETURNED])
    waiting: list[tuple[Application, Awaited]] = []
    for application in found:
        waits = applications.awaited(session, application, asked.day, why.get(application.id, ""))
        answer_is_far = application.status in CONSIDERED and waits and waits.due and waits.due > asked.soon
        if waits is not None and not answer_is_far and asked.is_since(waits.due):
            waiting.append((application, waits))
    waiting.sort(key=lambda pair: (*rank(pair[1].due, asked.day), pair[0].id))
    page = asked.page(waiting)
    patients = patients_by_id(session, {application.patient_id for application, _ in page})
    for application, waits in page:
        patient = patients[application.patient_id]
        who = f"{application.shown_number}, {patient.short_name}"
        due, urgency = waits.due, urgency_of(waits.due, asked.day)
        yield Task(What.APPLICATION, application.id, patient.id, waits.title, who, waits.said, due, urgency)


@asks_of(Application.patient_id, in_pages=False)
def _query(_asked: Shape) -> sa.Select[Application]:
    is_recorded = sa.exists().where(certificates.Certificate.application_id == Application.id)
    return (
        sa.select(Application)
        .options(load_only(*_ASKED))
        .join(Patient, alive(Application.patient_id))
        .where(Application.status.in_((Status.READY, *AT_AUTHORITY, Status.GRANTED)))
        .where(sa.or_(Application.status != Status.GRANTED, ~is_recorded))
    )
