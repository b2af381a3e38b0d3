"""What is written of providers: a list of the region, a call, a paper, an exclusion. Every fact gets its source.

Regulation 2.8 and 2.9. A provider that left the list is excluded, never deleted: live certificates point at it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.base import add_many, plain
from narcdesk.dates import show
from narcdesk.errors import Invalid, Problem, UserError
from narcdesk.fields import Field, Kind, read_asked
from narcdesk.names import clean, search_key
from narcdesk.office_profile import keep_list_columns
from narcdesk.providers.kinds import KINDS, TOGETHER, read_told
from narcdesk.providers.tables import Exclusion, Provider, ProviderFact, ProviderSource
from narcdesk.providers.views import CALLED, known
from narcdesk.register import Register

SOURCE = [
    Field("source", "Откуда сведения", Kind.TEXT, required=True, width=36, longest=200, hint="письмо, сайт, осмотр"),
    Field("as_of", "Сведения на", Kind.PAST_DAY, required=True, width=12),
    Field("act", "Акт или документ", Kind.TEXT, width=36, longest=300, hint="номер и дата, если есть"),
]
EXCLUDING = [
    Field("ground", "Основание", Kind.CHOICE, required=True, choices=Exclusion, width=40),
    Field("on", "Исключена с", Kind.PAST_DAY, required=True, width=12),
    Field("act", "Акт", Kind.TEXT, width=36, longest=200, hint="вид, дата, номер"),
]
RESTORING = [Field("why", "Почему снова в реестре", Kind.TEXT, required=True, width=40, longest=200)]


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
    columns: Mapping[str, str] | None = None,
) -> ProviderSource:
    """Apply the confirmed difference of a regional list: one act, one source, one journal entry.

    `changed` may hold what a provider has already: it is then as fresh as the list. A fact that is known from a later
    day stays, unless `over_newer`. `columns` are the titles by fact, kept for the region's next list.
    """
    with register.write("providers.take_list") as session:
        keep_list_columns(session, columns or {})
        source = source_of(session, register, title, as_of, file_sha256=file_sha256, act=act)
        today = register.today()
        brought = [Provider(name_key=search_key(str(facts["name"]))) for facts in new]
        add_many(session, brought)
        told = (_row(provider.id, facts, source) for provider, facts in zip(brought, new, strict=True))
        add_many(session, [row for row in told if row is not None])
        telling = _Telling(session, [*changed, *reopened, *gone], source, today, over_newer=over_newer)
        for provider_id, facts in changed.items():
            telling.tell(provider_id, facts)
        for provider_id in reopened:
            _open(telling.provider(provider_id))
        for provider_id in gone:
            _close(telling.provider(provider_id), today, Exclusion.NOT_LISTED, f"нет в списке «{title}»")
    return source


def note_call(register: Register, provider_id: int, typed: Mapping[str, Any], who: str) -> ProviderSource:
    """Write down what a provider told by telephone today; what was left empty was not told. Raises Invalid."""
    with register.write("providers.note_call") as session:
        today = register.today()
        told = read_told(typed, today)
        unsaid = [] if clean(who) else [Problem("who", "Кто сказал: нужно заполнить")]
        problems = [*unsaid, *told.problems]
        if not told.values and not problems:
            problems.append(Problem("who", "Запишите хотя бы одно сведение из разговора"))
        if problems:
            raise Invalid(problems)
        source = source_of(session, register, f"{CALLED}{clean(who)}", today)
        _Telling(session, [provider_id], source, today).tell(provider_id, told.values)
    return source


def tell(register: Register, provider_id: int, typed: Mapping[str, Any]) -> ProviderSource:
    """Write down what a paper, a site or an own look tells of a provider, with its day. Raises Invalid."""
    with register.write("providers.tell") as session:
        today = register.today()
        about, rest = _split(typed)
        said, told = read_asked(SOURCE, about, today, whole=True), read_told(rest, today)
        problems = [*said.problems, *told.problems]
        if not told.values and not problems:
            problems.append(Problem("source", "Запишите хотя бы одно сведение"))
        if problems:
            raise Invalid(problems)
        source = source_of(
            session, register, said.values["source"], said.values["as_of"], act=said.values.get("act", "")
        )
        _Telling(session, [provider_id], source, today).tell(provider_id, told.values)
    return source


def exclude(register: Register, provider_id: int, typed: Mapping[str, Any]) -> Provider:
    """The region excluded a provider, on a ground; it stays in the register, for certificates point at it."""
    with register.write("providers.exclude") as session:
        reading = read_asked(EXCLUDING, typed, register.today(), whole=True)
        if reading.problems:
            raise Invalid(reading.problems)
        provider = known(session, provider_id)
        if provider.closed_on is not None:
            raise UserError(f"Организация уже исключена {show(provider.closed_on)}.", do="Нажмите F5.")
        _close(provider, reading.values["on"], reading.values["ground"], reading.values.get("act", ""))
    return provider


def restore(register: Register, provider_id: int, typed: Mapping[str, Any]) -> Provider:
    """A provider is in the registry again; why it was excluded stays in the journal."""
    with register.write("providers.restore") as session:
        reading = read_asked(RESTORING, typed, register.today(), whole=True)
        if reading.problems:
            raise Invalid(reading.problems)
        provider = known(session, provider_id)
        if provider.closed_on is None:
            raise UserError("Организация не исключена.", do="Нажмите F5.")
        source = source_of(session, register, f"снова в реестре: {reading.values['why']}", register.today())
        telling = _Telling(session, [provider_id], source, register.today())
        telling.tell(provider_id, {"remark": f"снова в реестре с {show(register.today())}: {reading.values['why']}"})
        _open(provider)
    return provider


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


# How facts come into force


def source_of(
    session: Session, register: Register, title: str, as_of: date, *, file_sha256: str = "", act: str = ""
) -> ProviderSource:
    """Where facts come from, put down first; the person who is signed in took them in."""
    source = ProviderSource(
        title=title,
        as_of=as_of,
        taken_on=register.today(),
        file_sha256=file_sha256,
        act=act,
        taken_by=register.person.id,
    )
    session.add(source)
    session.flush()
    return source


def source_told(session: Session, register: Register, said: Mapping[str, Any]) -> ProviderSource:
    """The source as a form asks for it."""
    return source_of(session, register, said["source"], said["as_of"], act=said.get("act", ""))


def _split(typed: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    about = {field.name for field in SOURCE}
    return (
        {name: value for name, value in typed.items() if name in about},
        {name: value for name, value in typed.items() if name not in about},
    )


def _open(provider: Provider) -> None:
    provider.closed_on, provider.closed_why, provider.closed_ground = None, "", None


def _close(provider: Provider, on: date, ground: Exclusion, why: str) -> None:
    provider.closed_on, provider.closed_why, provider.closed_ground = on, why, ground


def _row(provider_id: int, facts: Mapping[str, Any], source: ProviderSource) -> ProviderFact | None:
    """Facts as one row, None where there are none; a fact alone has a row of its own kind."""
    told = {kind: plain(facts[kind]) for kind in KINDS if kind in facts}
    if not told:
        return None
    kind, value = next(iter(told.items())) if len(told) == 1 else (TOGETHER, told)
    return ProviderFact(
        provider_id=provider_id,
        kind=kind,
        value={"v": value},
        source_id=source.id,
        as_of=source.as_of,
    )


class _Telling:
    """Puts facts of one source in force for some providers; the ones they replace stay as history.

    What is told again is noted if it is told later. What is known from a later day than the source's stays, unless
    `over_newer`.
    """

    def __init__(
        self,
        session: Session,
        provider_ids: Iterable[int],
        source: ProviderSource,
        today: date,
        *,
        over_newer: bool = False,
    ) -> None:
        self._session, self._source, self._today, self._over_newer = session, source, today, over_newer
        wanted = sorted(set(provider_ids))
        self._providers: dict[int, Provider] = {}
        self._rows: dict[int, list[ProviderFact]] = {number: [] for number in wanted}
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            chosen = sa.select(Provider).where(Provider.id.in_(some))
            self._providers |= {provider.id: provider for provider in session.scalars(chosen)}
            in_force = sa.select(ProviderFact).where(
                ProviderFact.provider_id.in_(some), ProviderFact.part == 0, ProviderFact.replaced_on.is_(None)
            )
            for row in session.scalars(in_force.order_by(ProviderFact.id)):
                self._rows[row.provider_id].append(row)

    def provider(self, provider_id: int) -> Provider:
        """One of the providers; raises NotFound."""
        return self._providers.get(provider_id) or known(self._session, provider_id)

    def tell(self, provider_id: int, facts: Mapping[str, Any]) -> None:
        provider, rows = self.provider(provider_id), self._rows[provider_id]
        present: dict[str, tuple[Any, date]] = {}
        for row in rows:
            present |= {kind: (value, row.as_of) for kind, value in _told_by(row).items()}
        taken = {kind: facts[kind] for kind in KINDS if kind in facts and self._is_news(facts[kind], present.get(kind))}
        covered = set(taken)
        for row in reversed(rows):
            kinds = set(_told_by(row))
            if kinds <= covered:
                row.replaced_on = self._today
            covered |= kinds
        if (row_of_now := _row(provider_id, taken, self._source)) is not None:
            self._session.add(row_of_now)
        if taken.get("name"):
            provider.name_key = search_key(str(taken["name"]))

    def _is_news(self, value: Any, present: tuple[Any, date] | None) -> bool:
        if present is None:
            return True
        known_value, known_on = present
        if known_value == plain(value) and self._source.as_of <= known_on:
            return False
        return self._source.as_of >= known_on or self._over_newer


_AT_ONCE = 500


def _told_by(row: ProviderFact) -> dict[str, Any]:
    found: dict[str, Any] = row.value["v"] if row.kind == TOGETHER else {row.kind: row.value["v"]}
    return found
