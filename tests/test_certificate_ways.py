"""What becomes of a certificate: lost, stopped, paid, annulled; one instead of it; and its way, only ever added to."""

from datetime import date

import pytest
import sqlalchemy as sa

from narcdesk import applications, certificates, courses, mistakes, taking_back, tasks
from narcdesk.certificates import Certificate, CertificateStatus, CertificateStep
from narcdesk.courses import Outcome
from narcdesk.errors import Invalid, UserError
from narcdesk.register import Register
from narcdesk.tasks import What
from tests.factories import Clock, asked

TODAY = date(2026, 3, 16)


def made(register: Register) -> Certificate:
    """A certificate issued today on an application of a new patient."""
    application = asked(register)
    applications.submit(register, application.id)
    applications.send(register, application.id, TODAY, "исх. 14")
    applications.granted(register, application.id, TODAY, "реш. 3")
    return another(register, application.id, "УЧ-1")


def another(register: Register, application_id: int, number: str) -> Certificate:
    return certificates.record(register, application_id, {"number": number, "issued_on": TODAY, "days": "180"})


def begun(register: Register, certificate: Certificate) -> courses.Course:
    typed = {"kind": "social", "started_on": TODAY}
    return courses.start(register, certificate.patient_id, typed, certificate_id=certificate.id)


def way(register: Register, certificate: Certificate) -> list[str]:
    return [step.event for step in certificates.way(register, certificate.id)]


def test_a_duplicate_has_another_number_and_names_the_lost_one(training_register: Register) -> None:
    first = made(training_register)
    assert certificates.lost(training_register, first.id, TODAY, "украден").status is CertificateStatus.LOST
    with pytest.raises(Invalid) as told:
        another(training_register, first.application_id, "УЧ - 1")
    assert told.value.problems[0].message == ("Серия и номер: это номер утраченного сертификата, у дубликата он другой")
    copy = another(training_register, first.application_id, "УЧ-2")
    assert (copy.replaces_id, copy.status) == (first.id, CertificateStatus.ISSUED)
    with pytest.raises(UserError, match="«Утрачен»"):
        begun(training_register, first)
    with pytest.raises(UserError, match="уже записан другой"):
        certificates.corrected(training_register, first.id, "нашёлся")
    assert way(training_register, first) == ["record", "lose"]


@pytest.mark.parametrize(("code", "again"), [("A05", True), ("A07", True), ("A02", False), ("A06", False)])
def test_only_some_ends_give_a_right_to_another(training_register: Register, code: str, again: bool) -> None:
    first = made(training_register)
    certificates.annul(training_register, first.id, reason_code=code)
    if again:
        assert another(training_register, first.application_id, "УЧ-2").replaces_id == first.id
    else:
        with pytest.raises(Invalid, match="нужна новая заявка"):
            another(training_register, first.application_id, "УЧ-2")


def test_a_break_lasts_as_long_as_the_region_lets(training_register: Register, clock: Clock) -> None:
    certificate = made(training_register)
    course = begun(training_register, certificate)
    stopped = certificates.suspended(training_register, certificate.id, TODAY, "больница")
    assert stopped.suspended_until == date(2026, 3, 30)  # fourteen days
    with pytest.raises(UserError, match="приостановлен"):
        courses.finish(training_register, course.id, TODAY, Outcome.FINISHED)
    clock.go(date(2026, 3, 31))
    due = [task for task in tasks.today(training_register) if task.what is What.CERTIFICATE]
    assert [(task.record_id, task.said) for task in due] == [(certificate.id, "перерыв курса окончен 30.03.2026")]
    certificates.resumed(training_register, certificate.id, date(2026, 3, 31))
    courses.finish(training_register, course.id, date(2026, 3, 31), Outcome.FINISHED)
    certificates.settled(training_register, certificate.id, date(2026, 3, 31), "акт 7")
    expected = ["record", "accept", "suspend", "resume", "finish", "settle"]
    assert way(training_register, certificate) == expected


def test_where_the_region_knows_no_break_none_is_written_down(register: Register) -> None:
    certificate = made(register)
    begun(register, certificate)
    with pytest.raises(UserError, match="перерыв курса не задан"):
        certificates.suspended(register, certificate.id, TODAY, "больница")


def test_a_wrong_end_is_put_back_and_both_lines_stay(training_register: Register) -> None:
    certificate = made(training_register)
    certificates.annul(training_register, certificate.id, "отказ", reason_code="A02")
    back = certificates.corrected(training_register, certificate.id, "отказался другой")
    assert (back.status, back.ended_why, back.ended_code) == (CertificateStatus.ISSUED, "", "")
    assert way(training_register, certificate) == ["record", "annul", "correct"]
    with pytest.raises(UserError, match="назад не возвращают"):
        certificates.corrected(training_register, certificate.id, "ещё раз")


def test_no_second_one_comes_to_life_by_a_correction(training_register: Register) -> None:
    first = made(training_register)
    certificates.annul(training_register, first.id, "отказ", reason_code="A02")
    second = applications.start(training_register, first.patient_id, {"days": "180", "circumstance": "voluntary"})
    applications.submit(training_register, second.id)
    applications.send(training_register, second.id, TODAY, "исх. 15")
    applications.granted(training_register, second.id, TODAY, "реш. 4")
    another(training_register, second.id, "УЧ-2")
    with pytest.raises(UserError, match="действует сертификат № УЧ-2"):
        certificates.corrected(training_register, first.id, "отказался другой")


def test_a_course_struck_out_or_taken_back_leaves_its_line_and_a_correction(training_register: Register) -> None:
    certificate = made(training_register)
    mistakes.strike_out(training_register, courses.Course, begun(training_register, certificate).id, "не он")
    assert way(training_register, certificate) == ["record", "accept", "correct"]
    begun(training_register, certificate)
    step = training_register.last
    assert step is not None
    taking_back.take_back(training_register, step)
    assert way(training_register, certificate) == ["record", "accept", "correct", "accept", "correct"]
    assert certificates.one(training_register, certificate.id).status is CertificateStatus.ISSUED
    assert begun(training_register, certificate).certificate_id == certificate.id


@pytest.mark.parametrize("act", ["change", "delete"])
def test_no_act_changes_or_deletes_a_line(training_register: Register, act: str) -> None:
    certificate = made(training_register)

    def try_it() -> None:
        with training_register.write("certificates.annul") as session:
            line = session.scalars(sa.select(CertificateStep)).one()
            if act == "change":
                line.note = "иначе"
            else:
                session.delete(line)

    with pytest.raises(RuntimeError):
        try_it()
    assert way(training_register, certificate) == ["record"]
