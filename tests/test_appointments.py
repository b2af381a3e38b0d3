"""The day agreed with a person as one keystroke moves it on. Monday 16.03.2026 is the day of the clock."""

from datetime import date

import pytest

from narcdesk import appointments, deaths, observation, patronage, taking_back, tasks
from narcdesk.errors import UserError
from narcdesk.observation import TestResult, Visit
from narcdesk.patronage import ContactWay
from narcdesk.register import Register
from tests import factories
from tests.factories import Clock


def appointed(register: Register, on: str, next_on: str, surname: str = "Котов") -> Visit:
    who = factories.patient(register, surname=surname, snils="").id
    observation.take(register, who, {"taken_on": "06.02.2026"})
    return observation.visit(register, who, {"on": on, "kept": True, "next_on": next_on})


def facts(visit: Visit) -> tuple[date, bool, TestResult, date | None]:
    return visit.on, visit.kept, visit.test, visit.next_on


def test_who_came_is_called_after_as_long_as_before(register: Register) -> None:
    visit = appointed(register, "02.03.2026", "16.03.2026")  # two weeks
    made = appointments.came(register, visit.id)
    assert facts(made) == (date(2026, 3, 16), True, TestResult.NONE, date(2026, 3, 30))


def test_the_day_off_is_passed_by_backwards(register: Register) -> None:
    visit = appointed(register, "05.03.2026", "17.03.2026")  # twelve days on is Saturday 28.03
    assert appointments.next_if_came(register, visit.id) == date(2026, 3, 27)
    short = appointed(register, "15.03.2026", "16.03.2026", "Лапин")  # a day on is Tuesday
    assert appointments.next_if_came(register, short.id) == date(2026, 3, 17)


def test_who_did_not_come_is_called_again_in_a_week(register: Register, clock: Clock) -> None:
    visit = appointed(register, "13.02.2026", "13.03.2026")
    made = appointments.missed(register, visit.id)
    assert facts(made) == (date(2026, 3, 13), False, TestResult.NONE, date(2026, 3, 23))
    clock.go(date(2026, 5, 1))  # a week on is Friday 8 May; the day after it is a holiday of the calendar
    late = appointments.missed(register, made.id)
    assert facts(late)[0] == date(2026, 3, 23)
    assert late.next_on == date(2026, 5, 8)


def test_a_day_that_is_ahead_is_not_missed(register: Register) -> None:
    visit = appointed(register, "13.03.2026", "17.03.2026")
    with pytest.raises(UserError, match="ещё не наступил"):
        appointments.missed(register, visit.id)


def test_several_stand_or_fall_and_go_back_together(register: Register) -> None:
    first = appointed(register, "02.03.2026", "16.03.2026")
    second = appointed(register, "02.03.2026", "13.03.2026", "Лапин")
    appointments.together(
        register, [lambda r: appointments.missed(r, first.id), lambda r: appointments.missed(r, second.id)]
    )
    assert {task.due for task in tasks.today(register)} == set()  # called again on 23.03, a week ahead
    step = register.last
    assert step is not None
    assert step.actions == ("observation.visit", "observation.visit")
    taking_back.take_back(register, step)
    assert [task.due for task in tasks.today(register)] == [date(2026, 3, 13), date(2026, 3, 16)]
    ahead = appointed(register, "02.03.2026", "20.03.2026", "Серов")
    acts = [lambda r: appointments.missed(r, first.id), lambda r: appointments.missed(r, ahead.id)]
    with pytest.raises(UserError, match="ещё не наступил"):
        appointments.together(register, acts)
    assert len(tasks.today(register)) == 3  # nobody was marked


def test_a_visit_is_moved_but_neither_back_nor_of_the_dead(register: Register, clock: Clock) -> None:
    visit = appointed(register, "02.03.2026", "13.03.2026")
    assert appointments.move_visit(register, visit.id, date(2026, 3, 18)).next_on == date(2026, 3, 18)
    (task,) = tasks.today(register)
    assert task.due == date(2026, 3, 18)
    for day in (date(2026, 3, 15), date(2027, 3, 18)):
        with pytest.raises(UserError):
            appointments.move_visit(register, visit.id, day)
    later = observation.visit(register, visit.patient_id, {"on": "16.03.2026", "kept": True, "next_on": "20.03.2026"})
    with pytest.raises(UserError, match="уже состоялась"):
        appointments.move_visit(register, visit.id, date(2026, 3, 19))
    deaths.note(register, visit.patient_id, date(2026, 3, 16))
    clock.go(date(2026, 3, 17))
    with pytest.raises(UserError, match="умер"):
        appointments.move_visit(register, later.id, date(2026, 3, 19))


def test_a_contact_goes_on_in_the_same_way(register: Register) -> None:
    who = factories.patient(register).id
    programme = patronage.begin(register, who, {"opened_on": "09.02.2026"})
    patronage.contact(register, programme.id, {"on": "02.03.2026", "way": "visit", "next_on": "16.03.2026"})
    made = appointments.contacted(register, programme.id)
    assert (made.on, made.way, made.next_on) == (date(2026, 3, 16), ContactWay.VISIT, date(2026, 3, 30))
    assert appointments.move_contact(register, programme.id, date(2026, 4, 1)).next_on == date(2026, 4, 1)
    patronage.close(register, programme.id, date(2026, 3, 16))
    with pytest.raises(UserError, match="уже не назначен"):
        appointments.move_contact(register, programme.id, date(2026, 4, 2))
