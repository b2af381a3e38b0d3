"""What a count table is: cells, the dimensions that divide them, and the relations that tie cells together.

A cell is named by what is counted and by the values it is counted for, so the same number met in two tables is one
cell: it is counted once, rounded once and shown alike everywhere.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, product

from narcdesk.errors import UserError

TOTAL = "Всего"

EVERY = "*"  # in a rule: each measure that is counted for all the groups which the rule names

Window = tuple[int, int | None]  # between what a count lies; None: no upper end

_CELL = re.compile(r"(\w+|\*)(?:\[([^\[\]]+)\])?")


class NotAllowed(UserError):
    """Something was counted that the closed list of the policy does not hold; nothing has left."""


class CountsDisagree(UserError):
    """Counts that must add up do not, so one of them is wrong; nothing has left."""


def disagreement(broken: "Sequence[Relation]") -> CountsDisagree:
    """What is raised where counts do not obey these relations."""
    more = f" И ещё {len(broken) - 1}." if broken[1:] else ""
    return CountsDisagree(
        f"Подсчёт не сходится: {broken[0]}.{more}", do="Выгрузка остановлена; сообщите об этом разработчикам."
    )


@dataclass(frozen=True, order=True)
class Cell:
    """One number: what is counted and, by dimension, for whom; a dimension left out means all of its values."""

    measure: str
    at: tuple[tuple[str, str], ...] = ()

    @cached_property
    def _hash(self) -> int:
        return hash((self.measure, self.at))

    def __hash__(self) -> int:
        """Reckoned once: a region asks for it millions of times."""
        return self._hash

    @classmethod
    def of(cls, measure: str, values: Mapping[str, str] | None = None) -> "Cell":
        """The cell of these values, whatever order they are given in."""
        return cls(measure, tuple(sorted((values or {}).items())))

    @classmethod
    def parse(cls, code: str) -> "Cell":
        """The cell of a code such as `observed_end[diagnosis=other,sex=f]`; raises ValueError."""
        match = _CELL.fullmatch(code)
        if match is None:
            raise ValueError("not the code of a cell")
        pairs = [pair.split("=") for pair in match[2].split(",")] if match[2] else []
        return cls.of(match[1], dict(pairs))

    @cached_property
    def code(self) -> str:
        """How the cell is named in files and in the ledger of what has been published."""
        values = ",".join(f"{dimension}={value}" for dimension, value in self.at)
        return f"{self.measure}[{values}]" if values else self.measure


@dataclass(frozen=True)
class Dimension:
    """A sign by which persons are divided; `values` are its closed list, code to title, the missing one among them."""

    code: str
    title: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class Measure:
    """What is counted; a stock is counted on a day (`at` the start or the end), a flow over the period."""

    code: str
    title: str
    stock: str = ""
    at: str = ""


@dataclass(frozen=True)
class Relation:
    """What holds between cells: the sum of sign times cell is zero, or not above zero where `equal` is false."""

    terms: tuple[tuple[int, Cell], ...]
    equal: bool = True

    @cached_property
    def cells(self) -> frozenset[Cell]:
        """The cells that it ties."""
        return frozenset(cell for _, cell in self.terms)

    def holds(self, counts: Mapping[Cell, int]) -> bool:
        """Whether these counts obey it."""
        total = sum(sign * counts[cell] for sign, cell in self.terms)
        return total == 0 if self.equal else total <= 0

    def __str__(self) -> str:
        left = " + ".join(cell.code for sign, cell in self.terms if sign > 0)
        right = " + ".join(cell.code for sign, cell in self.terms if sign < 0)
        return f"{left or 0} {'=' if self.equal else '<='} {right or 0}"

    @classmethod
    def parse(cls, text: str) -> "Relation":
        """From `a + b = c + d`, `a <= b` or `a = 0`; raises ValueError."""
        left, sign, right = re.split(r"\s+(<=|=)\s+", text)  # a code of a cell has "=" and "+" within, never spaces
        sides = [(1, name) for name in left.split(" + ")] + [(-1, name) for name in right.split(" + ")]
        return cls(tuple((side, Cell.parse(name.strip())) for side, name in sides if name != "0"), sign == "=")

    def of_every(self, measures: Iterable[str]) -> Iterator["Relation"]:
        """The relation itself, or where it holds of every measure, that of each."""
        if all(cell.measure != EVERY for _, cell in self.terms):
            yield self
            return
        for measure in measures:
            yield replace(self, terms=tuple((sign, Cell(measure, cell.at)) for sign, cell in self.terms))


@dataclass(frozen=True)
class Row:
    """One line of a table: its title and its cells, left to right."""

    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class CountTable:
    """A table of counts: `rows` by `columns` of one measure, `rows` by several measures, or measures alone."""

    code: str
    number: str
    title: str
    measures: tuple[Measure, ...]
    rows: Dimension | None = None
    columns: Dimension | None = None
    note: str = ""
    protected: tuple[tuple[str, str], ...] = ()  # a column's value or measure, and the measure that is its whole
    protected_rows: tuple[str, ...] = ()  # values of which nobody must see that they are all of their column

    @cached_property
    def guarded(self) -> tuple[tuple[Cell, Cell], ...]:
        """The cells that must not be seen to be all of their row or column, with its whole (anonymization 3.3.2)."""
        down = tuple(
            (Cell.of(measure.code, {self.rows.code: value}), Cell(measure.code))
            for measure in self.measures
            for value in self.protected_rows
            if self.rows
        )
        values = [*self.rows.values, ""] if self.rows else [""]
        rows = [{self.rows.code: value} if self.rows and value else {} for value in values]
        if self.columns is None:
            across = ((Cell.of(part, row), Cell.of(whole, row)) for row in rows for part, whole in self.protected)
            return (*down, *across)
        (measure,), column = self.measures, self.columns.code
        across = (
            (Cell.of(measure.code, {**row, column: part}), Cell.of(measure.code, row))
            for row in rows
            for part, _ in self.protected
        )
        return (*down, *across)

    @property
    def corner(self) -> str:
        """The title over the first column."""
        return self.rows.title if self.rows else "Показатель"

    @property
    def header(self) -> tuple[str, ...]:
        """The titles of the columns of numbers."""
        if self.columns:
            return (*self.columns.values.values(), TOTAL)
        return tuple(measure.title for measure in self.measures) if self.rows else (TOTAL,)

    @cached_property
    def lines(self) -> tuple[Row, ...]:
        """The lines from top to bottom, the total last."""
        if self.rows is None:
            return tuple(Row(measure.title, (Cell(measure.code),)) for measure in self.measures)
        return tuple(
            Row(title, tuple(self._across({self.rows.code: value} if value else {})))
            for value, title in [*self.rows.values.items(), ("", TOTAL)]
        )

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, line by line."""
        return tuple(cell for line in self.lines for cell in line.cells)

    def _across(self, row: Mapping[str, str]) -> Iterator[Cell]:
        if self.columns is None:
            yield from (Cell.of(measure.code, row) for measure in self.measures)
        else:
            (measure,) = self.measures
            for value in self.columns.values:
                yield Cell.of(measure.code, {**row, self.columns.code: value})
            yield Cell.of(measure.code, row)


@dataclass(frozen=True)
class Indicator:
    """A share of the regional plan in whole percent; `targets` by year, as the plan's act gives them."""

    code: str
    number: str
    title: str
    numerator: Cell
    denominator: Cell
    targets: Mapping[int, int]
    note: str = ""


@dataclass(frozen=True)
class System:
    """All cells of one batch and everything that holds between them."""

    cells: tuple[Cell, ...]
    relations: tuple[Relation, ...]

    def with_one_of_each(self) -> "System":
        """The same with one object for each cell: looking one up then compares nothing, and a region does it often."""
        known = {cell: cell for cell in self.cells}
        relations = (
            replace(relation, terms=tuple((sign, known.get(cell, cell)) for sign, cell in relation.terms))
            for relation in self.relations
        )
        return System(self.cells, tuple(relations))

    def broken_by(self, counts: Mapping[Cell, int]) -> list[Relation]:
        """The relations that these counts do not obey."""
        return [relation for relation in self.relations if not relation.holds(counts)]


def lies_within(window: Window, count: int) -> bool:
    """Whether a count is not below the window, nor above it."""
    least, most = window
    return least <= count and (most is None or count <= most)


def margins(measure: str, dimensions: Iterable[Dimension]) -> System:
    """The cells of a table of any number of dimensions with all its totals, and what makes each total a sum."""
    dimensions = tuple(dimensions)
    cells, relations = [], []
    for values in product(*[("", *dimension.values) for dimension in dimensions]):
        at = {dimension.code: value for dimension, value in zip(dimensions, values, strict=True) if value}
        cells.append(Cell.of(measure, at))
        for dimension in dimensions:
            if dimension.code not in at:
                parts = [Cell.of(measure, {**at, dimension.code: value}) for value in dimension.values]
                relations.append(Relation(((1, cells[-1]), *((-1, part) for part in parts))))
    return System(tuple(cells), tuple(relations))


def linked(tables: Iterable[CountTable], indicators: Iterable[Indicator], rules: Iterable[Relation]) -> System:
    """One system of all tables and indicators; a rule between measures is applied for every group they share.

    A rule that names groups itself holds between those very cells; one of EVERY measure, of each that has them.
    """
    cells: set[Cell] = set()
    relations: set[Relation] = set()
    for table in tables:
        for measure in table.measures:
            part = margins(measure.code, filter(None, (table.rows, table.columns)))
            cells.update(part.cells)
            relations.update(part.relations)
    for indicator in indicators:
        cells.update((indicator.numerator, indicator.denominator))
    groups, measures = {cell.at for cell in cells}, sorted({cell.measure for cell in cells})
    for rule in chain.from_iterable(rule.of_every(measures) for rule in rules):
        is_of_groups = not any(cell.at for _, cell in rule.terms)
        for at in groups if is_of_groups else ((),):
            terms = tuple((sign, Cell(cell.measure, at or cell.at)) for sign, cell in rule.terms)
            if all(cell in cells for _, cell in terms):
                relations.add(Relation(terms, rule.equal))
    # Sorted, so that nothing ever depends on the order in which a set is walked.
    return System(tuple(sorted(cells)), tuple(sorted(relations, key=str))).with_one_of_each()


def tally(system: System, people: Mapping[str, Iterable[Mapping[str, str]]]) -> dict[Cell, int]:
    """Exact counts of every cell from, by measure, the coded values of each person or document counted.

    Raises NotAllowed when a measure was not counted at all, or a value is not on the closed list.
    """
    counts = dict.fromkeys(system.cells, 0)
    shapes: dict[str, set[tuple[str, ...]]] = {}
    for cell in system.cells:
        shapes.setdefault(cell.measure, set()).add(tuple(dimension for dimension, _ in cell.at))
    for measure, wanted in shapes.items():
        if measure not in people:
            raise NotAllowed(f"Для выгрузки не подсчитано «{measure}».", do="Сообщите об этом разработчикам.")
        for values in people[measure]:
            for shape in wanted:
                cell = Cell(measure, tuple((dimension, values.get(dimension, "")) for dimension in shape))
                if cell not in counts:
                    # The value itself stays out of the sentence: it may be anything that somebody typed.
                    raise NotAllowed(
                        f"При подсчёте «{measure}» встретилось значение не из перечня ({', '.join(shape)}).",
                        do="Выгрузка остановлена; сообщите об этом разработчикам.",
                    )
                counts[cell] += 1
    return counts
