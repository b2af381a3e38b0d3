"""The office's own report: exact figures beside those of the year before, each opening its people; never leaves."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from narcdesk.commission import district
from narcdesk.commission.district import Behind, DistrictReport, Number, Part
from narcdesk.counted import Counted
from narcdesk.dates import Period
from narcdesk.errors import UserError
from ui import messages, sheets, work
from ui.desk import Desk
from ui.fields import CheckBox, ChoiceField, labelled
from ui.page import Page
from ui.patient_page import PatientPage
from ui.people_dialog import People, PeopleDialog
from ui.pieces import Banner, Button, Card, EmptyState, Flow, PageHeader, Place, PrimaryButton, Text, column, held
from ui.table import Column, Heading, RowsTable
from ui.work import Progress

TITLE = "Отчёт кабинета"
FORM = "otchet_kabineta"


class DistrictReportPage(Page):
    """A period is chosen and counted; what was counted stays on the screen with its time till another one is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.report: DistrictReport | None = None
        self._periods: dict[str, str] = {}
        self.print_button = Button("П&ечать", self.print_report, icon="printer", key="Ctrl+P")
        self.print_button.only_if(desk.may("documents.prepare"))
        self.people_button = Button("&Кто посчитан…", self.show_people)
        self._may_see_people = desk.may("patients.look_counted")
        self.people_button.only_if(self._may_see_people)
        self.header = PageHeader(TITLE, "", [self.people_button, self.print_button])
        self.period = ChoiceField("period", "Период", {}, chars=26)
        self.period.edited.connect(self._forget)
        self.count_button = PrimaryButton("По&дсчитать", self.count, key="Ctrl+Enter")
        self.part = ChoiceField("part", "Таблица", {}, chars=52)
        self.part.edited.connect(self._show_part)
        self.zeros = CheckBox("Показывать &нули")
        self.zeros.toggled.connect(self._show_part)
        self.doubt = Banner("warn", "")
        self.note = Text("", "caption", "muted", wrap=True)
        self.table: RowsTable[Number] = _table(None, None)
        self._place = Place(_nothing_counted())
        bar = Flow()  # in a narrow window it takes two lines
        for part in (labelled("&Период", self.period), self.count_button, self.part, self.zeros):
            bar.addWidget(part)
        card = Card("", self._place, flush=True)
        self.setLayout(column(self.header, held(bar), self.doubt, self.note, card, gap=12, grows=card))
        self._forget()

    def refresh(self) -> None:
        chosen = self.period.value()
        self._periods = {period.code: period.label for period in self.desk.ask(district.periods)}
        self.period.offer(self._periods)
        self.period.set_value(chosen if chosen in self._periods else next(iter(self._periods)))
        self.count_button.setEnabled(True)

    def first_stop(self) -> QWidget:
        return self.period.control

    def _forget(self) -> None:
        self.report = None
        self.count_button.setEnabled(self.period.value() in self._periods)
        self.header.show_words(TITLE, f"{district.ONLY_HERE}.")
        self.doubt.hide()
        self.note.hide()
        self.part.hide()
        self.zeros.hide()
        self.print_button.setEnabled(False)
        self.people_button.setEnabled(False)
        self._place.hold(_nothing_counted())

    # Counting

    def count(self) -> None:
        """Count the chosen period and the same one a year before."""
        code = str(self.period.value())
        if code not in self._periods:
            return
        period = Period.parse(code)

        def draw_up(_progress: Progress) -> DistrictReport:
            return self.desk.ask(district.draw_up, period)

        work.run(self, f"Считаем: {period.label}…", draw_up, self._show)

    def _show(self, report: DistrictReport) -> None:
        before = self.part.value()
        self.report = report
        self.header.show_words(TITLE, f"{district.ONLY_HERE}. Подсчитано в {report.made_at:%H:%M}")
        self.doubt.text.setText(report.doubt)
        self.doubt.setVisible(bool(report.doubt))
        self.part.offer({part.number: part.named for part in report.parts})
        self.part.set_value(before if before in {part.number for part in report.parts} else report.parts[0].number)
        self.part.show()
        self.zeros.show()
        self.print_button.setEnabled(True)
        self._show_part()
        self.table.setFocus()

    @property
    def chosen(self) -> Part | None:
        """The table in front."""
        parts = self.report.parts if self.report else ()
        return next((part for part in parts if part.number == self.part.value()), None)

    def _show_part(self) -> None:
        part = self.chosen
        if part is None or self.report is None:
            return
        self.note.setText(part.note)
        self.note.setVisible(bool(part.note))
        self.table = _table(self.report, part)
        self.table.opened.connect(lambda _number: self.show_people())
        self.table.show_rows([one for one in part.numbers if self.zeros.isChecked() or not one.is_empty])
        self.table.go_to(0)
        self._place.hold(self.table)
        self.people_button.setEnabled(True)

    # What can be done with it

    def show_people(self) -> None:
        """Who is behind the number in front, now and a year before."""
        number = self.table.current()
        if number is None or self.report is None or not self._may_see_people:
            return
        if not number.has_people:
            messages.inform(self, "Это число считают без фамилий: людей за ним в реестре нет.")
            return
        people = [
            People(tab, period.label, partial(self.desk.ask, district.behind, number.cell, period), self._named)
            for tab, period in (("&Период отчёта", self.report.period), ("Год на&зад", self.report.earlier))
        ]
        heading = ": ".join(filter(None, (number.group, number.what)))
        try:
            dialog = PeopleDialog(self, self.desk, heading, self.report.period.label, people, 0)
        except UserError as error:
            messages.tell(self, error)
            return
        dialog.card_asked.connect(lambda patient_id: self.opens.emit(PatientPage(self.desk, patient_id)))
        dialog.exec()

    def _named(self, page: Sequence[Behind]) -> Sequence[Counted]:
        return self.desk.ask(district.explained, page)

    def print_report(self) -> None:
        """All tables on paper, marked as the office's own."""
        if self.report is not None:
            sheets.open_sheet(self, self.desk, FORM, district.contents(self.report))


def _table(report: DistrictReport | None, part: Part | None) -> RowsTable[Number]:
    has_groups = part is not None and any(one.group for one in part.numbers)
    now, then = (report.period.label, report.earlier.label) if report else ("", "")
    columns: list[Column[Number]] = [
        Column("Что посчитано", lambda one: one.what, strong=True),
        Column(now, lambda one: str(one.now), 14, align="right"),
        Column(then, lambda one: one.before, 14, align="right", tone=lambda _one: "muted"),
        Column("Разница", lambda one: one.change, 10, align="right"),
    ]
    empty = EmptyState("inbox", "Одни нули", "В этой таблице и сейчас, и год назад никого не было.")
    return RowsTable(
        TITLE,
        columns,
        key=lambda one: one.cell,
        empty=empty,
        heading=(lambda one: Heading(one.group, counts=False)) if has_groups else None,
        title_lines=2,
        sorts=False,
    )


def _nothing_counted() -> EmptyState:
    return EmptyState(
        "chart-column",
        "Ещё ничего не подсчитано",
        "Выберите период и подсчитайте: здесь встанут все таблицы отчёта рядом с тем же периодом прошлого года. "
        "Числа точные и остаются в кабинете.",
    )
