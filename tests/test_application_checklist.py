"""What stops an application and what only hints: consents, signers, papers, conditions of the region."""

from dataclasses import replace
from datetime import date

import pytest

from narcdesk import applications, consents, courses, patients, providers
from narcdesk.applications import NotAllowed, Status
from narcdesk.applications.checklist import Line, Mark
from narcdesk.errors import Invalid
from narcdesk.profile import Profile
from narcdesk.register import Register
from tests import factories
from tests.factories import Clock, asked

TODAY = date(2026, 3, 16)


# What the law blocks


def blocked(register: Register, id: int) -> dict[str, str]:
    with pytest.raises(NotAllowed) as told:
        applications.submit(register, id)
    return {line.code: line.said for line in told.value.lines}


NO_SHEET = "нет: не подписано — без него заявку подавать нельзя"


def test_without_both_consents_nothing_is_submitted(register: Register) -> None:
    patient = factories.patient(register)
    id = factories.application(register, patient.id).id
    with pytest.raises(NotAllowed) as told:
        applications.submit(register, id)
    assert told.value.what == (
        "По закону заявку подавать нельзя: согласие на персональные данные для органа — нет: не подписано; "
        "согласие на передачу врачебной тайны органу — нет: не подписано."
    )
    assert blocked(register, id) == {"personal_data": NO_SHEET, "secrecy": NO_SHEET}
    left = applications.one(register, id)
    assert (left.status, left.number, left.submitted_on) == (Status.DRAFT, None, None)


def test_a_consent_for_somebody_else_is_none(register: Register) -> None:
    patient = factories.patient(register)
    factories.both_consents(register, patient.id, recipient="ГБУЗ «Областной наркодиспансер»")
    id = factories.application(register, patient.id).id
    assert blocked(register, id) == {"personal_data": NO_SHEET, "secrecy": NO_SHEET}


def test_a_consent_that_ended_is_told_with_its_last_day(register: Register, clock: Clock) -> None:
    patient = factories.patient(register)
    to = register.profile_on(TODAY).authority.name
    sheet = {"recipient": to, "purpose": "выдача сертификата", "given_on": TODAY, "valid_until": "31.03.2026"}
    consents.give(register, patient.id, {**sheet, "kind": "personal_data"})
    consents.give(register, patient.id, {**sheet, "kind": "secrecy"}, scope=["diagnosis"])
    id = factories.application(register, patient.id).id
    clock.go(date(2026, 4, 1))
    ended = "нет: закончилось 31.03.2026 — без него заявку подавать нельзя"
    assert blocked(register, id) == {"personal_data": ended, "secrecy": ended}


def test_one_consent_is_not_enough(register: Register) -> None:
    application = asked(register)
    secrecy = consents.listing(register, application.patient_id)[0]
    consents.withdraw(register, secrecy.id, TODAY, "устно")
    assert blocked(register, application.id) == {
        "secrecy": "нет: отозвано 16.03.2026 — без него заявку подавать нельзя"
    }


@pytest.mark.parametrize("status", [Status.READY, Status.RETURNED])
def test_a_consent_withdrawn_meanwhile_stops_the_sending(training_register: Register, status: Status) -> None:
    application = asked(training_register)
    applications.submit(training_register, application.id)
    if status is Status.RETURNED:
        applications.send(training_register, application.id, TODAY, "исх. 14")
        applications.returned(training_register, application.id, TODAY, "нет выписки")
    sheet = consents.listing(training_register, application.patient_id)[0]
    consents.withdraw(training_register, sheet.id, TODAY, "устно")
    with pytest.raises(NotAllowed):
        applications.send(training_register, application.id, TODAY, "исх. 15")
    assert applications.one(training_register, application.id).status is status
    # To take it back needs no consent.
    applications.withdrawn(training_register, application.id, TODAY, "передумал")


PARENT = {"kinship": "mother", "surname": "Воробьёва", "given": "Анна", "patronymic": "Сергеевна"}
MINOR = {"birth": "17.03.2008", "document_issued_on": "20.04.2022", "document_series": "1822"}
NEEDS_PARENT = "пациент несовершеннолетний: подписывает законный представитель"


def sign_both(register: Register, patient_id: int, representative_id: int | None) -> None:
    sheet = {
        "recipient": register.profile_on(TODAY).authority.name,
        "purpose": "выдача сертификата",
        "given_on": register.today(),
    }
    for kind, scope in (("personal_data", None), ("secrecy", ["observation", "diagnosis"])):
        consents.give(register, patient_id, {**sheet, "kind": kind}, scope=scope, representative_id=representative_id)


def test_for_a_minor_the_representative_signs(register: Register, clock: Clock) -> None:
    young = factories.patient(register, **MINOR)
    factories.diagnosis(register, young.id)
    with pytest.raises(Invalid, match="до 18 лет подписывает законный представитель"):
        sign_both(register, young.id, None)
    factories.old_sheets(register, young.id, None)
    id = factories.application(register, young.id).id
    assert blocked(register, id) == {"personal_data": NEEDS_PARENT, "secrecy": NEEDS_PARENT}
    mother = patients.appoint(register, young.id, PARENT)
    sign_both(register, young.id, mother.id)
    assert applications.submit(register, id).status is Status.READY


def test_a_representative_whose_powers_ended_signs_for_nobody(register: Register, clock: Clock) -> None:
    young = factories.patient(register, **MINOR)
    factories.diagnosis(register, young.id)
    mother = patients.appoint(register, young.id, PARENT)
    sign_both(register, young.id, mother.id)
    id = factories.application(register, young.id).id
    patients.release(register, mother.id)
    assert blocked(register, id) == {"personal_data": NEEDS_PARENT, "secrecy": NEEDS_PARENT}


def test_on_the_eighteenth_birthday_his_own_signature_is_enough(register: Register, clock: Clock) -> None:
    young = factories.patient(register, **MINOR)
    factories.diagnosis(register, young.id)
    id = factories.application(register, young.id).id
    clock.go(date(2026, 3, 17))
    sign_both(register, young.id, None)
    assert applications.submit(register, id).status is Status.READY


@pytest.mark.parametrize(
    ("representative", "may"),
    [
        ({"kinship": "father", "surname": "Воробьёв", "given": "Пётр"}, True),
        ({"kinship": "guardian", "surname": "Котова", "given": "Анна", "powers": "акт опеки № 7 от 01.02.2020"}, True),
        ({"kinship": "guardian", "surname": "Котова", "given": "Анна"}, False),
        ({"kinship": "proxy", "surname": "Чужов", "given": "Пётр", "powers": "доверенность № 1"}, False),
        ({"kinship": "spouse", "surname": "Чужова", "given": "Анна"}, False),
        ({"kinship": "child", "surname": "Чужова", "given": "Анна"}, False),
    ],
)
def test_for_a_minor_only_a_legal_representative_signs(
    register: Register, representative: dict[str, str], may: bool
) -> None:
    young = factories.patient(register, **MINOR)
    signer = patients.appoint(register, young.id, representative)
    if may:
        sign_both(register, young.id, signer.id)
    else:
        with pytest.raises(Invalid, match="за несовершеннолетнего подписывает родитель либо опекун"):
            sign_both(register, young.id, signer.id)
        factories.old_sheets(register, young.id, signer.id)
    id = factories.application(register, young.id).id
    if may:
        assert applications.submit(register, id).status is Status.READY
    else:
        assert blocked(register, id) == {"personal_data": NEEDS_PARENT, "secrecy": NEEDS_PARENT}


def test_after_the_birthday_the_sheets_of_a_parent_are_a_doubt(register: Register, clock: Clock) -> None:
    young = factories.patient(register, **MINOR)
    mother = patients.appoint(register, young.id, PARENT)
    sign_both(register, young.id, mother.id)
    id = factories.application(register, young.id).id
    clock.go(date(2026, 3, 17))
    line = lines(register, id)["secrecy"]
    assert line.mark is Mark.DOUBT
    assert line.said.endswith("подписал представитель, а пациент уже вправе подписать сам: нужен его собственный лист")
    assert applications.submit(register, id).status is Status.READY


def test_who_may_be_a_minor_by_what_is_known_of_his_birth_is_asked_for_it(register: Register, clock: Clock) -> None:
    unknown = factories.patient(
        register,
        birth="2008",
        document_kind="none",
        document_series="",
        document_number="",
        document_issued_on="",
        document_issued_by="",
        document_department="",
    )
    clock.go(date(2026, 12, 30))
    factories.old_sheets(register, unknown.id, None)
    id = factories.application(register, unknown.id).id
    said = (
        "дата рождения известна не вся, пациент может быть несовершеннолетним: "
        "уточните её или пусть подпишет законный представитель"
    )
    assert blocked(register, id) == {"personal_data": said, "secrecy": said}
    clock.go(date(2026, 12, 31))
    assert applications.submit(register, id).status is Status.READY


# What the two sheets say


def signed(register: Register, scope: list[str], purpose: str = "выдача сертификата") -> int:
    patient = factories.patient(register)
    to = register.profile_on(TODAY).authority.name
    sheet = {"recipient": to, "purpose": purpose, "given_on": TODAY}
    consents.give(register, patient.id, {**sheet, "kind": "personal_data"})
    consents.give(register, patient.id, {**sheet, "kind": "secrecy"}, scope=scope)
    return factories.application(register, patient.id).id


def test_an_application_tells_the_fact_of_a_visit_and_that_must_be_allowed(register: Register) -> None:
    said = "в нём не отмечено, что можно сообщить факт обращения или наблюдения, а заявка сообщает его"
    assert blocked(register, signed(register, ["course", "diagnosis"])) == {"secrecy": said}


@pytest.mark.parametrize("told", ["visit", "observation"])
def test_either_fact_lets_it_go(register: Register, told: str) -> None:
    assert applications.submit(register, signed(register, [told])).status is Status.READY


def test_papers_that_tell_more_than_the_sheet_lets_are_a_doubt(training_register: Register) -> None:
    id = signed(training_register, ["visit"])
    assert lines(training_register, id)["secrecy"].mark is Mark.THERE
    applications.amend(training_register, id, {}, papers={"П2": (1, TODAY), "П3": (1, TODAY)})
    line = lines(training_register, id)["secrecy"]
    assert line.mark is Mark.DOUBT
    assert line.said == (
        "№ С-2026-0002 от 16.03.2026; документы к заявке сообщают и то, что в нём не отмечено: "
        "факт наблюдения, диагноз, проведённое лечение"
    )
    assert applications.submit(training_register, id).status is Status.READY


def test_a_sheet_for_another_purpose_is_a_doubt(register: Register) -> None:
    id = signed(register, ["visit"], purpose="трудоустройство")
    for code in ("personal_data", "secrecy"):
        line = lines(register, id)[code]
        assert line.mark is Mark.DOUBT
        assert "цель «трудоустройство» не похожа на выдачу сертификата или направления, сверьте" in line.said


# The checklist


def lines(register: Register, id: int) -> dict[str, Line]:
    return {line.code: line for line in applications.check(register, id)}


def test_the_checklist_says_of_each_paper_how_it_stands(training_register: Register) -> None:
    application = asked(training_register)
    applications.amend(
        training_register,
        application.id,
        {},
        papers={"П1": (2, None), "П2": (4, date(2025, 12, 16)), "П3": (1, date(2026, 2, 13))},
    )
    found = lines(training_register, application.id)
    assert (found["П1"].mark, found["П1"].said) == (Mark.THERE, "листов: 2")
    assert (found["П2"].mark, found["П2"].said) == (Mark.THERE, "от 16.12.2025, листов: 4")  # 90 days old
    assert (found["П3"].mark, found["П3"].said) == (
        Mark.DOUBT,
        "от 13.02.2026, старше 30 дней — орган может вернуть",
    )
    assert (found["П4"].mark, found["П4"].said) == (Mark.DOUBT, "не обязателен")
    assert not {"П5", "П9", "П10", "П11"} & found.keys()


def test_a_missing_paper_is_a_hint_and_not_a_ban(training_register: Register) -> None:
    application = asked(training_register)
    line = lines(training_register, application.id)["П1"]
    assert (line.mark, line.said, line.blocks) == (Mark.MISSING, "нет — без него орган вернёт заявку", False)
    assert applications.submit(training_register, application.id).status is Status.READY


def test_a_court_a_minor_and_a_representative_ask_for_papers_of_their_own(training_register: Register) -> None:
    young = factories.patient(training_register, **MINOR)
    patients.appoint(training_register, young.id, PARENT)
    application = factories.application(training_register, young.id, circumstance="koap-4.1")
    assert lines(training_register, application.id).keys() >= {"П5", "П9", "П11"}


def test_what_the_region_has_not_told_is_said_to_be_unknown(register: Register) -> None:
    application = asked(register)
    found = lines(register, application.id)
    assert (found["П1"].mark, found["П1"].said) == (Mark.DOUBT, "перечень региона не подтверждён")
    assert (found["days"].mark, found["days"].said) == (Mark.DOUBT, "в профиле региона не задан")
    assert not {"age", "observation", "window", "diagnosis"} & found.keys()


def test_conditions_of_the_region_are_hints(training_register: Register) -> None:
    application = asked(training_register)
    found = lines(training_register, application.id)
    assert (found["age"].mark, found["age"].said) == (Mark.THERE, "полных лет: 38")
    assert (found["diagnosis"].mark, found["diagnosis"].said) == (Mark.DOUBT, "не поставлен")
    assert (found["observation"].mark, found["observation"].said) == (Mark.DOUBT, "не под наблюдением")
    assert (found["days"].mark, found["days"].title) == (Mark.THERE, "Срок курса до 180 дней")
    factories.diagnosis(training_register, application.patient_id)
    assert lines(training_register, application.id)["diagnosis"].said == "F11.242Н"
    assert not any(line.blocks and line.mark is Mark.MISSING for line in found.values())


def test_what_the_program_makes_and_what_only_one_kind_asks_for_is_told_by_the_profile(
    training_register: Register,
) -> None:
    application = asked(training_register)
    patient = patients.one(training_register, application.patient_id)
    profile = applications.profile_of(application)

    def codes(profile: Profile) -> set[str]:
        with training_register.read() as session:
            return {one.code for one in applications.checklist.wanted(session, application, patient, profile, TODAY)}

    assert not codes(profile) & {"П6", "П7", "П10"}
    renamed = [replace(one, code=f"С{number}") for number, one in enumerate(profile.attachments)]
    made = {one.code for one in renamed if one.generated_by_app}
    assert made
    assert not codes(replace(profile, attachments=tuple(renamed))) & made
    other_kind = tuple(replace(one, kind="ippsu") for one in profile.instruments)
    assert "П10" in codes(replace(profile, instruments=other_kind))


def test_each_condition_of_the_profile_has_its_line(training_register: Register, clock: Clock) -> None:
    application = asked(training_register, days="20")
    id, patient_id = application.id, application.patient_id
    found = lines(training_register, id)
    assert (found["residence"].mark, found["residence"].said) == (
        Mark.THERE,
        "адрес регистрации в карте есть, регион сверьте по документу",
    )
    assert (found["treatment"].mark, found["treatment"].said) == (
        Mark.DOUBT,
        "оконченного курса лечения в карте нет",
    )
    assert (found["least_days"].mark, found["least_days"].title) == (Mark.DOUBT, "Срок курса от 30 дней")
    assert (found["frequency"].mark, found["frequency"].title) == (Mark.THERE, "Не чаще чем 1 раз в год")
    assert "income" not in found  # the region does not ask
    assert not {"other", "provider"} & found.keys()

    patients.amend(training_register, patient_id, {"registration_address": ""})
    treated = courses.start(training_register, patient_id, {"kind": "treatment", "started_on": "02.03.2026"})
    courses.finish(training_register, treated.id, TODAY, courses.Outcome.FINISHED)
    found = lines(training_register, id)
    assert (found["residence"].mark, found["residence"].said) == (Mark.DOUBT, "нет адреса регистрации")
    assert (found["treatment"].mark, found["treatment"].said) == (Mark.THERE, "курс окончен 16.03.2026")


def test_what_a_profile_does_not_tell_is_a_doubt_and_no_ban(register: Register) -> None:
    found = lines(register, asked(register).id)
    for code in ("residence", "income", "treatment", "least_days", "frequency"):
        assert (found[code].mark, found[code].blocks) == (Mark.DOUBT, False)
    assert found["frequency"].said == "в профиле региона не задано, уточните в органе"


def test_what_was_granted_this_year_and_what_is_still_open_are_told(training_register: Register, clock: Clock) -> None:
    first = asked(training_register)
    second = factories.application(training_register, first.patient_id)
    applications.submit(training_register, first.id)
    assert lines(training_register, second.id)["other"].said == (
        "у пациента есть и другая: З-2026-0001 («Готова к отправке»)"
    )
    applications.send(training_register, first.id, TODAY, "исх. 14")
    applications.granted(training_register, first.id, TODAY, "Р-1")
    line = lines(training_register, second.id)["frequency"]
    assert (line.mark, line.said) == (Mark.DOUBT, "уже решено выдать: З-2026-0001 («Решение о выдаче»)")
    assert "other" not in lines(training_register, second.id)
    assert applications.submit(training_register, second.id).status is Status.READY
    clock.go(date(2027, 1, 11))
    assert lines(training_register, second.id)["frequency"].mark is Mark.THERE


def test_an_organisation_whose_term_in_the_registry_ended_is_a_doubt(training_register: Register) -> None:
    new = [{"name": "Центр", "included_from": date(2024, 1, 9), "included_to": date(2026, 3, 15)}]
    providers.take_list(training_register, title="т", as_of=date(2026, 3, 1), new=new, changed={}, gone=[])
    provider = providers.find(training_register)[0]
    application = asked(training_register)
    applications.amend(training_register, application.id, {}, provider_id=provider.id)
    line = lines(training_register, application.id)["provider"]
    assert line.mark is Mark.DOUBT
    assert line.said == "в реестре с 09.01.2024 по 15.03.2026, выберите другую или уточните"
