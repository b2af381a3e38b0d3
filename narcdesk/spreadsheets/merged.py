"""Cells that are merged, of a book or of a page: laid out as lines that know where each cell came from."""

from collections.abc import Mapping, Sequence

from narcdesk.spreadsheets.grid import MOST_CELLS, Cell, Grid, Line, too_big

Range = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last cell of a merged one: row and column from 0."""


def laid_out(sheet: str, rows: list[list[Cell]], merged: Sequence[Range]) -> Grid:
    """The grid of a sheet; empty lines are left out."""
    carried, across = _lay_out(rows, merged)
    lines = (
        Line(
            index + 1,
            _without_tail(row),
            frozenset(carried.get(index, ())),
            across.get(index, {}),
        )
        for index, row in enumerate(rows)
    )
    # Most lines carry nothing from above, and then any cell is their own.
    return Grid(sheet, tuple(line for line in lines if (line.own() if line.carried else line.cells)))


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
            too_big("объединённых ячеек слишком много")
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
