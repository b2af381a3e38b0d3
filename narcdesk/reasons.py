"""Why a person is counted in an indicator: the facts of his card behind it, for the office's own eyes only."""

from collections import Counter
from collections.abc import Callable, Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import graduates, observation
from narcdesk.courses import Course, CourseKind, Outcome
from narcdesk.dates import Period, plural, show
from narcdesk.diagnoses import Diagnosis
from narcdesk.observation import Episode
from narcdesk.patronage import Contact

Persons = Collection[int]
Reason = Callable[[Session, Period, Persons], dict[int, str]]
"""For these patients (a page of them) one phrase each; who has no such fact is left out."""


def diagnosis(session: Session, period: Period, persons: Persons) -> dict[int, str]:
    """The diagnosis at the end of the period, or the later one that counts from the taking under observation."""
    said = {
        one.patient_id: f"диагноз {one.code} от {show(one.made_on)}, считается со взятия под наблюдение"
        for one in observation.first_ones_after(session, period.end, persons)
    }
    found = session.scalars(
        sa.select(Diagnosis)
        .where(Diagnosis.patient_id.in_(persons), Diagnosis.made_on <= period.end)
        .order_by(Diagnosis.made_on, Diagnosis.id)  # the last one of a patient stays
    )
    return said | {one.patient_id: f"диагноз {one.code} от {show(one.made_on)}" for one in found}


def under_observation(session: Session, period: Period, persons: Persons) -> dict[int, str]:
    """Since when under observation, of those who are at the end of the period."""
    found = session.scalars(sa.select(Episode).where(Episode.patient_id.in_(persons)))
    return {one.patient_id: f"под наблюдением с {show(one.taken_on)}" for one in found if one.is_open_on(period.end)}


def course_begun(session: Session, period: Period, persons: Persons) -> dict[int, str]:
    """The first course of rehabilitation begun in the period."""
    found = session.scalars(
        sa.select(Course)
        .where(
            Course.patient_id.in_(persons),
            Course.started_on.between(period.start, period.end),
            Course.kind.in_((CourseKind.MEDICAL, CourseKind.SOCIAL)),
        )
        .order_by(Course.started_on.desc(), Course.id.desc())
    )
    return {one.patient_id: f"{one.kind.label} начата {show(one.started_on)}" for one in found}


def course_finished(session: Session, period: Period, persons: Persons) -> dict[int, str]:
    """The last course of any kind finished in the period."""
    found = session.scalars(
        sa.select(Course)
        .where(
            Course.patient_id.in_(persons),
            Course.ended_on.between(period.start, period.end),
            Course.outcome == Outcome.FINISHED,
        )
        .order_by(Course.ended_on, Course.id)
    )
    return {one.patient_id: f"{one.kind.label}: курс завершён {_day(one)}" for one in found}


def programme_finished(session: Session, period: Period, persons: Persons) -> dict[int, str]:
    """The last complex programme finished by the end of the period."""
    found = session.scalars(
        sa.select(Course)
        .where(
            Course.patient_id.in_(persons),
            Course.complex.is_(True),
            Course.ended_on <= period.end,
            Course.outcome == Outcome.FINISHED,
        )
        .order_by(Course.ended_on, Course.id)
    )
    return {one.patient_id: f"комплексная программа окончена {_day(one)}" for one in found}


def _day(course: Course) -> str:
    return show(course.ended_on) if course.ended_on else ""


def patronage(session: Session, period: Period, persons: Persons) -> dict[int, str]:
    """How many contacts of patronage there were in the period."""
    contacts = Counter(
        session.scalars(
            sa.select(Contact.patient_id).where(
                Contact.patient_id.in_(persons), Contact.on.between(period.start, period.end)
            )
        )
    )
    return {
        person: f"патронат: {plural(number, 'контакт', 'контакта', 'контактов')} за период"
        for person, number in contacts.items()
    }


def last_use(session: Session, period: Period, persons: Persons) -> dict[int, str]:
    """The last use known by the end of the period."""
    used = observation.last_use(session, period.end)
    return {person: f"последнее известное употребление {show(used[person])}" for person in persons if person in used}


def abstinence(session: Session, period: Period, persons: Persons) -> dict[int, str]:
    """When abstinence was confirmed last, since when it counts, and how many days of it the period ends with."""
    since, seen = observation.abstinent(session, period.end), graduates.confirmed(session, period)

    def counted(person: int) -> str:
        if person not in since:
            return ""
        return f", счёт с {show(since[person])} ({_days((period.end - since[person]).days)})"

    return {
        person: f"трезвость подтверждена {show(seen[person])}{counted(person)}" for person in persons if person in seen
    }


def _days(number: int) -> str:
    return plural(number, "день", "дня", "дней")
