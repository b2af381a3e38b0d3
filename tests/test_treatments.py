"""Plans of treatment and of the out-patient stage: the decision, the steps with their marks, the stages, the end."""

from datetime import date
from typing import Any

import pytest

from narcdesk import deaths, mistakes, observation, taking_back, treatments
from narcdesk.errors import Invalid, NotFound, UserError
from narcdesk.observation import TestResult, Visit
from narcdesk.register import Register
from narcdesk.treatments import PlanOutcome, PlanStep, StepMark, TreatmentPlan
from tests import factories
from tests.factories import DAY, Clock

DECIDED: dict[str, Any] = {
    "kind": "outpatient",
    "decided_on": "02.03.2026",
    "decider": "doctor",
    "need": "вернулся из стационара",
    "conditions": "outpatient",
    "begin_by": "09.03.2026",
    "until": "30.04.2026",
}
VISIT = {"kind": "visit", "due_on": "20.03.2026"}


def fields(told: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.field for problem in told.value.problems]


@pytest.fixture
def patient(register: Register) -> int:
    return factories.patient(register).id


@pytest.fixture
def plan(register: Register, patient: int) -> TreatmentPlan:
    return treatments.plan(register, patient, DECIDED)


def test_a_decision_of_the_commission_has_its_number_and_its_date(register: Register, patient: int) -> None:
    by_commission = {**DECIDED, "decider": "commission"}
    with pytest.raises(Invalid) as told:
        treatments.plan(register, patient, by_commission)
    assert fields(told) == ["protocol", "protocol_on"]
    made = treatments.plan(register, patient, {**by_commission, "protocol": "14", "protocol_on": "02.03.2026"})
    assert (made.protocol, made.protocol_on) == ("14", date(2026, 3, 2))


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"need": ""}, "need"),
        ({"decided_on": "17.03.2026"}, "decided_on"),
        ({"begin_by": "01.03.2026"}, "begin_by"),
        ({"until": "08.03.2026"}, "until"),  # before the last day to begin
    ],
)
def test_what_no_plan_says(register: Register, patient: int, typed: dict[str, str], wrong: str) -> None:
    with pytest.raises(Invalid) as told:
        treatments.plan(register, patient, {**DECIDED, **typed})
    assert fields(told) == [wrong]
    assert treatments.listing(register, patient) == []


def test_visits_are_planned_at_once_and_stand_by_their_days(register: Register, plan: TreatmentPlan) -> None:
    treatments.schedule(register, plan.id, VISIT, times=4, every=7)
    treatments.schedule(register, plan.id, {"kind": "measure", "due_on": "25.03.2026", "what": "групповая беседа"})
    found = treatments.steps(register, plan.patient_id)
    assert [f"{step.due_on:%d.%m} {step.title}" for step in found] == [
        "20.03 Явка",
        "25.03 Мероприятие: групповая беседа",
        "27.03 Явка",
        "03.04 Явка",
        "10.04 Явка",
    ]


@pytest.mark.parametrize(
    ("typed", "times", "every", "wrong"),
    [
        (VISIT, 0, 0, "times"),
        (VISIT, 61, 1, "times"),
        (VISIT, 2, 0, "every"),
        (VISIT, 7, 7, "due_on"),  # the last one would be on 1 May, the plan ends on 30 April
        ({**VISIT, "due_on": "01.03.2026"}, 1, 0, "due_on"),
        ({**VISIT, "kind": "measure"}, 1, 0, "what"),
        ({**VISIT, "kind": "stage"}, 1, 0, "what"),
    ],
)
def test_steps_that_cannot_be_planned(
    register: Register, plan: TreatmentPlan, typed: dict[str, str], times: int, every: int, wrong: str
) -> None:
    with pytest.raises(Invalid) as told:
        treatments.schedule(register, plan.id, typed, times=times, every=every)
    assert fields(told) == [wrong]
    assert treatments.steps(register, plan.patient_id) == []


def test_the_first_step_that_was_done_begins_the_plan(register: Register, plan: TreatmentPlan) -> None:
    missed, done = treatments.schedule(register, plan.id, {**VISIT, "due_on": "06.03.2026"}, times=2, every=4)
    treatments.mark(register, missed.id, date(2026, 3, 6), StepMark.MISSED, "не отвечал")
    assert treatments.listing(register, plan.patient_id)[0].begun_on is None
    treatments.mark(register, done.id, date(2026, 3, 11), StepMark.DONE)
    assert treatments.listing(register, plan.patient_id)[0].begun_on == date(2026, 3, 11)
    with pytest.raises(UserError, match="уже отмечен: выполнено"):
        treatments.mark(register, done.id, DAY, StepMark.MISSED)


@pytest.mark.parametrize("on", [date(2026, 3, 1), date(2026, 3, 17)])
def test_a_mark_lies_between_the_decision_and_today(register: Register, plan: TreatmentPlan, on: date) -> None:
    (step,) = treatments.schedule(register, plan.id, VISIT)
    with pytest.raises(Invalid, match=r"между решением 02\.03\.2026"):
        treatments.mark(register, step.id, on, StepMark.DONE)


def test_the_stage_is_the_last_one_that_was_entered(register: Register, plan: TreatmentPlan) -> None:
    treatments.enter_stage(register, plan.id, date(2026, 3, 10), "восстановительный")
    treatments.schedule(register, plan.id, {"kind": "stage", "due_on": "10.04.2026", "what": "поддерживающий"})
    assert treatments.stage_of(treatments.steps(register, plan.patient_id), plan.id) == "восстановительный"
    treatments.enter_stage(register, plan.id, DAY, "поддерживающий", "раньше срока")
    assert treatments.stage_of(treatments.steps(register, plan.patient_id), plan.id) == "поддерживающий"
    assert treatments.listing(register, plan.patient_id)[0].begun_on == date(2026, 3, 10)


def test_a_plan_begins_once_and_ends_once(register: Register, plan: TreatmentPlan) -> None:
    treatments.begin(register, plan.id, date(2026, 3, 9))
    with pytest.raises(UserError, match=r"уже начат 09\.03\.2026"):
        treatments.begin(register, plan.id, DAY)
    with pytest.raises(Invalid, match=r"раньше начала, 09\.03\.2026"):
        treatments.finish(register, plan.id, date(2026, 3, 8), PlanOutcome.DONE)
    treatments.finish(register, plan.id, date(2026, 3, 12), PlanOutcome.REFUSED)
    for act in (
        lambda: treatments.finish(register, plan.id, DAY, PlanOutcome.DONE),
        lambda: treatments.schedule(register, plan.id, VISIT),
        lambda: treatments.enter_stage(register, plan.id, DAY, "поддерживающий"),
    ):
        with pytest.raises(UserError, match=r"План уже окончен 12\.03\.2026"):
            act()


def test_nothing_is_planned_for_the_dead(register: Register, plan: TreatmentPlan) -> None:
    deaths.note(register, plan.patient_id, date(2026, 3, 12))
    for act in (
        lambda: treatments.schedule(register, plan.id, VISIT),
        lambda: treatments.begin(register, plan.id, date(2026, 3, 13)),
        lambda: treatments.plan(register, plan.patient_id, {**DECIDED, "decided_on": DAY, "begin_by": ""}),
    ):
        with pytest.raises(UserError, match="Пациент умер"):
            act()


def test_what_is_not_there_is_said(register: Register, clock: Clock) -> None:
    with pytest.raises(NotFound):
        treatments.begin(register, 404, DAY)
    with pytest.raises(NotFound):
        treatments.mark(register, 404, DAY, StepMark.DONE)


def test_marking_a_planned_visit_writes_it_down_once(register: Register, plan: TreatmentPlan) -> None:
    who = plan.patient_id
    first, second, third = treatments.schedule(
        register, plan.id, {**VISIT, "due_on": "09.03.2026"}, times=3, every=3
    )  # 9, 12 and 15 March
    treatments.mark(register, first.id, date(2026, 3, 9), StepMark.DONE, "спокоен", test=TestResult.FOUND)
    (visit,) = observation.visits(register, who)
    assert (visit.on, visit.kept, visit.test, visit.note) == (date(2026, 3, 9), True, TestResult.FOUND, "спокоен")
    assert visit.next_on == date(2026, 3, 12)  # the next one of the plan stays agreed
    assert [fact.on for fact in observation.remission_facts(register, who)] == [date(2026, 3, 9)]
    treatments.mark(register, second.id, date(2026, 3, 12), StepMark.MISSED, next_on=date(2026, 3, 20))
    missed = observation.visits(register, who)[0]
    assert (missed.on, missed.kept, missed.next_on) == (date(2026, 3, 12), False, date(2026, 3, 20))
    treatments.mark(register, third.id, DAY, StepMark.CANCELLED)
    assert len(observation.visits(register, who)) == 2
    (measure,) = treatments.schedule(register, plan.id, {"kind": "measure", "due_on": DAY, "what": "группа"})
    treatments.mark(register, measure.id, DAY, StepMark.DONE)
    assert len(observation.visits(register, who)) == 2  # a measure is no visit
    (late,) = treatments.schedule(register, plan.id, {**VISIT, "due_on": DAY})
    with pytest.raises(Invalid, match="результата быть не может"):
        treatments.mark(register, late.id, DAY, StepMark.MISSED, test=TestResult.CLEAN)
    assert len(observation.visits(register, who)) == 2


def test_the_day_agreed_before_stays_when_the_plan_names_none(register: Register, plan: TreatmentPlan) -> None:
    observation.visit(register, plan.patient_id, {"on": "01.03.2026", "kept": True, "next_on": "25.03.2026"})
    (step,) = treatments.schedule(register, plan.id, {**VISIT, "due_on": DAY})
    assert treatments.next_after(register, step.id, DAY) == date(2026, 3, 25)
    treatments.mark(register, step.id, DAY, StepMark.DONE)
    assert observation.visits(register, plan.patient_id)[0].next_on == date(2026, 3, 25)


def test_the_mark_and_its_visit_are_taken_back_as_one(register: Register, plan: TreatmentPlan) -> None:
    (step,) = treatments.schedule(register, plan.id, {**VISIT, "due_on": DAY})
    treatments.mark(register, step.id, DAY, StepMark.DONE, test=TestResult.FOUND)
    done = register.last
    assert done is not None
    taking_back.take_back(register, done)
    assert observation.visits(register, plan.patient_id) == []
    assert observation.remission_facts(register, plan.patient_id) == []
    (kept,) = treatments.steps(register, plan.patient_id)
    assert (kept.mark, kept.visit_id) == (None, None)
    assert treatments.listing(register, plan.patient_id)[0].begun_on is None


def test_the_quick_form_marks_the_visit_of_that_day_in_the_plan(register: Register, plan: TreatmentPlan) -> None:
    who = plan.patient_id
    today, later = treatments.schedule(register, plan.id, {**VISIT, "due_on": DAY}, times=2, every=4)
    treatments.visit(register, who, {"on": DAY, "kept": True, "note": "жалоб нет"})
    assert len(observation.visits(register, who)) == 1
    kept = {step.id: (step.mark, step.done_on, step.note) for step in treatments.steps(register, who)}
    assert kept == {today.id: (StepMark.DONE, DAY, "жалоб нет"), later.id: (None, None, "")}
    last = register.last
    assert last is not None
    taking_back.take_back(register, last)
    assert observation.visits(register, who) == []
    assert [step.mark for step in treatments.steps(register, who)] == [None, None]


def test_a_visit_that_is_there_already_is_not_written_twice(register: Register, plan: TreatmentPlan) -> None:
    observation.visit(register, plan.patient_id, {"on": DAY, "kept": True})
    (step,) = treatments.schedule(register, plan.id, {**VISIT, "due_on": DAY})
    treatments.mark(register, step.id, DAY, StepMark.DONE)
    assert len(observation.visits(register, plan.patient_id)) == 1


def test_what_is_struck_out_goes_with_what_followed_from_it(register: Register, plan: TreatmentPlan) -> None:
    who = plan.patient_id
    one, other = treatments.schedule(register, plan.id, {**VISIT, "due_on": "13.03.2026"}, times=2, every=3)
    for step, on in ((one, date(2026, 3, 13)), (other, DAY)):
        treatments.mark(register, step.id, on, StepMark.DONE, test=TestResult.FOUND)
    mistakes.strike_out(register, PlanStep, one.id, "чужой план")
    assert [visit.on for visit in observation.visits(register, who)] == [DAY]
    assert [fact.on for fact in observation.remission_facts(register, who)] == [DAY]
    (visit,) = observation.visits(register, who)
    mistakes.strike_out(register, Visit, visit.id, "не приходил")
    (due_again,) = treatments.steps(register, who)
    assert (due_again.id, due_again.mark, due_again.visit_id) == (other.id, None, None)
    treatments.visit(register, who, {"on": DAY, "kept": True})
    mistakes.strike_out(register, Visit, observation.visits(register, who)[0].id, "снова ошибка")
    assert [step.mark for step in treatments.steps(register, who)] == [None]  # of the quick form too
    treatments.mark(register, other.id, DAY, StepMark.DONE)
    mistakes.strike_out(register, TreatmentPlan, plan.id, "чужой план")
    assert observation.visits(register, who) == []
