"""Both forms, the tables of the report and the four indicators of an office that tries to be miscounted, by hand.

Every number is asserted, the zeros too: what is not named here is 0. The persons are those of `nasty_people`.
"""

from collections.abc import Iterator

import pytest

from narcdesk import statistics
from narcdesk.commission import counting, district, policy
from narcdesk.commission.tables import Cell, linked
from narcdesk.dates import Period
from narcdesk.indicators import all_indicators
from narcdesk.statistics import Report, Spot, people
from tests import factories
from tests.nasty_people import NastyOffice
from tests.statistics_office import YEAR

FORM_11, NEWER, OLDER = statistics.all_layouts()
PERIOD = Period.parse(str(YEAR))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NastyOffice]:
    clock = factories.Clock()
    register = factories.register(tmp_path_factory.mktemp("трудные") / "реестр", clock)
    made = NastyOffice(register, clock)
    with register.together():
        made.fill()
    yield made
    register.close()


@pytest.fixture(scope="module")
def reports(office: NastyOffice) -> dict[str, Report]:
    return {layout.code: statistics.count(office.register, layout, YEAR) for layout in statistics.all_layouts()}


def rows(report: Report, table: str) -> dict[str, tuple[int | None, ...]]:
    """The rows of a table in which anything is counted."""
    found = report.layout.table(table)
    numbers = {
        row.code: tuple(report.number(Spot(table, row.code, column.code)) for column in found.columns)
        for row in found.rows
    }
    return {code: row for code, row in numbers.items() if any(row)}


def beside(office: NastyOffice, report: Report) -> set[str]:
    names = {number: nickname for nickname, number in office.ids.items()}
    return {names[fact.patient_id] for fact in report.cells[Spot("outside", "no_row", "n")]}


# Form 11. Columns 4-11: all, women, 0-14, 15-17, 18-19, 20-39, 40-59, 60+; then the same of villages.
TOWN = (0,) * 8
REGISTERED = {
    "01": (12, 3, 0, 0, 2, 4, 4, 2, 4, 2, 0, 0, 1, 1, 1, 1),
    # новогодняя 59 of a village, уходящий 60, помесь 38
    "04": (3, 1, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 0),
    "05": (1, 0, 0, 0, 0, 0, 0, 1, *TOWN),  # уходящий
    "06": (2, 1, 0, 0, 0, 1, 1, 0, 1, 1, 0, 0, 0, 0, 1, 0),
    # двойник 38, оборванный 36 of a village, меняющая 35, дважды 46
    "08": (4, 1, 0, 0, 0, 3, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0),
    "09": (2, 0, 0, 0, 0, 2, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0),
    "10": (1, 1, 0, 0, 0, 1, 0, 0, *TOWN),  # меняющая, by her last diagnosis
    "13": (1, 0, 0, 0, 0, 0, 1, 0, *TOWN),  # дважды
    "14": (1, 0, 0, 0, 0, 0, 1, 0, *TOWN),  # узнанный
    "15": (2, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1),  # без диагноза 46; старик 76 of a village
    "16": (1, 0, 0, 0, 1, 0, 0, 0, *TOWN),  # однодневный
    "17": (1, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0),  # школьница, eighteen on the day of the report
    "18": (1, 0, 0, 0, 0, 1, 0, 0, *TOWN),  # двойник, by his second card
}
FIRST = {
    "01": (3, 2, 0, 0, 1, 1, 1, 0, 1, 1, 0, 0, 0, 0, 1, 0),
    "04": (1, 1, 0, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0, 0, 1, 0),  # новогодняя
    "06": (1, 1, 0, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0, 0, 1, 0),
    "08": (1, 1, 0, 0, 0, 1, 0, 0, *TOWN),  # меняющая
    "10": (1, 1, 0, 0, 0, 1, 0, 0, *TOWN),
    "16": (1, 0, 0, 0, 1, 0, 0, 0, *TOWN),  # однодневный
}
INFECTED = {"01": (1, 0, 0, 0, 0, 0), "03": (1, 0, 0, 0, 0, 0)}  # двойник


def test_form_11(office: NastyOffice, reports: dict[str, Report]) -> None:
    report = reports[FORM_11.code]
    assert rows(report, "1000") == REGISTERED
    assert rows(report, "2000") == FIRST
    assert rows(report, "4000") == INFECTED
    assert beside(office, report) == {"по суду", "закуривший"}
    assert report.failures == []


# Form 37, table 2100: taken, first in life, removed, recovered, at the end, (disabled), 0-14, 15-17.
MOVEMENT = {
    "02": (1, 1, 1, 0, 2, None, 0, 0),  # новогодняя in, уходящий out, помесь there
    "03": (0, 0, 1, 0, 0, None, 0, 0),
    "04": (1, 1, 0, 0, 2, None, 0, 0),
    "06": (2, 0, 3, 0, 2, None, 0, 0),  # меняющая and дважды in; двойник, оборванный and дважды out
    "07": (1, 0, 1, 0, 0, None, 0, 0),  # узнанный
    "08": (1, 0, 1, 0, 1, None, 0, 0),  # без диагноза in, старик out
    "09": (2, 2, 2, 0, 0, None, 0, 0),  # однодневный and меняющая, in and out
    "10": (0, 0, 0, 0, 1, None, 0, 0),  # школьница, no child any more
    "11": (7, 3, 8, 0, 6, None, 0, 0),
}
DIED = {"06": 2, "08": 1, "11": 3}
OTHERS = {
    "2101": {"came": (1,)},  # закуривший: what he was treated for was alcohol
    "2110": {"overdose": (1,), "accident": (1,)},
    "2130": {"drugs": (1, 0, 0)},  # дважды; новогодняя is a day short of six months
    "2140": {},
    "2150": {},
    # оборванный, after the hospital and broken off by his death; ожидающий goes on between two plans
    "2160": {"all": (2,), "dropped": (1,), "goes_on": (1,), "after": (1,)},
    # came, (compulsory), (alternative), stopped, done, in remission, refused, other, goes on
    "2170": {
        "alcohol": (0, None, None, 1, 1, 0, 0, 0, 0),  # исполнивший, dead before his year of remission
        "drugs": (1, None, None, 1, 0, 0, 0, 1, 0),  # оборванный
        "total": (1, None, None, 2, 1, 0, 0, 1, 0),
    },
    "2200": {"visits": (2,), "children": (1,)},  # школьница, seventeen on the first of both days
    "2210": {},
}


def test_form_37_in_both_layouts(office: NastyOffice, reports: dict[str, Report]) -> None:
    newer, older = reports[NEWER.code], reports[OLDER.code]
    assert rows(newer, "2100") == MOVEMENT
    assert rows(older, "2100") == {row: (*at[:4], DIED.get(row, 0), *at[4:]) for row, at in MOVEMENT.items()}
    assert rows(newer, "2102") == {"drugs": (2,), "total": (2,)}
    for report in (newer, older):
        assert {table: rows(report, table) for table in OTHERS} == OTHERS
        assert beside(office, report) == {"по суду"}
        assert report.failures == []


def test_every_cell_opens_as_many_as_it_says(office: NastyOffice, reports: dict[str, Report]) -> None:
    for report in reports.values():
        for spot in (spot for spot, facts in report.cells.items() if facts):
            assert len(people.behind(office.register, report, spot)) == report.number(spot), spot


# The tables of the report. Start, taken, first, removed, recovery, moved, refused, other, unknown, end.
TABLES = {
    "movement": {
        "alcohol_dependence": (2, 1, 1, 1, 0, 0, 1, 0, 0, 2),
        "drug_dependence": (3, 3, 0, 4, 0, 0, 0, 4, 0, 2),  # меняющая twice: opioids, then cannabinoids
        "toxic_dependence": (0, 1, 0, 1, 0, 0, 1, 0, 0, 0),
        "alcohol_harmful": (1, 1, 0, 1, 0, 0, 0, 1, 0, 1),
        "drug_harmful": (0, 2, 2, 2, 0, 1, 0, 1, 0, 0),
        "other_harmful": (1, 0, 0, 0, 0, 0, 0, 0, 0, 1),
        "": (7, 8, 3, 9, 0, 1, 2, 6, 0, 6),
    },
    "by_sex": {  # m, f, unknown, all
        "alcohol_dependence": (1, 1, 0, 2),
        "drug_dependence": (1, 1, 0, 2),
        "alcohol_harmful": (1, 0, 0, 1),
        "other_harmful": (0, 1, 0, 1),
        "": (3, 3, 0, 6),
    },
    "by_age": {  # till 18, 18-39, 40-59, 60+, unknown, all
        "alcohol_dependence": (0, 1, 1, 0, 0, 2),
        "drug_dependence": (0, 1, 1, 0, 0, 2),
        "alcohol_harmful": (0, 0, 1, 0, 0, 1),
        "other_harmful": (0, 1, 0, 0, 0, 1),
        "": (0, 3, 3, 0, 0, 6),
    },
    "by_substance": {  # start, taken, first, removed, end
        "alcohol": (3, 2, 1, 2, 3),
        "opioids": (2, 2, 1, 4, 0),
        "cannabinoids": (0, 2, 1, 1, 1),
        "combinations": (1, 1, 0, 1, 1),
        "other": (1, 1, 0, 1, 1),
        "": (7, 8, 3, 9, 6),
    },
    "minors": {"other": (1, 0, 0, 0, 1, 0), "": (1, 0, 0, 0, 1, 0)},  # школьница has grown up
    "poisonings": {"other": (2, 1), "": (2, 1)},
    # двойник, once; оборванный; старик, исполнивший and не доживший
    "deaths": {"overdose": (1, 1), "accident": (1, 1), "unknown": (3, 1), "": (5, 3)},
    "remission": {  # under 6, 6-12, 12-24, over 24, unknown, all
        "alcohol_dependence": (1, 0, 0, 0, 1, 2),
        "drug_dependence": (0, 1, 0, 0, 1, 2),
        "alcohol_harmful": (0, 0, 0, 0, 1, 1),
        "other_harmful": (0, 0, 0, 0, 1, 1),
        "": (1, 1, 0, 0, 4, 6),
    },
    # start, started, completed, broken, transferred, end
    "courses": {"medical": (0, 1, 1, 0, 0, 0), "social": (0, 1, 0, 1, 0, 0), "": (0, 2, 1, 1, 0, 0)},
    "course_providers": {"not_listed": (2, 1, 0), "": (2, 1, 0)},
    "course_funding": {"unknown": (2, 1), "": (2, 1)},
    "duties": {  # start, received, came, started, evaded, finished, stopped, end
        "administrative": (0, 2, 2, 1, 0, 0, 1, 1),  # оборванный, по суду
        "criminal": (1, 0, 0, 0, 0, 1, 0, 0),  # исполнивший
        "": (1, 2, 2, 1, 0, 1, 1, 1),
    },
    "examinations": {},
    "prevention": {},
}
PERSONS = {"started": 2, "completed": 1, "broken_off": 1}  # дважды and оборванный; дважды; оборванный
INDICATORS = {
    "included": ({"оборванный", "дважды"}, {"меняющая", "дважды"}),
    "finished": ({"дважды"}, {"меняющая", "дважды"}),
    "patronage": ({"дважды"}, {"дважды"}),
    "sober": ({"днём дольше"}, {"дважды", "семьсот тридцать", "днём дольше"}),
}


def test_the_tables_of_the_report(office: NastyOffice) -> None:
    known = policy.present_catalogue()
    system = linked(known.tables.values(), known.indicators, known.rules)
    with office.register.read() as session:
        counts = counting.count_cells(session, system, PERIOD)
    assert system.broken_by(counts) == []
    found = {}
    for code in TABLES:
        lines = [[counts[cell] for cell in line.cells] for line in known.tables[code].lines]
        values = [*(known.tables[code].rows.values if known.tables[code].rows else ()), ""]
        found[code] = {value: tuple(line) for value, line in zip(values, lines, strict=True) if any(line)}
    assert found == TABLES
    shown = {cell.measure: counts[cell] for cell in known.tables["rehabilitation"].cells if counts[cell]}
    assert shown == PERSONS


def test_the_report_of_the_office_opens_whom_it_counts(office: NastyOffice) -> None:
    report = district.draw_up(office.register, PERIOD)
    numbers = [one for part in report.parts for one in part.numbers]
    assert {one.cell: one.now for one in numbers}[Cell("courses_end")] == 0
    with office.register.read() as session:
        for one in numbers:
            facts = counting.facts_of(session, one.cell, PERIOD)
            assert len(facts) == one.now, one.cell
    empty = [one for one in numbers if not one.now]
    for one in (*(one for one in numbers if one.now), *empty[::20]):  # to open one is an act of its own
        listed = district.behind(office.register, one.cell, PERIOD)
        assert len(listed) <= one.now
        assert bool(listed) is bool(one.now), one.cell


@pytest.mark.parametrize("code", INDICATORS)
def test_the_indicators(office: NastyOffice, code: str) -> None:
    (indicator,) = [one for one in all_indicators() if one.code == code]
    names = {number: nickname for nickname, number in office.ids.items()}
    with office.register.read() as session:
        sides = (indicator.numerator(session, PERIOD), indicator.denominator(session, PERIOD))
    assert tuple({names[person] for person in side} for side in sides) == INDICATORS[code]


def test_whom_the_form_observes_with_a_drug_the_indicators_count_too(office: NastyOffice) -> None:
    (indicator,) = [one for one in all_indicators() if one.code == "included"]
    for year in (2024, 2025, 2026, 2027):
        report = statistics.count(office.register, NEWER, year)
        day = report.day
        with office.register.read() as session:
            base = indicator.denominator(session, Period(day, day, ""))
        assert {fact.patient_id for fact in report.cells[Spot("2100", "06", "observed")]} == base, year
