"""The entries of the journal, and beside them what the chosen one touched."""

from PySide6.QtWidgets import QWidget

from narcdesk import journal
from narcdesk.dates import show
from narcdesk.journal import Entry, Wanted
from ui import theme
from ui.desk import Desk
from ui.journal_logs import moment
from ui.pieces import Card, EmptyState, Facts, Place, Text, column, row, scrolled
from ui.table import Column, RowsTable, Slice

NARROWEST = 280  # px at the usual size of type: what an entry touched stands in two columns


class EntriesTab(QWidget):
    """Entries newest first; the cursor shows what an act left where, never a value."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        empty = EmptyState(
            "scroll-text", "Таких записей нет", "Снимите часть условий: журнал помнит всё с первого дня."
        )
        self.table: RowsTable[Entry] = RowsTable("Журнал", _COLUMNS, key=lambda entry: entry.seq, empty=empty)
        self.table.chosen.connect(self._show_entry)
        self.details = Place(QWidget())
        foot = row(self.table.count_line(), None)
        foot.setContentsMargins(16, 0, 16, 0)
        entries = Card("", self.table, foot, flush=True)
        details = Card("", scrolled(self.details))
        details.setMinimumWidth(theme.current().px(NARROWEST))
        beside = row(entries, details, gap=12)
        beside.setStretchFactor(entries, 3)
        beside.setStretchFactor(details, 1)
        self.setLayout(beside)
        self._show_entry(None)

    def show_found(self, wanted: Wanted) -> None:
        """Show what fits the filters, from the newest."""

        def fetch(page: Slice) -> list[Entry]:
            return self._desk.ask(journal.listing, wanted, offset=page.offset, limit=page.limit)

        self.table.show_from(fetch)
        self._show_entry(self.table.current())

    def _show_entry(self, entry: Entry | None) -> None:
        if entry is None:
            words = "Выберите запись: здесь появится, что она затронула."
            self.details.hold(Text(words, tone="muted", wrap=True))
            return
        touched = self._desk.ask(journal.touched, entry.seq)
        facts = Facts((line.what, f"{line.change}: {line.fields}" if line.fields else line.change) for line in touched)
        title = Text(entry.action, "heading", wrap=True)
        when = Text(f"запись № {entry.seq}, {moment(entry.at)}, {entry.who}", "caption", "muted", wrap=True)
        none = Text("Сами сведения запись не меняла.", tone="muted", wrap=True)
        shown = QWidget()
        shown.setLayout(column(title, when, 4, facts if touched else none, None, gap=4))
        self.details.hold(shown)


_COLUMNS: list[Column[Entry]] = [
    Column("№", lambda entry: str(entry.seq), 6, align="right", tone=lambda _entry: "muted"),
    Column("Когда", lambda entry: f"{show(entry.at.date())} {entry.at:%H:%M}", 14),  # the seconds stand beside
    Column("Кто", lambda entry: entry.who, 13),
    Column("Что сделано", lambda entry: entry.action, strong=True),
    Column("О чём", lambda entry: entry.subject, 18),
]
