"""Excel books as grids: the visible sheets, with their merged cells laid out."""

import io
from collections.abc import Mapping, Sequence

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from narcdesk.spreadsheets.grid import MOST_CELLS, Cell, Grid, Line, check_size
from narcdesk.spreadsheets.xlsx import Checked, Odd, damaged

Range = tuple[tuple[int, int], tuple[int, int]]


def grids(book: Checked) -> tuple[list[Grid], list[str]]:
    """The visible sheets that hold anything, and notes on those passed over; raises BadList."""
    try:
        return _read(book)
    except CalamineError:
        damaged()
    except BaseException as error:
        # What the Rust reader did not expect comes as pyo3's PanicException, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        damaged()


def _read(book: Checked) -> tuple[list[Grid], list[str]]:
    found: list[Grid] = []
    notes: list[str] = []
    with CalamineWorkbook.from_filelike(io.BytesIO(book.data)) as workbook:
        for place, sheet in enumerate(workbook.sheets_metadata):
            if sheet.typ != SheetTypeEnum.WorkSheet:
                continue
            if sheet.visible != SheetVisibleEnum.Visible:
                notes.append(f"Лист «{sheet.name}» скрыт и не прочитан.")
                continue
            grid = _grid(workbook.get_sheet_by_index(place), book.odd.get(place, {}))
            if grid.lines:
                found.append(grid)
    return found, notes


def _grid(sheet: CalamineSheet, odd: Odd) -> Grid:
    margin: list[Cell] = [None] * (sheet.start[1] if sheet.start else 0)
    rows: list[list[Cell]] = []
    for row in sheet.iter_rows():
        rows.append(margin + [_cell(value) for value in row])
    for (row_index, column), content in odd.items():
        _put(rows, row_index, column, content)
    carried, across = _lay_out(rows, sheet.merged_cell_ranges or [])
    lines = (
        Line(
            index + 1,
            _without_tail(row),
            frozenset(carried.get(index, ())),
            across.get(index, {}),
        )
        for index, row in enumerate(rows)
    )
    return Grid(sheet.name, tuple(line for line in lines if line.own()))


def _cell(value: Cell) -> Cell:
    if value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _put(rows: list[list[Cell]], row: int, column: int, content: str) -> None:
    """Write an odd cell, which may lie beyond what the reader gave."""
    check_size(row + 1, column + 1)
    while len(rows) <= row:
        rows.append([])
    rows[row] += [None] * (column + 1 - len(rows[row]))
    if rows[row][column] is None:
        rows[row][column] = content


def _lay_out(
    rows: list[list[Cell]], merged: Sequence[Range]
) -> tuple[Mapping[int, set[int]], Mapping[int, dict[int, int]]]:
    """Carry merged cells down; which columns of a row were carried, and which belong to a cell to the left."""
    carried: dict[int, set[int]] = {}
    across: dict[int, dict[int, int]] = {}
    width = max((len(row) for row in rows), default=0)
    room = MOST_CELLS
    for (top, left), (bottom, right) in merged:
        bottom, right = min(bottom, len(rows) - 1), min(right, width - 1)
        if top > bottom or left > right:
            continue
        room -= (bottom - top + 1) * (right - left + 1)
        if room < 0:  # merged cells never overlap in a sound book
            damaged()
        content = rows[top][left] if left < len(rows[top]) else None
        for row in range(top, bottom + 1):
            across.setdefault(row, {}).update(dict.fromkeys(range(left + 1, right + 1), left))
            if row > top and content is not None:
                rows[row] += [None] * (left + 1 - len(rows[row]))
                rows[row][left] = content
                carried.setdefault(row, set()).update(range(left, right + 1))
    return carried, across


def _without_tail(row: list[Cell]) -> tuple[Cell, ...]:
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return tuple(row[:end])
