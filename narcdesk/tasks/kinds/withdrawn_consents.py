"""Consents withdrawn while the authority has the application."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import applications, consents
from narcdesk.applications import AT_AUTHORITY, Application
from narcdesk.consents import Consent
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.struck import standing
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import Task, What, due_task, patients_by_id

TITLE = "Отозванные согласия"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Consents withdrawn while the authority has the application: it is to be told, nothing more may be passed on."""
    whose = [patient_id for (patient_id,) in _query.rows(session, asked)]
    if not whose:
        return
    patients = patients_by_id(session, set(whose))
    found: dict[int, Consent] = {}
    for application in session.scalars(_SENT, {"whose": whose}):
        to = applications.profile_of(application).authority.name
        if (sheet := consents.taken_back(session, application.patient_id, asked.day, to)) is not None:
            found[sheet.id] = sheet
    for sheet in found.values():
        patient = patients[sheet.patient_id]
        said = "сообщить органу: согласие отозвано"
        yield due_task(asked, What.CONSENT, sheet.id, patient, "Отзыв согласия", said, sheet.withdrawn_on)


@asks_of(Consent.patient_id)
def _query(asked: Shape) -> sa.Select[int]:
    at_authority = sa.exists().where(Application.patient_id == Consent.patient_id, Application.status.in_(AT_AUTHORITY))
    return (
        sa.select(Consent.patient_id)
        .join(Patient, alive(Consent.patient_id))
        .where(Consent.withdrawn_on <= asked.day, at_authority)
        .group_by(Consent.patient_id)
    )


_SENT = standing(
    sa.select(Application)
    .where(
        Application.patient_id.in_(sa.bindparam("whose", expanding=True)),
        Application.status.in_(AT_AUTHORITY),
    )
    .order_by(Application.id)
)
