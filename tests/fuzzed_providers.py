"""Lists of organisations spoiled in the ways that files are, and a second look at what came of each.

    .venv/bin/python -m tests.fuzzed_providers 20000    # more of them than the suite tries

A file is either refused with a sentence, or each of its lines is accounted for: it is an organisation, continues one,
or is named as passed over; what a row says stands in its cells, and what its cells say and the row does not is told.
"""

import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from narcdesk.errors import UserError
from narcdesk.register import Register
from narcdesk.registry import applying
from narcdesk.registry.columns import Mapping, open_list, propose
from narcdesk.registry.rows import ProviderRow
from narcdesk.spreadsheets.grid import Grid, Line
from tests import factories
from tests.fuzzed_lists import HANGS, ODD_CELLS, spoiled
from tests.region_files import SHAPES
from tests.registry_lists import CENTRE, PERSON, TITLES, as_csv, by_openpyxl, old_excel, with_part

HEADING = ["Реестр организаций по состоянию на 01.03.2026"]
FORMULAS = [TITLES, [1, "АНО «Причал»", "=A2", "=1+1", "г. Н", "=B2", "=C2", "24", "=D2", "180 дн.", "=TODAY()", "=E2"]]
TABLE = [HEADING, TITLES, CENTRE, PERSON]
ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "cp1251",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "cp866",
    "koi8-r",
    "utf-32",
    "mac-cyrillic",
)
_SENTENCE = re.compile(r"[А-ЯЁ«*\d].*[.?»…)]", re.DOTALL)


class Files:
    """Spoiled files, one after another; sound books are made once."""

    def __init__(self, seed: int, folder: Path) -> None:
        self._dice, self._folder = random.Random(seed), folder
        under, merged = SHAPES["titles under titles"], SHAPES["a name merged over its telephones"]
        self._books = [
            by_openpyxl(folder / "a.xlsx", TABLE, merged=("A1:L1",)).read_bytes(),
            by_openpyxl(folder / "b.xlsx", under.table, merged=under.merged).read_bytes(),
            by_openpyxl(folder / "c.xlsx", merged.table, merged=merged.merged).read_bytes(),
            by_openpyxl(folder / "d.xlsx", FORMULAS).read_bytes(),
        ]
        self._ways = (self._broken, self._cut, self._encoded, self._odd, self._merged, self._formulas)

    def __call__(self, count: int) -> Iterator[tuple[str, Path]]:
        """So many, each with the way it was spoiled, all under the same few names."""
        for _ in range(count):
            way = self._dice.choice(self._ways)
            kind, data = way()
            path = self._folder / f"Реестр{kind}"
            path.write_bytes(data)
            yield way.__name__.strip("_"), path

    def _seed(self) -> tuple[str, bytes]:
        if self._dice.random() < 0.4:
            return ".xlsx", self._dice.choice(self._books)
        if self._dice.random() < 0.2:
            return ".xls", old_excel([TITLES, CENTRE, PERSON])
        return ".csv", self._text(TABLE).encode(self._dice.choice(ENCODINGS), "replace")

    def _text(self, table: list[list[object]]) -> str:
        return as_csv(table, self._dice.choice(";;,\t"))

    def _broken(self) -> tuple[str, bytes]:
        kind, data = self._seed()
        return kind, spoiled(self._dice, kind, data)

    def _cut(self) -> tuple[str, bytes]:
        kind, data = self._seed()
        return kind, data[: self._dice.randrange(len(data))]

    def _encoded(self) -> tuple[str, bytes]:
        """One encoding taken for another on the way, or a mark of the wrong one in front."""
        data = self._text(TABLE).encode(self._dice.choice(ENCODINGS), "replace")
        if self._dice.random() < 0.5:
            data = data.decode(self._dice.choice(ENCODINGS), "replace").encode(self._dice.choice(ENCODINGS), "replace")
        mark = self._dice.choice((b"", b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
        return ".csv", mark + data

    def _odd(self) -> tuple[str, bytes]:
        """Our titles, some lost or doubled, over cells that belong nowhere."""
        titles = [one for one in TITLES if self._dice.random() < 0.9]
        titles += self._dice.sample(TITLES, self._dice.randrange(3))
        table: list[list[object]] = [[self._dice.choice(ODD_CELLS) for _ in titles] for _ in range(3)]
        for line in table:
            if "Наименование" in titles and self._dice.random() < 0.8:
                line[titles.index("Наименование")] = self._dice.choice(("АНО «Причал»", "ИП Петров П. П.", "Шаг"))
        return ".csv", self._text([titles, *table]).encode("utf-8-sig", "replace")

    def _merged(self) -> tuple[str, bytes]:
        """Ranges merged where nobody would: over titles, over records, over each other, beyond the sheet."""
        ranges = "".join(f'<mergeCell ref="{self._range()}"/>' for _ in range(self._dice.randrange(1, 5)))
        book = self._dice.choice(self._books[:3])
        pattern = re.compile(rb"<mergeCells.*?</mergeCells>", re.DOTALL)
        made = f"<mergeCells>{ranges}</mergeCells>".encode()
        return ".xlsx", with_part(book, "xl/worksheets/sheet1.xml", lambda part: pattern.sub(made, part))

    def _range(self) -> str:
        left, right = sorted(self._dice.choices("ABCDEFGHIJKL", k=2))
        top, bottom = sorted(self._dice.choices((1, 2, 3, 4, 5, 900), k=2))
        return f"{left}{top}:{right}{bottom}"

    def _formulas(self) -> tuple[str, bytes]:
        """Formulas whose value is kept, is lost, or is an error."""
        value = self._dice.choice(
            (b"", b"<v></v>", b"<v>7</v>", b"<v>1e400</v>", b"<v>#REF!</v>", b"<v>0400000005</v>")
        )
        kind = self._dice.choice((b"", b' t="str"', b' t="e"', b' t="b"', b' t="n"'))
        pattern = re.compile(rb'<c r="([A-Z]+\d+)"[^>]*><f>([^<]*)</f>(?:<v ?/>|<v></v>|<v>[^<]*</v>)?</c>')
        made = rb'<c r="\1"' + kind + rb"><f>\2</f>" + value + b"</c>"
        return ".xlsx", with_part(self._books[3], "xl/worksheets/sheet1.xml", lambda part: pattern.sub(made, part))


def look(register: Register, path: Path) -> tuple[str, list[str]]:
    """Read a file as the wizard does: how it ended, and everything that was lost or made up without a word."""
    try:
        file = open_list(path)
    except UserError as error:
        return "refused", _not_told([error.what])
    ended, wrong = "refused", []
    for grid in file.grids:
        try:
            mapping = propose(grid)
            proposal = applying.proposal_of(register, file, grid, mapping)
        except UserError as error:
            wrong += _not_told([error.what])
            continue
        ended = "read"
        wrong += _not_told(proposal.sentences()) + unaccounted(grid, mapping, proposal.rows, proposal.notes)
    return ended, wrong


def _not_told(sentences: list[str]) -> list[str]:
    return [f"no sentence: {one!r}" for one in sentences if not _SENTENCE.fullmatch(one) or "Error" in one]


def unaccounted(grid: Grid, mapping: Mapping, found: tuple[ProviderRow, ...], passed: tuple[str, ...]) -> list[str]:
    """Lines that went nowhere, values that stand in no cell, cells of which neither a fact nor a word came."""
    under = {line.number: line for line in grid.lines if line.number > mapping.last_header_row}
    named = {int(number) for note in passed for number in re.findall(r"^Строка (\d+) пропущена", note)}
    records = {row.row for row in found}
    continuing = sorted(under.keys() - named - records)
    wrong = [f"line {number} is lost" for number in continuing if mapping.columns["name"] not in under[number].carried]
    wrong += [f"line {number} is nowhere" for number in (named | records) - under.keys()]
    for row in (one for one in found if one.row in under):
        lines = [under[row.row]]
        lines += [under[n] for n in continuing if n > row.row and not any(row.row < r < n for r in records)]
        wrong += [f"row {row.row}: {one}" for one in (*_made_up(row, lines), *_unsaid(row, lines[0], mapping))]
    return wrong


def _made_up(row: ProviderRow, lines: list[Line]) -> Iterator[str]:
    """What the row says and no cell of it does: names by their letters, numbers by their figures."""
    cells = " ".join(str(cell) for line in lines for cell in line.cells if cell is not None)
    letters, figures = _letters(cells), re.sub(r"\D", "", cells.translate(_FIGURES))
    for text in (row.name, row.address, row.head):
        if text and _letters(text) not in letters:
            yield f"{text!r} is nobody's"
    for code in (row.inn, row.ogrn, *(re.sub(r"\D", "", phone).removeprefix("7")[:10] for phone in row.phones)):
        if code and re.sub(r"\D", "", code).removeprefix("0") not in figures:
            yield f"{code} is nobody's"
    for number in (row.places_total, row.places_men, row.places_women):
        if number is not None and str(number) not in figures:
            yield f"{number} places are nobody's"
    for day in (row.included_from, row.included_to):
        if day is not None and f"{day.year % 100:02}" not in figures:
            yield f"{day} is nobody's"


_FIGURES = str.maketrans("ОоOoЗз", "000033")
_LOOKALIKES = str.maketrans("abcehkmoptxyё", "авсенкмортхуе")


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower().translate(_LOOKALIKES))


def _unsaid(row: ProviderRow, line: Line, mapping: Mapping) -> Iterator[str]:
    """Cells with something in them that gave no fact and no complaint."""
    complained = {error.column for error in row.errors}
    facts = row.facts()
    for column in set(mapping.columns.values()):
        cell = line.at(column)
        told = any(facts.get(fact) not in (None, ()) for fact, at in mapping.columns.items() if at == column)
        if told or cell is None or mapping.title(column) in complained or "" in complained:
            continue
        if not re.fullmatch(r"[-.…*xх/\\\s—–]*|нет.*|бессроч.*|н/д", _plainly(cell)):
            yield f"nothing is said of {cell!r} under «{mapping.title(column)}»"


def _plainly(cell: object) -> str:
    return str(cell).lower().strip()


def main(count: int) -> int:
    """Try as many as were asked for, and say how it went."""
    slowest, ends, told = 0.0, Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as place:
        register = factories.register(Path(place, "register"))
        head = register.head
        for way, path in Files(int(time.time()), Path(place))(count):
            began = time.perf_counter()
            ended, wrong = look(register, path)
            slowest = max(slowest, time.perf_counter() - began)
            ends[f"{way} {ended}"] += 1
            told.update(f"{way}: {one}" for one in wrong)
        is_untouched = register.head == head
        register.close()
    print(dict(ends), *(f"{times} x {one}" for one, times in told.most_common(40)), sep="\n")
    print(f"{count} files, slowest {slowest:.2f} s, register untouched: {is_untouched}")
    return 0 if slowest < HANGS and is_untouched and not told else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
