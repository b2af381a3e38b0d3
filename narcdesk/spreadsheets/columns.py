"""Which column of a list tells which fact: proposed from the titles, changed by the person if need be.

What the words over a column mean is known to the kind of list (`Words`): of providers, of patients.
"""

import re
from collections.abc import Callable, Sequence
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, replace

from narcdesk.names import search_key
from narcdesk.spreadsheets.grid import BadList, Cell, Grid, Line, as_title

UNDER = " / "  # between the titles of a header of several lines, from the top down
LOOKED_AT = 60  # the header stands among the first lines, under the heading of the list
DEEPEST = 3  # a header may have titles under titles: «Мест» over «М» and «Ж»
LONGEST_SUBTITLE = 60


@dataclass(frozen=True)
class Words:
    """What the titles of one kind of list mean: the facts of a title, each with how sure it is (0 is the surest).

    `leading` is the fact that no record lacks: one column of it alone is a list.
    """

    recognise: Callable[[str], AbstractMapping[str, int]]
    leading: str

    def is_title(self, text: str) -> bool:
        """Whether these words stand over a column of such a list."""
        return bool(self.recognise(text))


@dataclass(frozen=True)
class Mapping:
    """Where the header stands (row numbers of the sheet; None when none was found) and what its columns tell.

    `columns` leads a fact to its column (from 0); one column may tell several facts. `titles` are the words over
    every column.
    """

    header_row: int | None
    last_header_row: int
    columns: dict[str, int]
    titles: dict[int, str]

    def title(self, column: int) -> str:
        """How a message names a column: by its title, or by its place where there is none."""
        return self.titles.get(column) or f"столбец {column + 1}"

    @property
    def unmapped(self) -> dict[int, str]:
        """Columns that are not taken; the one that only counts the rows is not among them."""
        taken = set(self.columns.values())
        return {at: title for at, title in self.titles.items() if at not in taken and not is_ordinal(title)}

    @property
    def remembered(self) -> dict[str, str]:
        """The titles of the chosen columns by fact, to be proposed again for the next list of the region."""
        return {fact: self.titles[column] for fact, column in self.columns.items() if column in self.titles}

    def with_column(self, fact: str, column: int | None) -> "Mapping":
        """The same with one fact taken from another column, or from none."""
        columns = {kept: place for kept, place in self.columns.items() if kept != fact}
        return replace(self, columns=columns if column is None else {**columns, fact: column})


def propose(
    grid: Grid, words: Words, *, header_row: int | None = None, remembered: AbstractMapping[str, str] | None = None
) -> Mapping:
    """The likeliest header and its columns; the person may name the row, and what was chosen before comes first.

    Raises BadList when the named row is empty.
    """
    best = Mapping(None, 0, {}, {})
    for index, line in enumerate(grid.lines if header_row else grid.lines[:LOOKED_AT]):
        if header_row is None or line.number == header_row:
            proposals = _proposals(grid, index, words, remembered or {})
            if header_row or (_is_header(proposals[0], grid.width, words) and not _holds_numbers(line)):
                best = max(best, *proposals, key=lambda one: len(one.columns) if one.header_row else -1)
    if header_row and best.header_row is None:
        raise BadList(f"Строка {header_row} пуста: заголовком она быть не может.", do="Укажите другую строку.")
    return best


def _is_header(mapping: Mapping, width: int, words: Words) -> bool:
    """Titles over two columns at least: the heading of a list has our words too, but in one cell."""
    return len(set(mapping.columns.values())) > 1 or (width == 1 and words.leading in mapping.columns)


_LONG_NUMBER = re.compile(r"(?:\d[ ()+-]*){9,}")


def _holds_numbers(line: Line) -> bool:
    """A telephone or ИНН stands in the line: it is a record already, whatever its words."""
    return any(_LONG_NUMBER.search(as_title(cell)) for cell in line.own().values())


def _proposals(grid: Grid, index: int, words: Words, remembered: AbstractMapping[str, str]) -> list[Mapping]:
    """The header that begins on this line, alone and with the titles under it."""
    depth = 1
    while depth < DEEPEST and index + depth < len(grid.lines) and grid.lines[index + depth].carried:
        depth += 1  # merged downwards with the header: part of it for certain
    proposals = [_proposed(grid.lines[index : index + depth], grid.width, words, remembered)]
    for line in grid.lines[index + depth : index + DEEPEST]:
        if not _may_be_subtitles(line, proposals[0].columns.get(words.leading), words):
            break
        depth += 1
        proposals.append(_proposed(grid.lines[index : index + depth], grid.width, words, remembered))
    return proposals


def _may_be_subtitles(line: Line, leading: int | None, words: Words) -> bool:
    own = line.own()
    if leading in own and not words.is_title(str(own[leading])):
        return False
    return all(_is_short_text(cell) for cell in own.values())


def _is_short_text(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) <= LONGEST_SUBTITLE and not any(letter.isdigit() for letter in cell)


def _proposed(lines: Sequence[Line], width: int, words: Words, remembered: AbstractMapping[str, str]) -> Mapping:
    titles = {column: title for column in range(width) if (title := _title(lines, column))}
    columns = _assigned(titles, words)
    by_title = {search_key(title): column for column, title in reversed(titles.items())}
    for fact, title in remembered.items():
        if search_key(title) in by_title:
            columns[fact] = by_title[search_key(title)]
    return Mapping(lines[0].number, lines[-1].number, columns, titles)


def _title(lines: Sequence[Line], column: int) -> str:
    """«Мест / М»: the words of all lines of the header over one column."""
    words: list[str] = []
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        title = line.title(column)
        if not title and below and below.title(column):
            # In a text file nothing is merged: the title over a group stands over its first column only.
            title = next((left for at in range(column - 1, -1, -1) if (left := line.title(at))), "")
        if title and title not in words:
            words.append(title)
    return UNDER.join(words)


def _assigned(titles: AbstractMapping[int, str], words: Words) -> dict[str, int]:
    """For each fact the column that tells it most surely; one that tells nothing else goes before a shared one."""
    candidates: dict[str, list[tuple[int, int, int]]] = {}
    for column, title in titles.items():
        facts = words.recognise(title)
        for fact, rank in facts.items():
            candidates.setdefault(fact, []).append((rank, len(facts), column))
    return {fact: min(found)[2] for fact, found in candidates.items()}


_ORDINAL = re.compile(r"(n|no)?( ?п ?п)?( ?№)?")


def is_ordinal(title: str) -> bool:
    """Whether a column only counts the rows: «№ п/п»."""
    return not search_key(title).strip() or bool(_ORDINAL.fullmatch(search_key(title)))
