"""A table copied from Word or from a page: the HTML of the clipboard, read within limits; nothing in it is followed."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from narcdesk.spreadsheets.grid import MOST_COLUMNS, MOST_ROWS, Cell, Grid, check_size, too_big
from narcdesk.spreadsheets.merged import Range, laid_out

DEEPEST = 30  # tables within tables
_BREAKS = {"br", "p", "div", "li"}
_UNSEEN = {"script", "style", "head", "title"}


@dataclass
class _Table:
    """A table while it is read: its rows, what is merged, and places that a cell from above takes."""

    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)  # column -> the last row that a cell from above takes
    column: int = -1
    text: list[str] | None = None  # of the cell that is being read
    spans: tuple[int, int] = (1, 1)

    def begin_row(self) -> None:
        self.end_cell()
        self.rows.append([])
        self.column = -1
        check_size(len(self.rows), 1)

    def begin_cell(self, across: int, down: int) -> None:
        self.end_cell()
        if not self.rows:
            self.begin_row()
        self.column += 1
        while self.taken.get(self.column, -1) >= len(self.rows) - 1:
            self.column += 1
        self.spans, self.text = (across, down), []

    def end_cell(self) -> None:
        if self.text is None:
            return
        row, (across, down) = self.rows[-1], self.spans
        words = [" ".join(part.split()) for part in "".join(self.text).split("\n")]
        content = "\n".join(filter(None, words))
        at, top = self.column, len(self.rows) - 1
        last = at + across - 1
        check_size(1, last + 1)
        row += [None] * (last + 1 - len(row))
        row[at] = content or None
        if across > 1 or down > 1:
            self.merged.append(((top, at), (top + down - 1, last)))
        if down > 1:
            self.taken.update(dict.fromkeys(range(at, last + 1), top + down - 1))
        self.column, self.text = last, None


class _Reader(HTMLParser):
    """All tables of a page, those within others apart; the words of a cell, its lines told by breaks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            if len(self._open) == DEEPEST:
                too_big("таблицы вложены слишком глубоко")
            self.tables.append(_Table())
            self._open.append(self.tables[-1])
        elif not self._open:
            return
        elif tag == "tr":
            self._open[-1].begin_row()
        elif tag in ("td", "th"):
            told = dict(attrs)
            across, down = (
                _span(told.get(name), most) for name, most in (("colspan", MOST_COLUMNS), ("rowspan", MOST_ROWS))
            )
            self._open[-1].begin_cell(across, down)
        elif tag in _BREAKS:
            self._say("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif not self._open:
            return
        elif tag in ("td", "th", "tr"):
            self._open[-1].end_cell()
        elif tag == "table":
            self._open.pop().end_cell()
        elif tag in _BREAKS:
            self._say("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._say(data.replace("\n", " "))

    def _say(self, words: str) -> None:
        if self._open and (text := self._open[-1].text) is not None:
            text.append(words)

    def close(self) -> None:
        super().close()
        while self._open:
            self._open.pop().end_cell()


def _span(told: str | None, most: int) -> int:
    return min(max(int(told), 1), most) if told and told.isdecimal() and len(told) < 7 else 1


def grids(html: str) -> list[Grid]:
    """The tables of a copied piece of a page, in their order; none where there is no table. Raises BadList."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    several = len(reader.tables) > 1
    found = [
        laid_out(f"таблица {number}" if several else "", _bounded(table.rows), table.merged)
        for number, table in enumerate(reader.tables, start=1)
    ]
    return [grid for grid in found if grid.lines]


def _bounded(rows: list[list[Cell]]) -> list[list[Cell]]:
    check_size(len(rows), max(map(len, rows), default=0))
    return rows
