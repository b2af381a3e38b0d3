"""The doctor's conclusion and the extract, the card of a client and the journal of consultations: what facts say."""

from datetime import date
from typing import Any

import pytest

from narcdesk import consents, courses, disclosures, families, letters, observation, occupations, talks
from narcdesk.courses import Outcome
from narcdesk.dates import Period
from narcdesk.disclosures import CONSENT
from narcdesk.errors import UserError
from narcdesk.forms import papers, sheets
from narcdesk.forms.scopes.client import came_from
from narcdesk.letters import NoGround
from narcdesk.patients import Patient
from narcdesk.register import Register
from tests import factories
from tests.factories import DAY
from tests.papers import TEMPLATES, diagnoses, one_line, text_of

WHOM = "АНО «Берег»"
LETTER = {"recipient_kind": "rehabilitation", "recipient": WHOM, "ground": CONSENT}
ALL = ["visit", "observation", "diagnosis", "treatment", "advice"]


@pytest.fixture
def patient(register: Register) -> Patient:
    return factories.patient(register, surname="Лапина", given="Дарья", patronymic="Ильинична", sex="f")


def said(register: Register, code: str, subject: Any) -> str:
    return one_line(text_of(papers.pdf(register, [sheets.prepare(register, code, subject)])))


def treated(register: Register, patient: Patient) -> None:
    """Observed since February, in hospital for three weeks."""
    factories.diagnosis(register, patient.id)
    observation.take(register, patient.id, {"taken_on": "09.02.2026"})
    typed = {"kind": "treatment", "place": "областной диспансер", "started_on": "10.02.2026"}
    course = courses.start(register, patient.id, typed)
    courses.finish(register, course.id, date(2026, 3, 2), Outcome.FINISHED)


@pytest.mark.parametrize("code", ["spravka", "vypiska"])
def test_what_goes_into_the_hand_says_what_the_register_knows(register: Register, patient: Patient, code: str) -> None:
    treated(register, patient)
    text = said(register, code, patient)
    for words in (
        "находится под наблюдением с 09.02.2026",
        "F11.2",
        "10.02.2026 — 02.03.2026 лечение областной диспансер",
        "от 16 марта 2026 г.",
        "приказу Минздрава России от 14.09.2020 № 972н",
    ):
        assert words in text, words
    assert ("Лапиной Дарье Ильиничне" in text) is (code == "spravka")  # «выдано» кому
    assert disclosures.of_patient(register, patient.id) == []  # into his own hand is no disclosure


def test_of_who_is_not_observed_that_is_said_and_nothing_guessed(register: Register, patient: Patient) -> None:
    text = said(register, "spravka", patient)
    assert "под наблюдением не находится" in text
    assert "лечение и реабилитация не записаны" in text
    assert "месяц" not in text  # no remission by facts
    assert not diagnoses(text)


def test_to_another_it_goes_by_a_consent_that_covers_it_all(register: Register, patient: Patient) -> None:
    treated(register, patient)
    sheet = {"kind": "provider", "recipient": WHOM, "purpose": "реабилитация", "given_on": DAY}
    form = "spravka_pismom"
    with pytest.raises(UserError, match="исходящее письмо"):
        sheets.prepare(register, form, patient)
    narrow = consents.give(register, patient.id, sheet, scope=["visit", "observation"])
    letter = letters.draft(register, patient.id, LETTER, form=form, about=patient, consent_id=narrow.id)
    with pytest.raises(NoGround, match="диагноз"):
        sheets.issue(register, letter.id)
    whole = consents.give(register, patient.id, sheet, scope=ALL)
    letter = letters.draft(register, patient.id, LETTER, form=form, about=patient, consent_id=whole.id)
    text = one_line(text_of(papers.pdf(register, [sheets.issue(register, letter.id)])))
    assert f"согласие № {whole.number} от 16.03.2026" in text
    assert "о состоянии здоровья Лапиной Дарьи Ильиничны" in text
    sheets.send(register, letter.id, DAY, "почтой")
    [told] = disclosures.of_patient(register, patient.id)
    assert (told.recipient, told.what) == (WHOM, TEMPLATES[form].title)


def test_the_card_of_a_client_names_only_kin_who_agreed(register: Register, patient: Patient) -> None:
    occupations.note(register, patient.id, {"since": "01.02.2026", "kind": "works", "place": "ООО «Пример», швея"})
    member = {"name": "Лапин Илья", "tie": "father", "consent_on": "01.03.2026"}
    families.enter(register, patient.id, member)
    gone = families.enter(register, patient.id, {**member, "name": "Лапина Вера", "tie": "mother"})
    families.withdraw(register, gone.id, DAY)
    text = said(register, "uchetnaya_kartochka", patient)
    for words in ("Лапин Илья отец", "работает", "ООО «Пример», швея", came_from(patient), patient.code):
        assert words in text, words
    assert "Вера" not in text
    assert "ООО «Пример», швея" in said(register, "ippsu", patient)


def test_blanks_for_others_hold_the_name_and_no_illness(register: Register, patient: Patient) -> None:
    treated(register, patient)
    for code in ("soglasie_organizatsii", "akt_uslug", "ippsu"):
        text = said(register, code, patient)
        assert "Лапина Дарья Ильинична" in text
        for secret in ("F11", "зависимост", "наркоман", "под наблюдением"):
            assert secret not in text, (code, secret)


def test_the_journal_of_consultations_names_nobody(register: Register, patient: Patient) -> None:
    talk = {"with_whom": "alone", "stage": "thinking", "theme": "treatment", "result": "подумает"}
    talks.hold(register, patient.id, {**talk, "on": "20.02.2026"})
    talks.hold(register, patient.id, {**talk, "on": "04.03.2026"})
    fresh = factories.patient(register, surname="Гусев", document_number="100009")
    talks.hold(register, fresh.id, {**talk, "on": "05.03.2026"})
    text = said(register, "zhurnal_konsultatsij", Period.parse("2026-03"))
    assert f"{patient.code} повторная" in text
    assert f"{fresh.code} первичная" in text
    assert "Лапина" not in text
    assert "Гусев" not in text
    assert "Консультаций: 2." in text


def test_every_paper_of_a_card_is_offered(register: Register) -> None:
    offered = {form.code for form in sheets.of_record(Patient, register)}
    assert offered >= {"spravka", "vypiska", "soglasie_organizatsii", "akt_uslug", "ippsu", "uchetnaya_kartochka"}
    assert "spravka_pismom" not in offered
    assert "spravka_pismom" in {form.code for form in sheets.of_record(Patient, register, leaves=True)}
