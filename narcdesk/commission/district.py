"""The office's own report to its head for the district commission: exact figures beside those of the year before.

All tables of the catalogue, those too that no recipient gets. It stays in the office: what the commission gets is the
anonymised batch alone. Each number opens the people behind it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from narcdesk import counted
from narcdesk.commission import counting, policy
from narcdesk.commission.catalogue import Catalogue
from narcdesk.commission.tables import Cell, CountTable, linked
from narcdesk.counted import Counted
from narcdesk.dates import Period, show
from narcdesk.errors import UserError
from narcdesk.register import Register

NOTHING = "—"
ONLY_HERE = "Для служебного пользования внутри кабинета: в комиссию уходит только обезличенная выгрузка"

_MONTHS, _QUARTERS, _YEARS = 3, 6, 3  # of the last closed ones, to choose from


@dataclass(frozen=True)
class Number:
    """One number of the report: for whom, what, now and a year before; `then` is None where nothing is known of it."""

    cell: Cell
    group: str
    what: str
    now: int
    then: int | None

    @property
    def change(self) -> str:
        """The difference with its sign: «+3», «−2», «0»."""
        if self.then is None:
            return NOTHING
        by = self.now - self.then
        return f"+{by}" if by > 0 else f"−{-by}" if by else "0"

    @property
    def before(self) -> str:
        """The number of a year before, as it is shown."""
        return NOTHING if self.then is None else str(self.then)

    @property
    def has_people(self) -> bool:
        """Whether the people behind it are known: of groups and of organisations nobody's name is written down."""
        return self.cell.measure not in counting.NAMELESS

    @property
    def is_empty(self) -> bool:
        """Nobody then and now."""
        return not self.now and not self.then


@dataclass(frozen=True)
class Part:
    """One table of the report."""

    number: str
    title: str
    note: str
    numbers: tuple[Number, ...]

    @property
    def named(self) -> str:
        """«Таблица 5. Движение несовершеннолетних»."""
        return f"Таблица {self.number}. {self.title}"


@dataclass(frozen=True)
class DistrictReport:
    """The report of a period as it was counted at a moment.

    `doubt` says what the comparison is worth, "" when all is plain.
    """

    period: Period
    earlier: Period
    parts: tuple[Part, ...]
    doubt: str
    made_at: datetime


def periods(register: Register) -> list[Period]:
    """The closed months, quarters and years to choose from, the newest first and of these the longest."""
    register.person.must("commission.preview")
    today = register.today()
    years = [str(today.year - back) for back in range(_YEARS + 1)]
    quarters = [f"{year}-Q{number}" for year in years for number in (4, 3, 2, 1)]
    months = [f"{year}-{number:02}" for year in years for number in range(12, 0, -1)]
    found = [
        period
        for codes, most in ((quarters, _QUARTERS), (years, _YEARS), (months, _MONTHS))
        for period in [one for one in map(Period.parse, codes) if one.end < today][:most]
    ]
    return sorted(found, key=lambda one: (-one.end.toordinal(), one.start))


def draw_up(register: Register, period: Period) -> DistrictReport:
    """Count a period and the same one a year before; raises UserError for one that is not over."""
    register.person.must("commission.preview")
    if period.end >= register.today():
        raise UserError(f"Период «{period.label}» ещё не закончился.", do="Выберите прошлый период.")
    earlier, known = period.previous_year(), _catalogue()
    system = linked(known.tables.values(), (), known.rules)
    with register.read() as session:
        first = counting.first_day(session)
        now = counting.count_cells(session, system, period)
        then = counting.count_cells(session, system, earlier) if earlier.end >= first else {}
    parts = tuple(
        Part(table.number, table.title, table.note, tuple(_numbers(table, now, then)))
        for table in known.tables.values()
    )
    return DistrictReport(period, earlier, parts, _doubt(earlier, first), register.now())


def _catalogue() -> Catalogue:
    return policy.present_catalogue()


def _doubt(earlier: Period, first: date) -> str:
    if earlier.end < first:
        return f"Сравнить не с чем: реестр ведётся с {show(first)}."
    if earlier.start < first:
        return f"Сравнение неполное: реестр ведётся с {show(first)}."
    return ""


def _numbers(table: CountTable, now: Mapping[Cell, int], then: Mapping[Cell, int]) -> Iterator[Number]:
    for line in table.lines:
        for title, cell in zip(table.header, line.cells, strict=True):
            if len(table.header) == 1:
                group, what = "", line.title
            else:
                group, what = line.title, title
            yield Number(cell, group, what, now[cell], then.get(cell))


# The people behind a number


@dataclass(frozen=True)
class Behind:
    """One person of a number and by what he is counted."""

    patient_id: int
    because: str


def behind(register: Register, cell: Cell, period: Period) -> list[Behind]:
    """The persons of a number by the alphabet, each once; nobody is shown yet. Of groups nobody's name is known."""
    register.person.must("patients.look_counted")
    measure = _catalogue().measures[cell.measure]
    days: dict[int, list[date]] = {}
    with register.read() as session:
        for fact in counting.facts_of(session, cell, period):
            if fact.person is not None:
                days.setdefault(fact.person, []).extend([fact.on] if fact.on else [])
        order = [person for person in counted.by_name(session) if person in days]
    since, apart = ("с ", ", ") if measure.stock else ("", ": ")
    return [Behind(person, apart.join([measure.title, *_said(since, days[person])])) for person in order]


def _said(since: str, days: Sequence[date]) -> list[str]:
    return [", ".join(since + show(on) for on in sorted(days))] if days else []


def explained(register: Register, page: Sequence[Behind]) -> list[Counted]:
    """One page of them by name; whom the page showed is journalled."""
    with register.write("patients.look_counted") as session:
        return counted.shown(session, register, [(one.patient_id, one.because) for one in page])


# On paper


def contents(report: DistrictReport) -> dict[str, Any]:
    """What the form of the report prints: the tables one after another, without the rows where nobody ever was."""
    return {
        "report": {
            "period": report.period.label,
            "earlier": report.earlier.label,
            "mark": ONLY_HERE,
            "doubt": report.doubt,
        },
        "numbers": [row for part in report.parts for row in _rows(part)],
    }


def _rows(part: Part) -> Iterator[dict[str, str]]:
    blank = {"table": "", "note": "", "group": "", "what": "", "now": "", "then": "", "change": ""}
    yield blank | {"table": part.named}
    if part.note:
        yield blank | {"note": part.note}
    group = ""
    for number in part.numbers:
        if number.is_empty and number.cell.at:  # the zero of a whole table says something, that of one row nothing
            continue
        if number.group != group:
            group = number.group
            yield blank | {"group": group}
        yield blank | {
            "what": number.what,
            "now": str(number.now),
            "then": number.before,
            "change": number.change,
        }
