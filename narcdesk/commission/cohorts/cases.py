"""The cases of a year: who was taken under observation for the first time in it, and how he was on a day after.

One person has one case for ever, so that no two batches tell of the same one: nothing can be subtracted (3.5). What
is read here is named field by field, and nothing of it leaves: ``signs`` makes the values that may.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.commission.cohorts.kept import ReleasedCase
from narcdesk.courses import Course, CourseKind, Outcome
from narcdesk.dates import PartialDay
from narcdesk.diagnoses import Diagnosis
from narcdesk.duties import Duty
from narcdesk.observation import EndGround, Episode, RemissionFact, RemissionKind
from narcdesk.patients import Locality, Patient, Sex
from narcdesk.rules import all_subjects
from narcdesk.struck import WITH_STRUCK

# Of two cards of one person that nobody has joined yet. A number alone may be made up where none was told.
PERSON = sa.case(
    (Patient.snils != "", Patient.snils + " " + sa.type_coerce(Patient.birth, sa.String)),
    else_=sa.cast(Patient.id, sa.String),
)
REHABILITATION = (CourseKind.MEDICAL, CourseKind.SOCIAL)


@dataclass(frozen=True)
class Case:
    """What the signs are made of; `day` is the one as of which it is told, and nothing here is later."""

    episode_id: int
    day: date
    sex: Sex
    birth: PartialDay
    settlement: str
    locality: Locality | None
    came_from: str
    sender: str  # the kind of the body that sent him, "" when none did
    taken_on: date
    ended_on: date | None
    end_ground: EndGround | None
    diagnosis: tuple[str, str] | None  # substance and state, as he was taken
    court: bool
    used: bool
    died: bool
    courses: int


@dataclass(frozen=True)
class Cohort:
    """The cases of a year; `known`: how many others of it have left already."""

    year: int
    day: date
    cases: tuple[Case, ...]
    known: int


def of_year(session: Session, year: int, day: date) -> Cohort:
    """Everybody first taken in a year, told as of a day, without who has left in a batch before."""
    first = _first_taken(year)
    taken = session.execute(
        sa.select(
            Episode.id,
            Episode.patient_id,
            PERSON.label("person"),
            Episode.taken_on,
            Episode.ended_on,
            Episode.end_ground,
            Patient.sex,
            Patient.birth,
            Patient.settlement,
            Patient.locality,
            Patient.came_from,
            Patient.died_on,
        )
        .join(Patient, Patient.id == Episode.patient_id)
        .join(first, sa.and_(first.c.person == PERSON, first.c.taken_on == Episode.taken_on))
        .order_by(Episode.id)
    ).all()
    told = {row.person: row for row in reversed(taken)}  # of two of one day the one that was written first
    left = gone(session)
    episodes = {row.patient_id: row for person, row in told.items() if person not in left}
    spans = {card: (row.taken_on, min(day, row.ended_on or day)) for card, row in episodes.items()}
    diagnoses, facts = _first_diagnoses(session, spans), _facts(session, spans, day)
    kinds = {subject.code: subject.kind for subject in all_subjects()}
    cases = [
        Case(
            episode_id=row.id,
            day=day,
            sex=row.sex,
            birth=row.birth,
            settlement=row.settlement,
            locality=row.locality,
            came_from=row.came_from,
            sender=kinds.get(row.came_from, ""),
            taken_on=row.taken_on,
            ended_on=row.ended_on if row.ended_on is not None and row.ended_on <= day else None,
            end_ground=row.end_ground if row.ended_on is not None and row.ended_on <= day else None,
            diagnosis=diagnoses.get(card),
            court=facts["court"][card] > 0,
            used=facts["used"][card] > 0,
            died=row.died_on is not None and row.died_on <= day,
            courses=facts["courses"][card],
        )
        for card, row in sorted(episodes.items())
    ]
    return Cohort(year, day, tuple(cases), len(told) - len(cases))


def how_many(session: Session, year: int) -> int:
    """Of how many people `of_year` tells, without reading what of them."""
    first = _first_taken(year)
    return len(set(session.scalars(sa.select(first.c.person))) - gone(session))


def _first_taken(year: int) -> sa.Subquery:
    """Who was first taken in a year, and when."""
    return (
        sa.select(PERSON.label("person"), sa.func.min(Episode.taken_on).label("taken_on"))
        .join(Patient, Patient.id == Episode.patient_id)
        .group_by(PERSON)
        .having(sa.func.min(Episode.taken_on).between(date(year, 1, 1), date(year, 12, 31)))
        .subquery()
    )


def people(session: Session, episodes: Sequence[int]) -> list[str]:
    """Whose cases these are, by their cards as they are now."""
    return _whose(session, Episode.id.in_(episodes))


def gone(session: Session) -> set[str]:
    """Of whom a case has left."""
    return set(_whose(session, Episode.id.in_(sa.select(ReleasedCase.episode_id))))


def _whose(session: Session, which: sa.ColumnElement[bool]) -> list[str]:
    query = sa.select(PERSON).join(Episode, Episode.patient_id == Patient.id).where(which)
    return list(session.scalars(query, execution_options=WITH_STRUCK))


_Spans = Mapping[int, tuple[date, date]]


def _first_diagnoses(session: Session, spans: _Spans) -> dict[int, tuple[str, str]]:
    """The diagnosis with which each was taken; one made after the taking counts from it, as in form 37."""
    found: dict[int, tuple[str, str]] = {}
    rows = session.execute(
        sa.select(Diagnosis.patient_id, Diagnosis.made_on, Diagnosis.substance, Diagnosis.state).order_by(
            Diagnosis.made_on, Diagnosis.id
        )
    )
    for row in rows:
        if row.patient_id not in spans:
            continue
        since, until = spans[row.patient_id]
        if row.made_on <= since or (row.patient_id not in found and row.made_on <= until):
            found[row.patient_id] = (row.substance, row.state)
    return found


def _facts(session: Session, spans: _Spans, day: date) -> dict[str, Counter[int]]:
    """How often what happened to each while he was observed: duties, uses that were confirmed, finished courses."""
    nobody = (date.max, date.min)
    found: dict[str, Counter[int]] = {"court": Counter(), "used": Counter(), "courses": Counter()}
    for duty in session.execute(sa.select(Duty.patient_id, Duty.decided_on, Duty.ended_on)):
        since, until = spans.get(duty.patient_id, nobody)
        found["court"][duty.patient_id] += duty.decided_on <= until and (duty.ended_on or until) >= since
    uses = sa.select(RemissionFact.patient_id, RemissionFact.on).where(RemissionFact.kind == RemissionKind.USE)
    for use in session.execute(uses):
        since, until = spans.get(use.patient_id, nobody)
        found["used"][use.patient_id] += since < use.on <= until
    finished = sa.select(Course.patient_id, Course.ended_on).where(
        Course.kind.in_(REHABILITATION), Course.outcome == Outcome.FINISHED, Course.ended_on <= day
    )
    for course in session.execute(finished):
        since, _ = spans.get(course.patient_id, nobody)
        found["courses"][course.patient_id] += course.ended_on is not None and course.ended_on >= since
    return found
