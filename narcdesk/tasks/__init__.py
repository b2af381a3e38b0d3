"""What is due in the office: computed from the nouns each time, stored nowhere else, so that it is never stale.

One file of `kinds/` is one kind of what may be due, and being in the folder is being registered: it holds
`found(register, session, asked)`, and its name for the filter, `TITLE`. A term that no act confirms gives no date: the
row then says that the region's term is not set.
"""

import importlib
import pkgutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache

from narcdesk.register import Register
from narcdesk.tasks import kinds
from narcdesk.tasks.asked import LIMIT, Asked
from narcdesk.tasks.task import NO_CARD, Found, Task, Urgency, What, urgency_of

__all__ = [
    "LIMIT",
    "NO_CARD",
    "SOON",
    "UNSURE",
    "WEEK",
    "Due",
    "Task",
    "Urgency",
    "What",
    "due",
    "in_order",
    "of_patient",
    "of_week",
    "today",
    "urgency_of",
]

SOON = timedelta(days=14)  # how long ahead an ending certificate and an answer are shown
WEEK = timedelta(days=6)  # how long ahead a visit is shown: today and six days more
UNSURE = "проверьте дату"  # what is said of a deadline while the clock is doubted
A_WEEK_OF = 1000  # rows of one kind in a week: beyond it the counts of its days would not be true


@dataclass(frozen=True)
class Due:
    """What is due of one kind: its tasks as far as they were asked for, and how many there are in all."""

    kind: str  # the name of its file
    title: str
    tasks: list[Task] = field(default_factory=list)
    count: int = 0


@dataclass(frozen=True)
class _Kind:
    name: str
    title: str
    found: Found


@cache
def _kinds() -> tuple[_Kind, ...]:
    names = sorted(found.name for found in pkgutil.iter_modules(kinds.__path__))
    modules = ((name, importlib.import_module(f"{kinds.__name__}.{name}")) for name in names)
    return tuple(_Kind(name, getattr(module, "TITLE", ""), module.found) for name, module in modules)


def today(register: Register) -> list[Task]:
    """Everything that is due, the most overdue first; of each kind no more than a screen is for."""
    return in_order(due(register))


def due(
    register: Register, *, mine: bool = False, kind: str = "", offset: int = 0, limit: int | None = None
) -> list[Due]:
    """What is due by kinds: all of them, or one page of one; `mine` is of those whom nobody else received last."""
    day = register.today()
    who = register.person.id if mine else None
    asked = Asked(day, day + SOON, day + WEEK, mine=who, limit=limit or LIMIT, offset=offset)
    return _found(register, asked, kind)


def of_week(register: Register, monday: date, *, mine: bool = False) -> list[Due]:
    """What is due in the seven days from a Monday on, by kinds."""
    sunday, who = monday + WEEK, register.person.id if mine else None
    asked = Asked(register.today(), sunday, sunday, mine=who, since=monday, limit=A_WEEK_OF)
    found = _found(register, asked)
    return [replace(one, tasks=[task for task in one.tasks if _is_in(task.due, monday, sunday)]) for one in found]


def _is_in(day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= last


def of_patient(register: Register, patient_id: int) -> list[Task]:
    """Everything that is due of one patient, however far ahead."""
    return in_order(_found(register, Asked(register.today(), date.max, date.max, patient_id)))


def in_order(found: Iterable[Due]) -> list[Task]:
    """The tasks of all kinds together, the most overdue first."""
    order = {urgency: place for place, urgency in enumerate(Urgency)}
    tasks = [task for one in found for task in one.tasks]
    return sorted(tasks, key=lambda task: (order[task.urgency], task.due or date.max, task.who))


def _found(register: Register, asked: Asked, kind: str = "") -> list[Due]:
    register.person.must("tasks.today")
    found = []
    with register.read() as session:
        for one in _kinds():
            if kind in ("", one.name):
                own = replace(asked, counts=[])
                tasks = list(one.found(register, session, own))
                count = _count(own, tasks)
                found.append(Due(one.name, one.title or (tasks[0].title if tasks else ""), tasks, count))
    if register.clock_doubt:
        found = [replace(one, tasks=[_unsure(task) for task in one.tasks]) for one in found]
    return found


def _count(asked: Asked, tasks: Sequence[Task]) -> int:
    """How many there are of a kind, on the page or not."""
    if (len(tasks) < asked.limit and not asked.offset) or not asked.counts:
        return asked.offset + len(tasks)
    return sum(asked.counts)


def _unsure(task: Task) -> Task:
    return replace(task, said=f"{task.said} · {UNSURE}") if task.due else task
