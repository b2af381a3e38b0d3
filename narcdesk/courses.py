"""Courses of treatment and rehabilitation: where, since when, till when, and with what outcome.

Regulation 3.2 and 3.3; the indicators of the Irkutsk plan count who started, who finished and who finished the whole
programme (`complex`: medical and social rehabilitation together, regulation 2.4).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import certificates, patients, providers
from narcdesk.base import Base, Coded, coded
from narcdesk.certificates import Certificate, CertificateStatus, steps
from narcdesk.dates import Period, show
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import Kind, asked, read
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck


class CourseKind(Coded):
    """What kind of help a course is."""

    TREATMENT = "treatment", "лечение"
    MEDICAL = "medical", "медицинская реабилитация"
    SOCIAL = "social", "социальная реабилитация и ресоциализация"


class Outcome(Coded):
    """How a course ended."""

    FINISHED = "finished", "завершён"
    REFUSED = "refused", "прерван по отказу"
    DROPPED = "dropped", "прерван по другой причине"
    TRANSFERRED = "transferred", "переведён"


class Course(MayBeStruck, Base, kw_only=True):
    """One course of a patient."""

    __tablename__ = "courses"
    __table_args__ = (sa.Index("ix_courses_patient_id_started_on", "patient_id", "started_on"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"))
    certificate_id: Mapped[int | None] = mapped_column(sa.ForeignKey("certificates.id"), default=None)
    provider_id: Mapped[int | None] = mapped_column(sa.ForeignKey("providers.id"), default=None)
    kind: Mapped[CourseKind] = mapped_column(
        coded(CourseKind), info=asked("Вид", Kind.CHOICE, required=True, choices=CourseKind, width=36)
    )
    place: Mapped[str] = mapped_column(sa.String(300), default="", info=asked("Где", Kind.TEXT, width=40))
    started_on: Mapped[date] = mapped_column(info=asked("Начат", Kind.PAST_DAY, required=True, width=12))
    complex: Mapped[bool] = mapped_column(
        default=False,
        info=asked("Завершает комплексную программу", Kind.YES_NO, hint="медицинская и социальная вместе"),
    )
    ended_on: Mapped[date | None] = mapped_column(default=None)
    outcome: Mapped[Outcome | None] = mapped_column(coded(Outcome), default=None)


def start(
    register: Register,
    patient_id: int,
    typed: Mapping[str, Any],
    *,
    certificate_id: int | None = None,
    provider_id: int | None = None,
) -> Course:
    """A course began; under a certificate this is also its acceptance by the provider, the one it names if not told."""
    with register.write("courses.start") as session:
        patient = patients.known(session, patient_id)
        reading = read(Course, typed, register.today(), whole=True)
        values, problems = reading.values, list(reading.problems)
        problems += patients.before_birth(patient, "started_on", "Начат", values.get("started_on"))
        if problems:
            raise Invalid(problems)
        patients.living(patient, values["started_on"])
        if provider_id is not None:
            providers.known(session, provider_id)
        course = Course(patient_id=patient_id, certificate_id=certificate_id, provider_id=provider_id, **values)
        if certificate_id is not None:
            _accept(session, register, course, certificate_id)
        session.add(course)
    return course


def _accept(session: Session, register: Register, course: Course, certificate_id: int) -> None:
    """Let a certificate pay for a course; after a transfer its rest goes on elsewhere."""
    certificate = session.get(Certificate, certificate_id)
    if certificate is None or certificate.patient_id != course.patient_id:
        raise NotFound("Такого сертификата у пациента нет.")
    moved_on = _transferred_on(session, certificate)
    if moved_on is None:
        certificate.must_accept(course.started_on)
        other = certificates.live(session, course.patient_id)
        if other is not None and other.id != certificate.id:
            raise UserError(
                f"Вместо сертификата № {certificate.number} уже выдан сертификат № {other.number}.",
                do="Запишите курс по новому сертификату или аннулируйте его, если он выписан по ошибке.",
            )
        if certificate.status is CertificateStatus.EXPIRED:
            steps.back(session, register, certificate, ("expire",), "курс начат в срок")
        steps.move(session, register, certificate, "accept", course.started_on)
        certificate.accepted_on = course.started_on
        course.provider_id = course.provider_id or certificate.provider_id
    elif course.started_on < moved_on:
        raise Invalid([Problem("started_on", f"Начат: раньше перевода, {show(moved_on)}")])
    if course.provider_id is not None:
        certificate.provider_id = course.provider_id


def _transferred_on(session: Session, certificate: Certificate) -> date | None:
    """The day on which the last course under a certificate in use ended in a transfer."""
    last = session.scalar(
        sa.select(Course).where(Course.certificate_id == certificate.id).order_by(Course.id.desc()).limit(1)
    )
    if last is None or last.outcome is not Outcome.TRANSFERRED or certificate.status is not CertificateStatus.ACTIVE:
        return None
    return last.ended_on


def finish(register: Register, course_id: int, on: date, outcome: Outcome) -> Course:
    """A course ended; so is the certificate's use."""
    with register.write("courses.finish") as session:
        course = session.get(Course, course_id)
        if course is None:
            raise NotFound("Такого курса в реестре нет.")
        if course.ended_on is not None:
            raise UserError(
                f"Курс уже окончен {show(course.ended_on)}.",
                do="Если запись ошибочна, зачеркните её в карте и внесите заново.",
            )
        if not course.started_on <= on <= register.today():
            raise Invalid([Problem("ended_on", "Окончание: между началом и сегодняшним днём")])
        told = certificates.acts_of(session, [course.certificate_id] if course.certificate_id is not None else [])
        if after := [act for act in told if act.since <= on < act.until]:
            raise Invalid([Problem("ended_on", f"Окончание: есть акт {after[0].named}, он {after[0].period}")])
        course.ended_on, course.outcome = on, outcome
        if course.certificate_id is not None and outcome is not Outcome.TRANSFERRED:
            certificate = session.get_one(Certificate, course.certificate_id)
            if certificate.status is CertificateStatus.SUSPENDED:
                raise UserError(
                    f"Сертификат № {certificate.number} приостановлен.",
                    do="Сначала отметьте, что он снова действует, или аннулируйте его.",
                )
            if certificate.status is CertificateStatus.ACTIVE:  # it may have been annulled meanwhile
                steps.move(session, register, certificate, "finish", on, note=outcome.label)
    return course


def listing(register: Register, patient_id: int) -> list[Course]:
    """All courses of a patient, the newest first."""
    with register.read("patients.look") as session:
        return list(
            session.scalars(sa.select(Course).where(Course.patient_id == patient_id).order_by(Course.started_on.desc()))
        )


def started(session: Session, period: Period, kinds: tuple[CourseKind, ...]) -> set[int]:
    """Patients who began a course of these kinds in a period."""
    return set(
        session.scalars(
            sa.select(Course.patient_id).where(
                Course.started_on.between(period.start, period.end), Course.kind.in_(kinds)
            )
        )
    )


def finished(session: Session, period: Period, kinds: tuple[CourseKind, ...] = tuple(CourseKind)) -> set[int]:
    """Patients who finished a course of these kinds in a period."""
    return set(
        session.scalars(
            sa.select(Course.patient_id).where(
                Course.ended_on.between(period.start, period.end),
                Course.outcome == Outcome.FINISHED,
                Course.kind.in_(kinds),
            )
        )
    )


def graduated(session: Session, day: date) -> dict[int, date]:
    """Patients who finished a complex programme by a day, with the day of the last such finish."""
    rows = session.execute(
        sa.select(Course.patient_id, sa.func.max(Course.ended_on).label("last"))
        .where(Course.complex.is_(True), Course.outcome == Outcome.FINISHED, Course.ended_on <= day)
        .group_by(Course.patient_id)
    )
    return {row.patient_id: row.last for row in rows}
