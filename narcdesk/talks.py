"""Motivational and preventive talks (regulation 4.4, first sentence): with a person, with his family, with a group.

Of a group only how many there were is written down, nobody's name. The stages of readiness are office terms for those
of the transtheoretical model. A talk with the family alone tells it something, so it needs its ground.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import consents, motivation, patients
from narcdesk.base import Base, Coded, coded
from narcdesk.consents import ConsentKind
from narcdesk.dates import Period
from narcdesk.errors import Invalid, NotFound, Problem
from narcdesk.fields import Field, Kind, asked, fields_of, read
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.staff import Person
from narcdesk.struck import MayBeStruck


class TalkWith(Coded):
    """With whom."""

    ALONE = "alone", "с пациентом"
    TOGETHER = "together", "с пациентом и семьёй"
    FAMILY = "family", "с семьёй без пациента"
    GROUP = "group", "с группой"


class Readiness(Coded):
    """How ready a person is to change something."""

    UNAWARE = "unaware", "не задумывается"
    THINKING = "thinking", "задумывается, сомневается"
    PREPARING = "preparing", "готовится, решил"
    ACTING = "acting", "действует"
    KEEPING = "keeping", "удерживает результат"
    RELAPSED = "relapsed", "срыв, начинает заново"


class TalkTheme(Coded):
    """What it was about."""

    DIAGNOSTICS = "diagnostics", "диагностика"
    TREATMENT = "treatment", "лечение"
    MEDICAL = "medical", "медицинская реабилитация"
    SOCIAL = "social", "социальная реабилитация, ресоциализация"
    OBSERVATION = "observation", "наблюдение, явки"
    HARM = "harm", "последствия употребления"
    FAMILY = "family", "отношения в семье"
    SELF_HELP = "self_help", "группы взаимопомощи"
    PREVENTION = "prevention", "профилактика"


class Talk(MayBeStruck, Base, kw_only=True):
    """One talk; of a group it has no patient and says how many there were."""

    __tablename__ = "talks"
    __table_args__ = (sa.Index("ix_talks_on", "on"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int | None] = mapped_column(sa.ForeignKey("patients.id"), default=None, index=True)
    on: Mapped[date] = mapped_column(info=asked("Дата", Kind.PAST_DAY, required=True, width=12))
    with_whom: Mapped[TalkWith] = mapped_column(
        coded(TalkWith), info=asked("С кем", Kind.CHOICE, required=True, choices=TalkWith, width=28)
    )
    audience: Mapped[str] = mapped_column(
        sa.String(200),
        default="",
        info=asked("Кто собрался", Kind.TEXT, width=36, hint="без фамилий: учащиеся, работники, родители"),
    )
    place: Mapped[str] = mapped_column(sa.String(200), default="", info=asked("Где", Kind.TEXT, width=36))
    heads: Mapped[int | None] = mapped_column(
        default=None, info=asked("Сколько человек", Kind.NUMBER, width=6, least=2)
    )
    stage: Mapped[Readiness | None] = mapped_column(
        coded(Readiness), default=None, info=asked("Стадия готовности", Kind.CHOICE, choices=Readiness, width=28)
    )
    theme: Mapped[TalkTheme] = mapped_column(
        coded(TalkTheme), info=asked("Тема", Kind.CHOICE, required=True, choices=TalkTheme, width=40)
    )
    said: Mapped[str] = mapped_column(sa.Text, default="", info=asked("О чём говорили", Kind.LONG_TEXT, width=44))
    result: Mapped[str] = mapped_column(sa.String(300), info=asked("Итог, решение", Kind.TEXT, required=True, width=44))
    next_on: Mapped[date | None] = mapped_column(default=None, info=asked("Следующий контакт", Kind.NEAR_DAY, width=12))
    held_by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))


OF_GROUP = ("audience", "place", "heads")
OF_PERSON = ("with_whom", "stage", "next_on")


def fields(*, group: bool) -> list[Field]:
    """What a talk with a person asks, and what one with a group."""
    left_out = OF_PERSON if group else OF_GROUP
    return [one for one in fields_of(Talk) if one.name not in left_out]


def hold(register: Register, patient_id: int, typed: Mapping[str, Any]) -> Talk:
    """Write down a talk with a person or his family. Raises Invalid, UserError."""
    with register.write("talks.hold") as session:
        patient = patients.known(session, patient_id)
        reading = read(Talk, typed, register.today(), whole=True)
        values, problems = reading.values, list(reading.problems)
        on, next_on = values.get("on"), values.get("next_on")
        problems += patients.before_birth(patient, "on", "Дата", on)
        if values.get("with_whom") is TalkWith.GROUP:
            problems.append(Problem("with_whom", "С кем: беседу с группой записывают в журнале бесед, без фамилий"))
        elif values.get("with_whom") is not TalkWith.FAMILY and values.get("stage") is None:
            problems.append(Problem("stage", "Стадия готовности: нужно заполнить"))
        if next_on and on and next_on <= on:
            problems.append(Problem("next_on", "Следующий контакт: позже этой беседы"))
        if next_on is None and motivation.open_plan(session, patient_id) is not None:
            problems.append(Problem("next_on", "Следующий контакт: план мотивации ведётся, назначьте день"))
        if on and values.get("with_whom") is TalkWith.FAMILY and not _may_tell_family(session, patient, on):
            said = "С кем: согласия на связь с родственниками нет (323-ФЗ ст. 13 ч. 3), говорите вместе с пациентом"
            problems.append(Problem("with_whom", said))
        if problems:
            raise Invalid(problems)
        patients.living(patient, values["on"])
        talk = Talk(patient_id=patient_id, held_by=register.person.id, **values)
        session.add(talk)
    return talk


def _may_tell_family(session: Session, patient: Patient, day: date) -> bool:
    """By a consent, or to who speaks for a minor (323-ФЗ ст. 13 ч. 4 п. 4)."""
    if consents.valid(session, patient.id, ConsentKind.RELATIVES, day) is not None:
        return True
    is_minors = consents.needs_representative(session, patient, day)
    return is_minors and patients.speaks_for(session, patient, day) is not None


def hold_group(register: Register, typed: Mapping[str, Any]) -> Talk:
    """Write down a talk with a group: how many there were, nobody's name. Raises Invalid."""
    with register.write("talks.hold_group") as session:
        reading = read(Talk, {**typed, "with_whom": TalkWith.GROUP.value}, register.today(), whole=True)
        values, problems = reading.values, list(reading.problems)
        if values.get("heads") is None:
            problems.append(Problem("heads", "Сколько человек: нужно заполнить"))
        if not values.get("audience"):
            problems.append(Problem("audience", "Кто собрался: нужно заполнить"))
        if problems:
            raise Invalid(problems)
        talk = Talk(held_by=register.person.id, **values)
        session.add(talk)
    return talk


@dataclass(frozen=True)
class Line:
    """A line of the journal of talks; `who` is "" of a group."""

    talk: Talk
    patient_id: int | None
    who: str
    held_by: str

    @property
    def id(self) -> int:
        """Of the talk."""
        return self.talk.id

    @property
    def with_whom(self) -> str:
        """With whom, in words: a person by name, a group by its number."""
        talk = self.talk
        if talk.with_whom is TalkWith.GROUP:
            return f"группа: {talk.audience}, {talk.heads} чел."
        return self.who if talk.with_whom is TalkWith.ALONE else f"{self.who}, {talk.with_whom.label}"


def journal(register: Register, period: Period, *, limit: int | None = None) -> list[Line]:
    """The journal of talks of a period, in the order of days."""
    query = (
        sa.select(Talk, Patient, Person)
        .outerjoin(Patient, Patient.id == Talk.patient_id)
        .join(Person, Person.id == Talk.held_by)
        .where(Talk.on.between(period.start, period.end))
        .order_by(Talk.on, Talk.id)
        .limit(limit)
    )
    with register.read("talks.journal") as session:
        return [
            Line(talk, talk.patient_id, patient.full_name if patient else "", person.short_name)
            for talk, patient, person in session.execute(query)
        ]


def listing(register: Register, patient_id: int) -> list[Talk]:
    """All talks with a patient or his family, the newest first."""
    with register.read("patients.look") as session:
        query = sa.select(Talk).where(Talk.patient_id == patient_id)
        return list(session.scalars(query.order_by(Talk.on.desc(), Talk.id.desc())))


def one(register: Register, talk_id: int) -> Talk:
    """One talk."""
    with register.read("patients.look") as session:
        talk = session.get(Talk, talk_id)
        if talk is None:
            raise NotFound("Такой беседы в реестре нет.")
        return talk
