"""Who would take a person: the database filters and orders, a page of organisations with words comes back.

The order is neutral: the alphabet, or a lot that is drawn anew each day; before it only the person's own wishes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from narcdesk.base import Coded
from narcdesk.names import search_key
from narcdesk.provider_choice.cases import Case
from narcdesk.provider_choice.conditions import Wish, conditions, is_included, met, words_in
from narcdesk.providers import ProviderSought, ProviderView, some
from narcdesk.register import Register

_PRIME = 1_000_003  # of the lot: more than any registry has organisations


class Order(Coded):
    """The neutral order of a list."""

    ALPHABET = "alphabet", "по алфавиту"
    LOT = "lot", "жребий дня"


@dataclass(frozen=True)
class Candidate:
    """One organisation for a person: why it does not fit, what must be asked, which wishes it meets."""

    provider: ProviderView
    unfit: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    meets: tuple[Wish, ...] = ()

    @property
    def id(self) -> int:
        """The number of the organisation."""
        return self.provider.id

    @property
    def name(self) -> str:
        """Its name as the registry has it."""
        return self.provider.name

    @property
    def fits(self) -> bool:
        """Whether nothing that is known speaks against it."""
        return not self.unfit

    @property
    def verdict(self) -> str:
        """In words: «не подходит: только женщины»."""
        if self.unfit:
            return f"не подходит: {'; '.join(self.unfit)}"
        return f"уточните: {'; '.join(self.unsaid)}" if self.unsaid else "подходит"


@dataclass(frozen=True)
class Search:
    """What is looked for and in which order."""

    case: Case
    wishes: tuple[Wish, ...] = ()
    order: Order = Order.ALPHABET
    with_unfit: bool = False


def count(register: Register, search: Search) -> int:
    """How many organisations there are."""
    with register.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(ProviderSought).where(*_where(search))) or 0


def page(register: Register, search: Search, offset: int = 0, limit: int = 50) -> list[Candidate]:
    """Some of them, those that fit first."""
    held = list(conditions(search.case))
    wishes = [(wish, met(wish, search.case)) for wish in search.wishes]
    does_fit = sa.and_(sa.true(), *(sa.func.coalesce(one.holds, sa.true()) for one in held))
    query = (
        sa.select(
            ProviderSought, *(one.holds for one in held), *(sa.func.coalesce(holds, sa.false()) for _, holds in wishes)
        )
        .where(*_where(search))
        .order_by(
            *[sa.desc(does_fit)] * search.with_unfit,
            *(sa.case((holds, 0), else_=1) for _, holds in wishes),
            *_neutral(search.order, search.case.on),
        )
        .offset(offset)
        .limit(limit)
    )
    with register.read() as session:
        rows = session.execute(query).all()
        views = {one.id: one for one in some(session, [row[0].provider_id for row in rows])}
    found = []
    for sought, *told in rows:
        verdicts, granted = told[: len(held)], told[len(held) :]
        found.append(
            Candidate(
                views[sought.provider_id],
                tuple(one.why_not(sought) for one, holds in zip(held, verdicts, strict=True) if holds in (0, False)),
                tuple(one.unsaid for one, holds in zip(held, verdicts, strict=True) if holds is None),
                tuple(wish for (wish, _), holds in zip(wishes, granted, strict=True) if holds),
            )
        )
    return found


def one(register: Register, provider_id: int, search: Search) -> Candidate | None:
    """What the search says of one organisation, whether it is found by it or not."""
    held = list(conditions(search.case))
    with register.read() as session:
        row = session.execute(
            sa.select(ProviderSought, *(one.holds for one in held)).where(ProviderSought.provider_id == provider_id)
        ).first()
        if row is None:
            return None
        (view,) = some(session, [provider_id])
    sought, *told = row
    unfit = tuple(one.why_not(sought) for one, holds in zip(held, told, strict=True) if holds in (0, False))
    return Candidate(view, unfit, tuple(one.unsaid for one, holds in zip(held, told, strict=True) if holds is None))


@dataclass(frozen=True)
class Summary:
    """The registry in numbers: how many are in it today, of which day the newest facts are."""

    included: int
    freshest: date | None


def summary(register: Register) -> Summary:
    """What stands over the list of organisations."""
    with register.read() as session:
        case = Case(on=register.today())
        included = session.scalar(sa.select(sa.func.count()).select_from(ProviderSought).where(is_included(case)))
        return Summary(included or 0, session.scalar(sa.select(sa.func.max(ProviderSought.told_on))))


def forms(register: Register) -> dict[str, str]:
    """The forms that the registry speaks of, as choices in the order of the alphabet."""
    with register.read() as session:
        keys = session.scalars(sa.select(ProviderSought.forms_key).distinct())
        found = sorted({form for key in keys for form in key.strip("|").split("|") if form})
    return {form: form for form in found}


def _where(search: Search) -> list[sa.ColumnElement[bool]]:
    case = search.case
    asked: list[sa.ColumnElement[bool]] = [] if case.with_excluded else [ProviderSought.closed_on.is_(None)]
    if search_key(case.name):
        asked.append(words_in(ProviderSought.name_key, case.name))
    if not search.with_unfit:
        asked += [sa.func.coalesce(one.holds, sa.true()) for one in conditions(case)]
    return asked


def _neutral(order: Order, day: date) -> Sequence[Any]:
    number = ProviderSought.provider_id
    if order is Order.ALPHABET:
        return ProviderSought.name_key, number
    seed = day.toordinal()
    return (number * (seed * 7919 % _PRIME + 1) + seed) % _PRIME, number
