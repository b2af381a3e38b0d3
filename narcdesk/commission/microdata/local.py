"""Each group of records at the levels that it needs: more is said than where all have the same levels.

First the records are gathered: from the levels that lose least to those that lose most, whoever reads alike in a group
that keeps to the rules stays there for good. Who is left over is then taken in: a group nearby is made coarser till he
reads like it, while that costs its people little against what he loses there himself; in the end at any cost.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from narcdesk.commission.microdata.presence import Crowd
from narcdesk.commission.microdata.protection import Guard
from narcdesk.commission.microdata.records import Groups, Levels, Marks, Numbers, Progress, Records, Rows

PATIENCE = (0.3, np.inf)  # what a group may lose for a newcomer, against what he says there
AT_FIRST = 0.5  # of the room in the census, for the first groups: the coarser ones come later and need some everywhere


@dataclass(frozen=True)
class Recoded:
    """The levels of every record, who is said at all, and the loss of it all, 0 to 1, left out counting as 1."""

    levels: NDArray[np.int8]
    kept: Marks
    loss: float


def recode(
    records: Records,
    guard: Guard,
    patience: tuple[float, ...] = PATIENCE,
    *,
    finest: Levels | None = None,
    progress: Progress = lambda done, of: None,
) -> Recoded:
    """Groups that keep to the rules, with as little loss as was found; whom no group can take in is left out.

    `finest`: by sign, the level that nobody may be finer than. What `progress` raises ends the work.
    """
    book, stages = _Book(records, guard, finest), 1 + len(patience)

    def of_stage(stage: int) -> Progress:
        return lambda done, of: progress(stage * of + done, stages * of)

    book.gather(of_stage(0))
    for stage, step in enumerate(patience, start=1):
        book.take_in(step, of_stage(stage))
    kept = book.group >= 0
    levels = np.array([*book.levels, records.top], dtype=np.int8)[book.group]
    lost = sum(float(book.lost[group]) * int(book.sizes[group]) for group in range(len(book.sizes)))
    loss = (lost + int((~kept).sum())) / records.count if records.count else 0.0
    return Recoded(levels, kept, loss)


class _Book:
    """Who is in which group (-1: in none), and of each group its levels, its size and what a record loses in it."""

    def __init__(self, records: Records, guard: Guard, finest: Levels | None) -> None:
        self._records, self._guard = records, guard
        self._crowd = Crowd(guard.presence) if guard.presence is not None else None
        self._nodes, _ = records.nodes() if records.count else (np.zeros((0, 0), dtype=np.int8), None)
        if finest is not None and records.count:
            self._nodes = self._nodes[(self._nodes >= np.asarray(finest)).all(axis=1)]
        self.group = np.full(records.count, -1, dtype=np.int64)
        self.levels: list[tuple[int, ...]] = []
        self.sizes: Rows = np.zeros(0, dtype=np.int64)
        self.lost: Numbers = np.zeros(0)
        self._now: NDArray[np.int8] = np.zeros((0, 0), dtype=np.int8)  # of each group, while they take in

    def gather(self, progress: Progress) -> None:
        """Found the groups, the cheapest levels first."""
        left = np.arange(self._records.count)
        first: list[Rows] = []
        sizes: list[Rows] = []
        lost: list[Numbers] = []
        for at, node in enumerate(self._nodes):
            progress(at, len(self._nodes))
            if len(left) < self._guard.k:
                break
            groups = Groups.of(self._records.keys(node, left))
            if int(groups.sizes.max()) < self._guard.k:
                continue
            good = self._guard.keeps(groups, left)
            if self._crowd is not None:
                ones = left[groups.first]
                for one in np.flatnonzero(good):
                    good[one] = self._crowd.takes(node, int(ones[one]), int(groups.sizes[one]), part=AT_FIRST)
            if not good.any():
                continue
            number = groups.number
            numbers = np.where(good, len(self.levels) + np.cumsum(good) - 1, -1)
            self.group[left] = numbers[number]
            first.append(left[groups.first[good]])
            lost.append(self._records.lost(node, first[-1]))
            sizes.append(groups.sizes[good])
            self.levels += [tuple(int(level) for level in node)] * int(good.sum())
            left = left[~good[number]]
        if first:
            self._one = np.concatenate(first)
            self.sizes, self.lost = np.concatenate(sizes), np.concatenate(lost)

    def take_in(self, patience: float, progress: Progress) -> None:
        """Let groups take in who is left over, each at the cheapest levels where a group will have him."""
        left = np.flatnonzero(self.group < 0)
        if not len(left) or not len(self.sizes):
            return
        levels = self._now = np.array(self.levels, dtype=np.int8)
        known = np.flatnonzero(self.group >= 0)
        bearers = self._guard.bearers(known, self.group[known], len(self.sizes))
        for at, node in enumerate(self._nodes):
            progress(at, len(self._nodes))
            reached = np.flatnonzero((levels <= node).all(axis=1))
            if not len(reached):
                continue
            # Who bears nothing comes first, for he makes room under the ceilings for those who do.
            for burden in np.unique(self._guard.burden(left)):
                alike = left[self._guard.burden(left) == burden]
                came = self._come(node, alike, reached, patience, bearers)
                levels[np.unique(self.group[came])] = node
            left = left[self.group[left] < 0]
            if not len(left):
                break
        self.levels = [tuple(int(level) for level in node) for node in levels]

    def _come(
        self, node: NDArray[np.int8], newcomers: Rows, reached: Rows, patience: float, bearers: NDArray[np.int64]
    ) -> Rows:
        """Who of the newcomers came into a group that these levels make read like them."""
        groups = Groups.of(self._records.keys(node, newcomers))
        keys = self._records.keys(node, newcomers[groups.first])
        read = self._records.keys(node, self._one[reached])
        at = np.minimum(np.searchsorted(keys, read), len(keys) - 1)
        meets = keys[at] == read
        hosts, guests = reached[meets], at[meets]
        if not len(hosts):
            return newcomers[:0]
        then = self._records.lost(node, self._one[hosts])
        price = self.sizes[hosts] * (then - self.lost[hosts])
        coming = groups.sizes[guests]
        willing = price <= patience * coming * np.maximum(then, 1e-9)
        carried = self._guard.bearers(newcomers, groups.number, len(keys))[:, guests]
        room = self._guard.shares[:, None] * (self.sizes[hosts] + coming) + 1e-9
        willing &= (bearers[:, hosts] + carried <= room).all(axis=0)
        hosts, guests, price, then = hosts[willing], guests[willing], price[willing], then[willing]
        cheapest = np.lexsort((hosts, price, guests))
        hosts, guests, then = hosts[cheapest], guests[cheapest], then[cheapest]
        one_each = np.diff(guests, prepend=-1) != 0
        hosts, guests, then = hosts[one_each], guests[one_each], then[one_each]
        if self._crowd is not None:
            room_for = np.array(
                [self._moves(host, node, int(groups.sizes[guest])) for host, guest in zip(hosts, guests, strict=True)],
                dtype=bool,
            )
            hosts, guests, then = hosts[room_for], guests[room_for], then[room_for]
        into = np.full(len(keys), -1, dtype=np.int64)
        into[guests] = hosts
        goes = into[groups.number]
        came = newcomers[goes >= 0]
        self.group[came] = goes[goes >= 0]
        bearers[:, hosts] += self._guard.bearers(newcomers, groups.number, len(keys))[:, guests]
        self.sizes[hosts] += groups.sizes[guests]
        self.lost[hosts] = then
        return came

    def _moves(self, host: int, node: NDArray[np.int8], coming: int) -> bool:
        """Whether the census has room for a group that becomes as coarse as this and takes so many in."""
        assert self._crowd is not None
        one, size, before = int(self._one[host]), int(self.sizes[host]), self._now[host]
        self._crowd.leaves(before, one, size)
        if self._crowd.takes(node, one, size + coming):
            self._now[host] = node
            return True
        self._crowd.takes(before, one, size, part=np.inf)
        return False
