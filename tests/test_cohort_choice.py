"""What the choice of a way tells of secrets: told apart by hand, and by whoever thinks of every world there can be."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from math import comb

import numpy as np
import pytest

from narcdesk.commission.cohorts import choosing, dealing
from narcdesk.commission.cohorts.choosing import Chosen, Rates
from narcdesk.commission.cohorts.dealing import Division, Secrets
from narcdesk.commission.cohorts.policy import Rules
from narcdesk.commission.microdata import Ceiling, Diversity, Guard, Presence, Protection, Records, every_node
from tests.cohort_samples import people, rules, table

COURT = Ceiling("court", "была", 0.4)
Person = dict[str, str]


def _rules(share: float = 0.4, **changed: float) -> Rules:
    return replace(rules(), protection=Protection(2, (replace(COURT, share=share),)), **changed)


def _people(world: Sequence[int]) -> list[Person]:
    return [{"court": "была" if bears else "не было"} for bears in world]


def _way(*group: int, loss: float = 0.5) -> Division:
    return Division(np.zeros((len(group), 1), dtype=np.int8), np.array(group), loss)


def test_what_the_choice_betrays_by_hand() -> None:
    """Four who read alike, one with a duty; a finer way would have said two of them, and did not do.

    So the duty is of one of these two: a half, where the file says a quarter.
    """
    taken, before = _way(0, 0, 0, 0), _way(0, 0, -1, -1)
    secrets = Secrets(_rules(), _people([1, 0, 0, 0]))
    assert secrets.broken(taken).tolist() == [0]
    assert secrets.broken(before).tolist() == [1]
    assert secrets.broken(before, np.array([[0, 1, 2, 3], [2, 3, 0, 1], [3, 2, 1, 0]])).tolist() == [1, 0, 0]
    assert dealing.surprise(secrets, taken, []) == 0
    assert dealing.surprise(secrets, taken, [before]) == pytest.approx(0.25, abs=0.02)


def test_of_those_left_out_a_way_that_did_not_do_tells_too() -> None:
    """Two are left out; a way that said them alone did not do, so one of them at least has a duty.

    By the file a quarter has one: 0.25 / (1 - 0.75 * 0.75) is 0.571.
    """
    taken, before = _way(0, 0, 0, 0, -1, -1), _way(-1, -1, -1, -1, 0, 0)
    secrets = Secrets(_rules(), _people([1, 0, 0, 0, 1, 0]))
    assert dealing.surprise(secrets, taken, [before]) == pytest.approx(0.571 - 0.25, abs=0.02)


def test_where_hardly_any_deal_would_have_led_here_all_is_betrayed() -> None:
    taken, before = _way(*[0] * 12), _way(*range(6), *[-1] * 6)
    secrets = Secrets(_rules(), _people([1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]))
    every = [replace(before, group=np.where(np.arange(12) == one, 0, -1)) for one in range(4)]
    assert dealing.surprise(secrets, taken, every) == 1.0  # one deal of 495


def _told_by_every_world(ways: Sequence[Division], limit: float) -> list[tuple[float, float]]:
    """Of each file that may leave: the rise of a belief over all worlds that lead to it, and the rise as measured."""
    found: dict[tuple[int, tuple[int, ...]], list[tuple[tuple[int, ...], Chosen]]] = defaultdict(list)
    some = _rules(0.5, surprise=limit)
    for world in product((0, 1), repeat=len(ways[0].group)):
        chosen = choosing.first_that_does(some, Secrets(some, _people(world)), ways)
        if chosen is not None:
            at = next(n for n, way in enumerate(ways) if way is chosen.division)
            bearers = tuple(np.bincount(chosen.division.group, np.array(world)).astype(int).tolist())
            found[at, bearers].append((world, chosen))
    told = []
    for (at, bearers), worlds in found.items():
        group = ways[at].group
        by_file = np.array([bearers[one] / (group == one).sum() for one in group])
        measured = {chosen.surprise for _, chosen in worlds}
        assert len(measured) == 1  # of one file the program thinks the same, whatever the truth is
        rise = (np.mean([world for world, _ in worlds], axis=0) - by_file).max()
        told.append((max(0.0, float(rise)), measured.pop()))
    return told


@pytest.mark.parametrize("seed", [3, 8, 10])  # of three, 0.17, 0.27 and 0.67 where ways that surprise were passed over
def test_whoever_thinks_of_every_world_learns_what_was_measured(seed: int) -> None:
    chance = random.Random(seed)
    ways = [_way(*[chance.randrange(groups) for _ in range(6)]) for groups in (3, 2, 2, 1)]
    for limit in (0.1, 0.45):
        told = _told_by_every_world(ways, limit)
        assert len(told) > 4
        assert all(rise <= limit + 0.01 for rise, _ in told)
        assert all(rise == pytest.approx(measured, abs=0.03) for rise, measured in told), told


def test_how_many_groups_are_expected_not_to_do_by_hand() -> None:
    some = [{"court": "была" if n < 29 else "не было", "outcome": "ab"[n % 2]} for n in range(100)]
    kept = replace(rules(), protection=Protection(5, (replace(COURT, share=0.5),), (Diversity("outcome", 2),)))
    rates = Rates(kept, some)  # 29 in a hundred count as 30; half and half
    over = sum(comb(5, n) * 0.3**n * 0.7 ** (5 - n) for n in (3, 4, 5))
    alike = 2 * 0.5**5
    assert rates.expected([5]) == pytest.approx(over + alike)
    assert rates.expected([5, 5, 400]) == pytest.approx(2 * (over + alike), abs=1e-9)
    one_more = [{**one, "court": "была"} if n == 29 else one for n, one in enumerate(some)]
    assert Rates(kept, one_more).expected([5, 7]) == rates.expected([5, 7])  # no single person has a say


def test_few_ways_are_tried_and_the_cheapest_of_each_rung() -> None:
    some, kept = people(400), replace(rules(), least=100)
    trees, census = kept.hierarchies(table().places), table().beside(kept)
    records = Records(trees, some)
    guard = Guard(Protection(5), some, Presence(trees, some, census, kept.presence))
    ways = every_node(records, guard, limit=kept.left_out)
    tried = list(choosing.tried(kept, records, some, ways))
    rates = Rates(kept, some)
    expected = [rates.expected(np.unique(records.keys(way.levels)[way.kept], return_counts=True)[1]) for way in ways]
    wanted = []
    for rung in choosing.RUNGS:
        of_rung = [at for at, few in enumerate(expected) if few <= rung] or [int(np.argmin(expected))]
        wanted.append(ways[of_rung[0]].loss)
    assert len(ways) > 100
    assert [way.loss for way in tried] == sorted(set(wanted))
    assert 1 < len(tried) <= len(choosing.RUNGS)


@pytest.mark.parametrize("more", [False, True])
def test_the_work_tells_how_far_it_is_and_can_be_stopped_anywhere(more: bool) -> None:
    said: list[float] = []
    trees, census = rules().hierarchies(table().places), table().beside(rules())
    assert choosing.choose(
        rules(), trees, people(400), census, more=more, progress=lambda done, of: said.append(done / of)
    )
    assert said == sorted(said)
    assert said[-1] == 1.0
    assert len({round(part, 1) for part in said}) > (7 if more else 5)

    class Stop(Exception):
        pass

    def stop(done: int, of: int) -> None:
        if done > of * 0.4:
            raise Stop

    with pytest.raises(Stop):
        choosing.choose(rules(), trees, people(400), census, more=more, progress=stop)


def test_a_cohort_that_the_district_has_no_room_for_is_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 304 at least 289 must leave; a tenth of the inhabitants is 288, and however coarse, each record counts one."""
    small, kept = table(3_000), replace(rules(), protection=Protection(5))
    trees, census = kept.hierarchies(small.places), small.beside(kept)
    assert small.inhabitants == 2_880
    some = people(304)
    guard = Guard(kept.protection, some, Presence(trees, some, census, kept.presence))
    assert every_node(Records(trees, some), guard, limit=kept.left_out) == []
    monkeypatch.setattr(choosing, "every_node", None)
    assert choosing.choose(kept, trees, some, census) is None
    with pytest.raises(TypeError):
        choosing.choose(kept, trees, some[1:], census)  # 303 may fit: it is tried
