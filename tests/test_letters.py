"""Outgoing letters: without a lawful ground no number and no paper; what went is in the log."""

from datetime import date
from typing import Any

import pytest

from narcdesk import consents, deaths, disclosures, documents, letters, patients, tasks
from narcdesk.errors import Invalid, UserError
from narcdesk.forms import papers, sheets
from narcdesk.letters import Letter, LetterState, NoGround
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.tasks import Urgency
from tests import factories
from tests.factories import DAY, Clock
from tests.papers import one_line, text_of

FORM = "otvet_na_zapros"
POLICE = {
    "recipient_kind": "police",
    "recipient": "Отдел МВД России по Заречному району",
    "ground": "13.4.3",
    "basis": "запрос от 10.03.2026 № 8",
    "words": "на приёме был 10.03.2026",
}
SCHOOL = {"recipient_kind": "education", "recipient": "Школа № 2"}


@pytest.fixture
def patient(register: Register) -> Patient:
    return factories.patient(register)


def draft(register: Register, patient: Patient, consent_id: int | None = None, **changed: Any) -> Letter:
    typed = {**POLICE, **changed}
    return letters.draft(register, patient.id, typed, form=FORM, about=patient, consent_id=consent_id)


def by_consent(register: Register, patient: Patient, **of_consent: Any) -> Letter:
    sheet = consent(register, patient, **of_consent)
    return draft(register, patient, sheet.id, **{**SCHOOL, "ground": "consent", "basis": ""})


def consent(register: Register, patient: Patient, **changed: Any) -> consents.Consent:
    scope = changed.pop("scope", ["visit"])
    representative = changed.pop("representative_id", None)
    typed = {"kind": "secrecy", "recipient": "Школа № 2", "purpose": "помощь в учёбе", "given_on": DAY, **changed}
    return consents.give(register, patient.id, typed, scope=scope, representative_id=representative)


def reasons(register: Register, letter: Letter) -> str:
    with pytest.raises(NoGround) as refused:
        sheets.issue(register, letter.id)
    assert letters.one(register, letter.id).number is None
    assert documents.listing(register, letter.patient_id) == []
    return "; ".join(refused.value.reasons)


def test_a_letter_goes_its_way_and_the_log_has_it(register: Register, patient: Patient, clock: Clock) -> None:
    letter = draft(register, patient)
    assert letter.state is LetterState.DRAFT
    paper = sheets.issue(register, letter.id)
    numbered = letters.one(register, letter.id)
    assert (numbered.number, numbered.state, numbered.document_id) == ("И-2026-0001", LetterState.NUMBERED, paper.id)
    assert disclosures.of_patient(register, patient.id) == []  # nothing has left yet
    clock.go(date(2026, 3, 18))
    sheets.send(register, letter.id, date(2026, 3, 17), "нарочным")
    told = disclosures.of_patient(register, patient.id)[0]
    assert (told.told_on, told.recipient, told.ground) == (date(2026, 3, 17), POLICE["recipient"], "13.4.3")
    assert (told.what, told.basis, told.letter) == ("Ответ на запрос", POLICE["basis"], "И-2026-0001")
    letters.answered(register, letter.id, date(2026, 3, 18), "получено")
    assert letters.one(register, letter.id).state is LetterState.ANSWERED


def test_the_paper_names_number_addressee_ground_and_person(register: Register, patient: Patient) -> None:
    letter = draft(register, patient)
    said = one_line(text_of(papers.pdf(register, [sheets.issue(register, letter.id)])))
    for part in ("И-2026-0001", POLICE["recipient"], POLICE["basis"], patient.full_name, POLICE["words"]):
        assert part in said
    assert "323-ФЗ ст. 13 ч. 4 (запрос дознания" in said


def test_a_draft_is_seen_as_a_project_without_a_number(register: Register, patient: Patient) -> None:
    said = one_line(text_of(sheets.preview_letter(register, draft(register, patient).id)))
    assert "ПРОЕКТ" in said
    assert "И-2026" not in said


def test_a_paper_that_leaves_is_made_by_no_other_way(register: Register, patient: Patient) -> None:
    with pytest.raises(UserError, match="уходит из кабинета с именем"):
        sheets.prepare(register, FORM, patient)
    assert documents.listing(register, patient.id) == []


@pytest.mark.parametrize(
    "kind", ["commission", "administration", "education", "employer", "rehabilitation", "public", "social", "youth"]
)
@pytest.mark.parametrize("ground", ["13.4.3", "13.4.3.1", "13.4.3-УИИ", "13.4.5", "13.4.8"])
def test_who_is_on_no_list_is_told_nothing_without_consent(
    register: Register, patient: Patient, kind: str, ground: str
) -> None:
    letter = draft(register, patient, recipient_kind=kind, ground=ground)
    assert "не подходит адресату" in reasons(register, letter)


def test_a_consent_for_this_very_addressee_lets_it_leave(register: Register, patient: Patient) -> None:
    letter = by_consent(register, patient)
    sheets.issue(register, letter.id)
    sheets.send(register, letter.id, DAY, "лично в руки")
    assert disclosures.of_patient(register, patient.id)[0].basis == "согласие № С-2026-0001"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"recipient": "Школа № 3"}, "дано для другого получателя: Школа № 3"),
        ({"scope": ["diagnosis"]}, "не разрешено сообщать: факт обращения"),
        ({"given_on": date(2026, 3, 1), "valid_until": date(2026, 3, 15)}, "в этот день не действует"),
        ({"kind": "personal_data"}, "а нужно на передачу врачебной тайны"),
    ],
)
def test_a_consent_that_does_not_cover_it_blocks(
    register: Register, patient: Patient, changed: dict[str, Any], why: str
) -> None:
    assert why in reasons(register, by_consent(register, patient, **changed))


def test_a_consent_of_somebody_else_or_none_blocks(register: Register, patient: Patient) -> None:
    other = factories.patient(register, surname="Галкин", snils="")
    sheet = consent(register, other)
    for consent_id in (sheet.id, None):
        letter = draft(register, patient, consent_id, **{**SCHOOL, "ground": "consent"})
        assert reasons(register, letter) == "согласие не указано"


def test_a_withdrawal_stops_what_has_a_number_already(register: Register, patient: Patient) -> None:
    letter = by_consent(register, patient)
    sheets.issue(register, letter.id)
    consents.withdraw(register, consents.listing(register, patient.id)[0].id, DAY, "заявление")
    with pytest.raises(NoGround, match=r"отозвано 16\.03\.2026"):
        sheets.send(register, letter.id, DAY, "почтой")
    assert disclosures.of_patient(register, patient.id) == []
    letters.cancel(register, letter.id, "согласие отозвано")
    assert letters.one(register, letter.id).state is LetterState.CANCELLED


def test_for_a_minor_his_own_signature_is_not_enough(register: Register) -> None:
    child = factories.patient(
        register,
        birth="12.03.1988",
        snils="",
        document_kind="none",
        document_series="",
        document_number="",
        document_issued_on="",
    )
    letter = by_consent(register, child)
    patients.amend(register, child.id, {"birth": "12.03.2011"})  # what he had said of himself was not true
    assert "подписывает законный представитель" in reasons(register, letter)
    mother = patients.appoint(register, child.id, {"kinship": "mother", "surname": "Воробьёва", "given": "Анна"})
    letter = by_consent(register, child, representative_id=mother.id)
    sheets.issue(register, letter.id)
    assert letters.one(register, letter.id).state is LetterState.NUMBERED


def test_the_number_of_a_letter_that_did_not_go_is_not_given_again(register: Register, patient: Patient) -> None:
    first, second = draft(register, patient), draft(register, patient)
    sheets.issue(register, first.id)
    letters.cancel(register, first.id, "адресат не тот")
    sheets.issue(register, second.id)
    assert letters.one(register, second.id).number == "И-2026-0002"


def test_no_step_is_made_twice_or_out_of_order(register: Register, patient: Patient) -> None:
    letter = draft(register, patient)
    with pytest.raises(UserError, match="черновик"):
        sheets.send(register, letter.id, DAY, "")
    sheets.issue(register, letter.id)
    for step in (lambda: sheets.issue(register, letter.id), lambda: letters.amend(register, letter.id, POLICE)):
        with pytest.raises(UserError, match="оформлено"):
            step()
    with pytest.raises(Invalid, match=r"между 16\.03\.2026"):
        sheets.send(register, letter.id, date(2026, 3, 15), "")
    sheets.send(register, letter.id, DAY, "")
    with pytest.raises(UserError, match="отправлено"):
        letters.cancel(register, letter.id, "передумали")


def test_a_paper_knows_what_it_is_about(register: Register, patient: Patient) -> None:
    paper = sheets.issue(register, draft(register, patient).id)
    assert [found.id for found in documents.about(register, patient)] == [paper.id]
    assert [found.form for found in letters.about(register, patient, FORM)] == [FORM]


def test_what_was_begun_and_what_waits_for_an_answer_is_due(register: Register, patient: Patient, clock: Clock) -> None:
    letter = draft(register, patient, answer_due="25.03.2026")
    assert [(task.what.value, task.due) for task in tasks.today(register)] == [("letter", DAY)]
    sheets.issue(register, letter.id)
    sheets.send(register, letter.id, DAY, "почтой")
    assert [(task.what.value, task.due) for task in tasks.today(register)] == [("answer", date(2026, 3, 25))]
    clock.go(date(2026, 3, 26))
    assert [task.urgency for task in tasks.today(register)] == [Urgency.OVERDUE]
    letters.answered(register, letter.id, date(2026, 3, 26), "получено")
    assert tasks.today(register) == []


def test_of_the_dead_no_letter_reminds(register: Register, patient: Patient) -> None:
    draft(register, patient)
    deaths.note(register, patient.id, DAY)
    assert tasks.today(register) == []
