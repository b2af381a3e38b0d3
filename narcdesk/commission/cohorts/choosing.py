"""How coarse the records of a cohort become, without their secrets having a say in it.

Who knows how the program works must not learn a secret from what it had to make coarser. So every way of dividing the
records is made without looking at what is protected: by what somebody may know of a person, and by the census alone.
The ways are tried from the one that loses least; the first whose every group keeps to the ceilings and to the
diversity is taken. Nobody is left out because of what he bears. All that the choice tells of the secrets is that in
each way before it some group somewhere did not keep to them; what that is worth is measured on each batch (`surprise`).
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
from narcdesk.commission.microdata.records import Groups, Marks, Rows
from narcdesk.commission.protection import Progress

LADDER = (1, 2, 4, 8)  # times k: least sizes of groups that are tried; few, for each that does not do tells something
WORLDS = 1_000  # in which the secrets are dealt anew, to see which of them the choice would betray
_FIRST = 30  # worlds, to see which ways could have done at all
_NEVER = 15  # broken groups on average: such a way does without one in no world worth counting

Person = Mapping[str, str]


@dataclass(frozen=True)
class Division:
    """One way: the levels of every record, and its group; `group` is -1 where it is left out."""

    levels: NDArray[np.int8]
    group: Rows
    loss: float

    @property
    def kept(self) -> Marks:
        """Who is said at all."""
        found: Marks = self.group >= 0
        return found

    def groups(self) -> tuple[Rows, Groups]:
        """The places of those who are said, and how they fall into groups."""
        rows = np.flatnonzero(self.kept)
        return rows, Groups.of(self.group[rows])


@dataclass(frozen=True)
class Chosen:
    """What was taken, the ways that lose less and did not do, and by how much a belief can rise for who knows this."""

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
    chance: random.Random,
    progress: Progress = lambda done, of: None,
) -> Chosen | None:
    """The way that loses least among those that keep to everything; None where there is none.

    `more`: each group may have its own levels. The same people give the same, in whatever order they come.
    """
    weights = {sign.code: float(sign.weight) for sign in rules.quasi}
    records = Records(hierarchies, people, weights)
    presence = Presence(hierarchies, people, census, rules.presence)
    guard = Guard(Protection(rules.protection.k), people, presence)
    ways: list[Node | Recoded] = list(every_node(records, guard, limit=rules.left_out))
    if more:
        ways += _each_its_own(rules, records, people, presence, progress)
    ways.sort(key=lambda way: round(way.loss, 12))
    secrets, truth = Secrets(rules, people), np.arange(len(people))
    before: list[Division] = []
    for found in ways:
        way = _division(records, found)
        if secrets.broken(way, truth):
            before.append(way)
            continue
        rise = surprise(secrets, way, before, chance)
        if rise <= rules.surprise:
            return Chosen(way, tuple(before), rise)
    return None


def _each_its_own(
    rules: Rules, records: Records, people: Sequence[Person], presence: Presence, progress: Progress
) -> list[Recoded]:
    """Groups of several least sizes, and the same with the signs hidden of all by which a secret is often guessed."""
    found = []
    hidden = [top if sign.telling else 0 for sign, top in zip(rules.quasi, records.top, strict=True)]
    finest = [[0] * len(hidden), hidden]
    steps = [(times, levels) for times in LADDER for levels in finest]
    for done, (times, levels) in enumerate(steps):
        progress(done, len(steps))
        guard = Guard(Protection(round(rules.protection.k * times)), people, presence)
        made = recode(records, guard, finest=levels)
        if int((~made.kept).sum()) <= rules.left_out * records.count + 1e-9:
            found.append(made)
    progress(len(steps), len(steps))
    return found


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


def surprise(secrets: "Secrets", way: Division, before: Sequence[Division], chance: random.Random) -> float:
    """By how much at most a belief rises for whoever knows who reads how in every way, and why this one was taken.

    He thinks of every deal of the secrets among those who read alike that would have led here, and no other.
    """
    if not before:
        return 0.0
    rows, groups = way.groups()
    members = np.split(rows[groups.order], np.cumsum(groups.sizes)[:-1])
    dealer = np.random.default_rng(chance.getrandbits(64))

    def deal() -> Rows:
        dealt = np.arange(len(way.group))
        for group in members:
            dealt[group] = dealer.permutation(group)
        return dealt

    broken = np.mean([[secrets.broken(one, dealt) for one in before] for dealt in (deal() for _ in range(_FIRST))], 0)
    close = [one for one, many in zip(before, broken, strict=True) if many < _NEVER]
    if not close:
        return 0.0  # whatever is dealt, this way is taken
    led_here, in_all, worlds = np.zeros(secrets.bears.shape), np.zeros(secrets.bears.shape), 0
    for _ in range(WORLDS):
        dealt = deal()
        in_all += secrets.bears[:, dealt]
        if all(secrets.broken(one, dealt) for one in close):
            led_here += secrets.bears[:, dealt]
            worlds += 1
    if not worlds:
        return 1.0  # nothing but the truth would have led here
    # Who is in one group with the same people in every way is not told from them: their mean is surer.
    _, alike = np.unique(np.stack([way.group, *(one.group for one in close)]), axis=1, return_inverse=True)
    alike = alike.reshape(-1)
    rise = [np.bincount(alike, more) / np.bincount(alike) for more in led_here / worlds - in_all / WORLDS]
    return max(0.0, float(np.max(rise)))


class Secrets:
    """What is protected, in numbers; the rules can be asked of it as it is, or dealt to others."""

    def __init__(self, rules: Rules, people: Sequence[Person]) -> None:
        protection = rules.protection
        self.bears = np.array([[one[c.sign] == c.value for one in people] for c in protection.ceilings], dtype=np.int64)
        self._shares = [ceiling.share for ceiling in protection.ceilings]
        self._kinds = []
        for rule in protection.diversities:
            values = sorted({one[rule.sign] for one in people})
            self._kinds.append((np.array([values.index(one[rule.sign]) for one in people]), len(values), rule.least))

    def broken(self, way: Division, dealt: Rows) -> int:
        """How many groups do not keep to the rules where everybody has the secrets of the one that was dealt to him."""
        rows = np.flatnonzero(way.kept)
        group, whose = way.group[rows], dealt[rows]
        sizes = np.bincount(group)
        bad = np.zeros(len(sizes), dtype=bool)
        for bears, share in zip(self.bears, self._shares, strict=True):
            bad |= np.bincount(group, bears[whose]) > share * sizes + 1e-9
        for values, kinds, least in self._kinds:
            table = np.bincount(group * kinds + values[whose], minlength=len(sizes) * kinds).reshape(-1, kinds)
            bad |= (table > 0).sum(axis=1) < least
        return int((bad & (sizes > 0)).sum())
