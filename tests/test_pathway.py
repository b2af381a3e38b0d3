"""The four stages of the regulation, as the facts of a card tell them."""

from datetime import date

from narcdesk import applications, certificates, courses, deaths, duties, observation, patronage, stays, treatments
from narcdesk.courses import Outcome
from narcdesk.pathway import Standing, stages
from narcdesk.register import Register
from tests import factories
from tests.factories import Clock


def told(register: Register, patient_id: int) -> list[tuple[str, str]]:
    return [(step.standing.value, step.said) for step in stages(register, patient_id)]


AHEAD = ("ahead", "впереди")


def test_who_only_came_is_at_the_first_stage_even_under_observation(register: Register) -> None:
    who = factories.patient(register, came_on="05.02.2026").id
    assert told(register, who) == [("now", "с 02.2026"), AHEAD, AHEAD, AHEAD]
    factories.diagnosis(register, who)
    observation.take(register, who, {"taken_on": "06.02.2026"})
    assert told(register, who)[0] == ("now", "с 02.2026")


def test_stages_are_numbered_and_named_by_the_regulation(register: Register) -> None:
    who = factories.patient(register).id
    assert [(step.stage.value, step.stage.label) for step in stages(register, who)] == [
        ("3.1", "Выявление и мотивация"),
        ("3.2", "Лечение"),
        ("3.3", "Реабилитация"),
        ("3.4", "Патронат"),
    ]


def test_treatment_goes_on_ends_or_breaks_off(register: Register) -> None:
    who = factories.patient(register).id
    course = courses.start(register, who, {"kind": "treatment", "started_on": "10.02.2026"})
    assert told(register, who)[:2] == [("done", "с 02.2026"), ("now", "с 02.2026")]
    courses.finish(register, course.id, date(2026, 2, 20), Outcome.DROPPED)
    assert told(register, who)[1] == ("broken", "прервано 02.2026")
    course = courses.start(register, who, {"kind": "medical", "started_on": "25.02.2026"})
    assert told(register, who)[1] == ("now", "с 02.2026")
    courses.finish(register, course.id, date(2026, 3, 10), Outcome.FINISHED)
    assert told(register, who)[1] == ("done", "02.2026 – 03.2026")


def test_rehabilitation_begins_with_the_application(register: Register, clock: Clock) -> None:
    who = factories.patient(register).id
    factories.both_consents(register, who)
    asked = factories.application(register, who)
    assert told(register, who)[2] == ("now", "заявка: черновик")
    assert told(register, who)[1] == ("ahead", "нет записей")
    applications.submit(register, asked.id)
    applications.send(register, asked.id, factories.DAY, "12")
    assert told(register, who)[2] == ("now", "заявка: направлена")
    applications.granted(register, asked.id, factories.DAY, "7-р")
    assert told(register, who)[2] == ("now", "решено выдать сертификат")
    typed = {"number": "СР-1", "issued_on": "16.03.2026", "valid_until": "15.04.2026", "days": "180"}
    certificate = certificates.record(register, asked.id, typed)
    assert told(register, who)[2] == ("now", "идёт подбор организации, до 15.04.2026")
    course = courses.start(register, who, {"kind": "social", "started_on": "16.03.2026"}, certificate_id=certificate.id)
    assert told(register, who)[2] == ("now", "с 03.2026")
    clock.go(date(2026, 9, 14))
    courses.finish(register, course.id, date(2026, 9, 12), Outcome.FINISHED)
    assert told(register, who)[2] == ("done", "03.2026 – 09.2026")


def test_a_refused_application_is_nothing_begun(register: Register) -> None:
    who = factories.patient(register).id
    asked = factories.application(register, who)
    applications.withdrawn(register, asked.id, factories.DAY, "передумал")
    assert told(register, who) == [("now", "с 02.2026"), AHEAD, AHEAD, AHEAD]


def test_patronage_is_the_last_stage(register: Register, clock: Clock) -> None:
    who = factories.patient(register).id
    programme = patronage.begin(register, who, {"opened_on": "10.03.2026"})
    assert [step.standing for step in stages(register, who)] == [
        Standing.DONE,
        Standing.AHEAD,
        Standing.AHEAD,
        Standing.NOW,
    ]
    assert told(register, who)[1:] == [("ahead", "нет записей"), ("ahead", "нет записей"), ("now", "с 03.2026")]
    clock.go(date(2027, 3, 10))
    patronage.close(register, programme.id, date(2027, 3, 10))
    assert told(register, who)[3] == ("done", "03.2026 – 03.2027")


def test_nothing_is_ahead_of_the_dead(register: Register) -> None:
    who = factories.patient(register).id
    deaths.note(register, who, factories.DAY)
    assert told(register, who)[1:] == [("ahead", "нет записей")] * 3


def test_a_course_that_was_broken_off_says_so_until_he_returns(register: Register, clock: Clock) -> None:
    who = factories.patient(register).id
    course = courses.start(register, who, {"kind": "medical", "started_on": "02.03.2026"})
    stays.mark(register, course.id, {"kind": "interrupted", "on": "10.03.2026", "reason": "ушёл сам"})
    assert told(register, who)[1] == ("broken", "прервано 03.2026")
    stays.mark(register, course.id, {"kind": "returned", "on": "16.03.2026"})
    assert told(register, who)[1] == ("now", "с 03.2026")


def test_a_plan_opens_the_stage_of_treatment_before_its_first_course(register: Register) -> None:
    who = factories.patient(register).id
    decided = {"decided_on": "02.03.2026", "decider": "doctor", "need": "F11", "conditions": "outpatient"}
    plan = treatments.plan(register, who, {"kind": "outpatient", "begin_by": "20.03.2026", **decided})
    assert told(register, who)[1] == ("now", "начать до 20.03.2026")
    treatments.begin(register, plan.id, date(2026, 3, 9))
    assert told(register, who)[1] == ("now", "по плану с 03.2026")


def test_each_stage_says_what_comes_next_and_by_what_day(register: Register) -> None:
    def comes(patient_id: int) -> list[tuple[str, date | None]]:
        return [(step.then, step.due) for step in stages(register, patient_id)]

    who = factories.patient(register).id
    assert comes(who) == [("начать лечение", None), ("", None), ("", None), ("", None)]
    observation.take(register, who, {"taken_on": "06.02.2026"})
    observation.visit(register, who, {"on": "10.03.2026", "kept": True, "next_on": "10.04.2026"})
    assert comes(who)[0] == ("явка", date(2026, 4, 10))
    course = courses.start(register, who, {"kind": "treatment", "started_on": "10.02.2026"})
    assert comes(who) == [("", None), ("явка", date(2026, 4, 10)), ("", None), ("", None)]
    courses.finish(register, course.id, date(2026, 3, 10), Outcome.FINISHED)
    assert comes(who)[1:] == [("", None), ("явка", date(2026, 4, 10)), ("", None)]
    duties.receive(register, who, {"kind": "АП", "court": "Суд", "decided_on": "10.03.2026", "appear_by": "20.03.2026"})
    programme = patronage.begin(register, who, {"opened_on": "11.03.2026"})
    assert comes(who)[3] == ("явка", date(2026, 4, 10))
    patronage.contact(register, programme.id, {"on": "12.03.2026", "way": "phone", "next_on": "19.03.2026"})
    assert comes(who) == [
        ("явка по суду", date(2026, 3, 20)),
        ("", None),
        ("", None),
        ("патронат", date(2026, 3, 19)),
    ]
    deaths.note(register, who, factories.DAY)
    assert comes(who) == [("", None)] * 4


def test_after_treatment_comes_the_application(register: Register) -> None:
    who = factories.patient(register).id
    course = courses.start(register, who, {"kind": "treatment", "started_on": "10.02.2026"})
    courses.finish(register, course.id, date(2026, 3, 10), Outcome.FINISHED)
    assert [step.then for step in stages(register, who)] == ["", "", "подать заявку", ""]
