"""What a count table is: cells, the dimensions that divide them, and the relations that tie cells together.

A cell is named by what is counted and by the values it is counted for, so the same number met in two tables is one
cell: it is counted once, rounded once and shown alike everywhere.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from narcdesk.errors import UserError

TOTAL = "Всего"

_CELL = re.compile(r"(\w+)(?:\[([^\[\]]+)\])?")


class NotAllowed(UserError):
    """Something was counted that the closed list of the policy does not hold; nothing has left."""


class CountsDisagree(UserError):
    """Counts that must add up do not, so one of them is wrong; nothing has left."""


@dataclass(frozen=True, order=True)
class Cell:
    """One number: what is counted and, by dimension, for whom; a dimension left out means all of its values."""

    measure: str
    at: tuple[tuple[str, str], ...] = ()

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

    def holds(self, counts: Mapping[Cell, int]) -> bool:
        """Whether these counts obey it."""
        total = sum(sign * counts[cell] for sign, cell in self.terms)
        return total == 0 if self.equal else total <= 0

    def __str__(self) -> str:
        left = " + ".join(cell.code for sign, cell in self.terms if sign > 0)
        right = " + ".join(cell.code for sign, cell in self.terms if sign < 0)
        return f"{left} {'=' if self.equal else '<='} {right}"

    @classmethod
    def parse(cls, text: str) -> "Relation":
        """From `a + b = c + d` or `a <= b`; raises ValueError."""
        left, sign, right = re.split(r"\s*(<=|=)\s*", text)
        sides = [(1, name) for name in left.split("+")] + [(-1, name) for name in right.split("+")]
        return cls(tuple((side, Cell.parse(name.strip())) for side, name in sides), sign == "=")


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

    def broken_by(self, counts: Mapping[Cell, int]) -> list[Relation]:
        """The relations that these counts do not obey."""
        return [relation for relation in self.relations if not relation.holds(counts)]


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
    """One system of all tables and indicators; a rule between measures is applied for every group they share."""
    cells: set[Cell] = set()
    relations: set[Relation] = set()
    for table in tables:
        for measure in table.measures:
            part = margins(measure.code, filter(None, (table.rows, table.columns)))
            cells.update(part.cells)
            relations.update(part.relations)
    for indicator in indicators:
        cells.update((indicator.numerator, indicator.denominator))
    groups = {cell.at for cell in cells}
    for rule in rules:
        for at in groups:
            terms = tuple((sign, Cell(cell.measure, at)) for sign, cell in rule.terms)
            if all(cell in cells for _, cell in terms):
                relations.add(Relation(terms, rule.equal))
    # Sorted, so that nothing ever depends on the order in which a set is walked.
    return System(tuple(sorted(cells)), tuple(sorted(relations, key=str)))


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
