"""A list of the region against a real register: proposed, looked at, applied as one act, and only what it tells."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
import xlsxwriter

from narcdesk import office_profile, providers, schema, taking_back
from narcdesk.audit import AuditEntry
from narcdesk.errors import Invalid
from narcdesk.providers import ProviderFact
from narcdesk.register import Register
from narcdesk.registry import applying, columns
from narcdesk.spreadsheets.grid import BadList
from tests import factories
from tests.factories import Clock
from tests.statements import sent

HEADER = ["Наименование", "ИНН", "Телефон", "Мест всего", "Включена по"]
PIER = ["АНО «Причал»", "0400000005", "+7 (000) 100-00-01", "20", "31.12.2027"]
STEP = ["АНО «Шаг»", "", "+7 (000) 100-00-02", "15", "бессрочно"]
FORD = ["Фонд «Брод»", "", "", "8", ""]


def written(folder: Path, *rows: Sequence[str], name: str = "Список области.csv", heading: str = "") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerows([[heading]] * bool(heading))
        writer.writerows(rows)
    return path


def taken(register: Register, path: Path) -> applying.Proposal:
    proposal = applying.propose(register, path)
    applying.apply(register, proposal)
    return proposal


def names(register: Register) -> list[str]:
    return [one.name for one in providers.find(register)]


def named(register: Register, text: str) -> providers.ProviderView:
    (found,) = providers.find(register, text, open_only=False)
    return found


def test_nothing_changes_until_it_is_applied(register: Register, tmp_path: Path) -> None:
    before = register.head
    proposal = applying.propose(register, written(tmp_path, HEADER, PIER, STEP))
    assert proposal.counts()["new"] == 2
    assert names(register) == []
    assert register.head == before


def test_a_first_list_brings_everybody_as_one_act(register: Register, tmp_path: Path) -> None:
    before = register.head.seq
    taken(register, written(tmp_path, HEADER, PIER, STEP))
    assert names(register) == ["АНО «Причал»", "АНО «Шаг»"]
    pier = named(register, "причал")
    assert pier.value("inn") == "0400000005"
    assert pier.value("phones") == ["+70001000001"]
    assert pier.value("places_total") == 20
    assert pier.value("included_to") == "2027-12-31"
    with register.read() as session:
        actions = session.scalars(sa.select(AuditEntry.action).where(AuditEntry.seq > before)).all()
    assert actions == ["providers.take_list"]
    assert schema.check(register) == []


def test_every_fact_knows_its_file_day_and_act(register: Register, tmp_path: Path) -> None:
    heading = "Реестр, утверждён приказом министерства от 02.02.2026 № 17-у"
    taken(register, written(tmp_path, HEADER, PIER, heading=heading))
    with register.read() as session:
        (source,) = session.scalars(sa.select(providers.ProviderSource)).all()
    assert source.title == "Список области"
    assert source.act == "приказом министерства от 02.02.2026 № 17-у"
    assert source.as_of == date(2026, 2, 2)
    assert source.taken_on == factories.DAY
    assert len(source.file_sha256) == 64
    assert named(register, "причал").facts["inn"].as_of == date(2026, 2, 2)


def test_an_act_of_the_future_dates_no_fact(register: Register, tmp_path: Path) -> None:
    heading = "Реестр, утверждён приказом министерства от 02.02.2027 № 17-у"
    taken(register, written(tmp_path, HEADER, PIER, heading=heading))
    assert named(register, "причал").facts["inn"].as_of == factories.DAY


def test_a_newer_list_changes_closes_and_opens_again(register: Register, tmp_path: Path, clock: Clock) -> None:
    taken(register, written(tmp_path, HEADER, PIER, STEP))
    clock.go(date(2026, 6, 1))
    fuller = [*PIER[:3], "24", PIER[4]]
    second = taken(register, written(tmp_path, HEADER, fuller, FORD, name="Список 2.csv"))
    counts = second.counts()
    assert [counts[what] for what in ("new", "changed", "gone", "unchanged")] == [1, 1, 1, 0]
    assert names(register) == ["АНО «Причал»", "Фонд «Брод»"]
    assert named(register, "шаг").closed_on == date(2026, 6, 1)
    pier = named(register, "причал")
    assert [fact.value for fact in providers.fact_history(register, pier.id, "places_total")] == [24, 20]

    clock.go(date(2026, 9, 1))
    third = taken(register, written(tmp_path, HEADER, fuller, FORD, STEP, name="Список 3.csv"))
    assert third.counts()["changed"] == 1
    assert named(register, "шаг").closed_on is None
    assert schema.check(register) == []


def test_what_a_newer_list_says_again_is_as_fresh_as_it(register: Register, tmp_path: Path, clock: Clock) -> None:
    taken(register, written(tmp_path, HEADER, PIER, STEP))
    clock.go(date(2026, 6, 1))
    newer = taken(register, written(tmp_path, HEADER, PIER, STEP, name="Список 2.csv", heading="На июнь"))
    assert newer.difference.is_empty
    facts = named(register, "причал").facts
    assert {fact.as_of for fact in facts.values()} == {date(2026, 6, 1)}
    assert {fact.source for fact in facts.values()} == {"Список 2"}
    told = providers.fact_history(register, named(register, "причал").id, "inn")
    assert [fact.as_of for fact in told] == [date(2026, 6, 1), factories.DAY]


def test_the_same_file_read_later_makes_nothing_fresher(register: Register, tmp_path: Path, clock: Clock) -> None:
    path = written(tmp_path, HEADER, PIER)
    taken(register, path)
    clock.go(date(2026, 6, 1))
    providers.note_call(register, named(register, "причал").id, {"places_total": "30"}, "Орлова")
    clock.go(date(2026, 6, 2))
    taken(register, path)  # it says 20 again, and a person confirmed that
    facts = named(register, "причал").facts
    assert facts["inn"].as_of == factories.DAY
    assert (facts["places_total"].value, facts["places_total"].as_of) == (20, date(2026, 6, 2))


def test_of_two_lists_of_one_day_only_what_differs_is_written(register: Register, tmp_path: Path) -> None:
    taken(register, written(tmp_path, HEADER, PIER))
    taken(register, written(tmp_path, HEADER, [*PIER[:3], "24", PIER[4]]))
    with register.read() as session:
        kinds = session.scalars(sa.select(ProviderFact.kind).where(ProviderFact.source_id == 2)).all()
    assert kinds == ["places_total"]


def test_the_source_may_be_told_by_hand(register: Register, tmp_path: Path) -> None:
    proposal = applying.propose(register, written(tmp_path, HEADER, PIER))
    told = {"title": " Список с сайта  области ", "as_of": date(2026, 1, 15), "act": "приказ № 3"}
    applying.apply(register, proposal, **told)  # type: ignore[arg-type]
    fact = named(register, "причал").facts["inn"]
    assert (fact.source, fact.as_of) == ("Список с сайта области", date(2026, 1, 15))
    with register.read() as session:
        assert session.scalars(sa.select(providers.ProviderSource.act)).all() == ["приказ № 3"]


def test_a_source_that_cannot_be_is_refused(register: Register, tmp_path: Path) -> None:
    proposal = applying.propose(register, written(tmp_path, HEADER, PIER))
    with pytest.raises(Invalid) as refused:
        applying.apply(register, proposal, title=" ", as_of=date(2026, 3, 17))
    assert [problem.field for problem in refused.value.problems] == ["title", "as_of"]
    assert names(register) == []


def test_a_list_of_a_part_need_not_close_the_others(register: Register, tmp_path: Path) -> None:
    taken(register, written(tmp_path, HEADER, PIER, STEP))
    part = applying.propose(register, written(tmp_path, HEADER, PIER, name="Только город.csv"))
    assert [known.name for known in part.difference.gone] == ["АНО «Шаг»"]
    applying.apply(register, part, close_gone=False)
    assert names(register) == ["АНО «Причал»", "АНО «Шаг»"]


def test_a_column_that_the_list_lacks_leaves_what_is_known(register: Register, tmp_path: Path) -> None:
    taken(register, written(tmp_path, HEADER, PIER))
    taken(register, written(tmp_path, HEADER[:2], PIER[:2]))
    assert named(register, "причал").value("places_total") == 20


def test_the_same_list_again_is_no_act(register: Register, tmp_path: Path) -> None:
    path = written(tmp_path, HEADER, PIER, STEP)
    taken(register, path)
    before = register.head
    proposal = applying.propose(register, path)
    assert proposal.counts()["unchanged"] == 2
    assert applying.apply(register, proposal) is None
    assert register.head == before


def test_a_cell_nobody_understands_is_an_error_and_the_row_is_read(register: Register, tmp_path: Path) -> None:
    proposal = taken(register, written(tmp_path, HEADER, [*PIER[:3], "сколько-то", PIER[4]]))
    ((row, column),) = {(error["row"], error["column"]) for error in proposal.errors}
    assert (row, column) == (2, "Мест всего")
    assert proposal.counts()["rows"][0]["places_total"] is None
    assert any("Мест всего" in sentence for sentence in proposal.sentences())
    assert named(register, "причал").value("places_total") is None


def test_what_is_no_list_is_refused(register: Register, tmp_path: Path) -> None:
    with pytest.raises(BadList):
        applying.propose(register, tmp_path / "нет такого.csv")


def test_of_several_sheets_the_one_with_most_of_our_columns_is_the_list(register: Register, tmp_path: Path) -> None:
    path = tmp_path / "Книга области.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Пояснения").write_column(0, 0, ["Наименование", "Что здесь лежит"])
        sheet = book.add_worksheet("Реестр")
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, PIER)
    proposal = taken(register, path)
    assert names(register) == ["АНО «Причал»"]
    assert "Лист «Пояснения» не прочитан." in proposal.sentences()


# An older list after a newer one

NEW_PIER = [*PIER[:2], "+7 (000) 100-00-09", "24", PIER[4]]


@pytest.mark.parametrize(
    ("heading", "name", "day"),
    [
        ("Реестр поставщиков по состоянию на 01.02.2024", "Список.csv", date(2024, 2, 1)),
        ("Реестр по состоянию на «1» февраля 2024 года", "Список.csv", date(2024, 2, 1)),
        ("Сведения на 01.02.2024 г.", "Список на 05.03.2025.csv", date(2024, 2, 1)),
        ("Утверждён приказом от 09.01.2024 № 5, сведения на 01.02.2024", "Список.csv", date(2024, 2, 1)),
        ("Реестр поставщиков", "Список на 05.03.2025.csv", date(2025, 3, 5)),
        ("Реестр поставщиков", "реестр_2025-03-05.csv", date(2025, 3, 5)),
        ("Реестр с 01.01.2025 по 05.03.2025", "с 01.01.2025 по 05.03.2025.csv", factories.DAY),
        ("Реестр поставщиков на 01.02.2030", "Список.csv", factories.DAY),
        ("Реестр поставщиков на 31.02.2024", "Список.csv", factories.DAY),
    ],
)
def test_the_list_says_of_which_day_it_is(
    register: Register, tmp_path: Path, heading: str, name: str, day: date
) -> None:
    proposal = applying.propose(register, written(tmp_path, HEADER, PIER, name=name, heading=heading))
    assert proposal.as_of == day


def test_the_day_may_stand_under_the_table(register: Register, tmp_path: Path) -> None:
    proposal = applying.propose(register, written(tmp_path, HEADER, PIER, ["По состоянию на 01.02.2024"]))
    assert proposal.as_of == date(2024, 2, 1)


def test_a_list_without_a_day_says_so(register: Register, tmp_path: Path) -> None:
    said = applying.propose(register, written(tmp_path, HEADER, PIER)).sentences()
    assert said[0] == "Сведения на 16.03.2026: в файле дата не названа, взят сегодняшний день."
    dated = applying.propose(register, written(tmp_path, HEADER, PIER, heading="Реестр на 01.02.2024"))
    assert dated.sentences()[0] == "Сведения на 01.02.2024."


@pytest.fixture
def newer(register: Register, tmp_path: Path) -> Register:
    """A register that took a list of October; «Шаг» left it."""
    taken(register, written(tmp_path, HEADER, PIER, STEP, name="начало.csv", heading="на 01.02.2025"))
    taken(register, written(tmp_path, HEADER, NEW_PIER, FORD, name="октябрь.csv", heading="на 01.10.2025"))
    return register


def test_an_older_list_never_replaces_what_is_known_from_later(newer: Register, tmp_path: Path) -> None:
    path = written(tmp_path, HEADER, [*PIER[:4], "31.12.2026"], STEP, name="старый.csv", heading="на 01.03.2025")
    proposal = applying.propose(newer, path)
    assert proposal.difference.sentences() == [
        "Новых: 0, изменившихся: 0, без изменений: 2, нет в списке: 0.",
        "Уже внесён список новее, на 01.10.2025: этот никого не исключит и не вернёт.",
        "Старее, чем в реестре: не внесено (строка 3): АНО «Причал» — Телефоны: в списке «+70001000001», "
        "в реестре на 01.10.2025 «+70001000009».",
        "Старее, чем в реестре: не внесено (строка 3): АНО «Причал» — Мест всего: в списке «20», "
        "в реестре на 01.10.2025 «24».",
        "Старее, чем в реестре: не внесено (строка 3): АНО «Причал» — В реестре по: в списке 31.12.2026, "
        "в реестре на 01.10.2025 31.12.2027.",
    ]
    applying.apply(newer, proposal)
    facts = named(newer, "причал").facts
    assert (facts["phones"].value, facts["places_total"].value) == (["+70001000009"], 24)
    assert facts["phones"].as_of == date(2025, 10, 1)
    assert named(newer, "шаг").closed_on is not None
    assert named(newer, "брод").closed_on is None


def test_the_person_may_decide_for_the_older_list(newer: Register, tmp_path: Path) -> None:
    path = written(tmp_path, HEADER, PIER, STEP, name="старый.csv", heading="на 01.03.2025")
    proposal = applying.propose(newer, path)
    applying.apply(newer, proposal.on(proposal.as_of, over_newer=True))
    facts = named(newer, "причал").facts
    assert (facts["places_total"].value, facts["places_total"].as_of) == (20, date(2025, 3, 1))
    assert named(newer, "шаг").closed_on is None
    assert named(newer, "брод").closed_on == factories.DAY


def test_a_day_told_by_hand_compares_the_list_anew(newer: Register, tmp_path: Path) -> None:
    path = written(tmp_path, HEADER, PIER, name="без даты.csv")
    proposal = applying.propose(newer, path)
    assert len(proposal.difference.changed) == 1
    applying.apply(newer, proposal, as_of=date(2025, 3, 1))
    assert named(newer, "причал").value("places_total") == 24
    applying.apply(newer, proposal, as_of=date(2025, 10, 2))
    assert named(newer, "причал").value("places_total") == 20


def test_a_fact_told_only_by_the_older_list_is_taken(newer: Register, tmp_path: Path) -> None:
    header = [*HEADER, "Руководитель"]
    path = written(tmp_path, header, [*PIER, "Орлова О. О."], name="старый.csv", heading="на 01.03.2025")
    taken(newer, path)
    facts = named(newer, "причал").facts
    assert (facts["head"].value, facts["head"].as_of) == ("Орлова О. О.", date(2025, 3, 1))


def test_a_call_of_today_is_not_undone_by_the_list_of_yesterday(register: Register, tmp_path: Path) -> None:
    taken(register, written(tmp_path, HEADER, PIER, heading="на 01.02.2025"))
    providers.note_call(register, named(register, "причал").id, {"places_total": "30"}, "Орлова")
    taken(register, written(tmp_path, HEADER, NEW_PIER, name="октябрь.csv", heading="на 01.10.2025"))
    facts = named(register, "причал").facts
    assert (facts["places_total"].value, facts["phones"].value) == (30, ["+70001000009"])


# What is not read


def test_every_column_that_is_not_read_is_named(register: Register, tmp_path: Path) -> None:
    header = ["№", *HEADER, "Тариф", "Реквизиты", "", ""]
    path = written(tmp_path, header, ["1", *PIER, "нет", "есть", "что-то", ""])
    assert applying.propose(register, path).notes == ("Не прочитаны столбцы: «Тариф», «Реквизиты», «столбец 9».",)


def test_columns_are_read_as_the_region_s_last_list_was_and_an_undo_forgets_them(
    register: Register, tmp_path: Path
) -> None:
    path = written(tmp_path, ["Кто", "Куда звонить"], ["АНО «Причал»", "+7 (000) 100-00-01"])
    with pytest.raises(BadList):
        applying.propose(register, path)
    file = columns.open_list(path)
    mapping = columns.propose(file.grids[0], header_row=1).with_column("name", 0).with_column("phones", 1)
    applying.apply(register, applying.proposal_of(register, file, file.grids[0], mapping))
    step = register.last
    next_list = written(
        tmp_path, ["Телефон", "Куда звонить", "Наименование", "Кто"], ["-", "8 (000) 100-00-02", "1", "АНО «Шаг»"]
    )
    (row,) = applying.propose(register, next_list).rows
    assert (row.name, row.phones) == ("АНО «Шаг»", ("+70001000002",))
    assert step is not None
    taking_back.take_back(register, step)
    assert office_profile.list_columns(register) == {}


def test_a_header_of_two_lines_loses_nothing(register: Register, tmp_path: Path) -> None:
    path = tmp_path / "реестр.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Реестр")
        sheet.merge_range("A1:A2", "Наименование")
        sheet.merge_range("B1:C1", "Реквизиты")
        sheet.merge_range("D1:F1", "Места")
        sheet.write_row("B2", ["ИНН", "ОГРН", "всего", "муж", "жен"])
        sheet.write_row("A3", ["АНО «Исток»", "0400000005", "1020400000004", 24, 18, 6])
    (row,) = applying.propose(register, path).rows
    assert (row.inn, row.ogrn) == ("0400000005", "1020400000004")
    assert (row.places_total, row.places_men, row.places_women) == (24, 18, 6)


def test_what_is_not_applied_is_not_told_as_done(register: Register, tmp_path: Path) -> None:
    header = ["Наименование", "Мест", "Мест муж.", "Мест жен."]
    path = written(tmp_path, header, ["АНО «Причал»", "10", "8", "6"], ["АНО «Шаг»", "много", "", ""])
    proposal = applying.propose(register, path)
    before, after = proposal.sentences(applied=False), proposal.sentences()
    assert [line for line in before if line.startswith(("Не внесено", "Внесено"))] == []
    assert (
        sum(line.startswith(("Не будет внесено: строка 3", "Будет внесено, проверьте: строка 2")) for line in before)
        == 2
    )
    assert sum(line.startswith(("Не внесено: строка 3", "Внесено, проверьте: строка 2")) for line in after) == 2


def test_a_list_of_many_is_written_by_no_more_statements_than_one_of_few(register: Register, tmp_path: Path) -> None:
    for first, last in ((1, 10), (11, 410)):
        rows = [[f"АНО «Причал {number}»", "", "", "5", ""] for number in range(first, last)]
        proposal = applying.propose(register, written(tmp_path, HEADER, *rows))
        with sent(register) as statements:
            applying.apply(register, proposal, close_gone=False)
        assert sum(one.startswith("INSERT INTO provider_facts") for one in statements) == 1
        assert len(statements) < 20
    assert len(providers.find(register)) == 408
    (last_one,) = providers.find(register, "Причал 409")
    assert [last_one.value(kind) for kind in ("name", "places_total")] == ["АНО «Причал 409»", 5]
    assert schema.check(register) == []
