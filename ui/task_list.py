"""The list of what is due and the keys under it: where a row leads, and what is done about it without leaving it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from narcdesk import appointments, batches, certificates, observation, patients, patronage
from narcdesk.dates import days_phrase, plural
from narcdesk.register import Register
from narcdesk.tasks import NO_CARD, Task, Urgency, What
from narcdesk.working_days import calendar_of
from ui import messages, moving, visit_dialogs
from ui.application_page import ApplicationPage
from ui.batches_page import BatchesPage
from ui.desk import Desk
from ui.duties_page import DutiesPage
from ui.fact_dialog import FactDialog
from ui.page import Page
from ui.patient_page import PatientPage
from ui.pieces import Button, Card, Elided, held, row
from ui.quick_acts import DONE, MISSED, MOVE, MOVES, QUICK, Quick
from ui.referrals_page import ReferralsPage
from ui.table import Column, Heading, RowsTable
from ui.taking_up import PLACES

TONES = {Urgency.OVERDUE: "danger", Urgency.TODAY: "warn", Urgency.SOON: "primary", Urgency.WAITING: "muted"}
CERTIFICATES = (What.CERTIFICATE, What.PROVIDER_ACT, What.SETTLEMENT, What.EXCLUDED)
FORMS: dict[What, tuple[Callable[[Register, int], Sequence[Any]], Callable[..., FactDialog]]] = {
    What.VISIT: (observation.visits, lambda parent, desk, patient, _: visit_dialogs.move(parent, desk, patient)),
    What.PATRONAGE: (patronage.listing, moving.contact),
}


class TaskList(Card):
    """Rows of what is due; arrows and Enter lead to where one is done, a key under the list does it here.

    With several rows marked (F8) a key does the same about all of them, as one act that is taken back as one.
    """

    opens = Signal(object)  # a page

    def __init__(self, desk: Desk, *, empty: QWidget, heading: Callable[[Task], Heading] | None = None) -> None:
        self.desk = desk
        self.table: RowsTable[Task] = RowsTable(
            "Дела",
            self._columns(),
            key=lambda task: (task.what, task.record_id, task.part),
            tall=True,
            many=True,
            titles=False,
            empty=empty,
            heading=heading,
        )
        self.table.setMinimumHeight(120)
        self.buttons = {key: Button("", partial(self._do, key), key=key, at=self.table) for key in (DONE, MISSED)}
        self.move_button = Button("Перенести…", self.postpone, key=MOVE, at=self.table)
        self.told = Elided("", "caption", "muted")
        self._line = row(*self.buttons.values(), self.move_button, self.told, grows=self.told)
        self._keys = held(self._line)
        self._keys.setContentsMargins(16, 0, 16, 0)
        super().__init__("", self.table, self._keys, flush=True)
        self.table.opened.connect(self.take_up)
        self.table.chosen.connect(lambda _row: self._offer())
        self.table.remarked.connect(self._offer)
        self._offer()

    def _columns(self) -> list[Column[Task]]:
        return [
            Column("Дело", lambda task: task.title, 14, pill=True, tone=lambda task: TONES[task.urgency]),
            Column("Кто", lambda task: task.who, 32, strong=True),
            Column("Что известно", lambda task: _said(task, self.desk.today()), lines=2, tone=lambda task: "muted"),
            Column("", lambda task: PLACES[task.what].verb, 15, align="right", link=True),
        ]

    # What it shows

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        """Show these; where the row with the cursor is gone, the cursor stays at its place."""
        at = self.table.currentIndex().row()
        self.table.show_rows(tasks)
        self._settle(at)

    def show_from(self, page: Callable[[int, int], list[Task]], *, is_new: bool) -> None:
        """Show what a query gives by pages of (offset, limit)."""
        at = self.table.currentIndex().row()
        if is_new:
            self.table.show_from(lambda wanted: page(wanted.offset, wanted.limit))
        else:
            self.table.reload()
        self._settle(at)

    def _settle(self, at: int) -> None:
        rows = self.table.rows.rows
        if self.table.current() is None and at >= 0 and rows:
            self.table.go_to(min(at, len(rows) - 1))
        if any(task not in rows for task in self.table.marked()):
            self.table.unmark_all()
        self._offer()

    # What is done from here

    def _meant(self) -> list[Task]:
        """The marked rows, or the one with the cursor."""
        current = self.table.current()
        return self.table.marked() or ([current] if current is not None else [])

    def _quick(self, key: str) -> Quick | None:
        """What a key does about all that is meant; None where it does nothing to one of them."""
        meant = self._meant()
        found = [next((q for q in QUICK.get(task.what, ()) if q.key == key), None) for task in meant]
        first = found[0] if found else None
        fits = all(
            one is not None and one is first and one.may(task, self.desk.today())
            for one, task in zip(found, meant, strict=True)
        )
        return first if fits else None

    def _offer(self) -> None:
        """The keys that do something about what is meant, and what they would do."""
        meant, marked = self._meant(), self.table.marked()
        for key, button in self.buttons.items():
            quick = self._quick(key)
            button.setVisible(quick is not None)
            if quick is not None:
                words = f"{quick.verb}: {len(marked)}" if len(marked) > 1 else quick.words(self.desk, meant[0])
                button.setText(words)
                button.setAccessibleName(words)
                button.updateGeometry()
        self.move_button.setVisible(len(meant) == 1 and meant[0].what in FORMS)
        many = f"Отмечено: {len(marked)}. F8 снимает отметку." if marked else "F8 отмечает несколько."
        self.told.setText(many if self.table.rows.rows else "")
        self._keys.setVisible(bool(self.table.rows.rows))
        self._line.activate()  # the words of a button are of this row now: its room too

    def _do(self, key: str) -> None:
        quick, meant = self._quick(key), self._meant()
        if quick is None:
            return
        if quick.asks:
            who = meant[0].who if len(meant) == 1 else plural(len(meant), "человек", "человека", "человек")
            answers = {"do": "&Отметить", "stay": "&Не отмечать"}
            if messages.ask(self, who, quick.asks, answers, safe="stay") != "do":
                return
        acts = [quick.act(self.desk, task) for task in meant]
        made = self.desk.do(self, appointments.together, acts)
        if made is not None:
            self.table.unmark_all()
            who = _named(meant[0]) if len(meant) == 1 else plural(len(meant), "человек", "человека", "человек")
            messages.inform(self, f"{who}: {quick.verb[:1].lower()}{quick.verb[1:]}.")
        self.table.setFocus()

    def postpone(self) -> FactDialog | None:
        """Another day for the row with the cursor."""
        meant = self._meant()
        if len(meant) != 1 or meant[0].what not in FORMS:
            return None
        task = meant[0]
        listing, form = FORMS[task.what]
        known = next(one for one in self.desk.ask(listing, task.patient_id) if one.id == task.record_id)
        return form(self, self.desk, self.desk.ask(patients.one, task.patient_id), known)

    def move_by(self, days: int) -> None:
        """Move what is meant by so many working days."""
        meant = self._meant()
        if meant and all(task.what in MOVES and task.due is not None for task in meant):
            calendar = self.desk.ask(calendar_of)
            acts = [
                partial(_at, MOVES[task.what], task.record_id, calendar.add_working_days(task.due, days))
                for task in meant
                if task.due is not None
            ]
            self.desk.do(self, appointments.together, acts)
            self.table.setFocus()

    def take_up(self, task: Task) -> None:
        """Go to where a task is done."""
        page: Page
        if task.what is What.APPLICATION:
            self.opens.emit(ApplicationPage(self.desk, task.record_id))
        elif task.what in CERTIFICATES:
            self.opens.emit(ApplicationPage(self.desk, self.desk.ask(certificates.one, task.record_id).application_id))
        elif task.patient_id == NO_CARD and task.what in (What.LETTER, What.ANSWER):
            self.opens.emit(BatchesPage(self.desk) if task.part == batches.FORM else DutiesPage(self.desk))
        elif task.patient_id == NO_CARD:
            self.opens.emit(ReferralsPage(self.desk, task.record_id))
        else:
            page = PatientPage(self.desk, task.patient_id)
            self.opens.emit(page)
            page.take_up(task)


def _at(move: Callable[[Register, int, date], Any], record_id: int, day: date, register: Register) -> Any:
    return move(register, record_id, day)


def _named(task: Task) -> str:
    return task.who.rpartition(",")[0] or task.who


def _said(task: Task, today: date) -> str:
    """What is due; of what is overdue also how long."""
    late = days_phrase((today - task.due).days) if task.due and task.due < today else ""
    return " · ".join(filter(None, (task.said, late)))
