"""What every indicator must hold, whichever file of the folder it stands in: a new one is examined by itself."""

import re
from collections.abc import Iterator

import pytest
import yaml

from narcdesk import counted
from narcdesk.commission import policy
from narcdesk.dates import Period
from narcdesk.indicators import Indicator, all_indicators
from narcdesk.places import RESOURCES
from tests.counted_office import QUARTER, TODAY, Office, office

EVERY = pytest.mark.parametrize("indicator", all_indicators(), ids=lambda one: one.code)
PERIODS = ("2024", "2025", "2026-Q1", "2026-Q2", "2026-02", "2020")
# The plan's first share is of users among dependents: harmful users are above the line and not below it, so it may
# be more than 100 %. Every other one counts some of its own denominator, or this list says why not.
MAY_EXCEED = {
    "included": "the plan counts «потребители» among «больные наркоманией»",
    "finished": "who finished may have left the observation before the period's end",
}
LETTERS = re.compile(r"[a-z]")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = office(tmp_path_factory.mktemp("показатели") / "реестр кабинета")
    yield made
    made.register.close()


@EVERY
def test_its_words_are_russian_and_whole(indicator: Indicator) -> None:
    assert re.fullmatch(r"[a-z][a-z_]*", indicator.code)
    for said in (indicator.title, indicator.why, indicator.numerator_title, indicator.denominator_title):
        assert said == " ".join(said.split())
        assert not LETTERS.search(said.lower())
        assert not said.endswith(".")
    assert indicator.title[0].isupper()
    assert indicator.why[0].islower()
    assert int(indicator.review) >= 2026
    assert indicator.number > 0


def test_no_two_share_a_number_or_a_measure() -> None:
    numbers = [one.number for one in all_indicators()]
    assert len(set(numbers)) == len(numbers)
    measures = [one.numerator_measure for one in all_indicators() if one.numerator_measure]
    assert len(set(measures)) == len(measures)


@EVERY
def test_its_source_is_told(indicator: Indicator) -> None:
    """An indicator of a plan has its title and targets in the act of the plan; any other says so in its file."""
    plans = [
        yaml.safe_load(path.read_text(encoding="utf-8")) for path in (RESOURCES / "commission").glob("plan-*.yaml")
    ]
    sources = [
        (plan["act"], plan["source"]) for plan in plans for one in plan["indicators"] if one["code"] == indicator.code
    ]
    assert sources or indicator.why, "nobody says where it comes from"
    assert all(act and source for act, source in sources)


@EVERY
@pytest.mark.parametrize("period", PERIODS)
def test_it_counts_persons_of_the_register_within_its_base(small: Office, indicator: Indicator, period: str) -> None:
    known = set(small.ids.values())
    with small.register.read() as session:
        within = indicator.numerator(session, Period.parse(period))
        base = indicator.denominator(session, Period.parse(period))
    assert within <= known
    assert base <= known
    if indicator.code not in MAY_EXCEED:
        assert within <= base


@EVERY
@pytest.mark.parametrize("side", ["numerator", "denominator"])
def test_it_tells_why_each_person_is_counted(small: Office, indicator: Indicator, side: counted.Side) -> None:
    period = Period.parse(QUARTER)
    people = counted.persons(small.register, indicator, side, period)
    told = counted.explained(small.register, indicator, side, period, people)
    assert [one.full_name for one in told if not one.because] == []
    for one in told:
        assert not LETTERS.search(one.because)


@EVERY
def test_an_office_without_anybody_counts_to_nobody(small: Office, indicator: Indicator) -> None:
    with small.register.read() as session:
        for side in (indicator.numerator, indicator.denominator):
            assert side(session, Period.parse("1999")) == set()


@EVERY
def test_a_policy_that_names_it_can_be_filled(indicator: Indicator) -> None:
    rules = policy.in_force("municipal", TODAY)
    named = {one.code for one in rules.indicators}
    measures = {cell.measure for cell in rules.system.cells}
    if indicator.code in named:
        for measure in (indicator.numerator_measure, indicator.denominator_measure):
            assert not measure or measure in measures
