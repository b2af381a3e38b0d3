"""Who is on the register is the secret itself: of all inhabitants like a record, few may have one (3.4).

Like a record is whoever lives where it says, of the age and the sex it says. Each record counts as its share of those
inhabitants; what a group of inhabitants may expect is the sum of the shares of all records that may be of one of them.
A value that was not known may be of anybody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from narcdesk.commission.hierarchy import Hierarchy
from narcdesk.commission.microdata.records import Levels, Marks, Numbers, Rows

_NOBODY = 1e9  # the share of a record of whom the census knows nobody alike
_EVEN = 1e-9


@dataclass(frozen=True)
class Census:
    """How many live there, by the exact values of some signs; `unknown` is their value of what was not known."""

    signs: tuple[str, ...]
    inhabitants: Mapping[tuple[str, ...], int]
    unknown: str


@dataclass(frozen=True)
class _Regions:
    """The regions that records fall into at certain levels: of each record its number; of each region whom it means."""

    number: Rows
    inhabitants: Numbers
    covers: NDArray[np.bool_]  # regions by cells of the census


class Presence:
    """The census beside the records of certain people; `limit` is the greatest share of inhabitants on the register."""

    def __init__(
        self, hierarchies: Sequence[Hierarchy], people: Sequence[Mapping[str, str]], census: Census, limit: float
    ) -> None:
        self.limit = limit
        self._at = [next(n for n, h in enumerate(hierarchies) if h.sign == sign) for sign in census.signs]
        self._people: list[list[Rows]] = []
        self._cells: list[list[Rows]] = []
        self._unknown: list[list[int]] = []
        for place, at in enumerate(self._at):
            hierarchy = hierarchies[at]
            of_people = np.array([hierarchy.places[one[hierarchy.sign]] for one in people], dtype=np.int64)
            of_cells = np.array([hierarchy.places[cell[place]] for cell in census.inhabitants], dtype=np.int64)
            codes = [np.array(hierarchy.codes(level), dtype=np.int64) for level in range(hierarchy.depth)]
            self._people.append([code[of_people] for code in codes])
            self._cells.append([code[of_cells] for code in codes])
            unknown = hierarchy.places.get(census.unknown)
            self._unknown.append([-1 if unknown is None else int(code[unknown]) for code in codes])
        self._live = np.array(list(census.inhabitants.values()), dtype=np.float64)
        self._known: dict[tuple[int, ...], _Regions] = {}

    @property
    def cells(self) -> int:
        """How many cells the census has."""
        return len(self._live)

    @property
    def room(self) -> float:
        """How many records there can be at most, however coarse: each counts as one among the inhabitants in all."""
        return self.limit * float(self._live.sum())

    def crowded(self, levels: Levels) -> Marks:
        """Of each record, whether at these levels, the same for all, too many of those alike have a record."""
        regions = self._regions(levels)
        sizes = np.bincount(regions.number, minlength=len(regions.inhabitants))
        load = (_share(sizes, regions.inhabitants)[:, None] * regions.covers).sum(axis=0)
        over = (regions.covers & (load > self.limit + _EVEN)).any(axis=1) | (regions.inhabitants == 0)
        found: Marks = over[regions.number]
        return found

    def region(self, levels: Levels, row: int) -> tuple[Marks, float]:
        """The cells of the census that a record may be of at these levels, and how many live there."""
        regions = self._regions(levels)
        number = regions.number[row]
        return regions.covers[number], float(regions.inhabitants[number])

    def _regions(self, levels: Levels) -> _Regions:
        chosen = tuple(int(levels[at]) for at in self._at)
        if chosen not in self._known:
            self._known[chosen] = self._found(chosen)
        return self._known[chosen]

    def _found(self, chosen: tuple[int, ...]) -> _Regions:
        read = np.stack([codes[level] for codes, level in zip(self._people, chosen, strict=True)], axis=1)
        regions, number = np.unique(read, axis=0, return_inverse=True)
        covers = np.ones((len(regions), self.cells), dtype=bool)
        for place, level in enumerate(chosen):
            named = regions[:, place]
            covers &= (named[:, None] == self._cells[place][level]) | (named == self._unknown[place][level])[:, None]
        return _Regions(number.reshape(-1), covers @ self._live, covers)


class Crowd:
    """How much of each cell of the census is taken while groups are made one after the other."""

    def __init__(self, presence: Presence) -> None:
        self._presence = presence
        self._load: Numbers = np.zeros(presence.cells)

    def takes(self, levels: Levels, row: int, size: int, *, part: float = 1.0) -> bool:
        """Let a group of so many records like this one in, if there is room within that part of the limit."""
        more = self._of(levels, row, size)
        there = more > 0
        if (self._load[there] + more[there] > part * self._presence.limit + _EVEN).any():
            return False
        self._load += more
        return True

    def leaves(self, levels: Levels, row: int, size: int) -> None:
        """A group that was let in is not there any more."""
        self._load -= self._of(levels, row, size)

    def _of(self, levels: Levels, row: int, size: int) -> Numbers:
        covers, live = self._presence.region(levels, row)
        # Of nobody alike there is no cell: such a group has nowhere to go.
        return covers * _share(np.array(float(size)), np.array(live)) if live else np.full(len(covers), _NOBODY)


def _share(sizes: NDArray[np.generic], inhabitants: Numbers) -> Numbers:
    return np.where(inhabitants > 0, sizes / np.maximum(inhabitants, 1.0), _NOBODY)
