"""What is dealt to whom: diagnosis, age, who sent him, how his way goes and where it stands today.

Dealt, not drawn: of 200 people exactly so many have what the shares say, so that every seed shows a whole district.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from random import Random
from typing import TypeVar

from narcdesk import rules
from narcdesk.diagnoses import Group
from narcdesk.observation import EndGround
from narcdesk.training.days import Days
from narcdesk.training.people import words

Dealt = TypeVar("Dealt")


class Way(StrEnum):
    """How far a person goes."""

    VISITS = "visits"  # comes to the office, nothing more
    TREATMENT = "treatment"
    PROGRAMME = "programme"  # treatment, medical and social rehabilitation, without a certificate
    CERTIFICATE = "certificate"  # the same with a certificate, or an attempt at it
    GRADUATE = "graduate"  # finished it all before the register began
    PRESENT = "present"  # his application stands today in a state of the list below


class Habit(StrEnum):
    """What tests at visits show."""

    SOBER = "sober"
    RELAPSES = "relapses"
    USES = "uses"


@dataclass(frozen=True)
class Ending:
    """How an application goes and, if it is granted, what becomes of the certificate."""

    events: tuple[str, ...]
    course: str = ""  # "finished", "refused", "dropped", "expired", "annulled"


@dataclass(frozen=True)
class Present:
    """An application as it stands today: its last event lies so many working days back.

    `ends_in` instead tells in how many calendar days the certificate ends; `withdrawn_consent`: nothing more may leave.
    """

    events: tuple[str, ...]
    ago: int = 0
    ends_in: int | None = None
    withdrawn_consent: bool = False


@dataclass(frozen=True)
class Fate:
    """One person's lot."""

    group: Group
    diagnosis: Mapping[str, str]
    age: int  # full years on the day his card was opened
    habit: Habit
    way: Way
    came: date = date.min
    entered: date = date.min  # the day his card was opened; later than `came` for those taken over from paper
    sex: str = "m"
    came_from: str = "self"
    ground: str = "voluntary"
    appear_by: date | None = None  # a court's decision came, he has not
    end: EndGround | None = None
    end_on: date | None = None
    ending: Ending | None = None
    present: Present | None = None
    is_observed: bool = True

    @property
    def is_old(self) -> bool:
        """Whether he came before there was a register."""
        return self.came < self.entered


GROUPS = {
    Group.ALCOHOL: 0.45,
    Group.DRUGS: 0.28,
    Group.HARMFUL_DRUGS: 0.12,
    Group.HARMFUL_ALCOHOL: 0.10,
    Group.HARMFUL_OTHER: 0.03,
    Group.SOLVENTS: 0.02,
}

MINORS = {
    Group.DRUGS: 0.02,
    Group.HARMFUL_DRUGS: 0.10,
    Group.HARMFUL_ALCOHOL: 0.10,
    Group.HARMFUL_OTHER: 0.34,
    Group.SOLVENTS: 0.25,
}

AGES = {  # youngest, oldest, most frequent
    Group.ALCOHOL: (22, 67, 45),
    Group.DRUGS: (18, 52, 31),
    Group.HARMFUL_DRUGS: (18, 45, 24),
    Group.HARMFUL_ALCOHOL: (18, 62, 36),
    Group.HARMFUL_OTHER: (18, 40, 21),
    Group.SOLVENTS: (18, 30, 20),
}

SUBSTANCES: dict[Group, dict[tuple[str, str, str], float]] = {  # substance, state, letter
    Group.ALCOHOL: {("F10", "2", ""): 0.93, ("F10", "4", ""): 0.04, ("F10", "5", ""): 0.03},
    Group.DRUGS: {
        ("F11", "2", "Н"): 0.36,
        ("F15", "2", "Н"): 0.26,
        ("F19", "2", "Н"): 0.20,
        ("F12", "2", "Н"): 0.14,
        ("F13", "2", "Н"): 0.04,
    },
    Group.HARMFUL_DRUGS: {("F12", "1", "Н"): 0.6, ("F15", "1", "Н"): 0.3, ("F11", "1", "Н"): 0.1},
    Group.HARMFUL_ALCOHOL: {("F10", "1", ""): 1},
    Group.HARMFUL_OTHER: {("F18", "1", "Т"): 0.5, ("F13", "1", "Т"): 0.3, ("F19", "1", "Т"): 0.2},
    Group.SOLVENTS: {("F18", "2", "Т"): 0.75, ("F19", "2", "Т"): 0.25},
}

WAYS = {
    Group.DRUGS: {Way.PRESENT: 0.38, Way.CERTIFICATE: 0.34, Way.GRADUATE: 0.21, Way.TREATMENT: 0.04, Way.VISITS: 0.03},
    Group.HARMFUL_DRUGS: {Way.PROGRAMME: 0.46, Way.VISITS: 0.42, Way.GRADUATE: 0.12},
    Group.ALCOHOL: {Way.VISITS: 0.58, Way.TREATMENT: 0.34, Way.PROGRAMME: 0.06, Way.CERTIFICATE: 0.02},
}

OLD = 0.30  # of those whose way does not say it: taken over from paper in the first weeks
NOT_OBSERVED = 0.03  # came once and did not consent to observation

STEADY = {Habit.SOBER: 0.74, Habit.RELAPSES: 0.18, Habit.USES: 0.08}
UNSTEADY = {Habit.SOBER: 0.42, Habit.RELAPSES: 0.40, Habit.USES: 0.18}

ENDS = {
    None: 0.44,
    EndGround.REFUSED: 0.18,
    EndGround.MOVED: 0.17,
    EndGround.PRISON: 0.08,
    EndGround.DEATH: 0.07,
    EndGround.NO_SHOW: 0.03,
    EndGround.WRONG: 0.03,
}

SEXES = {"m": 0.78, "f": 0.22}

BY_COURTS = (Group.DRUGS, Group.HARMFUL_DRUGS)
BY_COURT = 0.37  # of those whom a court can send: grown-up users of drugs
APPEAR_IN = (3, -4, 0)  # days from today in which some of them have to come and have not
COURT_GROUNDS = {"koap-4.1": 0.45, "uk-73": 0.25, "uk-72.1": 0.20, "uk-82.1": 0.10}
COURT_SENDERS = {"court": 0.3, "uii": 0.35, "police_drugs": 0.25, "police": 0.1}
SENDERS = {
    "self": 0.28,
    "relatives": 0.18,
    "hospital": 0.15,
    "police": 0.12,
    "social_protection": 0.06,
    "social_services": 0.05,
    "employment": 0.04,
    "social_policy": 0.03,
    "police_drugs": 0.03,
    "volunteers": 0.03,
    "commission": 0.03,
}
SENDERS_OF_MINORS = {"minors": 0.4, "education": 0.3, "youth": 0.2, "relatives": 0.1}
RELEASED = 0.05  # of the others: after a prison

ASKED = ("start", "submit", "send", "register")
RETURNED = (*ASKED, "return_back", "send", "register")
CERTIFIED = ("grant", "record", "choose")

ENDINGS = {
    Ending((*ASKED, *CERTIFIED, "enrol"), "finished"): 0.50,
    Ending((*RETURNED, *CERTIFIED, "enrol"), "finished"): 0.16,
    Ending((*ASKED, *CERTIFIED, "enrol"), "dropped"): 0.06,
    Ending((*ASKED, *CERTIFIED, "enrol"), "refused"): 0.06,
    Ending((*ASKED, *CERTIFIED), "expired"): 0.06,
    Ending((*ASKED, *CERTIFIED), "annulled"): 0.06,
    Ending((*ASKED, "refuse")): 0.06,
    Ending(("start", "submit", "send", "withdraw")): 0.04,
}
REFUSED = Ending((*ASKED, "refuse"))

PRESENTS = (
    Present((*ASKED, *CERTIFIED[:2]), ends_in=5),
    Present(ASKED, ago=8),  # the decision is due in two working days
    Present(ASKED, ago=10),  # due today
    Present(ASKED, ago=13),  # three working days too late
    Present((*ASKED, "return_back"), ago=4),
    Present((*ASKED, "return_back"), ago=7),
    Present(("start", "submit"), ago=1),
    Present(("start",), ago=2),
    Present(("start", "submit", "send"), ago=3),
    Present((*ASKED, "grant"), ago=2),
    Present((*ASKED, *CERTIFIED, "enrol"), ago=25),
    Present((*ASKED, *CERTIFIED), ends_in=12),
    Present((*ASKED, *CERTIFIED[:2]), ends_in=0),
    Present((*ASKED, *CERTIFIED[:2]), ends_in=-4),
    Present(("start", "submit"), ago=6, withdrawn_consent=True),
    Present((*ASKED, "refuse"), ago=3),
    Present(("start", "submit", "withdraw"), ago=4),
    Present((*ASKED, *CERTIFIED), ends_in=40),
    Present((*RETURNED, *CERTIFIED, "enrol"), ago=50),
    Present((*ASKED, "grant"), ago=5),
    Present((*RETURNED, *CERTIFIED, "enrol"), ago=8),
)


def deal(rng: Random, shares: Mapping[Dealt, float], count: int) -> list[Dealt]:
    """`count` things in these shares, as exactly as whole numbers can be, in an order of chance."""
    whole = sum(shares.values())
    exact = {thing: share / whole * count for thing, share in shares.items()}
    dealt = [thing for thing, number in exact.items() for _ in range(int(number))]
    by_rest = sorted(exact, key=lambda thing: exact[thing] % 1, reverse=True)  # stable: the first stays the first
    dealt += by_rest[: count - len(dealt)]
    rng.shuffle(dealt)
    return dealt


def fates(rng: Random, count: int, days: Days) -> list[Fate]:
    """Everybody's lot, in an order of chance."""
    groups = deal(rng, GROUPS, count)
    found = [fate for group in GROUPS for fate in _of_group(rng, group, groups.count(group))]
    rng.shuffle(found)
    sexes, ends = deal(rng, SEXES, count), deal(rng, ENDS, count)
    found = [replace(fate, sex=sex) for fate, sex in zip(_sent(rng, found), sexes, strict=True)]
    found = [_in_time(rng, fate, end, days) for fate, end in zip(found, ends, strict=True)]
    return _summoned(rng, found, days)


def _of_group(rng: Random, group: Group, count: int) -> Iterator[Fate]:
    minors = round(MINORS.get(group, 0) * count)
    adults = count - minors
    ways = deal(rng, WAYS.get(group, {Way.VISITS: 1}), adults) + [Way.VISITS] * minors
    substances = deal(rng, SUBSTANCES[group], count)
    habits = deal(rng, STEADY if group is Group.DRUGS else UNSTEADY, count)
    endings = deal(rng, ENDINGS, ways.count(Way.CERTIFICATE))
    presents = _presents(ways.count(Way.PRESENT))
    for place in range(count):
        way = ways[place]
        fate = Fate(
            group=group,
            diagnosis=_diagnosis(rng, *substances[place]),
            age=rng.randrange(15, 18) if place >= adults else round(rng.triangular(*AGES[group])),
            habit=habits[place],
            way=way,
        )
        if way is Way.CERTIFICATE:
            fate = replace(fate, ending=endings.pop() if group is Group.DRUGS else REFUSED)
        elif way is Way.PRESENT:
            present = presents.pop(0)
            fate = replace(fate, present=present) if present else replace(fate, way=Way.CERTIFICATE, ending=_granted())
        yield fate


def _sent(rng: Random, found: list[Fate]) -> list[Fate]:
    """Who sent each of them, and on what ground he is helped (regulation, 1.3 and 1.4)."""
    minors = [fate.age < 18 for fate in found]
    can_be_sent = [not minor and fate.group in BY_COURTS for fate, minor in zip(found, minors, strict=True)]
    courts = deal(rng, {False: 1 - BY_COURT, True: BY_COURT}, can_be_sent.count(True))
    by_court = [can and courts.pop() for can in can_be_sent]
    of_minors = deal(rng, SENDERS_OF_MINORS, minors.count(True))
    court_senders, grounds = (deal(rng, shares, by_court.count(True)) for shares in (COURT_SENDERS, COURT_GROUNDS))
    senders = deal(rng, SENDERS, len(found))
    sent = []
    for fate, is_minor, is_by_court in zip(found, minors, by_court, strict=True):
        if is_minor:
            sent.append(replace(fate, came_from=of_minors.pop()))
        elif is_by_court:
            sent.append(replace(fate, came_from=court_senders.pop(), ground=grounds.pop()))
        elif rng.random() < RELEASED:
            sent.append(replace(fate, came_from="uii", ground="released"))
        else:
            sent.append(replace(fate, came_from=senders.pop()))
    return sent


def _summoned(rng: Random, found: list[Fate], days: Days) -> list[Fate]:
    """Of the latest decisions of courts some are not followed yet: who has to come today, or had to."""
    by_court = [fate for fate in found if fate.ground in COURT_GROUNDS and fate.way in (Way.VISITS, Way.PROGRAMME)]
    summoned = {}
    for fate, appear_in in zip(by_court, APPEAR_IN, strict=False):
        came = days.working(days.last - timedelta(days=rng.randrange(9, 16)))
        appear_by = days.last + timedelta(days=appear_in)
        summoned[id(fate)] = replace(fate, way=Way.VISITS, came=came, entered=came, appear_by=appear_by, end=None)
    return [summoned.get(id(fate), fate) for fate in found]


def _presents(count: int) -> list[Present | None]:
    """The first of the list for few people; what is above it for very many goes the usual way."""
    return [*PRESENTS[:count], *[None] * max(0, count - len(PRESENTS))]


def _granted() -> Ending:
    return next(iter(ENDINGS))


def _diagnosis(rng: Random, substance: str, state: str, letter: str) -> dict[str, str]:
    """The facts of a diagnosis as the form asks them."""
    clarified = words("words")["clarified"].get(substance, [""])
    of_dependence = state == "2"
    return {
        "substance": substance,
        "state": state,
        "current": rng.choice("4456") if of_dependence else "",
        "stage": rng.choices("1239", (15, 62, 15, 8))[0] if of_dependence else "",
        "letter": letter,
        "clarified": rng.choice(clarified),
    }


def _in_time(rng: Random, fate: Fate, end: EndGround | None, days: Days) -> Fate:
    """When he came, when his card was opened, when he leaves."""
    length = (days.last - days.first).days
    takes_over = days.working(days.first + timedelta(days=rng.randrange(35)))
    is_old = fate.way is Way.GRADUATE or (rng.random() < OLD and fate.way in (Way.VISITS, Way.TREATMENT))
    if fate.way is Way.GRADUATE:
        fate = replace(fate, entered=takes_over, came=_long_ago(rng, fate, takes_over, 400, 1_900))
    elif is_old and fate.age > 18:
        fate = replace(fate, entered=takes_over, came=_long_ago(rng, fate, takes_over, 30, 2_400))
    else:
        earliest, latest = {
            Way.PRESENT: (length - 600, length - 300),
            Way.CERTIFICATE: (0, length * 55 // 100),
            Way.PROGRAMME: (0, length * 55 // 100),
        }.get(fate.way, (0, length - 2))
        came = days.working(days.first + timedelta(days=rng.randrange(max(0, earliest), max(1, latest))))
        fate = replace(fate, entered=came, came=came)
    fate = replace(fate, is_observed=fate.way is not Way.VISITS or fate.is_old or rng.random() >= NOT_OBSERVED)
    return _leaving(rng, fate, end, days)


def _long_ago(rng: Random, fate: Fate, entered: date, nearest: int, farthest: int) -> date:
    """A day before the register, as a grown-up."""
    grown_up = max(nearest + 1, (fate.age - 18) * 365)
    return entered - timedelta(days=rng.randrange(nearest, min(farthest, grown_up) + 1))


def _leaving(rng: Random, fate: Fate, end: EndGround | None, days: Days) -> Fate:
    """On what ground and when the observation ends; most stay."""
    if end is None or fate.way is Way.PRESENT or fate.age < 18:
        return fate
    first, last = 45, 500
    if fate.way in (Way.CERTIFICATE, Way.PROGRAMME, Way.GRADUATE):
        if end in (EndGround.WRONG, EndGround.NO_SHOW, EndGround.REFUSED) or rng.random() < 0.5:
            return fate
        first, last = 560, 1_000
    elif end is EndGround.WRONG:
        first, last = 20, 60
    elif end is EndGround.NO_SHOW:
        fate = _of_old_order(rng, fate, days)
        first, last = 380, 700
    end_on = days.working(fate.entered + timedelta(days=rng.randrange(first, last)))
    return replace(fate, end=end, end_on=end_on)


def _of_old_order(rng: Random, fate: Fate, days: Days) -> Fate:
    """Observed since an order that knew «нет сведений в течение года»; the one of 2015 does not."""
    until = rules.rule_set("ДН-1988").act.valid_to
    if until is None or (days.first - until).days + 300 > (fate.age - 18) * 365:
        return fate
    takes_over = days.working(days.first + timedelta(days=rng.randrange(35)))
    return replace(fate, entered=takes_over, came=until - timedelta(days=rng.randrange(1, 300)), is_observed=True)
