"""The closed list of the municipal commission, held against the acts it comes from."""

import re
from datetime import date
from pathlib import Path

import pytest

from narcdesk.commission import catalogue, policy
from narcdesk.commission.tables import Cell
from narcdesk.datafiles import DataFault
from narcdesk.dates import Period
from narcdesk.errors import NotFound
from tests.commission_samples import (
    AGE,
    COURSE_KIND,
    DIAGNOSIS,
    DUTY_GROUND,
    EXAM_OUTCOME,
    FUNDING,
    NUMBERS,
    PROVIDER_FORM,
    REMISSION,
    REMOVED,
    SEX,
    SUBSTANCE,
    TALK_THEME,
    municipal,
)

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
    assert [table.number for table in municipal().tables] == list(NUMBERS)


def test_no_table_has_more_than_two_dimensions() -> None:
    assert all(len(cell.at) <= 2 for cell in municipal().system.cells)


def test_the_closed_lists_are_as_agreed_and_missing_is_a_value() -> None:
    lists = {}
    for table in municipal().tables:
        for dimension in filter(None, (table.rows, table.columns)):
            lists[dimension.code] = tuple(dimension.values)
    assert lists == {
        "diagnosis": DIAGNOSIS,
        "sex": SEX,
        "age": AGE,
        "substance": SUBSTANCE,
        "remission": REMISSION,
        "course_kind": COURSE_KIND,
        "provider_form": PROVIDER_FORM,
        "funding": FUNDING,
        "duty_ground": DUTY_GROUND,
        "exam_outcome": EXAM_OUTCOME,
        "talk_theme": TALK_THEME,
    }
    assert all("unknown" in values for values in lists.values())


def test_death_and_conviction_are_not_told_apart() -> None:
    measures = {measure.code: measure for table in municipal().tables for measure in table.measures}
    titles = [one.title for one in measures.values() if re.search("смерт|умер|осужд", one.title.lower())]
    assert titles == ["Снято по другим причинам, в том числе смерть и осуждение"]
    assert not any("death_cause" in dict(cell.at) for cell in municipal().system.cells)


def test_minors_are_told_by_one_sign_alone() -> None:
    of_minors = {cell for cell in municipal().system.cells if "minors" in cell.measure}
    assert {tuple(name for name, _ in cell.at) for cell in of_minors} == {(), ("substance",)}
    under_eighteen = {cell.at for cell in municipal().system.cells if dict(cell.at).get("age") == "0-17"}
    assert {tuple(name for name, _ in at) for at in under_eighteen} == {("age",), ("age", "diagnosis")}


def test_minors_under_observation_are_tied_to_the_table_of_ages() -> None:
    assert "minors_end = observed_end[age=0-17]" in {str(relation) for relation in municipal().system.relations}


def test_the_number_at_the_end_is_one_cell_in_five_tables() -> None:
    holding = [table.number for table in municipal().tables if Cell("observed_end") in table.cells]
    assert holding == ["1", "2", "3", "4", "7"]


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
    with pytest.raises(NotFound, match=r"31\.12\.2025") as told:  # of a computer whose clock is wrong, say
        policy.in_force("municipal", date(2025, 12, 31))
    assert "дату на компьютере" in told.value.do
    with pytest.raises(NotFound):
        policy.in_force("police", date(2026, 11, 21))


def test_cases_of_poisoning_are_tied_to_those_of_minors_and_no_substance_is_seen_to_be_all() -> None:
    written = {str(relation) for relation in municipal().system.relations}
    for substance in ("", *(f"[substance={value}]" for value in SUBSTANCE)):
        assert f"poisonings_minors{substance} <= poisonings{substance}" in written
    (table,) = (one for one in municipal().tables if one.code == "poisonings")
    assert "случаи, а не люди" in table.note
    for measure in ("poisonings", "poisonings_minors"):
        parts = {dict(part.at)["substance"] for part, whole in table.guarded if whole == Cell(measure)}
        assert parts == set(SUBSTANCE) - {"alcohol", "unknown"}


def test_a_policy_is_found_again_by_its_fingerprint() -> None:
    assert policy.by_fingerprint(municipal().fingerprint) == municipal()
    assert policy.by_fingerprint("0" * 64) is None


def _copy(folder: Path, change: tuple[str, str] = ("", ""), newline: str = "\n") -> None:
    folder.mkdir()
    for name in ("municipal.yaml", "catalogue.yaml", "plan-irkutsk-2021-2024.yaml"):
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
        (("observed_end[age=0-17]", "observed_end[age=0-16]"), "значения из dimensions"),
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
        ("Больница \u2800\u3164 1", "Больница 1"),
        ("\u115f\u1160\uffa0\U0001d159\u3164", ""),
        ("x\u0301\u0301\u034f\ufe0f\u20dd", "x"),
        ("и\u0306од", "йод"),
        ("\u1100\u034f\u1161", "가"),
    ],
)
def test_a_typed_text_becomes_harmless(typed: str, kept: str) -> None:
    assert catalogue.harmless(typed) == kept
    assert catalogue.harmless(kept) == kept


def test_what_recipients_name_is_no_recipient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _copy(tmp_path / "правила")
    monkeypatch.setattr(policy, "FOLDER", tmp_path / "правила")
    assert [one.recipient for one in policy.all_policies.__wrapped__()] == ["municipal"]


def test_a_table_that_the_catalogue_has_not_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _copy(tmp_path / "правила", ("tables: [movement, ", "tables: [movement, by_court, "))
    monkeypatch.setattr(policy, "FOLDER", tmp_path / "правила")
    with pytest.raises(DataFault, match="by_court"):
        policy.load("municipal.yaml")


def test_what_is_as_strict_is_the_policy_itself_and_what_is_stricter_is_made_once() -> None:
    rules = policy.load("municipal.yaml")
    assert rules.tightened(policy.Stricter()) is rules
    assert rules.tightened(policy.Stricter(k=rules.k, base=rules.base)) is rules
    stricter = rules.tightened(policy.Stricter(k=rules.k + 5))
    assert stricter.k == rules.k + 5 and stricter is not rules
    assert rules.tightened(policy.Stricter(k=rules.k + 5)) is stricter
    for k in range(100, 300):  # a stranger's batches may name what they like
        rules.tightened(policy.Stricter(k=k))
    assert len(rules._stricter) < 60
