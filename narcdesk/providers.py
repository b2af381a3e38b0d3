"""Providers of rehabilitation from the regional registry: each fact with its source and date.

Regulation 2.8 and 2.9; the list itself comes from the region as a file (`narcdesk.registry` reads it). A provider that
left the list is closed, never deleted: live certificates point at it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import identifiers
from narcdesk.base import Base, plain
from narcdesk.dates import days_phrase, show
from narcdesk.errors import Invalid, NotFound, Problem
from narcdesk.names import clean, search_key
from narcdesk.register import Register

FACTS: dict[str, str] = {  # what a list tells of a provider, and how it is called on screen
    "name": "Название",
    "inn": "ИНН",
    "ogrn": "ОГРН",
    "address": "Адрес",
    "head": "Руководитель",
    "phones": "Телефоны",
    "places_total": "Мест всего",
    "places_men": "Мест для мужчин",
    "places_women": "Мест для женщин",
    "forms": "Формы",
    "term_days": "Срок программы",
    "included_from": "В реестре с",
    "included_to": "В реестре по",
}
TOLD: dict[str, str] = {  # what no list has and only a call tells
    "free_men": "Свободно для мужчин",
    "free_women": "Свободно для женщин",
    "remark": "Примечание",
}
KINDS = FACTS | TOLD
NUMBERS = ("places_total", "places_men", "places_women", "term_days", "free_men", "free_women")

STALE_AFTER = 90  # days; our own measure of what should be asked again, no act sets one


class ProviderSource(Base, kw_only=True):
    """Where facts came from: a file of the region with its hash, or a person's call."""

    __tablename__ = "provider_sources"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(300))
    as_of: Mapped[date]  # the day the facts were true
    taken_on: Mapped[date]  # the day the office took them in
    file_sha256: Mapped[str] = mapped_column(sa.String(64), default="")
    act: Mapped[str] = mapped_column(sa.String(300), default="")


class Provider(Base, kw_only=True):
    """One organisation. What is known of it are its facts; here stand only what finds it and whether it is in force."""

    __tablename__ = "providers"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name_key: Mapped[str] = mapped_column(sa.String(300), index=True)
    closed_on: Mapped[date | None] = mapped_column(default=None)
    closed_why: Mapped[str] = mapped_column(sa.String(300), default="")


class ProviderFact(Base, kw_only=True):
    """One fact of one provider, until a newer one replaces it."""

    __tablename__ = "provider_facts"
    __table_args__ = (sa.Index("ix_provider_facts_provider_id_kind", "provider_id", "kind", "replaced_on"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    provider_id: Mapped[int] = mapped_column(sa.ForeignKey("providers.id"))
    kind: Mapped[str] = mapped_column(sa.String(24))
    value: Mapped[dict[str, Any]]  # {"v": …}: text, number, list or null, as the file told it
    source_id: Mapped[int] = mapped_column(sa.ForeignKey("provider_sources.id"))
    as_of: Mapped[date]
    replaced_on: Mapped[date | None] = mapped_column(default=None)


@dataclass(frozen=True)
class Fact:
    """A fact as a window shows it."""

    value: Any
    as_of: date
    source: str

    def is_stale_on(self, day: date) -> bool:
        """Told so long ago that it should be asked again."""
        return (day - self.as_of).days > STALE_AFTER


@dataclass(frozen=True)
class ProviderView:
    """A provider with its facts of now, as plain data."""

    id: int
    closed_on: date | None
    facts: Mapping[str, Fact] = field(default_factory=dict)

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
        return max((fact.as_of for fact in self.facts.values()), default=None)

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


def in_words(kind: str, value: Any) -> str:
    """A fact as the screen says it; "" when the source told that there is none."""
    if value is None or value == []:
        return ""
    if kind == "phones":
        return ", ".join(identifiers.phone(number).shown for number in value)
    if kind in ("included_from", "included_to"):
        return show(date.fromisoformat(value))
    if kind == "term_days":
        return days_phrase(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def take_list(
    register: Register,
    *,
    title: str,
    as_of: date,
    new: Sequence[Mapping[str, Any]],
    changed: Mapping[int, Mapping[str, Any]],
    gone: Sequence[int],
    reopened: Sequence[int] = (),
    file_sha256: str = "",
    act: str = "",
    over_newer: bool = False,
) -> ProviderSource:
    """Apply the confirmed difference of a regional list: one act, one source, one journal entry.

    `changed` may hold what a provider has already: it is then as fresh as the list. A fact that is known from a later
    day stays, unless `over_newer`.
    """
    with register.write("providers.take_list") as session:
        today = register.today()
        source = ProviderSource(title=title, as_of=as_of, taken_on=today, file_sha256=file_sha256, act=act)
        session.add(source)
        session.flush()
        for facts in new:
            provider = Provider(name_key=search_key(str(facts["name"])))
            session.add(provider)
            session.flush()
            _tell(session, provider, facts, source, today)
        for provider_id, facts in changed.items():
            _tell(session, known(session, provider_id), facts, source, today, over_newer=over_newer)
        for provider_id in reopened:
            provider = known(session, provider_id)
            provider.closed_on, provider.closed_why = None, ""
        for provider_id in gone:
            provider = known(session, provider_id)
            provider.closed_on, provider.closed_why = today, f"нет в списке «{title}»"
    return source


def is_taken(register: Register, file_sha256: str) -> bool:
    """Whether this very file was taken in before."""
    with register.read() as session:
        taken = sa.select(ProviderSource.id).where(ProviderSource.file_sha256 == file_sha256).limit(1)
        return session.scalar(taken) is not None


def newest_list(register: Register) -> date:
    """The day of the newest list that was taken in from a file; the beginning of time before the first."""
    with register.read() as session:
        of_files = sa.select(sa.func.max(ProviderSource.as_of)).where(ProviderSource.file_sha256 != "")
        return session.scalar(of_files) or date.min


def note_call(register: Register, provider_id: int, typed: Mapping[str, Any], who: str) -> ProviderSource:
    """Write down what a provider told by telephone today; what was left empty was not told. Raises Invalid."""
    with register.write("providers.note_call") as session:
        today, told = register.today(), _read_call(typed, who)
        source = ProviderSource(title=f"по телефону: {clean(who)}", as_of=today, taken_on=today)
        session.add(source)
        session.flush()
        _tell(session, known(session, provider_id), told, source, today)
    return source


def _read_call(typed: Mapping[str, Any], who: str) -> dict[str, Any]:
    told: dict[str, Any] = {}
    problems = [] if clean(who) else [Problem("who", "Кто сказал: нужно заполнить")]
    for kind, value in typed.items():
        text = clean(str(value))
        if not text:
            continue
        told[kind] = text
        if kind == "phones":
            told[kind] = [_as_kept(one) for one in identifiers.phones(text)]
        elif kind == "forms":
            told[kind] = [part for word in text.split(",") if (part := word.strip().lower())]
        elif kind in NUMBERS:
            if text.isdecimal() and len(text) < 6:
                told[kind] = int(text)
            else:
                problems.append(Problem(kind, f"{KINDS[kind]}: нужно целое число"))
    if not told and not problems:
        problems.append(Problem("who", "Запишите хотя бы одно сведение из разговора"))
    if problems:
        raise Invalid(problems)
    return told


def _as_kept(phone: identifiers.Phone) -> str:
    return f"{phone.value} доб. {phone.extension}" if phone.extension else phone.value


def _tell(
    session: Session,
    provider: Provider,
    facts: Mapping[str, Any],
    source: ProviderSource,
    today: date,
    *,
    over_newer: bool = False,
) -> None:
    """Put facts in force; the ones they replace stay as history. What is told again is noted if it is told later.

    What is known from a later day than the source's stays, unless `over_newer`.
    """
    present = {
        fact.kind: fact
        for fact in session.scalars(
            sa.select(ProviderFact).where(ProviderFact.provider_id == provider.id, ProviderFact.replaced_on.is_(None))
        )
    }
    for kind in KINDS:
        if kind not in facts:
            continue
        if known := present.get(kind):
            if known.value["v"] == plain(facts[kind]) and source.as_of <= known.as_of:
                continue
            if source.as_of < known.as_of and not over_newer:
                continue
            known.replaced_on = today
        session.add(
            ProviderFact(
                provider_id=provider.id,
                kind=kind,
                value={"v": plain(facts[kind])},
                source_id=source.id,
                as_of=source.as_of,
            )
        )
        if kind == "name" and facts[kind]:
            provider.name_key = search_key(str(facts[kind]))


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


def one(register: Register, provider_id: int) -> ProviderView:
    """One provider with its facts of now."""
    with register.read() as session:
        return view(session, provider_id)


def view(session: Session, provider_id: int) -> ProviderView:
    """The same, inside an act or a query."""
    return _views(session, [known(session, provider_id)])[0]


def _views(session: Session, found: list[Provider]) -> list[ProviderView]:
    facts: dict[int, dict[str, Fact]] = {provider.id: {} for provider in found}
    rows = session.execute(
        sa.select(ProviderFact, ProviderSource.title)
        .join(ProviderSource, ProviderSource.id == ProviderFact.source_id)
        .where(ProviderFact.replaced_on.is_(None), ProviderFact.provider_id.in_(facts))
    )
    for fact, title in rows:
        facts[fact.provider_id][fact.kind] = Fact(fact.value["v"], fact.as_of, title)
    return [ProviderView(provider.id, provider.closed_on, facts[provider.id]) for provider in found]


def fact_history(register: Register, provider_id: int, kind: str) -> list[Fact]:
    """What was ever told of one fact, the newest first."""
    with register.read() as session:
        rows = session.execute(
            sa.select(ProviderFact, ProviderSource.title)
            .join(ProviderSource, ProviderSource.id == ProviderFact.source_id)
            .where(ProviderFact.provider_id == provider_id, ProviderFact.kind == kind)
            .order_by(ProviderFact.id.desc())
        )
        return [Fact(fact.value["v"], fact.as_of, title) for fact, title in rows]
