"""What a list tells of each provider, with everything in it that could not be understood."""

from collections.abc import Callable, Sequence
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache, partial
from typing import Any, Literal

from narcdesk.names import search_key
from narcdesk.providers import FACTS
from narcdesk.registry.body import Record, records
from narcdesk.registry.cells import read_cell
from narcdesk.registry.columns import Mapping
from narcdesk.registry.titles import INCLUDED, PLACES
from narcdesk.spreadsheets.grid import MOST_COLUMNS, BadList, Cell, Grid
from narcdesk.spreadsheets.reading import Read, Value, as_text, is_nothing

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class CellError:
    """Something wrong in one cell: an "error" lost the fact, a "warning" kept it for the person to look at."""

    row: int
    column: str
    message: str
    severity: Severity = "error"

    def as_json(self) -> dict[str, object]:
        """As the command line prints it."""
        return {"row": self.row, "column": self.column, "message": self.message}


@dataclass(frozen=True)
class ProviderRow:
    """One organisation of a list; a fact that the file does not hold is None, or an empty list.

    `told` are the facts the file speaks of in this row: of any other, what is known stays as it is.
    """

    row: int
    name: str | None = None
    inn: str | None = None
    ogrn: str | None = None
    address: str | None = None
    head: str | None = None
    phones: tuple[str, ...] = ()
    places_total: int | None = None
    places_men: int | None = None
    places_women: int | None = None
    forms: tuple[str, ...] = ()
    term_days: int | None = None
    included_from: date | None = None
    included_to: date | None = None
    further: AbstractMapping[str, Value] = field(default_factory=dict)  # what only some lists tell
    told: frozenset[str] = frozenset()
    errors: tuple[CellError, ...] = ()

    def facts(self) -> dict[str, Value]:
        """The facts the file speaks of, ready to be written down."""
        return {fact: getattr(self, fact) for fact in FACTS if fact in self.told} | dict(self.further)

    def as_json(self) -> dict[str, Any]:
        """As the command line prints it: dates in ISO form, every fact there."""
        return {"row": self.row} | {fact: _plain(getattr(self, fact)) for fact in FACTS}


def _plain(value: Value) -> object:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True)
class WholeList:
    """All that a list tells: its organisations, and sentences on the lines and columns that were passed over."""

    rows: tuple[ProviderRow, ...]
    passed_over: tuple[str, ...]
    columns_left: tuple[str, ...]


def read(grid: Grid, mapping: Mapping) -> list[ProviderRow]:
    """Every organisation of the list; raises BadList when no column holds the name."""
    return list(read_list(grid, mapping).rows)


def read_list(grid: Grid, mapping: Mapping) -> WholeList:
    """The same, with what was not read; raises BadList when no column holds the name."""
    if "name" not in mapping.columns:
        raise BadList(
            "Не найден столбец с названием организации."
            if mapping.header_row
            else "Не найден столбец с названием организации: в списке не видно строки с заголовками.",
            do="Укажите строку заголовка и столбец «Наименование» или сделайте заголовки первой строкой файла.",
        )
    found, passed = records(grid, mapping)
    header = (line for line in grid.lines if line.number in (mapping.header_row, mapping.last_header_row))
    width = max((len(line.cells) for line in header), default=MOST_COLUMNS) if grid.separated else MOST_COLUMNS
    columns = _columns(mapping)
    told = _with_repeats_named([_read(record, mapping, columns, width) for record in found], mapping)
    return WholeList(tuple(told), tuple(passed), tuple(_columns_left(found, mapping)))


def _columns_left(found: Sequence[Record], mapping: Mapping) -> list[str]:
    """A sentence on the columns that hold something and are not read; the one that only counts rows is no loss."""
    taken = set(mapping.columns.values())
    filled = {at for record in found for at in record.line.own()}
    untitled = sorted(at for at in filled - taken if at not in mapping.titles and not _counts_rows(found, at))
    left = [*mapping.unmapped, *untitled]
    return [f"Не прочитаны столбцы: {', '.join(f'«{mapping.title(at)}»' for at in left)}."] * bool(left)


def _counts_rows(found: Sequence[Record], column: int) -> bool:
    cells = [as_text(record.line.at(column)).rstrip(".") for record in found]
    return cells == [str(number) for number in range(1, len(cells) + 1)]


@dataclass
class _Reading:
    """One row while its cells are read."""

    row: int
    facts: dict[str, Any] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)

    def complain(self, column: str, problem: str, severity: Severity) -> None:
        message = problem[0].upper() + problem[1:].rstrip(".") + "."
        error = CellError(self.row, column, message, severity)
        if error not in self.errors:
            self.errors.append(error)

    def take(self, fact: str, read: Read, column: str) -> None:
        if read.problem:
            self.complain(column, read.problem, "error" if read.value is None else "warning")
        if read.told:
            self.facts[fact] = read.value

    def take_further(self, fact: str, read: Read, column: str, cell: Cell, number: int) -> None:
        """The same fact from a line that continues the record: lists grow, of single facts the first stands."""
        known = self.facts.get(fact)
        if not read.value or known == read.value:
            if read.problem:
                self.complain(column, f"строка {number}: {read.problem}", "error")
        elif isinstance(read.value, tuple):
            before = known if isinstance(known, tuple) else ()
            self.take(fact, replace(read, value=tuple(dict.fromkeys((*before, *read.value)))), column)
        elif known is None:
            self.take(fact, read, column)
        else:
            problem = f"в строке {number} ещё одно значение, «{as_text(cell)}»: взято первое"
            self.complain(column, problem, "warning")


_KEPT_WHEN_SHIFTED = frozenset({"name", "inn", "ogrn"})
_REMEMBERED = 1_000  # cells of one column; forms, terms and dates say the same again and again


@dataclass(frozen=True)
class _Column:
    """One column while a list is read: its place, its facts, its title, and what reads its cells."""

    at: int
    facts: frozenset[str]
    title: str
    read: Callable[[Cell], AbstractMapping[str, Read]]


def _columns(mapping: Mapping) -> list[_Column]:
    facts_of: dict[int, frozenset[str]] = {}
    for fact, at in mapping.columns.items():
        facts_of[at] = facts_of.get(at, frozenset()) | {fact}
    found = []
    for at, facts in sorted(facts_of.items()):
        read = partial(read_cell, facts, title=mapping.title(at))
        # By type as well: for Python ИСТИНА is the number 1.
        found.append(_Column(at, facts, mapping.title(at), lru_cache(_REMEMBERED, typed=True)(read)))
    return found


def _read(record: Record, mapping: Mapping, columns: Sequence[_Column], width: int) -> ProviderRow:
    reading = _Reading(record.line.number)
    # A separator within a cell without quotation marks has shifted the rest: only what proves itself is kept.
    is_shifted = len(record.line.cells) > width
    if is_shifted:
        reading.complain("", "ячеек больше, чем в заголовке: прочитаны только название и верные номера", "error")
    beside: list[tuple[str, Read, str]] = []  # what a cell tells of another column's fact
    lines = (record.line, *record.further)
    for column in columns:
        for line in lines:
            if line is not record.line and column.at not in line.own():
                continue
            cell = line.at(column.at)
            for fact, read in column.read(cell).items():
                if fact not in column.facts and fact in mapping.columns:
                    beside.append((fact, read, column.title))
                    continue
                if is_shifted and (fact not in _KEPT_WHEN_SHIFTED or read.problem):
                    continue
                if line is record.line:
                    reading.take(fact, read, column.title)
                else:
                    reading.take_further(fact, read, column.title, cell, line.number)
    if not is_shifted:
        for fact, read, title in beside:
            _settle(reading, fact, read, title, record.line.at(mapping.columns[fact]), mapping)
    _look_over(reading, mapping)
    known = {fact: value for fact, value in reading.facts.items() if fact in FACTS}
    more = {fact: value for fact, value in reading.facts.items() if fact not in FACTS}
    return ProviderRow(reading.row, **known, further=more, told=frozenset(known), errors=tuple(reading.errors))


def _settle(reading: _Reading, fact: str, read: Read, title: str, own: Cell, mapping: Mapping) -> None:
    """«с … по …» under «Включена с» beside a column «По»: what is empty there is taken, what differs is told."""
    if read.value is None or reading.facts.get(fact) == read.value:
        return
    if is_nothing(own) or fact not in reading.facts:
        reading.take(fact, read, title)
    else:
        other = mapping.title(mapping.columns[fact])
        reading.complain(title, f"здесь сказано другое, чем в столбце «{other}»: взято оттуда", "error")


def _look_over(reading: _Reading, mapping: Mapping) -> None:
    """What only the whole row shows."""
    facts, columns = reading.facts, mapping.columns
    if facts.get("name") is None:
        facts.pop("name", None)
        reading.complain(mapping.title(columns["name"]), "нет названия организации", "error")
    total, men, women = (facts.get(fact) for fact in PLACES)
    if total is not None and (men or 0) + (women or 0) > total:
        column = next(columns[fact] for fact in PLACES if fact in columns)
        reading.complain(mapping.title(column), "мужских и женских мест вместе больше, чем всего", "warning")
    since, until = (facts.get(fact) for fact in INCLUDED)
    if since and until and until < since:
        # An end may have come out of the column of the beginning.
        column = columns["included_to"] if "included_to" in columns else columns["included_from"]
        reading.complain(mapping.title(column), "окончание раньше начала", "warning")


def _with_repeats_named(rows: Sequence[ProviderRow], mapping: Mapping) -> list[ProviderRow]:
    """A second row of one ИНН is a branch or a slip of the pen; it stays, and the person is told of both."""
    seen: dict[tuple[str, str], int] = {}
    found = []
    for row in rows:
        fact = "inn" if row.inn else "name"
        key = (fact, row.inn or search_key(row.name or ""))
        if first := seen.get(key) if key[1] else None:
            what = f"один и тот же ИНН {row.inn}" if row.inn else "одно и то же название"
            column = mapping.title(mapping.columns[fact])
            message = f"В строках {first} и {row.row} {what}: это филиал или повтор."
            row = replace(row, errors=(*row.errors, CellError(row.row, column, message, "warning")))
        seen.setdefault(key, row.row)
        found.append(row)
    return found
