"""The production calendar of an office: a year entered by its act counts at once, in every term."""

from datetime import date
from typing import Any

import pytest

from narcdesk import duties, working_days
from narcdesk.errors import Forbidden, Invalid
from narcdesk.register import Register
from narcdesk.staff import Role
from narcdesk.working_days import calendar_of, shown_days
from tests import factories
from tests.factories import Clock

YEAR = {
    "year": "2028",
    "act": "постановление Правительства РФ № 1",
    "days_off": "01.01–09.01, 23.02; 08.03\n01.05-02.05, 09.05, 12.06.2028",
    "working_weekends": "26.02",
}


def amend(register: Register, **changes: Any) -> working_days.Year:
    return working_days.amend(register, {**YEAR, **changes})


def test_a_year_that_the_office_entered_moves_every_term(register: Register, clock: Clock) -> None:
    before = calendar_of(register)
    assert before.add_working_days(date(2028, 1, 3), 1) == date(2028, 1, 10)  # by the holidays of the law alone
    entered = amend(register)
    after = calendar_of(register)
    assert entered.is_own and entered.act == "постановление Правительства РФ № 1"
    assert entered.days_off == (
        *(date(2028, 1, day) for day in (3, 4, 5, 6, 7)),
        date(2028, 2, 23),
        date(2028, 3, 8),
        *(date(2028, 5, day) for day in (1, 2, 9)),
        date(2028, 6, 12),
    )
    assert after.is_working_day(date(2028, 2, 26))
    assert not after.is_working_day(date(2028, 5, 2))
    assert after.doubt(date(2028, 1, 1), date(2028, 12, 31)) == ""
    clock.go(date(2028, 2, 24))
    decision = {"kind": "АП", "court": "мировой судья", "decided_on": "01.02.2028"}
    duty = duties.receive(register, factories.patient(register).id, decision)
    duty = duties.appeared(register, duty.id, date(2028, 2, 24))
    # Thursday; Friday the 25th, the worked Saturday the 26th, Monday the 28th.
    assert duty.tell_by(after) == date(2028, 2, 28)
    assert duty.tell_by(before) == date(2028, 2, 29)


def test_a_year_of_the_program_may_be_changed_and_its_list_says_whose_it_is(register: Register) -> None:
    whose = {year.year: (year.is_own, bool(year.act)) for year in working_days.years(register)}
    assert whose[2026] == (False, True)
    assert whose[2027] == (False, False)  # its act was not read
    amend(register, year="2027", days_off="01.01, 04.01-08.01", working_weekends="")
    newest, *_ = working_days.years(register)
    assert (newest.year, newest.is_own, newest.working_weekends) == (2027, True, ())
    assert calendar_of(register).doubt(date(2027, 1, 1), date(2027, 2, 1)) == ""
    amend(register, year="2027", days_off="04.01", working_weekends="20.02")
    assert [year.year for year in working_days.years(register)].count(2027) == 1
    assert calendar_of(register).is_working_day(date(2027, 2, 20))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"year": ""}, "year"),
        ({"year": "1999"}, "year"),
        ({"year": "2100"}, "year"),
        ({"act": " "}, "act"),
        ({"days_off": ""}, "days_off"),
        ({"days_off": "32.01"}, "days_off"),
        ({"days_off": "09.01-01.01"}, "days_off"),
        ({"days_off": "01.01.2027"}, "days_off"),
        ({"days_off": "январь"}, "days_off"),
        ({"days_off": "01.01-02.01-03.01"}, "days_off"),
        ({"working_weekends": "25.02"}, "working_weekends"),  # a Friday
    ],
)
def test_what_is_no_year_is_refused_at_its_field(register: Register, changes: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as told:
        amend(register, **changes)
    assert [problem.field for problem in told.value.problems] == [field]
    assert not calendar_of(register).knows(2028)


def test_a_new_year_is_proposed_with_the_holidays_of_the_law(register: Register) -> None:
    # 2028: 1 and 2, 8 January, 4 November are weekends, those of January are moved by the act alone.
    proposed = working_days.proposed(register, 2028)
    assert shown_days(proposed.days_off) == "03.01–07.01, 23.02, 08.03, 01.05, 09.05, 12.06, 06.11"
    assert (proposed.act, proposed.working_weekends) == ("", ())
    assert shown_days(working_days.proposed(register, 2025).days_off) == (
        "01.01–03.01, 06.01–08.01, 01.05–02.05, 08.05–09.05, 12.06–13.06, 03.11–04.11, 31.12"
    )


def test_days_are_read_as_they_are_shown() -> None:
    days = tuple(working_days.read_days("01.01–03.01, 6.1-8.1, 31.12", 2025))
    assert shown_days(days) == "01.01–03.01, 06.01–08.01, 31.12"


@pytest.mark.parametrize(("role", "may"), [(Role.ADMINISTRATOR, True), (Role.DOCTOR, False), (Role.NURSE, False)])
def test_the_calendar_is_the_heads_and_the_administrators(
    register: Register, clock: Clock, role: Role, may: bool
) -> None:
    with factories.signed_in(register, role, clock) as opened:
        if may:
            assert amend(opened).is_own
        else:
            with pytest.raises(Forbidden):
                amend(opened)
        assert calendar_of(opened).knows(2028) is may  # everybody counts by it
