"""Post-rehabilitation social patronage: a person's programme and the contacts under it (regulation 2.6, 3.4).

The programme has goals, measures, a term and who answers for it; a contact is one line of the observation sheet.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import patients
from narcdesk.base import Base, Coded, coded
from narcdesk.dates import Period, show
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import Kind, asked, read
from narcdesk.observation import RemissionFact, RemissionKind, TestResult
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck

BY_TEST = "тест при контакте по патронату"  # the proof of a use that a positive test told of


class ContactWay(Coded):
    """How a contact was made."""

    VISIT = "visit", "визит"
    PHONE = "phone", "по телефону"
    OFFICE = "office", "в кабинете"


class Patronage(MayBeStruck, Base, kw_only=True):
    """An individual programme of patronage."""

    __tablename__ = "patronages"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    opened_on: Mapped[date] = mapped_column(info=asked("Начат", Kind.PAST_DAY, required=True, width=12))
    until: Mapped[date | None] = mapped_column(default=None, info=asked("До", Kind.NEAR_DAY, width=12))
    goals: Mapped[str] = mapped_column(sa.Text, default="", info=asked("Цели", Kind.LONG_TEXT, width=44))
    closed_on: Mapped[date | None] = mapped_column(default=None)
    measures: Mapped[str] = mapped_column(sa.Text, default="", info=asked("Мероприятия", Kind.LONG_TEXT, width=44))
    responsible: Mapped[str] = mapped_column(
        sa.String(160), default="", info=asked("Ответственный", Kind.TEXT, width=36, hint="кто ведёт программу")
    )

    def contradictions(self) -> Iterator[Problem]:
        """What in the programme cannot be."""
        if self.until is not None and self.until < self.opened_on:
            yield Problem("until", "До: раньше начала патроната")


class Contact(MayBeStruck, Base, kw_only=True):
    """One contact under a programme."""

    __tablename__ = "patronage_contacts"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patronage_id: Mapped[int] = mapped_column(sa.ForeignKey("patronages.id"), index=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    on: Mapped[date] = mapped_column(info=asked("Дата", Kind.PAST_DAY, required=True, width=12))
    way: Mapped[ContactWay] = mapped_column(
        coded(ContactWay), info=asked("Способ", Kind.CHOICE, required=True, choices=ContactWay, width=16)
    )
    sober: Mapped[bool | None] = mapped_column(default=None, info=asked("Трезв", Kind.YES_NO))
    test: Mapped[TestResult] = mapped_column(
        coded(TestResult), default=TestResult.NONE, info=asked("Тест", Kind.CHOICE, choices=TestResult, width=16)
    )
    work: Mapped[str] = mapped_column(sa.String(200), default="", info=asked("Занятость", Kind.TEXT, width=44))
    family: Mapped[str] = mapped_column(sa.String(200), default="", info=asked("Семья", Kind.TEXT, width=44))
    risks: Mapped[str] = mapped_column(
        sa.String(300), default="", info=asked("Риски", Kind.TEXT, width=44, hint="что может вернуть к употреблению")
    )
    help: Mapped[str] = mapped_column(sa.String(300), default="", info=asked("Оказанная помощь", Kind.TEXT, width=44))
    note: Mapped[str] = mapped_column(sa.Text, default="", info=asked("Запись", Kind.LONG_TEXT, width=44))
    next_on: Mapped[date | None] = mapped_column(default=None, info=asked("Следующий контакт", Kind.NEAR_DAY, width=12))


def begin(register: Register, patient_id: int, typed: Mapping[str, Any]) -> Patronage:
    """Open a programme of patronage."""
    with register.write("patronage.begin") as session:
        values = patients.told(session, Patronage, patient_id, typed, register.today(), day="opened_on")
        programme = Patronage(patient_id=patient_id, **values)
        if problems := list(programme.contradictions()):
            raise Invalid(problems)
        session.add(programme)
    return programme


def amend(register: Register, patronage_id: int, typed: Mapping[str, Any]) -> Patronage:
    """The programme was looked at again: its goals, its measures, its term, who answers for it. Raises Invalid."""
    with register.write("patronage.amend") as session:
        programme = _one(session.get(Patronage, patronage_id))
        reading = read(Patronage, typed, register.today())
        patient, opened_on = patients.known(session, programme.patient_id), reading.values.get("opened_on")
        problems = [*reading.problems, *patients.before_birth(patient, "opened_on", "Начат", opened_on)]
        if problems:
            raise Invalid(problems)
        for name, value in reading.values.items():
            setattr(programme, name, value)
        problems += programme.contradictions()
        first = session.scalar(sa.select(sa.func.min(Contact.on)).where(Contact.patronage_id == patronage_id))
        if first is not None and first < programme.opened_on:
            problems.append(Problem("opened_on", f"Начат: первый контакт был {show(first)}"))
        if problems:
            raise Invalid(problems)
        patients.living(patient, programme.opened_on)
    return programme


def contact(register: Register, patronage_id: int, typed: Mapping[str, Any]) -> Contact:
    """Write down a contact; a positive test is also a confirmed use, as at a visit."""
    with register.write("patronage.contact") as session:
        programme = _one(session.get(Patronage, patronage_id))
        reading = read(Contact, typed, register.today(), whole=True)
        if reading.problems:
            raise Invalid(reading.problems)
        made = Contact(patronage_id=patronage_id, patient_id=programme.patient_id, **reading.values)
        if programme.closed_on is not None and made.on > programme.closed_on:
            raise Invalid([Problem("on", f"Дата: патронат окончен {show(programme.closed_on)}")])
        if made.on < programme.opened_on:
            raise Invalid([Problem("on", "Дата: раньше начала патроната")])
        if made.next_on is not None and made.next_on < made.on:
            raise Invalid([Problem("next_on", "Следующий контакт: раньше этого")])
        patients.living(patients.known(session, programme.patient_id), made.on)
        session.add(made)
        if made.test is TestResult.FOUND:
            session.add(RemissionFact(patient_id=made.patient_id, kind=RemissionKind.USE, on=made.on, proof=BY_TEST))
    return made


def close(register: Register, patronage_id: int, on: date) -> Patronage:
    """The programme ended."""
    with register.write("patronage.close") as session:
        programme = _one(session.get(Patronage, patronage_id))
        if programme.closed_on is not None:
            raise UserError(
                f"Патронат уже окончен {show(programme.closed_on)}.",
                do="Если запись ошибочна, зачеркните её в карте и внесите заново.",
            )
        if not programme.opened_on <= on <= register.today():
            raise Invalid([Problem("closed_on", "Окончание: между началом патроната и сегодняшним днём")])
        programme.closed_on = on
    return programme


def _one(programme: Patronage | None) -> Patronage:
    if programme is None:
        raise NotFound("Такой программы патроната в реестре нет.")
    return programme


def listing(register: Register, patient_id: int) -> list[Patronage]:
    """All programmes of a patient, the newest first."""
    with register.read("patients.look") as session:
        return list(
            session.scalars(
                sa.select(Patronage).where(Patronage.patient_id == patient_id).order_by(Patronage.opened_on.desc())
            )
        )


def contacts(register: Register, patronage_id: int) -> list[Contact]:
    """All contacts under a programme, the newest first."""
    with register.read("patients.look") as session:
        return list(
            session.scalars(
                sa.select(Contact)
                .where(Contact.patronage_id == patronage_id)
                .order_by(Contact.on.desc(), Contact.id.desc())
            )
        )


def contacted(session: Session, period: Period) -> set[int]:
    """Patients with at least one contact in a period."""
    return set(session.scalars(sa.select(Contact.patient_id).where(Contact.on.between(period.start, period.end))))
