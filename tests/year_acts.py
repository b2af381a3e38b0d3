"""What an invented office does in a year, by the program's own acts, and what its plain book says of it."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
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
)
from narcdesk.duties import DutyResult
from narcdesk.forms import sheets
from narcdesk.observation import EndGround, Visit
from narcdesk.patients import Patient
from narcdesk.register import Register
from tests import factories
from tests.factories import Clock
from tests.year_book import FIRST, LETTER, Book, Row, should_be_due, surname, years_before

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

    def live_a_day(self, acts: int, kinds: Sequence[Callable[["Office"], bool]]) -> None:
        """So many acts, some of which come to nothing."""
        with self.register.together():
            for _ in range(acts):
                act = self.dice.choice(kinds)
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
            birth = years_before(eighteen, 18)
        card = {"birth": f"{birth:%d.%m.%Y}", "snils": "", "came_on": self.day, "document_kind": "none"}
        card |= dict.fromkeys(("document_series", "document_number", "document_issued_by"), "")
        card |= {"document_department": "", "document_issued_on": "", "policy_number": ""}
        made = factories.patient(self.register, surname=surname(len(self.book.people)), **card)
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
