"""The outsider with a linear solver: he finds what a careless table gives away, and nothing in ours."""

import random

from narcdesk.commission.risk import assess, recovered
from narcdesk.commission.rounding import round_counts
from narcdesk.commission.tables import Cell, Dimension, margins, tally
from tests.commission_samples import batch, municipal, people

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
