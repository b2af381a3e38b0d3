"""What a batch loses against the exact counts, and what it lets out: said to whoever is about to let it out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from narcdesk.commission.batch import HIDDEN, Batch, PreviewTable, preview
from narcdesk.dates import plural

EXAMPLES = 3  # numbers shown before and after


@dataclass(frozen=True)
class Example:
    """One number that does not leave as it is: where it stands, exact, and as it leaves."""

    place: str
    before: int
    after: str


@dataclass(frozen=True)
class Losses:
    """Of all the cells of the tables: how many leave as they are, changed, hidden; how far the changed ones went."""

    cells: int
    changed: int
    hidden: int
    total: int  # by how much all the changed ones together
    largest: int
    examples: tuple[Example, ...]

    @property
    def said(self) -> list[str]:
        """The same in sentences."""
        same = self.cells - self.changed - self.hidden
        told = [f"Из {plural(self.cells, 'числа', 'чисел', 'чисел')} таблиц без изменения уйдёт {same}."]
        if self.changed:
            mean = f"{self.total / self.changed:.1f}".replace(".", ",")
            told.append(f"Округлено {self.changed}: в среднем на {mean}, самое большее на {self.largest}.")
        if self.hidden:
            told.append(f"Скрыто знаком «{HIDDEN}»: {self.hidden}.")
        return told


def of(tables: Sequence[PreviewTable]) -> Losses:
    """What is lost in the tables of a batch, and the first numbers of it as examples."""
    cells = list(_cells(tables))
    changed = [(exact, shown) for _, exact, shown in cells if shown is not None and shown != exact]
    examples: list[Example] = []
    for place, exact, shown in cells:
        # One of each table, and no zero: what was rounded from nothing tells little.
        if shown != exact and exact and len(examples) < EXAMPLES and not _is_told(place, examples):
            examples.append(Example(place, exact, HIDDEN if shown is None else str(shown)))
    far = [abs(exact - shown) for exact, shown in changed]
    hidden = sum(shown is None for _, _, shown in cells)
    return Losses(len(cells), len(changed), hidden, sum(far), max(far, default=0), tuple(examples))


def columns(tables: Sequence[PreviewTable]) -> list[tuple[str, str]]:
    """Every table that leaves with the columns and the rows it has: nothing else is in the file."""
    return [
        (table.title, f"столбцы: {', '.join(table.header)}; {plural(len(table.lines), 'строка', 'строки', 'строк')}")
        for table in tables
    ]


def tables(batch: Batch) -> list[PreviewTable]:
    """The tables of a batch; the indicators come before them, and have their own remarks."""
    return list(preview(batch))[1:]


def _cells(tables: Sequence[PreviewTable]) -> Iterator[tuple[str, int, int | None]]:
    for table in tables:
        for line in table.lines:
            counted = [exact for exact in line.exact if exact is not None]
            if len(counted) < len(line.exact):  # beside a year before: this year's numbers stand in the tables already
                continue
            for title, exact, shown in zip(table.header, counted, line.published, strict=True):
                yield f"{table.title}: {line.title} · {title}", exact, shown


def _is_told(place: str, examples: list[Example]) -> bool:
    return any(one.place.partition(":")[0] == place.partition(":")[0] for one in examples)
