"""What is due of plans, stays, patronage and help: from the day it is asked for until somebody has done it."""

from collections.abc import Callable
from datetime import date

import pytest

from narcdesk import courses, deaths, occupations, patronage, stays, tasks, treatments
from narcdesk.courses import Outcome
from narcdesk.occupations import HelpResult
from narcdesk.register import Register
from narcdesk.tasks import Urgency, What
from narcdesk.treatments import PlanOutcome, StepMark
from tests import factories
from tests.factories import DAY, Clock

DUE = "18.03.2026"  # in two days
PLAN = {
    "kind": "outpatient",
    "decided_on": "02.03.2026",
    "decider": "doctor",
    "need": "F11",
    "conditions": "outpatient",
}


def plan(register: Register, who: int, **more: str) -> int:
    return treatments.plan(register, who, {**PLAN, **more}).id


def course(register: Register, who: int) -> int:
    return courses.start(register, who, {"kind": "social", "started_on": "02.03.2026"}).id


Done = Callable[[], object]


def a_step(register: Register, who: int) -> Done:
    (step,) = treatments.schedule(register, plan(register, who), {"kind": "visit", "due_on": DUE})
    return lambda: treatments.mark(register, step.id, DAY, StepMark.DONE)


def a_plan_to_begin(register: Register, who: int) -> Done:
    made = plan(register, who, begin_by=DUE)
    return lambda: treatments.begin(register, made, DAY)


def a_plan_to_end(register: Register, who: int) -> Done:
    made = plan(register, who, until=DUE)
    treatments.begin(register, made, date(2026, 3, 3))
    return lambda: treatments.finish(register, made, DAY, PlanOutcome.DONE)


def a_return(register: Register, who: int) -> Done:
    made = course(register, who)
    stays.mark(register, made, {"kind": "interrupted", "on": "10.03.2026", "reason": "ушёл", "awaited_by": DUE})
    return lambda: stays.mark(register, made, {"kind": "returned", "on": "12.03.2026"})


def an_absence_that_nobody_ended(register: Register, who: int) -> Done:
    made = course(register, who)
    stays.mark(register, made, {"kind": "absent", "on": "10.03.2026", "awaited_by": DUE})
    return lambda: courses.finish(register, made, DAY, Outcome.DROPPED)


def an_act(register: Register, who: int) -> Done:
    made = course(register, who)
    stays.mark(register, made, {"kind": "arrived", "on": "02.03.2026", "awaited_by": DUE})
    return lambda: stays.mark(register, made, {"kind": "confirmed", "on": "12.03.2026", "act_on": "12.03.2026"})


def the_end_of_patronage(register: Register, who: int) -> Done:
    made = patronage.begin(register, who, {"opened_on": "02.03.2026", "until": DUE})
    return lambda: patronage.amend(register, made.id, {"until": "м+12"})


def a_result_of_help(register: Register, who: int) -> Done:
    sent = {"kind": "work", "on": "02.03.2026", "sent_to": "центр занятости", "answer_by": DUE}
    made = occupations.refer(register, who, sent)
    return lambda: occupations.answer(register, made.id, DAY, HelpResult.PLACED)


KINDS: dict[What, tuple[Callable[[Register, int], Done], str]] = {
    What.PLAN_STEP: (a_step, "по плану: явка, 18.03.2026"),
    What.PLAN_START: (a_plan_to_begin, "амбулаторный этап медицинской реабилитации, начать до 18.03.2026"),
    What.PLAN_END: (a_plan_to_end, "амбулаторный этап медицинской реабилитации: срок плана до 18.03.2026"),
    What.STAY_RETURN: (a_return, "вернуться на курс до 18.03.2026"),
    What.STAY_ACT: (an_act, "акт организации о прибытии ждём до 18.03.2026"),
    What.PATRONAGE_END: (the_end_of_patronage, "срок программы патроната до 18.03.2026"),
    What.WORK_HELP: (a_result_of_help, "узнать результат (центр занятости) до 18.03.2026"),
}


def due(register: Register, what: What) -> list[tuple[str, Urgency]]:
    return [(task.said, task.urgency) for task in tasks.today(register) if task.what is what]


@pytest.fixture
def patient(register: Register) -> int:
    return factories.patient(register).id


@pytest.mark.parametrize("what", KINDS)
def test_it_is_due_until_it_is_done(register: Register, patient: int, clock: Clock, what: What) -> None:
    make, said = KINDS[what]
    done = make(register, patient)
    assert due(register, what) == [(said, Urgency.SOON)]
    clock.go(date(2026, 3, 18))
    assert due(register, what) == [(said, Urgency.TODAY)]
    clock.go(date(2026, 3, 30))
    assert due(register, what) == [(said, Urgency.OVERDUE)]
    assert [task.what for task in tasks.of_patient(register, patient)] == [what]
    done()
    assert due(register, what) == []
    assert tasks.of_patient(register, patient) == [] or what is What.PATRONAGE_END  # its new term is far ahead


@pytest.mark.parametrize("what", KINDS)
def test_of_the_dead_nothing_is_due(register: Register, patient: int, what: What) -> None:
    KINDS[what][0](register, patient)
    deaths.note(register, patient, DAY)
    assert due(register, what) == []


def test_an_absence_is_over_with_its_course(register: Register, patient: int) -> None:
    done = an_absence_that_nobody_ended(register, patient)
    assert due(register, What.STAY_RETURN) == [("вернуться на курс до 18.03.2026", Urgency.SOON)]
    done()
    assert due(register, What.STAY_RETURN) == []


def test_an_interruption_awaits_in_place_of_the_absence_before_it(register: Register, patient: int) -> None:
    made = course(register, patient)
    stays.mark(register, made, {"kind": "absent", "on": "08.03.2026", "awaited_by": "10.03.2026"})
    assert due(register, What.STAY_RETURN) == [("вернуться на курс до 10.03.2026", Urgency.OVERDUE)]
    stays.mark(register, made, {"kind": "interrupted", "on": "11.03.2026", "reason": "ушёл", "awaited_by": DUE})
    assert due(register, What.STAY_RETURN) == [("вернуться на курс до 18.03.2026", Urgency.SOON)]


def test_an_act_without_a_term_waits_while_the_person_is_there(register: Register, patient: int) -> None:
    made = course(register, patient)
    stays.mark(register, made, {"kind": "arrived", "on": "02.03.2026"})
    said = "прибыл 02.03.2026, акта организации нет; срок не задан"
    assert due(register, What.STAY_ACT) == [(said, Urgency.WAITING)]
    courses.finish(register, made, DAY, Outcome.FINISHED)
    assert due(register, What.STAY_ACT) == []


def test_a_plan_that_ended_has_no_steps_due(register: Register, patient: int) -> None:
    made = plan(register, patient)
    treatments.schedule(register, made, {"kind": "visit", "due_on": "10.03.2026"}, times=2, every=7)
    assert [urgency for _said, urgency in due(register, What.PLAN_STEP)] == [Urgency.OVERDUE, Urgency.SOON]
    treatments.finish(register, made, DAY, PlanOutcome.REFUSED)
    assert due(register, What.PLAN_STEP) == []


def test_who_is_to_come_back_from_the_hospital_is_told_so(register: Register, patient: int) -> None:
    plan(register, patient, begin_by="10.03.2026", after_inpatient="да")
    [(said, urgency)] = due(register, What.PLAN_START)
    assert said.startswith("вернуться после стационара: амбулаторный этап")
    assert urgency is Urgency.OVERDUE
