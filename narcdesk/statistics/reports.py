"""A draft of a form: every cell with the facts behind it, what must hold and does not, and who fell into no row."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sqlalchemy.orm import Session

from narcdesk import infections, injecting
from narcdesk.commission import counting
from narcdesk.dates import Period
from narcdesk.diagnoses import Diagnosis
from narcdesk.register import Register
from narcdesk.statistics import facts
from narcdesk.statistics.checking import Check, Failure, Spot, failures
from narcdesk.statistics.facts import Card, Fact, Signs, World
from narcdesk.statistics.layouts import Column, Empty, Layout, Line, Table, signs_of

OUTSIDE = "outside"  # the table of those who stand beside the form
Progress = Callable[[int, int], None]

_NO_ROW = Line("no_row", None, "Диагноз не записан или не входит в строки формы")
_NO_LOCALITY = Line("no_locality", None, "Не указано, город или село: посчитаны как городские")
_NO_BIRTH = Line("no_birth", None, "Дата рождения известна не полностью: возраст взят по середине")
BESIDE = Table(
    code=OUTSIDE,
    title="Проверьте: кто не вошёл в строки и чего не хватает в картах",
    columns=(Column("n", None, "Человек", counts="person"),),
    rows=(_NO_ROW, _NO_LOCALITY, _NO_BIRTH),
)
# Whoever of these falls into no row of the form is told of beside it.
_NEEDS_A_ROW = frozenset(
    ("registered", "taken", "removed", "observed", "psychosis", "court_came", "court_stopped", "court_goes_on")
)


@dataclass(frozen=True)
class Report:
    """The numbers of one form for one year; `day` is the reporting date, before the end of a year that goes on."""

    layout: Layout
    year: int
    day: date
    cells: Mapping[Spot, tuple[Fact, ...]]
    before: Mapping[Spot, int]  # the same cells a year earlier
    hidden: frozenset[str]  # tables that the person who counted may not see

    @property
    def is_whole_year(self) -> bool:
        """Whether the year is over."""
        return self.day == date(self.year, 12, 31)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the form, and who stands beside it."""
        return (*self.layout.tables, BESIDE)

    def empty(self, table: Table, row: Line, column: Column) -> Empty | None:
        """Why a cell has no number."""
        return Empty.NO_RIGHT if table.code in self.hidden else table.empty(row, column)

    def number(self, spot: Spot) -> int | None:
        """The number of a cell; None where it has none."""
        return len(self.cells[spot]) if spot in self.cells else None

    @cached_property
    def failures(self) -> list[Failure]:
        """Everything that must hold and does not, errors first."""
        return failed(self.layout, self.number, self.before.get)


def years(register: Register) -> list[int]:
    """Years that can be counted, the last first."""
    with register.read("statistics.count") as session:
        return list(range(register.today().year, counting.first_day(session).year - 1, -1))


def count(register: Register, layout: Layout, year: int, *, progress: Progress = lambda done, of: None) -> Report:
    """Count a form for a year, and the year before for what must hold between them."""
    register.person.must("statistics.count")
    sees = register.person.may(infections.RIGHT)
    hidden = frozenset(table.code for table in layout.tables if table.right and not register.person.may(table.right))
    period, today = Period.parse(str(year)), register.today()
    found = []
    for done, each in enumerate((till(period, today), till(period.previous_year(), today))):
        progress(done, 2)
        with register.read("statistics.count") as session:
            found.append(_counted(session, layout, each, hidden, sees=sees))
    progress(2, 2)
    this, before = found
    numbers = {spot: len(behind) for spot, behind in before.items()}
    cells = {spot: tuple(behind) for spot, behind in this.items()}
    return Report(layout, year, till(period, today).end, cells, numbers, hidden)


def till(period: Period, today: date) -> Period:
    """The part of a year that has been: nothing is counted ahead."""
    return replace(period, end=min(period.end, today))


def _counted(
    session: Session, layout: Layout, period: Period, hidden: frozenset[str], *, sees: bool
) -> dict[Spot, list[Fact]]:
    world = World(session, period, main_rows(layout), sees)
    tables = [table for table in layout.tables if table.code not in hidden]
    cells = {
        Spot(table.code, row.code, column.code): list[Fact]()
        for table in (*tables, BESIDE)
        for row in table.rows
        for column in table.columns
        if table is BESIDE or table.measure(row, column)
    }
    places = _Places(tables, world)
    beside: dict[str, set[int]] = {row.code: set() for row in BESIDE.rows}

    def note(row: Line, fact: Fact) -> None:
        if fact.patient_id not in beside[row.code]:
            beside[row.code].add(fact.patient_id)
            cells[Spot(OUTSIDE, row.code, "n")].append(fact)

    for fact in facts.of(world, layout.measures):
        card = world.cards.get(fact.patient_id)
        if card is None:
            continue
        spots = places.of(fact, card)
        for spot in spots:
            cells[spot].append(fact)
        if fact.measure in _NEEDS_A_ROW and not spots:
            note(_NO_ROW, fact)
        elif fact.measure in ("registered", "observed"):
            if not card.has_locality:
                note(_NO_LOCALITY, fact)
            if not card.birth.is_full:
                note(_NO_BIRTH, fact)
    return cells


def main_rows(layout: Layout) -> Callable[[Diagnosis | None], str]:
    """To which row of the first table's total a diagnosis belongs, "" for none."""
    table = layout.tables[0]
    mains = [table.by_code[code] for row in table.rows for code in row.sum]
    known: dict[Signs, str] = {None: ""}

    def row_of(diagnosis: Diagnosis | None) -> str:
        signs = signs_of(diagnosis)
        if signs not in known:
            known[signs] = next((row.code for row in mains if row.takes(signs, "")), "")
        return known[signs]

    return row_of


class _Places:
    """The cells of a fact: remembered by what rows and columns look at, because thousands are alike."""

    def __init__(self, tables: list[Table], world: World) -> None:
        self._tables, self._world = tables, world
        self._known: dict[tuple[object, ...], list[Spot]] = {}
        self._asks_injecting = any(row.injecting for table in tables for row in table.rows)

    @cached_property
    def _injecting(self) -> set[int]:
        return injecting.injects(self._world.session, self._world.day)

    def of(self, fact: Fact, card: Card) -> list[Spot]:
        """Every cell that a fact is counted in."""
        signs = signs_of(fact.diagnosis)
        injects = self._asks_injecting and fact.patient_id in self._injecting
        age = card.age if fact.age is None else fact.age
        alike = (fact.measure, fact.key, signs, card.sex, age, card.is_rural, injects)
        if alike not in self._known:
            self._known[alike] = list(self._found(fact, signs, card, age, injects=injects))
        return self._known[alike]

    def _found(self, fact: Fact, signs: Signs, card: Card, age: int, *, injects: bool) -> Iterator[Spot]:
        for table in self._tables:
            direct = [row for row in table.rows if row.takes(signs, fact.key) and (injects or not row.injecting)]
            sums = [table.by_code[code] for row in direct for code in table.sums[row.code]]
            for row in (*direct, *sums):
                for column in table.columns:
                    if table.measure(row, column) == fact.measure and _asks(row, column, card, age):
                        yield Spot(table.code, row.code, column.code)


def _asks(row: Line, column: Column, card: Card, age: int) -> bool:
    ages = column.ages or row.ages
    return (
        (column.sex is None or card.sex is column.sex)
        and (ages is None or ages[0] <= age <= ages[1])
        and (card.is_rural or not column.rural)
    )


# What must hold


def failed(layout: Layout, number: Callable[[Spot], int | None], before: Callable[[Spot], int | None]) -> list[Failure]:
    """The rules of a form that do not hold for these numbers."""
    tables = {table.code: table for table in layout.tables}

    def named(spot: Spot) -> tuple[str, str, str]:
        table = tables[spot.table]
        column = next(one for one in table.columns if one.code == spot.column)
        return f"таблица {table.code}", table.by_code[spot.row].named, column.named

    def places(check: Check) -> Iterator[tuple[str, str]]:
        rows = [tables[term.table].by_code for term in check.terms if term.row == "*"]
        columns = [[one.code for one in tables[term.table].columns] for term in check.terms if term.column == "*"]
        for row in rows[0] if rows else ("",):
            for column in columns[0] if columns else ("",):
                if all(row in one for one in rows) and all(column in one for one in columns):
                    yield row, column

    return failures(layout.checks, places, lambda spot, previous: (before if previous else number)(spot), named)
