"""The journal of certificates, year by year: its lines, the paper, the list for Excel."""

from narcdesk import certificate_journal
from narcdesk.certificate_journal import Line
from narcdesk.dates import Period, plural, show
from ui import sheets
from ui.application_page import ApplicationPage
from ui.desk import Desk
from ui.list_export import ListExport
from ui.page import Page
from ui.pieces import Button, Card, EmptyState, PageHeader, column, row
from ui.table import Column, RowsTable

LINES: list[Column[Line]] = [
    Column("№", lambda line: str(line.id), 6, align="right"),
    Column("Дата", lambda line: show(line.step.on), 10),
    Column("Сертификат", lambda line: line.sheet, 26, lines=2),
    Column("Владелец", lambda line: f"{line.name}, {line.birth}", 26, lines=2, strong=True),
    Column("Что записано", lambda line: line.said, lines=2),
    Column("Записал", lambda line: line.by, 14),
]


class CertificatesPage(Page):
    """The lines of one year; Esc comes back to the list of applications."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.year = desk.today().year
        self.before = Button("Год &раньше", lambda: self.turn(-1), icon="chevron-left")
        self.after = Button("Год &позже", lambda: self.turn(1), icon="chevron-right")
        self.print_button = Button("Печать", self.print_journal, icon="printer", key="Ctrl+P")
        self.header = PageHeader("Журнал сертификатов", "", [self.before, self.after, self.print_button])
        nothing = EmptyState(
            "file-text", "В этом году записей нет", "Сертификат записывают на странице заявки, после решения о выдаче."
        )
        self.table: RowsTable[Line] = RowsTable("Журнал", LINES, key=lambda line: line.id, empty=nothing)
        self.export = ListExport(
            self, desk, lambda: self.table, lambda: "Журнал сертификатов", filtered=lambda: self.period.label
        )
        foot = row(self.table.count_line(), None, self.export.button())
        foot.setContentsMargins(16, 4, 8, 0)
        self.setLayout(column(self.header, Card("", column(self.table, foot, gap=0), flush=True), gap=12))
        self.table.opened.connect(self.open_application)

    @property
    def period(self) -> Period:
        """The year that is shown."""
        return Period.parse(str(self.year))

    def refresh(self) -> None:
        found = self.desk.ask(certificate_journal.journal, self.period)
        issued = sum(line.is_issue for line in found)
        said = [self.period.label, plural(len(found), "строка", "строки", "строк"), f"выдано {issued}"]
        self.header.show_words("Журнал сертификатов", " · ".join(said))
        self.table.show_rows(found)
        self.after.setEnabled(self.year < self.desk.today().year)

    def turn(self, years: int) -> None:
        """A year earlier or later, never beyond the present one."""
        self.year = min(self.year + years, self.desk.today().year)
        self.refresh()

    def print_journal(self) -> None:
        """The journal of the year that is shown."""
        sheets.open_sheet(self, self.desk, "zhurnal_sertifikatov", self.period)

    def open_application(self, line: Line) -> None:
        """The application with the certificate of a line."""
        self.opens.emit(ApplicationPage(self.desk, line.certificate.application_id))
