"""How one sign of a person reads at each level, from exact to not at all."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise


@dataclass(frozen=True)
class Hierarchy:
    """The names of each value from the value itself to the one name of all; raises ValueError when they do not nest."""

    sign: str
    names: Mapping[str, tuple[str, ...]]

    def __post_init__(self) -> None:
        lengths = {len(names) for names in self.names.values()}
        if len(lengths) != 1 or not self.names:
            raise ValueError(f"{self.sign}: every value has as many names")
        above: dict[tuple[int, str], str] = {}
        for value, names in self.names.items():
            if names[0] != value:
                raise ValueError(f"{self.sign}: the first name is the value itself")
            for level, (name, coarser) in enumerate(pairwise(names)):
                if above.setdefault((level, name), coarser) != coarser:
                    raise ValueError(f"{self.sign}: {name} is divided at the level above it")
        if len({names[-1] for names in self.names.values()}) != 1:
            raise ValueError(f"{self.sign}: the last name is one for all")

    @property
    def depth(self) -> int:
        """How many levels there are."""
        return len(next(iter(self.names.values())))

    @cached_property
    def places(self) -> dict[str, int]:
        """The values in the order of their names, whatever order they were given in."""
        return {value: place for place, value in enumerate(sorted(self.names))}

    def losses(self, level: int) -> list[float]:
        """What is lost of each value at a level, in the order of `places`: 0 nothing, 1 all.

        This is the normalised certainty penalty.
        A name that stands for so many of all values has lost (so many - 1) / (all - 1).
        """
        stands_for = Counter(names[level] for names in self.names.values())
        others = max(1, len(self.names) - 1)
        return [(stands_for[self.names[value][level]] - 1) / others for value in self.places]

    def codes(self, level: int) -> list[int]:
        """The number of the name of each value at a level, in the order of `places`."""
        known: dict[str, int] = {}
        return [known.setdefault(self.names[value][level], len(known)) for value in self.places]
