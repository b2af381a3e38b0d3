"""One table of a statistical form on the screen: a cursor that goes from cell to cell, and whoever is behind each."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from narcdesk.statistics import Column as FormColumn
from narcdesk.statistics import Empty, Line, Report, Spot, Table
from narcdesk.statistics.leaving import titled
from ui.fields import PlaceField
from ui.pieces import Card, Elided, Place, column, held, row
from ui.table import Column, RowsTable

_WIDE = 10  # columns: a table with more is shown in two parts, the second of villages
_SHORT = {
    Empty.CLOSED: "X",
    Empty.NOT_KEPT: "не ведётся",
    Empty.NOT_READ: "не прочитано",
    Empty.NO_RIGHT: "закрыто",
}


@dataclass(frozen=True)
class Part:
    """What of a table is seen at once."""

    table: Table
    columns: tuple[FormColumn, ...]
    title: str


def parts(report: Report) -> Iterator[Part]:
    """The tables of a report as they fit the window."""
    for table in report.tables:
        name = f"{table.code}. {table.title}" if table.code.isdecimal() else table.title
        if len(table.columns) <= _WIDE:
            yield Part(table, table.columns, name)
            continue
        for is_rural, words in ((False, "все жители"), (True, "сельские жители")):
            yield Part(table, tuple(one for one in table.columns if one.rural is is_rural), f"{name}: {words}")


class FormGrid(RowsTable[Line]):
    """Rows and columns of one part; Enter or a double click asks for the people of a cell by `asked`."""

    asked = Signal(object)  # Spot
    moved = Signal(object)  # the same where the cursor stands, None beside the numbers

    def __init__(self, report: Report, part: Part) -> None:
        self._report, self.part = report, part
        lead: list[Column[Line]] = [
            Column("Строка", lambda line: line.number or "—", 5, align="right", tone=lambda _line: "muted"),
            Column("Наименование", lambda line: line.title, strong=True),
        ]
        self._first = len(lead)
        columns = [*lead, *(self._column(one) for one in part.columns)]
        super().__init__(part.title, columns, key=lambda line: line.code, title_lines=4, sorts=False, held=2)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.show_rows(part.table.rows)
        self.opened.connect(lambda _line: self._ask())
        self.chosen.connect(lambda _line: self.moved.emit(self.spot()))

    def spot(self) -> Spot | None:
        """The cell with the cursor."""
        line, at = self.current(), self.currentIndex().column() - self._first
        return None if line is None or at < 0 else Spot(self.part.table.code, line.code, self.part.columns[at].code)

    def go(self, spot: Spot) -> None:
        """Put the cursor on a cell."""
        rows = [line.code for line in self.part.table.rows]
        columns = [one.code for one in self.part.columns]
        self.setCurrentIndex(self.rows.index(rows.index(spot.row), self._first + columns.index(spot.column)))

    def _ask(self) -> None:
        if (spot := self.spot()) is not None and self._report.number(spot):
            self.asked.emit(spot)

    def _column(self, made: FormColumn) -> Column[Line]:
        table = self.part.table

        def words(line: Line) -> str:
            empty = self._report.empty(table, line, made)
            if empty is not None:
                return _SHORT[empty]
            return str(self._report.number(Spot(table.code, line.code, made.code)))

        marks = [mark for line in table.rows if len(mark := words(line)) > 7]
        width = max(6, *map(len, marks)) if marks else 6
        return Column(
            titled(made).replace("гр. ", "гр.\u00a0"),
            words,
            width,
            align="right",
            tone=lambda line: "text" if words(line).strip("0X") else "muted",
        )


class FormTables(QWidget):
    """One table at a time, chosen from the list of them; under it what the cell with the cursor is."""

    asked = Signal(object)

    def __init__(self, report: Report, hint: str) -> None:
        super().__init__()
        self._report, self._hint = report, hint
        self._parts = list(parts(report))
        self.choice = PlaceField("table", "Таблица", chars=72)
        self.choice.list([part.title for part in self._parts])
        self.choice.taken.connect(self._show)
        self.line = Elided("", "caption", "muted")
        self.grid = self._made(0)
        self._place = Place(self.grid)
        self.choice.set_value("0")
        self._tell(None)
        card = Card("", self._place, flush=True)
        self.setLayout(column(held(row(self.choice, None)), card, self.line, gap=8, grows=card))
        self.setFocusProxy(self.choice.control)

    def go(self, spot: Spot) -> None:
        """Show the table of a cell, the cursor on it."""
        for number, part in enumerate(self._parts):
            if part.table.code == spot.table and spot.column in {one.code for one in part.columns}:
                self._show(number)
                self.grid.go(spot)
                self.grid.setFocus()
                return

    def _show(self, number: int) -> None:
        self.choice.set_value(str(number))
        self.grid = self._made(number)
        self._place.hold(self.grid)
        self._tell(None)

    def _made(self, number: int) -> FormGrid:
        made = FormGrid(self._report, self._parts[number])
        made.asked.connect(self.asked)
        made.moved.connect(self._tell)
        return made

    def _tell(self, spot: Spot | None) -> None:
        if spot is None:
            self.line.setText(self._hint)
            return
        table = self.grid.part.table
        line = table.by_code[spot.row]
        made = next(one for one in table.columns if one.code == spot.column)
        empty = self._report.empty(table, line, made)
        what = self._hint if self._report.number(spot) else "никого"
        if empty:
            what = "закрыта формой" if empty is Empty.CLOSED else empty.label
        codes = f" ({line.shown})" if line.shown else ""
        self.line.setText(f"{line.title}{codes}, {made.title.lower()}: {what}")
