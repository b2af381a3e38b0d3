"""The journal of talks: with persons and with groups, month by month; talks with groups are written down here."""

from datetime import date, timedelta

from narcdesk import talks
from narcdesk.dates import Period, plural, show
from narcdesk.talks import Line, TalkWith
from ui import motivation_forms, sheets
from ui.desk import Desk
from ui.page import Page
from ui.pieces import Button, Card, EmptyState, PageHeader, PrimaryButton, column
from ui.table import Column, RowsTable

LINES: list[Column[Line]] = [
    Column("Дата", lambda line: show(line.talk.on), 10),
    Column("С кем", lambda line: line.with_whom, 30, lines=2, strong=True),
    Column("Тема", lambda line: line.talk.theme.label, 20, lines=2),
    Column("Готовность", lambda line: line.talk.stage.label if line.talk.stage else "", 18, lines=2),
    Column("Итог, решение", lambda line: line.talk.result, lines=2),
    Column("Провёл", lambda line: line.held_by, 14),
]


class TalksPage(Page):
    """The talks of one month; Esc comes back to the list of patients."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.month = desk.today().replace(day=1)
        self.before = Button("Месяц &раньше", lambda: self.turn(-1), icon="chevron-left")
        self.after = Button("Месяц &позже", lambda: self.turn(1), icon="chevron-right")
        self.group_button = PrimaryButton("Беседа с &группой", self.hold_group, icon="plus", key="Ctrl+N")
        self.print_button = Button("Печать", self.print_journal, icon="printer", key="Ctrl+P")
        self.count_button = Button("Учёт &консультаций", self.print_consultations, icon="printer")
        buttons = [self.before, self.after, self.count_button, self.print_button, self.group_button]
        self.header = PageHeader("Журнал бесед", "", buttons)
        empty = EmptyState("users", "В этом месяце бесед не записано", "Беседу с человеком записывают в его карте.")
        self.table: RowsTable[Line] = RowsTable("Журнал бесед", LINES, key=lambda line: line.id, empty=empty)
        self.setLayout(column(self.header, Card("", self.table, flush=True), gap=12))
        self.table.opened.connect(self.open_card)

    @property
    def period(self) -> Period:
        """The month that is shown."""
        return Period.parse(f"{self.month:%Y-%m}")

    def refresh(self) -> None:
        found = self.desk.ask(talks.journal, self.period)
        heads = sum(line.talk.heads or 0 for line in found)
        groups = sum(line.talk.with_whom is TalkWith.GROUP for line in found)
        said = [self.period.label, plural(len(found), "беседа", "беседы", "бесед")]
        if groups:
            said.append(f"с группами {groups}, в них {plural(heads, 'человек', 'человека', 'человек')}")
        self.header.show_words("Журнал бесед", " · ".join(said))
        self.table.show_rows(found)
        self.after.setEnabled(self.month < self.desk.today().replace(day=1))

    def turn(self, months: int) -> None:
        """A month earlier or later, never beyond the present one."""
        first = date(self.month.year, self.month.month, 1)
        moved = (first - timedelta(days=1)) if months < 0 else (first + timedelta(days=32))
        self.month = min(moved.replace(day=1), self.desk.today().replace(day=1))
        self.refresh()

    def print_journal(self) -> None:
        """The journal of the month that is shown."""
        sheets.open_sheet(self, self.desk, "zhurnal_besed", self.period)

    def print_consultations(self) -> None:
        """The same month as the journal of consultations has it: by codes, with places for what is ticked by hand."""
        sheets.open_sheet(self, self.desk, "zhurnal_konsultatsij", self.period)

    def hold_group(self) -> None:
        """A talk with a group."""
        motivation_forms.group_talk(self, self.desk)

    def open_card(self, line: Line) -> None:
        """The card of whom the talk was with; a group has none."""
        from ui.patient_page import PatientPage  # it knows the tabs, and so the forms that this page opens too

        if line.patient_id is not None:
            self.opens.emit(PatientPage(self.desk, line.patient_id, "motivation"))
