"""Drafts of the forms № 11 and № 37: numbers worked out by hand, for an office whose people stand at every edge."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from narcdesk import journal, statistics
from narcdesk.errors import Forbidden
from narcdesk.journal import Wanted
from narcdesk.list_exports import ListExport
from narcdesk.register import Register
from narcdesk.staff import Role
from narcdesk.statistics import Empty, Layout, Report, Spot, leaving, people, printing
from narcdesk.statistics.reports import failed
from tests import factories
from tests.statistics_office import TODAY, YEAR, Office

FORM_11, NEWER, OLDER = statistics.all_layouts()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    clock = factories.Clock()
    register = factories.register(tmp_path_factory.mktemp("формы") / "реестр", clock)
    made = Office(register, clock)
    with register.together():
        made.fill()
    yield made
    register.close()


@pytest.fixture(scope="module")
def reports(office: Office) -> dict[str, Report]:
    return {layout.code: statistics.count(office.register, layout, YEAR) for layout in statistics.all_layouts()}


def numbers(report: Report, table: str, row: str) -> tuple[int | None, ...]:
    columns = report.layout.table(table).columns
    return tuple(report.number(Spot(table, row, column.code)) for column in columns)


# Columns 4-11: all, women, 0-14, 15-17, 18-19, 20-39, 40-59, 60+; then the same of villages, 12-19.
NOBODY = (0,) * 16
REGISTERED = {
    # Rows 02, 04, 08, 14-17 together: 1 + 5 + 5 + 1 + 10 + 1 + 1.
    "01": (24, 9, 1, 4, 2, 5, 11, 1, 8, 3, 1, 3, 0, 1, 3, 0),
    "02": (1, 1, 0, 0, 0, 0, 1, 0) + (0,) * 8,  # психоз, 58 years
    "03": NOBODY,
    # вернувшийся 51, стадия 56 of a village, пять месяцев, шесть месяцев and год 46
    "04": (5, 0, 0, 0, 0, 0, 5, 0, 1, 0, 0, 0, 0, 0, 1, 0),
    "05": NOBODY,
    "06": (4, 0, 0, 0, 0, 0, 4, 0) + (0,) * 8,
    "07": (1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0),  # стадия: the third since July
    # перемена 36, умерший 40 of a village, дважды 31, два диагноза 46, два года 46
    "08": (5, 1, 0, 0, 0, 2, 3, 0, 1, 0, 0, 0, 0, 0, 1, 0),
    "09": (3, 1, 0, 0, 0, 1, 2, 0, 1, 0, 0, 0, 0, 0, 1, 0),
    "10": (1, 0, 0, 0, 0, 1, 0, 0) + (0,) * 8,  # дважды, and once
    "11": NOBODY,
    "12": NOBODY,
    "13": (1, 0, 0, 0, 0, 0, 1, 0) + (0,) * 8,  # два диагноза: the later one of the same day
    "14": (1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0),  # токсикоман, 16
    # The ten of the edges: 14 | 15, 17 | 18, 19 | 20, 39 | 40, 59 | 60; villages 14, 17, 20, 59
    "15": (10, 5, 1, 2, 2, 2, 2, 1, 4, 2, 1, 1, 0, 1, 1, 0),
    "16": (1, 1, 0, 1, 0, 0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0),  # юная, 16
    "17": (1, 1, 0, 0, 0, 1, 0, 0) + (0,) * 8,  # таблетки, 35
    "18": (1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0),  # умерший injected till the end; перемена did before
}
FIRST = {  # перемена by her harmful use of February, дважды, токсикоман; the others are as nobody
    "01": (3, 1, 0, 1, 0, 2, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0),
    "08": (2, 1, 0, 0, 0, 2, 0, 0) + (0,) * 8,
    "09": (1, 1, 0, 0, 0, 1, 0, 0) + (0,) * 8,
    "10": (1, 0, 0, 0, 0, 1, 0, 0) + (0,) * 8,
    "14": (1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0),
}
INFECTED = {  # HIV, of 15-17; hepatitis C, of 15-17; hepatitis B, of 15-17
    "01": (1, 0, 1, 0, 0, 0),  # умерший; перемена
    "02": (0, 0, 0, 0, 1, 1),  # юная
    "03": (1, 0, 0, 0, 0, 0),  # умерший
}


@pytest.mark.parametrize("row", REGISTERED)
def test_form_11_as_it_was_worked_out_by_hand(reports: dict[str, Report], row: str) -> None:
    assert numbers(reports["form-11"], "1000", row) == REGISTERED[row]
    assert numbers(reports["form-11"], "2000", row) == FIRST.get(row, NOBODY)


def test_infections_among_the_registered(reports: dict[str, Report]) -> None:
    assert {row: numbers(reports["form-11"], "4000", row) for row in INFECTED} == INFECTED


# Columns 4-11: taken, first in life, removed, recovered, at the end, (disabled), 0-14, 15-17.
MOVEMENT = {
    "01": (1, 0, 0, 0, 1, None, 0, 0),  # психоз, out of row 02
    # taken: вернувшийся; removed: вернувшийся and психоз; at the end: вернувшийся, стадия, the three in remission
    "02": (1, 0, 2, 1, 5, None, 0, 0),
    "03": (0, 0, 0, 0, 0, None, 0, 0),
    "04": (1, 0, 2, 1, 4, None, 0, 0),
    "05": (0, 0, 0, 0, 1, None, 0, 0),  # стадия
    # taken: перемена, дважды twice, два диагноза; removed: умерший, дважды twice; at the end with два года
    "06": (4, 1, 3, 0, 3, None, 0, 0),
    "07": (2, 1, 1, 0, 1, None, 0, 1),  # токсикоман; таблетки in and out again
    "08": (0, 0, 0, 0, 10, None, 1, 2),
    "09": (1, 1, 1, 0, 1, None, 0, 1),  # перемена in and out; юная
    "10": (1, 0, 1, 0, 1, None, 0, 0),  # таблетки out and in again
    "11": (10, 3, 8, 1, 22, None, 1, 4),
}
DIED = {"06": 1, "11": 1}  # умерший


@pytest.mark.parametrize("row", MOVEMENT)
def test_the_contingents_in_both_layouts(reports: dict[str, Report], row: str) -> None:
    by_hand = MOVEMENT[row]
    assert numbers(reports[NEWER.code], "2100", row) == by_hand
    # The older one has «со смертью» after the recovered.
    assert numbers(reports[OLDER.code], "2100", row) == (*by_hand[:4], DIED.get(row, 0), *by_hand[4:])


SINGLE = {  # tables of form 37 with one column of numbers
    "2101": {"came": 1, "ended": 1, "remission": 1, "refused": 0, "goes_on": 0},  # курильщик
    "2110": dict.fromkeys(("psychiatric", "somatic", "suicide", "accident", "other", "unknown"), 0) | {"overdose": 1},
    "2140": {"drugs": 0, "toxic": 0, "harmful_drugs": 0, "harmful_other": 1},  # таблетки, before it harmful use
    "2150": dict.fromkeys(("alcohol", "drugs", "toxic", "harmful")),
    # шесть месяцев, done and after the hospital; пять месяцев go on
    "2160": {"all": 2, "done": 1, "refused": 0, "dropped": 0, "goes_on": 1, "after": 1},
    # курильщик, шесть месяцев (by the plan), пять месяцев, 14; that of 60 was not kept
    "2200": {"posts": None, "visits": 4, "children": 1, "examination": None, "rehab": 1, "payment": None},
    "2210": {"posts": None, "visits": None},
}


@pytest.mark.parametrize("layout", [NEWER, OLDER], ids=lambda layout: layout.code)
def test_the_small_tables_of_form_37(reports: dict[str, Report], layout: Layout) -> None:
    report = reports[layout.code]
    found = {code: {row.code: numbers(report, code, row.code)[0] for row in layout.table(code).rows} for code in SINGLE}
    assert found == SINGLE


def test_deaths_remission_and_courts(reports: dict[str, Report]) -> None:
    report = reports[NEWER.code]
    died = {row.code: numbers(report, "2102", row.code) for row in NEWER.table("2102").rows}
    assert {code: found for code, (found,) in died.items() if found} == {"drugs": 1, "total": 1}
    assert numbers(report, "2130", "alcohol") == (1, 1, 0)  # шесть месяцев; год; five are too few
    assert numbers(report, "2130", "drugs") == (0, 0, 1)  # два года
    # came, (compulsory), (alternative), stopped, done, in remission, refused, other, goes on
    assert numbers(report, "2170", "alcohol") == (1, None, None, 1, 1, 1, 0, 0, 1)  # год; стадия since 2025
    assert numbers(report, "2170", "drugs") == (1, None, None, 1, 0, 0, 0, 1, 0)  # умерший
    assert numbers(report, "2170", "total") == (2, None, None, 2, 1, 1, 0, 1, 1)


def test_what_the_register_does_not_hold_is_no_zero(reports: dict[str, Report]) -> None:
    report = reports[NEWER.code]
    empties = {
        (table.code, row.code, column.code): report.empty(table, row, column)
        for table in NEWER.tables
        for row in table.rows
        for column in table.columns
    }
    assert empties["2100", "01", "disabled"] is Empty.NOT_KEPT
    assert empties["2100", "08", "disabled"] is Empty.CLOSED
    assert empties["2170", "drugs", "compulsory"] is Empty.NOT_READ
    assert all((report.number(Spot(*spot)) is None) == (empty is not None) for spot, empty in empties.items())


def test_who_is_in_no_row_stands_beside_the_form(office: Office, reports: dict[str, Report]) -> None:
    def beside(code: str) -> set[int]:
        return {fact.patient_id for fact in reports[code].cells[Spot("outside", "no_row", "n")]}

    assert beside("form-11") == {office.ids["курильщик"], office.ids["без диагноза"]}
    assert beside(NEWER.code) == {office.ids["без диагноза"]}


def test_a_stage_that_changed_is_only_warned_of(reports: dict[str, Report]) -> None:
    for layout in (NEWER, OLDER):
        column = "8" if layout is NEWER else "«Состоит на конец года»"
        taken, removed = ("4", "6") if layout is NEWER else ("«Взято под наблюдение»", "«Снято с наблюдения»")
        lawful = "Так бывает при смене стадии или диагноза за год и при записи задним числом."
        assert [(one.is_error, one.sentence) for one in reports[layout.code].failures] == [
            (
                False,
                f"Таблица 2100, строка {row}, графа {column}: {now}; должно быть равно: таблица 2100, строка {row}, "
                f"графа {column}, год назад + графа {taken} − графа {removed} — {was}. " + lawful,
            )
            for row, now, was in (("03", 0, 1), ("05", 1, 0))
        ]
    assert reports["form-11"].failures == []


def test_a_year_that_goes_on_is_counted_till_today(office: Office) -> None:
    report = statistics.count(office.register, NEWER, TODAY.year)
    assert report.day == TODAY
    assert not report.is_whole_year
    assert numbers(report, "2100", "11")[:5] == (0, 0, 0, 0, 22)
    assert report.failures == []
    assert statistics.years(office.register)[:2] == [2027, 2026]


def test_the_year_before_is_the_start_of_the_next(office: Office, reports: dict[str, Report]) -> None:
    before = statistics.count(office.register, NEWER, YEAR - 1)
    assert numbers(before, "2100", "11")[4] == 20
    assert dict(reports[NEWER.code].before) == {spot: len(facts) for spot, facts in before.cells.items()}


@pytest.mark.parametrize("role", [Role.NURSE, Role.ADMINISTRATOR])
def test_who_may_not_count(register: Register, clock: factories.Clock, role: Role) -> None:
    with factories.signed_in(register, role, clock) as other, pytest.raises(Forbidden):
        statistics.count(other, FORM_11, 2026)


def test_a_statistician_counts_and_sees_nothing_of_infections(register: Register, clock: factories.Clock) -> None:
    factories.diagnosis(register, factories.patient(register).id)
    with factories.signed_in(register, Role.STATISTICIAN, clock) as other:
        report = statistics.count(other, FORM_11, 2026)
        table = FORM_11.table("4000")
        assert report.empty(table, table.rows[0], table.columns[0]) is Empty.NO_RIGHT
        assert report.number(Spot("4000", "01", "hiv")) is None
        assert report.number(Spot("1000", "08", "all")) == 1


def test_the_old_day_is_untouched_by_what_came_later(office: Office, tmp_path: Path) -> None:
    assert date(YEAR, 12, 31) < TODAY  # HIV of «два года» is of 2027
    report = statistics.count(office.register, FORM_11, TODAY.year)
    assert report.number(Spot("4000", "01", "hiv")) == 1


# Who is behind a cell


def test_those_behind_a_cell_are_named_with_the_facts_and_journalled(
    office: Office, reports: dict[str, Report]
) -> None:
    register, report, spot = office.register, reports[NEWER.code], Spot("2100", "06", "taken")
    found = people.behind(register, report, spot)
    before = register.head.seq
    page = people.explained(register, report, spot, found)
    assert sorted(one.because for one in page) == [  # дважды stands there twice
        "взят под наблюдение 04.04.2026, F19.242Н",
        "взят под наблюдение 05.05.2026, F12.241Н",
        "взят под наблюдение 15.01.2026, F12.241Н",
        "переведён сюда: диагноз изменён 01.06.2026, F11.242Н",
    ]
    assert len({one.patient_id for one in page}) == 3
    assert register.head.seq == before + 1
    (newest, *_) = journal.listing(register, Wanted(card_number=page[0].card_number))
    assert (newest.seq, newest.action) == (before + 1, "Открыт список людей в показателе")


def test_a_list_of_the_infected_has_an_entry_of_its_own(office: Office, reports: dict[str, Report]) -> None:
    register, report, spot = office.register, reports["form-11"], Spot("4000", "03", "hiv")
    (one,) = people.explained(register, report, spot, people.behind(register, report, spot))
    assert one.patient_id == office.ids["умерший"]
    (newest, *_) = journal.listing(register, Wanted())
    assert (newest.action, newest.subject) == ("Открыт список людей в таблице об инфекциях", "несколько карт")


# What must hold, on tables that were broken by hand


def broken(report: Report, **numbers: int) -> list[str]:
    """The errors of a form in which some cells have other numbers; «2100.02.first» is written «t2100_02_first»."""
    changed = {Spot(*name.removeprefix("t").split("_", 2)): number for name, number in numbers.items()}
    found = failed(report.layout, lambda spot: changed.get(spot, report.number(spot)), report.before.get)
    return [one.sentence for one in found if one.is_error]


BREAKS = [  # form, what is changed, what is said of it first
    (
        "37",
        {"t2100_02_first": 2},
        "Таблица 2100, строка 02, графа 5: 2; должно быть не больше: таблица 2100, строка 02, графа 4 — 1.",
    ),
    (
        "37",
        {"t2100_08_recovered": 1},
        "Таблица 2100, строка 08, графа 7: 1; должно быть не больше: таблица 2100, строка 08, графа 6 — 0.",
    ),
    (
        "37",
        {"t2100_05_observed": 2},
        "Таблица 2100, строка 03, графа 8 + строка 04 + строка 05: 6; должно быть не больше: "
        "таблица 2100, строка 02, графа 8 — 5.",
    ),
    (
        "37",
        {"t2100_11_taken": 9},
        "Таблица 2100, строка 11, графа 4: 9; должно быть равно: таблица 2100, строка 01, графа 4 + строка 02 "
        "+ строка 06 + строка 07 + строка 08 + строка 09 + строка 10 — 10.",
    ),
    (
        "37",
        {"t2102_total_n": 9},
        "Таблица 2102, строка «Всего», графа «Число»: 9; должно быть не больше: таблица 2100, строка 11, графа 6 — 8.",
    ),
    (
        "37",
        {"t2130_toxic_half": 2},
        "Таблица 2130, строка «Больных токсикоманией», графа «От 6 до 12 месяцев» "
        "+ графа «От 1 до 2 лет» + графа «Более 2 лет»: 2; должно быть не больше: "
        "таблица 2100, строка 07, графа 8 — 1.",
    ),
    (
        "37",
        {"t2170_alcohol_came": 5},
        "Таблица 2170, строка «Алкоголь», графа «Обратились в году по решению суда» + "
        "графа «Продолжают на конец года», год назад: 6; должно быть равно: таблица 2170, строка «Алкоголь», "
        "графа «Прекращено всего» + графа «Продолжают на конец года» — 2.",
    ),
    (
        "11",
        {"t1000_03_all": 2},
        "Таблица 1000, строка 03, графа 4: 2; должно быть не больше: таблица 1000, строка 02, графа 4 — 1.",
    ),
    (
        "11",
        {"t1000_12_all": 1},
        "Таблица 1000, строка 09, графа 4 + строка 10 + строка 11 + строка 12 + строка 13"
        ": 6; должно быть равно: таблица 1000, строка 08, графа 4 — 5.",
    ),
    (
        "11",
        {"t1000_18_all": 7},
        "Таблица 1000, строка 18, графа 4: 7; должно быть не больше: таблица 1000, строка 08, графа 4 + строка 16 — 6.",
    ),
    (
        "11",
        {"t2000_17_all": 2},
        "Таблица 2000, строка 01, графа 4: 3; должно быть равно: таблица 2000, строка 02, графа 4 + строка 04 "
        "+ строка 08 + строка 14 + строка 15 + строка 16 + строка 17 — 5.",
    ),
    (
        "11",
        {"t1000_02_women": 2, "t1000_01_women": 10},
        "Таблица 1000, строка 02, графа 5: 2; должно быть не больше: таблица 1000, строка 02, графа 4 — 1.",
    ),
    (
        "11",
        {"t2000_11_rural_a15": 1},
        "Таблица 2000, строка 09, графа 15 + строка 10 + строка 11 + строка 12 + "
        "строка 13: 1; должно быть равно: таблица 2000, строка 08, графа 15 — 0.",
    ),
]


@pytest.mark.parametrize(("form", "change", "said"), BREAKS, ids=[next(iter(change)) for _, change, _ in BREAKS])
def test_a_broken_table_is_told(reports: dict[str, Report], form: str, change: dict[str, int], said: str) -> None:
    report = reports["form-11" if form == "11" else NEWER.code]
    assert broken(report) == []
    assert said in broken(report, **change)


def test_the_ages_of_form_11_must_sum_to_the_total_and_2000_lie_within_1000(reports: dict[str, Report]) -> None:
    said = broken(reports["form-11"], t2000_08_a20=9)
    assert any(one.startswith("Таблица 2000, строка 08, графа 9: 9; должно быть не больше: ") for one in said)
    assert any("графа 11: 9; должно быть равно: таблица 2000, строка 08, графа 4 — 2" in one for one in said)


def test_the_failure_leads_to_its_cell(reports: dict[str, Report]) -> None:
    changed = {Spot("2100", "02", "first"): 2}
    report = reports[NEWER.code]
    first = failed(NEWER, lambda spot: changed.get(spot, report.number(spot)), report.before.get)[0]
    assert (first.spot, first.is_error) == (Spot("2100", "02", "first"), True)


# What leaves


def test_the_workbook_holds_every_table_and_says_that_it_is_a_draft(
    office: Office, reports: dict[str, Report], tmp_path: Path
) -> None:
    report = reports[NEWER.code]
    before = office.register.head.seq
    path = leaving.save(office.register, report, tmp_path / "форма 37.xlsx")
    assert office.register.head.seq == before + 1
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == [*(f"Таблица {table.code}" for table in NEWER.tables), "О черновике"]
    rows = book.get_sheet_by_name("Таблица 2100").to_python()
    assert rows[0][3] == "Взято под наблюдение (гр. 4)"
    assert rows[11] == ["Итого", "11", "F10–F19", 10, 3, 8, 1, 22, "X", 1, 4]
    assert rows[1][8] == "в реестре не ведётся"
    about = "\n".join(f"{row[0]}: {row[1]}" for row in book.get_sheet_by_name("О черновике").to_python())
    assert "Какую редакцию требует Росстат за 2026 год, не подтверждено." in about
    assert "не утверждённый бланк" in about
    assert "Отчётный" not in str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])
    (newest, *_) = journal.listing(office.register, Wanted())
    assert newest.action == "Черновик формы с точными числами записан в файл"
    with office.register.read() as session:
        kept = session.query(ListExport).order_by(ListExport.id.desc()).first()
    assert kept is not None
    assert kept.rows == sum(len(book.get_sheet_by_name(name).to_python()) - 1 for name in book.sheet_names[:-1])


def test_a_draft_on_paper_is_the_same_each_time(office: Office, reports: dict[str, Report]) -> None:
    first, second = (printing.pdf(office.register, reports["form-11"]) for _ in range(2))
    assert first == second
    assert first.startswith(b"%PDF")
