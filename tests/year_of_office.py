"""A year of one office, day by day, beside a second, slow reckoning of what is due that knows nothing of the program's.

    python -m tests.year_of_office --people 200 --acts 12    # a larger office than the suite has time for

The office acts by the program; what it did is also written into a plain book (`Book`: lists of dicts). What should be
due is then told from the book alone, by the words of the rules: `should_be_due`. A kind of `narcdesk/tasks/kinds` that
is added is added here as one function of `RULES` and the acts that make it.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from narcdesk import (
    applications,
    appointments,
    certificates,
    consents,
    deaths,
    duties,
    letters,
    mistakes,
    observation,
    patronage,
    tasks,
)
from narcdesk.duties import DutyResult
from narcdesk.forms import sheets
from narcdesk.observation import EndGround, Visit
from narcdesk.patients import Patient
from narcdesk.register import Register
from tests import factories
from tests.factories import Clock

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


# What the office does


class Office:
    """Acts of the office, by chance; each goes into the register and into the book."""

    def __init__(self, register: Register, clock: Clock, seed: int, people: int) -> None:
        self.register, self.clock, self.dice, self.most = register, clock, Random(seed), people
        self.book = Book()
        self.done: dict[str, int] = {}

    @property
    def day(self) -> date:
        """The day of the clock."""
        return self.clock.moment.date()

    def live(self) -> list[int]:
        """Who has not died."""
        return [person["id"] for person in self.book.people if person["died"] is None]

    def one(self, rows: list[Row], **wanted: Any) -> Row | None:
        """One of the rows of the living with these values, by chance."""
        found = [row for row in rows if all(row[name] == value for name, value in wanted.items())]
        found = [row for row in found if self.book.alive(row["who"])]
        return self.dice.choice(found) if found else None

    def ahead(self, most: int, least: int = 1) -> date:
        """Some day after this one."""
        return self.day + timedelta(days=self.dice.randrange(least, most))

    def live_a_day(self, acts: int) -> None:
        """So many acts, some of which come to nothing."""
        with self.register.together():
            for _ in range(acts):
                act = self.dice.choice(ACTS)
                if act(self):
                    self.done[act.__name__] = self.done.get(act.__name__, 0) + 1

    def comes(self) -> bool:
        """A new card: one in eight is seventeen."""
        if len(self.book.people) >= self.most:
            return False
        is_young = self.dice.random() < 0.125
        birth = date(1970 + self.dice.randrange(30), 1 + self.dice.randrange(12), 1 + self.dice.randrange(28))
        eighteen = None
        if is_young:
            eighteen = self.ahead(120, least=2)
            birth = _years_before(eighteen, 18)
        card = {"birth": f"{birth:%d.%m.%Y}", "snils": "", "came_on": self.day, "document_kind": "none"}
        card |= dict.fromkeys(("document_series", "document_number", "document_issued_by"), "")
        card |= {"document_department": "", "document_issued_on": "", "policy_number": ""}
        made = factories.patient(self.register, surname=_surname(len(self.book.people)), **card)
        self.book.people.append({"id": made.id, "died": None, "eighteen": eighteen})
        return True

    def dies(self) -> bool:
        """Seldom."""
        live = self.live()
        if len(live) < 6 or self.dice.random() > 0.12:
            return False
        who = self.dice.choice(live)
        deaths.note(self.register, who, self.day)
        next(person for person in self.book.people if person["id"] == who)["died"] = self.day
        for episode in self.book.episodes:
            if episode["who"] == who and episode["ended"] is None:
                episode.update(ended=self.day, by_death=True)
        return True

    def did_not_die(self) -> bool:
        """The death was another's."""
        dead = [p for p in self.book.people if p["died"] is not None and (self.day - p["died"]).days < 60]
        if not dead or self.dice.random() > 0.6:
            return False
        person = self.dice.choice(dead)
        deaths.take_back(self.register, person["id"])
        person["died"] = None
        for episode in self.book.episodes:
            if episode["who"] == person["id"] and episode["by_death"]:
                episode.update(ended=None, by_death=False)
        return True

    def is_taken(self) -> bool:
        """Under observation, who is not."""
        open_ = {episode["who"] for episode in self.book.episodes if episode["ended"] is None}
        closed_today = {episode["who"] for episode in self.book.episodes if episode["ended"] == self.day}
        free = [who for who in self.live() if who not in open_ | closed_today]
        if not free:
            return False
        who = self.dice.choice(free)
        made = observation.take(self.register, who, {"taken_on": self.day})
        self.book.episodes.append({"id": made.id, "who": who, "ended": None, "by_death": False})
        return True

    def leaves(self) -> bool:
        """The observation ends, by the person's refusal or his move."""
        episode = self.one(self.book.episodes, ended=None)
        if episode is None or self.dice.random() > 0.15:
            return False
        ground = self.dice.choice([EndGround.REFUSED, EndGround.MOVED])
        observation.end(self.register, episode["id"], self.day, ground)
        episode["ended"] = self.day
        return True

    def visits(self) -> bool:
        """Kept or not; mostly with a next day, sometimes written down late."""
        live = self.live()
        if not live:
            return False
        who, late = self.dice.choice(live), self.dice.randrange(3)
        on = max(self.day - timedelta(days=late), FIRST)
        following = self.dice.choice([None, *[self.ahead(45)] * 5])
        kept = self.dice.random() < 0.8
        made = observation.visit(self.register, who, {"on": on, "kept": kept, "next_on": following})
        self._visited(who, made)
        return True

    def _visited(self, who: int, made: Visit) -> None:
        row = {"id": made.id, "who": who, "on": made.on, "next": made.next_on, "struck": False}
        self.book.visits.append(row)

    def _shown_visit(self) -> Row | None:
        shown = {number for what, number, _ in should_be_due(self.book, self.day) if what == "visit"}
        return self.one([visit for visit in self.book.visits if visit["id"] in shown])

    def comes_by_a_key(self) -> bool:
        """Whoever the first screen shows came, or missed his day: one keystroke."""
        visit = self._shown_visit()
        if visit is None:
            return False
        if visit["next"] <= self.day and self.dice.random() < 0.5:
            self._visited(visit["who"], appointments.missed(self.register, visit["id"]))
        else:
            self._visited(visit["who"], appointments.came(self.register, visit["id"]))
        return True

    def is_moved(self) -> bool:
        """Another day for what was agreed."""
        visit = self._shown_visit()
        if visit is None:
            return False
        visit["next"] = self.ahead(30, least=0)
        appointments.move_visit(self.register, visit["id"], visit["next"])
        return True

    def was_a_mistake(self) -> bool:
        """A visit is struck out: what was agreed before it holds again."""
        visit = self.one(self.book.visits, struck=False)
        if visit is None or self.dice.random() > 0.4:
            return False
        mistakes.strike_out(self.register, Visit, visit["id"], "не тот пациент")
        visit["struck"] = True
        return True

    def court_writes(self) -> bool:
        """A decision with a day to come, or without one."""
        live = self.live()
        if not live:
            return False
        who, by = self.dice.choice(live), self.dice.choice([None, self.ahead(40), self.ahead(40)])
        typed = {"kind": "АП", "court": "мировой судья", "decided_on": self.day, "appear_by": by}
        made = duties.receive(self.register, who, typed)
        self.book.duties.append({"id": made.id, "who": who, "by": by, "came": None, "told": None, "ended": None})
        return True

    def comes_by_court(self) -> bool:
        """He came."""
        duty = self.one(self.book.duties, came=None, ended=None)
        if duty is None:
            return False
        duties.appeared(self.register, duty["id"], self.day)
        duty["came"] = self.day
        return True

    def court_is_told(self) -> bool:
        """The body that controls him was written to."""
        found = [duty for duty in self.book.duties if duty["came"] is not None]
        duty = self.one(found, told=None, ended=None)
        if duty is None:
            return False
        duties.told(self.register, duty["id"], self.day, "12")
        duty["told"] = self.day
        return True

    def duty_ends(self) -> bool:
        """Fulfilled, or not."""
        duty = self.one(self.book.duties, ended=None)
        if duty is None or self.dice.random() > 0.3:
            return False
        result = self.dice.choice(list(DutyResult))
        duties.finish(self.register, duty["id"], self.day, result)
        duty.update(ended=self.day, result=result.value)
        return True

    def signs(self) -> bool:
        """A sheet about help, mostly for some weeks."""
        grown = [p["id"] for p in self.book.people if p["died"] is None and p["eighteen"] is None]
        if not grown:
            return False
        who = self.dice.choice(grown)
        until = self.dice.choice([None, self.ahead(60), self.ahead(60), self.ahead(60)])
        kind = self.dice.choice(["care", "observation"])
        self._sign(who, {"kind": kind, "given_on": self.day, "valid_until": until})
        return True

    def _sign(self, who: int, typed: Row, scope: list[str] | None = None) -> None:
        made = consents.give(self.register, who, typed, scope=scope)
        row = {"id": made.id, "who": who, "kind": made.kind.value, "to": made.recipient, "until": made.valid_until}
        self.book.consents.append({**row, "given": self.day, "withdrawn": made.withdrawn_on})

    def takes_back(self) -> bool:
        """A consent is withdrawn, and with it its twins."""
        sheet = self.one(self.book.consents, withdrawn=None)
        if sheet is None or self.dice.random() > 0.5:
            return False
        consents.withdraw(self.register, sheet["id"], self.day, "заявление")
        for other in self.book.consents:
            alike = (other["who"], other["kind"], other["to"]) == (sheet["who"], sheet["kind"], sheet["to"])
            if alike and other["withdrawn"] is None:
                other["withdrawn"] = self.day
        return True

    def asks(self) -> bool:
        """An application with both sheets, ready to be sent."""
        busy = {a["who"] for a in self.book.applications if a["state"] not in ("withdrawn", "refused")}
        grown = [p["id"] for p in self.book.people if p["died"] is None and p["eighteen"] is None]
        free = [who for who in grown if who not in busy]
        if not free:
            return False
        who = self.dice.choice(free)
        to = self.register.profile_on(self.day).authority.name
        sheet = {"recipient": to, "purpose": "выдача сертификата", "given_on": self.day}
        if any(s["who"] == who and s["to"] and s["withdrawn"] == self.day for s in self.book.consents):
            return False
        self._sign(who, {**sheet, "kind": "personal_data"})
        self._sign(who, {**sheet, "kind": "secrecy"}, ["observation", "diagnosis", "treatment"])
        made = factories.application(self.register, who)
        applications.submit(self.register, made.id)
        row = {"id": made.id, "who": who, "state": "ready", "submitted": self.day}
        self.book.applications.append(row)
        return True

    def asking_goes_on(self) -> bool:
        """The application makes its next step, if its consents hold."""
        going = [a for a in self.book.applications if a["state"] in ("ready", "sent", "registered", "returned")]
        asked = self.one(going)
        if asked is None:
            return False
        id_, state = asked["id"], asked["state"]
        held = {s["kind"] for s in self.book.consents if s["who"] == asked["who"] and s["to"] and not s["withdrawn"]}
        if state == "ready":
            if held != {"personal_data", "secrecy"}:
                return False
            applications.send(self.register, id_, self.day, "14")
            asked["state"] = "sent"
        elif state == "sent":
            applications.registered(self.register, id_, self.day, "8")
            asked.update(state="registered", registered=self.day)
        elif state == "registered" and self.dice.random() < 0.3:
            applications.returned(self.register, id_, self.day, "нет справки")
            asked.update(state="returned", returned=self.day)
        elif state == "registered":
            applications.granted(self.register, id_, self.day, "3")
            asked.update(state="granted", granted=self.day)
        else:
            applications.withdrawn(self.register, id_, self.day, "передумал")
            asked["state"] = "withdrawn"
        return True

    def certificate_comes(self) -> bool:
        """The authority gave it."""
        known = {one["application"] for one in self.book.certificates}
        asked = self.one([a for a in self.book.applications if a["id"] not in known], state="granted")
        if asked is None:
            return False
        until = self.ahead(50)
        typed = {"number": f"УЧ-{asked['id']}", "issued_on": self.day, "valid_until": until, "days": "180"}
        made = certificates.record(self.register, asked["id"], typed)
        row = {"id": made.id, "who": asked["who"], "application": asked["id"], "until": until, "state": "issued"}
        self.book.certificates.append(row)
        return True

    def certificate_ends(self) -> bool:
        """Annulled, or marked as run out."""
        given = self.one(self.book.certificates, state="issued")
        if given is None:
            return False
        if given["until"] < self.day:
            certificates.expire(self.register, given["id"])
            given["state"] = "expired"
            return True
        if self.dice.random() < 0.3:
            certificates.annul(self.register, given["id"], "ошибка органа")
            given["state"] = "annulled"
            return True
        return False

    def is_accompanied(self) -> bool:
        """Patronage begins, goes on by contacts, ends."""
        live, programme = self.live(), self.one(self.book.programmes, closed=None)
        if programme is None or self.dice.random() < 0.3:
            who = self.dice.choice(live) if live else None
            if who is None:
                return False
            made = patronage.begin(self.register, who, {"opened_on": self.day})
            self.book.programmes.append({"id": made.id, "who": who, "closed": None})
        elif self.dice.random() < 0.15:
            patronage.close(self.register, programme["id"], self.day)
            programme["closed"] = self.day
        else:
            following = self.dice.choice([None, self.ahead(30), self.ahead(30)])
            typed = {"on": self.day, "way": "phone", "next_on": following}
            contact = patronage.contact(self.register, programme["id"], typed)
            row = {"id": contact.id, "who": programme["who"], "programme": programme["id"], "on": self.day}
            self.book.contacts.append({**row, "next": following})
        return True

    def contact_by_a_key(self) -> bool:
        """A contact that the first screen shows was made: one keystroke; or it is moved."""
        shown = {number for what, number, _ in should_be_due(self.book, self.day) if what == "patronage"}
        programme = self.one([one for one in self.book.programmes if one["id"] in shown])
        if programme is None:
            return False
        if self.dice.random() < 0.5:
            made = appointments.contacted(self.register, programme["id"])
            row = {"id": made.id, "who": programme["who"], "programme": programme["id"], "on": self.day}
            self.book.contacts.append({**row, "next": made.next_on})
        else:
            own = [contact for contact in self.book.contacts if contact["programme"] == programme["id"]]
            last = max(own, key=lambda contact: (contact["on"], contact["id"]))
            last["next"] = self.ahead(30, least=0)
            appointments.move_contact(self.register, programme["id"], last["next"])
        return True

    def writes(self) -> bool:
        """A letter is begun, sent, answered or dropped."""
        letter = self.one([one for one in self.book.letters if one["state"] in ("draft", "sent")])
        if letter is None or self.dice.random() < 0.3:
            return self._begin_letter()
        if letter["state"] == "sent":
            letters.answered(self.register, letter["id"], self.day, "сведения получены")
            letter["state"] = "answered"
        elif self.dice.random() < 0.2:
            letters.cancel(self.register, letter["id"], "не нужно")
            letter["state"] = "cancelled"
        else:
            sheets.issue(self.register, letter["id"])
            sheets.send(self.register, letter["id"], self.day, "почтой")
            letter["state"] = "sent"
        return True

    def _begin_letter(self) -> bool:
        live = self.live()
        if not live:
            return False
        who, answer_due = self.dice.choice(live), self.dice.choice([None, self.ahead(40)])
        due = self.dice.choice([None, self.ahead(30)])
        with self.register.read() as session:
            about = session.get_one(Patient, who)
        made = letters.draft(
            self.register, who, {**LETTER, "answer_due": answer_due}, form="otvet_na_zapros", about=about, due_on=due
        )
        row = {"id": made.id, "who": who, "state": "draft", "due": due or self.day, "answer_due": answer_due}
        self.book.letters.append(row)
        return True


LETTER = {
    "recipient_kind": "court",
    "recipient": "Заречный районный суд",
    "recipient_address": "р. п. Заречье, ул. Судебная, д. 1",
    "ground": "13.4.3",
    "basis": "запрос от 12.01.2026 № 8",
    "words": "на учёте состоит",
}


def _surname(number: int) -> str:
    return "".join("абвгдежзик"[int(digit)] for digit in f"{number:04}").capitalize() + "ов"


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=min(day.day, 28))


ACTS: tuple[Callable[[Office], bool], ...] = (
    *[Office.comes] * 3,
    Office.dies,
    Office.did_not_die,
    *[Office.is_taken] * 2,
    Office.leaves,
    *[Office.visits] * 4,
    *[Office.comes_by_a_key] * 3,
    *[Office.is_moved] * 2,
    Office.was_a_mistake,
    Office.court_writes,
    Office.comes_by_court,
    Office.court_is_told,
    Office.duty_ends,
    *[Office.signs] * 2,
    Office.takes_back,
    *[Office.asks] * 2,
    *[Office.asking_goes_on] * 4,
    *[Office.certificate_comes] * 2,
    Office.certificate_ends,
    *[Office.is_accompanied] * 3,
    Office.contact_by_a_key,
    *[Office.writes] * 2,
)


def differences(office: Office) -> list[str]:
    """What the first screen shows on this day and should not, or should and does not; on Mondays also the week."""
    day = office.day
    # The whole screen on Mondays; on other days the kinds that this office lives, which is three times as quick.
    kinds = [""] if day.weekday() == 0 else KINDS
    asked = [due for kind in kinds for due in tasks.due(office.register, kind=kind)]
    shown = [task for task in tasks.in_order(asked) if task.what.value in LIVED]
    found = [(task.what.value, task.record_id, task.due) for task in shown]
    told = _differences(f"{day}", should_be_due(office.book, day), found)
    if day.weekday() == 0:
        for monday in (day, day + 7 * DAY):
            week = [
                (task.what.value, task.record_id, task.due)
                for one in tasks.of_week(office.register, monday)
                for task in one.tasks
                if task.what.value in LIVED
            ]
            told += _differences(f"{day}, week of {monday}", should_be_in_week(office.book, day, monday), week)
    dead = {person["id"] for person in office.book.people if person["died"] is not None}
    told += [f"{day}: of the dead {task.what} {task.record_id}" for task in shown if task.patient_id in dead]
    urgency = ["overdue" if d and d < day else "today" if d == day else "soon" if d else "waiting" for _, _, d in found]
    told += [
        f"{day}: {what} is {task.urgency}" for what, task in zip(urgency, shown, strict=True) if what != task.urgency
    ]
    return told


def _differences(when: str, should: list[Due], found: list[Due]) -> list[str]:
    missed = [f"{when}: misses {due}" for due in should if due not in found]
    wrong = [f"{when}: shows {due}" for due in found if due not in should]
    twice = [f"{when}: {len(found)} rows for {len(should)}"] * (len(found) != len(should) and not missed and not wrong)
    return missed + wrong + twice


def live(folder: Path, *, people: int, acts: int, days: int = DAYS, seed: int = 1) -> tuple[Office, list[str], int]:
    """A year of an office: what was wrong on any of its days, and how many rows were compared."""
    clock = Clock(FIRST)
    register = factories.register(folder, clock, region_code="00")
    office, wrong, compared = Office(register, clock, seed, people), [], 0
    try:
        for number in range(days):
            clock.go(FIRST + number * DAY)
            office.live_a_day(acts)
            wrong += differences(office)
            compared += len(should_be_due(office.book, office.day))
            if len(wrong) > 20:
                break
    finally:
        register.close()
    return office, wrong, compared


def main() -> int:
    """Live a year and say what came of it."""
    parser = argparse.ArgumentParser()
    for name, usual in (("--people", 200), ("--acts", 12), ("--days", DAYS), ("--seed", 1)):
        parser.add_argument(name, type=int, default=usual)
    given = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        office, wrong, compared = live(
            Path(folder) / "office", people=given.people, acts=given.acts, days=given.days, seed=given.seed
        )
    print(f"{given.days} days, {sum(office.done.values())} acts, {compared} rows compared", end="")
    print(f" in {time.perf_counter() - began:.0f} s; {len(wrong)} differences")
    print(", ".join(f"{name} {count}" for name, count in sorted(office.done.items())))
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
