"""The card: what is kept of what was typed, what blocks, what only asks for a reason, and what a correction forgets."""

from datetime import date
from typing import Any

import pytest

from narcdesk import patients
from narcdesk.dates import PartialDay
from narcdesk.errors import Invalid, NotFound, UserError
from narcdesk.patients import DocumentKind, Kinship, Locality, Patient, PolicyKind, Sex
from narcdesk.register import Register
from tests import factories
from tests.factories import Clock


def refused(told: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {problem.field: problem.message for problem in told.value.problems}


# A new card


def test_a_card_keeps_what_was_typed_in_its_clean_form(register: Register) -> None:
    patient = patients.one(register, factories.patient(register).id)
    assert patient.card_number == 1
    assert patient.opened_on == date(2026, 3, 16)
    assert patient.full_name == "Воробьёв Илья Петрович"
    assert patient.short_name == "Воробьёв И. П."
    assert patient.sex is Sex.MALE
    assert patient.birth == PartialDay(1988, 3, 12)
    assert patient.snils == "11223344595"
    assert patient.policy_kind is PolicyKind.UNIFIED
    assert patient.policy_number == "1234567890123452"
    assert patient.document_kind is DocumentKind.PASSPORT
    assert (patient.document_series, patient.document_number) == ("1808", "123456")
    assert patient.document_issued_on == date(2008, 4, 20)
    assert patient.document_department == "340001"
    assert patient.locality is Locality.TOWN
    assert patient.phone == "+79000000011"
    assert (patient.came_from, patient.came_on, patient.legal_ground) == ("police", date(2026, 2, 5), "voluntary")
    assert patient.odd == {}
    assert patient.not_given == {}


def test_numbers_of_cards_go_up_by_one(register: Register) -> None:
    assert [factories.patient(register, snils="").card_number for _ in range(3)] == [1, 2, 3]


def test_a_name_keeps_its_yo_and_its_hyphen(register: Register) -> None:
    patient = factories.patient(register, surname="Щёголева-Дёмина", given="Алёна", patronymic="", sex="f")
    assert patient.full_name == "Щёголева-Дёмина Алёна"
    assert patient.short_name == "Щёголева-Дёмина А."


def test_only_the_year_of_birth_may_be_known(register: Register) -> None:
    patient = factories.patient(register, birth="1988")
    assert patient.birth.iso == "1988"
    assert patient.birth.shown == "__.__.1988"
    # From the middle of the year, 01.07.1988.
    assert patient.age_on(date(2026, 3, 16)) == 37
    assert patient.age_on(date(2026, 7, 1)) == 38


def test_a_card_of_only_what_is_required(register: Register) -> None:
    required = ("surname", "given", "sex", "birth", "came_from", "came_on", "legal_ground")
    card = {name: value for name, value in factories.card().items() if name in required}
    patient = patients.enter(register, card)
    assert patient.patronymic == ""
    assert patient.document_issued_on is None


@pytest.mark.parametrize("given_up", ["left out", "empty"])
def test_everything_required_that_is_missing_is_told_at_once(register: Register, given_up: str) -> None:
    empty = dict.fromkeys(("surname", "given", "sex", "birth", "came_from", "came_on", "legal_ground"), "")
    with pytest.raises(Invalid) as told:
        patients.enter(register, {} if given_up == "left out" else empty)
    assert refused(told) == {
        "surname": "Фамилия: нужно заполнить",
        "given": "Имя: нужно заполнить",
        "sex": "Пол: нужно заполнить",
        "birth": "Дата рождения: нужно заполнить",
        "came_from": "Кто направил: нужно заполнить",
        "came_on": "Дата обращения: нужно заполнить",
        "legal_ground": "Основание: нужно заполнить",
    }
    assert told.value.lost == "Введённое осталось на экране."
    assert patients.count(register) == 0


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"birth": "17.03.2026"}, "birth", "Дата рождения: дата 17.03.2026 ещё не наступила"),
        ({"birth": "05.02.2008", "came_on": "04.02.2008"}, "came_on", "Дата обращения: раньше дня рождения"),
        ({"came_on": "17.03.2026"}, "came_on", "Дата обращения: дата 17.03.2026 ещё не наступила"),
        ({"came_from": "dragon"}, "came_from", "Кто направил: выберите из списка"),
        ({"surname": "Б" * 81}, "surname", "Фамилия: длиннее 80 знаков, сократите"),
    ],
)
def test_what_cannot_be_so_blocks(register: Register, typed: dict[str, Any], field: str, message: str) -> None:
    with pytest.raises(Invalid) as told:
        factories.patient(register, **typed)
    assert refused(told) == {field: message}


ODD: dict[str, tuple[dict[str, Any], str, str]] = {
    "a СНИЛС whose check figures do not fit": (
        {"snils": "112-233-445 96"},
        "snils",
        "контрольное число СНИЛС не сходится",
    ),
    "a policy whose check figure does not fit": (
        {"policy_number": "1234567890123450"},
        "policy_number",
        "контрольная цифра полиса не сходится",
    ),
    "a temporary policy of eight figures": (
        {"policy_kind": "temporary", "policy_number": "12345678"},
        "policy_number",
        "во временном свидетельстве 9 цифр, введено 8",
    ),
    "a passport series of three figures": (
        {"document_series": "180"},
        "document_series",
        "в серии паспорта 4 цифры, введено 3",
    ),
    "a passport number with a letter": (
        {"document_number": "12345А"},
        "document_number",
        "в номере паспорта могут быть только цифры",
    ),
    "a passport that should have been changed at 45": (
        {"birth": "12.03.1980", "document_issued_on": "20.04.2008"},
        "document_issued_on",
        "паспорт выдан до 45 лет",
    ),
    "a passport issued before the birth": (
        {"birth": "12.03.2009", "came_on": "05.02.2026"},
        "document_issued_on",
        "паспорт выдан раньше даты рождения",
    ),
    "a blank of another year than the issue": (
        {"document_series": "1802"},
        "document_issued_on",
        "год в серии паспорта далёк от года выдачи",
    ),
    "a department code with a third figure 7": (
        {"document_department": "347-001"},
        "document_department",
        "третья цифра кода подразделения бывает от 0 до 3",
    ),
}


@pytest.mark.parametrize("what", ODD)
def test_what_is_odd_asks_for_a_reason_and_is_kept_with_it(register: Register, what: str) -> None:
    typed, field, sentence = ODD[what]
    with pytest.raises(Invalid) as told:
        factories.patient(register, **typed)
    assert list(refused(told)) == [field]
    assert sentence in refused(told)[field]
    assert refused(told)[field].endswith("— исправьте или напишите, почему оставить так")
    with pytest.raises(Invalid):
        patients.enter(register, factories.card(**typed), odd={field: "  "})
    patient = patients.enter(register, factories.card(**typed), odd={field: "так в документе", "surname": "лишнее"})
    assert patient.odd == {field: "так в документе"}


def test_a_document_that_is_no_passport_is_not_held_against_the_rules_of_passports(register: Register) -> None:
    patient = factories.patient(register, document_kind="foreign", document_series="AB", document_number="C 77-1")
    assert (patient.document_series, patient.document_number) == ("AB", "C 77-1")


def test_not_knowing_and_refusing_are_answers(register: Register) -> None:
    card = factories.card(snils="", policy_number="", phone="")
    not_given = {"snils": "unknown", "policy_number": "refused", "surname": "refused", "phone": "unknown"}
    patient = patients.enter(register, {**card, "phone": "89047770055"}, not_given=not_given)
    assert patient.not_given == {"snils": "unknown", "policy_number": "refused"}


# A correction


def amended(register: Register, typed: dict[str, Any], **rest: Any) -> Patient:
    patients.amend(register, 1, typed, **rest)
    return patients.one(register, 1)


def test_what_is_not_typed_stays(register: Register) -> None:
    factories.patient(register)
    patient = amended(register, {"phone": "8 904 777-00-55"})
    assert patient.phone == "+79047770055"
    assert patient.full_name == "Воробьёв Илья Петрович"
    assert patient.policy_number == "1234567890123452"


def test_a_new_name_is_found_at_once(register: Register) -> None:
    factories.patient(register)
    patient = amended(register, {"surname": "Жаворонков-Чёрный"})
    assert patient.surname_key == "жаворонков черный"


def test_a_required_answer_cannot_be_emptied(register: Register) -> None:
    factories.patient(register)
    with pytest.raises(Invalid) as told:
        patients.amend(register, 1, {"surname": ""})
    assert refused(told) == {"surname": "Фамилия: нужно заполнить"}


def test_a_corrected_field_is_held_against_the_rest_of_the_card(register: Register) -> None:
    """The kind of the document is already in the card: a number typed alone is still a passport's."""
    factories.patient(register)
    with pytest.raises(Invalid) as told:
        patients.amend(register, 1, {"document_number": "12345"})
    assert "в номере паспорта 6 цифр, введено 5" in refused(told)["document_number"]
    with pytest.raises(Invalid) as told:
        patients.amend(register, 1, {"birth": "12.03.1980"})
    assert "паспорт выдан до 45 лет" in refused(told)["document_issued_on"]
    with pytest.raises(Invalid) as told:
        patients.amend(register, 1, {"birth": "06.02.2026"})
    assert refused(told)["came_on"] == "Дата обращения: раньше дня рождения"
    with pytest.raises(Invalid) as told:
        patients.amend(register, 1, {"policy_kind": "temporary"})
    assert list(refused(told)) == ["policy_number"]
    patient = amended(register, {"document_number": "123 456", "document_series": "18 08"})
    assert (patient.document_series, patient.document_number) == ("1808", "123456")


def test_a_foreign_passport_that_becomes_a_russian_one_is_read_anew(register: Register) -> None:
    factories.patient(register, document_kind="foreign", document_series="18 08", document_number="123 456")
    patient = amended(register, {"document_kind": "passport"})
    assert (patient.document_series, patient.document_number) == ("1808", "123456")


def test_the_reason_goes_with_the_oddity(register: Register) -> None:
    patients.enter(register, factories.card(snils="112-233-445 96"), odd={"snils": "так в карточке"})
    assert amended(register, {"phone": "89047770055"}).odd == {"snils": "так в карточке"}
    assert amended(register, {"snils": "112-233-445 95"}).odd == {}


def test_the_reason_goes_when_the_other_field_was_the_wrong_one(register: Register) -> None:
    patients.enter(register, factories.card(birth="12.03.1980"), odd={"document_issued_on": "менять не хочет"})
    assert amended(register, {"birth": "12.03.1988"}).odd == {}


def test_the_old_reason_does_not_cover_a_new_odd_number(register: Register) -> None:
    patients.enter(register, factories.card(snils="112-233-445 96"), odd={"snils": "так в карточке"})
    with pytest.raises(Invalid) as told:
        patients.amend(register, 1, {"snils": "112-233-445 97"})
    assert list(refused(told)) == ["snils"]
    assert amended(register, {"snils": "112-233-445 97"}, odd={"snils": "так в полисе"}).odd == {
        "snils": "так в полисе"
    }


def test_the_same_odd_number_saved_again_keeps_its_reason(register: Register) -> None:
    card = factories.card(snils="112-233-445 96")
    patients.enter(register, card, odd={"snils": "так в карточке"})
    assert amended(register, card).odd == {"snils": "так в карточке"}


def test_what_became_odd_with_time_does_not_stop_another_correction(register: Register, clock: Clock) -> None:
    """He was 37 when the card was opened; at 46 his passport is out of date, and his telephone may still change."""
    factories.patient(register)
    clock.go(date(2034, 5, 2))
    patient = amended(register, {"phone": "89047770055"})
    assert patient.phone == "+79047770055"
    assert patient.odd == {}


def test_a_sender_that_is_no_more_does_not_stop_another_correction(register: Register, clock: Clock) -> None:
    """The drug police were abolished on 05.04.2016; who was sent by them before stays so."""
    clock.go(date(2015, 3, 16))
    factories.patient(register, came_from="fskn", came_on="05.02.2015")
    clock.go(date(2026, 3, 16))
    assert amended(register, {"phone": "89047770055"}).came_from == "fskn"
    assert amended(register, {"came_from": "fskn", "phone": ""}).phone == ""
    with pytest.raises(Invalid) as told:
        patients.amend(register, 1, {"came_from": "dragon"})
    assert refused(told) == {"came_from": "Кто направил: выберите из списка"}


def test_an_absence_goes_when_the_answer_comes(register: Register) -> None:
    patients.enter(register, factories.card(snils=""), not_given={"snils": "refused"})
    assert amended(register, {"phone": "89047770055"}).not_given == {"snils": "refused"}
    assert amended(register, {"snils": "112-233-445 95"}).not_given == {}


def test_absences_given_anew_replace_the_old_ones(register: Register) -> None:
    patients.enter(register, factories.card(snils="", phone=""), not_given={"snils": "refused", "phone": "unknown"})
    assert amended(register, {}, not_given={"phone": "refused"}).not_given == {"phone": "refused"}


# Ages


@pytest.mark.parametrize(
    ("birth", "day", "age", "is_minor"),
    [
        ("17.03.2008", date(2026, 3, 16), 17, True),
        ("16.03.2008", date(2026, 3, 16), 18, False),
        ("29.02.2008", date(2026, 2, 28), 17, True),
        ("29.02.2008", date(2026, 3, 1), 18, False),
        ("03.2008", date(2026, 3, 14), 17, True),
        ("03.2008", date(2026, 3, 15), 18, True),  # in the middle of what is unknown; he may be younger
        ("03.2008", date(2026, 3, 31), 18, False),
        ("2008", date(2026, 6, 30), 17, True),
        ("2008", date(2026, 7, 1), 18, True),
        ("2008", date(2026, 12, 31), 18, False),
    ],
)
def test_eighteen_comes_on_the_birthday(register: Register, birth: str, day: date, age: int, is_minor: bool) -> None:
    patient = factories.patient(
        register, birth=birth, document_kind="none", document_series="", document_number="", document_issued_on=""
    )
    assert patient.age_on(day) == age
    assert patient.is_minor_on(day) is is_minor


def test_he_lives_where_he_really_lives(register: Register) -> None:
    assert factories.patient(register).residence == "404620, р. п. Заречье, пер. Садовый, д. 4"
    assert factories.patient(register, snils="", actual_address="с. Луговое").residence == "с. Луговое"


# Representatives


MOTHER = {
    "kinship": "mother",
    "surname": "Воробьёва",
    "given": "Анна",
    "patronymic": "Сергеевна",
    "powers": "свидетельство о рождении II-АН 123456",
    "powers_until": "01.09.2026",
}


def test_a_representative_may_speak_until_his_powers_end(register: Register, clock: Clock) -> None:
    patient = factories.patient(register)
    mother = patients.appoint(register, patient.id, MOTHER)
    assert mother.kinship is Kinship.MOTHER
    assert mother.full_name == "Воробьёва Анна Сергеевна"
    assert mother.is_valid_on(date(2026, 9, 1))
    assert not mother.is_valid_on(date(2026, 9, 2))
    clock.go(date(2026, 5, 4))
    released = patients.release(register, mother.id)
    assert released.is_valid_on(date(2026, 5, 3))
    assert not released.is_valid_on(date(2026, 5, 4))


def test_powers_end_once(register: Register, clock: Clock) -> None:
    mother = patients.appoint(register, factories.patient(register).id, MOTHER)
    patients.release(register, mother.id)
    clock.go(date(2026, 5, 4))
    with pytest.raises(UserError, match=r"прекращены 16\.03\.2026"):
        patients.release(register, mother.id)


def test_the_present_representatives_stand_first(register: Register) -> None:
    patient = factories.patient(register)
    mother = patients.appoint(register, patient.id, MOTHER)
    father = patients.appoint(register, patient.id, {**MOTHER, "kinship": "father", "given": "Пётр"})
    guardian = patients.appoint(register, patient.id, {**MOTHER, "kinship": "guardian", "given": "Ольга"})
    patients.release(register, father.id)
    found = patients.representatives(register, patient.id)
    assert [one.id for one in found] == [guardian.id, mother.id, father.id]


def test_a_representative_must_be_named(register: Register) -> None:
    with pytest.raises(Invalid) as told:
        patients.appoint(register, factories.patient(register).id, {"kinship": "mother"})
    assert list(refused(told)) == ["surname", "given"]


@pytest.mark.parametrize("act", [patients.look, patients.one, patients.release])
def test_who_is_not_there_is_told_calmly(register: Register, act: Any) -> None:
    with pytest.raises(NotFound, match=r"нет\."):
        act(register, 404)


def test_a_representative_of_nobody_is_refused(register: Register) -> None:
    with pytest.raises(NotFound):
        patients.appoint(register, 404, MOTHER)
