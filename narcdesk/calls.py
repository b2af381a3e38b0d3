"""Whom the office calls today, one line a person: who has missed or has a visit, a contact due, a paper that runs out.

The list is taken from what is due (`tasks`), so whoever has been seen to since is not in it; it is printed, worked
through by hand and destroyed, because it holds names.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from narcdesk import tasks
from narcdesk.identifiers import phone
from narcdesk.names import search_key
from narcdesk.patients import Patient, Representative
from narcdesk.register import Register

BY_NOW = ("visits", "patronage")  # kinds that one is called about on their day and after it
AHEAD = ("ending_consents", "certificates")  # and those that one is called about before it
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
    for kind in (*BY_NOW, *AHEAD):
        (found,) = tasks.due(register, mine=mine, kind=kind, limit=MOST)
        for task in found.tasks:
            if kind in AHEAD or (task.due is not None and task.due <= register.today()):
                about.setdefault(task.patient_id, []).append(f"{task.title}: {task.said}")
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


def _phones(patient: Patient, speaking: Sequence[Representative], day: date) -> Iterator[str]:
    """The person's own number; of a minor also of who speaks for him, with his name."""
    if patient.phone:
        yield phone(patient.phone).shown
    for one in speaking if patient.is_minor_on(day) else ():
        if one.phone and one.is_valid_on(day):
            yield f"{phone(one.phone).shown} ({one.full_name})"
