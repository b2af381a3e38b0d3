"""What the last act did to each row, kept in memory alone: enough to take it back while nobody has gone on from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from narcdesk.base import Base, plain

if TYPE_CHECKING:
    from narcdesk.audit.entries import Change


@dataclass(frozen=True)
class Left:
    """One row as an act left it; `before` is what stood in the columns that it changed."""

    row: Base
    change: "Change"
    before: Mapping[str, object]

    def is_as_left(self, now: Base | None) -> bool:
        """Whether the row in the register still holds what the act wrote."""
        return now is not None and values_of(now) == values_of(self.row)


@dataclass(frozen=True)
class Step:
    """One transaction: its acts (none: it cannot be taken back), every row that they left, the last of its entries."""

    actions: tuple[str, ...]
    rows: tuple[Left, ...]
    at: int


def values_of(row: Base) -> dict[str, object]:
    """The columns of a row as the journal's hashes see them."""
    return {name: plain(getattr(row, name)) for name in _columns(type(row))}


@cache
def _columns(table: type[Base]) -> tuple[str, ...]:
    return tuple(column.key for column in table.__table__.columns)
