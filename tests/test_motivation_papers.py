"""Papers of refusals and motivation as a register makes them: what they say, and what they never guess."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from narcdesk import consents, documents, letters, memos, motivation, patients, refusals, talks
from narcdesk.consents import ADDRESSED, ConsentKind
from narcdesk.dates import Period
from narcdesk.forms import papers, sheets
from narcdesk.letters import NoGround
from narcdesk.register import Register
from tests import factories
from tests.factories import DAY
from tests.papers import one_line, text_of

REFUSAL = {
    "on": DAY,
    "of": "treatment",
    "reason": "alone",
    "explained": True,
    "consequences": "зависимость усилится.",
    "signed": "signed",
    "next_step": "беседа через неделю",
}
TALK = {"on": DAY, "with_whom": "alone", "stage": "thinking", "theme": "treatment", "result": "подумает"}


@pytest.fixture
def patient(register: Register) -> int:
    return factories.patient(register).id


def said(register: Register, code: str, subject: Any) -> str:
    return one_line(text_of(papers.pdf(register, [sheets.prepare(register, code, subject)])))


def test_a_refusal_is_printed_with_its_number_and_whoever_explained(register: Register, patient: int) -> None:
    text = said(register, "otkaz", refusals.record(register, patient, REFUSAL))
    for words in ("№ О-2026-0001 от 16 марта 2026 г.", "от лечения", "зависимость усилится.", "А. Н. Зимин"):
        assert words in text
    assert "Акт об отказе подписать" not in text
    assert "форма — приложение приказа, сверьте" in text.lower()


def test_without_a_signature_the_witnesses_stand_on_the_sheet(register: Register, patient: int) -> None:
    by_act = {**REFUSAL, "signed": "by_act", "witnesses": "Рябинина О. П., Котов П. А."}
    text = said(register, "otkaz", refusals.record(register, patient, by_act))
    assert "Акт об отказе подписать" in text
    assert "Свидетели: Рябинина О. П., Котов П. А." in text


def test_the_representative_of_a_minor_stands_on_the_refusal(register: Register) -> None:
    young = factories.patient(register, birth="17.03.2008", document_kind="none", document_issued_on="").id
    mother = patients.appoint(register, young, {"kinship": "mother", "surname": "Воробьёва", "given": "Анна"})
    text = said(register, "otkaz", refusals.record(register, young, REFUSAL, representative_id=mother.id))
    assert "Воробьёва Анна, мать" in text
    assert "Несовершеннолетний ознакомлен" in text


def test_the_sheet_of_motivation_holds_the_plan_and_every_talk(register: Register, patient: int) -> None:
    talks.hold(register, patient, {**TALK, "on": date(2026, 3, 12)})
    typed = {"opened_on": DAY, "goal": "согласие на лечение", "next_on": "20.03.2026"}
    motivation.plan(register, patient, typed, [{"what": "позвать на группу", "due": "19.03.2026"}])
    talks.hold(register, patient, {**TALK, "result": "согласился", "next_on": "25.03.2026"})
    text = said(register, "list_motivacii", patients.one(register, patient))
    parts = ("согласие на лечение", "позвать на группу", "12.03.2026", "подумает", "согласился", "25.03.2026")
    assert [part for part in parts if part not in text] == []
    assert text.index("подумает") < text.index("согласился")


def test_the_journal_of_talks_counts_groups_and_belongs_to_nobody(register: Register, patient: int) -> None:
    talks.hold(register, patient, TALK)
    for heads in ("24", "11"):
        group = {"on": DAY, "theme": "prevention", "audience": "учащиеся", "heads": heads, "result": "вопросы"}
        talks.hold_group(register, group)
    text = said(register, "zhurnal_besed", Period.parse("2026-03"))
    assert "Записано бесед: 3; из них с группами: 2, в группах было человек: 35." in text
    assert "группа: учащиеся, 24 чел." in text
    assert documents.listing(register, patient) == []


def test_a_memo_never_guesses_what_the_profile_does_not_know(register: Register, training_register: Register) -> None:
    def memo(kept: Register) -> str:
        who = factories.patient(kept).id
        return said(kept, "pamyatka", memos.give(kept, who, {"kind": "social", "given_on": DAY}))

    assert "Срок решения уточните в кабинете" in memo(register)  # nobody confirmed the terms of Volgograd
    assert "10 рабочих дней" in memo(training_register)


@pytest.mark.parametrize("kind", list(ConsentKind))
def test_every_consent_has_its_sheet(register: Register, patient: int, kind: ConsentKind) -> None:
    to = {"recipient": "АНО «Берег»", "purpose": "прохождение курса"} if kind in ADDRESSED else {}
    scope = ["visit"] if kind in consents.TELLING else None
    sheet = consents.give(register, patient, {"kind": kind.value, "given_on": DAY, **to}, scope=scope)
    paper = papers.prepare_consent(register, sheet.id)
    text = one_line(text_of(papers.pdf(register, [paper])))
    assert f"№ {sheet.number} от 16 марта 2026 г." in text
    assert not to or "АНО «Берег»" in text


# A withdrawal stops what a letter would tell


@pytest.mark.parametrize("kind", ["secrecy", "provider", "social"])
@pytest.mark.parametrize("stop", [None, "withdraw", "refuse"])
def test_a_letter_by_a_consent_stops_with_it(register: Register, patient: int, kind: str, stop: str | None) -> None:
    given = {"kind": kind, "given_on": DAY, "recipient": "АНО «Берег»", "purpose": "прохождение курса"}
    sheet = consents.give(register, patient, given, scope=["visit"])
    typed = {
        "recipient_kind": "rehabilitation",
        "recipient": "АНО «Берег»",
        "ground": "consent",
        "words": "наблюдается",
    }
    about = patients.one(register, patient)
    letter = letters.draft(register, patient, typed, form="otvet_na_zapros", about=about, consent_id=sheet.id)
    stops: dict[str | None, Callable[[], object]] = {
        None: lambda: None,
        "withdraw": lambda: consents.withdraw(register, sheet.id, DAY, "заявление"),
        "refuse": lambda: refusals.record(register, patient, {**REFUSAL, "of": kind, "recipient": "АНО «Берег»"}),
    }
    if stop is None:
        assert sheets.issue(register, letter.id).form == "otvet_na_zapros"
        return
    stops[stop]()
    with pytest.raises(NoGround, match="отозвано"):
        sheets.issue(register, letter.id)
