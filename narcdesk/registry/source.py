"""Where the facts of a list came from: the file, its hash, the day, and the act that approved the list."""

import re
from dataclasses import dataclass
from datetime import date

from narcdesk.dates import BadDate
from narcdesk.registry.columns import Mapping
from narcdesk.registry.included import DAY, as_day
from narcdesk.spreadsheets.files import ListFile
from narcdesk.spreadsheets.grid import Grid, as_title

LONGEST_HEADING = 2_000  # characters; an act is named near the beginning

_ENDING = re.compile(r"\.(xlsx|xlsm|xls|csv|tsv|txt)$", re.IGNORECASE)  # not every dot: «Реестр на 01.03.2026»


@dataclass(frozen=True)
class Source:
    """The source of every fact of one list; the act is a proposal until the person confirms it."""

    file_name: str
    sha256: str
    read_on: date
    sheet: str
    act: str = ""
    act_date: date | None = None
    stated_on: date | None = None  # «по состоянию на …», by the heading or else by the file's name

    @property
    def title(self) -> str:
        """How the source is called until a person calls it otherwise: the file's name without its ending."""
        return _ENDING.sub("", self.file_name) or self.file_name

    @property
    def as_of(self) -> date:
        """The day of the facts as far as the file tells it; today where it tells none, never one still to come."""
        return min(self.stated_on or self.act_date or self.read_on, self.read_on)

    @property
    def is_dated(self) -> bool:
        """Whether the file tells by itself of which day its facts are."""
        return self.stated_on is not None or self.act_date is not None


def source_of(file: ListFile, grid: Grid, mapping: Mapping, read_on: date) -> Source:
    """The source with the day and the act as the heading over the table names them, if it plainly does."""
    over = heading(grid, mapping)
    act, act_date = act_in(over)
    stated_on = _stated_in(over) or _stated_under(grid, mapping) or _in_name(_ENDING.sub("", file.name))
    return Source(file.name, file.sha256, read_on, grid.sheet, act, act_date, stated_on)


def heading(grid: Grid, mapping: Mapping) -> str:
    """The words over the header of the table."""
    if mapping.header_row is None:
        return ""
    above = (line for line in grid.lines if line.number < (mapping.header_row or 0))
    return " ".join(as_title(cell) for line in above for cell in line.own().values())[:LONGEST_HEADING]


_STATED = re.compile(rf"\bна (?P<day>{DAY})")
_AT_THE_FOOT = re.compile(rf"по состоянию на (?P<day>{DAY})")
_ANY_DAY = re.compile(rf"(?P<day>{DAY})")


def _stated_in(text: str) -> date | None:
    return _day(_STATED.search(text.lower()))


def _stated_under(grid: Grid, mapping: Mapping) -> date | None:
    """The same in a note under the table: a line of one cell."""
    lines = (line.own().values() for line in grid.lines if line.number > mapping.last_header_row)
    notes = (as_title(cell).lower() for cells in lines if len(cells) == 1 for cell in cells)
    return next((day for note in notes if (day := _day(_AT_THE_FOOT.search(note)))), None)


def _in_name(name: str) -> date | None:
    """The day in a file's name, «на» before it or not; of two days nobody knows which it is."""
    text = name.lower().replace("_", " ")
    days = list(_ANY_DAY.finditer(text))
    return _stated_in(text) or (_day(days[0]) if len(days) == 1 else None)


def _day(found: re.Match[str] | None) -> date | None:
    try:
        return as_day(found["day"]) if found else None
    except BadDate:
        return None


_KIND = r"\b(?:приказ|распоряжени|постановлени|решени)\w*[^;№]{0,250}?"
_NUMBER = r"(?:№|N) ?\d[\w/-]*"
_ACTS = (
    re.compile(rf"{_KIND} от (?P<day>{DAY})(?: ?г\.?| года)?,? {_NUMBER}", re.IGNORECASE),
    re.compile(rf"{_KIND} {_NUMBER} от (?P<day>{DAY})", re.IGNORECASE),
)


def act_in(text: str) -> tuple[str, date | None]:
    """The first act that a heading names with number and date, in the words of the heading; else nothing."""
    found = [match for pattern in _ACTS if (match := pattern.search(text))]
    for match in sorted(found, key=re.Match.start):
        try:
            return match[0], as_day(match["day"].lower())
        except BadDate:
            continue
    return "", None
