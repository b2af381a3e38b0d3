"""The guided list of a change of order: whoever is observed by an order that is no longer in force.

The order of 12.02.2026 was not seen to say how patients of before 01.09.2026 pass into it. So nothing passes by
itself: the doctor goes through the list and confirms one by one, or leaves one as he is.
"""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from narcdesk import consents, diagnoses, observation, rules
from narcdesk.consents import ConsentKind
from narcdesk.dates import show
from narcdesk.observation import Episode
from narcdesk.patients import Patient, alive
from narcdesk.register import Register

PAGE = 100  # rows that are read at once


@dataclass(frozen=True)
class Awaiting:
    """One observation by an older order, and what the newer one proposes."""

    episode: Episode
    patient: Patient
    diagnosis: str  # "" where none is written down
    group: rules.Group | None
    consent_on: date | None  # of the consent to observation that is valid today

    @property
    def id(self) -> int:
        """Of the episode."""
        return self.episode.id

    @property
    def consent(self) -> str:
        """«от 05.09.2026», «нет действующего»."""
        return f"от {show(self.consent_on)}" if self.consent_on else "нет действующего"


def query(day: date) -> sa.Select[Episode, Patient]:
    """Open observations of the living by an order that was over before a day."""
    over = [known.id for known in rules.all_rule_sets() if known.act.valid_to and known.act.valid_to < day]
    return (
        sa.select(Episode, Patient)
        .join(Patient, alive(Episode.patient_id))
        .where(Episode.ended_on.is_(None), Episode.rule_set.in_(over))
    )


def count(register: Register) -> int:
    """How many wait for a person's decision."""
    with register.read("observation.transfer") as session:
        found = query(register.today()).with_only_columns(sa.func.count()).order_by(None)
        return session.scalar(found) or 0


def awaiting(register: Register, *, offset: int = 0, limit: int = PAGE) -> list[Awaiting]:
    """A page of them by name, each with the proposed group and the state of his consent."""
    day = register.today()
    with register.read("observation.transfer") as session:
        order = rules.observation_rules(day)
        rows = session.execute(
            query(day).order_by(Patient.surname, Patient.given, Episode.id).offset(offset).limit(limit)
        ).all()
        found = []
        for episode, patient in rows:
            diagnosis = diagnoses.present(session, patient.id)
            group = observation.proposed_group(session, patient.id, order)
            consent = consents.valid(session, patient.id, ConsentKind.OBSERVATION, day)
            code = f"{diagnosis.code} — {diagnosis.title}" if diagnosis else ""
            found.append(Awaiting(episode, patient, code, group, consent.given_on if consent else None))
    return found
