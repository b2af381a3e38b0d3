"""Exact beside published: what is hidden and why, whose plan is shown, and what the office sees before it leaves."""

from datetime import date
from fractions import Fraction

import pytest

from narcdesk.commission.batch import Batch, Target, assemble, percent, preview
from narcdesk.commission.periods import check_period
from narcdesk.commission.tables import Cell, tally
from narcdesk.dates import Period
from narcdesk.errors import Invalid, UserError
from tests.commission_samples import NUMBERS, OFFICE, batch, municipal, people


def _with(numerator: int, denominator: int, year: str = "2024", **given: object) -> Batch:
    """A batch whose third indicator is `numerator` of `denominator`."""
    counted = people(1, 300)
    counted["patronage_covered"] = [{}] * numerator
    counted["graduates_sober"] = [{}] * denominator
    rules = municipal()
    exact = tally(rules.system, counted)
    return assemble(rules, Period.parse(year), exact, office=OFFICE, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("numerator", "denominator", "hidden"),
    [
        (5, 20, ""),
        (8, 19, "small_base"),
        (0, 0, "small_base"),
        (4, 20, "small_group"),
        (0, 40, "small_group"),
        (16, 20, "small_group"),
        (40, 40, "small_group"),
        (15, 20, ""),
        (35, 40, ""),
    ],
)
def test_an_indicator_on_few_people_is_hidden_with_its_reason(numerator: int, denominator: int, hidden: str) -> None:
    made = _with(numerator, denominator)
    share = made.release.shares[2]
    assert share.hidden == hidden
    shown = (share.numerator, share.denominator, share.percent)
    assert (shown == (None, None, None)) is bool(hidden)
    if hidden == "small_base":
        assert share.remark(municipal(), made.release.period) == "скрыто: в основании показателя меньше 20 человек"
    # What is hidden is not remembered as published either.
    assert ("2024 graduates_sober" in made.ledger) is not bool(hidden)


def test_a_percentage_follows_from_what_is_shown() -> None:
    share = _with(13, 41).release.shares[2]
    assert (share.numerator, share.denominator, share.percent) == (15, 40, 38)


def test_percentages_round_a_half_up() -> None:
    for numerator in range(0, 100, 5):
        for denominator in range(20, 200, 5):
            exact = Fraction(100 * numerator, denominator)
            assert percent(numerator, denominator) - Fraction(1, 2) <= exact < percent(numerator, denominator) + 1


def test_the_plan_of_its_year_is_shown_with_its_act() -> None:
    shares = batch(period="2022").release.shares
    assert [share.target.percent for share in shares if share.target] == [33, 32, 37, 19]
    assert all(share.target and "208-р" in share.target.act for share in shares)
    assert [share.target.percent for share in batch(period="2023-Q2").release.shares if share.target] == [
        36,
        33,
        38,
        22,
    ]


def test_a_year_without_a_plan_says_so() -> None:
    release = batch(period="2025").release
    for share in release.shares:
        assert share.target is None
        assert "план на год не задан" in share.remark(municipal(), release.period)


@pytest.mark.parametrize(("period", "is_part"), [("2023", False), ("2023-Q2", True), ("2023-07", True)])
def test_a_part_of_a_year_is_not_held_against_the_yearly_plan(period: str, is_part: bool) -> None:
    release = batch(period=period).release
    remarks = [share.remark(municipal(), release.period) for share in release.shares]
    assert ["план годовой, с кварталом и месяцем не сравнивается" in remark for remark in remarks] == [is_part] * 4


def test_the_office_may_set_a_plan_where_there_is_none() -> None:
    own = {"included": Target(45, "=Распоряжение\n№ 5-р"), "sober": Target(30, "Распоряжение № 5-р")}
    shares = batch(period="2026-Q1", targets=own).release.shares
    assert shares[0].target == Target(45, "Распоряжение № 5-р")
    assert shares[1].target is None
    # An act in force is not overruled.
    assert batch(period="2024", targets=own).release.shares[0].target == Target(40, municipal().plan_act)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"office": " \t"}, "office"),
        ({"targets": {"included": Target(101, "Акт")}}, "targets.included"),
        ({"targets": {"included": Target(50, "==")}}, "targets.included"),
    ],
)
def test_what_was_typed_wrong_is_named(given: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        batch(**given)  # type: ignore[arg-type]
    assert [problem.field for problem in caught.value.problems] == [field]


def test_each_batch_has_a_number_of_its_own() -> None:
    first, second = batch(batch_id=""), batch(batch_id="")
    assert first.release.batch_id != second.release.batch_id
    assert len(first.release.batch_id) == 32


def test_the_next_period_starts_where_the_last_one_ended() -> None:
    first = batch(seed=4, period="2026-Q1")
    ended = people(4, 300)["observed_end"]
    counted = people(5, 300)
    counted["observed_start"] = ended
    counted["observed_end"] = [*ended, *counted["taken"]]
    counted["removed"] = []
    for ground in ("recovery", "moved", "refused", "other", "unknown"):
        counted[f"removed_{ground}"] = []
    flows = {"start": "observed_start", "taken": "taken", "removed": "removed", "end": "observed_end"}
    for name, flow in flows.items():
        counted[f"minors_{name}"] = [one for one in counted[flow] if one["age"] == "0-17"]
    for stock, came in (("courses", "started"), ("duties", "received")):
        counted[f"{stock}_start"] = people(4, 300)[f"{stock}_end"]
        counted[f"{stock}_end"] = [*counted[f"{stock}_start"], *counted[f"{stock}_{came}"]]
    for nobody in ("courses_completed", "courses_broken", "courses_transferred", "completed", "broken_off"):
        counted[nobody] = []
    for nobody in ("came", "started", "evaded", "finished", "stopped"):
        counted[f"duties_{nobody}"] = []
    rules = municipal()
    exact = tally(rules.system, counted)
    second = assemble(rules, Period.parse("2026-Q2"), exact, office=OFFICE, ledger=first.ledger)
    for cell, value in second.release.counts.items():
        if cell.measure == "observed_start":
            assert value == first.release.counts[Cell("observed_end", cell.at)]
    assert not rules.system.broken_by(second.rounded.values)


def test_a_corrected_register_does_not_change_what_was_published() -> None:
    first = batch(seed=6)
    again = batch(seed=7, ledger=first.ledger)
    assert again.release.counts == first.release.counts
    assert again.release.widened
    assert again.exact != first.exact


def test_the_office_sees_exact_and_published_side_by_side() -> None:
    made = batch()
    tables = list(preview(made))
    titles = [table.title.split(". ")[0] for table in tables]
    assert titles == ["Показатели плана", *(f"Таблица {number}" for number in (*NUMBERS, "12"))]
    counted = people(1, 300)
    by_sex = next(table for table in tables if table.title.startswith("Таблица 2"))
    total = by_sex.lines[-1]
    assert total.title == "Всего"
    men = sum(one["sex"] == "m" for one in counted["observed_end"])
    assert (total.exact[0], total.exact[-1]) == (men, len(counted["observed_end"]))
    assert all(abs(exact - (shown or 0)) < 5 for exact, shown in zip(total.exact, total.published, strict=True))
    hidden = [line for line in tables[0].lines if line.published == (None, None)]
    assert all(line.remark for line in hidden)
    assert all(len(line.exact) == len(table.header) for table in tables for line in table.lines)


def test_a_period_must_be_over_and_apart_from_the_others() -> None:
    quarter, year = Period.parse("2026-Q3"), Period.parse("2026")
    first = date(2026, 9, 30)
    check_period(quarter, date(2026, 10, 1), first, [Period.parse("2026-Q2"), quarter])
    with pytest.raises(UserError, match="не закончился"):
        check_period(quarter, date(2026, 9, 30), first, [])
    with pytest.raises(UserError, match="пересекается"):
        check_period(year, date(2027, 1, 1), first, [quarter])
    with pytest.raises(UserError, match=r"начинается с 01.10.2026"):
        check_period(quarter, date(2027, 1, 1), date(2026, 10, 1), [])
