"""After the authority's refusal the office is reminded of motivation, until a talk or a new application (6.1)."""

from datetime import date

import pytest

from narcdesk import applications, mistakes, talks, tasks
from narcdesk.register import Register
from narcdesk.talks import Talk
from narcdesk.tasks import Urgency, What
from tests import factories
from tests.factories import Clock

REFUSED, LATER = date(2026, 3, 16), date(2026, 3, 20)
TALK = {"with_whom": "alone", "stage": "thinking", "theme": "social", "result": "подумает"}


def refused(register: Register) -> applications.Application:
    asked = factories.asked(register)
    applications.submit(register, asked.id)
    applications.send(register, asked.id, REFUSED, "исх. 14")
    return applications.refused(register, asked.id, REFUSED, "реш. 3", "R05")


def due(register: Register) -> list[tuple[int, str, Urgency]]:
    found = tasks.due(register, kind="refused_applications")
    return [(task.record_id, task.said, task.urgency) for one in found for task in one.tasks]


@pytest.fixture
def told(register: Register, clock: Clock) -> applications.Application:
    made = refused(register)
    clock.go(LATER)
    return made


def test_a_refusal_is_a_task_of_motivation_from_its_day_on(register: Register, told: applications.Application) -> None:
    said = "орган отказал по заявке З-2026-0001, беседы после этого не было; решение от 16.03.2026"
    assert due(register) == [(told.id, said, Urgency.OVERDUE)]
    (task,) = [one for one in tasks.of_patient(register, told.patient_id) if one.what is What.REFUSED_APPLICATION]
    assert (task.title, task.due) == ("Отказ органа", REFUSED)


def test_a_talk_on_that_day_or_later_ends_it_and_one_before_does_not(
    register: Register, told: applications.Application
) -> None:
    talks.hold(register, told.patient_id, {**TALK, "on": date(2026, 3, 15)})
    assert len(due(register)) == 1
    held = talks.hold(register, told.patient_id, {**TALK, "on": REFUSED})
    assert due(register) == []
    mistakes.strike_out(register, Talk, held.id, "не он")
    assert len(due(register)) == 1


def test_a_new_application_ends_it_unless_it_is_withdrawn(register: Register, told: applications.Application) -> None:
    anew = factories.application(register, told.patient_id)
    assert due(register) == []
    applications.withdrawn(register, anew.id, LATER, "передумал")
    assert [one[0] for one in due(register)] == [told.id]


def test_a_refusal_that_was_put_back_asks_for_nothing(register: Register, told: applications.Application) -> None:
    applications.corrected(register, told.id, "отказ другому")
    assert due(register) == []
