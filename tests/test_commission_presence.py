"""Who is on the register is not told by a record: the share of inhabitants, recounted cell by cell in plain Python."""

import random
from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest

from narcdesk.commission.microdata import (
    Census,
    Guard,
    Hierarchy,
    Presence,
    Protection,
    Records,
    best_node,
    every_node,
    recode,
)

AGE = Hierarchy("age", {"20": ("20", "до 40", "*"), "30": ("30", "до 40", "*"), "50": ("50", "от 40", "*")})
SEX = Hierarchy("sex", {"m": ("m", "*"), "f": ("f", "*")})
PLACE = Hierarchy(
    "place", {"А": ("А", "село", "*"), "Б": ("Б", "село", "*"), "В": ("В", "город", "*"), "?": ("?", "?", "*")}
)
MONTH = Hierarchy("month", {str(n): (str(n), "*") for n in range(4)})
SIGNS = (AGE, SEX, PLACE, MONTH)
REGION = ("age", "sex", "place")
LIMIT = 0.1
Person = dict[str, str]


def _census(each: int) -> Census:
    size = {"А": 1, "Б": 2, "В": 12}
    cells = product(AGE.names, SEX.names, size)
    return Census(REGION, {(age, sex, place): each * size[place] for age, sex, place in cells}, "?")


def _people(seed: int, count: int) -> list[Person]:
    chance = random.Random(seed)
    return [
        {
            "age": chance.choice(list(AGE.names)),
            "sex": chance.choices("mf", (3, 1))[0],
            "place": chance.choices(list(PLACE.names), (2, 2, 8, 0.4))[0],
            "month": chance.choice(list(MONTH.names)),
        }
        for _ in range(count)
    ]


def _worst(people: Sequence[Person], levels: Sequence[Sequence[int]], census: Census) -> dict[int, float]:
    """Of each record the fullest cell that it may be of, when these records leave at these levels."""
    trees = {tree.sign: tree for tree in SIGNS}
    load = dict.fromkeys(census.inhabitants, 0.0)
    covered = []
    for one, level in zip(people, levels, strict=True):
        cells = []
        for cell in census.inhabitants:
            told = []
            for sign, value in zip(REGION, cell, strict=True):
                at = level[[tree.sign for tree in SIGNS].index(sign)]
                names = trees[sign].names
                told.append(names[value][at] == names[one[sign]][at] or (sign, names[one[sign]][at]) == ("place", "?"))
            if all(told):
                cells.append(cell)
        covered.append(cells)
        for cell in cells:
            load[cell] += 1 / sum(census.inhabitants[other] for other in cells)
    return {row: max((load[cell] for cell in cells), default=9.9) for row, cells in enumerate(covered)}


@pytest.mark.parametrize("seed", range(3))
def test_where_all_have_the_same_levels_a_crowded_region_is_found(seed: int) -> None:
    people, census = _people(seed, 60), _census(20)
    presence = Presence(SIGNS, people, census, LIMIT)
    found = set()
    for levels in product(range(3), range(2), range(3), [0]):
        worst = _worst(people, [levels] * len(people), census)
        # Who shares a region with somebody crowded elsewhere is crowded too: the region leaves or stays as a whole.
        assert presence.crowded(levels).tolist() == [share > LIMIT + 1e-9 for share in worst.values()], levels
        found.add(presence.crowded(levels).any())
    assert found == {True, False}


def test_the_exact_choice_is_the_cheapest_that_the_census_allows() -> None:
    people, census = _people(5, 120), _census(30)
    records, guard = Records(SIGNS, people), Guard(Protection(3), people, Presence(SIGNS, people, census, LIMIT))
    every = every_node(records, guard, limit=0.1)
    best = best_node(records, guard, limit=0.1)
    assert best is not None
    assert best.loss == pytest.approx(every[0].loss, abs=1e-12)
    free = best_node(records, Guard(Protection(3), people), limit=0.1)
    assert free is not None
    assert free.loss < best.loss  # the census costs something here
    kept = [row for row in range(len(people)) if best.kept[row]]
    worst = _worst([people[row] for row in kept], [best.levels] * len(kept), census)
    assert max(worst.values()) <= LIMIT + 1e-9


@pytest.mark.parametrize("seed", range(3))
def test_groups_with_levels_of_their_own_do_not_crowd_a_cell_together(seed: int) -> None:
    people, census = _people(seed, 120), _census(20)
    presence = Presence(SIGNS, people, census, LIMIT)
    made = recode(Records(SIGNS, people), Guard(Protection(3), people, presence))
    kept = [row for row in range(len(people)) if made.kept[row]]
    assert len(kept) > 100
    worst = _worst([people[row] for row in kept], [tuple(made.levels[row]) for row in kept], census)
    assert max(worst.values()) <= LIMIT + 1e-9
    free = recode(Records(SIGNS, people), Guard(Protection(3), people))
    assert max(_worst(people, [tuple(levels) for levels in free.levels], census).values()) > LIMIT


def test_nobody_leaves_where_the_census_knows_nobody() -> None:
    people = [{"age": "50", "sex": "f", "place": "А", "month": "0"}] * 5
    census = Census(REGION, {("20", "m", "В"): 1_000_000}, "?")
    presence = Presence(SIGNS, people, census, LIMIT)
    assert presence.crowded((0, 0, 0, 0)).all()
    assert not presence.crowded((2, 1, 2, 0)).any()
    made = recode(Records(SIGNS, people), Guard(Protection(5), people, presence))
    assert made.kept.all()
    assert np.unique(made.levels[:, :3], axis=0).tolist() == [[2, 1, 2]]


def test_no_level_is_finer_than_asked() -> None:
    people = _people(1, 60)
    made = recode(Records(SIGNS, people), Guard(Protection(3), people), finest=(1, 0, 2, 0))
    assert made.kept.all()
    assert made.levels[:, 0].min() == 1
    assert set(made.levels[:, 2]) == {2}
