"""A date of which a part may be unknown: most often a birth date told by the person himself."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Self

from narcdesk.dates.days import age_on
from narcdesk.dates.typed import TAIL, bad, checked_day, month_named, parse_day
from narcdesk.names import clean


@total_ordering
@dataclass(frozen=True)
class PartialDay:
    """A date known to the year, to the month or whole; unknown is a value, never a guess."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day without its month")
        _ = self.earliest  # a date that is not in the calendar raises ValueError

    def __lt__(self, other: Self) -> bool:
        return self.iso < other.iso

    @classmethod
    def of(cls, day: date) -> Self:
        """A whole date."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def from_iso(cls, iso: str) -> Self:
        """From «1987», «1987-03» or «1987-03-12» as the register keeps it; ValueError for anything else."""
        if not re.fullmatch(r"\d{4}(-\d\d){0,2}", iso):
            raise ValueError("not a partial date")
        return cls(*map(int, iso.split("-")))

    @property
    def iso(self) -> str:
        """As the register keeps it; sorts by time, the less certain first."""
        return "-".join(f"{part:0{width}}" for part, width in ((self.year, 4), (self.month, 2), (self.day, 2)) if part)

    @property
    def shown(self) -> str:
        """«12.03.1987», «__.03.1987», «__.__.1987»."""
        month = "__" if self.month is None else f"{self.month:02}"
        day = "__" if self.day is None else f"{self.day:02}"
        return f"{day}.{month}.{self.year:04}"

    @property
    def is_full(self) -> bool:
        """Whether the day is known."""
        return self.day is not None

    @property
    def as_day(self) -> date | None:
        """The date when it is known whole."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    @property
    def earliest(self) -> date:
        """The first day it can be."""
        return date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @property
    def latest(self) -> date:
        """The last day it can be."""
        if self.month is None:
            return date(self.year, 12, 31)
        return date(self.year, self.month, self.day or monthrange(self.year, self.month)[1])

    def least_age_on(self, day: date) -> int:
        """Full years that are certain on a day, never below 0: what a threshold of the law asks for."""
        return max(0, age_on(self.latest, day))

    def age_on(self, day: date) -> int:
        """Full years on a day, never below 0; an unknown part is taken at its middle: 1 July, the 15th."""
        if self.month is None:
            middle = date(self.year, 7, 1)
        else:
            middle = date(self.year, self.month, self.day or 15)
        return max(0, age_on(middle, day))


_UNKNOWN = r"(?:[_?xх*]{1,2}|00?)"
_YEAR_ALONE = re.compile(rf"(?:{_UNKNOWN}[ ./,-]*)?(?:{_UNKNOWN}[ ./,-]*)?(\d{{4}})")
_MONTH_AND_YEAR = re.compile(rf"(?:{_UNKNOWN}[ ./,-]+)?(\d{{1,2}}|[а-яё]{{3,}})[ ./,-]+(\d{{4}})")
_PARTIAL_ISO = re.compile(r"(\d{4})-(\d\d)")


def parse_partial_day(text: str, *, today: date) -> PartialDay:
    """A birth date as far as it is known: «12.03.1987», «03.1987», «__.03.1987», «1987»; raises BadDate.

    It is never in the future.
    """
    typed = TAIL.sub("", clean(text).lower())
    if match := _YEAR_ALONE.fullmatch(typed):
        year, month = match[1], None
    elif match := _PARTIAL_ISO.fullmatch(typed):
        year, month = match[1], int(match[2])
    elif match := _MONTH_AND_YEAR.fullmatch(typed):
        year, month = match[2], int(match[1]) if match[1].isdecimal() else month_named(match[1])
    else:
        return PartialDay.of(parse_day(text, today=today, lean="past"))
    earliest = checked_day(year, month or 1, 1, today, "past")
    partial = PartialDay(earliest.year, month)
    if earliest > today:
        bad(f"Дата {partial.shown} ещё не наступила.")
    return partial
