"""One thing that is due: what it is about, whose it is, and how it stands to the day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Bundle, Session

from narcdesk import names
from narcdesk.base import Coded
from narcdesk.dates import show
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.struck import standing
from narcdesk.tasks.asked import Asked

NO_CARD = 0  # of a task about somebody who has no card yet, or about many
MANY = {"spisok_sud": "Список лиц с обязанностью", "pismo_s_reestrom": "Реестр заявок"}  # of a letter about many


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
    PROVIDER_ACT = "provider_act"
    SETTLEMENT = "settlement"
    EXCLUDED = "excluded"
    VISIT = "visit"
    NO_SHOW = "no_show"
    COMMISSION = "commission"
    TRANSFER = "transfer"
    PATRONAGE = "patronage"
    DUTY = "duty"
    NOTICE = "notice"
    EVASION = "evasion"
    REGISTRATION = "registration"
    CONSENT = "consent"
    BIRTHDAY = "birthday"
    LETTER = "letter"
    ANSWER = "answer"
    PLAN_STEP = "plan_step"
    PLAN_START = "plan_start"
    PLAN_END = "plan_end"
    STAY_RETURN = "stay_return"
    STAY_ACT = "stay_act"
    PATRONAGE_END = "patronage_end"
    WORK_HELP = "work_help"
    SENT_HERE = "sent_here"
    REPLY = "reply"
    SENT_ON = "sent_on"
    REFUSAL = "refusal"
    REFUSED_APPLICATION = "refused_application"
    MOTIVATION = "motivation"
    STEP = "motivation_step"


@dataclass(frozen=True)
class Task:
    """One row of the first screen."""

    what: What
    record_id: int
    patient_id: int  # NO_CARD where only a paper knows of the person
    title: str  # the pill: «Ответ органа»
    who: str
    said: str
    due: date | None
    urgency: Urgency
    part: str = ""  # of the record, where it has several: the event of a notice; of what kind a step of a plan is


Found = Callable[[Register, Session, Asked], Iterator[Task]]


_ORDER = {urgency: place for place, urgency in enumerate(Urgency)}


def rank(due: date | None, day: date) -> tuple[int, date]:
    """The most overdue first, what has no date last."""
    return _ORDER[urgency_of(due, day)], due or date.max


def urgency_of(due: date | None, day: date) -> Urgency:
    """How a day that is due stands to the day."""
    if due is None:
        return Urgency.WAITING
    if due < day:
        return Urgency.OVERDUE
    return Urgency.TODAY if due == day else Urgency.SOON


class Who(NamedTuple):
    """Whose task it is, as far as a row names him: a whole card has forty columns, and a screen a thousand rows."""

    id: int
    surname: str
    given: str
    patronymic: str
    born: str  # as it is kept: the year comes first

    @property
    def full_name(self) -> str:
        """Фамилия Имя Отчество."""
        return names.full_name(self.surname, self.given, self.patronymic)

    @property
    def short_name(self) -> str:
        """Фамилия И. О."""
        return names.short_name(self.surname, self.given, self.patronymic)

    @property
    def named(self) -> str:
        """As a row of the first screen names him."""
        return f"{self.full_name}, {self.born[:4]}"


class _Named(Bundle[Who]):
    def create_row_processor(self, query: Any, procs: Any, labels: Any) -> Any:
        return lambda row: Who(*(proc(row) for proc in procs))


WHO = _Named(
    "who", Patient.id, Patient.surname, Patient.given, Patient.patronymic, sa.type_coerce(Patient.birth, sa.String)
)  # selected instead of the patient


def due_task(
    asked: Asked, what: What, record_id: int, patient: Patient | Who, title: str, said: str, due: date | None
) -> Task:
    """A task that names the person himself; `said` is the sentence up to its day."""
    assert due is not None  # the query asks for it
    who = patient.named if isinstance(patient, Who) else f"{patient.full_name}, {patient.birth.year}"
    return Task(what, record_id, patient.id, title, who, f"{said} {show(due)}", due, urgency_of(due, asked.day))


def task_of_paper(
    asked: Asked, what: What, record_id: int, who: Who, title: str, said: str, due: date | None, named: str = ""
) -> Task:
    """A task with a day or without; of a person without a card only a paper knows, as it has `named` him."""
    patient_id: int = who.id or NO_CARD  # nothing is joined where there is no card
    whose = who.named if patient_id else f"{named}, карты нет"
    return Task(what, record_id, patient_id, title, whose, said, due, urgency_of(due, asked.day))


def task_of_letter(
    asked: Asked, what: What, letter_id: int, who: Who, title: str, said: str, due: date | None, form: str
) -> Task:
    """A task about a letter of one person, or about a list of many, which is on nobody's card: its `form` is told."""
    if who.id:  # nothing is joined where there is no card
        return due_task(asked, what, letter_id, who, title, said, due)
    assert due is not None  # the query asks for it
    return Task(
        what, letter_id, NO_CARD, title, MANY[form], f"{said} {show(due)}", due, urgency_of(due, asked.day), form
    )


_PEOPLE = standing(sa.select(WHO).where(Patient.id.in_(sa.bindparam("ids", expanding=True))))


def patients_by_id(session: Session, ids: set[int]) -> dict[int, Who]:
    """The patients of these ids."""
    return {who.id: who for who in session.scalars(_PEOPLE, {"ids": sorted(ids)})} if ids else {}
