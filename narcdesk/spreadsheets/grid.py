"""A table as it lies in a file: lines of cells, before anybody knows which column is which."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import NoReturn

from narcdesk.errors import UserError
from narcdesk.names import clean

Cell = str | int | float | bool | date | datetime | time | timedelta | None

MOST_ROWS = 25_000
MOST_COLUMNS = 200
MOST_CELLS = 500_000
"""What one sheet may hold; a list of a whole region has some hundred rows."""


class BadList(UserError):
    """The file cannot be read as a list."""


def too_big(what: str) -> NoReturn:
    """Refuse a file before it takes the memory of the computer; `what` is what there is too much of."""
    raise BadList(
        f"Файл слишком велик для списка: {what}.",
        do="Сохраните нужную таблицу в отдельный файл и повторите.",
    )


def check_size(rows: int, columns: int) -> None:
    """Refuse a sheet that is no list; also one of two far corners, for readers make room for all between them."""
    if rows > MOST_ROWS:
        too_big(f"строк больше {MOST_ROWS}")
    if columns > MOST_COLUMNS:
        too_big(f"столбцов больше {MOST_COLUMNS}")
    if rows * columns > MOST_CELLS:
        too_big(f"ячеек больше {MOST_CELLS}")


@dataclass(frozen=True)
class Line:
    """One row of a sheet; `number` is what Excel shows beside it, or the line of the text file it begins on.

    A cell merged downwards stands in each of its lines, and `carried` names the columns where it came from
    above. A cell merged across stands in its first column only; `across` leads the other columns to that one.
    """

    number: int
    cells: tuple[Cell, ...]
    carried: frozenset[int] = frozenset()
    across: Mapping[int, int] = field(default_factory=dict)

    def at(self, column: int) -> Cell:
        """The cell of a column, None when it is empty."""
        return self.cells[column] if 0 <= column < len(self.cells) else None

    def title(self, column: int) -> str:
        """The words over a column, if this line is a header: those of a cell merged across stand over all of it."""
        return as_title(self.at(self.across.get(column, column)))

    def own(self) -> dict[int, Cell]:
        """The cells that are filled in this line itself, not merged from above."""
        return {
            column: cell for column, cell in enumerate(self.cells) if cell is not None and column not in self.carried
        }


@dataclass(frozen=True)
class Grid:
    """One sheet, or a text file; empty lines are left out.

    `separated` says that only a separator told its cells apart, so that one too many shifts the rest.
    """

    sheet: str
    lines: tuple[Line, ...]
    separated: bool = False

    @cached_property
    def width(self) -> int:
        """Number of columns."""
        return max((len(line.cells) for line in self.lines), default=0)


_HYPHENATED = re.compile(r"(?<=[а-яё])-\s*\n\s*(?=[а-яё])")


def as_title(cell: Cell) -> str:
    """The words of a cell as a title; a word that was broken to fit a narrow column is put together."""
    if cell is None or isinstance(cell, bool):
        return ""
    return clean(_HYPHENATED.sub("", str(cell)))
