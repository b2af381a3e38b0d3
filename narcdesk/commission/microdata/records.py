"""The records of one batch in numbers, and how they fall into groups that read alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from narcdesk.commission.hierarchy import Hierarchy

Rows = NDArray[np.int64]
Keys = NDArray[np.int32] | NDArray[np.int64]
Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]
Levels = Sequence[int] | NDArray[np.int8]
Progress = Callable[[int, int], object]  # done, of how many; what it raises ends the work


@dataclass(frozen=True)
class Groups:
    """Records that read alike: places of the records, group after group, and how many each group has."""

    order: Rows
    sizes: Rows

    @classmethod
    def of(cls, keys: Keys) -> "Groups":
        """The groups of equal keys, the least key first."""
        order = np.argsort(keys, kind="stable")
        ends = np.flatnonzero(np.diff(keys[order], append=keys[order][-1:] - 1)) + 1
        return cls(order, np.diff(ends, prepend=0))

    @property
    def first(self) -> Rows:
        """The place of one record of each group."""
        found: Rows = self.order[np.cumsum(self.sizes) - self.sizes]
        return found

    @property
    def number(self) -> Rows:
        """Of each record, in the order it was given, the number of its group."""
        found = np.empty(len(self.order), dtype=np.int64)
        found[self.order] = np.repeat(np.arange(len(self.sizes)), self.sizes)
        return found


class Records:
    """Signs of persons at every level of their hierarchies; `weights` say which detail the reader needs most.

    A value that its hierarchy does not know raises KeyError: nothing that is not on the closed list can leave.
    """

    def __init__(
        self,
        hierarchies: Sequence[Hierarchy],
        people: Sequence[Mapping[str, str]],
        weights: Mapping[str, float] | None = None,
    ) -> None:
        self.hierarchies = tuple(hierarchies)
        self.count = len(people)
        self.depths = tuple(hierarchy.depth for hierarchy in hierarchies)
        self.top = tuple(depth - 1 for depth in self.depths)
        given = [float((weights or {}).get(hierarchy.sign, 1.0)) for hierarchy in hierarchies]
        self._keys: list[list[Keys]] = []
        self._losses: list[list[Numbers]] = []
        stride = 1
        for hierarchy, weight in zip(hierarchies, given, strict=True):
            places = hierarchy.places
            at = np.array([places[person[hierarchy.sign]] for person in people], dtype=np.int64)
            levels = range(hierarchy.depth)
            self._keys.append([np.array(hierarchy.codes(level), dtype=np.int64)[at] * stride for level in levels])
            share = weight / sum(given)
            self._losses.append([np.array(hierarchy.losses(level))[at] * share for level in levels])
            stride *= len(places)
        if stride >= 2**62:
            raise ValueError("too many signs with too many values")
        if stride < 2**31:  # half as long to sort
            self._keys = [[keys.astype(np.int32) for keys in levels] for levels in self._keys]

    def keys(self, node: Levels, rows: Rows | None = None) -> Keys:
        """A number for each record that is the same for those that read alike at these levels."""
        taken = [self._keys[sign][int(level)] for sign, level in enumerate(node)]
        found: Keys = sum(keys if rows is None else keys[rows] for keys in taken)  # type: ignore[assignment]
        return found

    def lost(self, node: Levels, rows: Rows | None = None) -> Numbers:
        """What each record loses at these levels, from 0 to 1."""
        taken = [self._losses[sign][int(level)] for sign, level in enumerate(node)]
        found: Numbers = sum(losses if rows is None else losses[rows] for losses in taken)  # type: ignore[assignment]
        return found

    def mean_losses(self) -> list[Numbers]:
        """By sign, what a record loses on average at each level."""
        return [np.array([losses.mean() for losses in levels]) for levels in self._losses]

    def most_losses(self) -> list[Numbers]:
        """By sign, what a record loses at most at each level."""
        return [np.array([losses.max() for losses in levels]) for levels in self._losses]

    def nodes(self) -> tuple[NDArray[np.int8], Numbers]:
        """Every choice of levels and what a record loses by it on average, the least loss first."""
        grid = np.indices(self.depths, dtype=np.int8).reshape(len(self.depths), -1).T
        lost = sum(losses[grid[:, sign]] for sign, losses in enumerate(self.mean_losses()))
        order = np.argsort(lost, kind="stable")
        return grid[order], np.asarray(lost)[order]
