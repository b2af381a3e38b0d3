"""The plain book of an invented office: what it did in its year, and the few reckonings of days that rules need.

Nothing of the program is here: days are counted anew, in words of the book alone.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

FIRST = date(2026, 1, 12)
DAYS = 365
DAY = timedelta(days=1)
NOBODY = 0  # of a paper about somebody who has no card
Row = dict[str, Any]

# Weekdays that are no working days, by the acts of the Government for 2026 and by article 112 for what follows.
OFF = {date(2026, month, day) for month, day in ((2, 23), (3, 9), (5, 1), (5, 11), (6, 12), (11, 4), (12, 31))} | {
    date(2027, 1, day) for day in (1, 4, 5, 6, 7, 8)
}
LETTER = {
    "recipient_kind": "court",
    "recipient": "Заречный районный суд",
    "recipient_address": "р. п. Заречье, ул. Судебная, д. 1",
    "ground": "13.4.3",
    "basis": "запрос от 12.01.2026 № 8",
    "words": "на учёте состоит",
}


def working_days_after(day: date, count: int) -> date:
    """The day on which so many working days have gone."""
    while count:
        day += DAY
        count -= day.weekday() < 5 and day not in OFF
    return day


def months_after(day: date, count: int) -> date:
    """The same day so many months on, or the last day of a month that is too short for it."""
    months = day.year * 12 + day.month - 1 + count
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def years_before(day: date, years: int) -> date:
    """The same day of an earlier year, and no 29 February."""
    return day.replace(year=day.year - years, day=min(day.day, 28))


def surname(number: int) -> str:
    """A surname for each number, all different."""
    return "".join("абвгдежзик"[int(digit)] for digit in f"{number:04}").capitalize() + "ов"


def newest(rows: Iterable[Row], day: str = "on") -> Row | None:
    """The last row by its day; of two of one day the one that was written last."""
    return max(rows, key=lambda row: (row[day], row["id"]), default=None)


class Book:
    """What the office knows, in plain lists of rows; a row that was struck out says so."""

    def __init__(self) -> None:
        self.people: dict[int, Row] = {}
        self.settings: dict[str, int] = {}  # what the head has set where no order says it
        self.terms: list[Row] = []  # of notices about court duties, set by the office
        for name in ROWS:
            setattr(self, name, [])

    episodes: list[Row]
    visits: list[Row]
    pauses: list[Row]
    diagnoses: list[Row]
    sober: list[Row]  # facts of use and of abstinence
    decisions: list[Row]  # of the commission
    duties: list[Row]
    broken: list[Row]  # prescriptions not carried out
    consents: list[Row]
    programmes: list[Row]
    contacts: list[Row]
    applications: list[Row]
    certificates: list[Row]
    acts: list[Row]  # of providers about courses under a certificate
    providers: list[Row]
    letters: list[Row]
    sent_here: list[Row]
    sent_on: list[Row]
    refusals: list[Row]
    motivation: list[Row]
    steps: list[Row]  # of motivation
    talks: list[Row]
    plans: list[Row]
    planned: list[Row]  # steps of plans of treatment
    courses: list[Row]
    marks: list[Row]
    help: list[Row]

    def alive(self, who: int) -> bool:
        """Whether a person has not died; who is known by a paper alone is taken to live."""
        return who == NOBODY or self.people[who]["died"] is None

    def standing(self, rows: list[Row], **wanted: Any) -> list[Row]:
        """The rows of the living that are not struck out, with these values."""
        return [
            row
            for row in rows
            if not row.get("struck")
            and all(row[name] == value for name, value in wanted.items())
            and self.alive(row["who"])
        ]

    def last_diagnosis(self, who: int) -> tuple[str, str] | None:
        """Substance and state of the diagnosis of now, «F10» and «2»."""
        last = newest(self.standing(self.diagnoses, who=who))
        return (last["substance"], last["state"]) if last else None


ROWS = tuple(name for name in Book.__annotations__)
