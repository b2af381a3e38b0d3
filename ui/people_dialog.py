"""Lists of the people behind a number: inside the office only; that one was looked at is journalled."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QTabWidget, QWidget

from narcdesk.counted import Counted
from ui.desk import Desk
from ui.list_export import ListExport
from ui.pieces import Button, Elided, EmptyState, column, held, row, rule
from ui.table import Column, RowsTable, Slice
from ui.windows import let_go

_AWAY = 24  # px from the edges of the window behind


@dataclass(frozen=True)
class People:
    """One list: the title of its tab, what it means, everybody on it, and a page of them by name."""

    tab: str
    meaning: str
    everybody: Callable[[], Sequence[Any]]
    named: Callable[[Sequence[Any]], Sequence[Counted]]


class PeopleDialog(QDialog):
    """A tab for each list, `at` in front; Enter asks for a card by `card_asked` with its id.

    What is under a protection of its own is looked at here and leaves in no file: `may_leave`.
    """

    card_asked = Signal(int)

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        heading: str,
        about: str,
        people: Sequence[People],
        at: int,
        *,
        may_leave: bool = True,
    ) -> None:
        super().__init__(parent)
        self._people = people
        self._asked: set[int] = set()
        self.setWindowTitle("Кто посчитан")
        self.lists = [self._list(one.meaning) for one in people]
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for one, made in zip(people, self.lists, strict=True):
            page = held(column(Elided(made.accessibleName(), "caption", "muted"), made, gap=8, grows=made))
            page.setContentsMargins(0, 8, 0, 0)
            self.tabs.addTab(page, one.tab)
        line = f"{about} · только для кабинета · просмотр записан в журнал"
        top = held(column(Elided(heading, "title"), Elided(line, "caption", "muted"), gap=0))
        top.setContentsMargins(24, 20, 24, 12)
        middle = held(column(self.tabs))
        middle.setContentsMargins(24, 8, 24, 8)
        self.export = ListExport(self, desk, self._in_front, lambda: "Посчитанные", filtered=lambda: heading)
        foot = row(*([self.export.button()] if may_leave else ()), None, Button("За&крыть", self.accept))
        foot.setContentsMargins(24, 12, 24, 16)
        self.setLayout(column(top, rule(), middle, rule(), foot, gap=0, grows=middle))
        behind = parent.window().size() - QSize(2 * _AWAY, 2 * _AWAY)
        self.resize(behind.boundedTo(QSize(1160, 690)).expandedTo(QSize(760, 480)))
        self.tabs.setCurrentIndex(at)
        self._show(at)
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
        everybody = self._people[tab].everybody()
        self.lists[tab].show_from(partial(self._page, self._people[tab], everybody), len(everybody))
        self.tabs.setTabText(tab, f"{self.tabs.tabText(tab)} {len(everybody)}")
        self.lists[tab].setFocus()

    def _in_front(self) -> RowsTable[Counted]:
        return self.lists[self.tabs.currentIndex()]

    def _page(self, people: People, everybody: Sequence[Any], wanted: Slice) -> Sequence[Counted]:
        return people.named(everybody[wanted.offset : wanted.offset + wanted.limit])

    def _open(self, one: Counted) -> None:
        self.accept()
        self.card_asked.emit(one.patient_id)


_COLUMNS: list[Column[Counted]] = [
    Column("Карта", lambda one: str(one.card_number), 6, align="right"),
    Column("Фамилия, имя, отчество", lambda one: one.full_name, 28, strong=True),
    Column("Дата рождения", lambda one: one.born, 10),
    Column("Почему посчитан", lambda one: one.because, lines=2),
]
