"""Where the facts of a list came from: the file, its hash, the day, and the act that approved the list."""

import re
from dataclasses import dataclass
from datetime import date

from narcdesk.dates import BadDate
from narcdesk.registry.columns import Mapping
from narcdesk.registry.files import ListFile
from narcdesk.registry.grid import Grid, as_title
from narcdesk.registry.included import DAY, as_day

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

    @property
    def title(self) -> str:
        """How the source is called until a person calls it otherwise: the file's name without its ending."""
        return _ENDING.sub("", self.file_name) or self.file_name

    @property
    def as_of(self) -> date:
        """The day of the facts as far as the file tells it: that of the act, never one that is still to come."""
        return min(self.act_date or self.read_on, self.read_on)


def source_of(file: ListFile, grid: Grid, mapping: Mapping, read_on: date) -> Source:
    """The source with the act as the heading over the table names it, if it plainly does."""
    act, act_date = act_in(heading(grid, mapping))
    return Source(file.name, file.sha256, read_on, grid.sheet, act, act_date)


def heading(grid: Grid, mapping: Mapping) -> str:
    """The words over the header of the table."""
    if mapping.header_row is None:
        return ""
    above = (line for line in grid.lines if line.number < (mapping.header_row or 0))
    return " ".join(as_title(cell) for line in above for cell in line.own().values())[:LONGEST_HEADING]


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
