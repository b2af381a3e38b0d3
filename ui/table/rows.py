"""Rows of a list: columns declared as functions of a row, pages of rows asked for while one scrolls.

The database sorts and filters; a proxy model over a hundred thousand rows would take half a second a letter.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
PAGE = 200  # rows asked for at once
AT_ONCE = 2000  # rows asked for at once where all are wanted


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its title, and its text as a function of the row.

    `width` is in letters, 0 takes the free room; a long text may have two `lines`. `tone` names the colour of the
    text; `pill` draws it as a state, `link` as what a click does. `order` is the name by which the query sorts; rows
    that are all in memory are sorted by `by`, or by their text.
    """

    title: str
    text: Callable[[Row], str]
    width: int = 0
    lines: Literal[1, 2] = 1
    align: Literal["left", "right"] = "left"
    tone: Callable[[Row], str] | None = None
    icon: Callable[[Row], str] | None = None
    pill: bool = False
    link: bool = False
    strong: bool = False
    order: str = ""
    by: Callable[[Row], Any] | None = None


@dataclass(frozen=True)
class Heading:
    """What stands over the rows of one group: «Просрочено», in the tone of danger.

    How many rows there are stands beside it, unless the rows are numbers themselves: then it would be read as one.
    """

    words: str
    tone: str = "text"
    counts: bool = True


@dataclass(frozen=True)
class Slice:
    """The rows that a list asks for next, and their order ("" is the query's own)."""

    offset: int
    limit: int
    order: str = ""
    descending: bool = False


Fetch = Callable[[Slice], Sequence[Row]]


class RowsModel(QAbstractTableModel, Generic[Row]):
    """The rows loaded so far, and where more come from; `key` tells one record from another after a reload.

    Rows that are all in memory may stand in groups: those with the same `heading` one after another. A `crossed` row
    was a mistake: it is read, and nothing is done with it.
    """

    counted = Signal()

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable] = id,
        heading: Callable[[Row], Heading] | None = None,
        crossed: Callable[[Row], bool] | None = None,
    ) -> None:
        super().__init__()
        self.columns, self.key = tuple(columns), key
        self._crossed = crossed
        self.heads: dict[int, tuple[Heading, int]] = {}  # first row of a group -> its heading, how many rows it has
        self._heading = heading
        self.rows: list[Row] = []
        self.has_more = False
        self._fetch: Fetch[Row] | None = None
        self._total: int | None = None
        self._memory: list[Row] = []
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    # Where rows come from

    def show_from(self, fetch: Fetch[Row], total: int | None = None) -> None:
        """Show what a query gives, page by page: another search, another filter.

        Where the `total` is known, a row that is not shown is never asked for; else one is, after a full page.
        """
        self._fetch, self._total = fetch, total
        self.rows = []
        self.reload()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, all of them."""
        self._fetch, self._memory = None, list(rows)
        self.reload()

    def reload(self) -> None:
        """Ask anew for as many rows as are loaded."""
        self.beginResetModel()
        if self._fetch is None:
            self.rows, self.has_more = self._in_order(self._memory), False
        else:
            pages = max(1, -(-len(self.rows) // PAGE))
            self.rows = list(self._fetch(self._slice(0, pages * PAGE)))
            self.has_more = self._is_more(self._fetch, len(self.rows) < pages * PAGE)
        self._group()
        self.endResetModel()
        self.counted.emit()

    def _group(self) -> None:
        self.heads = {}
        first = -1
        for number, row in enumerate(self.rows if self._heading else ()):
            heading = self._heading(row) if self._heading else Heading("")
            if first < 0 or heading != self.heads[first][0]:
                first = number
            self.heads[first] = (heading, number - first + 1)

    def canFetchMore(self, parent: Index = NOWHERE) -> bool:
        return self.has_more

    def fetchMore(self, parent: Index = NOWHERE) -> None:
        if self._fetch is None:
            return
        more = self._fetch(self._slice(len(self.rows), PAGE))
        if more:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(more) - 1)
            self.rows.extend(more)
            self._group()
            self.endInsertRows()
        self.has_more = self._is_more(self._fetch, len(more) < PAGE)
        self.counted.emit()

    def _is_more(self, fetch: Fetch[Row], is_last_page: bool) -> bool:
        """Whether anything is below the rows that are loaded: a full page may well be the last one."""
        if is_last_page or self._total is not None:
            return not is_last_page and len(self.rows) < (self._total or 0)
        return bool(fetch(self._slice(len(self.rows), 1)))

    def everything(self) -> list[Row]:
        """All rows of the list in its order, also those that nobody has scrolled to."""
        if self._fetch is None or not self.has_more:
            return list(self.rows)
        found: list[Row] = []
        while True:
            page = list(self._fetch(self._slice(len(found), AT_ONCE)))
            found += page
            if len(page) < AT_ONCE:
                return found

    def count_words(self) -> str:
        """How many rows there are, as the line under the list says it."""
        return f"Показано {len(self.rows)}, ниже есть ещё" if self.has_more else f"Всего {len(self.rows)}"

    def is_crossed(self, row: Row) -> bool:
        """Whether a row was a mistake."""
        return self._crossed is not None and self._crossed(row)

    # Order

    def can_sort(self, column: int) -> bool:
        """Whether a click on the title sorts."""
        return self._fetch is None or bool(self.columns[column].order)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column >= 0 and self.can_sort(column):
            self._sorted = (column, order)
            self.reload()

    def _slice(self, offset: int, limit: int) -> Slice:
        if self._sorted is None:
            return Slice(offset, limit)
        column, order = self._sorted
        return Slice(offset, limit, self.columns[column].order, order == Qt.SortOrder.DescendingOrder)

    def _in_order(self, rows: list[Row]) -> list[Row]:
        if self._sorted is None:
            return rows
        column, order = self.columns[self._sorted[0]], self._sorted[1]
        by = column.by or (lambda row: collated(column.text(row)))
        return sorted(rows, key=by, reverse=order == Qt.SortOrder.DescendingOrder)

    # What Qt asks

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.rows[index.row()]
        text = self.columns[index.column()].text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            if self.is_crossed(row):
                text = f"зачёркнуто: {text}"
            if index.row() in self.heads:
                heading, count = self.heads[index.row()]
                text = f"{heading.words}, {count}. {text}" if heading.counts else f"{heading.words}. {text}"
        return text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None


def collated(text: str) -> str:
    """What sorts texts as a Russian dictionary does: letters of either case alike, Ё after Е."""
    return text.casefold().replace("ё", "е\uffff")
