"""What a group of records must keep to, so that neither a person nor his secret is found in it."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from narcdesk.commission.ceilings import Protection
from narcdesk.commission.microdata.presence import Presence
from narcdesk.commission.microdata.records import Groups, Levels, Marks, Rows


class Guard:
    """A protection over the protected values of certain people, and over their number beside a census."""

    def __init__(
        self, protection: Protection, people: Sequence[Mapping[str, str]], presence: Presence | None = None
    ) -> None:
        self.k = protection.k
        self.presence = presence
        self._ceilings = [
            (np.array([person[rule.sign] == rule.value for person in people], dtype=bool), rule.share)
            for rule in protection.ceilings
        ]
        self._diversities = [(_numbers(people, rule.sign), rule.least) for rule in protection.diversities]

    @property
    def wants_size_alone(self) -> bool:
        """Whether a group of the right size always keeps to it."""
        return not self._ceilings and not self._diversities

    def keeps(self, groups: Groups, rows: Rows | None = None, levels: Levels | None = None) -> Marks:
        """The groups that keep to everything; `rows` are the people that were grouped, when not all.

        `levels`: those of all records, when they are the same for all; only then can the census be asked here.
        """
        good: Marks = groups.sizes >= self.k
        if self.presence is not None and levels is not None:
            good &= ~self.presence.crowded(levels)[groups.first]
        if self.wants_size_alone or not good.any():
            return good
        members = groups.order if rows is None else rows[groups.order]
        group = np.repeat(np.arange(len(groups.sizes)), groups.sizes)
        for bears, share in self._ceilings:
            bearers = np.bincount(group[bears[members]], minlength=len(groups.sizes))
            good &= bearers <= share * groups.sizes + 1e-9
        for values, least in self._diversities:
            kinds = int(values.max()) + 1
            found = np.unique(group * kinds + values[members]) // kinds
            good &= np.bincount(found, minlength=len(groups.sizes)) >= least
        return good

    def bearers(self, rows: Rows, number: NDArray[np.int64], count: int) -> NDArray[np.int64]:
        """By ceiling, how many of these rows bear its value in each of `count` groups; `number`: each row's group."""
        found = np.zeros((len(self._ceilings), count), dtype=np.int64)
        for place, (bears, _) in enumerate(self._ceilings):
            found[place] = np.bincount(number[bears[rows]], minlength=count)
        return found

    @property
    def shares(self) -> NDArray[np.float64]:
        """The ceilings, in the order of `bearers`."""
        return np.array([share for _, share in self._ceilings])

    def burden(self, rows: Rows) -> NDArray[np.int64]:
        """How each of these rows bears protected values: the same number for the same ones, 0 for none."""
        found = np.zeros(len(rows), dtype=np.int64)
        for place, (bears, _) in enumerate(self._ceilings):
            found += bears[rows] * 2**place
        return found


def _numbers(people: Sequence[Mapping[str, str]], sign: str) -> NDArray[np.int64]:
    known = {value: number for number, value in enumerate(sorted({person[sign] for person in people}))}
    return np.array([known[person[sign]] for person in people], dtype=np.int64)
