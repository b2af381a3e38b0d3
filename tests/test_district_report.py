"""The office's own report: exact figures beside those of a year before, worked out by hand, and who is behind them."""

from collections.abc import Iterator
from datetime import date

import pytest

from narcdesk import journal
from narcdesk.commission import counting, district
from narcdesk.commission.district import Behind, DistrictReport, Number
from narcdesk.commission.tables import Cell
from narcdesk.dates import Period
from narcdesk.errors import UserError
from narcdesk.forms import papers, sheets
from narcdesk.journal import Wanted
from tests.counted_office import QUARTER
from tests.counted_tables import TableOffice, table_office
from tests.papers import one_line, text_of

PERIOD = Period.parse(QUARTER)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TableOffice]:
    made = table_office(tmp_path_factory.mktemp("отчёт") / "реестр")
    yield made
    made.register.close()


@pytest.fixture(scope="module")
def report(lived: TableOffice) -> DistrictReport:
    return district.draw_up(lived.register, PERIOD)


def number(report: DistrictReport, cell: str) -> Number:
    return next(one for part in report.parts for one in part.numbers if one.cell.code == cell)


@pytest.mark.parametrize(
    ("cell", "now", "before", "change"),
    [  # nine of the persons were taken on 10.01.2025, within the quarter of a year before
        ("minors_taken[substance=opioids]", 1, "2", "−1"),
        ("minors_taken[substance=cannabinoids]", 1, "3", "−2"),
        ("minors_start", 5, "0", "+5"),
        ("minors_end", 3, "5", "−2"),
        ("minors_grown", 2, "0", "+2"),
        ("observed_end[diagnosis=alcohol_dependence]", 5, "5", "0"),
        ("observed_end[diagnosis=alcohol_dependence,remission=over_24]", 1, "0", "+1"),
        ("poisonings[substance=alcohol]", 2, "0", "+2"),
        ("died[death_cause=overdose]", 1, "0", "+1"),
        ("courses_started", 6, "0", "+6"),
        ("prevention_heads[talk_theme=prevention]", 35, "0", "+35"),
    ],
)
def test_a_number_stands_beside_that_of_a_year_before(
    report: DistrictReport, cell: str, now: int, before: str, change: str
) -> None:
    found = number(report, cell)
    assert (found.now, found.before, found.change) == (now, before, change)


def test_all_tables_of_the_list_are_there(report: DistrictReport) -> None:
    numbers = ["1", "2", "3", "4", "5", "6", "6.1", "7", "8", "8.1", "8.2", "8.3", "9", "10", "11"]
    assert [part.number for part in report.parts] == numbers
    assert report.earlier.label == "I квартал 2025 года"
    assert (number(report, "examinations").group, number(report, "examinations").what) == ("", "Всего")
    assert number(report, "taken[diagnosis=drug_dependence]").group == "Наркомания"


def test_what_the_comparison_is_worth_is_said(lived: TableOffice, report: DistrictReport) -> None:
    assert report.doubt == "Сравнение неполное: реестр ведётся с 10.01.2025."
    older = district.draw_up(lived.register, Period.parse("2025-Q1"))
    assert older.doubt == "Сравнить не с чем: реестр ведётся с 10.01.2025."
    assert (number(older, "taken").before, number(older, "taken").change) == ("—", "—")
    assert district.draw_up(lived.register, Period.parse("2026-Q2")).doubt == ""


def test_a_period_that_goes_on_is_not_reported(lived: TableOffice) -> None:
    with pytest.raises(UserError, match="не закончился"):
        district.draw_up(lived.register, Period.parse("2026-07"))
    offered = [period.code for period in district.periods(lived.register)]
    assert offered[:3] == ["2026-Q2", "2026-06", "2026-05"]
    assert {"2025", "2024", "2023", "2025-Q1"} <= set(offered)
    assert not {"2026", "2026-Q3", "2026-07", "2024-Q4"} & set(offered)


def test_a_number_opens_its_people_and_that_is_journalled(lived: TableOffice) -> None:
    names = {number: nickname for nickname, number in lived.ids.items()}
    people = district.behind(lived.register, Cell("courses_started"), PERIOD)
    assert {names[one.patient_id] for one in people} == {"полгода", "год", "два года", "сорвавшийся", "дошедший"}
    before = lived.register.head.seq
    page = district.explained(lived.register, people)
    assert lived.register.head.seq == before + 1
    because = {names[one.patient_id]: one.because for one in page}
    assert because["сорвавшийся"] == "Начато курсов: 05.01.2026, 26.01.2026"
    (newest, *_) = journal.listing(lived.register, Wanted(card_number=page[0].card_number))
    assert newest.seq == before + 1
    assert [one.full_name for one in page] == sorted(one.full_name for one in page)


def test_a_stock_says_since_when_and_a_birthday_nothing_more(lived: TableOffice) -> None:
    (one,) = district.behind(lived.register, Cell.parse("minors_end[substance=other]"), PERIOD)
    assert one == Behind(lived.ids["новенький"], "Состоит на конец периода, с 15.01.2026")
    grown = district.behind(lived.register, Cell("minors_grown"), PERIOD)
    assert {one.because for one in grown} == {"Исполнилось 18 лет"}


def test_what_has_no_names_says_so(lived: TableOffice, report: DistrictReport) -> None:
    shown = {one.cell.measure: one for part in report.parts for one in part.numbers}
    with lived.register.read() as session:
        found = counting.sources(session, PERIOD)
        for measure, one in shown.items():
            facts = list(found[measure].facts(session))
            assert one.has_people is not any(fact.person is None for fact in facts), measure
    assert district.behind(lived.register, Cell("prevention_talks"), PERIOD) == []


def test_the_paper_says_whose_it_is_and_leaves_out_what_never_was(lived: TableOffice, report: DistrictReport) -> None:
    rows = district.contents(report)["numbers"]
    of_exams = [row for row in rows if row["table"].startswith("Таблица 10.")]
    assert len(of_exams) == 1
    at = rows.index(of_exams[0])
    assert rows[at + 1]["note"] == "Считаются освидетельствования, а не люди."
    assert [(row["what"], row["now"]) for row in rows[at + 2 : at + 6]] == [
        ("Употребление подтверждено", "2"),
        ("Употребление не подтверждено", "1"),
        ("Отказ от освидетельствования", "1"),
        ("Всего", "4"),
    ]
    assert not any(row["group"] == "Токсикомания" for row in rows[:10])  # nobody, neither now nor then
    paper = sheets.prepare(lived.register, "otchet_kabineta", district.contents(report))
    said = one_line(text_of(papers.pdf(lived.register, [paper])))
    for part in (
        "за I квартал 2026 года в сравнении с тем же периодом прошлого года (I квартал 2025 года)",
        "Для служебного пользования внутри кабинета: в комиссию уходит только обезличенная выгрузка",
        "Сравнение неполное: реестр ведётся с 10.01.2025.",
        "Таблица 6. Острые отравления, известные кабинету Считаются случаи, а не люди, и только по картам кабинета",
        "Таблица 6.1. Смерти, известные кабинету",
        "Исполнилось 18 лет",
    ):
        assert part in said
    assert not any(nickname in said for nickname in ("Канарейкин", "взрослеющий"))
    assert date(2026, 7, 20) == paper.made_on
