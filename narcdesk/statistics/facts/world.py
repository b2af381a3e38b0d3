"""What the facts of a form are found in: the year, the day of the report, the cards and the diagnoses of everybody."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import observation
from narcdesk.dates import PartialDay, Period
from narcdesk.diagnoses import Diagnosis
from narcdesk.observation import full_months
from narcdesk.patients import DeathCause, Locality, Patient, Sex

Signs = tuple[str, str, str | None, str | None, str | None] | None  # substance, state, fifth sign, stage, letter


class Fact(NamedTuple):
    """One thing that is counted once: of what measure, who, by which diagnosis, under which key, and why in words.

    `age` is that of another day than the day of the report.
    """

    measure: str
    patient_id: int
    diagnosis: Diagnosis | None
    key: str
    said: str
    age: int | None = None


class Card(NamedTuple):
    """What columns ask of a person."""

    sex: Sex
    birth: PartialDay
    age: int  # full years on the day of the report
    is_rural: bool
    has_locality: bool
    came_on: date
    died_on: date | None
    cause: DeathCause | None


@dataclass
class World:
    """The register as it stood on the day of the report, for one form.

    `row_of` says to which main row a diagnosis belongs, "" for none; infections are asked for only where the person
    who counts has the right to them.
    """

    session: Session
    period: Period  # a year; of one that goes on, till today
    row_of: Callable[[Diagnosis | None], str]
    may_see_infections: bool

    @property
    def day(self) -> date:
        """The reporting date."""
        return self.period.end

    @cached_property
    def cards(self) -> dict[int, Card]:
        """Everybody."""
        columns = (Patient.id, Patient.sex, Patient.birth, Patient.locality)
        rows = self.session.execute(
            sa.select(*columns, Patient.came_on, Patient.died_on, Patient.death_cause).where(
                Patient.merged_into.is_(None)
            )
        )
        return {
            one: Card(
                sex,
                birth,
                birth.age_on(self.day),
                locality is Locality.VILLAGE,
                locality is not None,
                came_on,
                died_on,
                cause,
            )
            for one, sex, birth, locality, came_on, died_on, cause in rows
        }

    @cached_property
    def diagnoses(self) -> dict[int, list[Diagnosis]]:
        """All diagnoses of each, the oldest first, later ones than the report too."""
        found: dict[int, list[Diagnosis]] = {}
        for one in self.session.scalars(sa.select(Diagnosis).order_by(Diagnosis.made_on, Diagnosis.id)):
            found.setdefault(one.patient_id, []).append(one)
        return found

    def diagnosis_on(self, patient_id: int, day: date) -> Diagnosis | None:
        """The diagnosis of a day; the first one where it was made later."""
        known = self.diagnoses.get(patient_id, [])
        made = [one for one in known if one.made_on <= day]
        return made[-1] if made else next(iter(known), None)

    def death_before(self, patient_id: int, day: date | None) -> date | None:
        """The day of a death known by the reporting date, if it came before a day or nothing else ever came."""
        died_on = self.cards[patient_id].died_on if patient_id in self.cards else None
        is_earlier = died_on is not None and died_on <= self.day and (day is None or died_on < day)
        return died_on if is_earlier else None

    @cached_property
    def months_sober(self) -> dict[int, int]:
        """Full months of confirmed abstinence by the reporting date or by his death, of each who has it."""
        return {
            person: full_months(since, self.death_before(person, None) or self.day)
            for person, since in observation.abstinent(self.session, self.day).items()
        }
