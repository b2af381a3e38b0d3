"""Work and schooling: what a person does as dated facts, and how the office helped him to a place.

Regulation 3.3 and 3.4 (трудовая реинтеграция, patronage). The person carries his own papers to the employment centre or
the school: here is only that he was sent and what came of it. A letter of the office needs its legal ground.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from narcdesk import patients
from narcdesk.base import Base, Coded, coded
from narcdesk.dates import show
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import Kind, asked
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck


class OccupationKind(Coded):
    """What a person does."""

    WORKS = "works", "работает"
    STUDIES = "studies", "учится"
    BOTH = "both", "работает и учится"
    SEEKS = "seeks", "ищет работу, состоит в центре занятости"
    NONE = "none", "не работает и не учится"
    PENSION = "pension", "на пенсии"
    DISABLED = "disabled", "нетрудоспособен"


class HelpKind(Coded):
    """What the office helps to."""

    WORK = "work", "работа"
    SCHOOLING = "schooling", "учёба, переобучение"
    OTHER = "other", "другое"


class HelpResult(Coded):
    """What came of it."""

    PLACED = "placed", "устроен"
    ENROLLED = "enrolled", "принят на учёбу"
    REGISTERED = "registered", "поставлен на учёт"
    DECLINED = "declined", "пациент отказался"
    REFUSED = "refused", "отказали"


class Occupation(MayBeStruck, Base, kw_only=True):
    """What a person does since a day."""

    __tablename__ = "occupations"
    __table_args__ = (sa.Index("ix_occupations_patient_id_since", "patient_id", "since"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"))
    since: Mapped[date] = mapped_column(info=asked("С какого дня", Kind.PAST_DAY, required=True, width=12))
    kind: Mapped[OccupationKind] = mapped_column(
        coded(OccupationKind), info=asked("Занятость", Kind.CHOICE, required=True, choices=OccupationKind, width=40)
    )
    place: Mapped[str] = mapped_column(sa.String(200), default="", info=asked("Где и кем", Kind.TEXT, width=44))
    source: Mapped[str] = mapped_column(
        sa.String(200), default="", info=asked("Откуда известно", Kind.TEXT, width=44, hint="со слов, справка")
    )


class WorkHelp(MayBeStruck, Base, kw_only=True):
    """One time that the office helped a person to work or schooling."""

    __tablename__ = "work_help"
    __table_args__ = (sa.Index("ix_work_help_answered_on_answer_by", "answered_on", "answer_by"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    on: Mapped[date] = mapped_column(info=asked("Направлен", Kind.PAST_DAY, required=True, width=12))
    kind: Mapped[HelpKind] = mapped_column(
        coded(HelpKind), info=asked("К чему помогаем", Kind.CHOICE, required=True, choices=HelpKind, width=24)
    )
    sent_to: Mapped[str] = mapped_column(
        sa.String(200), info=asked("Куда", Kind.TEXT, required=True, width=44, hint="центр занятости, училище")
    )
    about: Mapped[str] = mapped_column(sa.String(300), default="", info=asked("О чём", Kind.TEXT, width=44))
    answer_by: Mapped[date | None] = mapped_column(
        default=None, info=asked("Узнать результат до", Kind.NEAR_DAY, width=12)
    )
    answered_on: Mapped[date | None] = mapped_column(default=None)
    result: Mapped[HelpResult | None] = mapped_column(coded(HelpResult), default=None)
    result_note: Mapped[str] = mapped_column(sa.String(300), default="")


def note(register: Register, patient_id: int, typed: Mapping[str, Any]) -> Occupation:
    """Write down what a person does; raises Invalid."""
    with register.write("occupations.note") as session:
        values = patients.told(session, Occupation, patient_id, typed, register.today(), day="since")
        fact = Occupation(patient_id=patient_id, **values)
        session.add(fact)
    return fact


def refer(register: Register, patient_id: int, typed: Mapping[str, Any]) -> WorkHelp:
    """The office sent a person for work or schooling; raises Invalid."""
    with register.write("occupations.refer") as session:
        values = patients.told(session, WorkHelp, patient_id, typed, register.today())
        if values.get("answer_by") and values["answer_by"] < values["on"]:
            raise Invalid([Problem("answer_by", "Узнать результат до: раньше направления")])
        made = WorkHelp(patient_id=patient_id, **values)
        session.add(made)
    return made


def answer(register: Register, help_id: int, on: date, result: HelpResult, said: str = "") -> WorkHelp:
    """What came of it; raises Invalid, UserError."""
    with register.write("occupations.answer") as session:
        made = session.get(WorkHelp, help_id)
        if made is None:
            raise NotFound("Такой записи о помощи в реестре нет.")
        if made.answered_on is not None:
            raise UserError(
                f"Результат уже записан {show(made.answered_on)}.",
                do="Если он ошибочен, зачеркните запись и внесите заново.",
            )
        if not made.on <= on <= register.today():
            raise Invalid([Problem("answered_on", "Дата результата: между направлением и сегодняшним днём")])
        patients.living(patients.known(session, made.patient_id), on)
        made.answered_on, made.result, made.result_note = on, result, said
    return made


def listing(register: Register, patient_id: int) -> list[Occupation]:
    """What a person did and does, the newest first."""
    with register.read("patients.look") as session:
        query = sa.select(Occupation).where(Occupation.patient_id == patient_id)
        return list(session.scalars(query.order_by(Occupation.since.desc(), Occupation.id.desc())))


def help_given(register: Register, patient_id: int) -> list[WorkHelp]:
    """The help of the office, the newest first."""
    with register.read("patients.look") as session:
        query = sa.select(WorkHelp).where(WorkHelp.patient_id == patient_id)
        return list(session.scalars(query.order_by(WorkHelp.on.desc(), WorkHelp.id.desc())))
