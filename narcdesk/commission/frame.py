"""`tables.csv` but for its numbers, which is the same in all batches of one policy: made once, compared as a whole.

A region verifies thousands of batches. Where a file is, to the byte, this text with numbers in it, no row need be held
against the closed list by itself.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from narcdesk.commission.tables import Cell, CountTable

COLUMNS = ("Таблица", "Строка", "Столбец", "Число", "Код")
YEAR_BEFORE = "Год назад"

_HERE = "\1"  # stands for a number while the text is made; no title has it

Place = tuple[str, str, str, Cell]  # the table with its number, the row, the column, the cell
Row = tuple[str, str, str, str]  # the same, with the code that the last column shows


@dataclass(frozen=True, eq=False)
class Frame:
    """The rows of the period, then those of a year before; `cells` and `earlier` say whose numbers they are."""

    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]
    earlier: tuple[Cell, ...]
    text: str  # with %s for each number

    def filled(self, numbers: Sequence[str]) -> bytes:
        """The file with these numbers: the one way to write it."""
        return (self.text % tuple(numbers)).encode("utf-8-sig")

    def numbers(self, data: bytes) -> tuple[str, ...] | None:
        """What stands in a file where numbers do; None where any other byte is not what it must be."""
        try:
            found = tuple(line.rsplit(";", 2)[-2] for line in data.decode("utf-8-sig").split("\r\n")[1:-1])
        except (UnicodeDecodeError, IndexError):
            return None
        return found if len(found) == len(self.rows) and self.filled(found) == data else None


def framed(places: Sequence[Place], compared: CountTable) -> Frame:
    """The frame of all places of the tables and of the numbers that stand beside those of a year before."""
    named = f"{compared.number}. {compared.title}"
    earlier = [(line.title, cell) for line in compared.lines for cell in line.cells]
    rows = [(table, line, column, cell.code) for table, line, column, cell in places]
    rows += [(named, title, YEAR_BEFORE, f"{cell.code}@year_before") for title, cell in earlier]
    text = io.StringIO(newline="")
    lines = csv.writer(text, delimiter=";", lineterminator="\r\n")
    lines.writerow(COLUMNS)
    lines.writerows((*names, _HERE, code) for *names, code in rows)
    return Frame(
        tuple(rows),
        tuple(map(itemgetter(3), places)),
        tuple(cell for _, cell in earlier),
        text.getvalue().replace("%", "%%").replace(_HERE, "%s"),
    )
