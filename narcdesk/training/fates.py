"""What is dealt to whom: diagnosis, age, who sent him, how his way goes and where it stands today.

Dealt, not drawn: of 200 people exactly so many have what the shares say, so that every seed shows a whole district.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from narcdesk import rules
from narcdesk.diagnoses import Group
from narcdesk.duties import DutyResult
from narcdesk.observation import EndGround
from narcdesk.training import shares
from narcdesk.training.days import Days
from narcdesk.training.people import words
from narcdesk.training.shares import Asking, Habit, Way

Dealt = TypeVar("Dealt")


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
    dealt: int = 0  # the same day counted from the first of the register, before weekends moved it
    sex: str = "m"
    came_from: str = "self"
    ground: str = "voluntary"
    duty: DutyResult | None = None  # how it ends with what a court put on him
    appear_by: date | None = None  # a court's decision came, he has not
    end: EndGround | None = None
    end_on: date | None = None
    asking: Asking | None = None
    is_observed: bool = True

    @property
    def is_old(self) -> bool:
        """Whether he came before there was a register."""
        return self.came < self.entered


def deal(rng: Random, parts: Mapping[Dealt, float], count: int) -> list[Dealt]:
    """`count` things in these shares, as exactly as whole numbers can be, in an order of chance."""
    whole = sum(parts.values())
    exact = {thing: share / whole * count for thing, share in parts.items()}
    dealt = [thing for thing, number in exact.items() for _ in range(int(number))]
    by_rest = sorted(exact, key=lambda thing: exact[thing] % 1, reverse=True)  # stable: the first stays the first
    dealt += by_rest[: count - len(dealt)]
    rng.shuffle(dealt)
    return dealt


def fates(rng: Random, count: int, days: Days) -> list[Fate]:
    """Everybody's lot, in an order of chance."""
    groups = deal(rng, shares.GROUPS, count)
    found = [fate for group in shares.GROUPS for fate in _of_group(rng, group, groups.count(group))]
    rng.shuffle(found)
    sexes, ends = deal(rng, shares.SEXES, count), deal(rng, shares.ENDS, count)
    found = [replace(fate, sex=sex) for fate, sex in zip(_sent(rng, found), sexes, strict=True)]
    found = [_in_time(rng, fate, end, days) for fate, end in zip(found, ends, strict=True)]
    return _summoned(rng, found, days)


def _of_group(rng: Random, group: Group, count: int) -> Iterator[Fate]:
    minors = round(shares.MINORS.get(group, 0) * count)
    adults = count - minors
    ways = deal(rng, shares.WAYS.get(group, {Way.VISITS: 1}), adults) + [Way.VISITS] * minors
    substances = deal(rng, shares.SUBSTANCES[group], count)
    habits = deal(rng, shares.STEADY if group is Group.DRUGS else shares.UNSTEADY, count)
    askings = deal(rng, shares.ASKINGS, ways.count(Way.CERTIFICATE))
    presents = list(shares.PRESENTS)
    for place in range(count):
        way = ways[place]
        fate = Fate(
            group=group,
            diagnosis=_diagnosis(rng, *substances[place]),
            age=rng.randrange(15, 18) if place >= adults else round(rng.triangular(*shares.AGES[group])),
            habit=habits[place],
            way=way,
        )
        if way is Way.PRESENT and presents:
            fate = replace(fate, asking=presents.pop(0))
        elif way is Way.PRESENT:  # of very many people the rest has gone the usual way
            fate = replace(fate, way=Way.CERTIFICATE, asking=next(iter(shares.ASKINGS)))
        elif way is Way.CERTIFICATE:
            fate = replace(fate, asking=askings.pop() if group is Group.DRUGS else shares.REFUSED)
        yield fate


def _sent(rng: Random, found: list[Fate]) -> list[Fate]:
    """Who sent each of them, and on what ground he is helped (regulation, 1.3 and 1.4)."""
    minors = [fate.age < 18 for fate in found]
    can_be_sent = [not minor and fate.group in shares.BY_COURTS for fate, minor in zip(found, minors, strict=True)]
    courts = deal(rng, {False: 1 - shares.BY_COURT, True: shares.BY_COURT}, can_be_sent.count(True))
    by_court = [can and courts.pop() for can in can_be_sent]
    of_minors = deal(rng, shares.SENDERS_OF_MINORS, minors.count(True))
    sent_by_court = by_court.count(True)
    court_senders = deal(rng, shares.COURT_SENDERS, sent_by_court)
    grounds = deal(rng, shares.COURT_GROUNDS, sent_by_court)
    results = deal(rng, shares.DUTIES, sent_by_court)
    senders = deal(rng, shares.SENDERS, len(found))
    sent = []
    for fate, is_minor, is_by_court in zip(found, minors, by_court, strict=True):
        if is_minor:
            sent.append(replace(fate, came_from=of_minors.pop()))
        elif is_by_court:
            sent.append(replace(fate, came_from=court_senders.pop(), ground=grounds.pop(), duty=results.pop()))
        elif rng.random() < shares.RELEASED:
            sent.append(replace(fate, came_from="uii", ground="released"))
        else:
            sent.append(replace(fate, came_from=senders.pop()))
    return sent


def _summoned(rng: Random, found: list[Fate], days: Days) -> list[Fate]:
    """Of the latest decisions of courts some are not followed yet: who has to come today, or had to."""
    by_court = [
        fate for fate in found if fate.ground in shares.COURT_GROUNDS and fate.way in (Way.VISITS, Way.PROGRAMME)
    ]
    summoned = {}
    for fate, appear_in in zip(by_court, shares.APPEAR_IN, strict=False):
        ago = rng.randrange(9, 16)
        came = days.working(days.last - timedelta(days=ago))
        appear_by = days.last + timedelta(days=appear_in)
        late = replace(fate, dealt=3 * 365 - ago, came=came, entered=came, appear_by=appear_by)
        summoned[id(fate)] = replace(late, way=Way.VISITS, end=None)
    return [summoned.get(id(fate), fate) for fate in found]


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
    dealt = rng.randrange(35)
    takes_over = days.working(days.first + timedelta(days=dealt))
    is_old = fate.way is Way.GRADUATE or (rng.random() < shares.OLD and fate.way in (Way.VISITS, Way.TREATMENT))
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
        dealt = rng.randrange(max(0, earliest), max(1, latest))
        came = days.working(days.first + timedelta(days=dealt))
        fate = replace(fate, entered=came, came=came)
    fate = replace(
        fate, dealt=dealt, is_observed=fate.way is not Way.VISITS or fate.is_old or rng.random() >= shares.NOT_OBSERVED
    )
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
        fate = replace(fate, habit=Habit.SOBER)
    elif end is EndGround.NO_SHOW:
        fate = _of_old_order(rng, fate, days)
        first, last = 380, 700
    end_on = days.working(fate.entered + timedelta(days=rng.randrange(first, last)))
    return replace(fate, end=end, end_on=end_on)


def _of_old_order(rng: Random, fate: Fate, days: Days) -> Fate:
    """Observed since an order that knew «нет сведений в течение года»; the one of 2015 does not."""
    dealt, before = rng.randrange(35), rng.randrange(20, 300)  # drawn by everybody: the next one's lot is his own
    until = rules.rule_set("ДН-1988").act.valid_to
    if until is None or (days.first - until).days + 300 > (fate.age - 18) * 365:
        return fate
    takes_over = days.working(days.first + timedelta(days=dealt))
    came = until - timedelta(days=before)
    return replace(fate, dealt=dealt, entered=takes_over, came=came, is_observed=True)
