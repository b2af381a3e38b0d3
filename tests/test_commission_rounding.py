"""Controlled rounding: the best answer there is, additive over all tables at once, and the same every time."""

import itertools
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narcdesk.commission.rounding import LedgerDisagrees, round_counts
from narcdesk.commission.tables import Cell, CountsDisagree, Dimension, Relation, System, margins, tally
from tests.commission_samples import municipal, people, table_of

BASE = 5

counts_of_a_cell = st.integers(0, 23)


def _neighbours(count: int) -> set[int]:
    return {count // BASE * BASE, -(-count // BASE) * BASE}


def _least_error(rows: list[list[int]]) -> int:
    """By trying every rounding of the inner cells; the totals follow and must be neighbours too."""
    inner = [count for row in rows for count in row]
    width = len(rows[0])
    best = 10**9
    for tried in itertools.product(*map(_neighbours, inner)):
        lines = [tried[at : at + width] for at in range(0, len(tried), width)]
        sums = [(sum(line), sum(row)) for line, row in zip(lines, rows, strict=True)]
        sums += [
            (sum(line), sum(row)) for line, row in zip(zip(*lines, strict=True), zip(*rows, strict=True), strict=True)
        ]
        sums += [(sum(tried), sum(inner)), *zip(tried, inner, strict=True)]
        if all(rounded in _neighbours(exact) for rounded, exact in sums):
            best = min(best, sum(abs(rounded - exact) for rounded, exact in sums))
    return best


@given(st.sampled_from([(1, 3), (2, 2), (2, 3), (3, 3)]), st.data())
@settings(max_examples=150)
def test_no_rounding_of_a_small_table_has_less_error(shape: tuple[int, int], data: st.DataObject) -> None:
    rows = [[data.draw(counts_of_a_cell) for _ in range(shape[1])] for _ in range(shape[0])]
    system, exact = table_of(rows)
    rounded = round_counts(system, exact, base=BASE).values
    assert sum(abs(rounded[cell] - exact[cell]) for cell in exact) == _least_error(rows)


@given(st.integers(0, 10**6), st.integers(0, 400), st.sampled_from([3, 5, 10]))
@settings(max_examples=40)
def test_all_tables_of_a_batch_add_up(seed: int, size: int, base: int) -> None:
    system = municipal().system
    exact = tally(system, people(seed, size))
    result = round_counts(system, exact, base=base)
    assert set(result.values) == set(exact)
    for cell, count in exact.items():
        assert result.values[cell] % base == 0
        assert abs(result.values[cell] - count) < base
        if count % base == 0:
            assert result.values[cell] == count
    for relation in system.relations:
        total = sum(sign * result.values[cell] for sign, cell in relation.terms)
        assert total == 0 if relation.equal else total <= 0


def test_the_order_of_the_input_changes_nothing() -> None:
    system = municipal().system
    exact = tally(system, people(3, 250))
    shuffled = list(exact.items())
    random.Random(5).shuffle(shuffled)
    turned = System(system.cells, tuple(reversed(system.relations)))
    assert round_counts(system, exact, base=BASE).values == round_counts(system, dict(shuffled), base=BASE).values
    assert round_counts(turned, exact, base=BASE).values == round_counts(system, exact, base=BASE).values


def test_a_published_cell_stays_and_the_rest_gives_way() -> None:
    system, exact = table_of([[3, 3], [3, 3]])
    free = round_counts(system, exact, base=BASE)
    corner = Cell.of("n", {"r": "r0", "c": "c0"})
    kept = {corner: 5 - free.values[corner]}
    again = round_counts(system, exact, base=BASE, published=kept)
    assert again.values[corner] == kept[corner]
    assert again.kept == (corner,)
    assert not system.broken_by(again.values)
    assert all(abs(again.values[cell] - count) < BASE for cell, count in exact.items())


def test_where_neighbours_do_not_suffice_cells_go_farther() -> None:
    system, exact = table_of([[10, 10]])
    parts = {Cell.of("n", {"r": "r0", "c": "c0"}): 20, Cell.of("n", {"r": "r0", "c": "c1"}): 20}
    result = round_counts(system, exact, base=BASE, published=parts)
    assert result.values[Cell("n")] == 40
    assert not system.broken_by(result.values)
    assert {cell: result.values[cell] for cell in parts} == parts


@given(st.integers(0, 10**6), st.integers(1, 60), st.data())
@settings(max_examples=40)
def test_the_second_batch_of_a_corrected_register_repeats_the_first(seed: int, cells: int, data: st.DataObject) -> None:
    system = municipal().system
    exact = tally(system, people(seed, 200))
    first = round_counts(system, exact, base=BASE).values
    chosen = data.draw(st.lists(st.sampled_from(system.cells), min_size=cells, max_size=cells, unique=True))
    published = {cell: first[cell] for cell in chosen}
    corrected = people(seed, 200)
    signs = {"sex": "f", "age": "60+", "substance": "opioids", "diagnosis": "other", "remission": "unknown"}
    corrected["observed_start"].append(signs)
    corrected["observed_end"].append(signs)
    recount = tally(system, corrected)
    second = round_counts(system, recount, base=BASE, published=published)
    assert {cell: second.values[cell] for cell in published} == published
    assert not system.broken_by(second.values)
    assert all(value >= 0 and value % BASE == 0 for value in second.values.values())


def test_the_whole_catalogue_of_a_municipality_is_rounded_in_less_than_a_second() -> None:
    system = municipal().system
    exact = tally(system, people(2, 3000))
    began = time.process_time()
    assert len(round_counts(system, exact, base=BASE).values) > 400
    assert time.process_time() - began < 1


def test_a_whole_batch_published_before_comes_out_the_same() -> None:
    system = municipal().system
    exact = tally(system, people(9, 120))
    first = round_counts(system, exact, base=BASE).values
    assert round_counts(system, exact, base=BASE, published=first).values == first


def test_a_register_that_grew_after_the_fact_still_adds_up() -> None:
    system, exact = table_of([[190, 30], [40, 2]])
    result = round_counts(system, exact, base=BASE, published={Cell("n"): 5})
    assert result.values[Cell("n")] == 5
    assert not system.broken_by(result.values)


def test_published_numbers_that_contradict_each_other_stop_everything() -> None:
    system, exact = table_of([[10, 10]])
    row = {Cell.of("n", {"r": "r0", "c": "c0"}): 10, Cell.of("n", {"r": "r0", "c": "c1"}): 10}
    with pytest.raises(LedgerDisagrees):
        round_counts(system, exact, base=BASE, published={**row, Cell.of("n", {"r": "r0"}): 25})


def test_counts_that_do_not_add_up_are_not_rounded() -> None:
    system, exact = table_of([[3, 4], [5, 6]])
    exact[Cell("n")] += 1
    with pytest.raises(CountsDisagree, match="не сходится"):
        round_counts(system, exact, base=BASE)


def test_a_part_is_never_shown_larger_than_the_whole() -> None:
    part, whole = Cell("part"), Cell("whole")
    system = System((part, whole), (Relation.parse("part <= whole"),))
    for count in range(30):
        for within in range(count + 1):
            values = round_counts(system, {part: within, whole: count}, base=BASE).values
            assert values[part] <= values[whole]


def test_nobody_at_all_is_all_zeros() -> None:
    system, exact = table_of([[0, 0], [0, 0]])
    assert set(round_counts(system, exact, base=BASE).values.values()) == {0}


def test_three_linked_tables_of_217_cells_take_no_time() -> None:
    """The benchmark's shape: age x sex x substance, referral x outcome, substance x outcome, one grand total."""
    chance = random.Random(1)
    sizes = {"age": 6, "sex": 2, "substance": 6, "referral": 4, "outcome": 6}
    dimensions = {name: Dimension(name, name, {f"v{n}": "" for n in range(size)}) for name, size in sizes.items()}
    tables = (("age", "sex", "substance"), ("referral", "outcome"), ("substance", "outcome"))
    parts = [margins("n", [dimensions[name] for name in table]) for table in tables]
    system = System(
        tuple(sorted({cell for part in parts for cell in part.cells})),
        tuple(sorted({relation for part in parts for relation in part.relations}, key=str)),
    )
    assert (len(system.cells), len(system.relations)) == (217, 115)
    for size in (300, 1000, 10_000):
        persons = [
            {name: f"v{min(int(chance.expovariate(0.7)), many - 1)}" for name, many in sizes.items()}
            for _ in range(size)
        ]
        exact = tally(system, {"n": persons})
        started = time.process_time()
        result = round_counts(system, exact, base=BASE)
        assert time.process_time() - started < 5  # about 0.02 s; the first call also loads the solver
        errors = [abs(result.values[cell] - exact[cell]) for cell in system.cells]
        assert max(errors) < BASE
        assert sum(errors) / len(errors) < 1.4
