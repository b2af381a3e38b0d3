"""What the forms count, measure by measure: each is a stream of facts of the register, one fact for one counted."""

from collections.abc import Iterator
from typing import Protocol

from narcdesk.statistics.facts import courts, helped, movement, registered
from narcdesk.statistics.facts.world import Card, Fact, Signs, World

_SOURCES = (registered, movement, helped, courts)


class _Source(Protocol):
    MEASURES: tuple[str, ...]

    @staticmethod
    def facts(world: World) -> Iterator[Fact]: ...


def _by_measure(sources: tuple[_Source, ...]) -> dict[str, _Source]:
    return {measure: source for source in sources for measure in source.MEASURES}


MEASURES = _by_measure(_SOURCES)  # type: ignore[arg-type]  # modules are not compared with protocols of functions


def of(world: World, measures: frozenset[str]) -> Iterator[Fact]:
    """Every fact of these measures, and maybe of others that are found along with them."""
    for source in _SOURCES:
        if measures & set(source.MEASURES):
            yield from source.facts(world)


__all__ = ["MEASURES", "Card", "Fact", "Signs", "World", "of"]
