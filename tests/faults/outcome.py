"""What a proof found: how often it tried, what it counted on the way, and what was wrong."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

Case = TypeVar("Case")


@dataclass
class Outcome:
    """The sum of one proof."""

    tried: int = 0
    counted: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __add__(self, other: "Outcome") -> "Outcome":
        counted = Counter(self.counted)
        counted.update(other.counted)
        return Outcome(self.tried + other.tried, counted, self.wrong + other.wrong)


@dataclass(frozen=True)
class Share:
    """What one of several workers does of a proof: each `of`-th case, from its own on; `count` is of all of them."""

    count: int
    seed: int = 1
    part: int = 0
    of: int = 1

    @property
    def dice(self) -> Random:
        """Lots that no other worker draws."""
        return Random(f"{self.seed} {self.part}")

    @property
    def numbers(self) -> range:
        """The cases of this worker."""
        return range(self.part, self.count, self.of)

    def cases(self, everything: Sequence[Case]) -> Iterator[Case]:
        """This worker's part of all cases, or of `count` of them drawn by lot; 0 is all."""
        some = 0 < self.count < len(everything)
        chosen = Random(self.seed).sample(everything, self.count) if some else everything
        yield from chosen[self.part :: self.of]
