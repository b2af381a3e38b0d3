"""Applications ready to send, returned, or waiting for the answer of the authority."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import applications, certificates
from narcdesk.applications import AT_AUTHORITY, Application, Awaited, Status
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.task import Asked, Task, What, patients_by_id, rank, urgency_of

_LAST_EVENT = ("decided_on", "returned_on", "registered_on", "sent_on", "submitted_on")  # the newest that there is


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Ready to send, returned, or waiting for the authority's answer by the profile's terms."""
    since = sa.func.coalesce(*(getattr(Application, name) for name in _LAST_EVENT))
    alike = (Application.status, Application.profile_edition)
    ranked = (
        sa.select(Application.id, sa.func.row_number().over(partition_by=alike, order_by=(since, Application.id)))
        .join(Patient, alive(Application.patient_id))
        .where(Application.status.in_((Status.READY, *AT_AUTHORITY, Status.GRANTED)))
        .where(
            sa.or_(
                Application.status != Status.GRANTED,
                ~sa.exists().where(certificates.Certificate.application_id == Application.id),
            )
        )
    )
    if asked.patient_id is not None:
        ranked = ranked.where(Application.patient_id == asked.patient_id)
    # What is due when, the profiles know and not the database. But of those alike the oldest is due first.
    first = ranked.subquery()
    id_, place = first.columns
    found = list(session.scalars(sa.select(Application).join(first, id_ == Application.id).where(place <= asked.limit)))
    why = applications.returned_why(session, [one.id for one in found if one.status is Status.RETURNED])
    waiting: list[tuple[Application, Awaited]] = []
    for application in found:
        waits = applications.awaited(application, why.get(application.id, ""))
        answer_is_far = (
            application.status in (Status.SENT, Status.REGISTERED) and waits and waits.due and waits.due > asked.soon
        )
        if waits is not None and not answer_is_far:
            waiting.append((application, waits))
    waiting.sort(key=lambda pair: (*rank(pair[1].due, asked.day), pair[0].id))
    if asked.patient_id is None:
        waiting = waiting[: asked.limit]
    patients = patients_by_id(session, {application.patient_id for application, _ in waiting})
    for application, waits in waiting:
        patient = patients[application.patient_id]
        who = f"{application.shown_number}, {patient.short_name}"
        due, urgency = waits.due, urgency_of(waits.due, asked.day)
        yield Task(What.APPLICATION, application.id, patient.id, waits.title, who, waits.said, due, urgency)
