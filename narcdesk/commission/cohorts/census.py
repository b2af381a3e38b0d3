"""How many live in the district, by settlement, sex and age: a public table that the head brings in as a file.

Against it is judged whether a record tells that somebody is on the register, and its settlements are the only places
that a record may name. The newest table stands; each earlier one stays, for the batches that were judged by it.
"""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from narcdesk.commission.catalogue import harmless
from narcdesk.commission.cohorts import kept, policy, signs
from narcdesk.commission.cohorts.kept import CensusTable
from narcdesk.commission.microdata import Census
from narcdesk.errors import Problem, UserError
from narcdesk.names import clean
from narcdesk.register import Register
from narcdesk.spreadsheets import delimited, files
from narcdesk.spreadsheets.grid import BadList, Grid, Line, as_title, too_big

TITLES = {"place": "населённый пункт", "kind": "вид", "sex": "пол", "age": "возраст", "count": "жителей"}
COLUMNS = ("Населённый пункт", "Вид", "Пол", "Возраст", "Жителей")  # of what is written beside the records
SHOWN_PROBLEMS = 20
MOST_PLACES = 2_000  # of one district; the largest have some hundreds
OLDEST_YEAR = 120
_LONGEST_NAME = 80
_LARGEST = 4 * 2**20  # beside records; that of a thousand settlements has 1.5 MB
_MOST = 20_000_000

Counts = Mapping[tuple[str, str, str], int]  # settlement, sex, band of age -> inhabitants; sex and band by their codes


@dataclass(frozen=True)
class Table:
    """One table: of each settlement its kind, and how many live there by sex and band of age."""

    places: Mapping[str, str]
    counts: Counts

    @property
    def inhabitants(self) -> int:
        """All of the district."""
        return sum(self.counts.values())

    def beside(self, rules: policy.Rules) -> Census:
        """The table by the names that records have."""
        sex, age = rules.sign("sex"), rules.sign("age")
        by = {signs.PLACE: 0, "sex": 1, "age": 2}
        named = {
            (place, sex.name(of_sex), age.name(of_age)): count for (place, of_sex, of_age), count in self.counts.items()
        }
        cells = {tuple(key[by[sign]] for sign in rules.of_region): count for key, count in sorted(named.items())}
        return Census(rules.of_region, cells, sex.name(policy.UNKNOWN))

    def written(self, rules: policy.Rules) -> bytes:
        """The table as it lies beside the records: the one way to write it."""
        text = io.StringIO()
        rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
        rows.writerow(COLUMNS)
        for (place, sex, age), count in sorted(self.counts.items()):
            kind = rules.sign(signs.PLACE).name(self.places[place])
            rows.writerow([place, kind, rules.sign("sex").name(sex), rules.sign("age").name(age), count])
        return text.getvalue().encode("utf-8-sig")


def table_of(row: CensusTable) -> Table:
    """What a table that was brought in says."""
    keys = {tuple(key.split("|")): int(count) for key, count in row.inhabitants.items()}
    return Table(row.places, {(place, sex, age): count for (place, sex, age), count in keys.items()})


class BadCensus(UserError):
    """The file is no table of inhabitants, or has rows that cannot be right: `problems` name them, nothing is taken."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        shown = [problem.message for problem in problems[:SHOWN_PROBLEMS]]
        more = len(problems) - len(shown)
        super().__init__(
            "Таблица населения не внесена. " + " ".join(shown) + (f" И ещё ошибок: {more}." if more else ""),
            lost="Прежняя таблица осталась как была.",
            do="Исправьте эти строки в файле и внесите его снова.",
        )


def take(register: Register, path: Path) -> CensusTable:
    """Bring in a table from a file; from then on it stands. Raises BadList, BadCensus."""
    register.person.must("commission.census")
    file = files.open_list(path, _is_title)
    table = read(file.grids[0], policy.newest())
    with register.write("commission.census") as session:
        made = CensusTable(
            taken_on=register.today(),
            taken_by=register.person.id,
            file_name=clean(file.name)[:200],
            file_sha256=file.sha256,
            places=dict(table.places),
            inhabitants={"|".join(key): count for key, count in sorted(table.counts.items())},
        )
        session.add(made)
    return made


def standing(register: Register) -> CensusTable | None:
    """The table that stands, None while there is none."""
    register.person.must("commission.preview")
    with register.read() as session:
        return kept.newest_census(session)


def _is_title(text: str) -> bool:
    return clean(text).lower() in TITLES.values()


def read(grid: Grid, rules: policy.Rules) -> Table:
    """A table out of a sheet; raises BadList where it has no such columns, BadCensus for rows that cannot be right."""
    header = next((line for line in grid.lines if sum(map(_is_title, map(as_title, line.cells))) > 1), None)
    columns = {} if header is None else {as_title(cell).lower(): at for at, cell in enumerate(header.cells)}
    missing = [title for title in TITLES.values() if title not in columns]
    if header is None or missing:
        raise BadList(
            f"В таблице населения нет столбцов: {', '.join(missing)}.",
            do="Назовите столбцы так: " + "; ".join(COLUMNS) + ".",
        )
    reading = _Reading(rules, {fact: columns[title] for fact, title in TITLES.items()})
    for line in grid.lines:
        if line.number > header.number:
            reading.take(line)
    if not reading.problems and not reading.counts:
        reading.problems.append(Problem("", "Под заголовком нет ни одной строки."))
    if reading.problems:
        raise BadCensus(reading.problems)
    return Table(reading.places, reading.counts)


_SEXES = {"м": "m", "муж": "m", "мужской": "m", "мужчины": "m", "ж": "f", "жен": "f", "женский": "f", "женщины": "f"}
_KINDS = {"город": "town", "пгт": "town", "посёлок городского типа": "town", "село": "village"}
_VILLAGES = ("село", "деревня", "посёлок", "поселок", "хутор", "станица", "аул")
_ONE = re.compile(r"(\d{1,3})")
_SPAN = re.compile(r"(\d{1,3}) ?[-–—] ?(\d{1,3})")
_BELOW = re.compile(r"(?:до|моложе) (\d{1,3})")
_FROM = re.compile(r"(\d{1,3})(?: ?\+| (?:лет )?и (?:старше|более))")


class _Reading:
    """Rows one after the other: what they say so far, and what is wrong with some."""

    def __init__(self, rules: policy.Rules, columns: Mapping[str, int]) -> None:
        self._columns = columns
        self._names = {name.lower() for told in rules.sign(signs.PLACE).names.values() for name in told}
        self.places: dict[str, str] = {}
        self.counts: dict[tuple[str, str, str], int] = {}
        self.problems: list[Problem] = []
        self._by_key: dict[str, str] = {}
        self._ages: dict[tuple[str, str], dict[int, int]] = {}  # of a settlement and a sex: year of age -> its row

    def take(self, line: Line) -> None:
        """One row; what is wrong with it is said once."""
        # Whatever is longer than any of them is none of them, and a problem must not be a page long.
        told = {fact: as_title(line.at(column))[: _LONGEST_NAME + 1] for fact, column in self._columns.items()}
        wrong = self._place(told) or self._rest(told, line.number)
        if wrong:
            self.problems.append(Problem(str(line.number), f"Строка {line.number}: {wrong}."))

    def _place(self, told: Mapping[str, str]) -> str:
        name, kind = told["place"], _KINDS.get(told["kind"].lower())
        if told["kind"].lower() in _VILLAGES:
            kind = "village"
        if name in self.places and kind == self.places[name]:
            return ""
        key = signs.place_key(name)
        if not key or harmless(name) != name or len(name) > _LONGEST_NAME or "|" in name:
            return "название населённого пункта пусто или записано необычно"
        if name.lower() in self._names:
            return f"«{name}» — не название населённого пункта"
        if kind is None:
            return f"вид «{told['kind']}» непонятен: напишите «город», «пгт» или «село»"
        if self._by_key.setdefault(key, name) != name:
            return f"«{name}» и «{self._by_key[key]}» не отличить: назовите их по-разному"
        if self.places.setdefault(name, kind) != kind:
            return f"у «{name}» выше другой вид"
        if len(self.places) > MOST_PLACES:
            raise BadList(f"Населённых пунктов больше {MOST_PLACES}: это не один район.", do="Возьмите таблицу района.")
        return ""

    def _rest(self, told: Mapping[str, str], row: int) -> str:
        sex, ages = _SEXES.get(told["sex"].lower().rstrip(".")), _ages(told["age"])
        digits = told["count"].replace(" ", "").replace("\u00a0", "")
        if sex is None:
            return f"пол «{told['sex']}» непонятен: напишите «муж» или «жен»"
        if ages is None:
            return f"возраст «{told['age']}» непонятен: напишите «37», «18–24» или «65 и старше»"
        if not digits.isascii() or not digits.isdecimal() or int(digits) > _MOST:
            return f"число жителей «{told['count']}» непонятно"
        bands = {signs.band(years) for years in ages}
        if len(bands) > 1:
            return f"возраст «{told['age']}» пересекает границу групп {', '.join(sorted(bands))}"
        seen = self._ages.setdefault((told["place"], sex), {})
        if twice := [seen[years] for years in ages if years in seen]:
            return f"эти жители уже посчитаны в строке {twice[0]}"
        seen.update(dict.fromkeys(ages, row))
        key = (told["place"], sex, bands.pop())
        self.counts[key] = self.counts.get(key, 0) + int(digits)
        return ""


@lru_cache(1000)
def _ages(text: str) -> range | None:
    """The years of age that a cell means; None where it cannot be read."""
    text = text.lower().removesuffix("лет").removesuffix("года").removesuffix("год").strip()
    if found := _ONE.fullmatch(text):
        first, last = int(found[1]), int(found[1])
    elif found := _SPAN.fullmatch(text):
        first, last = int(found[1]), int(found[2])
    elif found := _BELOW.fullmatch(text):
        first, last = 0, int(found[1]) - 1
    elif found := _FROM.fullmatch(text):
        first, last = int(found[1]), OLDEST_YEAR
    else:
        return None
    return range(first, last + 1) if first <= last <= OLDEST_YEAR else None


def parse(data: bytes, rules: policy.Rules) -> Table:
    """The table that lies beside records, or a file of the head's, from its bytes; raises BadList, BadCensus."""
    if len(data) > _LARGEST:
        too_big(f"больше {_LARGEST // 2**20} МБ")
    text, _encoding, _notes = delimited.decoded(data)
    return read(delimited.grid(text, _is_title)[0], rules)
