"""The gate of referrals: nothing with a name leaves without a ground that fits."""

from datetime import timedelta
from typing import Any

import pytest

from narcdesk import (
    consents,
    disclosures,
    documents,
    letters,
    patients,
    referrals,
    subjects,
)
from narcdesk.forms import papers, sheets
from narcdesk.letters import Gate, Letter, NoGround
from narcdesk.referrals import ReferralState
from narcdesk.register import Register
from tests import factories
from tests.factories import DAY, Clock
from tests.papers import one_line, text_of
from tests.referral_office import DISPENSARY_NAME, let_go, letter_of, sent_here, sent_on


@pytest.fixture
def patient(register: Register) -> int:
    found = factories.patient(register)
    factories.diagnosis(register, found.id)
    return found.id


# The gate ------------------------------------------------------------------------------------------------------------


def blocked(register: Register, letter: Letter) -> str:
    """Why the letter is not made; nothing is printed, numbered or written into the log."""
    with pytest.raises(NoGround) as refused:
        sheets.issue(register, letter.id)
    assert letters.one(register, letter.id).number is None
    assert documents.listing(register, letter.patient_id) == []
    assert disclosures.of_patient(register, letter.patient_id) == []
    return "; ".join(refused.value.reasons)


def secrecy(register: Register, patient_id: int, to: str, **changed: Any) -> consents.Consent:
    scope = changed.pop("scope", ["visit", "diagnosis", "treatment"])
    representative = changed.pop("representative_id", None)
    typed = {"kind": "secrecy", "recipient": to, "purpose": "помощь", "given_on": "10.03.2026", **changed}
    return consents.give(register, patient_id, typed, scope=scope, representative_id=representative)


EVERY_CODE = (
    "13.4.1", "13.4.2", "13.4.3", "13.4.3.1", "13.4.3-УИИ", "13.4.4", "13.4.5", "13.4.6", "13.4.7", "13.4.8",
    "13.4.9", "13.4.10", "231-ФЗ",
)  # fmt: skip
ON_NO_LIST = (  # of the closed list of 323-ФЗ ст. 13 ч. 4: these are told with a written consent alone
    "commission", "minors", "social_policy", "authority", "education", "psychological_centre", "centre",
    "social_protection", "social_services", "employment", "youth", "volunteers", "self_help",
)  # fmt: skip


def against(register: Register, patient_id: int, kind: str, code: str, to: str = "Некто") -> list[str]:
    """What speaks against a letter that is only thought of."""
    letter = Letter(
        patient_id=patient_id,
        form="otvet_na_zapros",
        about_kind="patients",
        about_id=patient_id,
        recipient_kind=disclosures.AddresseeKind(kind),
        recipient=to,
        ground=code,
        basis="запрос № 1",
        drafted_on=DAY,
        signed_by=1,
    )
    with register.read() as session:
        return letters.objections(session, letter, Gate(["visit"], "ответ"), DAY)


@pytest.mark.parametrize("addressee", ON_NO_LIST)
def test_no_code_lets_a_name_go_to_who_is_on_no_list(register: Register, patient: int, addressee: str) -> None:
    referral = sent_on(register, patient, addressee)
    assert "не подходит адресату" in blocked(register, letter_of(register, referral, ground="13.4.3"))
    for code in EVERY_CODE:
        assert against(register, patient, referral.addressee_kind.value, code, referral.addressee_name), code


@pytest.mark.parametrize("kind", ["employer", "education", "rehabilitation"])
def test_an_employer_a_school_and_a_centre_of_the_offices_own_list_are_on_none_either(
    register: Register, patient: int, kind: str
) -> None:
    entry = subjects.enter(register, {"name": "ООО «Заречье»", "kind": kind})
    referral = sent_on(register, patient, entry.key)
    assert "не подходит адресату" in blocked(register, letter_of(register, referral, ground="13.4.7"))
    for code in EVERY_CODE:
        assert against(register, patient, kind, code, "ООО «Заречье»"), code


def test_each_code_fits_those_whom_the_law_names_and_nobody_else(register: Register, patient: int) -> None:
    assert set(FITS) == set(EVERY_CODE)
    for code, fits in FITS.items():
        free = {kind.value for kind in disclosures.AddresseeKind if not against(register, patient, kind.value, code)}
        assert free == fits, code


FITS: dict[str, set[str]] = {
    "13.4.1": {"medical"},
    "13.4.2": {"sanitary"},
    "13.4.3": {"police", "court", "prosecutor", "penal"},
    "13.4.3.1": {"police"},
    "13.4.3-УИИ": {"penal"},
    "13.4.4": {"parent"},
    "13.4.5": {"police"},
    "13.4.6": {"military"},
    "13.4.7": {"accident"},
    "13.4.8": {"medical"},
    "13.4.9": {"insurer"},
    "13.4.10": {"control"},
    "231-ФЗ": {"guard"},
}


def test_the_commission_cannot_be_written_to_as_if_it_were_the_police(register: Register, patient: int) -> None:
    person = patients.one(register, patient)
    typed = {
        "recipient_kind": "police",
        "recipient": "Антинаркотическая  комиссия района",
        "ground": "13.4.3",
        "basis": "запрос № 1",
    }
    letter = letters.draft(register, patient, typed, form="otvet_na_zapros", about=person)
    assert blocked(register, letter) == "в справочнике адресат — комиссия"
    other = letter_of(register, sent_on(register, patient, "commission"), recipient_kind="medical", ground="13.4.8")
    assert "адресат направления — комиссия" in blocked(register, other)


def test_form_057_goes_to_no_social_centre(register: Register, patient: int) -> None:
    name = "центр социальной защиты населения"
    sheet = secrecy(register, patient, name)
    referral = sent_on(register, patient, "social_protection", concomitant="В18.2")
    assert (referral.form, referral.grounds, referral.concomitant) == ("napravlenie_v_organizatsiyu", "", "")
    assert "форма 057/у" in blocked(register, letter_of(register, referral, sheet.id, form="napravlenie_057u"))
    letter = letter_of(register, referral, sheet.id)
    said = one_line(text_of(papers.pdf(register, [sheets.issue(register, letter.id)])))
    assert not any(word in said for word in ("F11", "зависим", "наркомани", "нарколог. заболев", "диагноз"))


def test_a_letter_of_a_referral_goes_nowhere_else(register: Register, patient: int) -> None:
    referral = sent_on(register, patient)
    elsewhere = letter_of(register, referral, recipient="Районная больница № 2")
    assert blocked(register, elsewhere) == f"направление выписано другому: {DISPENSARY_NAME}"
    answer = letter_of(register, sent_here(register, patient), recipient="Отдел МВД соседнего района")
    assert blocked(register, answer) == "направил другой: отдел МВД России по району"


SOCIAL = "социальной защиты"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"recipient": "центр занятости населения"}, "дано для другого получателя"),
        ({"scope": ["diagnosis"]}, "не разрешено сообщать: факт обращения"),
        ({"given_on": "01.03.2026", "valid_until": "15.03.2026"}, "в этот день не действует"),
        ({"kind": "personal_data", "scope": None}, "а нужно на передачу врачебной тайны"),
    ],
)
def test_a_consent_that_does_not_cover_it_stops_the_letter(
    register: Register, patient: int, changed: dict[str, Any], why: str
) -> None:
    to = "центр социальной защиты населения"
    sheet = (
        secrecy(register, patient, **{"to": to, **{k: v for k, v in changed.items() if k != "recipient"}})
        if ("recipient" not in changed)
        else secrecy(register, patient, changed["recipient"])
    )
    referral = sent_on(register, patient, "social_protection")
    assert why in blocked(register, letter_of(register, referral, sheet.id))


def test_another_patients_consent_is_none(register: Register, patient: int) -> None:
    other = factories.patient(register, surname="Ласточкин", snils="")
    sheet = secrecy(register, other.id, "центр социальной защиты населения")
    referral = sent_on(register, patient, "social_protection")
    assert "согласие не указано" in blocked(register, letter_of(register, referral, sheet.id))


def test_a_consent_withdrawn_before_the_number_stops_the_paper(register: Register, patient: int) -> None:
    sheet = secrecy(register, patient, "центр социальной защиты населения")
    letter = letter_of(register, sent_on(register, patient, "social_protection"), sheet.id)
    consents.withdraw(register, sheet.id, DAY, "заявление")
    assert "отозвано 16.03.2026" in blocked(register, letter)


def test_a_consent_withdrawn_after_the_number_stops_the_sending(register: Register, patient: int, clock: Clock) -> None:
    sheet = secrecy(register, patient, "центр социальной защиты населения")
    referral = sent_on(register, patient, "social_protection")
    letter = letter_of(register, referral, sheet.id)
    sheets.issue(register, letter.id)
    clock.go(DAY + timedelta(days=1))
    consents.withdraw(register, sheet.id, DAY + timedelta(days=1), "заявление")
    with pytest.raises(NoGround, match=r"отозвано 17\.03\.2026"):
        sheets.send(register, letter.id, DAY + timedelta(days=1), "почтой")
    assert disclosures.of_patient(register, patient) == []
    assert referrals.one_out(register, referral.id).state is ReferralState.PREPARED


def test_for_a_minor_the_representative_signs(register: Register) -> None:
    to = "комиссия по делам несовершеннолетних и защите их прав"
    child = factories.patient(register, birth="12.03.2009", snils="", document_kind="none")  # seventeen
    factories.diagnosis(register, child.id, substance="F10", state="1", current="", stage="")
    own = secrecy(register, child.id, to)  # with alcohol he signs himself
    letter = letter_of(register, sent_on(register, child.id, "minors"), own.id)
    factories.diagnosis(register, child.id, made_on="16.03.2026")  # опиоиды: now the law wants a representative
    assert "подписывает законный представитель" in blocked(register, letter)
    mother = patients.appoint(register, child.id, {"kinship": "mother", "surname": "Воробьёва", "given": "Анна"})
    signed = secrecy(register, child.id, to, given_on="16.03.2026", representative_id=mother.id)
    let_go(register, letter_of(register, sent_on(register, child.id, "minors"), signed.id))
    assert disclosures.of_patient(register, child.id)[0].basis == f"согласие № {signed.number}"


def test_form_057_has_all_that_the_notes_hold_of_it(register: Register) -> None:
    """Order 519н as far as it was read (certificates.md, 3.3 a): each thing that the form asks stands on the paper."""
    policy = {"policy_issued_on": "01.12.2022", "policy_insurer": "АО «Заречье-Мед»", "actual_address": "с. Луговое"}
    who = factories.patient(register, **policy).id
    factories.diagnosis(register, who)
    asked = {
        "made_on": DAY,
        "purpose": "медико-социальная реабилитация",
        "department": "реабилитационное отделение",
        "care_sort": "specialised",
        "care_form": "planned",
        "care_place": "inpatient",
        "courses_wanted": "2",
        "concomitant": "B18.2",
        "grounds": "после лечения",
        "examined": "ЭКГ без особенностей",
    }
    referral = referrals.prepare(register, who, asked, addressee="dispensary")
    typed = {"recipient_kind": "medical", "recipient": referral.addressee_name, "ground": "13.4.8"}
    letter = letters.draft(register, who, typed, form="napravlenie_057u", about=referral)
    text = one_line(text_of(papers.pdf(register, [sheets.issue(register, letter.id)])))
    for part in (
        "№ И-2026-0001 от 16 марта 2026 г.",
        "Воробьёв Илья Петрович",
        "мужской",
        "12.03.1988",
        "112-233-445 95",
        "серия 18 08, № 123456, выдан 20.04.2008, ОУФМС Заречного района",
        "1234567890123452",
        "Полис ОМС: дата выдачи 01.12.2022",
        "Страховая организация АО «Заречье-Мед»",
        "Место жительства 404620, р. п. Заречье, пер. Садовый, д. 4",
        "Место пребывания с. Луговое",
        "Местность город",
        "реабилитационное отделение",
        "Вид помощи специализированная",
        "Форма помощи плановая",
        "Условия оказания стационарно",
        "Число курсов 2",
        "F11.242Н",
        "B18.2",
        "Показания, обоснование после лечения",
        "ЭКГ без особенностей",
        "А. Н. Зимин",
        "М. П.",
    ):
        assert part in text, part
