"""Birthdays that change who consents: before them a word of it, after them the sheets to be signed anew."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import consents, signers
from narcdesk.consents import Consent
from narcdesk.dates import show
from narcdesk.observation import Episode
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.tasks.task import Asked, Task, What, urgency_of

TITLE = "Дни рождения"
AGES = (15, 16, 18)
_birth = sa.type_coerce(Patient.birth, sa.String)


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Whose birthday is near, and whose sheets of a representative outlived it while he is under observation."""
    rows = [task for task in (*_passed(session, asked), *_ahead(session, asked)) if asked.is_since(task.due)]
    asked.counts.append(len(rows))  # the days are told apart here: the database knows no birthdays
    yield from rows if asked.patient_id is not None else rows[asked.offset : asked.offset + asked.limit]


def _passed(session: Session, asked: Asked) -> Iterator[Task]:
    for patient in _grown(session, asked):
        anew = consents.to_sign_anew(session, patient, asked.day)
        passed = [change for change in signers.changes(session, patient) if change.on <= asked.day]
        if anew and passed:
            yield _task(asked, patient, passed[-1], anew)


def _ahead(session: Session, asked: Asked) -> Iterator[Task]:
    for patient in _young(session, asked):
        if not any(asked.day < signers.birthday(patient.birth, age) <= asked.soon for age in AGES):
            continue
        ahead = [change for change in signers.changes(session, patient) if asked.day < change.on <= asked.soon]
        if ahead:
            yield _task(asked, patient, ahead[0], consents.to_sign_anew(session, patient, ahead[0].on))


def _task(asked: Asked, patient: Patient, change: signers.Change, anew: list[Consent]) -> Task:
    kinds = "; ".join(dict.fromkeys(sheet.kind.label for sheet in anew))
    said = f"с {show(change.on)} {change.said}{f'; подписать заново: {kinds}' if kinds else ''}"
    who = f"{patient.full_name}, {patient.birth.year}"
    title = f"{change.years} лет"
    return Task(What.BIRTHDAY, patient.id, patient.id, title, who, said, change.on, urgency_of(change.on, asked.day))


def _young(session: Session, asked: Asked) -> list[Patient]:
    """Who is to be fifteen, sixteen or eighteen in the years that are asked for; the days are told apart later."""
    query = sa.select(Patient).where(Patient.died_on.is_(None), asked.received(Patient.id)).order_by(_birth, Patient.id)
    first, after = asked.day.year - max(AGES), asked.soon.year - min(AGES) + 1
    # Texts are compared: «2008» and «2008-03» lie between «2008» and «2009».
    query = query.where(_birth >= f"{first:04}", _birth < f"{after:04}")
    if asked.patient_id is not None:
        query = query.where(Patient.id == asked.patient_id)
    return list(session.scalars(query))


def _grown(session: Session, asked: Asked) -> list[Patient]:
    """Who is under observation by sheets that a representative signed."""
    observed = sa.exists().where(Episode.patient_id == Patient.id, Episode.ended_on.is_(None))
    signed = (
        sa.select(Consent.patient_id)
        .where(Consent.representative_id.is_not(None), Consent.withdrawn_on.is_(None))
        .where(sa.or_(Consent.valid_until.is_(None), Consent.valid_until >= asked.day))
    )
    query = sa.select(Patient).where(Patient.died_on.is_(None), Patient.id.in_(signed), observed).order_by(Patient.id)
    query = query.where(asked.received(Patient.id))
    if asked.patient_id is not None:
        query = query.where(Patient.id == asked.patient_id)
    return list(session.scalars(query))
