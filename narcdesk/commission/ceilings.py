"""What a group of records must keep to, as the rules of a recipient say it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ceiling:
    """The greatest share of one protected value in a group: whoever is known to be there is not known to bear it."""

    sign: str
    value: str
    share: float


@dataclass(frozen=True)
class Diversity:
    """How many different values of a sign a group has at least."""

    sign: str
    least: int


@dataclass(frozen=True)
class Protection:
    """The rules of one recipient: the size of the smallest group, ceilings of protected values, diversity."""

    k: int
    ceilings: tuple[Ceiling, ...] = ()
    diversities: tuple[Diversity, ...] = ()
