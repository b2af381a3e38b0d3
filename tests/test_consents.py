"""Consents: one sheet for one recipient and purpose, by whom it may be signed, and what a withdrawal stops."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from narcdesk import consents, patients, signers
from narcdesk.audit import AuditEntry, AuditTouch
from narcdesk.consents import Consent, ConsentKind
from narcdesk.dates import parse_partial_day
from narcdesk.errors import Invalid, NotFound
from narcdesk.patients import Representative
from narcdesk.register import Register
from tests import factories
from tests.factories import Clock

COMMITTEE = "комитет социальной защиты населения Волгоградской области"
HOSPITAL = "ГБУЗ «Заречная ЦРБ»"
TODAY = date(2026, 3, 16)


@pytest.fixture
def patient(register: Register) -> int:
    return factories.patient(register).id


def give(register: Register, patient_id: int, *, scope: list[str] | None = None, **changes: Any) -> Consent:
    sheet = {"kind": "personal_data", "recipient": COMMITTEE, "purpose": "выдача сертификата", "given_on": "с"}
    return consents.give(register, patient_id, {**sheet, **changes}, scope=scope)


def refused(told: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.field for problem in told.value.problems]


def test_a_sheet_has_a_number_of_its_year_and_says_who_took_it(register: Register, patient: int) -> None:
    first, second = give(register, patient), give(register, patient, given_on="31.12.2025")
    assert (first.number, second.number) == ("С-2026-0001", "С-2025-0001")
    assert give(register, patient).number == "С-2026-0002"
    assert first.taken_by == register.person.id
    assert first.given_on == TODAY
    assert first.kind is ConsentKind.PERSONAL_DATA


def test_what_may_be_told_is_kept_in_codes_and_shown_in_words(register: Register, patient: int) -> None:
    sheet = give(register, patient, kind="secrecy", scope=["observation", "diagnosis", "course"])
    assert sheet.scope == ["observation", "diagnosis", "course"]
    assert sheet.told == ["факт наблюдения", "диагноз", "ход реабилитации"]


@pytest.mark.parametrize(
    ("changes", "scope", "fields"),
    [
        ({"recipient": ""}, None, ["recipient"]),
        ({"purpose": " "}, None, ["purpose"]),
        ({"kind": "secrecy"}, None, ["scope"]),
        ({"kind": "secrecy", "recipient": "", "purpose": ""}, None, ["recipient", "purpose", "scope"]),
        ({"kind": ""}, None, ["kind"]),
        ({"given_on": ""}, None, ["given_on"]),
        ({"given_on": "17.03.2026"}, None, ["given_on"]),
        ({"valid_until": "15.03.2026"}, None, ["valid_until"]),
    ],
)
def test_a_sheet_that_does_not_say_to_whom_and_what_for_is_none(
    register: Register, patient: int, changes: dict[str, str], scope: list[str] | None, fields: list[str]
) -> None:
    with pytest.raises(Invalid) as told:
        give(register, patient, scope=scope, **changes)
    assert refused(told) == fields
    assert consents.listing(register, patient) == []


def test_consent_to_care_names_no_recipient(register: Register, patient: int) -> None:
    assert give(register, patient, kind="care", recipient="", purpose="").recipient == ""


@pytest.mark.parametrize(
    ("day", "is_valid"),
    [
        (date(2026, 3, 1), False),
        (date(2026, 3, 2), True),
        (date(2026, 9, 1), True),
        (date(2026, 9, 2), False),
    ],
)
def test_a_sheet_holds_from_its_day_to_its_last_day(
    register: Register, patient: int, day: date, is_valid: bool
) -> None:
    sheet = give(register, patient, given_on="02.03.2026", valid_until="01.09.2026")
    assert sheet.is_valid_on(day) is is_valid


def test_a_withdrawal_stops_what_comes_from_that_day_on(register: Register, patient: int, clock: Clock) -> None:
    sheet = give(register, patient)
    clock.go(date(2026, 4, 20))
    withdrawn = consents.withdraw(register, sheet.id, date(2026, 4, 13), " заявлением в кабинете ")
    assert withdrawn.is_valid_on(date(2026, 4, 12))
    assert not withdrawn.is_valid_on(date(2026, 4, 13))
    assert withdrawn.withdrawal == "заявлением в кабинете"


@pytest.mark.parametrize("on", [date(2026, 3, 15), date(2026, 3, 17)])
def test_a_withdrawal_lies_between_the_sheet_and_today(register: Register, patient: int, on: date) -> None:
    sheet = give(register, patient)
    with pytest.raises(Invalid) as told:
        consents.withdraw(register, sheet.id, on, "")
    assert refused(told) == ["withdrawn_on"]
    assert consents.one(register, sheet.id).withdrawn_on is None


def test_a_sheet_is_withdrawn_once(register: Register, patient: int) -> None:
    sheet = give(register, patient)
    consents.withdraw(register, sheet.id, TODAY, "устно")
    with pytest.raises(Invalid, match="уже отозвано"):
        consents.withdraw(register, sheet.id, TODAY, "ещё раз")


def valid(register: Register, patient: int, recipient: str = "", day: date = TODAY) -> str | None:
    with register.read() as session:
        found = consents.valid(session, patient, ConsentKind.PERSONAL_DATA, day, recipient)
        return found.number if found else None


def test_a_sheet_for_one_recipient_is_none_for_another(register: Register, patient: int) -> None:
    give(register, patient)
    assert valid(register, patient, COMMITTEE) == "С-2026-0001"
    assert valid(register, patient, HOSPITAL) is None
    assert valid(register, patient) == "С-2026-0001"


def test_the_newest_sheet_that_holds_is_the_one(register: Register, patient: int) -> None:
    give(register, patient, given_on="02.03.2026")
    newest = give(register, patient, given_on="16.03.2026")
    assert valid(register, patient, COMMITTEE) == "С-2026-0002"
    assert valid(register, patient, COMMITTEE, date(2026, 3, 10)) == "С-2026-0001"
    assert newest.number == "С-2026-0002"


def test_a_withdrawal_ends_every_sheet_for_that_recipient(register: Register, patient: int) -> None:
    older = give(register, patient, given_on="02.03.2026")
    other = give(register, patient, given_on="02.03.2026", recipient=HOSPITAL)
    newest = give(register, patient, given_on="16.03.2026")
    later = give(register, patient, given_on="16.03.2026", kind="secrecy", scope=["visit"])
    consents.withdraw(register, newest.id, TODAY, "заявление от 16.03.2026")
    assert valid(register, patient, COMMITTEE) is None
    ended = consents.one(register, older.id)
    assert (ended.withdrawn_on, ended.withdrawal) == (TODAY, "вместе с листом № С-2026-0003")
    assert consents.one(register, newest.id).withdrawal == "заявление от 16.03.2026"
    assert consents.one(register, other.id).withdrawn_on is None
    assert consents.one(register, later.id).withdrawn_on is None
    with register.read() as session:
        entry = session.scalars(sa.select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1)).one()
        touched = session.scalars(sa.select(AuditTouch.record_id).where(AuditTouch.seq == entry.seq))
        assert set(touched) >= {older.id, newest.id}


def test_an_entry_names_the_sheets_that_ended_together_in_their_order(register: Register, patient: int) -> None:
    sheets = [give(register, patient, given_on="02.03.2026").id for _ in range(12)]
    consents.withdraw(register, sheets[7], TODAY, "устно")
    with register.read() as session:
        last = session.scalar(sa.select(sa.func.max(AuditEntry.seq)))
        touched = sa.select(AuditTouch.record_id).where(AuditTouch.seq == last).order_by(AuditTouch.position)
        assert list(session.scalars(touched)) == sheets


def test_a_sheet_signed_after_the_withdrawal_goes_on(register: Register, patient: int) -> None:
    older = give(register, patient, given_on="02.03.2026")
    newer = give(register, patient, given_on="12.03.2026")
    consents.withdraw(register, older.id, date(2026, 3, 10), "устно")
    assert valid(register, patient, COMMITTEE) == newer.number


def test_a_sheet_signed_before_a_withdrawal_and_written_down_after_it_is_no_ground(
    register: Register, patient: int
) -> None:
    sheet = give(register, patient, given_on="10.03.2026")
    consents.withdraw(register, sheet.id, date(2026, 3, 12), "устно")
    late = give(register, patient, given_on="11.03.2026")
    assert (late.withdrawn_on, late.withdrawal) == (date(2026, 3, 12), "вместе с листом № С-2026-0001")
    assert valid(register, patient, COMMITTEE) is None
    assert give(register, patient, given_on="12.03.2026").withdrawn_on is None


def test_how_it_was_withdrawn_must_be_said(register: Register, patient: int) -> None:
    sheet = give(register, patient)
    with pytest.raises(Invalid) as told:
        consents.withdraw(register, sheet.id, TODAY, "  ")
    assert refused(told) == ["how"]
    assert consents.one(register, sheet.id).withdrawn_on is None


def test_sheets_of_another_patient_do_not_count(register: Register, patient: int) -> None:
    other = factories.patient(register, surname="Котов", snils="").id
    give(register, other)
    assert valid(register, patient) is None


def test_the_list_begins_with_the_newest(register: Register, patient: int) -> None:
    for day in ("02.03.2026", "16.03.2026", "09.03.2026"):
        give(register, patient, given_on=day)
    assert [one.number for one in consents.listing(register, patient)] == ["С-2026-0002", "С-2026-0003", "С-2026-0001"]


# Who signs


def mother(register: Register, patient_id: int, **changes: str) -> Representative:
    powers = {"kinship": "mother", "surname": "Воробьёва", "given": "Анна", "patronymic": "Сергеевна"}
    return patients.appoint(register, patient_id, {**powers, **changes})


NO_DOCUMENT = {"document_kind": "none", "document_series": "", "document_number": "", "document_issued_on": ""}
BORN = "17.03.2008"  # 18 tomorrow


@pytest.fixture
def young(register: Register) -> int:
    return factories.patient(register, birth=BORN, **NO_DOCUMENT).id


def test_a_representative_signs_for_his_own_patient_only(register: Register, young: int) -> None:
    other = factories.patient(register, surname="Котов", snils="", birth=BORN, **NO_DOCUMENT).id
    sheet = {"kind": "care", "given_on": TODAY}
    anna = mother(register, young)
    assert consents.give(register, young, sheet, representative_id=anna.id).representative_id == anna.id
    for stranger in (anna.id, 404):
        with pytest.raises(Invalid) as told:
            consents.give(register, other, sheet, representative_id=stranger)
        assert refused(told) == ["representative_id"]


def test_powers_that_ended_sign_nothing_more(register: Register, young: int) -> None:
    anna = mother(register, young, powers_until="10.03.2026")
    consents.give(register, young, {"kind": "care", "given_on": "10.03.2026"}, representative_id=anna.id)
    with pytest.raises(Invalid, match="полномочия представителя не действуют"):
        consents.give(register, young, {"kind": "care", "given_on": "11.03.2026"}, representative_id=anna.id)


DATA = {"kind": "personal_data", "recipient": COMMITTEE, "purpose": "выдача сертификата"}
ALCOHOL, DRUGS = {"substance": "F10"}, {"substance": "F11"}
GUARDIAN = {"kinship": "guardian", "powers": "распоряжение опеки № 7"}
PROXY = {"kinship": "proxy", "powers": "доверенность № 1"}


@pytest.mark.parametrize(
    ("birth", "diagnosis", "by", "sheet", "said"),
    [
        ("17.03.2008", DRUGS, None, {"kind": "care"}, "пациенту 17 лет: до 18 лет .*3-ФЗ ст. 54 ч. 2"),
        ("16.03.2008", DRUGS, None, {"kind": "care"}, ""),
        ("17.03.2008", None, None, {"kind": "care"}, "диагноз не записан, поэтому действует более строгое правило"),
        ("17.03.2008", DRUGS, {}, {"kind": "care"}, ""),
        ("16.03.2008", DRUGS, {}, {"kind": "care"}, r"совершеннолетний и подписывает сам.*323-ФЗ ст. 20\)"),
        ("17.03.2008", DRUGS, None, DATA, "до 18 лет подписывает законный представитель"),
        ("17.03.2011", ALCOHOL, None, {"kind": "observation"}, "пациенту 14 лет: до 15 лет .*323-ФЗ ст. 20 ч. 2"),
        ("16.03.2011", ALCOHOL, None, {"kind": "observation"}, ""),
        ("16.03.2011", ALCOHOL, {}, {"kind": "observation"}, ""),  # known at second hand: it forbids nothing
        ("16.03.2011", ALCOHOL, None, {"kind": "examination"}, "освидетельствование.*323-ФЗ ст. 20 ч. 2"),
        ("17.03.2008", DRUGS, PROXY, {"kind": "care"}, "родитель либо опекун или попечитель"),
        ("17.03.2008", DRUGS, {"kinship": "guardian"}, {"kind": "care"}, "чей документ о полномочиях записан"),
        ("17.03.2008", DRUGS, GUARDIAN, {"kind": "care"}, ""),
        ("12.03.1988", DRUGS, GUARDIAN, {"kind": "care"}, ""),  # of an adult who is incapable
        ("12.03.1988", DRUGS, {"kinship": "guardian"}, {"kind": "care"}, "документ о полномочиях не записан"),
        ("12.03.1988", DRUGS, PROXY, {"kind": "care"}, "доверенность этого права не даёт"),
        ("12.03.1988", DRUGS, PROXY, DATA, ""),
        ("12.03.1988", DRUGS, {"kinship": "spouse"}, DATA, r"документ о полномочиях.*152-ФЗ ст. 9 ч. 1"),
        ("2008", DRUGS, None, {"kind": "care"}, "дата рождения известна не вся: до 18 лет"),
        ("17.03.2008", DRUGS, None, {"kind": "care", "capable_by": "решение суда № 2-11 от 01.02.2026"}, ""),
        ("17.03.2008", DRUGS, {}, {"kind": "care", "capable_by": "решение суда № 2-11"}, "подписывает сам"),
    ],
)
def test_a_sheet_by_the_wrong_hand_is_refused_with_the_act(
    register: Register,
    birth: str,
    diagnosis: dict[str, str] | None,
    by: dict[str, str] | None,
    sheet: dict[str, str],
    said: str,
) -> None:
    person = factories.patient(register, birth=birth, **NO_DOCUMENT).id
    if diagnosis is not None:
        factories.diagnosis(register, person, **diagnosis)
    signer = None if by is None else mother(register, person, **by).id
    if not said:
        made = consents.give(register, person, {"given_on": TODAY, **sheet}, representative_id=signer)
        assert made.representative_id == signer
        return
    with pytest.raises(Invalid, match=said) as told:
        consents.give(register, person, {"given_on": TODAY, **sheet}, representative_id=signer)
    assert refused(told) == ["representative_id"]
    assert consents.listing(register, person) == []


@pytest.mark.parametrize(
    ("birth", "years", "day"),
    [
        ("17.03.2008", 18, date(2026, 3, 17)),
        ("29.02.2008", 18, date(2026, 3, 1)),  # 2026 has no such day
        ("29.02.2008", 16, date(2024, 2, 29)),
        ("29.02.2008", 15, date(2023, 3, 1)),
        ("02.2008", 18, date(2026, 3, 1)),  # of a month known in part, the last day
        ("2008", 18, date(2026, 12, 31)),
        ("31.12.2010", 15, date(2025, 12, 31)),
    ],
)
def test_a_birthday_is_the_first_day_on_which_the_age_is_sure(birth: str, years: int, day: date) -> None:
    born = parse_partial_day(birth, today=TODAY)
    assert signers.birthday(born, years) == day
    assert (born.least_age_on(day), born.least_age_on(day - timedelta(days=1))) == (years, years - 1)


# What may be told


@pytest.mark.parametrize("kind", ["provider", "social", "contact_relatives"])
def test_a_sheet_for_one_recipient_says_what_may_be_told(register: Register, patient: int, kind: str) -> None:
    with pytest.raises(Invalid) as told:
        give(register, patient, kind=kind, recipient="", purpose="")
    assert refused(told) == ["recipient", "purpose", "scope"]
    sheet = give(register, patient, kind=kind, recipient="АНО «Берег»", scope=["visit"])
    with register.read() as session:
        found = consents.lets_tell(session, patient, "АНО «Берег»", TODAY)
        assert found is not None
        assert found.number == sheet.number
        assert consents.lets_tell(session, patient, COMMITTEE, TODAY) is None
        assert consents.lets_tell(session, patient, "", TODAY) is None


def test_a_withdrawal_stops_the_telling_whatever_the_sheets_are_called(register: Register, patient: int) -> None:
    """What a recipient may be told ends at once, under every sheet that let him be told."""
    secrecy = give(register, patient, kind="secrecy", recipient="АНО «Берег»", scope=["course"])
    give(register, patient, kind="provider", recipient="АНО «Берег»", scope=["course"])
    other = give(register, patient, kind="social", recipient="КЦСОН", scope=["visit"])
    consents.withdraw(register, secrecy.id, TODAY, "заявление")
    with register.read() as session:
        assert consents.lets_tell(session, patient, "АНО «Берег»", TODAY) is None
        still = consents.lets_tell(session, patient, "КЦСОН", TODAY)
        assert still is not None
        assert still.number == other.number


# Whose signature the law wants


@pytest.mark.parametrize(
    ("birth", "diagnosis", "signs"),
    [
        ("17.03.2008", None, True),  # 17, no diagnosis yet: the stricter rule
        ("16.03.2008", None, False),  # 18 today
        ("17.03.2008", {"substance": "F11"}, True),  # наркомания: to 18 (3-ФЗ ст. 54)
        ("16.03.2008", {"substance": "F11"}, False),
        ("17.03.2011", {"substance": "F10"}, True),  # alcohol: to 15 (323-ФЗ ст. 20)
        ("16.03.2011", {"substance": "F10"}, False),
        ("2008", None, True),  # he may have been born on 31.12
        ("03.2008", None, True),
        ("2007", None, False),
        ("16.03.2011", {"substance": "F12", "state": "1", "current": "", "stage": ""}, False),  # harmful use only
    ],
)
def test_who_signs_for_a_minor_depends_on_the_illness(
    register: Register, birth: str, diagnosis: dict[str, str] | None, signs: bool
) -> None:
    young = factories.patient(
        register, birth=birth, document_kind="none", document_series="", document_number="", document_issued_on=""
    )
    if diagnosis is not None:
        factories.diagnosis(register, young.id, **diagnosis)
    with register.read() as session:
        assert consents.needs_representative(session, young, TODAY) is signs


@pytest.mark.parametrize("act", [consents.one, lambda register, id: consents.withdraw(register, id, TODAY, "")])
def test_a_sheet_that_is_not_there_is_told_calmly(register: Register, act: Any) -> None:
    with pytest.raises(NotFound):
        act(register, 404)
    with pytest.raises(NotFound):
        give(register, 404)
