"""A name in its case on paper: by the rules, as the person corrected it, and by the rules again when he is renamed."""

from narcdesk import forms, history, patients, taking_back
from narcdesk.forms import papers
from narcdesk.patients import Kinship
from narcdesk.register import Register
from tests import factories
from tests.papers import one_line, text_of


def said(register: Register, application_id: int) -> str:
    """All papers of a set, in one line."""
    return one_line(text_of(papers.preview(register, application_id)))


def test_a_name_that_the_rules_decline_wrong_is_printed_as_it_was_corrected(register: Register) -> None:
    patient = factories.patient(register, surname="Соловей", given="Иван", patronymic="Петрович", sex="m")
    application = factories.application(register, patient.id)
    assert "от Соловея Ивана Петровича" in said(register, application.id)  # what the rules make of it
    patients.amend(register, patient.id, {"name_genitive": " Соловья Ивана Петровича ", "name_dative": "Соловью И. П."})
    [act, *_] = history.acts(register, patient.id, offset=0, limit=1)
    assert "от кого" in act.fields
    step = register.last
    assert "от Соловья Ивана Петровича" in said(register, application.id)
    kept = patients.one(register, patient.id)
    assert (kept.name_in("genitive"), kept.name_in("dative")) == ("Соловья Ивана Петровича", "Соловью И. П.")
    assert step is not None
    taking_back.take_back(register, step)
    assert "от Соловея Ивана Петровича" in said(register, application.id)


def test_a_new_surname_is_not_printed_in_the_cases_of_the_old_one(register: Register) -> None:
    patient = factories.patient(register, surname="Заяц", given="Анна", patronymic="Ильинична", sex="f")
    patients.amend(register, patient.id, {"name_genitive": "Заяц Анны Ильиничны", "name_dative": "Заяц Анне Ильиничне"})
    card = {"surname": "Лапина", "name_genitive": "Заяц Анны Ильиничны"}  # a window sends all that stands in it
    renamed = patients.amend(register, patient.id, card)
    assert (renamed.name_genitive, renamed.name_dative) == ("", "")
    assert renamed.name_in("genitive") == "Лапиной Анны Ильиничны"
    both = {"surname": "Гусь", "name_genitive": "Гусь Анны Ильиничны"}
    assert patients.amend(register, patient.id, both).name_in("genitive") == "Гусь Анны Ильиничны"
    assert patients.one(register, patient.id).name_in("dative") == "Гусь Анне Ильиничне"


def test_a_telephone_leaves_the_cases_alone(register: Register) -> None:
    patient = factories.patient(register, surname="Соловей", sex="m")
    patients.amend(register, patient.id, {"name_genitive": "Соловья Ивана"})
    assert patients.amend(register, patient.id, {"phone": "+79001234567"}).name_genitive == "Соловья Ивана"


def test_the_name_of_a_representative_is_corrected_as_well(register: Register) -> None:
    patient = factories.patient(
        register,
        birth="05.05.2012",
        document_kind="birth",
        document_series="",
        document_number="II-АН 123456",
        document_issued_on="",
    )
    told = {"kinship": Kinship.FATHER.value, "surname": "Соловей", "given": "Пётр", "patronymic": "Ильич"}
    patients.appoint(register, patient.id, {**told, "name_genitive": "Соловья Петра Ильича"})
    application = factories.application(register, patient.id)
    assert "в лице представителя Соловья Петра Ильича" in said(register, application.id)


def test_forms_may_name_both_cases() -> None:
    named = {one.path for one in forms.listing("application")}
    assert {"patient.full_name_genitive", "patient.full_name_dative"} <= named
