"""What no act of the office writes down: days that cannot be, empty words, and facts of nobody."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from narcdesk import (
    applications,
    certificates,
    consents,
    courses,
    diagnoses,
    duties,
    observation,
    patients,
    patronage,
    poisonings,
    referrals,
    rules,
)
from narcdesk.courses import Course, Outcome
from narcdesk.errors import Invalid, NotFound, UserError
from narcdesk.forms import papers
from narcdesk.patients import DocumentKind
from narcdesk.register import Register
from tests import factories
from tests.factories import DAY

NOBODY = 404
CARE = {"kind": "care", "given_on": "01.02.2026"}
COURSE = {"kind": "social", "started_on": "01.02.2026"}
DUTY = {"kind": "koap", "court": "мировой судья участка № 1", "decided_on": "01.02.2026"}
FACT = {"kind": "last_use", "on": "01.02.2026", "proof": "со слов"}
POISONING = {"on": "01.02.2026", "known_from": "other"}
ICD = {"substance": "F11", "state": "1", "made_on": "01.02.2026"}


def _sent_on(register: Register, patient_id: int, typed: dict[str, str]) -> object:
    return referrals.prepare(register, patient_id, typed, addressee="police")


WRITTEN: dict[str, tuple[Callable[..., Any], dict[str, str], str]] = {  # act, what is typed, the day in it
    "an observation": (observation.take, {"taken_on": "01.02.2026"}, "taken_on"),
    "a visit": (observation.visit, {"on": "01.02.2026"}, "on"),
    "a fact of remission": (observation.note_remission, FACT, "on"),
    "a course": (courses.start, COURSE, "started_on"),
    "a patronage": (patronage.begin, {"opened_on": "01.02.2026"}, "opened_on"),
    "a poisoning": (poisonings.record, POISONING, "on"),
    "a diagnosis": (diagnoses.record, ICD, "made_on"),
    "a consent": (consents.give, CARE, "given_on"),
    "a referral": (_sent_on, {"made_on": "01.02.2026", "purpose": "помощь"}, "made_on"),
    "a duty": (duties.receive, {**DUTY, "kind": rules.duty_kinds()[0].code}, "decided_on"),
}


def fields(told: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.field for problem in told.value.problems]


@pytest.fixture
def patient(register: Register) -> int:
    return factories.patient(register, birth="02.02.2006", document_issued_on="").id


@pytest.mark.parametrize("what", WRITTEN)
def test_nothing_is_written_of_nobody(register: Register, what: str) -> None:
    act, typed, _ = WRITTEN[what]
    with pytest.raises(NotFound, match="Такой карты в реестре нет"):
        act(register, NOBODY, typed)


@pytest.mark.parametrize("what", WRITTEN)
def test_nothing_happens_before_birth(register: Register, patient: int, what: str) -> None:
    act, typed, day = WRITTEN[what]
    act(register, patient, typed)
    with pytest.raises(Invalid, match="раньше дня рождения") as told:
        act(register, patient, {**typed, day: "01.02.2006"})
    assert day in fields(told)


def test_a_course_is_not_begun_at_a_provider_that_is_not_there(register: Register, patient: int) -> None:
    with pytest.raises(NotFound, match="организации"):
        courses.start(register, patient, COURSE, provider_id=NOBODY)


def test_the_next_visit_and_the_next_contact_are_not_before_this_one(register: Register, patient: int) -> None:
    with pytest.raises(Invalid, match="Следующая явка: раньше этой"):
        observation.visit(register, patient, {"on": "02.03.2026", "next_on": "01.03.2026"})
    programme = patronage.begin(register, patient, {"opened_on": "01.02.2026"})
    with pytest.raises(Invalid, match="Следующий контакт: раньше этого"):
        patronage.contact(register, programme.id, {"on": "02.03.2026", "way": "phone", "next_on": "01.03.2026"})
    with pytest.raises(Invalid, match="До: раньше начала"):
        patronage.begin(register, patient, {"opened_on": "02.03.2026", "until": "01.03.2026"})


def test_who_did_not_come_has_no_test(register: Register, patient: int) -> None:
    with pytest.raises(Invalid) as told:
        observation.visit(register, patient, {"on": "02.03.2026", "kept": False, "test": "found"})
    assert fields(told) == ["test"]
    assert observation.remission_facts(register, patient) == []
    assert not observation.visit(register, patient, {"on": "02.03.2026", "kept": False, "test": "none"}).kept


@pytest.mark.parametrize("scope", [["diagnosis", "everything"], ["everything"]])
def test_an_unknown_word_of_a_consents_scope_is_told(register: Register, patient: int, scope: list[str]) -> None:
    typed = {"kind": "secrecy", "recipient": "Комитет", "purpose": "сертификат", "given_on": "01.02.2026"}
    with pytest.raises(Invalid) as told:
        consents.give(register, patient, typed, scope=scope)
    assert fields(told) == ["scope"]


def test_an_unknown_reason_of_an_absence_is_told(register: Register, patient: int) -> None:
    for write in (
        lambda: patients.enter(register, factories.card(snils=""), not_given={"snils": "lazy"}),
        lambda: patients.amend(register, patient, {"snils": ""}, not_given={"snils": "lazy"}),
    ):
        with pytest.raises(Invalid) as told:
            write()
        assert fields(told) == ["snils"]


# Applications, certificates, courses


def test_no_days_and_no_sheets_are_no_number_of_them(register: Register, patient: int) -> None:
    with pytest.raises(Invalid, match="Срок курса, дней: не меньше 1"):
        factories.application(register, patient, days="0")
    with pytest.raises(Invalid, match="не меньше 1"):
        applications.start(
            register, patient, {"days": "180", "circumstance": "voluntary"}, papers={"П1": ("0", "01.02.2026")}
        )
    sent = granted(register, patient)
    with pytest.raises(Invalid, match="Срок курса, дней: не меньше 1"):
        certificates.record(register, sent, {"number": "1", "issued_on": DAY, "days": "0"})


def granted(register: Register, patient_id: int) -> int:
    factories.both_consents(register, patient_id)
    application = factories.application(register, patient_id)
    applications.submit(register, application.id)
    applications.send(register, application.id, DAY, "исх. 14")
    return applications.granted(register, application.id, DAY, "реш. 3").id


def test_a_letter_and_a_reason_are_said(register: Register, patient: int) -> None:
    factories.both_consents(register, patient)
    application = factories.application(register, patient)
    with pytest.raises(Invalid) as told:
        applications.withdrawn(register, application.id, DAY, "  ")
    assert fields(told) == ["why"]
    applications.submit(register, application.id)
    with pytest.raises(Invalid) as told:
        applications.send(register, application.id, DAY, " ")
    assert fields(told) == ["letter"]
    applications.send(register, application.id, DAY, " исх. 14 ")
    with pytest.raises(Invalid) as told:
        applications.returned(register, application.id, DAY, "")
    assert fields(told) == ["why"]
    assert [step.document for step in applications.way(register, application.id)] == ["", "", "исх. 14"]


def test_the_papers_of_an_application_that_is_over_stay(register: Register, patient: int) -> None:
    factories.both_consents(register, patient)
    application = factories.application(register, patient)
    applications.submit(register, application.id)
    applications.amend(register, application.id, {}, papers={"П1": ("2", "01.02.2026")})
    applications.withdrawn(register, application.id, DAY, "передумал")
    with pytest.raises(UserError, match="Отозвана"):
        applications.amend(register, application.id, {}, papers={})
    assert set(applications.papers(register, application.id)) == {"П1"}


def test_a_ground_that_left_the_list_leaves_lines_to_fill_and_no_crash(register: Register, patient: int) -> None:
    factories.both_consents(register, patient)
    application = factories.application(register, patient)
    with register.write("applications.amend") as session:
        session.get_one(applications.Application, application.id).circumstance = "of another year"
    assert papers.preview(register, application.id).startswith(b"%PDF")


@pytest.fixture
def certificate(register: Register, patient: int) -> int:
    typed = {"number": "34-0001", "issued_on": DAY, "valid_until": "30.06.2026", "days": "180"}
    return certificates.record(register, granted(register, patient), typed).id


def provider(register: Register, name: str) -> int:
    from narcdesk import providers

    providers.take_list(register, title="Список", as_of=DAY, new=[{"name": name}], changed={}, gone=[])
    return providers.find(register, name)[0].id


def begin(register: Register, patient: int, certificate: int, on: date, **rest: Any) -> Course:
    return courses.start(register, patient, {**COURSE, "started_on": on}, certificate_id=certificate, **rest)


def test_a_course_under_a_certificate_is_at_its_provider(register: Register, patient: int, certificate: int) -> None:
    chosen = provider(register, "Северный путь")
    certificates.choose_provider(register, certificate, chosen)
    assert begin(register, patient, certificate, DAY).provider_id == chosen


def test_after_a_transfer_the_course_goes_on_not_before_it_and_elsewhere(
    register: Register, patient: int, certificate: int, clock: factories.Clock
) -> None:
    first, second = provider(register, "Северный путь"), provider(register, "Новый берег")
    course = begin(register, patient, certificate, DAY, provider_id=first)
    clock.go(date(2026, 4, 20))
    courses.finish(register, course.id, date(2026, 4, 10), Outcome.TRANSFERRED)
    with pytest.raises(Invalid, match=r"раньше перевода, 10\.04\.2026"):
        begin(register, patient, certificate, date(2026, 4, 9), provider_id=second)
    assert begin(register, patient, certificate, date(2026, 4, 10), provider_id=second).provider_id == second
    assert certificates.one(register, certificate).provider_id == second
    assert [one.provider_id for one in courses.listing(register, patient)] == [second, first]


def test_a_birth_certificate_is_read_as_one(register: Register) -> None:
    card = factories.card(
        snils="",
        document_kind="birth",
        document_series="ii-ah",
        document_number="123456",
        document_department="",
    )
    made = patients.enter(register, card)
    assert (made.document_kind, made.document_series, made.document_number) == (DocumentKind.BIRTH, "II-АН", "123456")
    with pytest.raises(Invalid) as told:
        patients.enter(register, {**card, "document_number": "12"})
    assert fields(told) == ["document_number"]
