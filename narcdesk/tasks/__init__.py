"""What is due in the office: computed from the nouns each time, stored nowhere else, so that it is never stale.

One file of `kinds/` is one kind of what may be due, and being in the folder is being registered: it holds
`found(register, session, asked)`. A term that no act confirms gives no date: the row then says that the region's term
is not set.
"""

import importlib
import pkgutil
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from narcdesk.register import Register
from narcdesk.tasks import kinds
from narcdesk.tasks.task import LIMIT, Asked, Found, Task, Urgency, What, rank, urgency_of

__all__ = ["LIMIT", "SOON", "UNSURE", "WEEK", "Task", "Urgency", "What", "of_patient", "today", "urgency_of"]

SOON = timedelta(days=14)  # how long ahead an ending certificate and an answer are shown
WEEK = timedelta(days=6)  # how long ahead a visit is shown: today and six days more
UNSURE = "проверьте дату"  # what is said of a deadline while the clock is doubted


@cache
def _kinds() -> tuple[Found, ...]:
    names = sorted(found.name for found in pkgutil.iter_modules(kinds.__path__))
    return tuple(importlib.import_module(f"{kinds.__name__}.{name}").found for name in names)


def today(register: Register) -> list[Task]:
    """Everything that is due, the most overdue first."""
    day = register.today()
    return _found(register, Asked(day, day + SOON, day + WEEK, limit=LIMIT))


def of_patient(register: Register, patient_id: int) -> list[Task]:
    """Everything that is due of one patient, however far ahead."""
    return _found(register, Asked(register.today(), date.max, date.max, patient_id))


def _found(register: Register, asked: Asked) -> list[Task]:
    register.person.must("tasks.today")
    with register.read() as session:
        found = [task for found_of in _kinds() for task in found_of(register, session, asked)]
    if register.clock_doubt:
        found = [replace(task, said=f"{task.said} · {UNSURE}") if task.due else task for task in found]
    return sorted(found, key=lambda task: (*rank(task.due, asked.day), task.who))
