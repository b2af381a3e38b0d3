"""The list itself: arrows and Enter, a click on a title sorts, an empty list says what would be here."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui import theme
from ui.pieces import Text
from ui.table.cells import EDGE, HEAD, PADDING, TICK, Cells, Titles, font
from ui.table.held import HeldColumns
from ui.table.rows import Column, Fetch, Heading, Index, Row, RowsModel

TALL, LOW = 44, 30  # px at the usual size: lists to act on, tables to read
FEW = 12  # letters: the least of a column that takes the free room


class RowsTable(QTableView, Generic[Row]):
    """A list of rows under declared columns. `name` is what a screen reader calls it.

    `opened` comes with the row when it is double-clicked, entered by Enter or by its link; `chosen` when the cursor
    moves; `typed` with letters typed into the list, for the search box above it. `tall` rows are 44 px, others 30.
    With `many` rows can be marked (F8, a click on the box, Ctrl or Shift with a click); a mark stays with its record
    through every search and order, and `remarked` says that the marks have changed. Rows with the same `heading`, one
    after another, stand under it. A table with a total of its own does not sort. A `crossed` row is read, never opened.
    Where it scrolls sideways its first columns, as many as are `held`, stay where they are.
    """

    opened = Signal(object)
    chosen = Signal(object)
    remarked = Signal()
    typed = Signal(str)
    _held: HeldColumns | None = None  # Qt scrolls and sizes a list while it is made

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[Row]],
        *,
        key: Callable[[Row], Hashable] = id,
        tall: bool = False,
        many: bool = False,
        titles: bool = True,
        title_lines: int = 1,
        sorts: bool = True,
        held: int = 0,
        empty: QWidget | None = None,
        heading: Callable[[Row], Heading] | None = None,
        crossed: Callable[[Row], bool] | None = None,
    ) -> None:
        super().__init__()
        self.rows = RowsModel(columns, key, heading, crossed)
        self.row_height = TALL if tall or any(column.lines > 1 for column in columns) else LOW  # at the usual size
        self._marks: dict[Hashable, Row] = {}
        self._headed: set[int] = set()  # rows that have room for a heading
        self._many = many
        self._cells = Cells(self, tall=tall, marks=self._marks if many else None)
        self._titles = Titles(self, title_lines)
        self._empty = empty
        self.setAccessibleName(name)
        self.setModel(self.rows)
        self.setItemDelegate(self._cells)
        self.setHorizontalHeader(self._titles)
        self._titles.setVisible(titles)
        self._sorts = sorts
        self._titles.setSectionsClickable(sorts)
        self._titles.sectionClicked.connect(self._sort)
        self.verticalHeader().hide()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)  # Tab leaves the list
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda index: self._open(self.rows.rows[index.row()]))
        if empty is not None:
            empty.setParent(self.viewport())
            empty.setProperty("overlay", True)
        self.rows.modelReset.connect(self._say_when_empty)
        self.rows.modelReset.connect(self._make_room_for_heads)
        self.rows.rowsInserted.connect(self._make_room_for_heads)
        self.rows.modelReset.connect(self._renew_marks)
        if held:
            self._held = HeldColumns(self, held, title_lines)
        self._measure()
        self._say_when_empty()

    # What it shows

    def show_from(self, fetch: Fetch[Row], total: int | None = None) -> None:
        """Show what a query gives, page by page."""
        self.rows.show_from(fetch, total)
        self.scrollToTop()
        self._begin()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the cursor stays on its record."""
        self._keep_cursor(lambda: self.rows.show_rows(rows))

    def reload(self) -> None:
        """Ask anew; the cursor stays on its record, or on none when that is gone."""
        self._keep_cursor(self.rows.reload)

    def _keep_cursor(self, change: Callable[[], None]) -> None:
        before, at = self.current(), self.verticalScrollBar().value()
        change()
        if before is not None:
            key = self.rows.key(before)
            for number, row in enumerate(self.rows.rows):
                if self.rows.key(row) == key:
                    self.go_to(number)
                    break
        self.verticalScrollBar().setValue(at)
        if before is None:
            self._begin()

    def _begin(self) -> None:
        if self.hasFocus() and not self.currentIndex().isValid():
            self.go_to(0)

    def count_line(self) -> Text:
        """The line that goes under the list: how many rows there are."""
        line = Text("", "caption", "muted")
        self.rows.counted.connect(lambda: line.setText(self.rows.count_words()))
        line.setText(self.rows.count_words())
        return line

    # Where the cursor is

    def current(self) -> Row | None:
        """The row with the cursor."""
        index = self.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() else None

    def marked(self) -> list[Row]:
        """The marked rows in the order they were marked, also those that the list does not show now."""
        return list(self._marks.values())

    def mark(self, number: int) -> None:
        """Mark a row by its number."""
        self._mark([number], only_on=True)

    def unmark_all(self) -> None:
        """Take every mark back."""
        self._marks.clear()
        self._remarked()

    def _renew_marks(self) -> None:
        for row in self.rows.rows:
            if (key := self.rows.key(row)) in self._marks:
                self._marks[key] = row

    def _mark(self, numbers: Iterable[int], *, only_on: bool = False) -> None:
        for number in numbers:
            row = self.rows.rows[number]
            key = self.rows.key(row)
            if key not in self._marks:
                self._marks[key] = row
            elif not only_on:
                del self._marks[key]
        self._remarked()

    def _remarked(self) -> None:
        self.viewport().update()
        self.remarked.emit()

    def go_to(self, number: int) -> None:
        """Put the cursor on a row by its number."""
        if 0 <= number < len(self.rows.rows):
            self.setCurrentIndex(self.rows.index(number, 0))

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        super().scrollTo(index, hint)
        if self._held is not None and self._held.isVisible() and index.column() >= self._held.columns:
            bar, under = self.horizontalScrollBar(), self._held.width() - self.visualRect(index).x()
            if under > 0:  # it would lie under what is held
                bar.setValue(bar.value() - under)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.chosen.emit(self.current())

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if (row := self.current()) is not None:
                self._open(row)
        elif key == Qt.Key.Key_Home and plain:
            self.go_to(0)
        elif key == Qt.Key.Key_End and plain:
            self.go_to(len(self.rows.rows) - 1)
        elif key == Qt.Key.Key_F8 and self._many:
            if self.rows.rows:
                at = max(self.currentIndex().row(), 0)
                self._mark([at])
                self.go_to(min(at + 1, len(self.rows.rows) - 1))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        self.typed.emit(search)  # Qt would look through the loaded rows only

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._begin()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        at = self._cell_at(event)
        self._hover(at.row())
        link = at.isValid() and self.rows.columns[at.column()].link
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at, before, held = self._cell_at(event), self.currentIndex().row(), event.modifiers()
        super().mousePressEvent(event)
        if not self._many or not at.isValid() or event.button() is not Qt.MouseButton.LeftButton:
            return
        if held & Qt.KeyboardModifier.ShiftModifier:
            self._mark(range(min(max(before, 0), at.row()), max(before, at.row()) + 1), only_on=True)
        elif held & Qt.KeyboardModifier.ControlModifier or self._is_on_tick(at, event):
            self._mark([at.row()])

    def _is_on_tick(self, at: QModelIndex, event: QMouseEvent) -> bool:
        """Whether a click meant the box of a mark; a finger's breadth around it counts too."""
        edge = self._cells.tick(self.visualRect(at)).right() + 4
        return at.column() == 0 and event.position().x() <= edge

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = self._cell_at(event)
        if at.isValid() and self.rows.columns[at.column()].link and event.button() is Qt.MouseButton.LeftButton:
            self._open(self.rows.rows[at.row()])

    def _open(self, row: Row) -> None:
        if not self.rows.is_crossed(row):
            self.opened.emit(row)

    def _cell_at(self, event: QMouseEvent) -> QModelIndex:
        """The cell under the mouse; a heading over it is no part of it."""
        point = event.position().toPoint()
        at = self.indexAt(point)
        in_head = at.row() in self.rows.heads and point.y() - self.visualRect(at).y() < theme.current().px(HEAD)
        return QModelIndex() if in_head else at

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, number: int) -> None:
        if number != self._cells.hovered:
            self._cells.hovered = number
            self.viewport().update()

    # Order

    def _sort(self, column: int) -> None:
        if not self.rows.can_sort(column):
            return
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        self._titles.sorted = (column, down if self._titles.sorted == (column, up) else up)
        self._keep_cursor(lambda: self.rows.sort(*self._titles.sorted or (column, up)))
        self._titles.viewport().update()

    # Sizes

    def _measure(self) -> None:
        worn = theme.current()
        self.verticalHeader().setMinimumSectionSize(16)
        self.verticalHeader().setDefaultSectionSize(worn.px(self.row_height))
        self._make_room_for_heads()
        self._least = []
        for number, column in enumerate(self.rows.columns):
            letters = QFontMetrics(font(column)).horizontalAdvance("0") * (column.width or FEW)
            letters += (worn.px(TICK) + 8) * (self._many and not number)
            title = self._titles.need(column.title) + 20 * bool(column.title and self._sorts)
            self._least.append(max(letters, title) + PADDING + EDGE)
            self.setColumnWidth(number, self._least[-1])
        self._share()

    def _share(self) -> None:
        """Columns without a width take the free room; when there is none, the list scrolls sideways."""
        roomy = sum(self._least) <= self.viewport().width()
        modes = QHeaderView.ResizeMode
        for number, column in enumerate(self.rows.columns):
            stretches = roomy and not column.width
            self._titles.setSectionResizeMode(number, modes.Stretch if stretches else modes.Interactive)
            if not roomy and not column.width:
                self.setColumnWidth(number, self._least[number])
        if self._held is not None:
            self._held.follow()

    def _make_room_for_heads(self) -> None:
        worn, low = theme.current(), self.verticalHeader().defaultSectionSize()
        for number in self._headed.difference(self.rows.heads):
            self.setRowHeight(number, low)  # a row that wears no heading any more: Qt keeps the heights of rows
        for number in self.rows.heads:
            self.setRowHeight(number, worn.px(self.row_height) + worn.px(HEAD))
        self._headed = set(self.rows.heads)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_titles"):
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())

    def _say_when_empty(self) -> None:
        if self._empty is not None:
            self._empty.setVisible(not self.rows.rows)
