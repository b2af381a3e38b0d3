"""Birthdays that change who consents: before them a word of it, after them the sheets to be signed anew."""

from calendar import isleap, monthrange
from collections.abc import Iterator
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from narcdesk import consents, signers
from narcdesk.consents import Consent
from narcdesk.dates import show
from narcdesk.observation import Episode
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import Task, What, urgency_of

TITLE = "Дни рождения"
AGES = (15, 16, 18)
_birth = sa.type_coerce(Patient.birth, sa.String)


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Whose birthday is near, and whose sheets of a representative outlived it while he is under observation."""
    yield from asked.page(
        [task for task in (*_passed(session, asked), *_ahead(session, asked)) if asked.is_since(task.due)]
    )


def _passed(session: Session, asked: Asked) -> Iterator[Task]:
    for (patient,) in _grown.rows(session, asked, year=asked.day.year):
        anew = consents.to_sign_anew(session, patient, asked.day)
        passed = [change for change in signers.changes(session, patient) if change.on <= asked.day]
        if anew and passed:
            yield _task(asked, patient, passed[-1], anew)


def _ahead(session: Session, asked: Asked) -> Iterator[Task]:
    for (patient,) in _young.rows(session, asked, born=_born(asked), first=str(asked.day.year - max(AGES))):
        ahead = [change for change in signers.changes(session, patient) if asked.day < change.on <= asked.soon]
        if ahead:
            yield _task(asked, patient, ahead[0], consents.to_sign_anew(session, patient, ahead[0].on))


def _task(asked: Asked, patient: Patient, change: signers.Change, anew: list[Consent]) -> Task:
    kinds = "; ".join(dict.fromkeys(sheet.kind.label for sheet in anew))
    said = f"с {show(change.on)} {change.said}{f'; подписать заново: {kinds}' if kinds else ''}"
    who = f"{patient.full_name}, {patient.birth.year}"
    title = f"{change.years} лет"
    return Task(What.BIRTHDAY, patient.id, patient.id, title, who, said, change.on, urgency_of(change.on, asked.day))


def _born(asked: Asked) -> list[str]:
    """As they are kept, the births of those who come to one of the ages in the days that are asked for."""
    if asked.patient_id is not None:
        return []
    first = max(asked.day + timedelta(days=1), asked.since or date.min)
    days = [first + timedelta(days=ahead) for ahead in range((asked.soon - first).days + 1)]
    return [kept for day in days for age in AGES for born in _latest_births(day, age) for kept in _kept_as(born)]


def _latest_births(day: date, age: int) -> list[date]:
    """The last days on which somebody may be born who surely has an age from a day on."""
    year = day.year - age
    if (day.month, day.day) == (2, 29):
        return [date(year, 2, 29)] if isleap(year) else []
    leap_day = [date(year, 2, 29)] if (day.month, day.day) == (3, 1) and isleap(year) and not isleap(day.year) else []
    return [*leap_day, day.replace(year=year)]


def _kept_as(latest: date) -> list[str]:
    """A birth known whole, to the month or to the year, of which this is the last day that it can be."""
    is_last = latest.day == monthrange(latest.year, latest.month)[1]
    known = [f"{latest:%Y-%m-%d}", *[f"{latest:%Y-%m}"] * is_last]
    return [*known, *[f"{latest:%Y}"] * (is_last and latest.month == 12)]


@asks_of(Patient.id, in_pages=False)
def _young(asked: Shape) -> sa.Select[Patient]:
    """Who comes to one of the ages in the days that are asked for; of one patient, however far ahead."""
    query = sa.select(Patient).where(Patient.died_on.is_(None)).order_by(_birth, Patient.id)
    if asked.is_of_one:
        return query.where(_birth >= sa.bindparam("first"))  # texts are compared: «2008-03» comes after «2008»
    return query.where(_birth.in_(sa.bindparam("born", expanding=True)))


@asks_of(Patient.id, in_pages=False)
def _grown(asked: Shape) -> sa.Select[Patient]:
    """Who is under observation by sheets of a representative that he has not signed anew himself.

    He has come to one of the ages by the end of the year; whether the sheet outlived that day, is told afterwards.
    """
    sheet, own = aliased(Consent), aliased(Consent)
    reached = [sa.cast(sa.func.substr(_birth, 1, 4), sa.Integer) + age for age in AGES]
    observed = sa.select(Episode.id).where(Episode.patient_id == Patient.id, Episode.ended_on.is_(None)).exists()
    renewed = sa.select(own.id).where(
        own.patient_id == sheet.patient_id,
        own.kind == sheet.kind,
        own.recipient == sheet.recipient,
        own.representative_id.is_(None),
        own.given_on <= asked.day,
        *_holds(own, asked),
    )
    outlived = sa.select(sheet.patient_id).where(
        sheet.representative_id > 0,  # that there is one, in words that an index serves
        *_holds(sheet, asked),
        ~renewed.exists(),
    )
    return (
        sa.select(Patient)
        .where(Patient.died_on.is_(None), Patient.id.in_(outlived), observed)
        .where(sa.or_(*(year <= sa.bindparam("year") for year in reached)))
        .order_by(Patient.id)
    )


def _holds(sheet: type[Consent], asked: Shape) -> tuple[sa.ColumnElement[bool], ...]:
    until = sa.or_(sheet.valid_until.is_(None), sheet.valid_until >= asked.day)
    return until, sa.or_(sheet.withdrawn_on.is_(None), sheet.withdrawn_on > asked.day)
