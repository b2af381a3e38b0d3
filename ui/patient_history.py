"""What has happened to a person, the newest first: narrowed by kind, time and words, with the paper of each event."""

from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from narcdesk import documents
from narcdesk.dates import add_months, plural, show
from narcdesk.forms import papers
from narcdesk.history import Event, Wanted
from ui import theme
from ui.desk import Desk
from ui.fields import ChoiceField, TextField
from ui.filter_bar import FilterBar
from ui.patient_tab import PatientTab
from ui.pdf_view import PdfDialog
from ui.pieces import Card, EmptyState
from ui.table import LOW, Column, RowsTable

ALL = "all"
PERIODS = {ALL: "За всё время", "1": "За месяц", "3": "За три месяца", "12": "За год", "36": "За три года"}
NOTHING = ("Пока ничего не записано", "Здесь будут обращение, диагнозы, явки, согласия, заявки и бумаги.")
NARROWED = ("Таких событий нет", "Снимите отбор над списком, чтобы увидеть остальные.")


def _columns() -> list[Column[Event]]:
    return [
        Column("Дата", lambda event: show(event.on), 10),
        Column("Что", lambda event: event.title, 19, tone=lambda event: "muted"),
        Column("", lambda event: event.said),
        Column("", _paper, 14, align="right", link=True, icon=lambda event: "file-text" if event.papers else ""),
    ]


def _paper(event: Event) -> str:
    count = len(event.papers)
    return "" if not count else "Бумага" if count == 1 else plural(count, "бумага", "бумаги", "бумаг")


class HistoryCard(Card):
    """The history of a card; Enter or a click opens the papers of an event, the same that were printed."""

    def __init__(self, desk: Desk, parent: PatientTab) -> None:
        self.desk, self._tab = desk, parent
        self.kind = ChoiceField("kind", "Что", {ALL: "Всё"}, chars=20)
        self.period = ChoiceField("period", "Когда", PERIODS, chars=16)
        self.words = TextField("words", "Слова", chars=20)
        self.filter = FilterBar([self.kind, self.period, self.words], folds=False)
        self.filter.setContentsMargins(16, 0, 16, 0)
        self._empty = EmptyState("scroll-text", *NOTHING)
        self.table: RowsTable[Event] = RowsTable("Что было", _columns(), titles=False, empty=self._empty)
        self.table.setMinimumHeight(theme.current().px(4 * LOW))
        self.count = self.table.count_line()
        self.count.setContentsMargins(0, 0, 8, 0)
        super().__init__("Что было", self.filter, self.table, aside=self.count, flush=True)
        self._events: list[Event] = []
        self.kind.set_value(ALL)
        self.period.set_value(ALL)
        self.filter.changed.connect(self._show)
        self.table.opened.connect(self.open)

    def show_events(self, events: list[Event]) -> None:
        """Show the history of a card, narrowed as it was before."""
        self._events = events
        chosen = self.kind.value()
        titles = sorted({event.title for event in events})
        options = {ALL: "Всё", **{title: title for title in titles}}
        self.kind.offer(options)
        self.kind.set_value(chosen if chosen in options else ALL)
        self._show()

    def _show(self) -> None:
        title, months = self.filter.text("kind"), self.filter.text("period")
        wanted = Wanted(
            title="" if title == ALL else title,
            since=self._since(months),
            words=self.filter.text("words"),
        )
        is_narrowed = wanted != Wanted()
        self._empty.show_words(*(NARROWED if is_narrowed else NOTHING))
        self.table.show_rows([event for event in self._events if wanted.holds(event)])

    def _since(self, months: str) -> date | None:
        if not months.isdecimal():
            return None
        return add_months(self.desk.today(), -int(months)) + timedelta(days=1)

    def open(self, event: Event) -> None:
        """The papers of an event, byte for byte as they were."""
        if event.papers:
            found = [self.desk.ask(documents.one, paper) for paper in event.papers]
            pdf = self.desk.ask(papers.pdf, found)
            parent: QWidget = self._tab
            PdfDialog(parent, self.desk, f"{event.title}, {show(event.on)}", pdf, found[0].public_id, found).open()
