"""Plans of motivation, talks, the journal of talks, memos and checks of information on use."""

from datetime import date
from typing import Any

import pytest

from narcdesk import consents, deaths, examinations, memos, motivation, patients, refusals, talks, tasks
from narcdesk.dates import Period
from narcdesk.errors import Invalid, UserError
from narcdesk.motivation import MotivationPlan, PlanResult
from narcdesk.register import Register
from narcdesk.talks import Readiness, Talk
from narcdesk.tasks import What
from tests import factories
from tests.factories import Clock

TODAY = date(2026, 3, 16)
PLAN = {"opened_on": "с", "goal": "согласие на лечение", "next_on": "20.03.2026"}
STEP = {"what": "беседа о лечении"}
TALK = {"on": "с", "with_whom": "alone", "stage": "thinking", "theme": "treatment", "result": "подумает"}
GROUP = {"on": "с", "theme": "prevention", "audience": "учащиеся колледжа", "heads": "24", "result": "вопросы"}


@pytest.fixture
def patient(register: Register) -> int:
    return factories.patient(register).id


def plan(register: Register, patient_id: int, *steps: dict[str, Any], **changes: Any) -> MotivationPlan:
    return motivation.plan(register, patient_id, {**PLAN, **changes}, steps or (STEP,))


def hold(register: Register, patient_id: int, **changes: Any) -> Talk:
    return talks.hold(register, patient_id, {**TALK, **changes})


def wrong(told: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.field for problem in told.value.problems]


def due(register: Register, what: What) -> list[tuple[str, str]]:
    return [(task.said, task.urgency.value) for task in tasks.today(register) if task.what is what]


# Plans


def test_a_plan_has_steps_somebody_who_answers_and_a_next_contact(register: Register, patient: int) -> None:
    made = plan(register, patient, STEP, {"what": "сообщить о группе", "subject": "office", "due": "30.03.2026"})
    assert (made.responsible_id, made.next_on) == (register.person.id, date(2026, 3, 20))
    first, second = motivation.steps(register, patient)
    assert (first.what, first.by_whom, first.due) == ("беседа о лечении", "кабинет", None)
    assert (second.what, second.due) == ("сообщить о группе", date(2026, 3, 30))


@pytest.mark.parametrize(
    ("changes", "steps", "field"),
    [
        ({"goal": ""}, [STEP], "goal"),
        ({"next_on": ""}, [STEP], "next_on"),
        ({"next_on": "15.03.2026"}, [STEP], "next_on"),
        ({"opened_on": "17.03.2026"}, [STEP], "opened_on"),
        ({}, [], "what"),
        ({}, [{"what": ""}], "what"),
        ({}, [{"what": "беседа", "due": "15.03.2026"}], "due"),
        ({}, [{"what": "беседа", "subject": "сосед"}], "subject"),
    ],
)
def test_a_plan_without_its_parts_is_none(
    register: Register, patient: int, changes: dict[str, str], steps: list[dict[str, str]], field: str
) -> None:
    with pytest.raises(Invalid) as told:
        motivation.plan(register, patient, {**PLAN, **changes}, steps)
    assert wrong(told) == [field]
    assert motivation.plans(register, patient) == []


def test_a_plan_follows_its_own_refusal(register: Register, patient: int) -> None:
    typed = {
        "on": "10.03.2026",
        "of": "treatment",
        "reason": "work",
        "explained": True,
        "consequences": "хуже",
        "signed": "signed",
        "next_step": "беседа",
    }
    refusal = refusals.record(register, patient, typed)
    other = factories.patient(register, surname="Котов", snils="").id
    for person, opened_on, field in ((other, "16.03.2026", "refusal_id"), (patient, "09.03.2026", "opened_on")):
        with pytest.raises(Invalid) as told:
            motivation.plan(register, person, {**PLAN, "opened_on": opened_on}, [STEP], refusal_id=refusal.id)
        assert wrong(told) == [field]


def test_one_plan_at_a_time(register: Register, patient: int) -> None:
    first = plan(register, patient)
    with pytest.raises(UserError, match=r"уже ведётся с 16\.03\.2026"):
        plan(register, patient)
    motivation.close(register, first.id, TODAY, PlanResult.LOST)
    assert plan(register, patient).id != first.id
    with pytest.raises(UserError, match="завершён"):
        motivation.step(register, first.id, STEP)


def test_the_next_contact_is_the_plans_until_a_talk_names_another(
    register: Register, patient: int, clock: Clock
) -> None:
    made = plan(register, patient)
    assert due(register, What.MOTIVATION) == [("контакт по плану мотивации 20.03.2026", "soon")]
    clock.go(date(2026, 3, 21))
    assert due(register, What.MOTIVATION) == [("контакт по плану мотивации 20.03.2026", "overdue")]
    with pytest.raises(Invalid) as told:
        hold(register, patient)
    assert wrong(told) == ["next_on"]  # a plan goes on: the next contact is named
    hold(register, patient, next_on="25.03.2026")
    assert due(register, What.MOTIVATION) == [("контакт по плану мотивации 25.03.2026", "soon")]
    motivation.close(register, made.id, date(2026, 3, 21), PlanResult.AGREED)
    assert due(register, What.MOTIVATION) == []


def test_without_a_plan_the_next_talk_is_due_where_one_was_agreed(
    register: Register, patient: int, clock: Clock
) -> None:
    hold(register, patient)
    assert due(register, What.MOTIVATION) == []
    hold(register, patient, next_on="18.03.2026")
    assert due(register, What.MOTIVATION) == [("следующая беседа 18.03.2026", "soon")]
    clock.go(date(2026, 3, 18))
    hold(register, patient)
    assert due(register, What.MOTIVATION) == []


def test_a_step_is_due_until_it_is_done(register: Register, patient: int) -> None:
    plan(register, patient, {"what": "позвать на группу", "due": "20.03.2026"})
    assert due(register, What.STEP) == [("позвать на группу: срок шага 20.03.2026", "soon")]
    (step,) = motivation.steps(register, patient)
    for on, outcome, field in ((TODAY, " ", "outcome"), (date(2026, 3, 15), "да", "done_on")):
        with pytest.raises(Invalid) as told:
            motivation.done(register, step.id, on, outcome)
        assert wrong(told) == [field]
    motivation.done(register, step.id, TODAY, "обещал прийти")
    assert due(register, What.STEP) == []
    with pytest.raises(UserError, match=r"уже отмечен 16\.03\.2026"):
        motivation.done(register, step.id, TODAY, "ещё раз")


def test_of_the_dead_nothing_is_due(register: Register, patient: int) -> None:
    plan(register, patient, {"what": "беседа", "due": "20.03.2026"})
    hold(register, patient, next_on="18.03.2026")
    deaths.note(register, patient, TODAY)
    assert due(register, What.MOTIVATION) == due(register, What.STEP) == []


# Talks


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"stage": ""}, "stage"),
        ({"result": ""}, "result"),
        ({"theme": "погода"}, "theme"),
        ({"with_whom": "group"}, "with_whom"),
        ({"with_whom": "family", "stage": ""}, "with_whom"),  # nobody consented that the family be told
        ({"next_on": "16.03.2026"}, "next_on"),
        ({"on": "01.01.1980"}, "on"),
    ],
)
def test_a_talk_that_does_not_say_its_own_is_none(
    register: Register, patient: int, changes: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as told:
        hold(register, patient, **changes)
    assert wrong(told) == [field]
    assert talks.listing(register, patient) == []


def test_the_family_alone_is_talked_to_by_consent(register: Register, patient: int) -> None:
    sheet = {"kind": "contact_relatives", "recipient": "мать", "purpose": "связь", "given_on": "16.03.2026"}
    given = consents.give(register, patient, sheet, scope=["visit"])
    assert hold(register, patient, with_whom="family", stage="").stage is None
    consents.withdraw(register, given.id, TODAY, "заявление")
    with pytest.raises(Invalid, match="связь с родственниками"):
        hold(register, patient, with_whom="family")
    assert hold(register, patient, with_whom="together").stage is Readiness.THINKING


def test_the_representative_of_a_minor_is_told_without_it(register: Register) -> None:
    young = factories.patient(register, birth="17.03.2008", document_kind="none", document_issued_on="").id
    with pytest.raises(Invalid):
        hold(register, young, with_whom="family")
    patients.appoint(register, young, {"kinship": "mother", "surname": "Воробьёва", "given": "Анна"})
    assert hold(register, young, with_whom="family").patient_id == young


def test_a_group_is_counted_and_nobody_of_it_named(register: Register) -> None:
    made = talks.hold_group(register, GROUP)
    assert (made.patient_id, made.heads) == (None, 24)
    for changes, field in (({"heads": ""}, "heads"), ({"heads": "1"}, "heads"), ({"audience": ""}, "audience")):
        with pytest.raises(Invalid) as told:
            talks.hold_group(register, {**GROUP, **changes})
        assert wrong(told)[0] == field


def test_the_journal_holds_both_in_the_order_of_days(register: Register, patient: int) -> None:
    hold(register, patient, on="12.03.2026")
    talks.hold_group(register, {**GROUP, "on": "02.03.2026"})
    hold(register, patient, on="27.02.2026")
    lines = talks.journal(register, Period.parse("2026-03"))
    assert [(line.talk.on.day, line.with_whom) for line in lines] == [
        (2, "группа: учащиеся колледжа, 24 чел."),
        (12, "Воробьёв Илья Петрович"),
    ]
    assert lines[0].held_by == "Зимин А. Н."


# Memos


def test_a_memo_is_given_and_its_receipt_signed_then_or_later(register: Register, patient: int) -> None:
    given = memos.give(register, patient, {"kind": "treatment", "given_on": "12.03.2026", "signed_on": ""})
    assert given.signed_on is None
    assert memos.sign(register, given.id, date(2026, 3, 13)).signed_on == date(2026, 3, 13)
    with pytest.raises(UserError, match=r"уже подписана 13\.03\.2026"):
        memos.sign(register, given.id, TODAY)
    other = memos.give(register, patient, {"kind": "whole", "given_on": "с", "signed_on": "с"})
    assert [one.id for one in memos.listing(register, patient)] == [other.id, given.id]


@pytest.mark.parametrize(("on", "is_good"), [(date(2026, 3, 11), False), (date(2026, 3, 12), True), (TODAY, True)])
def test_a_receipt_is_not_older_than_its_memo(register: Register, patient: int, on: date, is_good: bool) -> None:
    given = memos.give(register, patient, {"kind": "social", "given_on": "12.03.2026"})
    if is_good:
        assert memos.sign(register, given.id, on).signed_on == on
        return
    with pytest.raises(Invalid):
        memos.sign(register, given.id, on)
    with pytest.raises(Invalid):
        memos.give(register, patient, {"kind": "social", "given_on": "12.03.2026", "signed_on": on})


# Checks of information on use


CHECK = {"on": "с", "reason": "сообщение родных", "outcome": "not_found", "result": "признаков нет"}


def test_without_consent_nobody_is_examined(register: Register, patient: int) -> None:
    with pytest.raises(UserError, match="Освидетельствование без согласия не проводят"):
        examinations.record(register, patient, CHECK)
    sheet = consents.give(register, patient, {"kind": "examination", "given_on": "16.03.2026"})
    assert examinations.record(register, patient, CHECK).consent_id == sheet.id
    with pytest.raises(UserError, match="без согласия"):
        examinations.record(register, patient, {**CHECK, "on": "15.03.2026"})  # the day before the sheet
    consents.withdraw(register, sheet.id, TODAY, "заявление")
    with pytest.raises(UserError, match="без согласия"):
        examinations.record(register, patient, CHECK)


def test_a_refusal_is_a_result_too(register: Register, patient: int) -> None:
    with pytest.raises(UserError, match="Отказ от медицинского освидетельствования на этот день не записан"):
        examinations.record(register, patient, {**CHECK, "outcome": "refused", "result": ""})
    refusal = {
        "on": "с",
        "of": "examination",
        "reason": "distrust",
        "explained": True,
        "consequences": "нельзя подтвердить трезвость",
        "signed": "signed",
        "next_step": "беседа",
    }
    made = refusals.record(register, patient, refusal)
    kept = examinations.record(register, patient, {**CHECK, "outcome": "refused", "result": ""})
    assert (kept.refusal_id, kept.consent_id) == (made.id, None)


def test_the_result_is_said_in_words(register: Register, patient: int) -> None:
    consents.give(register, patient, {"kind": "examination", "given_on": "16.03.2026"})
    with pytest.raises(Invalid) as told:
        examinations.record(register, patient, {**CHECK, "result": " "})
    assert wrong(told) == ["result"]
