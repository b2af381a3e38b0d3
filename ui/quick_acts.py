"""What is done about a task by one keystroke on its row, without opening the card; every act of it is offered back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from narcdesk import appointments, duties
from narcdesk.dates import show
from narcdesk.duties import NoticeEvent
from narcdesk.register import Register
from narcdesk.tasks import Task, What
from ui.desk import Desk

DONE, MISSED, MOVE = "Insert", "Del", "F4"  # keys

Act = Callable[[Register], Any]


@dataclass(frozen=True)
class Quick:
    """One keystroke: its verb, the act for a task, when it may be done, and the day that it proposes next."""

    key: str
    verb: str
    act: Callable[[Desk, Task], Act]
    may: Callable[[Task, date], bool] = lambda task, today: True
    following: Callable[[Desk, Task], date | None] = lambda desk, task: None
    asks: str = ""  # what is asked first, of an act that cannot be taken back
    called: str = "далее"

    def words(self, desk: Desk, task: Task) -> str:
        """What its button says of a task: «Явился, далее 30.03.2026»."""
        day = self.following(desk, task)
        return f"{self.verb}, {self.called} {show(day)}" if day else self.verb


def _came(_desk: Desk, task: Task) -> Act:
    return partial(appointments.came, visit_id=task.record_id)


def _missed(_desk: Desk, task: Task) -> Act:
    return partial(appointments.missed, visit_id=task.record_id)


def _contacted(_desk: Desk, task: Task) -> Act:
    return partial(appointments.contacted, patronage_id=task.record_id)


def _appeared(desk: Desk, task: Task) -> Act:
    return partial(duties.appeared, duty_id=task.record_id, on=desk.today())


def _told(desk: Desk, task: Task) -> Act:
    event = NoticeEvent(task.part or NoticeEvent.COMING)
    return partial(duties.told, duty_id=task.record_id, on=desk.today(), event=event)


def _has_come(task: Task, today: date) -> bool:
    return task.due is not None and task.due <= today


QUICK: dict[What, tuple[Quick, ...]] = {
    What.VISIT: (
        Quick(
            DONE,
            "Явился",
            _came,
            following=lambda desk, task: desk.ask(appointments.next_if_came, task.record_id),
        ),
        Quick(
            MISSED,
            "Не явился",
            _missed,
            may=_has_come,
            following=lambda desk, _task: desk.ask(appointments.next_if_missed),
            called="вызвать",
        ),
    ),
    What.PATRONAGE: (
        Quick(
            DONE,
            "Контакт был",
            _contacted,
            following=lambda desk, task: desk.ask(appointments.next_if_contacted, task.record_id),
        ),
    ),
    What.DUTY: (Quick(DONE, "Явился сегодня", _appeared),),
    What.NOTICE: (
        Quick(
            DONE,
            "Сообщено сегодня",
            _told,
            asks="Отметить, что сообщение ушло сегодня? Передача сведений запишется в журнал, отменить её нельзя.",
        ),
    ),
}

MOVES: dict[What, Callable[[Register, int, date], Any]] = {
    What.VISIT: appointments.move_visit,
    What.PATRONAGE: appointments.move_contact,
}
