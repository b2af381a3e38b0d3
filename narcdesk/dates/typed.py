"""A day as it is typed: figures with or without marks, words, or a few keys for the days around today."""

import calendar
import re
from datetime import date, timedelta
from typing import Literal, NoReturn

from narcdesk.dates.days import FIRST_YEAR, LAST_YEAR, MONTHS, add_months, show
from narcdesk.errors import UserError
from narcdesk.names import clean

Lean = Literal["any", "past", "future"]


class BadDate(UserError):
    """What was typed is not a day of the calendar, or cannot be told for sure."""


def parse_day(text: str, *, today: date, lean: Lean = "any") -> date:
    """The day that was typed, by keys or in words; raises BadDate.

    `lean` says which century a year of two figures belongs to, and "past" (births, events) refuses a day
    that has not come yet.
    """
    typed = clean(text).lower()
    day = _relative(typed, today) or _absolute(typed, today, lean)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        bad(f"Год {day.year} не подходит: ждали от {FIRST_YEAR} до {LAST_YEAR}.")
    if lean == "past" and day > today:
        bad(f"Дата {show(day)} ещё не наступила.")
    return day


_EXAMPLES = "Введите дату так: 12.03.2024, 12032024 или 12 марта 2024."


def bad(what: str) -> NoReturn:
    """Raise BadDate with how a date is typed."""
    raise BadDate(what, do=_EXAMPLES)


# The keys of «с» and «м» give c and v in the English layout.
_WORDS = {"с": 0, "c": 0, "сегодня": 0, "вчера": -1, "завтра": 1}


def _relative(typed: str, today: date) -> date | None:
    if typed in _WORDS:
        return today + timedelta(days=_WORDS[typed])
    match = re.fullmatch(r"([мmv]?) ?([+-]) ?(\d{1,4})", typed)
    if not match:
        return None
    number = int(match[2] + match[3])
    return add_months(today, number) if match[1] else today + timedelta(days=number)


_UNITED = re.compile(r"(\d\d)(\d\d)(\d{4}|\d\d)")
_SEPARATED = re.compile(r"(\d{1,2})[ ./,-]+(\d{1,2})[ ./,-]+(\d{4}|\d\d)")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_IN_WORDS = re.compile(r"[«\"]?(\d{1,2})[»\"]?[ .-]*([а-яё]{3,})[ .,-]*(\d{4}|\d\d)")
TAIL = re.compile(r" ?(г|год|года)\.?$|[ t]0?0:00(:00)?$")  # a year's word; midnight, pasted from a sheet
_LETTERS_FOR_DIGITS = str.maketrans("оoз", "003")


def _absolute(typed: str, today: date, lean: Lean) -> date:
    typed = TAIL.sub("", typed)
    match = _IN_WORDS.fullmatch(typed)
    if match:
        return checked_day(match[3], month_named(match[2]), int(match[1]), today, lean)
    figures = typed.translate(_LETTERS_FOR_DIGITS)
    if match := _ISO.fullmatch(figures):
        return checked_day(match[1], int(match[2]), int(match[3]), today, lean)
    if match := _UNITED.fullmatch(figures) or _SEPARATED.fullmatch(figures):
        return checked_day(match[3], int(match[2]), int(match[1]), today, lean)
    if not typed:
        bad("Дата не введена.")
    if re.fullmatch(r"\d{1,2}[ ./,-]+(\d{1,2})", figures):
        bad("В дате не хватает года.")
    bad("Не получилось прочитать дату.")


def month_named(word: str) -> int:
    """The month of a whole or shortened name in small letters."""
    for month, names in enumerate(MONTHS, start=1):
        if any(name.startswith(word) for name in names):
            return month
    bad(f"Месяца «{word}» нет.")


def checked_day(year_typed: str, month: int, day: int, today: date, lean: Lean) -> date:
    """The day of the calendar, its year given by two or four figures."""
    if not 1 <= month <= 12:
        bad(f"Месяца {month} нет: месяцы от 1 до 12.")
    year = int(year_typed)
    if len(year_typed) == 2:
        year = _with_century(year, month, day, today, lean)
    elif not FIRST_YEAR <= year <= LAST_YEAR:
        bad(f"Год {year_typed} не подходит: ждали от {FIRST_YEAR} до {LAST_YEAR}.")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        bad(f"Дня {day} нет: {MONTHS[month - 1][0]} {year} года — это дни от 1 до {last}.")
    return date(year, month, day)


def _with_century(year: int, month: int, day: int, today: date, lean: Lean) -> int:
    """The year of two figures: of a birth the last one that has come, of a term the one nearest to today."""
    latest = {"past": today.year, "any": today.year + 20, "future": today.year + 50}[lean]
    full = latest - (latest - year) % 100
    if lean == "past" and full == today.year and (month, day) > (today.month, today.day):
        return full - 100
    return full
