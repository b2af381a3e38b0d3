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
    mistakes,
    observation,
    patients,
)
from narcdesk.observation import EndGround, Episode, Visit
from narcdesk.register import Register
from tests import factories
from tests.factories import Clock
from tests.year_book import FIRST, Book, Row, surname, years_before
from tests.year_rules import should_be_due

MOTHER = {"kinship": "mother", "surname": "Абабова", "given": "Анна"}


class Office:
    """Acts of the office, by chance; each goes into the register and into the book."""

    def __init__(self, register: Register, clock: Clock, seed: int, people: int) -> None:
        self.register, self.clock, self.dice, self.most = register, clock, Random(seed), people
        self.book = Book()
        self.done: dict[str, int] = {}
        self._deck: list[Callable[[Office], bool]] = []

    @property
    def day(self) -> date:
        """The day of the clock."""
        return self.clock.moment.date()

    def live(self) -> list[int]:
        """Who has not died."""
        return [who for who, person in self.book.people.items() if person["died"] is None]

    def grown(self) -> list[int]:
        """Who has not died and is of age."""
        return [who for who in self.live() if not self.is_minor(who)]

    def is_minor(self, who: int) -> bool:
        """Whether he is under eighteen today."""
        born = self.book.people[who]["born"]
        return born is not None and self.day < born.replace(year=born.year + 18)

    def one(self, rows: list[Row], **wanted: Any) -> Row | None:
        """One of the rows of the living with these values, by chance."""
        found = self.book.standing(rows, **wanted)
        return self.dice.choice(found) if found else None

    def someone(self) -> int | None:
        """One of the living, by chance."""
        live = self.live()
        return self.dice.choice(live) if live else None

    def shown(self, kind: str, rows: list[Row]) -> Row | None:
        """One of the rows that the first screen shows today, by chance."""
        due = {row for _, _, row, _ in should_be_due(self.book, self.day, kind)}
        return self.one([row for row in rows if row["id"] in due])

    def perhaps(self, most: int) -> date | None:
        """Some day after this one, mostly."""
        return self.dice.choice([None, self.ahead(most), self.ahead(most)])

    def seldom(self, often: float) -> bool:
        """Whether it comes to nothing this time."""
        return self.dice.random() > often

    def ahead(self, most: int, least: int = 1) -> date:
        """Some day after this one."""
        return self.day + timedelta(days=self.dice.randrange(least, most))

    def live_a_day(self, acts: int, kinds: Sequence[Callable[["Office"], bool]]) -> None:
        """So many acts, some of which come to nothing."""
        with self.register.together():
            for _ in range(acts):
                if not self._deck:  # in chance order, but none is forgotten for long
                    self._deck = self.dice.sample(list(kinds), len(kinds))
                act = self._deck.pop()
                if act(self):
                    self.done[act.__name__] = self.done.get(act.__name__, 0) + 1

    def comes(self) -> bool:
        """A new card: every fifth is an adolescent with his mother, near a birthday that may change who consents."""
        if len(self.book.people) >= self.most:
            return False
        number = len(self.book.people)
        is_young = number % 5 == 1
        birth = date(1970 + self.dice.randrange(30), 1 + self.dice.randrange(12), 1 + self.dice.randrange(28))
        if is_young:
            birth = years_before(self.ahead(90, least=2), (18, 15, 18, 16)[number // 5 % 4])
        card = {"birth": f"{birth:%d.%m.%Y}", "snils": "", "came_on": self.day, "document_kind": "none"}
        card |= dict.fromkeys(("document_series", "document_number", "document_issued_by"), "")
        card |= {"document_department": "", "document_issued_on": "", "policy_number": ""}
        made = factories.patient(self.register, surname=surname(number), **card)
        mother = patients.appoint(self.register, made.id, MOTHER).id if is_young else None
        self.book.people[made.id] = {"died": None, "born": birth if is_young else None, "mother": mother}
        if is_young:
            self._sign(made.id, {"kind": "care", "given_on": self.day})
        return True

    def dies(self) -> bool:
        """Seldom."""
        live = self.live()
        if len(live) < 6 or self.seldom(0.25):
            return False
        who = self.dice.choice(live)
        deaths.note(self.register, who, self.day)
        self.book.people[who]["died"] = self.day
        for episode in self.book.episodes:
            if episode["who"] == who and episode["ended"] is None:
                episode.update(ended=self.day, by_death=True)
        return True

    def did_not_die(self) -> bool:
        """The death was another's."""
        people = self.book.people.items()
        dead = [who for who, p in people if p["died"] is not None and (self.day - p["died"]).days < 60]
        if not dead or self.seldom(0.9):
            return False
        who = self.dice.choice(dead)
        deaths.take_back(self.register, who)
        self.book.people[who]["died"] = None
        for episode in self.book.episodes:
            if episode["who"] == who and episode["by_death"]:
                episode.update(ended=None, by_death=False)
        return True

    def is_taken(self) -> bool:
        """Under observation, who is not; now and then it is an old card, of the order of 1988."""
        open_ = {episode["who"] for episode in self.book.episodes if episode["ended"] is None}
        closed_today = {episode["who"] for episode in self.book.episodes if episode["ended"] == self.day}
        free = [who for who in self.live() if who not in open_ | closed_today]
        if not free:
            return False
        who, order, on, group = self.dice.choice(free), "ДН-2015", self.day, None
        never = all(episode["who"] != who for episode in self.book.episodes)
        if never and self.book.people[who]["born"] is None and self.dice.random() < 0.25:
            order, on = "ДН-1988", date(2012 + self.dice.randrange(4), 1 + self.dice.randrange(12), 28)
            group = self.dice.choice([None, "alcohol", "drugs"])
        elif self.day >= date(2026, 9, 1):
            order, group = "ДН-2026", self.dice.choice([None, "ДН-1", "ДН-2", "ДН-3"])
        self._taken(observation.take(self.register, who, {"taken_on": on}, group=group), order, group)
        return True

    def _taken(self, made: Episode, order: str, group: str | None) -> None:
        row = {"id": made.id, "who": made.patient_id, "taken": made.taken_on, "order": order, "group": group}
        self.book.episodes.append({**row, "ended": None, "by_death": False})

    def leaves(self) -> bool:
        """The observation ends, by the person's refusal or his move."""
        episode = self.one(self.book.episodes, ended=None)
        if episode is None or self.seldom(0.3):
            return False
        ground = self.dice.choice([EndGround.REFUSED, EndGround.MOVED])
        observation.end(self.register, episode["id"], self.day, ground)
        episode["ended"] = self.day
        return True

    def visits(self) -> bool:
        """Kept or not; mostly with a next day, sometimes written down late."""
        who, late = self.someone(), self.dice.randrange(3)
        if who is None:
            return False
        on = max(self.day - timedelta(days=late), FIRST)
        following = self.dice.choice([None, *[self.ahead(45)] * 5])
        kept = self.dice.random() < 0.8
        made = observation.visit(self.register, who, {"on": on, "kept": kept, "next_on": following})
        self.visited(who, made)
        return True

    def visited(self, who: int, made: Visit) -> None:
        """Keep a visit in the book."""
        row = {"id": made.id, "who": who, "on": made.on, "kept": made.kept, "next": made.next_on, "struck": False}
        self.book.visits.append(row)

    def comes_by_a_key(self) -> bool:
        """Whoever the first screen shows came, or missed his day: one keystroke."""
        visit = self.shown("visits", self.book.visits)
        if visit is None:
            return False
        if visit["next"] <= self.day and self.dice.random() < 0.5:
            self._kept_plan(visit["who"], appointments.missed(self.register, visit["id"]))
        else:
            self._kept_plan(visit["who"], appointments.came(self.register, visit["id"]))
        return True

    def _kept_plan(self, who: int, made: Visit) -> None:
        """A visit by a key marks the one planned for its day too, the first of them; it is no visit of the mark."""
        self.visited(who, made)
        going_on = {plan["id"]: plan for plan in self.book.standing(self.book.plans, ended=None)}
        planned = self.book.standing(self.book.planned, who=who, due=made.on, mark=None)
        step = next((one for one in planned if one["plan"] in going_on), None)
        if step is not None:
            step |= {"mark": "done" if made.kept else "missed", "on": made.on}
            if made.kept:
                plan = going_on[step["plan"]]
                plan["begun"] = plan["begun"] or made.on

    def is_moved(self) -> bool:
        """Another day for what was agreed."""
        visit = self.shown("visits", self.book.visits)
        if visit is None:
            return False
        visit["next"] = self.ahead(30, least=0)
        appointments.move_visit(self.register, visit["id"], visit["next"])
        return True

    def was_a_mistake(self) -> bool:
        """A visit is struck out: what was agreed before it holds again."""
        visit = self.one(self.book.visits)
        if visit is None or self.seldom(0.4):
            return False
        mistakes.strike_out(self.register, Visit, visit["id"], "не тот пациент")
        self.struck(visit)
        return True

    def struck(self, visit: Row) -> None:
        """A visit was a mistake: what was planned for it and marked is due again."""
        visit["struck"] = True
        mark = "done" if visit["kept"] else "missed"
        for step in self.book.standing(self.book.planned, who=visit["who"]):
            by_key = step["visit"] is None and (step["on"], step["mark"]) == (visit["on"], mark)
            if step["visit"] == visit["id"] or by_key:
                step |= {"mark": None, "on": None, "visit": None}

    def signs(self) -> bool:
        """A sheet about help, mostly for some weeks; of a minor it is his mother's hand."""
        who = self.someone()
        if who is None:
            return False
        until = self.dice.choice([None, self.ahead(60), self.ahead(60), self.ahead(60)])
        self._sign(who, {"kind": self.dice.choice(["care", "observation"]), "given_on": self.day, "valid_until": until})
        return True

    def birthday_comes(self) -> bool:
        """Who has grown up signs himself what his mother signed."""
        shown = should_be_due(self.book, self.day, "birthdays")
        who = next((who for _, who, _, on in shown if on and on <= self.day and not self.is_minor(who)), None)
        if who is None:
            return False
        for kind in ("care", "observation"):
            self._sign(who, {"kind": kind, "given_on": self.day})
        return True

    def _sign(self, who: int, typed: Row, scope: list[str] | None = None) -> None:
        mother = self.book.people[who]["mother"] if self.is_minor(who) else None
        made = consents.give(self.register, who, typed, scope=scope, representative_id=mother)
        row = {"id": made.id, "who": who, "kind": made.kind.value, "to": made.recipient, "until": made.valid_until}
        signed = {"given": self.day, "withdrawn": made.withdrawn_on, "by_mother": mother is not None}
        self.book.consents.append({**row, **signed})

    def takes_back(self) -> bool:
        """A consent is withdrawn, and with it its twins."""
        of_authority = [one for one in self.book.consents if one["to"]]
        sheet = self.one(self.dice.choice([self.book.consents, of_authority]), withdrawn=None)
        if sheet is None or self.seldom(0.5):
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
        free = [who for who in self.grown() if who not in busy]
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
        elif (chance := self.dice.random() if state == "registered" else 1) < 0.3:
            applications.returned(self.register, id_, self.day, "нет справки")
            asked.update(state="returned", returned=self.day)
        elif chance < 0.45:
            applications.refused(self.register, id_, self.day, "5", "R01")
            asked.update(state="refused", refused=self.day)
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
        row = {
            "id": made.id,
            "who": asked["who"],
            "application": asked["id"],
            "until": until,
            "state": "issued",
            "provider": None,
        }
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
