"""The outsider with a linear solver: he finds what a careless table gives away, and nothing in ours."""

import random
from dataclasses import replace

import pytest

from narcdesk.commission.batch import assemble
from narcdesk.commission.policy import Policy, Stricter
from narcdesk.commission.recovery import reconciled
from narcdesk.commission.risk import assess, attacked, recovered
from narcdesk.commission.rounding import round_counts
from narcdesk.commission.tables import Cell, Dimension, margins, tally
from narcdesk.dates import Period
from tests.commission_samples import OFFICE, SUBSTANCE, batch, municipal, people, rules_for

SEX = Dimension("sex", "Пол", {"m": "Мужчины", "f": "Женщины"})


def test_a_hidden_cell_beside_its_total_is_found() -> None:
    system = margins("n", [SEX])
    published = {Cell("n"): (10, 10), Cell.of("n", {"sex": "m"}): (8, 8)}
    women = Cell.of("n", {"sex": "f"})
    assert recovered(system, published, [women]) == {women: 2}


def test_a_window_that_only_one_whole_number_fits_is_found() -> None:
    system = margins("n", [SEX])
    windows = {Cell("n"): (0, 5), Cell.of("n", {"sex": "m"}): (4, 9)}
    women = Cell.of("n", {"sex": "f"})
    assert recovered(system, windows, [women]) == {}
    windows = {Cell("n"): (0, 4), Cell.of("n", {"sex": "m"}): (4, 9)}
    assert recovered(system, windows, [women]) == {women: 0}


def test_no_small_count_is_found_in_any_of_many_offices() -> None:
    rules = municipal()
    system, chance = rules.system, random.Random(1)
    for seed in range(25):
        exact = tally(system, people(seed, chance.choice([8, 40, 120, 300])))
        rounded = round_counts(system, exact, base=rules.base).values
        windows = {cell: (max(0, value - 4), value + 4) for cell, value in rounded.items()}
        small = [cell for cell, count in exact.items() if 0 < count < rules.k]
        assert small
        assert recovered(system, windows, small) == {}


def test_hiding_small_counts_instead_would_give_them_away() -> None:
    """Why counts are rounded and not merely hidden: the same outsider on the same office."""
    system = municipal().system
    exact = tally(system, people(1, 300))
    small = [cell for cell, count in exact.items() if 0 < count < 5]
    windows = {cell: (count, count) for cell, count in exact.items() if cell not in small}
    found = recovered(system, windows, small)
    assert found
    assert all(exact[cell] == value for cell, value in found.items())


def test_the_risks_are_told_one_sentence_each() -> None:
    said = assess(batch())
    assert set(said) == {"persons", "numbers", "rounding", "recovery", "indicators", "ledger"}
    assert all(sentence.endswith(".") for sentence in said.values())
    assert "скрыто: 1 из 4" in said["indicators"]


CORRECTED = {"2024-12-31 observed[age=0-17]": {5: 400}}  # of a register that was another one then
WHO = Cell.of("minors_taken", {"substance": "cannabinoids"})


def _seven_minors() -> tuple[dict[Cell, int], dict[str, dict[int, int]]]:
    """Six came by alcohol and one by cannabinoids; all but this and opioids was shown exactly."""
    counted, came = people(3, 60), ["alcohol"] * 6 + ["cannabinoids"]
    minor = {"diagnosis": "other", "sex": "m", "age": "0-17", "remission": "unknown"}
    for measure in ("taken", "observed_end", "minors_taken", "minors_end"):
        counted[measure] = [*counted[measure], *[{**minor, "substance": one} for one in came]]
    told = {f"2024 minors_taken[substance={one}]": {1: came.count(one)} for one in set(SUBSTANCE)}
    del told[f"2024 {WHO.code}"], told["2024 minors_taken[substance=opioids]"]
    return tally(municipal().widest.system, counted), told | {"2024 minors_taken": {1: 7}}


def _alone(rules: Policy, table: str) -> Policy:
    return rules.tightened(Stricter(left_out=tuple(one.code for one in rules.tables if one.code != table)))


@pytest.mark.parametrize("more", [{}, CORRECTED])
def test_what_left_of_another_register_blinds_nobody(more: dict[str, dict[int, int]]) -> None:
    """One number of old that nothing agrees with: all the rest is reckoned with as without it."""
    exact, told = _seven_minors()
    rules, period = _alone(municipal(), "minors"), Period.parse("2024")
    made = assemble(rules, period, exact, office=OFFICE, ledger=told | more)
    assert attacked(made) == {}
    said = replace(made, release=replace(made.release, counts={**made.release.counts, WHO: 5}))
    assert attacked(said) == {Cell(f"2024 {WHO.code}"): 1}


def test_a_number_may_not_tell_of_a_table_that_does_not_leave() -> None:
    """Nobody came by opioids, so no minor did."""
    exact, told = _seven_minors()
    rules, nobody = _alone(rules_for("regional"), "by_substance"), Cell.of("taken", {"substance": "opioids"})
    made = assemble(rules, Period.parse("2024"), exact, office=OFFICE, ledger=told)
    counts = dict.fromkeys(made.release.counts) | {nobody: 0}
    said = replace(made, release=replace(made.release, counts=counts, shares=(), exact=True))
    assert attacked(said)[Cell(f"2024 {WHO.code}")] == 1


def test_an_end_that_must_be_disbelieved_is_given_up_and_the_newest_last() -> None:
    total, men, women = Cell("n"), Cell.of("n", {"sex": "m"}), Cell.of("n", {"sex": "f"})
    system = margins("n", [SEX])
    agreeing = {total: (8, 12), men: (1, 9)}
    assert reconciled(system, agreeing) == agreeing
    windows = {total: (6, 14), men: (20, 24), women: (0, 4)}
    assert reconciled(system, windows) in (windows | {total: (6, None)}, windows | {men: (0, 24)})
    assert reconciled(system, windows, [total]) == windows | {men: (0, 24)}
    assert reconciled(system, windows, [men]) == windows | {total: (6, None)}
