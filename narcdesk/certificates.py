"""Certificates that the authority gave: number, days, sum, till when, and the provider that was chosen.

Regulation 2.7. The office records what the authority issued; terms come from the profile of the application.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import applications, patients, providers
from narcdesk.applications import Application, Awaited, Status
from narcdesk.base import Base, Coded, coded
from narcdesk.dates import plural, show
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import Kind, asked, read
from narcdesk.providers import Provider
from narcdesk.register import Register
from narcdesk.working_days import office_calendar


class CertificateStatus(Coded):
    """States of a certificate."""

    ISSUED = "issued", "Выдан"
    ACTIVE = "active", "Принят организацией"
    USED = "used", "Использован"
    EXPIRED = "expired", "Истёк"
    ANNULLED = "annulled", "Аннулирован"


LIVE = (CertificateStatus.ISSUED, CertificateStatus.ACTIVE)


class Certificate(Base, kw_only=True):
    """One certificate of one person."""

    __tablename__ = "certificates"
    __table_args__ = (sa.Index("ix_certificates_status_valid_until", "status", "valid_until"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), index=True)
    provider_id: Mapped[int | None] = mapped_column(sa.ForeignKey("providers.id"), default=None)
    status: Mapped[CertificateStatus] = mapped_column(coded(CertificateStatus), default=CertificateStatus.ISSUED)
    number: Mapped[str] = mapped_column(
        sa.String(60), index=True, info=asked("Серия и номер", Kind.TEXT, required=True, width=20)
    )
    issued_on: Mapped[date] = mapped_column(info=asked("Дата выдачи", Kind.PAST_DAY, required=True, width=12))
    valid_until: Mapped[date | None] = mapped_column(
        default=None,
        info=asked("Обратиться в организацию до", Kind.NEAR_DAY, width=12, hint="как в сертификате"),
    )
    days: Mapped[int] = mapped_column(info=asked("Срок курса, дней", Kind.NUMBER, required=True, least=1, width=6))
    amount: Mapped[int | None] = mapped_column(  # kopecks
        default=None, info=asked("Сумма, ₽", Kind.MONEY, width=14)
    )
    accepted_on: Mapped[date | None] = mapped_column(default=None)
    ended_why: Mapped[str] = mapped_column(sa.String(300), default="")

    def is_valid_on(self, day: date) -> bool:
        """Whether the person may still come to a provider with it."""
        return self.status is CertificateStatus.ISSUED and (self.valid_until is None or day <= self.valid_until)

    def is_over_on(self, day: date) -> bool:
        """Whether nobody came with it in time, marked or not."""
        return self.status is CertificateStatus.ISSUED and not self.is_valid_on(day)

    def awaited(self) -> Awaited | None:
        """What it waits for: that the person comes to a provider with it."""
        if self.status is not CertificateStatus.ISSUED:
            return None
        until = self.valid_until
        said = f"обратиться в организацию до {show(until)}" if until else "обратиться в организацию; срок не записан"
        return Awaited("Сертификат", said, until, "обратиться" if until else "обратиться, срок не записан")

    def must_accept(self, day: date) -> None:
        """Raise UserError unless a provider may take the person in on a day.

        One marked as expired is good for a course that began in time and is written down only afterwards.
        """
        if self.status not in (CertificateStatus.ISSUED, CertificateStatus.EXPIRED):
            raise UserError(
                f"Сертификат № {self.number} в состоянии «{self.status.label}».",
                do="Выберите другой сертификат или запишите курс без него.",
            )
        if day < self.issued_on:
            raise UserError(
                f"Сертификат № {self.number} выдан {show(self.issued_on)}, принять раньше нельзя.",
                do="Проверьте дату начала курса.",
            )
        if self.valid_until is not None and day > self.valid_until:
            raise UserError(
                f"Сертификат № {self.number} истёк {show(self.valid_until)}.",
                do="Подайте заявку на новый или запишите курс без сертификата.",
            )


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
            problems += _taken(session, application, values["number"], values["issued_on"])
        if problems:
            raise Invalid(problems)
        certificate = Certificate(
            patient_id=application.patient_id,
            application_id=application.id,
            provider_id=application.provider_id,
            **values,
        )
        session.add(certificate)
    return certificate


def _taken(session: Session, application: Application, number: str, issued_on: date) -> list[Problem]:
    """Why no other certificate may be written down: one is in use, one was used, or the number is another person's."""
    other = live(session, application.patient_id)
    if other is not None and not other.is_over_on(issued_on):
        return [Problem("number", "У пациента уже есть действующий сертификат")]
    used = session.scalar(
        sa.select(Certificate)
        .where(Certificate.application_id == application.id, Certificate.status == CertificateStatus.USED)
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
        certificate = _one(session, certificate_id)
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
        certificate = _one(session, certificate_id)
        if not certificate.is_over_on(register.today()):
            raise UserError(
                "Этот сертификат ещё действует или уже использован.",
                do="Проверьте срок сертификата и дату на компьютере.",
            )
        certificate.status = CertificateStatus.EXPIRED
    return certificate


def annul(register: Register, certificate_id: int, why: str) -> Certificate:
    """The certificate lost its force for a reason."""
    with register.write("certificates.annul") as session:
        certificate = _one(session, certificate_id)
        if certificate.status not in LIVE:
            raise UserError(
                f"Сертификат уже в состоянии «{certificate.status.label}».", do="Аннулировать его уже не нужно."
            )
        if not why.strip():
            raise Invalid([Problem("why", "Причина: нужно заполнить")])
        certificate.status, certificate.ended_why = CertificateStatus.ANNULLED, why.strip()
    return certificate


def _one(session: Session, certificate_id: int) -> Certificate:
    certificate = session.get(Certificate, certificate_id)
    if certificate is None:
        raise NotFound("Такого сертификата в реестре нет.")
    return certificate


def live(session: Session, patient_id: int) -> Certificate | None:
    """The certificate that the person may use or is using."""
    return session.scalar(
        sa.select(Certificate)
        .where(Certificate.patient_id == patient_id, Certificate.status.in_(LIVE))
        .order_by(Certificate.id.desc())
        .limit(1)
    )


def one(register: Register, certificate_id: int) -> Certificate:
    """One certificate."""
    with register.read("patients.look") as session:
        return _one(session, certificate_id)


def of_application(register: Register, application_id: int) -> Certificate | None:
    """The certificate that came on an application; after a new one was given for it, that one."""
    with register.read("patients.look") as session:
        return session.scalar(
            sa.select(Certificate)
            .where(Certificate.application_id == application_id)
            .order_by(Certificate.id.desc())
            .limit(1)
        )


def listing(register: Register, patient_id: int) -> list[Certificate]:
    """All certificates of a patient, the newest first."""
    with register.read("patients.look") as session:
        return list(
            session.scalars(
                sa.select(Certificate)
                .where(Certificate.patient_id == patient_id)
                .order_by(Certificate.issued_on.desc(), Certificate.id.desc())
            )
        )


def awaited(register: Register, application_ids: Sequence[int]) -> dict[int, Awaited]:
    """What each of these applications waits for, its certificate too; those whose way is over are left out."""
    register.person.must("applications.listing")
    with register.read("patients.look") as session:
        newest = {
            certificate.application_id: certificate
            for certificate in session.scalars(
                sa.select(Certificate).where(Certificate.application_id.in_(application_ids)).order_by(Certificate.id)
            )
        }
        why = applications.returned_why(session, application_ids)
        found = {}
        for application in session.scalars(sa.select(Application).where(Application.id.in_(application_ids))):
            if application.id in newest:
                waits = newest[application.id].awaited()
            else:
                waits = applications.awaited(session, application, register.today(), why.get(application.id, ""))
            if waits is not None:
                found[application.id] = waits
    return found
