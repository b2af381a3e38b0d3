"""The act of a check of information on use: by consent, or with a refusal written down; never of anybody else."""

import pytest

from narcdesk import consents, examinations, history, patients, refusals
from narcdesk.forms import papers, sheets
from narcdesk.register import Register
from tests import factories
from tests.factories import DAY
from tests.papers import one_line, text_of

CHECK = {"on": DAY, "reason": "сообщение родных", "act": "12", "place": "кабинет", "outcome": "not_found"}
REFUSAL = {
    "on": DAY,
    "of": "examination",
    "reason": "alone",
    "explained": True,
    "consequences": "сведения останутся непроверенными",
    "signed": "signed",
    "next_step": "беседа",
}


@pytest.fixture
def patient(register: Register) -> int:
    return factories.patient(register).id


def act(register: Register, examination: examinations.Examination) -> str:
    return one_line(text_of(papers.pdf(register, [sheets.prepare(register, "akt_proverki", examination)])))


def test_the_act_says_by_what_consent_and_what_was_found(register: Register, patient: int) -> None:
    sheet = consents.give(register, patient, {"kind": "examination", "given_on": DAY})
    made = examinations.record(register, patient, {**CHECK, "result": "тест отрицательный"})
    text = act(register, made)
    for part in (
        "АКТ",
        "№ 12 от 16 марта 2026 г.",
        "Воробьёв Илья Петрович",
        f"№ {sheet.number} от 16.03.2026",
        "сообщение родных",
        "тест отрицательный",
        "Заключение: употребление не подтверждено.",
        "С актом ознакомлен",
        "Акт не заменяет акт медицинского освидетельствования на состояние опьянения.",
    ):
        assert part in text
    assert "Отказ" not in text
    (event,) = [one for one in history.events(register, patient) if one.title == "Освидетельствование"]
    assert len(event.papers) == 1


def test_of_who_refused_nothing_is_concluded(register: Register, patient: int) -> None:
    refused = refusals.record(register, patient, REFUSAL)
    text = act(register, examinations.record(register, patient, {**CHECK, "outcome": "refused"}))
    assert f"№ {refused.number} от 16.03.2026" in text
    assert "Проверка не проводилась: отказался от освидетельствования." in text
    assert "Заключение" not in text
    assert "Согласие на освидетельствование" not in text


def test_of_a_minor_the_representative_signs_who_consented(register: Register) -> None:
    passport = {"document_kind": "none", "document_issued_on": ""}
    young = factories.patient(register, birth="17.03.2010", snils="", **passport).id
    mother = patients.appoint(register, young, {"kinship": "mother", "surname": "Воробьёва", "given": "Анна"})
    typed = {"kind": "examination", "given_on": DAY}
    consents.give(register, young, typed, representative_id=mother.id)
    text = act(register, examinations.record(register, young, {**CHECK, "result": "тест отрицательный"}))
    assert "Воробьёва Анна, мать" in text
    assert "С актом ознакомлен законный представитель" in text
    assert "документа нет" in text
