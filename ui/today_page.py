"""The first screen: what is overdue, what is for today, what comes soon, what is waited for."""

from datetime import date

from PySide6.QtWidgets import QWidget

from narcdesk import administration, certificates, search, tasks
from narcdesk.dates import days_phrase, plural, show_long
from narcdesk.tasks import Task, Urgency, What
from ui import messages
from ui.application_page import ApplicationPage
from ui.backing_up import LateBackup
from ui.desk import Desk
from ui.keys_tab import DueSheet
from ui.page import Page
from ui.patient_dialog import PatientDialog
from ui.patient_page import PatientPage
from ui.patients_page import PatientsPage
from ui.pieces import Banner, Card, EmptyState, PageHeader, PrimaryButton, clear, column
from ui.search_box import SearchBox
from ui.table import Column, Heading, RowsTable
from ui.taking_up import PLACES
from ui.unfinished import Unfinished

HEADINGS = {
    Urgency.OVERDUE: Heading(Urgency.OVERDUE.label, "danger"),
    Urgency.TODAY: Heading(Urgency.TODAY.label, "primary"),
    Urgency.SOON: Heading(Urgency.SOON.label, "muted"),
    Urgency.WAITING: Heading(Urgency.WAITING.label, "muted"),
}
TONES = {Urgency.OVERDUE: "danger", Urgency.TODAY: "warn", Urgency.SOON: "primary", Urgency.WAITING: "muted"}
WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")


class TodayPage(Page):
    """What is due, in four groups; arrows and Enter, or the button of a row, lead to where it is done."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.box = SearchBox("Найти человека, заявку, карту — Ctrl+F", chars=36)
        self.new_button = PrimaryButton("Новый пациент", self.enter, icon="plus", key="Ctrl+N")
        self.header = PageHeader("Сегодня", "", [self.box, self.new_button])
        hint = "Здесь появятся явки, ответы органа, сроки сертификатов и судов."
        nothing = EmptyState("sun", "На сегодня дел нет", hint)
        self.table: RowsTable[Task] = RowsTable(
            "Дела",
            self._columns(),
            key=lambda task: (task.what, task.record_id),
            tall=True,
            titles=False,
            empty=nothing,
            heading=lambda task: HEADINGS[task.urgency],
        )
        self._clock = column(gap=8)
        self.unfinished = Unfinished(self)
        self.due_sheet = DueSheet(desk, self.new_button)
        self.late_backup = LateBackup(desk, self.new_button)
        card = Card("", self.table, flush=True)
        told = (self._clock, self.due_sheet, self.late_backup, self.unfinished)
        self.setLayout(column(self.header, *told, card, gap=12, grows=card))
        self.box.entered.connect(self._search_patients)
        self.box.went_down.connect(self.table.setFocus)
        self.table.typed.connect(self._take_letters)
        self.table.opened.connect(self.take_up)

    def _columns(self) -> list[Column[Task]]:
        return [
            Column("", lambda task: task.title, 14, pill=True, tone=lambda task: TONES[task.urgency]),
            Column("", lambda task: task.who, 32, strong=True),
            Column("", lambda task: _said(task, self.desk.today()), lines=2, tone=lambda task: "muted"),
            Column("", lambda task: PLACES[task.what].verb, 15, align="right", link=True),
        ]

    def refresh(self) -> None:
        found = self.desk.ask(tasks.today)
        self.table.show_rows(found)
        late = sum(task.urgency is Urgency.OVERDUE for task in found)
        told = [plural(len(found), "дело", "дела", "дел")] * bool(found)
        told += [plural(late, "просрочено", "просрочены", "просрочено")] * bool(late)
        today = self.desk.today()
        day = f"{WEEKDAYS[today.weekday()]}, {show_long(today)}"
        self.header.show_words("Сегодня", " · ".join(filter(None, (day, ", ".join(told)))))
        self._say_of_the_clock()
        self.due_sheet.refresh()
        self.late_backup.refresh()
        self.unfinished.refresh()

    def _say_of_the_clock(self) -> None:
        """A clock that cannot be believed: terms and the days on papers are reckoned by it."""
        clear(self._clock)
        if doubt := self.desk.register.clock_doubt:
            offer = ("Дата верна…", self.trust_clock) if self.desk.may("office.trust_clock") else ("", None)
            banner = Banner("warn", doubt, *offer)
            self._clock.addWidget(banner)
            if banner.button is not None:
                self.setTabOrder(self.new_button, banner.button)  # made last, it would be the last stop of Tab

    def trust_clock(self) -> None:
        """Go on with this date: the head answers for it, and it is journalled."""
        heading = f"На компьютере {show_long(self.desk.today())}. Эта дата верна?"
        text = "По ней считаются сроки и ставятся даты в бумагах. Если она неверна, исправьте её в параметрах Windows."
        answers = {"stay": "&Исправлю дату", "trust": "&Дата верна"}
        if messages.ask(self, heading, text, answers, safe="stay", danger="trust") == "trust":
            self.desk.do(self, administration.trust_clock)

    def first_stop(self) -> QWidget:
        return self.table

    def search(self) -> bool:
        self.box.setFocus()
        self.box.selectAll()
        return True

    def _take_letters(self, letters: str) -> None:
        self.box.setFocus()
        self.box.insert(letters)

    def _search_patients(self) -> None:
        """The words go on to the list of patients."""
        if text := self.box.text().strip():
            self.box.clear()
            self.opens.emit(PatientsPage(self.desk, text))

    def take_up(self, task: Task) -> None:
        """Go to where a task is done."""
        if task.what is What.APPLICATION:
            self.opens.emit(ApplicationPage(self.desk, task.record_id))
        elif task.what is What.CERTIFICATE:
            self.opens.emit(ApplicationPage(self.desk, self.desk.ask(certificates.one, task.record_id).application_id))
        else:
            page = PatientPage(self.desk, task.patient_id)
            self.opens.emit(page)
            page.take_up(task)

    def enter(self) -> None:
        """A new card."""
        dialog = PatientDialog(self, self.desk, typed=search.as_card(self.box.text()))
        dialog.saved.connect(lambda patient: self.show_card(patient.id))
        dialog.recognised.connect(self.show_card)
        dialog.open()

    def show_card(self, patient_id: int) -> None:
        """Open a card over this page."""
        self.opens.emit(PatientPage(self.desk, patient_id))


def _said(task: Task, today: date) -> str:
    """What is due; of what is overdue also how long."""
    late = days_phrase((today - task.due).days) if task.due and task.due < today else ""
    return " · ".join(filter(None, (task.said, late)))
