"""The day agreed with a person, as the first screen moves it on: he came, he did not, he comes another day.

A visit and a contact of patronage hold the next day themselves. By one keystroke the next one is as far off as the last
was, but no further than the order of the person's observation lets; after a day missed it is a week on. These are
proposals of the office, shown before the key is pressed: a term of the law they are not, and any of them can be moved.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import observation, patients, patronage, treatments
from narcdesk.dates import add_months, show
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.observation import TestResult, Visit
from narcdesk.patronage import Contact, Patronage
from narcdesk.register import Register
from narcdesk.working_days import calendar_of

AGAIN = timedelta(days=7)  # after a day missed
FROM_THE_LIST = "договорились заново"  # why, where nobody was asked
FARTHEST = 366  # days ahead that anything is agreed for

T = TypeVar("T")


def together(register: Register, acts: Sequence[Callable[[Register], T]]) -> list[T]:
    """Several acts as one: all of them stand, or none, and they are taken back together."""
    with register.together():
        return [act(register) for act in acts]


# Visits


def next_if_came(register: Register, visit_id: int) -> date | None:
    """When a person who comes today would come next: after as long as was agreed last, no later than his order lets."""
    with register.read("patients.look") as session:
        visit = _visit(session, visit_id)
        if visit.next_on is None:
            return None
        today = register.today()
        wanted = today + (visit.next_on - visit.on)
        rhythm = observation.rhythm(session, visit.patient_id, today)
        if rhythm is not None and rhythm.interval is not None and rhythm.interval.every is not None:
            every, unit = rhythm.interval.every, rhythm.interval.unit
            wanted = min(wanted, today + timedelta(weeks=every) if unit == "week" else add_months(today, every))
        return _workday(register, wanted, after=today)


def next_if_missed(register: Register) -> date:
    """When somebody who did not come is called again."""
    return _workday(register, register.today() + AGAIN, after=register.today())


def _workday(register: Register, day: date, *, after: date) -> date:
    """The working day on or before a day: no later than was meant; but later than today."""
    calendar = calendar_of(register)
    found = day if calendar.is_working_day(day) else calendar.add_working_days(day, -1)
    return found if found > after else calendar.add_working_days(after, 1)


def came(register: Register, visit_id: int) -> Visit:
    """The person of an appointed visit came today; no test was made."""
    following = next_if_came(register, visit_id)
    with register.read("patients.look") as session:
        patient_id = _visit(session, visit_id).patient_id
    typed = {"on": register.today(), "kept": True, "test": TestResult.NONE, "next_on": following}
    return treatments.visit(register, patient_id, typed)


def missed(register: Register, visit_id: int) -> Visit:
    """The person of an appointed visit did not come on the day agreed; he is called again a week on."""
    with register.read("patients.look") as session:
        visit = _visit(session, visit_id)
        if visit.next_on is None or visit.next_on > register.today():
            raise UserError(
                "День явки ещё не наступил: отметить неявку нельзя.", do="Если нужен другой день, перенесите."
            )
        typed = {"on": visit.next_on, "kept": False, "test": TestResult.NONE, "next_on": next_if_missed(register)}
    return treatments.visit(register, visit.patient_id, typed)


def move_visit(register: Register, visit_id: int, day: date, why: str = FROM_THE_LIST) -> Visit:
    """The next visit is on another day than was agreed at this one; the card remembers from which, and why."""
    with register.read("patients.look") as session:
        visit = _visit(session, visit_id)
        last = observation.last_visit(session, visit.patient_id)
        if last is None or last.id != visit_id or visit.next_on is None:
            raise UserError("Эта явка уже состоялась или отменена.", do="Обновите список: F5.")
    to = _good(register, day, not_before=visit.on)
    if to != visit.next_on:
        typed = {"agreed_on": register.today(), "to": to, "why": why}
        observation.move(register, visit.patient_id, typed)
    with register.read("patients.look") as session:
        return _visit(session, visit_id)


# Contacts of patronage


def contacted(register: Register, patronage_id: int) -> Contact:
    """A contact was made today, in the way of the last one; the next is as far off as this was."""
    with register.read("patients.look") as session:
        last = _last_contact(session, patronage_id)
        following = _next_contact(register, last)
    typed = {"on": register.today(), "way": last.way, "next_on": following}
    return patronage.contact(register, patronage_id, typed)


def next_if_contacted(register: Register, patronage_id: int) -> date | None:
    """When the next contact would be after one today."""
    with register.read("patients.look") as session:
        return _next_contact(register, _last_contact(session, patronage_id))


def _next_contact(register: Register, last: Contact) -> date | None:
    today = register.today()
    return _workday(register, today + (last.next_on - last.on), after=today) if last.next_on else None


def move_contact(register: Register, patronage_id: int, day: date) -> Contact:
    """The next contact is on another day than was agreed."""
    with register.write("patronage.move") as session:
        last = _last_contact(session, patronage_id)
        programme = session.get_one(Patronage, patronage_id)
        if programme.closed_on is not None or last.next_on is None:
            raise UserError("Контакт по этой программе уже не назначен.", do="Обновите список: F5.")
        patients.living(patients.known(session, last.patient_id), register.today())
        last.next_on = _good(register, day, not_before=last.on)
    return last


def _good(register: Register, day: date, *, not_before: date) -> date:
    """A day that something may be moved to."""
    today = register.today()
    if day < max(today, not_before):
        raise Invalid([Problem("on", "Новый день: уже прошёл")])
    if day > today + timedelta(days=FARTHEST):
        raise Invalid([Problem("on", f"Новый день: не позже {show(today + timedelta(days=FARTHEST))}")])
    return day


def _visit(session: Session, visit_id: int) -> Visit:
    visit = session.scalar(sa.select(Visit).where(Visit.id == visit_id))
    if visit is None:
        raise NotFound("Такой явки в реестре нет.")
    return visit


def _last_contact(session: Session, patronage_id: int) -> Contact:
    contact = session.scalar(
        sa.select(Contact)
        .where(Contact.patronage_id == patronage_id)
        .order_by(Contact.on.desc(), Contact.id.desc())
        .limit(1)
    )
    if contact is None:
        raise NotFound("Контактов по этой программе нет.")
    return contact
