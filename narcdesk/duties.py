"""Duties that a court put on a person: diagnosis, prevention, treatment, rehabilitation.

КоАП 4.1 ч. 2.1 (control by МВД, ПП 484), УК 72.1, 73 ч. 5, 82.1, 79 (control by УИИ). The kinds are a reference book,
so that a new one needs no code. The day to appear stands in the decision; it is kept, never computed. Who controls is
sent a copy of the decision with the mark that the person has begun: by ПП 484, п. 4, in 3 working days of his coming.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import disclosures, patients, rules
from narcdesk.base import Base, Coded, coded
from narcdesk.dates import Calendar, show
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import Kind, asked, read
from narcdesk.names import clean
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck

NUMBER_LENGTH = 60  # letters of an outgoing number


class DutyResult(Coded):
    """How a duty ended."""

    FULFILLED = "fulfilled", "исполнена"
    EVADED = "evaded", "уклонился"
    CANCELLED = "cancelled", "отменена судом"


def _kinds(day: date) -> Mapping[str, str]:
    return {kind.code: kind.title for kind in rules.duty_kinds()}


class Duty(MayBeStruck, Base, kw_only=True):
    """One decision of a court and what became of it."""

    __tablename__ = "duties"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    kind: Mapped[str] = mapped_column(
        sa.String(16), info=asked("Вид обязанности", Kind.CHOICE, required=True, choices=_kinds, width=44)
    )
    court: Mapped[str] = mapped_column(sa.String(200), info=asked("Суд", Kind.TEXT, required=True, width=40))
    case_number: Mapped[str] = mapped_column(sa.String(60), default="", info=asked("Номер дела", Kind.TEXT, width=20))
    decided_on: Mapped[date] = mapped_column(info=asked("Дата решения", Kind.PAST_DAY, required=True, width=12))
    in_force_on: Mapped[date | None] = mapped_column(default=None, info=asked("Вступило в силу", Kind.DAY, width=12))
    measures: Mapped[str] = mapped_column(sa.String(200), default="", info=asked("Что возложено", Kind.TEXT, width=44))
    appear_by: Mapped[date | None] = mapped_column(
        default=None, info=asked("Явиться до", Kind.NEAR_DAY, width=12, hint="как в решении")
    )
    received_on: Mapped[date | None] = mapped_column(
        default=None, info=asked("Копия получена", Kind.PAST_DAY, width=12)
    )
    appeared_on: Mapped[date | None] = mapped_column(default=None)
    told_on: Mapped[date | None] = mapped_column(default=None)  # the controlling body was sent the mark of the coming
    told_number: Mapped[str] = mapped_column(sa.String(NUMBER_LENGTH), default="")  # of the letter
    ended_on: Mapped[date | None] = mapped_column(default=None)
    result: Mapped[DutyResult | None] = mapped_column(coded(DutyResult), default=None)

    def tell_by(self, calendar: Calendar) -> date | None:
        """The last day to tell the controlling body of the coming; None: nobody came, or no act sets the term."""
        if self.appeared_on is None:
            return None
        return rules.duty_kind(self.kind).start_notice.due(self.appeared_on, calendar)


def receive(register: Register, patient_id: int, typed: Mapping[str, Any]) -> Duty:
    """Write down a court's decision that reached the office."""
    with register.write("duties.receive") as session:
        patient = patients.known(session, patient_id)
        reading = read(Duty, typed, register.today(), whole=True)
        problems, values = list(reading.problems), reading.values
        problems += patients.before_birth(patient, "decided_on", "Дата решения", values.get("decided_on"))
        if values.get("in_force_on") and values.get("decided_on") and values["in_force_on"] < values["decided_on"]:
            problems.append(Problem("in_force_on", "Вступило в силу: раньше даты решения"))
        if problems:
            raise Invalid(problems)
        duty = Duty(patient_id=patient_id, **values)
        session.add(duty)
    return duty


def appeared(register: Register, duty_id: int, on: date) -> Duty:
    """The person came to begin the duty."""
    with register.write("duties.appeared") as session:
        duty = _one_on(session, duty_id, "appeared_on", "Явился", on, register.today())
        if duty.ended_on is not None and on > duty.ended_on:
            raise Invalid([Problem("appeared_on", f"Явился: обязанность окончена {show(duty.ended_on)}")])
        patients.living(patients.known(session, duty.patient_id), on)
        duty.appeared_on = on
    return duty


def told(register: Register, duty_id: int, on: date, number: str = "") -> Duty:
    """The controlling body was sent the copy of the decision with the mark that the person came."""
    with register.write("duties.told") as session:
        duty = _one_on(session, duty_id, "told_on", "Сообщено", on, register.today())
        if duty.appeared_on is None:
            raise UserError("Сообщать ещё не о чем: явка не отмечена.", do="Сначала отметьте явку.")
        if on < duty.appeared_on:
            raise Invalid([Problem("told_on", "Сообщено: раньше явки")])
        number = clean(number)
        if len(number) > NUMBER_LENGTH:
            raise Invalid([Problem("told_number", f"Исходящий номер: не длиннее {NUMBER_LENGTH} знаков")])
        duty.told_on, duty.told_number = on, number
        kind = rules.duty_kind(duty.kind)
        disclosures.note(
            register,
            session,
            patient_id=duty.patient_id,
            told_on=on,
            recipient=next((body.name for body in rules.subjects(on) if body.code == kind.controller), kind.controller),
            what="копия судебного решения с отметкой о явке",
            ground=kind.disclosure,
            basis=f"решение суда от {show(duty.decided_on)}",
            letter=number,
        )
    return duty


def finish(register: Register, duty_id: int, on: date, result: DutyResult) -> Duty:
    """The duty ended."""
    with register.write("duties.finish") as session:
        duty = _one_on(session, duty_id, "ended_on", "Окончание", on, register.today())
        if duty.ended_on is not None and duty.result is not None:
            raise UserError(
                f"Обязанность уже окончена {show(duty.ended_on)}: {duty.result.label}.",
                do="Если запись ошибочна, зачеркните её в карте и внесите заново.",
            )
        if duty.appeared_on is not None and on < duty.appeared_on:
            raise Invalid([Problem("ended_on", "Окончание: раньше явки")])
        duty.ended_on, duty.result = on, result
    return duty


def _one_on(session: Session, duty_id: int, field: str, title: str, on: date, today: date) -> Duty:
    duty = session.get(Duty, duty_id)
    if duty is None:
        raise NotFound("Такой обязанности в реестре нет.")
    if not duty.decided_on <= on <= today:
        raise Invalid([Problem(field, f"{title}: между решением суда и сегодняшним днём")])
    return duty


def is_under_duty(session: Session, patient_id: int) -> bool:
    """Whether a court's duty of the patient has not ended."""
    query = sa.select(Duty.id).where(Duty.patient_id == patient_id, Duty.ended_on.is_(None)).limit(1)
    return session.scalar(query) is not None


def listing(register: Register, patient_id: int) -> list[Duty]:
    """All duties of a patient, the newest first."""
    with register.read("patients.look") as session:
        return list(
            session.scalars(sa.select(Duty).where(Duty.patient_id == patient_id).order_by(Duty.decided_on.desc()))
        )
