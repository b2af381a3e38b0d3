"""Drafts of the statistical forms: choose, count, look who is behind a number, see what does not add up, carry over."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QTabWidget, QWidget

from narcdesk import statistics
from narcdesk.commission import unchanged
from narcdesk.counted import Counted
from narcdesk.dates import show
from narcdesk.errors import UserError
from narcdesk.register import Register
from narcdesk.statistics import Failure, Report, Spot, leaving, people, printing
from narcdesk.statistics.facts import Fact
from ui import messages, work
from ui import printing as paper
from ui.choosing_files import ask_new_file
from ui.desk import Desk
from ui.fields import ChoiceField, labelled
from ui.page import Page
from ui.patient_page import PatientPage
from ui.people_dialog import People, PeopleDialog
from ui.pieces import (
    Banner,
    Button,
    Card,
    EmptyState,
    Facts,
    Flow,
    PageHeader,
    Place,
    PrimaryButton,
    column,
    held,
    scrolled,
)
from ui.statistics_grid import FormTables
from ui.table import Column, RowsTable
from ui.work import Progress


class StatisticsPage(Page):
    """What was counted stays on the screen till it is counted again; that the register has changed since is said."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._layouts = {layout.code: layout for layout in statistics.all_layouts()}
        self._counted_at = ""  # how far the journal had come
        self.report: Report | None = None
        self.save_button = PrimaryButton("&Записать в Excel…", self.save, key="Ctrl+E")
        self.print_button = Button("&Печать…", self.print, key="Ctrl+P")
        for button in (self.save_button, self.print_button):
            button.only_if(desk.may("statistics.export"))
        self.header = PageHeader("Отчёты", _LINE, [self.print_button, self.save_button])
        self.form = ChoiceField("form", "Форма", _forms(), chars=8)
        self.year = ChoiceField("year", "Год", {}, chars=8)
        self.edition = ChoiceField("edition", "Раскладка", {}, chars=40)
        self.count_button = Button("По&дсчитать", self.count, key="Ctrl+Enter")
        self.form.edited.connect(self._offer_editions)
        for field in (self.form, self.year, self.edition):
            field.edited.connect(self._show_state)
            field.passed.connect(self.count_button.setFocus)
        bar = Flow()
        for words, field in (("&Форма", self.form), ("&Год", self.year), ("&Раскладка", self.edition)):
            bar.addWidget(labelled(words, field))
        bar.addWidget(self.count_button)
        self.banner = Banner("warn", "", "К я&чейке", self._to_the_first)
        self.tables = Place(_nothing())
        self.checks = self._checks([])
        self._place_of_checks, self.how = Place(_nothing()), Place(_nothing())
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for inner, title in (
            (self.tables, "&Таблицы"),
            (self._place_of_checks, "&Увязки"),
            (self.how, "&Как посчитано"),
        ):
            self.tabs.addTab(_padded(inner), title)
        self.setLayout(column(self.header, held(bar), self.banner, self.tabs, gap=12, grows=self.tabs))
        self._show_state()

    def refresh(self) -> None:
        years = [str(year) for year in self.desk.ask(statistics.years)]
        chosen = str(self.year.value() or "")
        self.year.offer({year: year for year in years})
        self.year.set_value(chosen if chosen in years else years[min(1, len(years) - 1)])
        if not self.form.value():
            self.form.set_value("37")
            self._offer_editions()
        self._show_state()

    def first_stop(self) -> QWidget:
        return self.form.control

    def _offer_editions(self) -> None:
        form = str(self.form.value() or "")
        offered = {code: layout.edition for code, layout in self._layouts.items() if layout.form == form}
        chosen = self.edition.value()
        self.edition.offer(offered)
        self.edition.set_value(chosen if chosen in offered else next(iter(offered), None))

    # Counting

    def count(self) -> None:
        """Count the chosen form for the chosen year, apart from the window."""
        layout, year = self._layouts.get(str(self.edition.value() or "")), str(self.year.value() or "")
        if layout is None or not year.isdecimal():
            return

        def counted(progress: Progress) -> Report:
            return self.desk.ask(statistics.count, layout, int(year), progress=progress)

        work.run(self, f"Считаем форму № {layout.form} за {year} год…", counted, self._show)

    def _show(self, report: Report) -> None:
        self.report = report
        self._seen()
        may_look = self.desk.may("patients.look_counted")
        tables = FormTables(report, "Enter — кто посчитан" if may_look else "людей за числом видят врач и заведующий")
        if may_look:
            tables.asked.connect(self.show_people)
        self.tables.hold(tables)
        self._tables = tables
        self.checks = self._checks(report.failures)
        self._place_of_checks.hold(Card("", self.checks, flush=True))
        self.tabs.setTabText(1, f"&Увязки {len(report.failures)}" if report.failures else "&Увязки")
        self.how.hold(scrolled(Card("", Facts(_once(self.desk.ask(leaving.described, report))))))
        self.tabs.setCurrentIndex(0)
        tables.grid.setFocus()

    def _checks(self, failures: Sequence[Failure]) -> RowsTable[Failure]:
        fits = EmptyState("circle-check", "Увязки сходятся", "Здесь будет то, что не сошлось, с обоими числами.")
        made: RowsTable[Failure] = RowsTable("Что не сходится", _CHECKS, empty=fits)
        made.opened.connect(lambda failure: self.go(failure.spot))
        made.show_rows(failures)
        return made

    def _seen(self) -> None:
        """What the page itself has journalled changes no number."""
        self._counted_at = self.desk.register.head.text
        self._show_state()

    def _show_state(self) -> None:
        report = self.report
        for button in (self.save_button, self.print_button):
            button.setEnabled(report is not None)
        failed = report.failures if report else []
        till = "" if report is None or report.is_whole_year else f"Год не окончен: посчитано на {show(report.day)}."
        unsure = leaving.unconfirmed(report) if report else ""
        errors = sum(one.is_error for one in failed)
        wrong = f"Увязки: не сходится {errors}, проверить {len(failed) - errors}." if failed else ""
        is_stale = report is not None and not self.desk.ask(unchanged.holds, self._counted_at)
        other = _SHOWN.format(report.layout.form, report.year) if report and not self._is_chosen(report) else ""
        stale = "После подсчёта в реестре работали: подсчитайте снова." if is_stale else ""
        self.banner.text.setText(" ".join(filter(None, (other, leaving.DRAFT, unsure, till, wrong, stale))))
        if self.banner.button:
            self.banner.button.setVisible(bool(failed))

    def _is_chosen(self, report: Report) -> bool:
        """Whether what is counted is what the fields above it say."""
        return (self.edition.value(), self.year.value()) == (report.layout.code, str(report.year))

    def go(self, spot: Spot) -> None:
        """Show a cell."""
        if self.report is not None:
            self.tabs.setCurrentIndex(0)
            self._tables.go(spot)

    def _to_the_first(self) -> None:
        if self.report is not None and self.report.failures:
            self.go(self.report.failures[0].spot)

    # Who is behind a number

    def show_people(self, spot: Spot) -> None:
        """The people of one cell, by name."""
        report = self.report
        if report is None:
            return
        if people.is_protected(report, spot) and not self.desk.may("infections.look_counted"):
            return

        def named(page: Sequence[Fact]) -> list[Counted]:
            return self.desk.ask(people.explained, report, spot, page)

        table = next(one for one in report.tables if one.code == spot.table)
        line, made = table.by_code[spot.row], next(one for one in table.columns if one.code == spot.column)
        name = f"Таблица {table.code}, {line.named}, {made.named}" if table.code.isdecimal() else line.title
        listed = People(
            "&Посчитаны", f"{line.title}: {made.title}", lambda: self.desk.ask(people.behind, report, spot), named
        )
        about = f"форма № {report.layout.form}, {report.year} год"
        may_leave = not people.is_protected(report, spot)
        try:
            dialog = PeopleDialog(self, self.desk, name, about, [listed], 0, may_leave=may_leave)
        except UserError as error:
            messages.tell(self, error)
            return
        self._seen()
        dialog.card_asked.connect(self.open_card)
        dialog.exec()

    def open_card(self, patient_id: int) -> None:
        """The card of one who is counted."""
        self.opens.emit(PatientPage(self.desk, patient_id))

    # What leaves

    def save(self) -> None:
        """Ask where, and write every table into a workbook."""
        if self.report is None:
            return
        name = f"Форма {self.report.layout.form} за {self.report.year} год, черновик.xlsx"
        if path := ask_new_file(self, "Записать черновик", "Таблица Excel (*.xlsx)", "exports", name):
            self.desk.work(self, "Пишем черновик…", _saved, self.report, path, then=self._written)

    def _written(self, path: Path) -> None:
        self._seen()
        messages.inform(self, f"Записано: {path.name}. Файл не зашифрован, в нём точные числа.")

    def print(self) -> None:
        """Print every table; the journal tells of it first."""
        if self.report is None:
            return
        pdf = self.desk.ask(printing.pdf, self.report)
        title = f"NarcDesk, форма {self.report.layout.form}"
        note = partial(self.desk.ask, leaving.note_print)
        paper.print_pdf(self, self.desk, pdf, title, then=self._seen, note=note)


def _saved(register: Register, report: Report, path: Path, *, progress: Progress) -> Path:
    """One act; it reports no steps, so it cannot be left half-way."""
    return leaving.save(register, report, path)


def _forms() -> dict[str, str]:
    return {layout.form: f"№ {layout.form}" for layout in statistics.all_layouts()}


def _once(facts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """A title that many lines share stands beside the first of them."""
    before = ["", *(title for title, _ in facts)]
    return [("" if title == was else title, said) for (title, said), was in zip(facts, before, strict=False)]


def _nothing() -> EmptyState:
    return EmptyState(
        "table",
        "Ещё ничего не подсчитано",
        "Выберите форму и год и подсчитайте: за каждым числом откроется список людей, а чего реестр не ведёт, "
        "останется пустым.",
    )


def _padded(inner: QWidget) -> QWidget:
    padded = held(column(inner, gap=0, grows=inner))
    padded.setContentsMargins(0, 12, 0, 0)
    return padded


_CHECKS: list[Column[Failure]] = [
    Column(
        "",
        lambda one: "не сходится" if one.is_error else "проверьте",
        12,
        tone=lambda one: "danger" if one.is_error else "warn",
    ),
    Column("Увязка", lambda one: one.sentence, lines=2, link=True),
]
_SHOWN = "На экране форма № {} за {} год: чтобы увидеть выбранное, подсчитайте."
_LINE = "Черновики форм № 11 и № 37 по фактам реестра; точные числа остаются в кабинете"
