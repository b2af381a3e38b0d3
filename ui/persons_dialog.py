"""Who is counted in an indicator and why: inside the office only; that it was looked at is journalled."""

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QTabWidget, QWidget

from narcdesk import counted
from narcdesk.counted import Counted, Side
from narcdesk.dates import Period
from narcdesk.indicators import Indicator
from ui.desk import Desk
from ui.list_export import ListExport
from ui.pieces import Button, Elided, EmptyState, column, held, row, rule
from ui.table import Column, RowsTable, Slice
from ui.windows import let_go

SIDES: tuple[Side, Side] = ("numerator", "denominator")
_AWAY = 24  # px from the edges of the window behind


class PersonsDialog(QDialog):
    """Two lists, of the numerator and of the denominator; Enter asks for a card by `card_asked` with its id."""

    card_asked = Signal(int)

    def __init__(self, parent: QWidget, desk: Desk, indicator: Indicator, period: Period, side: Side) -> None:
        super().__init__(parent)
        self._desk, self._indicator, self._period = desk, indicator, period
        self._asked: set[int] = set()
        self.setWindowTitle("Кто посчитан")
        self.lists = [self._list(indicator.numerator_title), self._list(indicator.denominator_title)]
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for title, made in zip(("&Числитель", "&Знаменатель"), self.lists, strict=True):
            page = held(column(Elided(made.accessibleName(), "caption", "muted"), made, gap=8, grows=made))
            page.setContentsMargins(0, 8, 0, 0)
            self.tabs.addTab(page, title)
        line = f"{period.label} · только для кабинета · просмотр записан в журнал"
        top = held(column(Elided(indicator.title, "title"), Elided(line, "caption", "muted"), gap=0))
        top.setContentsMargins(24, 20, 24, 12)
        middle = held(column(self.tabs))
        middle.setContentsMargins(24, 8, 24, 8)
        self.export = ListExport(self, desk, self._in_front, lambda: "Посчитанные", filtered=lambda: indicator.title)
        foot = row(self.export.button(), None, Button("За&крыть", self.accept))
        foot.setContentsMargins(24, 12, 24, 16)
        self.setLayout(column(top, rule(), middle, rule(), foot, gap=0, grows=middle))
        behind = parent.window().size() - QSize(2 * _AWAY, 2 * _AWAY)
        self.resize(behind.boundedTo(QSize(1160, 690)).expandedTo(QSize(760, 480)))
        self.tabs.setCurrentIndex(SIDES.index(side))
        self._show(self.tabs.currentIndex())
        self.tabs.currentChanged.connect(self._show)
        self.finished.connect(lambda: let_go(self))

    def _list(self, meaning: str) -> RowsTable[Counted]:
        empty = EmptyState("users", "Никого", "За этот период никто не подошёл под условие.")
        made: RowsTable[Counted] = RowsTable(meaning, _COLUMNS, key=lambda one: one.patient_id, empty=empty)
        made.opened.connect(self._open)
        return made

    def _show(self, tab: int) -> None:
        """Ask for a list when it is first looked at: what nobody saw is not journalled."""
        if tab in self._asked:
            return
        self._asked.add(tab)
        side = SIDES[tab]
        people = self._desk.ask(counted.persons, self._indicator, side, self._period)
        self.lists[tab].show_from(partial(self._page, side, people), len(people))
        self.tabs.setTabText(tab, f"{self.tabs.tabText(tab)} {len(people)}")
        self.lists[tab].setFocus()

    def _in_front(self) -> RowsTable[Counted]:
        return self.lists[self.tabs.currentIndex()]

    def _page(self, side: Side, people: list[int], wanted: Slice) -> list[Counted]:
        page = people[wanted.offset : wanted.offset + wanted.limit]
        return self._desk.ask(counted.explained, self._indicator, side, self._period, page)

    def _open(self, one: Counted) -> None:
        self.accept()
        self.card_asked.emit(one.patient_id)


_COLUMNS: list[Column[Counted]] = [
    Column("Карта", lambda one: str(one.card_number), 6, align="right"),
    Column("Фамилия, имя, отчество", lambda one: one.full_name, 28, strong=True),
    Column("Дата рождения", lambda one: one.born, 10),
    Column("Почему посчитан", lambda one: one.because, lines=2),
]
