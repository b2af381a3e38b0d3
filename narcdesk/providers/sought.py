"""Keeps what finds a provider beside its facts: made anew of them in the same transaction, whoever writes them."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from narcdesk.base import Base
from narcdesk.providers.kinds import TOGETHER
from narcdesk.providers.tables import Provider, ProviderFact, ProviderSought
from narcdesk.sought_facts import folded

_PROVIDERS, _FACTS, _SOUGHT = (
    Base.metadata.tables[table.__tablename__] for table in (Provider, ProviderFact, ProviderSought)
)
_AT_ONCE = 500  # providers asked for by one statement


@event.listens_for(Session, "after_flush")
def _keep(session: Session, _context: object) -> None:
    touched = {
        row.provider_id for row in (*session.new, *session.dirty, *session.deleted) if isinstance(row, ProviderFact)
    }
    # Of a new one its facts come with a flush of their own: it is not looked at twice.
    touched |= {row.id for row in (*session.dirty, *session.deleted) if isinstance(row, Provider)}
    if touched:
        fold(session.connection(), touched)


def fold(connection: sa.Connection, provider_ids: Collection[int]) -> None:
    """Make the search's rows of some providers anew; of one that is gone, none stays."""
    numbers = sorted(provider_ids)
    for start in range(0, len(numbers), _AT_ONCE):
        _fold(connection, numbers[start : start + _AT_ONCE])


def _fold(connection: sa.Connection, some: Sequence[int]) -> None:
    connection.execute(sa.delete(_SOUGHT).where(_SOUGHT.c.provider_id.in_(some)))
    chosen = sa.select(_PROVIDERS.c.id, _PROVIDERS.c.closed_on).where(_PROVIDERS.c.id.in_(some))
    closed = {row.id: row.closed_on for row in connection.execute(chosen)}
    told = connection.execute(
        sa.select(_FACTS.c.provider_id, _FACTS.c.kind, _FACTS.c.part, _FACTS.c.value, _FACTS.c.as_of)
        .where(_FACTS.c.provider_id.in_(some), _FACTS.c.replaced_on.is_(None))
        .order_by(_FACTS.c.id)
    )
    facts: dict[int, dict[str, Any]] = {number: {} for number in closed}
    branches: dict[int, dict[int, Any]] = {number: {} for number in closed}
    for number, kind, part, value, as_of in told:
        if kind == TOGETHER:
            facts[number] |= {one: (said, as_of) for one, said in value["v"].items()}
        elif kind == "branch":
            branches[number][part] = value["v"]
        elif not part:
            facts[number][kind] = (value["v"], as_of)
    if closed:
        connection.execute(
            sa.insert(_SOUGHT),
            [
                {"provider_id": number, "closed_on": day, **folded(facts[number], _those(branches[number].values()))}
                for number, day in closed.items()
            ],
        )


def _those(told: Iterable[Any]) -> list[Any]:
    """Branches that are there: of one that was closed nothing is told any more."""
    return [branch for branch in told if branch]
