"""Periods of a report: years, quarters, months."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from narcdesk.dates.days import FIRST_YEAR, LAST_YEAR, MONTHS, add_months
from narcdesk.errors import UserError
from narcdesk.names import clean

_QUARTERS = ("I", "II", "III", "IV")


class BadPeriod(UserError):
    """What was typed is not a year, a quarter or a month."""


@dataclass(frozen=True)
class Period:
    """A year, a quarter or a month of a report, both ends included."""

    start: date
    end: date
    label: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """From «2026», «2026-Q3» or «2026-07»; raises BadPeriod."""
        match = re.fullmatch(r"(\d{4})(?:-(?:Q([1-4])|(\d\d)))?", clean(text).upper())
        if match and FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
            year, quarter, month = int(match[1]), match[2], match[3]
            if quarter:
                return cls._of(year, int(quarter) * 3 - 2, 3)
            if not month:
                return cls._of(year, 1, 12)
            if 1 <= int(month) <= 12:
                return cls._of(year, int(month), 1)
        raise BadPeriod(
            "Не получилось прочитать период.",
            do="Введите год (2026), квартал (2026-Q3) или месяц (2026-07).",
        )

    @classmethod
    def _of(cls, year: int, first_month: int, months: int) -> Self:
        start = date(year, first_month, 1)
        if months == 12:
            label = f"{year} год"
        elif months == 3:
            label = f"{_QUARTERS[first_month // 3]} квартал {year} года"
        else:
            label = f"{MONTHS[first_month - 1][0]} {year} года"
        return cls(start, add_months(start, months) - timedelta(days=1), label)

    @property
    def is_year(self) -> bool:
        """Whether it is a whole year, which alone may stand beside a yearly plan."""
        return self._months == 12

    @property
    def code(self) -> str:
        """What `parse` reads: «2026», «2026-Q3», «2026-07»."""
        if self._months == 12:
            return f"{self.start.year}"
        if self._months == 3:
            return f"{self.start.year}-Q{self.end.month // 3}"
        return f"{self.start.year}-{self.start.month:02}"

    @property
    def eve(self) -> date:
        """The day before it begins: on its evening stands what is counted at the start."""
        return self.start - timedelta(days=1)

    def contains(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.start <= day <= self.end

    def previous_year(self) -> Self:
        """The same period a year before, for comparison."""
        return self._of(self.start.year - 1, self.start.month, self._months)

    @property
    def _months(self) -> int:
        return self.end.month - self.start.month + 1
