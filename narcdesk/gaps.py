"""What a card lacks, in the order in which the office mends it: asked of the nouns each time, stored nowhere."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import consents, diagnoses, motivation, observation, refusals, rules
from narcdesk.consents import ConsentKind
from narcdesk.dates import show, years_phrase
from narcdesk.observation import Episode, Visit
from narcdesk.patients import Patient, Representative
from narcdesk.refusals import RefusedOf
from narcdesk.register import Register


class Mend(StrEnum):
    """What mends a gap: the window opens the form for it."""

    REPRESENTATIVE = "representative"
    CARE = "care"
    DIAGNOSIS = "diagnosis"
    TAKE = "take"
    OBSERVATION = "observation"
    VISIT = "visit"
    MOTIVATION = "motivation"


@dataclass(frozen=True)
class Gap:
    """One thing that is missing, in a sentence; `is_grave`: the law forbids to go on without it."""

    mend: Mend
    said: str
    is_grave: bool = False


def of_patient(register: Register, patient_id: int) -> list[Gap]:
    """Everything that the card of a living patient lacks today."""
    day = register.today()
    with register.read("patients.look") as session:
        patient = session.get_one(Patient, patient_id)
        if patient.died_on is not None:
            return []
        return [
            *_representative(session, patient, day),
            *_care(session, patient, day),
            *_diagnosis(session, patient, day),
            *_observation(session, patient, day),
            *_motivation(session, patient),
        ]


def _representative(session: Session, patient: Patient, day: date) -> list[Gap]:
    if not consents.needs_representative(session, patient, day):
        return []
    present = session.scalars(sa.select(Representative).where(Representative.patient_id == patient.id))
    if any(representative.is_valid_on(day) for representative in present):
        return []
    age = years_phrase(patient.age_on(day))
    said = f"Пациенту {age}: согласия подписывает законный представитель, а он не записан."
    return [Gap(Mend.REPRESENTATIVE, said, is_grave=True)]


def _care(session: Session, patient: Patient, day: date) -> list[Gap]:
    if consents.valid(session, patient.id, ConsentKind.CARE, day) is not None:
        return []
    said = "Нет действующего согласия на медицинскую помощь (323-ФЗ, ст. 20)."
    return [Gap(Mend.CARE, f"{said}{_refused(session, patient, RefusedOf.CARE, day)}", is_grave=True)]


def _motivation(session: Session, patient: Patient) -> list[Gap]:
    refusal = motivation.first_unanswered(session, patient.id)
    if refusal is None:
        return []
    said = f"Отказ {refusal.of.label} {show(refusal.on)}: плана мотивации ещё нет (регламент, 4.4)."
    return [Gap(Mend.MOTIVATION, said)]


def _refused(session: Session, patient: Patient, of: RefusedOf, day: date) -> str:
    """What to add to a missing consent where the person refused it."""
    refusal = refusals.standing(session, patient.id, of, day)
    return f" Пациент отказался {show(refusal.on)}, № {refusal.number}." if refusal is not None else ""


def _diagnosis(session: Session, patient: Patient, day: date) -> list[Gap]:
    diagnosis = diagnoses.present(session, patient.id)
    if diagnosis is None:
        return [Gap(Mend.DIAGNOSIS, "Диагноз не записан.")]
    order = rules.observation_rules(day)
    group = observation.proposed_group(session, patient.id, order)
    known = session.scalar(sa.select(Episode.id).where(Episode.patient_id == patient.id).limit(1))
    if group is None or known is not None:
        return []
    return [Gap(Mend.TAKE, f"Диагноз {diagnosis.code} есть, диспансерное наблюдение не начато.")]


def _observation(session: Session, patient: Patient, day: date) -> list[Gap]:
    episode = observation.open_episode(session, patient.id, day)
    if episode is None:
        return []
    found = []
    needs_consent = rules.rule_set(episode.rule_set).needs_consent
    if needs_consent and consents.valid(session, patient.id, ConsentKind.OBSERVATION, day) is None:
        said = "Нет действующего согласия на диспансерное наблюдение."
        found.append(Gap(Mend.OBSERVATION, f"{said}{_refused(session, patient, RefusedOf.OBSERVATION, day)}"))
    last = session.scalar(
        sa.select(Visit).where(Visit.patient_id == patient.id).order_by(Visit.on.desc(), Visit.id.desc()).limit(1)
    )
    if last is None or last.next_on is None:
        rhythm = observation.rhythm(session, patient.id, day)
        assert rhythm is not None  # there is an open episode
        found.append(Gap(Mend.VISIT, f"Следующая явка не назначена: {rhythm.shown}."))
    return found
