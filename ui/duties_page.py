"""The journal of persons with a court duty, year by year, and the lists of them that went to the head organisation."""

from datetime import date

from narcdesk import duties, letters
from narcdesk.dates import Period, plural, show
from narcdesk.drafts import Draft
from narcdesk.duties import Line
from narcdesk.letters import Letter, LetterState
from ui import duty_lists, letter_dialog, sheets
from ui.desk import Desk
from ui.fact_dialog import FactDialog
from ui.list_export import ListExport
from ui.page import Page
from ui.patient_letters import TONES, verb, when
from ui.patient_page import PatientPage
from ui.pieces import Button, Card, EmptyState, PageHeader, PrimaryButton, QuietButton, column, held, row
from ui.table import Column, RowsTable


def _court(line: Line) -> str:
    number = f"дело № {line.duty.case_number}" if line.duty.case_number else ""
    return ", ".join(filter(None, (line.duty.court, number)))


def _coming(line: Line) -> str:
    """When he came, else by when he is to come."""
    duty = line.duty
    if duty.appeared_on is not None:
        return f"явился {show(duty.appeared_on)}"
    return f"явиться до {show(duty.appear_by)}" if duty.appear_by else ""


def _result(line: Line) -> str:
    duty = line.duty
    if duty.result is not None and duty.ended_on is not None:
        return f"{duty.result.label} {show(duty.ended_on)}"
    return f"уклонение {show(duty.evaded_on)}" if duty.evaded_on else "идёт"


LINES: list[Column[Line]] = [
    Column("Поступило", lambda line: show(line.entered_on), 10),
    Column("Кто", lambda line: f"{line.name}, {line.birth}", strong=True, lines=2),
    Column("Суд", _court, 18, lines=2),
    Column("Статья", lambda line: line.article, 14, lines=2),
    Column("Контролирует", lambda line: line.controlled_by, 16, lines=2),
    Column("Явка", _coming, 12, lines=2, tone=lambda line: "warn" if line.duty.appeared_on is None else "text"),
    Column("Исполнение", _result, 12, lines=2),
]
LISTS: list[Column[Letter]] = [
    Column("Список", duty_lists.said, 18),
    Column("Кому", lambda letter: letter.recipient, lines=2, strong=True),
    Column("Состояние", lambda letter: letter.state.label, 13, pill=True, tone=lambda letter: TONES[letter.state]),
    Column("", when, 18, lines=2),
    Column("", verb, 14, align="right", link=True),
]
WAITS = (LetterState.DRAFT, LetterState.NUMBERED)


class DutiesPage(Page):
    """The journal of one year over the lists; Esc comes back to the list of patients."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.year = desk.today().year
        self.before = Button("Год &раньше", lambda: self.turn(-1), icon="chevron-left")
        self.after = Button("Год &позже", lambda: self.turn(1), icon="chevron-right")
        self.print_button = Button("Печать", self.print_journal, icon="printer", key="Ctrl+P")
        self.list_button = PrimaryButton("Список для головной организации", self.draw_list, icon="send", key="Ctrl+N")
        buttons = [self.before, self.after, self.print_button, self.list_button]
        self.header = PageHeader("Обязанности по суду", "", buttons)
        nobody = EmptyState("users", "В этом году решений суда не поступало", "Решение записывают в карте, «Суд».")
        self.table: RowsTable[Line] = RowsTable("Журнал", LINES, key=lambda line: line.id, empty=nobody)
        none = EmptyState("send", "Списков ещё не посылали", "Их посылают по порядку региона, обычно раз в неделю.")
        self.lists: RowsTable[Letter] = RowsTable("Списки", LISTS, key=lambda letter: letter.id, empty=none)
        self.cancel_button = QuietButton("Не отправлять…", self.cancel)
        self.paper_button = QuietButton("Открыть &бумагу", self.open_paper, icon="file-text")
        self.export = ListExport(self, desk, lambda: self.table, lambda: "Обязанности по суду", filtered=self._filtered)
        foot = row(self.table.count_line(), None, self.export.button())
        foot.setContentsMargins(16, 4, 8, 0)
        journal = Card("", column(self.table, foot, gap=0), flush=True)
        below = Card(
            "Списки для головной организации",
            self.lists,
            aside=held(row(self.paper_button, self.cancel_button)),
            flush=True,
        )
        whole = column(self.header, journal, below, gap=12)
        whole.setStretch(1, 3)
        whole.setStretch(2, 2)
        self.setLayout(whole)
        self.table.opened.connect(self.open_card)
        self.lists.opened.connect(lambda letter: duty_lists.go_on(self, self.desk, letter))
        self.lists.chosen.connect(lambda _row: self._follow_cursor())

    @property
    def period(self) -> Period:
        """The year that is shown."""
        return Period.parse(str(self.year))

    def refresh(self) -> None:
        found = self.desk.ask(duties.journal, self.period)
        going = sum(line.duty.ended_on is None for line in found)
        said = [self.period.label, plural(len(found), "решение", "решения", "решений")]
        self.header.show_words("Обязанности по суду", " · ".join([*said, *[f"исполняются {going}"] * bool(going)]))
        self.table.show_rows(found)
        self.lists.show_rows(self.desk.ask(letters.of_form, duty_lists.FORM))
        self.after.setEnabled(self.year < self.desk.today().year)
        self._follow_cursor()

    def _filtered(self) -> str:
        return self.period.label

    def _follow_cursor(self) -> None:
        chosen: Letter | None = self.lists.current()
        self.paper_button.setVisible(chosen is not None and chosen.document_id is not None)
        self.cancel_button.setVisible(chosen is not None and chosen.state in WAITS)

    def turn(self, years: int) -> None:
        """A year earlier or later, never beyond the present one."""
        self.year = max(date.min.year + 1, min(self.year + years, self.desk.today().year))
        self.refresh()

    def print_journal(self) -> None:
        """The journal of the year that is shown."""
        sheets.open_sheet(self, self.desk, "zhurnal_sud", self.period)

    def draw_list(self) -> None:
        """A list of who is under a duty, for the head organisation."""
        duty_lists.draw(self, self.desk)

    def open_paper(self) -> None:
        """The paper of the list with the cursor."""
        if (chosen := self.lists.current()) is not None:
            letter_dialog.show_paper(self, self.desk, chosen)

    def cancel(self) -> None:
        """The list with the cursor will not go."""
        if (chosen := self.lists.current()) is not None:
            letter_dialog.cancel(self, self.desk, None, chosen)

    def open_card(self, line: Line) -> None:
        """The card of the person, its tab of courts."""
        self.opens.emit(PatientPage(self.desk, line.patient_id, "duties"))


def form_of(page: Page, draft: Draft) -> FactDialog:
    """The form of a draft about a list, opened anew over this page."""
    page.opens.emit(lists := DutiesPage(page.desk))
    if draft.record_id is None:
        return duty_lists.draw(lists, page.desk)
    return duty_lists.STEPS[draft.form](lists, page.desk, None, page.desk.ask(letters.one, draft.record_id))
