"""What a list of the region changes in the register: new, changed, gone, the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from narcdesk import identifiers
from narcdesk.dates import show
from narcdesk.names import search_key
from narcdesk.providers import KINDS
from narcdesk.registry.rows import ProviderRow
from narcdesk.registry.titles import INCLUDED


@dataclass(frozen=True)
class KnownProvider:
    """A provider of the register: its facts of now, of which day each is, and whether it was closed."""

    id: int
    facts: Mapping[str, object]
    closed: bool = False
    told_on: Mapping[str, date] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name as the register has it."""
        return str(self.facts.get("name") or "без названия")


@dataclass(frozen=True)
class Change:
    """One fact that the list tells differently; `old` is None where nothing was known."""

    fact: str
    old: object
    new: object


@dataclass(frozen=True)
class Match:
    """A row of the list and the provider of the register it is about.

    `outdated` is what the list tells differently and older than the register knows it: it is not taken.
    """

    known: KnownProvider
    row: ProviderRow
    changes: tuple[Change, ...]
    outdated: tuple[Change, ...] = ()
    is_back: bool = False  # closed before and in the list again


@dataclass(frozen=True)
class Difference:
    """The list against the register; rows without a name that fit nobody are `nameless` and cannot be applied.

    `behind` is the day of a newer list that was taken before: an older one closes nobody and opens nobody again.
    """

    new: tuple[ProviderRow, ...]
    changed: tuple[Match, ...]
    gone: tuple[KnownProvider, ...]
    unchanged: tuple[Match, ...]
    nameless: tuple[ProviderRow, ...] = ()
    behind: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the register already holds all that the list tells."""
        return not (self.new or self.changed or self.gone)

    @property
    def closes_many(self) -> bool:
        """Whether more than half of the open organisations are missing: likely a part of a list, or another one."""
        still_open = sum(not match.known.closed for match in (*self.changed, *self.unchanged))
        return len(self.gone) > still_open

    @property
    def has_outdated(self) -> bool:
        """Whether the list holds anything that the register knows from a later day."""
        return self.behind is not None or any(match.outdated for match in (*self.changed, *self.unchanged))

    def outdated(self) -> list[str]:
        """What is not taken because the register knows newer."""
        said = [
            _outdated_in_words(match, change) for match in (*self.changed, *self.unchanged) for change in match.outdated
        ]
        if self.behind is not None:
            said.insert(0, f"Уже внесён список новее, на {show(self.behind)}: этот никого не исключит и не вернёт.")
        return said

    def sentences(self) -> list[str]:
        """The difference in words: the sum, then every organisation that is not the same."""
        return [
            f"Новых: {len(self.new)}, изменившихся: {len(self.changed)}, без изменений: {len(self.unchanged)}, "
            f"нет в списке: {len(self.gone)}.",
            *(f"Новая (строка {row.row}): {_unended(row.name or '')}." for row in self.new),
            *(_change_in_words(match) for match in self.changed),
            *(
                f"Нет в списке: {_unended(known.name)}. Будет отмечена «исключена», но не удалена."
                for known in self.gone
            ),
            *(f"Строка {row.row} не будет внесена: в ней нет названия." for row in self.nameless),
            *self.outdated(),
        ]


NOTHING = Difference((), (), (), ())


def compare(
    rows: Sequence[ProviderRow],
    known: Sequence[KnownProvider],
    *,
    as_of: date = date.max,
    newest_list: date = date.min,
) -> Difference:
    """Match by ИНН, then by name, and tell what differs; a column the file lacks changes nothing.

    What the register knows from a day after `as_of` stays; a list older than the `newest_list` neither closes nor
    opens again. Without the days everything is taken.
    """
    pairs = _pairs(rows, known)
    behind = newest_list if as_of < newest_list else None
    matches = [
        _match(row, known[at], as_of, opens=behind is None)
        for row, at in zip(rows, pairs, strict=True)
        if at is not None
    ]
    left = [row for row, at in zip(rows, pairs, strict=True) if at is None]
    found = {match.known.id for match in matches}
    return Difference(
        new=tuple(row for row in left if row.name),
        changed=tuple(match for match in matches if match.changes or match.is_back),
        gone=tuple(one for one in known if one.id not in found and not one.closed and behind is None),
        unchanged=tuple(match for match in matches if not match.changes and not match.is_back),
        nameless=tuple(row for row in left if not row.name),
        behind=behind,
    )


def _match(row: ProviderRow, known: KnownProvider, as_of: date, *, opens: bool) -> Match:
    found = _changes(row, known)
    outdated = tuple(change for change in found if known.told_on.get(change.fact, date.min) > as_of)
    changes = tuple(change for change in found if change not in outdated)
    return Match(known, row, changes, outdated, is_back=known.closed and opens)


Key = tuple[str, ...]


def _pairs(rows: Sequence[ProviderRow], known: Sequence[KnownProvider]) -> list[int | None]:
    """For each row the place of its provider in `known`; the surest matches are made first, each provider once."""
    pairs: list[int | None] = [None] * len(rows)
    taken: set[int] = set()
    open_first = sorted(range(len(known)), key=lambda place: known[place].closed)
    ways: tuple[Callable[[str, str], Key], ...] = (
        lambda inn, name: (inn, name) if inn and name else (),
        lambda inn, name: (inn,) if inn else (),
        lambda inn, name: (name,) if name else (),
    )
    of_known = [_inn_and_name(one.facts.get("inn"), one.facts.get("name")) for one in known]
    of_rows = [_inn_and_name(row.inn, row.name) for row in rows] if known else []
    for way in ways if known else ():
        waiting: dict[Key, list[int]] = {}
        for place in open_first:
            if place not in taken:
                waiting.setdefault(way(*of_known[place]), []).append(place)
        for index, row in enumerate(rows):
            key = way(*of_rows[index])
            if pairs[index] is not None or not key:
                continue
            for place in waiting.get(key, ()):
                if place not in taken and _may_be(row, known[place]):
                    pairs[index] = place
                    taken.add(place)
                    break
    return pairs


def _inn_and_name(inn: object, name: object) -> tuple[str, str]:
    return str(inn or ""), search_key(str(name or ""))


def _may_be(row: ProviderRow, known: KnownProvider) -> bool:
    """Two right and different ИНН are two organisations, even of one name; a wrong one may be a slip of the pen."""
    inn = str(known.facts.get("inn") or "")
    if not (inn and row.inn) or inn == row.inn:
        return True
    return bool(identifiers.inn(inn).warning or identifiers.inn(row.inn).warning)


def _changes(row: ProviderRow, known: KnownProvider) -> tuple[Change, ...]:
    return tuple(
        Change(fact, known.facts.get(fact), value)
        for fact, value in row.facts().items()
        if _as_kept(value) != _as_kept(known.facts.get(fact))
    )


def _as_kept(value: object) -> object:
    """A value as the register keeps it: dates in ISO form, lists, and nothing for an empty one."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return list(value) or None
    return None if value == "" else value


def _change_in_words(match: Match) -> str:
    words = [
        f"{KINDS[change.fact]}: было {_in_words(change.fact, change.old)}, стало {_in_words(change.fact, change.new)}"
        for change in match.changes
    ]
    if match.is_back:
        words.insert(0, "снова в реестре")
    return f"Изменилась (строка {match.row.row}): {match.known.name} — {'; '.join(words)}."


def _outdated_in_words(match: Match, change: Change) -> str:
    since = show(match.known.told_on[change.fact])
    said, kept = (_in_words(change.fact, value) for value in (change.new, change.old))
    return (
        f"Старее, чем в реестре: не внесено (строка {match.row.row}): {match.known.name} — "
        f"{KINDS[change.fact]}: в списке {said}, в реестре на {since} {kept}."
    )


def _unended(name: str) -> str:
    """«ИП Петров П. П.» at the end of a sentence brings its point along."""
    return name.removesuffix(".")


def _in_words(fact: str, value: object) -> str:
    kept = _as_kept(value)
    if kept is None:
        return "пусто"
    if isinstance(kept, list):
        return f"«{', '.join(map(str, kept))}»"
    return show(date.fromisoformat(str(kept))) if fact in INCLUDED else f"«{kept}»"
