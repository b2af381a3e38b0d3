"""Exact linked suppression: audited by brute force and by a second linear program, and never more than is needed."""

import itertools
import random
from collections.abc import Mapping

import pytest

from narcdesk.commission.risk import recovered
from narcdesk.commission.suppression import CannotProtect, Suppressed, suppress
from narcdesk.commission.tables import Cell, CountsDisagree, Dimension, Relation, System, margins, tally
from tests.commission_samples import table_of
from tests.extremes import Windows, extremes

K = 5

Counts = dict[Cell, int]


def _is_safe(system: System, exact: Mapping[Cell, int], hidden: frozenset[Cell]) -> bool:
    for cell in (one for one, count in exact.items() if 0 < count < K):
        if cell not in hidden:
            return False
        least, most = extremes(system, exact, hidden, cell)
        if least > 0.5 or most < K - 0.5:
            return False
    return True


def _fewest_by_trying(system: System, exact: Mapping[Cell, int]) -> int:
    small = frozenset(cell for cell, count in exact.items() if 0 < count < K)
    others = sorted(set(exact) - small)
    for more in range(len(others) + 1):
        for extra in itertools.combinations(others, more):
            if _is_safe(system, exact, small | frozenset(extra)):
                return more
    raise AssertionError("not even all of them")


@pytest.mark.parametrize(
    "rows",
    [
        [[3, 20], [20, 20]],
        [[3, 20, 7], [20, 0, 9]],
        [[1, 2, 30], [4, 30, 30]],
        [[0, 4, 0], [12, 0, 30]],
        [[2, 2], [2, 2]],
        [[1, 40, 6], [6, 6, 40]],
    ],
)
def test_no_answer_hides_fewer_cells(rows: list[list[int]]) -> None:
    system, exact = table_of(rows)
    found = suppress(system, exact, k=K)
    assert found.small == {cell for cell, count in exact.items() if 0 < count < K}
    assert _is_safe(system, exact, found.hidden)
    assert len(found.along) == _fewest_by_trying(system, exact)
    assert found.fewest <= len(found.along)


def test_a_table_by_hand() -> None:
    """One small count in a square of large ones: its row, its column and the corner between them give a way round."""
    system, exact = table_of([[3, 20, 30], [20, 30, 40], [30, 40, 50]])
    found = suppress(system, exact, k=K)
    assert len(found.along) == found.fewest == 3
    assert Cell.of("n", {"r": "r0", "c": "c0"}) in found.small


@pytest.mark.parametrize("rows", [[[3, 9], [8, 7]], [[0, 4], [9, 5]]])
def test_counted_out_one_by_one_both_none_and_k_stay_possible(rows: list[list[int]]) -> None:
    system, exact = table_of(rows)
    found = suppress(system, exact, k=K)
    at = [Cell.of("n", {"r": f"r{i}", "c": f"c{j}"}) for i in (0, 1) for j in (0, 1)]
    margins_at = [Cell.of("n", values) for values in ({"r": "r0"}, {"r": "r1"}, {"c": "c0"}, {"c": "c1"}, {})]
    seen: dict[Cell, set[int]] = {cell: set() for cell in system.cells}
    for a, b, c, d in itertools.product(range(15), repeat=4):
        counts = [a, b, c, d, a + b, c + d, a + c, b + d, a + b + c + d]
        tried = dict(zip([*at, *margins_at], counts, strict=True))
        if all(tried[cell] == exact[cell] for cell in tried if cell not in found.hidden):
            for cell in found.small:
                seen[cell].add(tried[cell])
    for cell in found.small:
        assert 0 in seen[cell] and max(seen[cell]) >= K


SIGNS = {"sex": 2, "age": 4, "substance": 5, "sent": 3, "outcome": 4}
SHARES = {2: (70, 30), 3: (60, 30, 10), 4: (50, 30, 15, 5), 5: (50, 25, 15, 7, 3)}


def _office(seed: int, size: int) -> tuple[System, Counts]:
    """Three tables of one office with signs in common."""
    chance = random.Random(seed)
    dimensions = {sign: Dimension(sign, "", {f"{sign}{n}": "" for n in range(of)}) for sign, of in SIGNS.items()}
    people = [
        {sign: f"{sign}{chance.choices(range(of), SHARES[of])[0]}" for sign, of in SIGNS.items()} for _ in range(size)
    ]
    parts = [
        margins("n", [dimensions[sign] for sign in signs])
        for signs in (("age", "sex", "substance"), ("sent", "outcome"), ("substance", "outcome"))
    ]
    cells = {cell for part in parts for cell in part.cells}
    relations = {relation for part in parts for relation in part.relations}
    system = System(tuple(sorted(cells)), tuple(sorted(relations, key=str)))
    return system, tally(system, {"n": people})


@pytest.mark.parametrize("size", [40, 300])
def test_hiding_small_counts_alone_gives_them_away_and_this_gives_none(size: int) -> None:
    system, exact = _office(1, size)
    found = suppress(system, exact, k=K, effort=600)

    def shown(hidden: frozenset[Cell]) -> dict[Cell, tuple[int, int]]:
        return {cell: (exact[cell], exact[cell]) for cell in system.cells if cell not in hidden}

    assert recovered(system, shown(found.small), sorted(found.small))
    assert recovered(system, shown(found.hidden), sorted(found.small)) == {}
    assert _is_safe(system, exact, found.hidden)
    assert found.fewest <= len(found.along)


def test_the_same_office_hides_the_same_cells() -> None:
    system, exact = _office(3, 150)
    assert suppress(system, exact, k=K, effort=300) == suppress(system, exact, k=K, effort=300)


def test_what_was_published_before_stays_shown() -> None:
    system, exact = table_of([[3, 20, 30], [20, 30, 40], [30, 40, 50]])
    free = suppress(system, exact, k=K)
    was = frozenset(cell for cell in free.along if exact[cell] < 35)
    found = suppress(system, exact, k=K, shown=was)
    assert was and not was & found.hidden
    assert _is_safe(system, exact, found.hidden)


def test_what_was_published_before_may_give_a_small_count_away() -> None:
    system, exact = table_of([[3, 20], [20, 20]])
    was = [Cell.of("n", {"r": "r0"}), Cell.of("n", {"r": "r0", "c": "c1"})]
    with pytest.raises(CannotProtect):
        suppress(system, exact, k=K, shown=was)


def test_a_count_that_may_not_exceed_a_shown_one_hides_it_too() -> None:
    first, all_ = Cell("taken_first"), Cell("taken")
    system = System((all_, first), (Relation(((1, first), (-1, all_)), equal=False),))
    assert suppress(system, {all_: 4, first: 2}, k=K).hidden == {all_, first}
    assert suppress(system, {all_: 9, first: 2}, k=K).hidden == {first}


def test_nothing_small_nothing_hidden() -> None:
    system, exact = table_of([[30, 0], [5, 20]])
    assert suppress(system, exact, k=K) == Suppressed(frozenset(), frozenset(), 0)


def test_counts_that_do_not_add_up_are_refused() -> None:
    system, exact = table_of([[3, 20], [20, 20]])
    with pytest.raises(CountsDisagree):
        suppress(system, {**exact, Cell("n"): 64}, k=K)


def test_it_may_be_stopped() -> None:
    system, exact = _office(1, 150)

    class Stop(Exception):
        pass

    def stop(done: int, of: int) -> None:
        raise Stop

    with pytest.raises(Stop):
        suppress(system, exact, k=K, progress=stop)


START, TAKEN, REMOVED, END = "start", "taken", "removed", "end"


def _movement(rows: Mapping[str, tuple[int, int, int]]) -> tuple[System, Counts, Windows]:
    """Groups by `start`, `taken`, `removed`, their `end` and their totals; the numbers on a day rounded to five."""
    cells, relations = [], []
    exact: Counts = {}
    for group, (start, taken, removed) in [*rows.items(), ("", tuple(map(sum, zip(*rows.values(), strict=True))))]:
        at = {"g": group} if group else {}
        four = [Cell.of(measure, at) for measure in (START, TAKEN, REMOVED, END)]
        exact |= dict(zip(four, (start, taken, removed, start + taken - removed), strict=True))
        cells += four
        relations.append(Relation(tuple(zip((1, 1, -1, -1), four, strict=True))))
    for measure in (START, TAKEN, REMOVED, END):
        parts = tuple((-1, Cell.of(measure, {"g": group})) for group in rows)
        relations.append(Relation(((1, Cell(measure)), *parts)))
    windows = {}
    for cell in cells:
        if cell.measure in (START, END):
            near = round(exact[cell] / 5) * 5
            windows[cell] = (max(0, near - 4), near + 4)
    return System(tuple(cells), tuple(relations)), exact, windows


def _keeps(system: System, exact: Counts, hidden: frozenset[Cell], windows: Windows) -> bool:
    """Audited apart: no small flow that may not be 0 and K, no small number on a day that only one whole number fits.

    `windows` of a hidden cell stop what is asked of it.
    """
    for cell, count in exact.items():
        if not 0 < count < K:
            continue
        lowest, highest = windows.get(cell, (0, 1000))
        least, most = extremes(system, exact, hidden, cell, windows)
        if cell.measure in (START, END):
            if most - least < 1:
                return False
        elif cell not in hidden or least > max(0, lowest) + 0.5 or most < min(K, highest) - 0.5:
            return False
    return True


@pytest.mark.parametrize(
    "rows",
    [
        {"a": (30, 3, 6), "b": (41, 8, 9)},
        {"a": (2, 6, 0), "b": (41, 8, 9)},
        {"a": (4, 5, 5), "b": (3, 2, 0)},
        {"a": (24, 1, 0), "b": (19, 0, 4)},
        {"a": (4, 11, 0), "b": (1, 0, 0), "c": (60, 7, 12)},
    ],
)
def test_beside_rounded_numbers_on_a_day_no_fewer_flows_can_be_hidden(rows: dict[str, tuple[int, int, int]]) -> None:
    system, exact, windows = _movement(rows)
    found = suppress(system, exact, k=K, windows=windows, loose=windows)
    assert not found.hidden & set(windows)
    assert _keeps(system, exact, found.hidden, windows)
    flows = sorted(set(exact) - set(windows))
    small = frozenset(cell for cell in flows if 0 < exact[cell] < K)
    fewest = next(
        more
        for more in range(len(flows))
        for extra in itertools.combinations(sorted(set(flows) - small), more)
        if _keeps(system, exact, small | frozenset(extra), windows)
    )
    assert len(found.along) == fewest
    assert found.fewest <= len(found.along)


def test_a_small_number_on_a_day_that_exact_flows_would_pin_hides_a_flow() -> None:
    """4 stand as 0 and 16 as 20: with 12 shown to have come, only 4 of 0..4 reaches the least that 20 can be."""
    start, taken, end = Cell(START), Cell(TAKEN), Cell(END)
    system = System((start, taken, end), (Relation(((1, start), (1, taken), (-1, end))),))
    exact = {start: 4, taken: 12, end: 16}
    windows = {start: (0, 4), end: (16, 24)}
    assert recovered(system, {**windows, taken: (12, 12)}, [start]) == {start: 4}
    assert suppress(system, exact, k=K, windows=windows, loose=windows).hidden == {taken}


def test_what_is_known_within_bounds_asks_for_no_more_than_the_bounds_leave() -> None:
    system, exact = table_of([[3, 20], [20, 20]])
    corner = Cell.of("n", {"r": "r0", "c": "c0"})
    found = suppress(system, exact, k=K, windows={corner: (1, 9)})
    assert corner in found.hidden and len(found.along) == 3
    least, most = extremes(system, exact, found.hidden, corner)
    assert least <= 1 and most >= K


def test_a_whole_row_in_one_column_is_kept_uncertain() -> None:
    """20 of 20 by court: of those not by court, whom no table shows, five must stay possible."""
    part, rest, whole = Cell("by_court"), Cell("of_own_will"), Cell("taken")
    system = System((part, rest, whole), (Relation(((1, whole), (-1, part), (-1, rest))),))
    exact = {part: 20, rest: 0, whole: 20}
    found = suppress(system, exact, k=K, loose=[rest], open_up=[rest])
    assert len(found.hidden) == 1 and rest not in found.hidden
    least, most = extremes(system, exact, found.hidden | {rest}, rest)
    assert least == 0 and most >= K
    assert suppress(system, {part: 15, rest: 5, whole: 20}, k=K, loose=[rest], open_up=[rest]).hidden == frozenset()


@pytest.mark.parametrize("window", [(0, 2), (4, 9), (4, None)])
def test_a_window_that_does_not_hold_the_truth_is_a_fault_of_the_caller(window: tuple[int, int | None]) -> None:
    """Of a true table that cannot be the solver tells nothing, and its silence was taken for an answer."""
    system, exact = table_of([[3, 20], [20, 20]])
    with pytest.raises(ValueError, match="outside of its window"):
        suppress(system, exact, k=K, windows={Cell.of("n", {"r": "r0", "c": "c0"}): window})
