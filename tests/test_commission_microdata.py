"""Coarser records: the exact choice against trying every one, each group recounted in plain Python, nobody revealed."""

import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narcdesk.commission.microdata import (
    Ceiling,
    Diversity,
    Hierarchy,
    Protection,
    Records,
    best_node,
    every_node,
    recode,
)
from narcdesk.commission.microdata.protection import Guard

AGE = Hierarchy(
    "age",
    {
        "14": ("14", "14-17", "до 25", "*"),
        "16": ("16", "14-17", "до 25", "*"),
        "20": ("20", "18-24", "до 25", "*"),
        "33": ("33", "25-39", "от 25", "*"),
        "38": ("38", "25-39", "от 25", "*"),
        "50": ("50", "40-59", "от 25", "*"),
    },
)
SEX = Hierarchy("sex", {"m": ("m", "*"), "f": ("f", "*"), "не указано": ("не указано", "*")})
PLACE = Hierarchy("place", {f"п{n}": (f"п{n}", f"район {n // 3}", "*") for n in range(6)})
SIGNS = (AGE, SEX, PLACE)
COURT = Ceiling("court", "1", 0.5)
OUTCOME = Diversity("outcome", 2)

Person = dict[str, str]

person = st.fixed_dictionaries(
    {
        "age": st.sampled_from(sorted(AGE.names)),
        "sex": st.sampled_from(sorted(SEX.names)),
        "place": st.sampled_from(sorted(PLACE.names)),
        "court": st.sampled_from("00001"),
        "outcome": st.sampled_from(["снят", "наблюдается"]),
    }
)
protection = st.builds(
    Protection,
    st.integers(2, 5),
    st.sampled_from([(), (COURT,)]),
    st.sampled_from([(), (OUTCOME,)]),
)


def _office(seed: int, size: int) -> list[Person]:
    chance = random.Random(seed)
    return [
        {
            "age": chance.choices(sorted(AGE.names), (1, 2, 5, 9, 9, 3))[0],
            "sex": chance.choices(["m", "f", "не указано"], (70, 28, 2))[0],
            "place": chance.choices(sorted(PLACE.names), (40, 20, 10, 10, 5, 1))[0],
            "court": chance.choices("01", (80, 20))[0],
            "outcome": chance.choices(["снят", "наблюдается", "умер"], (50, 45, 5))[0],
        }
        for _ in range(size)
    ]


def _read(one: Mapping[str, str], levels: Sequence[int]) -> tuple[str, ...]:
    return tuple(hierarchy.names[one[hierarchy.sign]][level] for hierarchy, level in zip(SIGNS, levels, strict=True))


def _loss_of(one: Mapping[str, str], levels: Sequence[int]) -> float:
    total = 0.0
    for hierarchy, level in zip(SIGNS, levels, strict=True):
        name = hierarchy.names[one[hierarchy.sign]][level]
        alike = sum(names[level] == name for names in hierarchy.names.values())
        total += (alike - 1) / (len(hierarchy.names) - 1)
    return total / len(SIGNS)


def _keeps(rules: Protection, members: Sequence[Mapping[str, str]]) -> bool:
    return (
        len(members) >= rules.k
        and all(
            sum(one[ceiling.sign] == ceiling.value for one in members) <= ceiling.share * len(members)
            for ceiling in rules.ceilings
        )
        and all(len({one[rule.sign] for one in members}) >= rule.least for rule in rules.diversities)
    )


def _by_trying(people: Sequence[Person], rules: Protection, limit: float) -> dict[tuple[int, ...], float]:
    """Of all levels that leave out few enough their loss."""
    found = {}
    for levels in itertools.product(*[range(hierarchy.depth) for hierarchy in SIGNS]):
        groups = defaultdict(list)
        for one in people:
            groups[_read(one, levels)].append(one)
        said = [one for members in groups.values() if _keeps(rules, members) for one in members]
        if len(people) - len(said) <= limit * len(people):
            loss = (sum(_loss_of(one, levels) for one in said) + len(people) - len(said)) / len(people)
            found[levels] = loss
    return found


@given(st.lists(person, min_size=1, max_size=40), protection, st.sampled_from([0.0, 0.1, 1.0]))
@settings(max_examples=60)
def test_no_levels_lose_less(people: list[Person], rules: Protection, limit: float) -> None:
    found = best_node(Records(SIGNS, people), Guard(rules, people), limit=limit)
    tried = _by_trying(people, rules, limit)
    assert (found is None) == (not tried)
    if found is not None:
        assert found.loss == pytest.approx(min(tried.values()))
        assert (~found.kept).sum() <= limit * len(people)
    every = every_node(Records(SIGNS, people), Guard(rules, people), limit=limit)
    assert {node.levels: node.loss for node in every} == pytest.approx(tried)
    assert [node.loss for node in every] == pytest.approx(sorted(tried.values()))


@given(st.lists(person, max_size=60), protection)
@settings(max_examples=60)
def test_every_group_that_is_said_keeps_to_the_rules(people: list[Person], rules: Protection) -> None:
    found = recode(Records(SIGNS, people), Guard(rules, people))
    groups = defaultdict(list)
    loss = 0.0
    for one, levels, kept in zip(people, found.levels, found.kept, strict=True):
        if kept:
            groups[_read(one, levels)].append(one)
        loss += _loss_of(one, levels) if kept else 1.0
    assert all(_keeps(rules, members) for members in groups.values())
    assert found.loss == pytest.approx(loss / len(people) if people else 0.0)


@pytest.mark.parametrize(
    "rules", [Protection(5), Protection(5, (COURT,)), Protection(5, (COURT,), (OUTCOME,)), Protection(10)]
)
def test_nobody_is_left_out_where_one_group_of_all_would_do(rules: Protection) -> None:
    people = _office(1, 300)
    found = recode(Records(SIGNS, people), Guard(rules, people))
    assert found.kept.all()
    same = best_node(Records(SIGNS, people), Guard(rules, people), limit=0.05)
    assert same is not None and found.loss < same.loss


def test_the_order_of_the_records_says_nothing() -> None:
    people, rules = _office(2, 200), Protection(5, (COURT,), (OUTCOME,))
    released = []
    for seed in range(3):
        random.Random(seed).shuffle(people)
        found = recode(Records(SIGNS, people), Guard(rules, people))
        released.append(
            Counter(
                (*_read(one, levels), one["court"])
                for one, levels, kept in zip(people, found.levels, found.kept, strict=True)
                if kept
            )
        )
    assert released[0] == released[1] == released[2]


def test_what_the_reader_needs_most_stays_exact_longer() -> None:
    people = _office(3, 60)
    plain = best_node(Records(SIGNS, people), Guard(Protection(5), people), limit=0.05)
    aged = best_node(Records(SIGNS, people, {"age": 20.0}), Guard(Protection(5), people), limit=0.05)
    assert plain is not None and aged is not None
    assert aged.levels[0] < plain.levels[0]


@pytest.mark.parametrize(
    ("people", "k", "kept"),
    [
        (_office(4, 3), 5, 0),  # fewer than k in all
        (_office(5, 1) * 6, 5, 6),  # one person six times over
        ([*_office(5, 1) * 6, {**_office(5, 1)[0], "age": "50", "place": "п5"}], 5, 7),  # and one far off
        ([], 5, 0),
    ],
)
def test_nasty_tables(people: list[Person], k: int, kept: int) -> None:
    found = recode(Records(SIGNS, people), Guard(Protection(k), people))
    assert found.kept.sum() == kept


def test_a_group_of_those_sent_by_court_alone_is_never_said() -> None:
    by_court = [{**one, "court": "1"} for one in _office(6, 40)]
    found = recode(Records(SIGNS, by_court), Guard(Protection(5, (COURT,)), by_court))
    assert not found.kept.any() and found.loss == 1.0


def test_a_value_of_no_closed_list_cannot_enter() -> None:
    with pytest.raises(KeyError):
        Records(SIGNS, [{**_office(1, 1)[0], "place": "дом Иванова"}])


def test_losses_by_hand() -> None:
    assert list(AGE.places) == ["14", "16", "20", "33", "38", "50"]
    assert np.allclose(AGE.losses(1), [0.2, 0.2, 0.0, 0.2, 0.2, 0.0])
    assert np.allclose(AGE.losses(2), [0.4] * 6)
    assert np.allclose(AGE.losses(3), [1.0] * 6)


@pytest.mark.parametrize(
    ("names", "why"),
    [
        ({"a": ("a", "*"), "b": ("b", "x", "*")}, "as many names"),
        ({}, "as many names"),
        ({"a": ("x", "*")}, "value itself"),
        ({"a": ("a", "x", "p", "*"), "b": ("b", "x", "q", "*")}, "divided"),
        ({"a": ("a", "x"), "b": ("b", "y")}, "one for all"),
    ],
)
def test_a_hierarchy_that_does_not_nest_is_refused(names: dict[str, tuple[str, ...]], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Hierarchy("sign", names)
