"""The death of a patient: noted on its day whether or not he is under observation, and taken back if it was a mistake.

It ends the observation that is open (form 37, table 2102); what happened before it can still be written down.
"""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import patients
from narcdesk.dates import show
from narcdesk.errors import Invalid, Problem, UserError
from narcdesk.observation import EndGround, Episode
from narcdesk.patients import DeathCause, Patient
from narcdesk.register import Register


def note(register: Register, patient_id: int, on: date, cause: DeathCause | None = None) -> Patient:
    """Note the day of a death; `cause` is empty where the office does not know it. Raises Invalid, UserError."""
    with register.write("patients.note_death") as session:
        patient = patients.known(session, patient_id)
        if patient.died_on is not None:
            raise UserError(
                f"Смерть пациента уже отмечена: {show(patient.died_on)}.",
                do="Если дата неверна, сначала отмените отметку о смерти.",
            )
        problems = patients.before_birth(patient, "died_on", "Дата смерти", on)
        if on > register.today():
            problems.append(Problem("died_on", "Дата смерти: не может быть позже сегодняшнего дня"))
        going_on = _episode(session, patient_id, Episode.ended_on.is_(None))
        if going_on is not None and on < going_on.taken_on:
            problems.append(Problem("died_on", f"Дата смерти: взят под наблюдение {show(going_on.taken_on)}"))
        if problems:
            raise Invalid(problems)
        patient.died_on, patient.death_cause = on, cause
        if going_on is not None:
            going_on.ended_on, going_on.end_ground = on, EndGround.DEATH
    return patient


def take_back(register: Register, patient_id: int) -> Patient:
    """The death was noted by mistake: the observation that it ended goes on."""
    with register.write("patients.take_back_death") as session:
        patient = patients.known(session, patient_id)
        if patient.died_on is None:
            raise UserError("Смерть пациента не отмечена.", do="Нажмите F5: кто-то сделал это раньше.")
        ended = _episode(session, patient_id, Episode.end_ground == EndGround.DEATH)
        if ended is not None:
            ended.ended_on = ended.end_ground = None
        patient.died_on = patient.death_cause = None
    return patient


def _episode(session: Session, patient_id: int, that: sa.ColumnElement[bool]) -> Episode | None:
    return session.scalar(
        sa.select(Episode).where(Episode.patient_id == patient_id, that).order_by(Episode.taken_on.desc()).limit(1)
    )
