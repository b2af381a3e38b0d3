"""What should be due of certificates in use, day by day from the plain book alone: acts, payment, organisations."""

from collections.abc import Iterator
from datetime import date

from tests.year_book import DAY, Book, Row, months_after
from tests.year_rules_watch import Due


def provider_acts(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """A month of a course that is over, or the course itself, is told by the fifth of the month that follows."""
    for given in _in_use(book):
        days = _untold(book, given, day)
        if not days:
            continue
        first = days[0]
        goes_on = given["state"] == "active" and (first.year, first.month) == (day.year, day.month)
        due = months_after(first.replace(day=5), 1)
        if not goes_on and due <= soon:
            yield given["who"], given["id"], due


def settlements(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """The course is over, every day of it is told, and nobody has paid: no day is set for that."""
    for given in _in_use(book):
        acts = book.standing(book.acts, certificate=given["id"])
        if given["state"] == "used" and acts and not _untold(book, given, day):
            yield given["who"], given["id"], None


def providers_excluded(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """A certificate that may be used names an organisation that the registry has no more."""
    gone = {one["id"] for one in book.providers if one["gone"] is not None and one["gone"] <= day}
    for given in book.standing(book.certificates):
        if given["state"] in ("issued", "active") and given["provider"] in gone:
            yield given["who"], given["id"], None


def _in_use(book: Book) -> list[Row]:
    return [given for given in book.standing(book.certificates) if given["state"] in ("active", "used")]


def _untold(book: Book, given: Row, day: date) -> list[date]:
    """The days of its course up to this one that stand in no act."""
    told = {
        act["since"] + number * DAY
        for act in book.standing(book.acts, certificate=given["id"])
        for number in range((act["until"] - act["since"]).days + 1)
    }
    last = given["over"] or day
    every = [given["begun"] + number * DAY for number in range((last - given["begun"]).days + 1)]
    return [one for one in every if one not in told]
