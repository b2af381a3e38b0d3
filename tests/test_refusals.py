"""Refusals: what they must say, by whose hand, what they end at once, and to whom they may be told."""

from datetime import date
from typing import Any

import pytest

from narcdesk import consents, deaths, disclosures, gaps, mistakes, motivation, patients, refusals, tasks
from narcdesk.errors import Invalid, UserError
from narcdesk.gaps import Mend
from narcdesk.refusals import Refusal, RefusedOf
from narcdesk.register import Register
from narcdesk.tasks import What
from tests import factories
from tests.factories import Clock

TODAY = date(2026, 3, 16)
REFUSAL = {
    "on": "с",
    "of": "treatment",
    "reason": "alone",
    "explained": True,
    "consequences": "зависимость усилится",
    "signed": "signed",
    "next_step": "беседа через неделю",
}
PLAN = {"opened_on": "с", "goal": "согласие на лечение", "next_on": "23.03.2026"}
STEP = {"what": "беседа о лечении"}


@pytest.fixture
def patient(register: Register) -> int:
    return factories.patient(register).id


def refuse(register: Register, patient_id: int, **changes: Any) -> Refusal:
    return refusals.record(register, patient_id, {**REFUSAL, **changes})


def wrong(told: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.field for problem in told.value.problems]


def test_a_refusal_has_a_number_of_its_year_and_says_who_explained(register: Register, patient: int) -> None:
    first, second = refuse(register, patient), refuse(register, patient, on="31.12.2025", of="patronage")
    assert (first.number, second.number) == ("О-2026-0001", "О-2025-0001")
    assert first.explained_by == register.person.id
    assert [one.number for one in refusals.listing(register, patient)] == ["О-2026-0001", "О-2025-0001"]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"explained": False}, ["explained"]),
        ({"consequences": " "}, ["consequences"]),
        ({"reason": "other"}, ["words"]),
        ({"reason": "лень"}, ["reason"]),
        ({"of": ""}, ["of"]),
        ({"of": "secrecy"}, ["recipient"]),
        ({"signed": "by_act"}, ["witnesses"]),
        ({"signed": "by_act", "witnesses": "Рябинина, "}, ["witnesses"]),
        ({"next_step": ""}, ["next_step"]),
        ({"on": "17.03.2026"}, ["on"]),
        ({"on": "01.01.1980"}, ["on"]),  # before he was born
        ({"on": ""}, ["on"]),
    ],
)
def test_a_refusal_that_does_not_say_all_of_it_is_none(
    register: Register, patient: int, changes: dict[str, Any], fields: list[str]
) -> None:
    with pytest.raises(Invalid) as told:
        refuse(register, patient, **changes)
    assert wrong(told) == fields
    assert refusals.listing(register, patient) == []


def test_without_a_signature_two_witnesses_stand_for_it(register: Register, patient: int) -> None:
    made = refuse(register, patient, signed="by_act", witnesses="Рябинина В., медсестра; Котов П., регистратор")
    assert refusals.named("Рябинина В.; Котов П.") == ["Рябинина В.", "Котов П."]
    assert made.signed.label == "подписать отказался, составлен акт"


def test_a_minor_does_not_refuse_for_himself(register: Register) -> None:
    young = factories.patient(register, birth="17.03.2008", document_kind="none", document_issued_on="").id
    with pytest.raises(Invalid, match="до 18 лет подписывает законный представитель") as told:
        refuse(register, young)
    assert wrong(told) == ["representative_id"]
    mother = patients.appoint(register, young, {"kinship": "mother", "surname": "Воробьёва", "given": "Анна"})
    made = refusals.record(register, young, REFUSAL, representative_id=mother.id)
    assert made.representative_id == mother.id


def test_the_dead_refuse_nothing(register: Register, patient: int) -> None:
    deaths.note(register, patient, date(2026, 3, 10))
    with pytest.raises(UserError, match=r"умер 10\.03\.2026"):
        refuse(register, patient)
    assert refuse(register, patient, on="09.03.2026").of is RefusedOf.TREATMENT


# What it ends


def sheet(register: Register, patient_id: int, kind: str, **changes: Any) -> int:
    to = {"recipient": "АНО «Берег»", "purpose": "курс"} if kind in ("secrecy", "provider") else {}
    scope = ["course"] if to else None
    return consents.give(
        register, patient_id, {"kind": kind, "given_on": "02.03.2026", **to, **changes}, scope=scope
    ).id


def ended(register: Register, consent_id: int) -> date | None:
    return consents.one(register, consent_id).withdrawn_on


def test_a_refusal_of_what_was_consented_to_ends_the_sheet_at_once(register: Register, patient: int) -> None:
    care, observed = sheet(register, patient, "care"), sheet(register, patient, "observation")
    refuse(register, patient, of="observation")
    assert ended(register, observed) == TODAY
    assert ended(register, care) is None
    assert consents.one(register, observed).withdrawal == "вместе с отказом № О-2026-0001"


def test_a_refusal_of_telling_ends_every_sheet_for_that_recipient(register: Register, patient: int) -> None:
    secrecy, provider = sheet(register, patient, "secrecy"), sheet(register, patient, "provider")
    other = sheet(register, patient, "provider", recipient="АНО «Мост»")
    refuse(register, patient, of="provider", recipient="АНО «Берег»")
    assert (ended(register, secrecy), ended(register, provider), ended(register, other)) == (TODAY, TODAY, None)


def test_a_refusal_of_treatment_leaves_the_consent_to_care(register: Register, patient: int) -> None:
    care = sheet(register, patient, "care")
    refuse(register, patient)
    assert ended(register, care) is None


def test_a_refusal_that_was_a_mistake_gives_the_sheets_back(register: Register, patient: int) -> None:
    observed = sheet(register, patient, "observation")
    by_hand = sheet(register, patient, "observation")
    consents.withdraw(register, by_hand, date(2026, 3, 10), "заявление")
    observed = sheet(register, patient, "observation", given_on="12.03.2026")
    made = refuse(register, patient, of="observation")
    assert ended(register, observed) == TODAY
    mistakes.strike_out(register, Refusal, made.id, "не тот человек")
    assert ended(register, observed) is None
    assert ended(register, by_hand) == date(2026, 3, 10)


def test_a_later_consent_overtakes_a_refusal(register: Register, patient: int) -> None:
    def standing() -> str | None:
        with register.read() as session:
            found = refusals.standing(session, patient, RefusedOf.OBSERVATION, TODAY)
        return None if found is None else found.number

    assert standing() is None
    refuse(register, patient, of="observation", on="10.03.2026")
    assert standing() == "О-2026-0001"
    sheet(register, patient, "observation", given_on="12.03.2026")
    assert standing() is None


# Whom it is told


TOLD = {"told_on": "с", "recipient": "Заречный районный суд", "ground": "13.4.3", "basis": "запрос № 8"}


def test_it_is_told_only_with_a_ground_and_stands_in_the_log(register: Register, patient: int) -> None:
    made = refuse(register, patient)
    told = refusals.tell(register, made.id, TOLD)
    assert (told.told_on, told.told_to) == (TODAY, "Заречный районный суд")
    (line,) = disclosures.of_patient(register, patient)
    assert (line.what, line.ground, line.basis) == ("отказ № О-2026-0001", "13.4.3", "запрос № 8")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ground": ""}, "ground"),
        ({"ground": "школа"}, "ground"),
        ({"basis": ""}, "basis"),
        ({"ground": "consent"}, "ground"),  # nobody consented that the court be told
        ({"told_on": "15.03.2026"}, "told_on"),
        ({"recipient": ""}, "recipient"),
    ],
)
def test_without_a_ground_nobody_is_told(register: Register, patient: int, changes: dict[str, str], field: str) -> None:
    made = refuse(register, patient)
    with pytest.raises(Invalid) as told:
        refusals.tell(register, made.id, {**TOLD, **changes})
    assert field in wrong(told)
    assert disclosures.of_patient(register, patient) == []
    assert refusals.one(register, made.id).told_on is None


def test_a_consent_for_this_very_recipient_is_a_ground(register: Register, patient: int) -> None:
    made = refuse(register, patient)
    sheet(register, patient, "provider")
    told = {**TOLD, "recipient": "АНО «Берег»", "ground": "consent", "basis": ""}
    refusals.tell(register, made.id, told)
    assert disclosures.of_patient(register, patient)[0].basis == "согласие № С-2026-0001"
    with pytest.raises(Invalid, match="согласия на передачу сведений этому получателю нет"):
        refusals.tell(register, made.id, {**told, "recipient": "АНО «Мост»"})


# The motivation that must follow


def unanswered(register: Register) -> list[tuple[str, str]]:
    return [(task.said, task.urgency.value) for task in tasks.today(register) if task.what is What.REFUSAL]


def test_a_refusal_without_a_plan_is_a_gap_and_a_task_until_there_is_one(
    register: Register, patient: int, clock: Clock
) -> None:
    made = refuse(register, patient)
    said = "отказ от лечения, плана мотивации нет; отказ от 16.03.2026"
    assert unanswered(register) == [(said, "today")]
    (gap,) = [one for one in gaps.of_patient(register, patient) if one.mend is Mend.MOTIVATION]
    assert gap.said == "Отказ от лечения 16.03.2026: плана мотивации ещё нет (регламент, 4.4)."
    clock.go(date(2026, 3, 17))
    assert unanswered(register) == [(said, "overdue")]
    motivation.plan(register, patient, {**PLAN, "opened_on": "с"}, [STEP], refusal_id=made.id)
    assert unanswered(register) == []
    assert Mend.MOTIVATION not in [one.mend for one in gaps.of_patient(register, patient)]


def test_who_refuses_only_that_others_be_told_needs_no_motivation(register: Register, patient: int) -> None:
    refuse(register, patient, of="personal_data", recipient="комитет")
    assert unanswered(register) == []


def test_of_the_dead_no_plan_is_wanted(register: Register, patient: int) -> None:
    refuse(register, patient)
    deaths.note(register, patient, TODAY)
    assert unanswered(register) == []


def test_a_refusal_after_the_plan_was_ended_wants_another(register: Register, patient: int, clock: Clock) -> None:
    refuse(register, patient)
    plan = motivation.plan(register, patient, PLAN, [STEP])
    refuse(register, patient, of="patronage")
    assert unanswered(register) == []  # the plan goes on
    motivation.close(register, plan.id, TODAY, motivation.PlanResult.AGREED)
    clock.go(date(2026, 3, 20))
    refuse(register, patient, of="medical")
    assert [said for said, _ in unanswered(register)] == [
        "отказ от медицинской реабилитации, плана мотивации нет; отказ от 20.03.2026"
    ]


def test_a_struck_out_plan_answers_nothing_and_its_refusal_cannot_go_before_it(
    register: Register, patient: int
) -> None:
    made = refuse(register, patient)
    plan = motivation.plan(register, patient, PLAN, [STEP], refusal_id=made.id)
    with pytest.raises(UserError, match="план мотивации"):
        mistakes.strike_out(register, Refusal, made.id, "не тот человек")
    mistakes.strike_out(register, motivation.MotivationPlan, plan.id, "не тот человек")
    assert len(unanswered(register)) == 1
    assert motivation.steps(register, patient) == []
    mistakes.strike_out(register, Refusal, made.id, "не тот человек")
    assert unanswered(register) == []
