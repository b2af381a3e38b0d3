"""How coarse the records of a cohort become, without their secrets having a say in it.

Who knows how the program works must not learn a secret from what it had to make coarser. So every way of dividing the
records is made without looking at what is protected: by what somebody may know of a person, and by the census alone.
A few of the ways are tried, from the one that loses least; the first whose every group keeps to the ceilings and to
the diversity is taken. Nobody is left out because of what he bears. Which are tried is decided beforehand, by the
sizes of their groups: each way that is tried and does not do tells something, and what a way lucky among hundreds
tells is much. All that the choice then tells of the secrets is that in each way before it some group somewhere did not
keep to them. What that is worth is measured (`dealing.surprise`), and where it is too much nothing leaves: were the
next way taken instead, that the ones before betray too much would itself be told by it, and nobody could measure that.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import ceil

import numpy as np

from narcdesk.commission.cohorts.dealing import Division, Secrets, surprise
from narcdesk.commission.cohorts.policy import Rules
from narcdesk.commission.microdata import (
    Census,
    Guard,
    Hierarchy,
    Node,
    Presence,
    Protection,
    Recoded,
    Records,
    every_node,
    recode,
)
from narcdesk.commission.protection import Progress

LADDER = (1, 2, 4, 8)  # times k: least sizes of groups of groups with levels of their own
RUNGS = tuple(2.0**-n for n in range(-1, 8))  # expected groups that do not keep to the rules: each rung has one way
ROUGHLY = 20  # parts of the whole: so roughly the rungs know how often a secret occurs
_WHOLE = 100  # of each stage of the work, for its progress

Person = Mapping[str, str]


@dataclass(frozen=True)
class Chosen:
    """What was taken, the ways that were tried before it and did not do, and what a belief gains by knowing this."""

    division: Division
    before: tuple[Division, ...]
    surprise: float


def choose(
    rules: Rules,
    hierarchies: Sequence[Hierarchy],
    people: Sequence[Person],
    census: Census,
    *,
    more: bool = False,
    progress: Progress = lambda done, of: None,
) -> Chosen | None:
    """The way that loses least among those that are tried and keep to everything; None where none does.

    `more`: each group may have its own levels. The same people give the same, in whatever order they come.
    """
    stages = _Stages(progress, 2 + len(LADDER) * 2 * more)
    weights = {sign.code: float(sign.weight) for sign in rules.quasi}
    records = Records(hierarchies, people, weights)
    presence = Presence(hierarchies, people, census, rules.presence)
    if len(people) - int(rules.left_out * len(people) + 1e-9) > presence.room + 1e-9:
        return None
    guard = Guard(Protection(rules.protection.k), people, presence)
    ways: list[Node | Recoded] = list(every_node(records, guard, limit=rules.left_out, progress=stages.next()))
    if more:
        ways += _each_its_own(rules, records, people, presence, stages)
    ways.sort(key=lambda way: round(way.loss, 12))
    chosen = first_that_does(rules, Secrets(rules, people), tried(rules, records, people, ways), stages.next())
    progress(1, 1)
    return chosen


def first_that_does(
    rules: Rules, secrets: Secrets, ways: Iterable[Division], progress: Progress = lambda done, of: None
) -> Chosen | None:
    """The first way whose groups keep to the rules; None where there is none, or where it would betray too much."""
    before: list[Division] = []
    for way in ways:
        if not secrets.broken(way)[0]:
            rise = surprise(secrets, way, before, progress)
            return Chosen(way, tuple(before), rise) if rise <= rules.surprise else None
        before.append(way)
    return None


def tried(
    rules: Rules, records: Records, people: Sequence[Person], ways: Sequence[Node | Recoded]
) -> Iterable[Division]:
    """On each rung the way that loses least, of those of whose groups so few are expected not to keep to the rules.

    They come with the least loss first. Where the last rungs have none, the one of which the fewest are expected does.
    """
    rates = Rates(rules, people)
    rungs, safest = list(RUNGS), (np.inf, -1)
    taken = []
    for at, way in enumerate(ways):
        expected = rates.expected(_sizes(records, way))
        safest = min(safest, (expected, at))
        if rungs and expected <= rungs[0]:
            taken.append(at)
            rungs = [rung for rung in rungs if rung < expected]
        if not rungs:
            break
    if rungs and ways and safest[1] not in taken:
        taken.append(safest[1])
    return (_division(records, ways[at]) for at in sorted(taken))


class Rates:
    """How often what is protected occurs in the whole cohort: so roughly that no single person has a say in it."""

    def __init__(self, rules: Rules, people: Sequence[Person]) -> None:
        def rate(count: int) -> float:
            return ceil(count * ROUGHLY / len(people) - 1e-9) / ROUGHLY

        protection = rules.protection
        self._ceilings = [(rate(sum(p[c.sign] == c.value for p in people)), c.share) for c in protection.ceilings]
        self._kinds = [
            ([rate(count) for count in Counter(p[d.sign] for p in people).values()], d.least)
            for d in protection.diversities
        ]
        self._breaks = cache(self._of_size)

    def expected(self, sizes: Iterable[int]) -> float:
        """How many groups of these sizes would not keep to the rules on average, were the values dealt at random."""
        return sum(self._breaks(size) * often for size, often in sorted(Counter(sizes).items()))

    def _of_size(self, size: int) -> float:
        more = sum(_more_than(int(share * size + 1e-9), size, rate) for rate, share in self._ceilings)
        fewer = sum(
            sum(min(1.0, sum(some)) ** size for some in combinations(rates, min(least - 1, len(rates))))
            for rates, least in self._kinds
        )
        return min(1.0, more + fewer)


def _more_than(most: int, size: int, rate: float) -> float:
    """How likely it is that of so many people more bear what each bears at this rate: the tail of the binomial."""
    if rate in (0.0, 1.0):
        return float(rate == 1.0 and size > most)
    bearing = np.arange(size + 1)
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, size + 1)))])
    likely = logs[size] - logs - logs[::-1] + bearing * np.log(rate) + (size - bearing) * np.log(1 - rate)
    return float(np.exp(likely[most + 1 :]).sum())


def _each_its_own(
    rules: Rules, records: Records, people: Sequence[Person], presence: Presence, stages: "_Stages"
) -> list[Recoded]:
    """Groups of several least sizes, and the same with the signs hidden of all by which a secret is often guessed."""
    found = []
    hidden = [top if sign.telling else 0 for sign, top in zip(rules.quasi, records.top, strict=True)]
    finest = [[0] * len(hidden), hidden]
    for times, levels in ((times, levels) for times in LADDER for levels in finest):
        guard = Guard(Protection(round(rules.protection.k * times)), people, presence)
        made = recode(records, guard, finest=levels, progress=stages.next())
        if int((~made.kept).sum()) <= rules.left_out * records.count + 1e-9:
            found.append(made)
    return found


def _sizes(records: Records, way: Node | Recoded) -> list[int]:
    """How many each group has."""
    if isinstance(way, Node):
        sizes = np.unique(records.keys(way.levels)[way.kept], return_counts=True)[1]
    else:
        sizes = _division(records, way).groups()[1].sizes
    return [int(size) for size in sizes]


def _division(records: Records, way: Node | Recoded) -> Division:
    """The way with of each record the number of those that read as it does."""
    levels = way.levels
    if isinstance(levels, tuple):
        levels = np.tile(np.array(levels, dtype=np.int8), (records.count, 1))
    nodes, at = np.unique(levels, axis=0, return_inverse=True)
    at, keys = at.reshape(-1), np.zeros(records.count, dtype=np.int64)
    for number, node in enumerate(nodes):
        rows = np.flatnonzero(at == number)
        keys[rows] = records.keys(node, rows)
    _, group = np.unique(np.stack([at, keys]), axis=1, return_inverse=True)
    return Division(levels, np.where(way.kept, group.reshape(-1), -1), way.loss)


class _Stages:
    """The progress of work in stages of the same length."""

    def __init__(self, progress: Progress, count: int) -> None:
        self._progress, self._count, self._done = progress, count, -1

    def next(self) -> Progress:
        """Of the next stage."""
        self._done += 1
        begun = self._done * _WHOLE
        return lambda done, of: self._progress(begun + done * _WHOLE // of, self._count * _WHOLE)
