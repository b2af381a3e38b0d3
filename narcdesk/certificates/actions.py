"""What the office writes down of certificates: what came, where the person goes, what became of it.

Regulation 2.7. The office records what the authority issued; terms come from the profile of the application.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import applications, patients, providers
from narcdesk.applications import Application, Status
from narcdesk.certificates import steps
from narcdesk.certificates.queries import live, newest
from narcdesk.certificates.tables import PUT_BACK, SPENT, Certificate, CertificateStatus
from narcdesk.dates import plural
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import read
from narcdesk.providers import Provider
from narcdesk.register import Register
from narcdesk.working_days import office_calendar


def proposed_valid_until(register: Register, application: Application, issued_on: date) -> date | None:
    """The day till which the profile's term runs, or None where no act is known that sets it."""
    with register.read("patients.look") as session:
        return applications.profile_of(application).certificate_valid.due(issued_on, office_calendar(session))


def record(register: Register, application_id: int, typed: Mapping[str, Any]) -> Certificate:
    """Write down the certificate that came on a granted application.

    Till when it is valid stands in the certificate; where `typed` does not hold that at all, the profile's term runs.
    """
    with register.write("certificates.record") as session:
        application = session.get(Application, application_id)
        if application is None:
            raise NotFound("Такой заявки в реестре нет.")
        return drawn_up(session, register, application, typed)


def drawn_up(session: Session, register: Register, application: Application, typed: Mapping[str, Any]) -> Certificate:
    """The certificate of a granted application, for an act that has its door open; raises Invalid, UserError."""
    if application.status is not Status.GRANTED:
        raise UserError("Сертификат записывают после решения о выдаче.", do="Сначала отметьте решение органа.")
    reading = read(Certificate, typed, register.today(), whole=True)
    values, problems = reading.values, list(reading.problems)
    if not problems:
        if "valid_until" not in typed:
            values["valid_until"] = proposed_valid_until(register, application, values["issued_on"])
        if application.decided_on and values["issued_on"] < application.decided_on:
            problems.append(Problem("issued_on", "Дата выдачи: раньше решения о выдаче"))
        if values.get("valid_until") and values["valid_until"] < values["issued_on"]:
            problems.append(Problem("valid_until", "Обратиться до: раньше даты выдачи"))
        before = newest(session, application.id)
        problems += _taken(session, application, values["number"], values["issued_on"])
        problems += _not_instead(application, before, values["number"])
    if problems:
        raise Invalid(problems)
    certificate = Certificate(
        patient_id=application.patient_id,
        application_id=application.id,
        # Instead of one that was lost or lost its force: where he goes is chosen anew.
        provider_id=application.provider_id if before is None else None,
        replaces_id=before.id if before is not None else None,
        **values,
    )
    over = live(session, application.patient_id)
    if over is not None:  # its days were over, or `_taken` had stopped here: two at once are none
        steps.move(session, register, over, "expire", register.today(), note="записан другой")
    session.add(certificate)
    session.flush()
    steps.add(session, register, certificate, "record", certificate.issued_on)
    return certificate


def _taken(session: Session, application: Application, number: str, issued_on: date) -> list[Problem]:
    """Why no other certificate may be written down: one is in use, one was used, or the number is another person's."""
    other = live(session, application.patient_id)
    if other is not None and not other.is_over_on(issued_on):
        return [Problem("number", "У пациента уже есть действующий сертификат")]
    used = session.scalar(
        sa.select(Certificate)
        .where(Certificate.application_id == application.id, Certificate.status.in_(SPENT))
        .limit(1)
    )
    if used is not None:
        said = f"По этой заявке уже использован сертификат № {used.number}: для нового нужна новая заявка"
        return [Problem("number", said)]
    of_others = session.scalars(
        sa.select(Certificate.number)
        .join(Application, Application.id == Certificate.application_id)
        .where(
            Application.region_code == application.region_code,
            Certificate.patient_id != application.patient_id,
            sa.func.replace(Certificate.number, " ", "") == number.replace(" ", ""),
        )
        .limit(1)
    )
    if of_others.first() is not None:
        said = "Серия и номер: такой сертификат уже записан другому пациенту, сверьте с бумагой"
        return [Problem("number", said)]
    return []


def _not_instead(application: Application, before: Certificate | None, number: str) -> list[Problem]:
    """Why no other may come instead of the one before: its number is blocked, or its end gives no right to another."""
    if before is None:
        return []
    if before.status is CertificateStatus.LOST and before.number.replace(" ", "") == number.replace(" ", ""):
        return [Problem("number", "Серия и номер: это номер утраченного сертификата, у дубликата он другой")]
    reasons = {reason.code: reason for reason in applications.profile_of(application).end_reasons}
    ended = reasons.get(before.ended_code)
    if before.status is CertificateStatus.ANNULLED and ended is not None and not ended.reissue:
        return [Problem("number", f"Прежний аннулирован: {ended.text}. Взамен не выдают, нужна новая заявка")]
    return []


def doubts(register: Register, application_id: int, typed: Mapping[str, Any]) -> dict[str, str]:
    """What in a certificate as it is typed should be looked at again: field -> sentence. Nothing of it blocks."""
    application = applications.one(register, application_id)
    most = applications.profile_of(application).instrument(application.instrument).max_course_days
    days = read(Certificate, {"days": typed.get("days")}, register.today()).values.get("days")
    if days is not None and most is not None and days > most:
        return {"days": f"В регионе не больше {plural(most, 'дня', 'дней', 'дней')}, сверьте с сертификатом."}
    if days is not None and application.days is not None and days > application.days:
        return {"days": f"Просили дней: {application.days}, сверьте с сертификатом."}
    return {}


def choose_provider(register: Register, certificate_id: int, provider_id: int) -> Certificate:
    """The person chose where to go."""
    with register.write("certificates.choose_provider") as session:
        certificate = steps.known(session, certificate_id)
        if certificate.status is not CertificateStatus.ISSUED:
            raise UserError(
                f"Сертификат уже в состоянии «{certificate.status.label}», организацию не сменить.",
                do="Если организация неверна, запишите перевод из неё в другую.",
            )
        patients.living(patients.known(session, certificate.patient_id), register.today())
        provider = session.get(Provider, provider_id)
        if provider is None or provider.closed_on is not None:
            raise UserError("Этой организации в реестре больше нет.", do="Выберите другую.")
        shown = providers.view(session, provider_id)
        if not shown.is_included_on(register.today()):
            raise UserError(
                f"Сегодня этой организации нет в реестре: {shown.inclusion}.",
                do="Выберите другую или загрузите новый список организаций.",
            )
        certificate.provider_id = provider_id
    return certificate


def expire(register: Register, certificate_id: int) -> Certificate:
    """Mark that nobody came with it in time."""
    with register.write("certificates.expire") as session:
        certificate = steps.known(session, certificate_id)
        if not certificate.is_over_on(register.today()):
            raise UserError(
                "Этот сертификат ещё действует или уже использован.",
                do="Проверьте срок сертификата и дату на компьютере.",
            )
        steps.move(session, register, certificate, "expire", register.today())
    return certificate


def annul(
    register: Register, certificate_id: int, why: str = "", *, reason_code: str = "", on: date | None = None
) -> Certificate:
    """The certificate lost its force, for a reason of the region's list (`reason_code`) or in words."""
    with register.write("certificates.annul") as session:
        certificate = steps.known(session, certificate_id)
        certificate.must_move("annul")
        application = session.get_one(Application, certificate.application_id)
        reasons = {reason.code: reason.text for reason in applications.profile_of(application).end_reasons}
        if reason_code and reason_code not in reasons:
            raise Invalid([Problem("reason_code", "Причина: выберите из списка")])
        said = "; ".join(filter(None, (reasons.get(reason_code, ""), why.strip())))
        if not said:
            raise Invalid([Problem("why", "Причина: нужно заполнить")])
        day = on or register.today()
        steps.move(session, register, certificate, "annul", day, reason_code=reason_code, note=why.strip())
        certificate.ended_why, certificate.ended_code = said, reason_code
    return certificate


def lost(register: Register, certificate_id: int, on: date, note: str = "") -> Certificate:
    """The person lost the sheet: its number is blocked, a duplicate has another one."""
    with register.write("certificates.lose") as session:
        return _moved(session, register, "lose", certificate_id, on, note=note.strip())


def suspended(register: Register, certificate_id: int, on: date, why: str) -> Certificate:
    """The course stands still; only where the region's order knows a break, and for its term."""
    with register.write("certificates.suspend") as session:
        certificate = steps.known(session, certificate_id)
        if not why.strip():
            raise Invalid([Problem("why", "Почему: нужно заполнить")])
        term = applications.profile_of(session.get_one(Application, certificate.application_id)).interruption
        if certificate.status is CertificateStatus.ACTIVE and term.value is None:
            raise UserError(
                "В порядке региона перерыв курса не задан.",
                do="Если орган разрешил перерыв, внесите срок и акт в профиль региона.",
            )
        steps.move(session, register, certificate, "suspend", on, note=why.strip())
        certificate.suspended_until = term.due(on, office_calendar(session))
    return certificate


def resumed(register: Register, certificate_id: int, on: date) -> Certificate:
    """The person is back, the course goes on."""
    with register.write("certificates.resume") as session:
        return _moved(session, register, "resume", certificate_id, on)


def settled(register: Register, certificate_id: int, on: date, document: str = "") -> Certificate:
    """The authority accepted the final act: nothing more is owed."""
    with register.write("certificates.settle") as session:
        return _moved(session, register, "settle", certificate_id, on, document=document.strip())


def _moved(session: Session, register: Register, event: str, certificate_id: int, on: date, **said: str) -> Certificate:
    certificate = steps.known(session, certificate_id)
    steps.move(session, register, certificate, event, on, **said)
    return certificate


def corrected(register: Register, certificate_id: int, why: str) -> Certificate:
    """The last step was written down wrongly: the certificate stands as before it, and both lines stay."""
    with register.write("certificates.correct") as session:
        certificate = steps.known(session, certificate_id)
        if not why.strip():
            raise Invalid([Problem("why", "Что было записано неверно: нужно заполнить")])
        if session.scalar(sa.select(Certificate.number).where(Certificate.replaces_id == certificate_id).limit(1)):
            raise UserError(
                f"Вместо сертификата № {certificate.number} уже записан другой.",
                do="Если и он записан по ошибке, аннулируйте его; прежний остаётся в журнале.",
            )
        other = live(session, certificate.patient_id)
        if session.get_one(Application, certificate.application_id).status is not Status.GRANTED:
            raise UserError(
                "Решения о выдаче по заявке этого сертификата больше нет.",
                do="Сначала запишите решение органа.",
            )
        if other is not None and other.id != certificate_id:
            raise UserError(
                f"У пациента действует сертификат № {other.number}, второй действовать не может.",
                do="Сначала исправьте записи о нём.",
            )
        if not steps.back(session, register, certificate, PUT_BACK, why.strip()):
            raise UserError(
                "Последнюю запись о сертификате назад не возвращают.",
                do="Если неверно записан курс, зачеркните его в карте пациента.",
            )
        if certificate.status is not CertificateStatus.ANNULLED:
            certificate.ended_why = certificate.ended_code = ""
    return certificate
