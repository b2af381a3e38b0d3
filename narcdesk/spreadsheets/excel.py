"""Excel books as grids: the visible sheets, with their merged cells laid out."""

import io

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from narcdesk.spreadsheets.grid import Cell, Grid, check_size
from narcdesk.spreadsheets.merged import laid_out
from narcdesk.spreadsheets.xlsx import Checked, Odd, damaged


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
    return laid_out(sheet.name, rows, sheet.merged_cell_ranges or [])


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
