"""What is due of one patient, and the rows of the first screen that courts and consents make."""

from datetime import date

from narcdesk import consents, duties, observation, tasks
from narcdesk.register import Register
from narcdesk.tasks import Task, Urgency, What
from tests import factories
from tests.factories import Clock


def rows(found: list[Task]) -> list[tuple[str, str, str]]:
    return [(task.what.value, task.said, task.urgency.value) for task in found]


def test_a_patient_has_his_own_tasks_however_far_ahead(register: Register) -> None:
    who = factories.patient(register).id
    other = factories.patient(register, surname="Котов", snils="").id
    for patient_id, next_on in ((who, "20.05.2026"), (other, "16.03.2026")):
        observation.take(register, patient_id, {"taken_on": "06.02.2026"})
        observation.visit(register, patient_id, {"on": "13.03.2026", "kept": True, "next_on": next_on})
    assert rows(tasks.of_patient(register, who)) == [("visit", "назначена на 20.05.2026", "soon")]
    assert [task.patient_id for task in tasks.today(register)] == [other]


def test_whom_the_court_waits_for(register: Register, clock: Clock) -> None:
    who = factories.patient(register).id
    duty = duties.receive(
        register,
        who,
        {"kind": "АП", "court": "мировой судья участка № 1", "decided_on": "10.03.2026", "appear_by": "20.03.2026"},
    )
    said = "по решению суда явиться до 20.03.2026"
    assert rows(tasks.today(register)) == [("duty", said, "soon")]
    clock.go(date(2026, 3, 23))
    assert rows(tasks.today(register)) == [("duty", said, "overdue")]
    duties.appeared(register, duty.id, date(2026, 3, 23))
    assert [task.what for task in tasks.today(register)] == [What.NOTICE]


def test_who_came_by_a_court_is_told_of_within_three_working_days(register: Register, clock: Clock) -> None:
    who = factories.patient(register).id
    typed = {"court": "мировой судья участка № 1", "decided_on": "02.03.2026"}
    duty = duties.receive(register, who, {**typed, "kind": "АП"})
    other = duties.receive(register, who, {**typed, "kind": "УК-73"})  # its term is not set by any act that is known
    for one in (duty, other):
        duties.appeared(register, one.id, date(2026, 3, 13))  # a Friday
    said = "отправить постановление с отметкой о явке до 18.03.2026"
    registered = "извещение органа о постановке на учёт должно прийти до 22.03.2026"
    unset = ("notice", "отправить постановление с отметкой о явке; срок не задан", "waiting")
    assert rows(tasks.today(register)) == [("notice", said, "soon"), unset]
    clock.go(date(2026, 3, 18))
    assert rows(tasks.today(register)) == [("notice", said, "today"), unset]
    clock.go(date(2026, 3, 19))
    assert rows(tasks.today(register)) == [("notice", said, "overdue"), unset]
    assert rows(tasks.of_patient(register, who)) == [("notice", said, "overdue"), unset]
    duties.told(register, duty.id, date(2026, 3, 19), "12-у")
    assert rows(tasks.today(register)) == [("registration", registered, "soon"), unset]


def test_of_a_duty_that_is_over_nobody_is_reminded(register: Register) -> None:
    who = factories.patient(register).id
    duty = duties.receive(register, who, {"kind": "АП", "court": "мировой судья", "decided_on": "02.03.2026"})
    duties.appeared(register, duty.id, date(2026, 3, 13))
    duties.finish(register, duty.id, date(2026, 3, 16), duties.DutyResult.CANCELLED)
    assert tasks.today(register) == []


def test_a_consent_that_ends_is_told_until_another_goes_on(register: Register, clock: Clock) -> None:
    who = factories.patient(register).id
    sheet = {"kind": "observation", "given_on": "10.03.2026"}
    consents.give(register, who, {**sheet, "valid_until": "25.03.2026"})
    [task] = tasks.today(register)
    assert (task.what, task.urgency) == (What.CONSENT, Urgency.SOON)
    assert task.said == "согласие на диспансерное наблюдение кончается 25.03.2026"
    clock.go(date(2026, 3, 25))
    assert [task.urgency for task in tasks.today(register)] == [Urgency.TODAY]
    consents.give(register, who, {**sheet, "given_on": "25.03.2026"})
    assert tasks.today(register) == []


def test_a_consent_far_from_its_end_waits_on_the_card_alone(register: Register) -> None:
    who = factories.patient(register).id
    consents.give(register, who, {"kind": "care", "given_on": "10.03.2026", "valid_until": "10.03.2027"})
    assert tasks.today(register) == []
    assert [task.due for task in tasks.of_patient(register, who)] == [date(2027, 3, 10)]
