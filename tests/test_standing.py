"""The indicators as they stand in the office: exact, with the plan, the periods before, and what would be hidden."""

from collections.abc import Iterator
from datetime import date

import pytest

from narcdesk.commission import ledger, standing, targets
from narcdesk.commission.batch import Target
from narcdesk.commission.ledger import SentBatch
from narcdesk.commission.standing import Standing
from narcdesk.dates import Period
from narcdesk.errors import Forbidden
from narcdesk.staff import Role
from tests.commission_samples import rules_for
from tests.counted_office import QUARTER, TODAY, Office, office

SMALL_BASE = "скрыто: в основании показателя меньше 20 человек"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = office(tmp_path_factory.mktemp("кабинет") / "реестр")
    yield made
    made.register.close()


def of(house: Office, period: str, code: str) -> Standing:
    (found,) = (one for one in standing.standing(house.register, Period.parse(period)) if one.indicator.code == code)
    return found


def test_the_quarter_is_counted_as_by_hand(house: Office) -> None:
    """`tests/counted_office.py` says who stands where.

    Of the whole programme finished and not used since: «вчерашняя», «стадия», «окончивший» and both of the seven
    hundred; of them «стадия» alone had her contact within the quarter. Of whom abstinence is confirmed: «окончивший»,
    «сорвавшийся» anew, and both of the seven hundred; the first and «семьсот тридцать один» for longer than two years.
    """
    found = {one.indicator.code: one.now for one in standing.standing(house.register, Period.parse(QUARTER))}
    assert {code: (now.within, now.among) for code, now in found.items()} == {
        "included": (5, 4),
        "finished": (3, 4),
        "patronage": (1, 5),
        "sober": (2, 4),
    }
    # Who uses harmfully, who was removed by the last day, and who never was under observation, are in the numerator
    # alone: strictly there are «вчерашняя» and «перемена».
    assert (found["included"].percent, found["included"].strictly) == (125.0, 2)
    assert [found[code].strictly for code in ("finished", "patronage", "sober")] == [3, 1, 2]


def test_the_trend_goes_back_over_periods_of_the_same_length(house: Office) -> None:
    year, quarter = of(house, "2025", "included"), of(house, QUARTER, "included")
    assert [one.period.code for one in year.trend] == ["2022", "2023", "2024", "2025"]  # it knows nothing of 2021
    assert [one.period.code for one in quarter.trend] == [
        "2024-Q2",
        "2024-Q3",
        "2024-Q4",
        "2025-Q1",
        "2025-Q2",
        "2025-Q3",
        "2025-Q4",
        "2026-Q1",
    ]
    # In 2024 nobody was under observation yet: there is no share, and no zero either.
    assert [(one.among, one.percent) for one in year.trend][:3] == [(0, None)] * 3
    assert of(house, "2024", "sober").now.period == Period.parse("2024")


def test_only_closed_periods_can_be_asked_for(house: Office) -> None:
    codes = [one.code for one in standing.choices(house.register)]
    assert codes[:4] == ["2025", "2024", "2023", "2022"]
    assert codes[4:7] == ["2026-Q2", "2026-Q1", "2025-Q4"]
    assert all(Period.parse(code).end < TODAY for code in codes)


def test_the_plan_of_the_region_stands_over_the_office_s_own(house: Office) -> None:
    targets.plan(house.register, 2025, {"included": Target(42, "Постановление № 7")})
    targets.plan(house.register, 2023, {"included": Target(99, "Постановление № 8")})
    trend = of(house, "2025", "included").trend
    assert [one.target.percent if one.target else None for one in trend] == [33, 36, 40, 42]
    assert [one.is_regional for one in trend] == [True, True, True, False]
    assert trend[-1].target == Target(42, "Постановление № 7")
    assert of(house, "2025", "sober").now.target is None
    assert of(house, "2025", "sober").no_target == "план на год не задан"


def test_what_would_be_hidden_is_said_in_words(house: Office) -> None:
    assert {one.leaving for one in standing.standing(house.register, Period.parse(QUARTER))} == {SMALL_BASE}


@pytest.mark.parametrize(
    ("within", "among", "words"),
    [
        (10, 19, SMALL_BASE),
        (4, 40, "скрыто: в показатель попало или не попало меньше 5 человек"),
        (36, 40, "скрыто: в показатель попало или не попало меньше 5 человек"),
        (5, 20, "числа, округлённые до 5, и доля целым числом"),
        (35, 40, "числа, округлённые до 5, и доля целым числом"),
    ],
)
def test_the_edges_of_what_is_hidden(within: int, among: int, words: str) -> None:
    rules = standing.policy.in_force("municipal", TODAY)
    reading = standing.Reading(Period.parse(QUARTER), within, within, among, target=None, is_regional=False)
    assert standing._leaving(rules, reading) == words


def test_what_a_commission_was_shown_stands_in_the_trend(house: Office) -> None:
    batch = SentBatch(
        batch_id="a" * 32,
        recipient="municipal",
        period="2025-Q3",
        made_on=date(2025, 10, 5),
        made_by=1,
        policy_sha256="0" * 64,
        file_name="Выгрузка.zip",
        file_sha256="0" * 64,
    )
    rules = standing.policy.in_force("municipal", TODAY)
    (planned,) = (one for one in rules.indicators if one.code == "finished")
    period = Period.parse("2025-Q3")
    told = {
        rules.ledger_key(planned.numerator, period): {5: 10},
        rules.ledger_key(planned.denominator, period): {5: 30, 0: 0},  # shown to one, hidden from another
    }
    with house.register.write("commission.export") as session:
        ledger.remember(session, batch, told)
    shown = {one.period.code: one.published for one in of(house, QUARTER, "finished").trend}
    assert shown.pop("2025-Q3") == 33
    assert set(shown.values()) == {None}


def test_who_may_look(house: Office) -> None:
    person = house.register.person
    before = person.role
    try:
        for role in (Role.NURSE, Role.ADMINISTRATOR):
            person.role = role.value
            with pytest.raises(Forbidden):
                standing.standing(house.register, Period.parse(QUARTER))
        for role in (Role.DOCTOR, Role.STATISTICIAN):
            person.role = role.value
            assert len(standing.standing(house.register, Period.parse(QUARTER))) == 4
    finally:
        person.role = before


@pytest.mark.parametrize(
    ("within", "among", "percent"),
    [
        ({10: 10}, {5: 25, 10: 20}, 50),  # one was shown the base alone, rounded finer: 10 of 25 was shown to nobody
        ({5: 15, 10: 10}, {5: 25, 10: 20}, 60),
        ({1: 12}, {5: 25}, 48),  # an exact flow of a rounded stock
        ({1: 12, 5: 10}, {1: 24, 5: 25}, 50),
        ({5: 10}, {10: 20}, None),
        ({5: 10}, {0: 0}, None),
        ({}, {5: 25}, None),
    ],
)
def test_both_sides_of_what_was_shown_are_of_one_batch(
    within: dict[int, int], among: dict[int, int], percent: int | None
) -> None:
    rules, period = rules_for("municipal"), Period.parse("2025")
    (planned,) = (one for one in rules.indicators if one.code == "included")
    sides = {planned.numerator: within, planned.denominator: among}
    shown = {rules.ledger_key(cell, period): told for cell, told in sides.items()}
    assert standing._published(rules, planned, period, shown) == percent
