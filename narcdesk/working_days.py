"""The production calendar of the office: years that it has entered or changed by an act, over those of the program.

The government moves days off once a year, by an act of autumn. A year of the office replaces the one that came with
the program, so that a newer act needs no newer program. Terms in working days are counted by `office_calendar` alone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk.base import Base
from narcdesk.dates import BadDate, Calendar, included_calendar, parse_day, show
from narcdesk.errors import Invalid, Problem
from narcdesk.fields import Kind, asked, read
from narcdesk.register import Register

FIRST, LAST = 2000, 2099  # years that an office may enter
_CACHED = "office calendar"  # in the session: a list asks for it with each of its rows


class WorkingYear(Base, kw_only=True):
    """A year as the office has it from its act; `days_off` are weekdays, `working_weekends` Saturdays and Sundays."""

    __tablename__ = "working_years"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    year: Mapped[int] = mapped_column(unique=True, info=asked("Год", Kind.NUMBER, required=True, width=6))
    act: Mapped[str] = mapped_column(
        sa.String(300),
        info=asked("Акт", Kind.TEXT, required=True, width=52, hint="кто принял, дата и номер, как в самом акте"),
    )
    days_off: Mapped[list[str]]  # ISO days
    working_weekends: Mapped[list[str]]


@dataclass(frozen=True)
class Year:
    """A year of the calendar as it holds: the program's or the office's own."""

    year: int
    act: str  # "" while no act of it is known
    days_off: tuple[date, ...]
    working_weekends: tuple[date, ...]
    is_own: bool = False


def office_calendar(session: Session) -> Calendar:
    """The calendar that the office counts by; raises BadCalendar."""
    if _CACHED not in session.info:
        calendar = included_calendar()
        for own in session.scalars(sa.select(WorkingYear)):
            calendar = calendar.with_year(own.year, _days(own.days_off), _days(own.working_weekends), own.act)
        session.info[_CACHED] = calendar
    found = session.info[_CACHED]
    assert isinstance(found, Calendar)
    return found


def calendar_of(register: Register) -> Calendar:
    """The same for a window."""
    with register.read() as session:
        return office_calendar(session)


def years(register: Register) -> list[Year]:
    """Every year that has a calendar, the newest first."""
    with register.read() as session:
        calendar = office_calendar(session)
        own = set(session.scalars(sa.select(WorkingYear.year)))
    return [_year(calendar, year, is_own=year in own) for year in sorted(calendar.years, reverse=True)]


def proposed(register: Register, year: int) -> Year:
    """A year to be entered: as it stands, or the holidays of the law with what of them falls on a weekend moved on.

    ТК РФ ст. 112: a holiday on a weekend gives the next working day, but those of January, which the act moves.
    """
    with register.read() as session:
        calendar = office_calendar(session)
    if calendar.knows(year):
        return _year(calendar, year)
    holidays = [date(year, *map(int, day.split("-"))) for day in sorted(calendar.holidays)]
    off = {day for day in holidays if day.weekday() < 5}
    for day in holidays:
        if day.month > 1 and day.weekday() >= 5:
            moved = day + timedelta(days=7 - day.weekday())
            off.add(moved if moved not in off else moved + timedelta(days=1))
    return Year(year, "", tuple(sorted(off)), ())


def amend(register: Register, typed: Mapping[str, Any]) -> Year:
    """Enter a year, or change one: the days off of the week and the weekends that are worked, by an act."""
    with register.write("office.amend_calendar") as session:
        asked_for = {name: value for name, value in typed.items() if name not in ("days_off", "working_weekends")}
        reading = read(WorkingYear, asked_for, register.today(), whole=True)
        problems, values = list(reading.problems), reading.values
        year = values.get("year")
        if year is not None and not FIRST <= year <= LAST:
            problems.append(Problem("year", f"Год: от {FIRST} до {LAST}"))
        if problems:
            raise Invalid(problems)
        off: list[date] = []
        worked: list[date] = []
        for name, title, days in (("days_off", "Выходные", off), ("working_weekends", "Рабочие", worked)):
            try:
                days += sorted(set(read_days(str(typed.get(name) or ""), values["year"])))
            except BadDate as error:
                problems.append(Problem(name, f"{title}: {error.what[:1].lower()}{error.what[1:].rstrip('.')}"))
        problems += [
            Problem("working_weekends", f"Рабочие: {show(day)} и так рабочий день, здесь только субботы и воскресенья")
            for day in worked
            if day.weekday() < 5
        ][:1]
        if not problems and not off:
            problems.append(Problem("days_off", "Выходные: перечислите праздничные и перенесённые дни года"))
        if problems:
            raise Invalid(problems)
        kept = session.scalar(sa.select(WorkingYear).where(WorkingYear.year == values["year"]))
        if kept is None:
            kept = WorkingYear(**values, days_off=[], working_weekends=[])
            session.add(kept)
        kept.act = values["act"]
        # A weekend among the days off is one anyway: acts name whole spans, such as 1 to 8 January.
        kept.days_off = [day.isoformat() for day in off if day.weekday() < 5]
        kept.working_weekends = [day.isoformat() for day in worked]
        session.flush()
        session.info.pop(_CACHED, None)
        return _year(office_calendar(session), kept.year, is_own=True)


_SPAN = re.compile(r"\s*[-–—]\s*")
_DAY = re.compile(r"\d{1,2}\.\d{1,2}(?:\.(?:\d{2}|\d{4}))?\Z")


def read_days(text: str, year: int) -> Iterator[date]:
    """The days of «01.01-08.01, 24.02»: separated by commas, semicolons or lines; raises BadDate."""
    for part in filter(None, (one.strip() for one in re.split(r"[,;\n]", text))):
        ends = _SPAN.split(part)
        if len(ends) > 2:
            raise BadDate(f"«{part}» не читается.", do="Пишите дни так: 24.02 или 01.01-08.01.")
        first, last = _day(ends[0], year), _day(ends[-1], year)
        if last < first:
            raise BadDate(f"«{part}»: конец раньше начала.", do="Поменяйте дни местами.")
        for step in range((last - first).days + 1):
            yield first + timedelta(days=step)


def shown_days(days: tuple[date, ...]) -> str:
    """The same the other way: days on end as a span."""
    spans: list[list[date]] = []
    for day in days:
        if spans and day - spans[-1][-1] == timedelta(days=1):
            spans[-1].append(day)
        else:
            spans.append([day])
    return ", ".join(f"{one[0]:%d.%m}" + (f"–{one[-1]:%d.%m}" if len(one) > 1 else "") for one in spans)


def _day(text: str, year: int) -> date:
    if not _DAY.match(text.strip()):
        raise BadDate(f"«{text}» — не день.", do="Пишите дни так: 24.02 или 01.01-08.01.")
    written = text.strip() if text.count(".") == 2 else f"{text.strip()}.{year}"
    day = parse_day(written, today=date(year, 1, 1))
    if day.year != year:
        raise BadDate(f"«{text}» не в {year} году.", do="Впишите дни этого года; другой год вносят отдельно.")
    return day


def _days(written: list[str]) -> list[date]:
    return [date.fromisoformat(day) for day in written]


def _year(calendar: Calendar, year: int, *, is_own: bool = False) -> Year:
    def of(days: frozenset[date]) -> tuple[date, ...]:
        return tuple(sorted(day for day in days if day.year == year))

    return Year(year, calendar.acts.get(year, ""), of(calendar.days_off), of(calendar.working_weekends), is_own)
