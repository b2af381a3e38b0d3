"""Graduates lost from sight or dead are no success: shares of whole years and of quarters, counted by hand."""

from datetime import date

import pytest

from narcdesk import deaths, graduates, mistakes, observation
from narcdesk.dates import Period
from narcdesk.indicators import all_indicators
from narcdesk.observation import RemissionFact, Visit
from narcdesk.register import Register
from tests.counted_office import Office
from tests.factories import Clock


def test_the_lost_and_the_dead_are_no_success(register: Register, clock: Clock) -> None:
    clock.go(date(2026, 1, 20))
    office = Office(register, clock, {})
    stories: dict[str, tuple[str | None, list[str], date | None]] = {  # last use, confirmations, death
        "виден": ("2021-02-01", ["2021-10-01", "2024-12-31", "2025-06-15"], None),
        "виден в последний раз": ("2021-02-01", ["2024-12-31"], None),
        "первый день года": ("2021-02-01", ["2025-01-01"], None),
        "пропал": ("2021-02-01", ["2021-10-01"], None),
        "умер": ("2021-02-01", ["2025-03-01"], date(2025, 12, 31)),
        "умер позже": ("2021-02-01", ["2025-03-01"], date(2026, 1, 1)),
        "срыв после": ("2021-02-01", ["2025-03-01", "2025-05-01"], None),
        "срыв и снова": ("2021-02-01", ["2025-03-01", "2025-12-01"], None),
        "без даты": (None, ["2025-03-01"], None),
    }
    for nickname, (last_use, confirmations, died_on) in stories.items():
        office.come(nickname, came_on=date(2021, 2, 1))
        office.course(nickname, "social", date(2021, 3, 1), date(2021, 9, 1), complex=True)
        if last_use:
            office.fact(nickname, "last_use", date.fromisoformat(last_use))
        for day in confirmations:
            office.fact(nickname, "abstinent", date.fromisoformat(day))
        if died_on:
            deaths.note(register, office.ids[nickname], died_on)
    office.fact("срыв после", "use", date(2025, 5, 2))
    office.fact("срыв и снова", "use", date(2025, 5, 2))
    office.come("окончил недавно", came_on=date(2024, 2, 1))
    office.course("окончил недавно", "social", date(2024, 9, 1), date(2025, 1, 1), complex=True)
    office.come("окончил давно", came_on=date(2024, 2, 1))
    office.course("окончил давно", "social", date(2024, 9, 1), date(2024, 12, 31), complex=True)

    by_name = {number: nickname for nickname, number in office.ids.items()}
    _, _, third, fourth = all_indicators()
    with register.read() as session:
        counted_by = {
            year: [
                {by_name[person] for person in side(session, Period.parse(year))}
                for side in (third.denominator, fourth.numerator, fourth.denominator)
            ]
            for year in ("2025", "2024")
        }
    seen = {"виден", "первый день года", "умер позже"}
    assert counted_by["2025"] == [
        seen | {"без даты", "окончил недавно"},
        seen,
        seen | {"срыв и снова"},
    ]
    assert counted_by["2024"] == [
        {"виден", "виден в последний раз", "окончил давно"},
        {"виден", "виден в последний раз"},
        {"виден", "виден в последний раз"},
    ]


def test_a_quarter_looks_back_a_year_for_the_confirmation(register: Register, clock: Clock) -> None:
    clock.go(date(2026, 7, 20))
    office = Office(register, clock, {})
    for nickname, confirmed in (("год", date(2025, 3, 31)), ("год и день", date(2025, 4, 1))):
        office.come(nickname, came_on=date(2021, 2, 1))
        office.course(nickname, "social", date(2021, 3, 1), date(2021, 9, 1), complex=True)
        office.fact(nickname, "last_use", date(2021, 2, 1))
        office.fact(nickname, "abstinent", confirmed)
    with register.read() as session:
        found = {
            quarter: all_indicators()[3].numerator(session, Period.parse(quarter)) for quarter in ("2026-Q1", "2026-Q2")
        }
    assert found == {"2026-Q1": {office.ids["год и день"]}, "2026-Q2": set()}


@pytest.fixture
def seen(register: Register, clock: Clock) -> tuple[Office, int]:
    """One graduate of long ago, sober since 2021, whom nobody has seen for years."""
    clock.go(date(2026, 7, 20))
    office = Office(register, clock, {})
    person = office.come("давний", came_on=date(2021, 2, 1))
    office.course("давний", "social", date(2021, 3, 1), date(2021, 9, 1), complex=True)
    office.fact("давний", "last_use", date(2021, 2, 1))
    office.fact("давний", "abstinent", date(2021, 10, 1))
    return office, person


def in_2025(office: Office) -> tuple[dict[int, date], dict[int, date]]:
    with office.register.read() as session:
        period = Period.parse("2025")
        return graduates.confirmed(session, period), graduates.abstinent(session, period)


def test_a_clean_test_at_a_visit_shows_him_sober(seen: tuple[Office, int]) -> None:
    office, person = seen
    assert in_2025(office) == ({}, {})
    observation.visit(office.register, person, {"on": "04.06.2025", "kept": False, "test": "none"})
    observation.visit(office.register, person, {"on": "05.06.2025", "test": "none"})
    assert in_2025(office) == ({}, {})
    made = observation.visit(office.register, person, {"on": "06.06.2025", "test": "clean"})
    assert in_2025(office) == ({person: date(2025, 6, 6)}, {person: date(2021, 2, 1)})
    mistakes.strike_out(office.register, Visit, made.id, "записано не тому")
    assert in_2025(office) == ({}, {})


def test_a_confirmation_struck_out_as_a_mistake_shows_nothing(seen: tuple[Office, int]) -> None:
    office, person = seen
    typed = {"kind": "abstinent", "on": "06.06.2025", "proof": "анализ"}
    fact = observation.note_remission(office.register, person, typed)
    assert in_2025(office) == ({person: date(2025, 6, 6)}, {person: date(2021, 2, 1)})
    mistakes.strike_out(office.register, RemissionFact, fact.id, "записано не тому")
    assert in_2025(office) == ({}, {})
