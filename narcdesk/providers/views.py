"""Providers as windows show them: the facts of now with their day and source, and what was told before."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.dates import show
from narcdesk.errors import NotFound
from narcdesk.names import search_key
from narcdesk.providers.kinds import TOGETHER
from narcdesk.providers.tables import Exclusion, Provider, ProviderFact, ProviderSource
from narcdesk.register import Register
from narcdesk.staff import Person

STALE_AFTER = 90  # days; our own measure of what should be asked again, no act sets one


@dataclass(frozen=True)
class Fact:
    """A fact as a window shows it; `by` is who of the office took it in, `taken_on` when, `act` its paper."""

    value: Any
    as_of: date
    source: str
    by: str = field(default="", compare=False)
    taken_on: date | None = field(default=None, compare=False)
    act: str = field(default="", compare=False)

    def is_stale_on(self, day: date) -> bool:
        """Told so long ago that it should be asked again."""
        return (day - self.as_of).days > STALE_AFTER


@dataclass(frozen=True)
class ProviderView:
    """A provider with its facts of now, as plain data; `parts` are what it has several of, by kind and number."""

    id: int
    closed_on: date | None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    parts: Mapping[tuple[str, int], Fact] = field(default_factory=dict)
    closed_ground: Exclusion | None = None
    closed_why: str = ""

    def value(self, kind: str) -> Any:
        """What is known, or None."""
        fact = self.facts.get(kind)
        return fact.value if fact else None

    @property
    def name(self) -> str:
        """The name as the registry has it."""
        return str(self.value("name") or "без названия")

    @property
    def freshest(self) -> date | None:
        """The day of the newest fact."""
        return max((fact.as_of for fact in (*self.facts.values(), *self.parts.values())), default=None)

    def is_included_on(self, day: date) -> bool:
        """In the registry on a day, as far as it is known."""
        since, until = (self.value(kind) for kind in ("included_from", "included_to"))
        return (
            (self.closed_on is None or day < self.closed_on)
            and (since is None or date.fromisoformat(since) <= day)
            and (until is None or day <= date.fromisoformat(until))
        )

    @property
    def inclusion(self) -> str:
        """From when till when it is in the registry, in words."""
        since, until = (self.value(kind) for kind in ("included_from", "included_to"))
        known = [
            f"{word} {show(date.fromisoformat(day))}" for word, day in (("с", since), ("по", until)) if day is not None
        ]
        if self.closed_on is not None:
            return f"в реестре её нет с {show(self.closed_on)}"
        return f"в реестре {' '.join(known)}" if known else "в реестре, срок не указан"

    @property
    def exclusion(self) -> str:
        """Since when and why it is excluded, in words; "" while it is not."""
        if self.closed_on is None:
            return ""
        ground = self.closed_ground.label if self.closed_ground else ""
        why = "; ".join(dict.fromkeys(filter(None, (ground, self.closed_why))))
        return f"исключена {show(self.closed_on)}" + (f": {why}" if why else "")


def known(session: Session, provider_id: int) -> Provider:
    """The provider that a fact is written of; raises NotFound."""
    provider = session.get(Provider, provider_id)
    if provider is None:
        raise NotFound("Такой организации в реестре нет.")
    return provider


def find(register: Register, text: str = "", *, open_only: bool = True) -> list[ProviderView]:
    """Providers whose name has the text, in the neutral order of the alphabet."""
    with register.read() as session:
        query = sa.select(Provider).order_by(Provider.name_key, Provider.id)
        if open_only:
            query = query.where(Provider.closed_on.is_(None))
        if key := search_key(text):
            query = query.where(Provider.name_key.contains(key, autoescape=True))
        return _views(session, list(session.scalars(query)))


def some(session: Session, provider_ids: Sequence[int]) -> list[ProviderView]:
    """These providers in this order, inside an act or a query."""
    found = {one.id: one for one in session.scalars(sa.select(Provider).where(Provider.id.in_(provider_ids)))}
    return _views(session, [found[number] for number in provider_ids if number in found])


def one(register: Register, provider_id: int) -> ProviderView:
    """One provider with its facts of now."""
    with register.read() as session:
        return view(session, provider_id)


def view(session: Session, provider_id: int) -> ProviderView:
    """The same, inside an act or a query."""
    return _views(session, [known(session, provider_id)])[0]


_MANY = 1_000  # from so many on every fact is read instead of those that were asked for
_COLUMNS = (
    ProviderFact.provider_id,
    ProviderFact.kind,
    ProviderFact.part,
    ProviderFact.value,
    ProviderFact.as_of,
    ProviderFact.source_id,
)


def _views(session: Session, found: list[Provider]) -> list[ProviderView]:
    facts: dict[int, dict[str, Fact]] = {provider.id: {} for provider in found}
    parts: dict[int, dict[tuple[str, int], Fact]] = {provider.id: {} for provider in found}
    query = sa.select(*_COLUMNS).where(ProviderFact.replaced_on.is_(None)).order_by(ProviderFact.id)
    if len(found) < _MANY:
        query = query.where(ProviderFact.provider_id.in_(facts))
    rows = session.execute(query).all()
    told = _told(session, {row.source_id for row in rows})
    for number, kind, part, value, as_of, source_id in rows:
        if number not in facts:
            continue
        for fact, said in value["v"].items() if kind == TOGETHER else ((kind, value["v"]),):
            as_told = Fact(said, as_of, *told[source_id])
            if part and said is None:
                parts[number].pop((fact, part), None)
            elif part:
                parts[number][fact, part] = as_told
            else:
                facts[number][fact] = as_told
    return [
        ProviderView(
            provider.id,
            provider.closed_on,
            facts[provider.id],
            parts[provider.id],
            provider.closed_ground,
            provider.closed_why,
        )
        for provider in found
    ]


def _told(session: Session, source_ids: Collection[int]) -> dict[int, tuple[str, str, date, str]]:
    """Of each source its title, who took it in and when, and its act."""
    if not source_ids:
        return {}
    people = {person.id: person.short_name for person in session.scalars(sa.select(Person))}
    columns = (ProviderSource.id, ProviderSource.title, ProviderSource.taken_by, ProviderSource.taken_on)
    query = sa.select(*columns, ProviderSource.act)
    if len(source_ids) < _MANY:
        query = query.where(ProviderSource.id.in_(source_ids))
    return {
        number: (title, people.get(by or 0, ""), taken_on, act)
        for number, title, by, taken_on, act in session.execute(query)
    }


def fact_history(register: Register, provider_id: int, kind: str, part: int = 0) -> list[Fact]:
    """What was ever told of one fact, the newest first."""
    with register.read() as session:
        rows = session.execute(
            sa.select(*_COLUMNS)
            .where(
                ProviderFact.provider_id == provider_id,
                ProviderFact.kind.in_((kind, TOGETHER)),
                ProviderFact.part == part,
            )
            .order_by(ProviderFact.id.desc())
        ).all()
        told = _told(session, {row.source_id for row in rows})
        return [
            Fact(said, as_of, *told[source_id])
            for _number, own, _part, value, as_of, source_id in rows
            for said in _said(own, kind, value["v"])
        ]


def _said(own: str, kind: str, value: Any) -> Iterable[Any]:
    """What a row says of a kind: nothing, or one thing."""
    if own != TOGETHER:
        return (value,)
    return (value[kind],) if kind in value else ()


@dataclass(frozen=True)
class Call:
    """A talk with a provider: when, who said it, and what."""

    on: date
    source: str
    told: Mapping[str, Any]
    by: str = ""


CALLED = "по телефону: "


def calls(register: Register, provider_id: int) -> list[Call]:
    """What was told by telephone, talk by talk, the newest first; also what a later source has replaced."""
    with register.read() as session:
        rows = session.execute(
            sa.select(*_COLUMNS)
            .join(ProviderSource, ProviderSource.id == ProviderFact.source_id)
            .where(ProviderFact.provider_id == provider_id, ProviderSource.title.startswith(CALLED, autoescape=True))
            .order_by(ProviderFact.source_id.desc(), ProviderFact.id)
        ).all()
        told = _told(session, {row.source_id for row in rows})
    found: dict[int, dict[str, Any]] = {}
    days: dict[int, date] = {}
    for _number, kind, _part, value, as_of, source_id in rows:
        days[source_id] = as_of
        found.setdefault(source_id, {}).update(value["v"] if kind == TOGETHER else {kind: value["v"]})
    return [
        Call(days[number], told[number][0].removeprefix(CALLED), said, told[number][1])
        for number, said in found.items()
    ]
