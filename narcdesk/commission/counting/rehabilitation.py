"""Rehabilitation and what pays for it: persons, courses by kind, organisation and payment, certificates."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import applications
from narcdesk.applications import Application, ApplicationStep, Status
from narcdesk.certificates import Certificate, CertificateStatus
from narcdesk.commission.counting.sources import Asked, Fact, Listed, Signs, Source, Sources, asked
from narcdesk.courses import Course, CourseKind, Outcome
from narcdesk.dates import Period
from narcdesk.patients import Patient
from narcdesk.providers.tables import ProviderSought

_CERTIFICATES = ("certificate", "social_certificate")  # kinds of what an authority gives; a направление is none
_REHABILITATION = Course.kind.in_((CourseKind.MEDICAL, CourseKind.SOCIAL))
# Nobody closes the course of who has died: the death has broken it off.
_ENDED_ON = sa.case(
    (sa.or_(Patient.died_on.is_(None), Course.ended_on <= Patient.died_on), Course.ended_on), else_=Patient.died_on
)
_BY_DEATH = Course.ended_on.is_distinct_from(_ENDED_ON)
_FINISHED = sa.and_(~_BY_DEATH, Course.outcome == Outcome.FINISHED)
_TRANSFERRED = sa.and_(~_BY_DEATH, Course.outcome == Outcome.TRANSFERRED)
_BROKEN = sa.or_(_BY_DEATH, Course.outcome.in_((Outcome.REFUSED, Outcome.DROPPED)))


def sources(session: Session, period: Period) -> Sources:
    """Persons, courses and certificates of a period."""
    return {**_persons(period), **_courses(period), **_certificates(session, period)}


def _persons(period: Period) -> dict[str, Source]:
    bounds = (period.start, period.end)
    # By the steps, which stay: `sent_on` is that of the last sending, and a resend would take it out of its quarter.
    sent = (
        asked(Application.patient_id, sa.func.min(ApplicationStep.on))
        .join(ApplicationStep, ApplicationStep.application_id == Application.id)
        .where(ApplicationStep.event == "send", ApplicationStep.on.between(*bounds))
        .group_by(Application.patient_id)
    )
    ended = _ENDED_ON.between(*bounds)
    return {
        "referred": Asked(sent),
        "started": _once(Course.started_on, Course.started_on.between(*bounds)),
        "completed": _once(_ENDED_ON, ended, _FINISHED),
        "broken_off": _once(_ENDED_ON, ended, _BROKEN),
        "in_rehabilitation": _once(Course.started_on, *_going_on(period.end)),
    }


def _once(on: Any, *conditions: sa.ColumnElement[bool]) -> Asked:
    """Each person once, however many such courses he has."""
    return Asked(
        asked(Course.patient_id, sa.func.min(on))
        .join(Patient, Patient.id == Course.patient_id)
        .where(_REHABILITATION, *conditions)
        .group_by(Course.patient_id)
    )


def _going_on(day: Any) -> tuple[sa.ColumnElement[bool], ...]:
    return Course.started_on <= day, sa.or_(_ENDED_ON.is_(None), day < _ENDED_ON)


# Courses


def _courses(period: Period) -> dict[str, Source]:
    bounds, ended = (period.start, period.end), _ENDED_ON.between(period.start, period.end)
    return {
        "courses_start": _each(Course.started_on, *_going_on(period.eve)),
        "courses_started": _each(Course.started_on, Course.started_on.between(*bounds)),
        "courses_completed": _each(_ENDED_ON, ended, _FINISHED),
        "courses_broken": _each(_ENDED_ON, ended, _BROKEN),
        "courses_transferred": _each(_ENDED_ON, ended, _TRANSFERRED),
        "courses_end": _each(Course.started_on, *_going_on(period.end)),
        "providers_used": Asked(
            sa.select(
                sa.null().label("patient_id"),
                sa.null().label("on"),
                sa.literal(1).label("number"),
                Course.provider_id.label("provider_id"),
                ProviderSought.forms_key.label("forms"),
            )
            .outerjoin(ProviderSought, ProviderSought.provider_id == Course.provider_id)
            .where(_REHABILITATION, Course.provider_id.is_not(None), Course.started_on.between(*bounds))
            .distinct(),
            lambda provider_id, forms: {"provider_form": _form(provider_id, forms)},
        ),
    }


def _each(on: Any, *conditions: sa.ColumnElement[bool]) -> Asked:
    found = (
        asked(
            Course.patient_id,
            on,
            Course.kind,
            Course.provider_id.is_not(None),
            ProviderSought.forms_key,
            Course.certificate_id.is_not(None),
            ProviderSought.unpaid,
        )
        .join(Patient, Patient.id == Course.patient_id)
        .outerjoin(ProviderSought, ProviderSought.provider_id == Course.provider_id)
        .where(_REHABILITATION, *conditions)
    )
    return Asked(found, _signs)


def _signs(kind: CourseKind, provider: bool, forms: str | None, certificate: bool, unpaid: bool | None) -> Signs:
    return {
        "course_kind": kind.value,
        "provider_form": _form(provider or None, forms),
        "funding": "certificate" if certificate else _FUNDING[unpaid],
    }


# What the region's registry says of the organisation; who pays for whom is written down nowhere else.
_FUNDING: Mapping[bool | None, str] = {True: "free", False: "paid", None: "unknown"}


def _form(provider: object, forms: str | None) -> str:
    """The form of an organisation by the words of the region's registry: «|патронат|стационарная|»."""
    if provider is None:
        return "not_listed"
    words = [word for word in (forms or "").split("|") if word]
    residential = any("стационар" in word and "полустационар" not in word for word in words)
    others = any("стационар" not in word or "полустационар" in word for word in words)
    if residential and others:
        return "both"
    return "residential" if residential else "outpatient" if others else "unknown"


# Certificates


def _certificates(session: Session, period: Period) -> dict[str, Source]:
    bounds = (period.start, period.end)
    asked_for = (
        sa.select(Application, sa.func.min(ApplicationStep.on))
        .join(ApplicationStep, ApplicationStep.application_id == Application.id)
        .where(ApplicationStep.event == "send")
        .group_by(Application.id)
        .having(sa.func.min(ApplicationStep.on).between(*bounds))  # a resend asks for nothing new
    )
    refused = sa.select(Application, Application.decided_on).where(
        Application.status == Status.REFUSED, Application.decided_on.between(*bounds)
    )
    # It is over on the day after the last one.
    over = Certificate.valid_until.between(period.eve, period.end - timedelta(days=1))
    unused = Certificate.status.in_((CertificateStatus.ISSUED, CertificateStatus.EXPIRED))
    queries = {
        "certificate_asked": asked_for,
        "certificate_refused": refused,
        "certificate_got": _given(Certificate.issued_on, Certificate.issued_on.between(*bounds)),
        "certificate_used": _given(Certificate.accepted_on, Certificate.accepted_on.between(*bounds)),
        "certificate_expired": _given(Certificate.valid_until, over, unused),
    }
    return {measure: _of_certificates(session, query) for measure, query in queries.items()}


def _given(on: Any, *conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Certificates without those annulled before anybody came with them: mistakes mostly."""
    return (
        sa.select(Application, on)
        .join(Certificate, Certificate.application_id == Application.id)
        .where(
            *conditions,
            sa.or_(Certificate.status != CertificateStatus.ANNULLED, Certificate.accepted_on.is_not(None)),
        )
    )


def _of_certificates(session: Session, query: sa.Select[Any]) -> Listed:
    """Whether a paper is a certificate the profile of its region tells, not the database."""
    return Listed(
        [
            Fact(application.patient_id, on, {})
            for application, on in session.execute(query)
            if applications.profile_of(application).instrument(application.instrument).kind in _CERTIFICATES
        ]
    )
