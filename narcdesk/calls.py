"""Whom the office calls today, one line a person: everybody who is to come, to be heard of, or to sign something.

The list is taken from what is due (`tasks`), so whoever has been seen to since is not in it; it is printed, worked
through by hand and destroyed, because it holds names. So it says no more than the call needs: that he is to come and by
which day, never to whom else he was sent, by whose decision, or for what illness.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from narcdesk import tasks
from narcdesk.dates import show
from narcdesk.identifiers import phone
from narcdesk.names import search_key
from narcdesk.patients import Patient, Representative
from narcdesk.register import Register
from narcdesk.tasks import Task
from narcdesk.treatments import StepKind

TALK, PAPER, COME = "поговорить, назначено на", "подписать бумаги заново, срок", "прийти в кабинет до"
BY_NOW = {  # kinds that one is called about on their day and after it, and what the sheet says before the day
    "visits": "",  # as the row of what is due says it
    "patronage": TALK,
    "motivation_contacts": TALK,
    "talks": TALK,
    "plan_steps": "прийти, назначено на",
    "plan_beginnings": "начать по плану до",
    "back_for_outpatient_stage": "прийти в кабинет, ждём к",
    "stay_returns": "вернуться до",
    "referred_here": COME,
    "work_help": "спросить, что вышло, до",
}
AHEAD = {  # and those that one is called about before it
    "court_appearances": COME,
    "birthdays": PAPER,
    "ending_consents": PAPER,
    "certificates": "срок бумаги",
}
UNDATED = {"no_shows": "давно не был, пригласить", "referred_here": "ещё не был, пригласить"}  # whose term no act sets
MOST = 500  # rows of one kind: more nobody calls in a day


@dataclass(frozen=True)
class Call:
    """One person to be called: the numbers, and everything that he is called about."""

    patient_id: int
    name: str
    birth: str
    phones: tuple[str, ...]
    reasons: tuple[str, ...]


def listing(register: Register, *, mine: bool = False) -> list[Call]:
    """Who is to be called today, in the order of the alphabet."""
    about: dict[int, list[str]] = {}
    for kind in dict.fromkeys((*BY_NOW, *AHEAD, *UNDATED)):
        (found,) = tasks.due(register, mine=mine, kind=kind, limit=MOST)
        for task in found.tasks:
            reason = _reason(kind, task, register.today())
            if reason and task.patient_id != tasks.NO_CARD and reason not in about.setdefault(task.patient_id, []):
                about[task.patient_id].append(reason)
    with register.read("patients.look") as session:
        people = session.scalars(sa.select(Patient).where(Patient.id.in_(about))).all()
        speaking = session.scalars(sa.select(Representative).where(Representative.patient_id.in_(about))).all()
    day = register.today()
    calls = [
        Call(
            patient.id,
            patient.full_name,
            patient.birth.shown,
            tuple(_phones(patient, [one for one in speaking if one.patient_id == patient.id], day)),
            tuple(about[patient.id]),
        )
        for patient in people
    ]
    return sorted(calls, key=lambda call: search_key(call.name))


def _reason(kind: str, task: Task, day: date) -> str:
    """What the sheet says of a task; "" where nobody is called about it on this day."""
    if task.due is None:
        return UNDATED.get(kind, "")
    if task.part == StepKind.STAGE or (kind not in AHEAD and task.due > day):
        return ""  # another stage is the doctor's to decide: nobody comes for it
    words = AHEAD.get(kind) or BY_NOW[kind]
    return f"{words} {show(task.due)}" if words else task.said


def _phones(patient: Patient, speaking: Sequence[Representative], day: date) -> Iterator[str]:
    """The person's own number; of a minor also of who speaks for him, with his name."""
    if patient.phone:
        yield phone(patient.phone).shown
    for one in speaking if patient.is_minor_on(day) else ():
        if one.phone and one.is_valid_on(day):
            yield f"{phone(one.phone).shown} ({one.full_name})"
