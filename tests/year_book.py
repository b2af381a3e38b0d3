"""The plain book of an invented office, and what should be due by it: the slow second reckoning of a year.

Nothing of the program reckons here: the rules are written anew, in words of the book alone.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

FIRST = date(2026, 1, 12)
DAYS = 365
DAY = timedelta(days=1)
Row = dict[str, Any]
Due = tuple[str, int, date | None]  # what, the row, the day

# Weekdays that are no working days, by the acts of the Government for 2026 and by article 112 for what follows.
OFF = {date(2026, month, day) for month, day in ((2, 23), (3, 9), (5, 1), (5, 11), (6, 12), (11, 4), (12, 31))} | {
    date(2027, 1, day) for day in (1, 4, 5, 6, 7, 8)
}


def working_days_after(day: date, count: int) -> date:
    """The day on which so many working days have gone."""
    while count:
        day += DAY
        count -= day.weekday() < 5 and day not in OFF
    return day


class Book:
    """What the office knows, in plain lists."""

    def __init__(self) -> None:
        self.people: list[Row] = []
        self.episodes: list[Row] = []
        self.visits: list[Row] = []
        self.duties: list[Row] = []
        self.consents: list[Row] = []
        self.programmes: list[Row] = []
        self.contacts: list[Row] = []
        self.applications: list[Row] = []
        self.certificates: list[Row] = []
        self.letters: list[Row] = []

    def alive(self, who: int) -> bool:
        """Whether a person has not died."""
        return next(person for person in self.people if person["id"] == who)["died"] is None


# What should be due, each rule by itself


def of_visits(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """Under observation, and the last visit names a day within the week or one that has passed."""
    for episode in book.episodes:
        own = [visit for visit in book.visits if visit["who"] == episode["who"] and not visit["struck"]]
        if episode["ended"] is None and own and book.alive(episode["who"]):
            last = own[0]
            for visit in own[1:]:
                if (visit["on"], visit["id"]) > (last["on"], last["id"]):
                    last = visit
            if last["next"] is not None and last["next"] <= week:
                yield "visit", last["id"], last["next"]


def of_courts(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """A court said when to come; who has come is to be told of in three working days.

    So is who has fulfilled the duty and who evades, but by terms that no act sets: without a day.
    """
    for duty in book.duties:
        if not book.alive(duty["who"]):
            continue
        if duty["ended"]:
            if duty["result"] in ("fulfilled", "evaded"):
                yield "notice", duty["id"], None
            continue
        if duty["came"] is None and duty["by"] is not None and duty["by"] <= soon:
            yield "duty", duty["id"], duty["by"]
        if duty["came"] is not None and duty["told"] is None:
            yield "notice", duty["id"], working_days_after(duty["came"], 3)


def of_consents(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """A sheet ends in two weeks and no other of its kind goes on."""
    for sheet in book.consents:
        until = sheet["until"]
        if sheet["withdrawn"] or until is None or not day <= until <= soon or not book.alive(sheet["who"]):
            continue
        others = [
            other
            for other in book.consents
            if (other["who"], other["kind"], other["to"]) == (sheet["who"], sheet["kind"], sheet["to"])
            and not other["withdrawn"]
            and (other["until"] is None or other["until"] > until)
        ]
        if not others:
            yield "consent", sheet["id"], until


def of_withdrawals(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """The authority has the application, and a consent by which it went was taken back."""
    told: set[int] = set()
    for asked in book.applications:
        if asked["state"] not in ("sent", "registered", "returned") or not book.alive(asked["who"]):
            continue
        for kind in ("personal_data", "secrecy"):
            own = [s for s in book.consents if s["who"] == asked["who"] and s["kind"] == kind and s["to"]]
            if any(not s["withdrawn"] for s in own):
                continue
            gone = sorted((s["withdrawn"], s["id"]) for s in own if s["withdrawn"] and s["withdrawn"] <= day)
            if gone:
                if gone[-1][1] not in told:
                    told.add(gone[-1][1])
                    yield "consent", gone[-1][1], gone[-1][0]
                break


def of_patronage(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """The last contact of an open programme names the next within the week."""
    for programme in book.programmes:
        own = sorted((c["on"], c["id"], c["next"]) for c in book.contacts if c["programme"] == programme["id"])
        if own and programme["closed"] is None and book.alive(programme["who"]):
            following = own[-1][2]
            if following is not None and following <= week:
                yield "patronage", programme["id"], following


def of_applications(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """By the terms of the training region: decision in 10 working days, completion in 5, notice of a grant in 3."""
    for asked in book.applications:
        if not book.alive(asked["who"]):
            continue
        if asked["state"] == "ready":
            yield "application", asked["id"], asked["submitted"]
        elif asked["state"] == "sent":
            yield "application", asked["id"], None
        elif asked["state"] == "registered":
            due = working_days_after(asked["registered"], 10)
            if due <= soon:
                yield "application", asked["id"], due
        elif asked["state"] == "returned":
            yield "application", asked["id"], working_days_after(asked["returned"], 5)
        elif asked["state"] == "granted" and asked["id"] not in {one["application"] for one in book.certificates}:
            yield "application", asked["id"], working_days_after(asked["granted"], 3)


def of_certificates(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """Not used yet, and its day comes in two weeks or has passed."""
    for given in book.certificates:
        if given["state"] == "issued" and given["until"] <= soon and book.alive(given["who"]):
            yield "certificate", given["id"], given["until"]


def of_letters(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """Begun and not gone; gone, and the answer has not come."""
    for letter in book.letters:
        if not book.alive(letter["who"]):
            continue
        if letter["state"] in ("draft", "numbered") and letter["due"] <= soon:
            yield "letter", letter["id"], letter["due"]
        if letter["state"] == "sent" and letter["answer_due"] and letter["answer_due"] <= soon:
            yield "answer", letter["id"], letter["answer_due"]


def of_birthdays(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """Of the adolescents of this office, whose diagnosis is not known: from eighteen on they consent themselves."""
    for person in book.people:
        if person["eighteen"] and day < person["eighteen"] <= soon and book.alive(person["id"]):
            yield "birthday", person["id"], person["eighteen"]


Rule = Callable[[Book, date, date, date], Iterator[Due]]
# What this office does; of other kinds (plans, stays, transfers between orders) it does nothing, and asks nothing.
LIVED = (
    *("visit", "duty", "notice", "consent", "patronage"),
    *("application", "certificate", "letter", "answer", "birthday"),
)

KINDS = (
    *("visits", "court_appearances", "court_notices", "court_completions", "court_evasion_notices"),
    *("ending_consents", "withdrawn_consents", "patronage", "applications", "certificates"),
    *("letters_to_send", "letters_awaiting", "birthdays"),
)

RULES: tuple[Rule, ...] = (
    of_visits,
    of_courts,
    of_consents,
    of_withdrawals,
    of_patronage,
    of_applications,
    of_certificates,
    of_letters,
    of_birthdays,
)


def should_be_due(book: Book, day: date) -> list[Due]:
    """Everything that the first screen should show on a day."""
    return [due for rule in RULES for due in rule(book, day, day + 14 * DAY, day + 6 * DAY)]


def should_be_in_week(book: Book, day: date, monday: date) -> list[Due]:
    """Everything that a week should show, as it is seen on a day."""
    sunday = monday + 6 * DAY
    found = [due for rule in RULES for due in rule(book, day, sunday, sunday)]
    return [due for due in found if due[2] is not None and monday <= due[2] <= sunday]


LETTER = {
    "recipient_kind": "court",
    "recipient": "Заречный районный суд",
    "recipient_address": "р. п. Заречье, ул. Судебная, д. 1",
    "ground": "13.4.3",
    "basis": "запрос от 12.01.2026 № 8",
    "words": "на учёте состоит",
}


def surname(number: int) -> str:
    """A surname for each number, all different."""
    return "".join("абвгдежзик"[int(digit)] for digit in f"{number:04}").capitalize() + "ов"


def years_before(day: date, years: int) -> date:
    """The same day of an earlier year, and no 29 February."""
    return day.replace(year=day.year - years, day=min(day.day, 28))
