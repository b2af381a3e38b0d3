"""The closed list of the municipal commission, held against the acts it comes from."""

import re
from datetime import date
from pathlib import Path

import pytest

from narcdesk.commission import policy
from narcdesk.commission.tables import Cell
from narcdesk.datafiles import DataFault
from narcdesk.dates import Period
from narcdesk.errors import NotFound
from tests.commission_samples import AGE, DIAGNOSIS, REMOVED, SEX, SUBSTANCE, municipal

# Section 2 of the plan approved by order 208-р of 3 August 2020, typed from the act.
TARGETS = {
    "included": {2021: 30, 2022: 33, 2023: 36, 2024: 40},
    "finished": {2021: 31, 2022: 32, 2023: 33, 2024: 35},
    "patronage": {2021: 36, 2022: 37, 2023: 38, 2024: 40},
    "sober": {2021: 16, 2022: 19, 2023: 22, 2024: 25},
}


def test_the_targets_are_those_of_the_act() -> None:
    assert {indicator.code: dict(indicator.targets) for indicator in municipal().indicators} == TARGETS
    assert "208-р" in municipal().plan_act
    assert "3 августа 2020" in municipal().plan_act


def test_the_tables_are_the_agreed_ones_and_no_other() -> None:
    assert [table.number for table in municipal().tables] == ["1", "2", "3", "4", "8"]


def test_no_table_has_more_than_two_dimensions() -> None:
    assert all(len(cell.at) <= 2 for cell in municipal().system.cells)


def test_the_closed_lists_are_as_agreed_and_missing_is_a_value() -> None:
    lists = {}
    for table in municipal().tables:
        for dimension in filter(None, (table.rows, table.columns)):
            lists[dimension.code] = tuple(dimension.values)
    assert lists == {"diagnosis": DIAGNOSIS, "sex": SEX, "age": AGE, "substance": SUBSTANCE}
    assert all("unknown" in values for values in lists.values())


def test_death_and_conviction_are_not_told_apart() -> None:
    titles = [m.title for m in municipal().measures.values() if re.search("смерт|осужд", m.title)]
    assert titles == ["Снято по другим причинам, в том числе смерть и осуждение"]


def test_the_number_at_the_end_is_one_cell_in_four_tables() -> None:
    holding = [table.number for table in municipal().tables if Cell("observed_end") in table.cells]
    assert holding == ["1", "2", "3", "4"]


def test_grounds_sum_to_all_removed_in_every_group() -> None:
    written = {str(relation) for relation in municipal().system.relations}
    for group in ("", *(f"[diagnosis={value}]" for value in DIAGNOSIS)):
        assert f"removed{group} = " + " + ".join(ground + group for ground in REMOVED) in written
        assert f"observed_start{group} + taken{group} = removed{group} + observed_end{group}" in written


def test_the_end_of_one_period_is_the_start_of_the_next() -> None:
    rules = municipal()
    for first, second in (("2025", "2026"), ("2026-Q1", "2026-Q2"), ("2025-12", "2026-01")):
        end = rules.ledger_key(Cell.parse("observed_end[sex=f]"), Period.parse(first))
        start = rules.ledger_key(Cell.parse("observed_start[sex=f]"), Period.parse(second))
        assert end == start
    assert rules.ledger_key(Cell("taken"), Period.parse("2025")) != rules.ledger_key(
        Cell("taken"), Period.parse("2026")
    )


def test_the_names_of_published_cells_are_all_different() -> None:
    rules, period = municipal(), Period.parse("2026-Q3")
    assert len({rules.ledger_key(cell, period) for cell in rules.system.cells}) == len(rules.system.cells)


def test_the_edition_in_force_is_found_by_day() -> None:
    assert policy.in_force("municipal", date(2026, 11, 21)).edition == "2026-1"
    with pytest.raises(NotFound):
        policy.in_force("municipal", date(2025, 12, 31))
    with pytest.raises(NotFound):
        policy.in_force("police", date(2026, 11, 21))


def test_a_policy_is_found_again_by_its_fingerprint() -> None:
    assert policy.by_fingerprint(municipal().fingerprint) == municipal()
    assert policy.by_fingerprint("0" * 64) is None


def _copy(folder: Path, change: tuple[str, str] = ("", ""), newline: str = "\n") -> None:
    folder.mkdir()
    for name in ("municipal.yaml", "plan-irkutsk-2021-2024.yaml"):
        text = (policy.FOLDER / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace(*change), encoding="utf-8", newline=newline)


def test_line_ends_do_not_change_the_fingerprint_but_words_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = municipal().fingerprint
    for name, change, newline, same in (
        ("как в Windows", ("", ""), "\r\n", True),
        ("другой план", ('"2024": 40', '"2024": 41'), "\n", False),
        ("другое слово", ("Мужчины", "Муж."), "\n", False),
    ):
        _copy(tmp_path / name, change, newline)
        monkeypatch.setattr(policy, "FOLDER", tmp_path / name)
        assert (policy.load("municipal.yaml").fingerprint == ours) is same


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("title: Взято за период", "title: =Взято"), "формулы"),
        (("m: Мужчины", "m: '@Мужчины'"), "формулы"),
        (("taken_first <= taken", "taken_first <= born"), "born"),
        (("taken_first <= taken", "taken_first taken"), "не прочитано"),
        (("columns: sex", "columns: court"), "court"),
        (("  base: 5 ", "  base: 5\n  bass: 7"), "bass"),
    ],
)
def test_a_slip_in_the_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: tuple[str, str], said: str
) -> None:
    _copy(tmp_path / "правила", change)
    monkeypatch.setattr(policy, "FOLDER", tmp_path / "правила")
    with pytest.raises(DataFault, match=said):
        policy.load("municipal.yaml")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ОГБУЗ «Районная больница»", "ОГБУЗ «Районная больница»"),
        ("=HYPERLINK(1)", "HYPERLINK(1)"),
        (" \u200b+7 000", "7 000"),
        ("\ufeff@SUM(A1)", "SUM(A1)"),
        ("|cmd", "cmd"),
        ("%0", "0"),
        ("'=1", "1"),
        ("--=1", "1"),
        ("a\r\n=b\tc", "a =b c"),
        ("слово\u202eоворот", "словооворот"),
        ("ы" * 500, "ы" * 200),
        ("\t \u00a0", ""),
    ],
)
def test_a_typed_text_becomes_harmless(typed: str, kept: str) -> None:
    assert policy.harmless(typed) == kept
    assert policy.harmless(kept) == kept
