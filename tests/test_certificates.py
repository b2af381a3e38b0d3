"""Certificates: recorded after the grant, dated by the profile, used up by a course; courses and their ends."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from narcdesk import applications, certificates, courses, providers
from narcdesk.applications import Application, Status
from narcdesk.certificates import Certificate, CertificateStatus
from narcdesk.courses import Course, Outcome
from narcdesk.errors import Invalid, NotFound, UserError
from narcdesk.register import Register
from tests import factories
from tests.factories import Clock, asked

GRANTED = date(2026, 3, 16)


def granted(register: Register, patient_id: int | None = None) -> Application:
    """An application that the authority granted on 16.03.2026."""
    if patient_id is None:
        application = asked(register)
    else:
        application = factories.application(register, patient_id)
    applications.submit(register, application.id)
    applications.send(register, application.id, GRANTED, "исх. 14")
    return applications.granted(register, application.id, GRANTED, "реш. 3")


def record(register: Register, application_id: int, **changes: Any) -> Certificate:
    typed = {"number": "УЧ-00001", "issued_on": "16.03.2026", "days": "180", **changes}
    return certificates.record(register, application_id, typed)


@pytest.fixture
def certificate(training_register: Register) -> Certificate:
    """A certificate of the invented region, issued on Monday 16.03.2026, to be used until 15.05.2026."""
    return record(training_register, granted(training_register).id)


def refused(told: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {problem.field: problem.message for problem in told.value.problems}


# Recording


def test_a_certificate_keeps_what_the_authority_wrote(training_register: Register) -> None:
    application = granted(training_register)
    made = record(training_register, application.id, amount="180 000,50", valid_until="20.04.2026")
    assert (made.number, made.days, made.amount) == ("УЧ-00001", 180, 18_000_050)
    assert (made.issued_on, made.valid_until) == (GRANTED, date(2026, 4, 20))
    assert made.status is CertificateStatus.ISSUED
    assert (made.patient_id, made.application_id) == (application.patient_id, application.id)
    found = certificates.of_application(training_register, application.id)
    assert found is not None
    assert found.id == made.id


@pytest.mark.parametrize("status", [Status.DRAFT, Status.READY, Status.SENT])
def test_before_the_grant_there_is_no_certificate(training_register: Register, status: Status) -> None:
    application = asked(training_register)
    if status is not Status.DRAFT:
        applications.submit(training_register, application.id)
    if status is Status.SENT:
        applications.send(training_register, application.id, GRANTED, "исх. 14")
    with pytest.raises(UserError, match="после решения о выдаче"):
        record(training_register, application.id)
    with pytest.raises(NotFound):
        record(training_register, 404)


@pytest.mark.parametrize(
    ("issued_on", "valid_until"),
    [
        ("16.03.2026", date(2026, 5, 15)),  # sixty days on, a Friday
        ("18.03.2026", date(2026, 5, 18)),  # the sixtieth is a Sunday: the invented order moves it to Monday
        ("12.03.2026", None),
    ],
)
def test_the_last_day_is_proposed_by_the_profile(
    training_register: Register, clock: Clock, issued_on: str, valid_until: date | None
) -> None:
    application = granted(training_register)
    clock.go(date(2026, 3, 20))
    if valid_until is None:
        with pytest.raises(Invalid) as told:
            record(training_register, application.id, issued_on=issued_on)
        assert refused(told) == {"issued_on": "Дата выдачи: раньше решения о выдаче"}
    else:
        assert record(training_register, application.id, issued_on=issued_on).valid_until == valid_until


def test_what_the_certificate_itself_says_goes_before_the_profile(training_register: Register) -> None:
    application = granted(training_register)
    assert record(training_register, application.id, valid_until="").valid_until is None


def test_where_the_region_tells_no_term_no_day_is_invented(register: Register) -> None:
    application = granted(register)
    assert certificates.proposed_valid_until(register, application, GRANTED) is None
    made = record(register, application.id)
    assert made.valid_until is None
    assert made.is_valid_on(date(2036, 1, 1))
    with pytest.raises(UserError, match="ещё действует"):
        certificates.expire(register, made.id)


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        (
            {"number": "", "days": ""},
            {"number": "Серия и номер: нужно заполнить", "days": "Срок курса, дней: нужно заполнить"},
        ),
        ({"valid_until": "15.03.2026"}, {"valid_until": "Обратиться до: раньше даты выдачи"}),
        ({"issued_on": "17.03.2026"}, {"issued_on": "Дата выдачи: дата 17.03.2026 ещё не наступила"}),
        ({"amount": "дорого"}, {"amount": "Сумма, ₽: нужна сумма в рублях, например 180000,00"}),
    ],
)
def test_what_cannot_be_so_is_refused(
    training_register: Register, changes: dict[str, str], problems: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as told:
        record(training_register, granted(training_register).id, **changes)
    assert refused(told) == problems


# One at a time


ONE_ALREADY = {"number": "У пациента уже есть действующий сертификат"}


def test_a_person_has_one_certificate_at_a_time(training_register: Register, certificate: Certificate) -> None:
    second = granted(training_register, certificate.patient_id)
    with pytest.raises(Invalid) as told:
        record(training_register, second.id, number="УЧ-00002")
    assert refused(told) == ONE_ALREADY
    certificates.annul(training_register, certificate.id, " утрата бланка ")
    assert certificates.one(training_register, certificate.id).ended_why == "утрата бланка"
    assert record(training_register, second.id, number="УЧ-00002").status is CertificateStatus.ISSUED


def test_a_lost_blank_is_replaced_on_the_same_application(
    training_register: Register, certificate: Certificate
) -> None:
    certificates.annul(training_register, certificate.id, "утрата бланка")
    again = record(training_register, certificate.application_id, number="УЧ-00002")
    newest = certificates.of_application(training_register, certificate.application_id)
    assert newest is not None
    assert newest.id == again.id
    assert [one.number for one in certificates.listing(training_register, certificate.patient_id)] == [
        "УЧ-00002",
        "УЧ-00001",
    ]


def test_one_that_ran_out_stops_no_new_one_though_nobody_marked_it(
    training_register: Register, certificate: Certificate, clock: Clock
) -> None:
    clock.go(date(2026, 5, 18))
    factories.both_consents(training_register, certificate.patient_id)
    second = factories.application(training_register, certificate.patient_id)
    applications.submit(training_register, second.id)
    applications.send(training_register, second.id, date(2026, 5, 18), "исх. 20")
    applications.granted(training_register, second.id, date(2026, 5, 18), "реш. 9")
    assert record(training_register, second.id, number="УЧ-00002", issued_on="с").number == "УЧ-00002"


def test_one_application_gives_one_certificate_that_was_used(
    training_register: Register, certificate: Certificate
) -> None:
    course = begin(training_register, certificate)
    courses.finish(training_register, course.id, GRANTED, Outcome.FINISHED)
    with pytest.raises(Invalid) as told:
        record(training_register, certificate.application_id, number="УЧ-00002")
    assert refused(told) == {
        "number": "По этой заявке уже использован сертификат № УЧ-00001: для нового нужна новая заявка"
    }


def test_a_number_is_of_one_person(training_register: Register, certificate: Certificate) -> None:
    other = granted(training_register)
    with pytest.raises(Invalid) as told:
        record(training_register, other.id, number="УЧ- 00001")
    assert refused(told) == {
        "number": "Серия и номер: такой сертификат уже записан другому пациенту, сверьте с бумагой"
    }
    # Written down once more for the same person, after the first entry was annulled as a mistake.
    certificates.annul(training_register, certificate.id, "ошибка записи")
    assert record(training_register, certificate.application_id).number == "УЧ-00001"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("180", {}),
        ("120", {}),
        ("", {}),
        ("200", {"days": "В регионе не больше 180 дней, сверьте с сертификатом."}),
        ("9999", {"days": "В регионе не больше 180 дней, сверьте с сертификатом."}),
    ],
)
def test_odd_days_are_told_and_kept(training_register: Register, days: str, said: dict[str, str]) -> None:
    application = granted(training_register)
    assert certificates.doubts(training_register, application.id, {"days": days}) == said
    if days:
        assert record(training_register, application.id, days=days).days == int(days)


def test_more_days_than_were_asked_for_are_told(register: Register) -> None:
    application = granted(register)  # no limit is known of this region; 180 were asked for
    said = {"days": "Просили дней: 180, сверьте с сертификатом."}
    assert certificates.doubts(register, application.id, {"days": "181"}) == said


# Its end


def test_nobody_came_in_time(training_register: Register, certificate: Certificate, clock: Clock) -> None:
    assert certificate.is_valid_on(date(2026, 5, 15))
    assert not certificate.is_valid_on(date(2026, 5, 16))
    clock.go(date(2026, 5, 15))
    with pytest.raises(UserError, match="ещё действует"):
        certificates.expire(training_register, certificate.id)
    clock.go(date(2026, 5, 16))
    assert certificates.expire(training_register, certificate.id).status is CertificateStatus.EXPIRED


def test_an_end_needs_its_reason(training_register: Register, certificate: Certificate) -> None:
    with pytest.raises(Invalid, match="Причина"):
        certificates.annul(training_register, certificate.id, "  ")
    certificates.annul(training_register, certificate.id, "личный отказ")
    with pytest.raises(UserError, match="Аннулирован"):
        certificates.annul(training_register, certificate.id, "ещё раз")


def test_a_provider_is_chosen_among_those_in_the_registry(
    training_register: Register, certificate: Certificate
) -> None:
    new = [{"name": "Берег"}, {"name": "Исток"}]
    providers.take_list(training_register, title="Список", as_of=GRANTED, new=new, changed={}, gone=[])
    shore, spring = (provider.id for provider in providers.find(training_register))
    assert certificates.choose_provider(training_register, certificate.id, spring).provider_id == spring
    providers.take_list(training_register, title="Список 2", as_of=GRANTED, new=[], changed={}, gone=[shore])
    for gone in (shore, 404):
        with pytest.raises(UserError, match="в реестре больше нет"):
            certificates.choose_provider(training_register, certificate.id, gone)
    course = begin(training_register, certificate)
    assert course.certificate_id == certificate.id
    with pytest.raises(UserError, match="организацию не сменить"):
        certificates.choose_provider(training_register, certificate.id, spring)


def test_one_that_is_not_in_the_registry_today_is_not_chosen(
    training_register: Register, certificate: Certificate
) -> None:
    new = [
        {"name": "Берег", "included_from": date(2024, 1, 9), "included_to": date(2026, 3, 15)},
        {"name": "Исток", "included_to": date(2026, 3, 16)},
        {"name": "Юность", "included_from": date(2026, 3, 17)},
    ]
    providers.take_list(training_register, title="Список", as_of=date(2026, 3, 1), new=new, changed={}, gone=[])
    shore, spring, youth = (provider.id for provider in providers.find(training_register))
    with pytest.raises(UserError, match=r"в реестре с 09\.01\.2024 по 15\.03\.2026"):
        certificates.choose_provider(training_register, certificate.id, shore)
    with pytest.raises(UserError, match=r"в реестре с 17\.03\.2026"):
        certificates.choose_provider(training_register, certificate.id, youth)
    assert certificates.choose_provider(training_register, certificate.id, spring).provider_id == spring


# Courses


def test_a_course_that_began_in_time_is_written_down_after_the_certificate_ran_out(
    training_register: Register, certificate: Certificate, clock: Clock
) -> None:
    clock.go(date(2026, 5, 18))
    certificates.expire(training_register, certificate.id)
    with pytest.raises(UserError, match=r"истёк 15\.05\.2026"):
        begin(training_register, certificate, "16.05.2026")
    course = begin(training_register, certificate, "15.05.2026")
    taken = certificates.one(training_register, certificate.id)
    assert (taken.status, taken.accepted_on) == (CertificateStatus.ACTIVE, date(2026, 5, 15))
    courses.finish(training_register, course.id, date(2026, 5, 18), Outcome.FINISHED)
    assert certificates.one(training_register, certificate.id).status is CertificateStatus.USED


def test_one_that_ran_out_and_was_replaced_pays_for_nothing(
    training_register: Register, certificate: Certificate, clock: Clock
) -> None:
    clock.go(date(2026, 5, 18))
    certificates.expire(training_register, certificate.id)
    record(training_register, certificate.application_id, number="УЧ-00002", issued_on="18.05.2026")
    with pytest.raises(UserError, match="уже выдан сертификат № УЧ-00002"):
        begin(training_register, certificate, "15.05.2026")


def begin(register: Register, certificate: Certificate, started_on: str = "16.03.2026", **rest: Any) -> Course:
    typed = {"kind": "social", "started_on": started_on}
    return courses.start(register, certificate.patient_id, typed, certificate_id=certificate.id, **rest)


def status(register: Register, certificate: Certificate) -> CertificateStatus:
    return certificates.one(register, certificate.id).status


def test_a_course_takes_the_certificate_and_its_end_uses_it_up(
    training_register: Register, certificate: Certificate, clock: Clock
) -> None:
    clock.go(date(2026, 4, 6))
    course = begin(training_register, certificate, "30.03.2026")
    taken = certificates.one(training_register, certificate.id)
    assert (taken.status, taken.accepted_on) == (CertificateStatus.ACTIVE, date(2026, 3, 30))
    courses.finish(training_register, course.id, date(2026, 4, 6), Outcome.FINISHED)
    assert status(training_register, certificate) is CertificateStatus.USED


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.DROPPED])
def test_a_broken_course_uses_it_up_too(
    training_register: Register, certificate: Certificate, outcome: Outcome
) -> None:
    course = begin(training_register, certificate)
    courses.finish(training_register, course.id, GRANTED, outcome)
    assert status(training_register, certificate) is CertificateStatus.USED


def test_after_a_transfer_the_rest_goes_on_elsewhere(
    training_register: Register, certificate: Certificate, clock: Clock
) -> None:
    course = begin(training_register, certificate)
    with pytest.raises(UserError, match="Принят организацией"):
        begin(training_register, certificate)
    clock.go(date(2026, 7, 1))
    courses.finish(training_register, course.id, date(2026, 6, 30), Outcome.TRANSFERRED)
    assert status(training_register, certificate) is CertificateStatus.ACTIVE
    second = begin(training_register, certificate, "01.07.2026")  # after the day to come by: he came in time
    assert certificates.one(training_register, certificate.id).accepted_on == GRANTED
    courses.finish(training_register, second.id, date(2026, 7, 1), Outcome.FINISHED)
    assert status(training_register, certificate) is CertificateStatus.USED


def test_a_certificate_annulled_during_the_course_stays_annulled(
    training_register: Register, certificate: Certificate
) -> None:
    course = begin(training_register, certificate)
    certificates.annul(training_register, certificate.id, "самовольное оставление")
    courses.finish(training_register, course.id, GRANTED, Outcome.DROPPED)
    assert status(training_register, certificate) is CertificateStatus.ANNULLED


Spoil = Callable[[Register, Certificate], object]


@pytest.mark.parametrize(
    ("spoil", "started_on", "why"),
    [
        (lambda register, certificate: None, "15.03.2026", r"выдан 16\.03\.2026, принять раньше нельзя"),
        (lambda register, certificate: None, "16.05.2026", r"истёк 15\.05\.2026"),
        (lambda register, certificate: certificates.annul(register, certificate.id, "отказ"), "с", "Аннулирован"),
    ],
)
def test_a_provider_takes_nobody_in_without_a_valid_one(
    training_register: Register, certificate: Certificate, clock: Clock, spoil: Spoil, started_on: str, why: str
) -> None:
    clock.go(date(2026, 5, 18))
    spoil(training_register, certificate)
    with pytest.raises(UserError, match=why):
        begin(training_register, certificate, started_on)
    assert courses.listing(training_register, certificate.patient_id) == []


def test_nobody_is_taken_in_with_the_certificate_of_another(
    training_register: Register, certificate: Certificate
) -> None:
    other = factories.patient(training_register, surname="Котов", snils="").id
    typed = {"kind": "social", "started_on": "16.03.2026"}
    with pytest.raises(NotFound):
        courses.start(training_register, other, typed, certificate_id=certificate.id)


def test_a_course_ends_once_and_not_before_it_began(training_register: Register, certificate: Certificate) -> None:
    course = begin(training_register, certificate)
    for on in (date(2026, 3, 15), date(2026, 3, 17)):
        with pytest.raises(Invalid, match="между началом и сегодняшним днём"):
            courses.finish(training_register, course.id, on, Outcome.FINISHED)
    courses.finish(training_register, course.id, GRANTED, Outcome.FINISHED)
    with pytest.raises(UserError, match=r"уже окончен 16\.03\.2026"):
        courses.finish(training_register, course.id, GRANTED, Outcome.DROPPED)
