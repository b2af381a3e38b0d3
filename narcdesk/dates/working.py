"""Working days by the production calendar of resources/calendars.

What an office has set for a year of its own comes in through `with_year`: its register knows it (`working_days.py`).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Self

import yaml

from narcdesk.errors import UserError
from narcdesk.places import RESOURCES


class BadCalendar(UserError):
    """The file of the production calendar is missing or broken."""


@dataclass(frozen=True)
class Calendar:
    """The production calendar of the five-day week (ТК РФ ст. 111, 112), with each year's transfers."""

    years: frozenset[int]
    days_off: frozenset[date]
    working_weekends: frozenset[date]
    holidays: frozenset[str]  # month and day of what is a holiday every year: "05-09"
    acts: Mapping[int, str] = field(default_factory=dict)  # the act that moved the days of a year, where it is known

    @classmethod
    def load(cls, path: Path = RESOURCES / "calendars" / "ru.yaml") -> Self:
        """Read it from its file, which an office can extend by a year; raises BadCalendar."""
        try:
            raw = yaml.safe_load(path.read_text(encoding="utf-8"))
            years: Mapping[int, Mapping[str, Any]] = raw["years"]
            return cls(
                years=frozenset(years),
                days_off=frozenset(_days_of(years, "days_off", weekend=False)),
                working_weekends=frozenset(_days_of(years, "working_weekends", weekend=True)),
                holidays=frozenset(raw["every_year"]),
                acts={year: str(kept["act"]) for year, kept in years.items() if kept.get("confirmed")},
            )
        except (OSError, yaml.YAMLError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise BadCalendar(
                f"Производственный календарь {path.name} не читается.",
                do="Верните прежний файл календаря или установите программу заново.",
            ) from error

    def knows(self, year: int) -> bool:
        """Whether the transfers of that year are known; if not, a term that falls into it is a rough one."""
        return year in self.years

    def with_year(
        self, year: int, days_off: Collection[date], working_weekends: Collection[date], act: str
    ) -> "Calendar":
        """The same calendar with a year as an office has it from its act, whatever stood there before."""
        others = {name: {day for day in days if day.year != year} for name, days in self._lists().items()}
        return replace(
            self,
            years=self.years | {year},
            days_off=frozenset(others["days_off"].union(days_off)),
            working_weekends=frozenset(others["working_weekends"].union(working_weekends)),
            acts={**self.acts, year: act},
        )

    def _lists(self) -> dict[str, frozenset[date]]:
        return {"days_off": self.days_off, "working_weekends": self.working_weekends}

    def doubt(self, first: date, last: date) -> str:
        """Why working days between two days may be counted wrong, in words; "" where each year has its act."""
        years = range(first.year, last.year + 1)
        if none := [year for year in years if not self.knows(year)]:
            return f"производственного календаря на {none[0]} год нет, рабочие дни посчитаны без переносов"
        if unsure := [year for year in years if year not in self.acts]:
            return f"календарь на {unsure[0]} год не сверен с постановлением о переносах"
        return ""

    def is_working_day(self, day: date) -> bool:
        """Whether the office works; in an unknown year all but weekends and the law's holidays is work."""
        weekend = day.weekday() >= 5
        if self.knows(day.year):
            return day in self.working_weekends if weekend else day not in self.days_off
        return not weekend and f"{day:%m-%d}" not in self.holidays

    def add_working_days(self, day: date, n: int) -> date:
        """The `n`-th working day after a day (before it if `n` is negative); 0 gives the day itself."""
        step = timedelta(days=1 if n > 0 else -1)
        for _ in range(abs(n)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day


@cache
def included_calendar() -> Calendar:
    """The calendar that comes with the program, read once; raises BadCalendar. An office may have set more."""
    return Calendar.load()


def _days_of(years: Mapping[int, Mapping[str, Any]], key: str, *, weekend: bool) -> Iterable[date]:
    for year, lists in years.items():
        for day in lists[key]:
            if day.year != year or (day.weekday() >= 5) is not weekend:
                raise ValueError(f"{key} of {year} cannot hold {day}")
            yield day
