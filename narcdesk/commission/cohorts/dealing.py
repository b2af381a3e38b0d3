"""What the choice of a way betrays: the secrets are dealt anew to those who read alike, and the choice is made again.

Whoever has the file and the program knows of each group which secrets its members bear, and not who of them; and that
every way that was tried before did not keep to the rules. So of all deals only those are left in which none did.
Whose records are left out he knows too; of their secrets he believes what the file says of all others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from narcdesk.commission.cohorts.policy import Rules
from narcdesk.commission.microdata.records import Groups, Marks, Numbers, Rows
from narcdesk.commission.protection import Progress

WORLDS = 2_000  # that would have led here, to look at
DEALS = 20_000  # among which they are looked for
FEWEST = 100  # worlds: of fewer nothing can be said, and so they betray all
_AT_ONCE = 64
_SEED = 37  # the same batch is judged alike however often it is asked for: nobody asks until chance says yes


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


class Secrets:
    """What is protected, in numbers; the rules can be asked of it as it is, or dealt to others."""

    def __init__(self, rules: Rules, people: Sequence[Mapping[str, str]]) -> None:
        protection = rules.protection
        self.bears = np.array([[one[c.sign] == c.value for one in people] for c in protection.ceilings], dtype=np.int32)
        self._shares = [ceiling.share for ceiling in protection.ceilings]
        self._kinds = []
        for rule in protection.diversities:
            values = {value: kind for kind, value in enumerate(sorted({one[rule.sign] for one in people}))}
            kinds = np.array([1 << values[one[rule.sign]] for one in people], dtype=np.int64)
            self._kinds.append((kinds, rule.least))
        self.told = np.array([*self.bears, *(kinds for kinds, _ in self._kinds)], dtype=np.int64)  # line by line, all

    def broken(self, way: Division, dealt: Rows | None = None) -> Rows:
        """Deal by deal, how many groups do not keep to the rules; without `dealt`, as it is.

        `dealt`: a line for each deal, of everybody whose secrets he has in it.
        """
        if dealt is None:
            dealt = np.arange(len(way.group))[None, :]
        rows, groups = way.groups()
        whose = dealt[:, rows[groups.order]]
        starts = np.cumsum(groups.sizes) - groups.sizes
        bad = np.zeros((len(dealt), len(starts)), dtype=bool)
        for bears, share in zip(self.bears, self._shares, strict=True):
            bad |= np.add.reduceat(bears[whose], starts, axis=1) > share * groups.sizes + 1e-9
        for kinds, least in self._kinds:
            bad |= np.bitwise_count(np.bitwise_or.reduceat(kinds[whose], starts, axis=1)) < least
        found: Rows = bad.sum(axis=1)
        return found


def surprise(
    secrets: Secrets, way: Division, before: Sequence[Division], progress: Progress = lambda done, of: None
) -> float:
    """By how much at most a belief rises for whoever knows who reads how in every way, and why this one was taken.

    Every way of `before` was tried and broken; 1 where too few deals would have led here to say anything.
    """
    if not before:
        return 0.0
    table = _Table(secrets, way)
    led_here, worlds, deals = np.zeros(secrets.bears.shape), 0, 0
    while deals < DEALS and worlds < WORLDS:
        progress(max(worlds * DEALS, deals * WORLDS), DEALS * WORLDS)
        dealt = table.deal()
        deals += len(dealt)
        for one in before:
            dealt = dealt[secrets.broken(one, dealt) > 0]
        led_here += secrets.bears[:, dealt].sum(axis=1)
        worlds += len(dealt)
    if worlds < FEWEST:
        return 1.0
    # Who is in one group with the same people in every way is not told from them: their mean is surer.
    _, alike = np.unique(np.stack([way.group, *(one.group for one in before)]), axis=1, return_inverse=True)
    alike = alike.reshape(-1)
    rise = [np.bincount(alike, more) / np.bincount(alike) for more in led_here / worlds - table.believed(secrets.bears)]
    return max(0.0, float(np.max(rise)))


class _Table:
    """Those whose secrets are dealt: within a group among its members, to those left out anybody's.

    The deals begin from the secrets of each group in an order of their own: they are the same whoever bears which, or
    near the limit it would depend on the truth whether a batch leaves.
    """

    def __init__(self, secrets: Secrets, way: Division) -> None:
        rows, groups = way.groups()
        self._rows, self._left = rows[groups.order], np.flatnonzero(~way.kept)
        self._sorted = rows[np.lexsort((*secrets.told[:, rows], way.group[rows]))]
        ends = np.cumsum(groups.sizes)
        self._groups = [slice(int(end - size), int(end)) for end, size in zip(ends, groups.sizes, strict=True)]
        self._chance = np.random.default_rng(_SEED)

    def deal(self) -> Rows:
        """Some deals, a line each: of everybody whose secrets he has."""
        dealt = np.empty((_AT_ONCE, len(self._rows) + len(self._left)), dtype=np.int64)
        whose = np.tile(self._sorted, (_AT_ONCE, 1))
        for group in self._groups:
            whose[:, group] = self._chance.permuted(whose[:, group], axis=1)
        dealt[:, self._rows] = whose
        dealt[:, self._left] = self._chance.choice(self._sorted, (_AT_ONCE, len(self._left)))
        return dealt

    def believed(self, bears: NDArray[np.int32]) -> Numbers:
        """What the file alone lets believe of each, by ceiling."""
        found = np.empty(bears.shape)
        found[:, self._left] = bears[:, self._rows].mean(axis=1, keepdims=True)
        for group in self._groups:
            members = self._rows[group]
            found[:, members] = bears[:, members].mean(axis=1, keepdims=True)
        return found
