"""The tables of a batch as the office sees them: in each cell the exact count and, after an arrow, what leaves."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from narcdesk.commission.batch import HIDDEN, NOT_SHOWN, PreviewLine, PreviewTable
from ui.fields import PlaceField
from ui.pieces import Card, Place, Text, column, held, row
from ui.table import Column, RowsTable


class CountTables(QWidget):
    """One table at a time, chosen from the list of them."""

    def __init__(self) -> None:
        super().__init__()
        self._tables: Sequence[PreviewTable] = ()
        self.choice = PlaceField("table", "Таблица", chars=52)
        self.choice.taken.connect(self._show)
        legend = Text("слева точное число кабинета → справа то, что уйдёт", "caption", "muted")
        self.table: RowsTable[PreviewLine] = _made(PreviewTable("", "", (), ()))
        self._place = Place(self.table)
        card = Card("", self._place, flush=True)
        self.setLayout(column(held(row(self.choice, legend, None, gap=16)), card, gap=12, grows=card))
        self.setFocusProxy(self.choice.control)

    def show_tables(self, tables: Sequence[PreviewTable]) -> None:
        """The tables of a batch that was counted; the one that was looked at stays in front."""
        before, self._tables = self.choice.place, tables
        self.choice.list([table.title for table in tables])
        self._show(before if before is not None and before < len(tables) else 0)

    def _show(self, number: int) -> None:
        self.choice.set_value(str(number))
        self.table = _made(self._tables[number])
        self._place.hold(self.table)


def _made(table: PreviewTable) -> RowsTable[PreviewLine]:
    columns: list[Column[PreviewLine]] = [Column(table.corner, lambda line: line.title, 30, strong=True)]
    columns += [_column(title, at) for at, title in enumerate(table.header)]
    if any(line.remark for line in table.lines):
        columns.append(Column("Примечание", lambda line: line.remark, 44, tone=lambda _line: "muted"))
    made: RowsTable[PreviewLine] = RowsTable(
        table.title, columns, key=lambda line: line.title, title_lines=4, sorts=False, held=1
    )
    made.show_rows(table.lines)
    return made


def _column(title: str, at: int) -> Column[PreviewLine]:
    def words(line: PreviewLine) -> str:
        published = line.published[at]
        if line.exact[at] is None:  # of a year before: nothing is counted for it
            return NOT_SHOWN if published is None else f"{published}"
        return f"{line.exact[at]} → {HIDDEN if published is None else published}"

    return Column(title, words, 8, align="right")
