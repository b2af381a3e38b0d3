"""One thing that is due: what it is about, whose it is, and how it stands to the day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVarTuple

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from narcdesk.base import Coded
from narcdesk.dates import show
from narcdesk.patients import Patient
from narcdesk.register import Register

LIMIT = 200  # rows of one kind on the first screen; more is a list, not a day

Row = TypeVarTuple("Row")


class Urgency(Coded):
    """How a task stands to the day."""

    OVERDUE = "overdue", "Просрочено"
    TODAY = "today", "Сегодня"
    SOON = "soon", "Скоро"
    WAITING = "waiting", "Ждём, срок не задан"


class What(StrEnum):
    """What a task is about: the window opens the right place for it."""

    APPLICATION = "application"
    CERTIFICATE = "certificate"
    VISIT = "visit"
    PATRONAGE = "patronage"
    DUTY = "duty"
    NOTICE = "notice"
    CONSENT = "consent"


@dataclass(frozen=True)
class Task:
    """One row of the first screen."""

    what: What
    record_id: int
    patient_id: int
    title: str  # the pill: «Ответ органа»
    who: str
    said: str
    due: date | None
    urgency: Urgency


@dataclass(frozen=True)
class Asked:
    """Whose tasks are asked for (None: everybody's), and how far ahead."""

    day: date
    soon: date
    week: date
    patient_id: int | None = None
    limit: int = LIMIT

    def only(self, query: sa.Select[*Row], owner: InstrumentedAttribute[int]) -> sa.Select[*Row]:
        """The rows of a query that belong to whom it is asked of; of everybody, no more than a screen is for."""
        return query.limit(self.limit) if self.patient_id is None else query.where(owner == self.patient_id)


Found = Callable[[Register, Session, Asked], Iterator[Task]]


def rank(due: date | None, day: date) -> tuple[int, date]:
    """The most overdue first, what has no date last."""
    return list(Urgency).index(urgency_of(due, day)), due or date.max


def urgency_of(due: date | None, day: date) -> Urgency:
    """How a day that is due stands to the day."""
    if due is None:
        return Urgency.WAITING
    if due < day:
        return Urgency.OVERDUE
    return Urgency.TODAY if due == day else Urgency.SOON


def due_task(
    asked: Asked, what: What, record_id: int, patient: Patient, title: str, said: str, due: date | None
) -> Task:
    """A task that names the person himself; `said` is the sentence up to its day."""
    assert due is not None  # the query asks for it
    who = f"{patient.full_name}, {patient.birth.year}"
    return Task(what, record_id, patient.id, title, who, f"{said} {show(due)}", due, urgency_of(due, asked.day))


def patients_by_id(session: Session, ids: set[int]) -> dict[int, Patient]:
    """The patients of these ids."""
    return {patient.id: patient for patient in session.scalars(sa.select(Patient).where(Patient.id.in_(ids)))}
