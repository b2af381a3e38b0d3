"""The first screen: what is overdue, what is for today, what comes soon, what is waited for."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from narcdesk import administration, calls, tasks
from narcdesk.dates import plural, show_long
from narcdesk.forms import papers, sheets
from narcdesk.tasks import Due, Task, Urgency
from ui import messages
from ui.backing_up import LateBackup
from ui.desk import Desk
from ui.fields import CheckField, ChoiceField
from ui.filter_bar import FilterBar
from ui.keys_tab import DueSheet
from ui.list_export import ListExport
from ui.page import Page, Searched
from ui.pdf_view import PdfDialog
from ui.people_box import PeopleBox
from ui.pieces import Banner, Button, EmptyState, Flow, PageHeader, PrimaryButton, QuietButton, clear, column, held, row
from ui.table import Heading
from ui.task_list import TaskList
from ui.transfer_page import AwaitingTransfer
from ui.unfinished import Unfinished
from ui.week_page import WeekPage

HEADINGS = {
    Urgency.OVERDUE: Heading(Urgency.OVERDUE.label, "danger"),
    Urgency.TODAY: Heading(Urgency.TODAY.label, "primary"),
    Urgency.SOON: Heading(Urgency.SOON.label, "muted"),
    Urgency.WAITING: Heading(Urgency.WAITING.label, "muted"),
}
ALL = "all"  # kinds
NOTHING = ("На сегодня дел нет", "Здесь появятся явки, ответы органа, сроки сертификатов и судов.")
WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")


class TodayPage(Searched, Page):
    """What is due, in four groups; arrows and Enter, or the button of a row, lead to where it is done."""

    finds_people = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.box = PeopleBox(desk)
        self.new_button = PrimaryButton("Новый пациент", self.box.enter, icon="plus", key="Ctrl+N")
        self.header = PageHeader("Сегодня", "", [self.box, self.new_button])
        nothing = EmptyState("sun", *NOTHING)
        self.list = TaskList(desk, empty=nothing, heading=lambda task: HEADINGS[task.urgency])
        self.table = self.list.table
        self.kind = ChoiceField("kind", "Вид дел", {ALL: "Все"}, chars=30)
        self.mine = CheckField("mine", "Только мои")
        self.mine.box.setToolTip("Тех, кого последним принимали вы, и тех, кого ещё никто не принимал.")
        self.filter = FilterBar([self.kind, self.mine])
        self.week_button = Button("Неделя", self.show_week, icon="calendar-days", key="F11")
        self.calls_button = Button("Список для обзвона", self.print_calls, icon="printer", key="Ctrl+P")
        self._rest = Flow(gap=8)
        self.rest = held(self._rest)  # what the screen does not hold of each kind
        self._shown = (ALL, False)  # the kind, whether mine alone
        self._clock = column(gap=8)
        self.unfinished = Unfinished(self)
        self.due_sheet = DueSheet(desk, self.new_button)
        self.late_backup = LateBackup(desk, self.new_button)
        self.awaiting_transfer = AwaitingTransfer(self)
        told = (self._clock, self.due_sheet, self.late_backup, self.unfinished, self.awaiting_transfer)
        self.export = ListExport(self, desk, lambda: self.table, lambda: "Дела на сегодня", filtered=self._filtered)
        export = self.export.button()
        beside = row(self.filter, export, self.calls_button, self.week_button, grows=self.filter)
        for button in (export, self.calls_button, self.week_button):
            beside.setAlignment(button, Qt.AlignmentFlag.AlignBottom)
        self._nothing = nothing
        self.setLayout(column(self.header, *told, beside, self.rest, self.list, gap=12, grows=self.list))
        self.box.opens.connect(self.opens)
        self.box.serve(self.table)
        self.list.opens.connect(self.opens)
        self.filter.changed.connect(self._show_tasks)

    def refresh(self) -> None:
        self._show_tasks()
        self._say_of_the_clock()
        self.due_sheet.refresh()
        self.late_backup.refresh()
        self.unfinished.refresh()
        self.awaiting_transfer.refresh()

    def _show_tasks(self) -> None:
        """The tasks that the filter asks for; of one kind all of them by pages, of all kinds what a screen is for."""
        mine = self.filter.is_on("mine")
        found = self.desk.ask(tasks.due, mine=mine)
        options = {one.kind: f"{one.title} — {one.count}" for one in found if one.count}
        kind = str(self.kind.value() or ALL)
        chosen = kind if kind in {one.kind for one in found} else ALL
        titles = {one.kind: one.title for one in found}
        words = {ALL: f"Все — {sum(one.count for one in found)}", **options}
        if chosen != ALL and chosen not in words:
            words[chosen] = f"{titles[chosen]} — 0"
        self.kind.offer(words)
        self.kind.set_value(chosen)
        self._say_when_nothing(is_narrowed=mine or chosen != ALL)
        if chosen == ALL:
            self.list.show_tasks(tasks.in_order(found))
        else:
            page = partial(self._page, chosen, mine)
            self.list.show_from(page, is_new=self._shown != (chosen, mine))
        self._shown = (chosen, mine)
        self._say_how_many(found, is_whole=chosen == ALL)

    def _filtered(self) -> str:
        return ", ".join(filter(None, (self.kind.typed(), "только мои" if self.filter.is_on("mine") else "")))

    def _page(self, kind: str, mine: bool, offset: int, limit: int) -> list[Task]:
        return self.desk.ask(tasks.due, mine=mine, kind=kind, offset=offset, limit=limit)[0].tasks

    def _say_when_nothing(self, *, is_narrowed: bool) -> None:
        if is_narrowed:
            self._nothing.show_words("По этому отбору дел нет", "Снимите отбор над списком, чтобы увидеть остальные.")
        else:
            self._nothing.show_words(*NOTHING)

    def _say_how_many(self, found: Sequence[Due], *, is_whole: bool) -> None:
        count = sum(one.count for one in found)
        late = sum(task.urgency is Urgency.OVERDUE for one in found for task in one.tasks)
        cut = [one for one in found if one.count > len(one.tasks)]
        told = [plural(count, "дело", "дела", "дел")] * bool(count)
        told += [plural(late, "просрочено", "просрочены", "просрочено")] * (bool(late) and not cut)
        today = self.desk.today()
        day = f"{WEEKDAYS[today.weekday()]}, {show_long(today)}"
        self.header.show_words("Сегодня", " · ".join(filter(None, (day, ", ".join(told)))))
        while item := self._rest.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in cut if is_whole else ():
            words = f"{one.title}: ещё {one.count - len(one.tasks)} — открыть список"
            self._rest.addWidget(QuietButton(words, partial(self.show_kind, one.kind), icon="chevron-right"))
        self.rest.setVisible(bool(cut) and is_whole)

    def show_kind(self, kind: str) -> None:
        """All tasks of one kind."""
        self.kind.set_value(kind)
        self._show_tasks()
        self.table.setFocus()

    def show_week(self) -> None:
        """The same by the days of a week."""
        self.opens.emit(WeekPage(self.desk))

    def print_calls(self) -> None:
        """The list of whom to call today, to be printed; it holds names, so its way out is journalled."""
        found = self.desk.ask(calls.listing, mine=self.filter.is_on("mine"))
        if not found:
            messages.inform(self, "Звонить сегодня некому.")
            return
        paper = self.desk.do(self, sheets.prepare, "spisok_obzvona", found)
        if paper is not None:
            pdf = self.desk.ask(papers.pdf, [paper])
            PdfDialog(self, self.desk, paper.title, pdf, paper.public_id, [paper]).open()

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
