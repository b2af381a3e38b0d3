"""What the office writes down of a provider's act, and what the form proposes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from narcdesk.applications import Awaited
from narcdesk.certificates import Certificate, CertificateStatus, ProviderAct, known_certificate
from narcdesk.dates import Period
from narcdesk.errors import Invalid, UserError
from narcdesk.provider_acts import checks
from narcdesk.provider_acts.account import Account, breaks, expected, untold
from narcdesk.provider_acts.known import of_certificate
from narcdesk.register import Register

TELLING = (  # of which acts come: the course was begun
    CertificateStatus.ACTIVE,
    CertificateStatus.SUSPENDED,
    CertificateStatus.USED,
    CertificateStatus.ANNULLED,
)


def may_come(certificate: Certificate) -> bool:
    """Whether an act may be written down: a course was begun, and all of it is not yet paid."""
    return certificate.accepted_on is not None and certificate.status in TELLING


def record(register: Register, certificate_id: int, typed: Mapping[str, Any]) -> ProviderAct:
    """Write an act down; raises Invalid with everything that cannot be, UserError where none may come."""
    with register.write("certificates.take_act") as session:
        certificate = known_certificate(session, certificate_id)
        if not may_come(certificate):
            raise UserError(
                f"Сертификат в состоянии «{certificate.status.label}»: акт по нему не записывают.",
                do="Сначала запишите начало курса. Если неверно записана оплата, верните эту запись назад.",
            )
        known = of_certificate(session, certificate)
        reading = checks.read_act(known.profile, typed, register.today(), whole=True)
        if reading.problems:
            raise Invalid(reading.problems)
        act = ProviderAct(certificate_id=certificate.id, patient_id=certificate.patient_id, **reading.values)
        others = session.scalars(sa.select(ProviderAct).where(ProviderAct.patient_id == certificate.patient_id))
        if found := list(checks.problems(act, known, list(others))):
            raise Invalid(found)
        course = checks.course_of(act, known.courses)
        act.provider_id = course.provider_id if course else None
        session.add(act)
    return act


@dataclass(frozen=True)
class Looked:
    """An act as it is typed: how many days it is of, what it should come to, what should be looked at again."""

    days: int | None = None
    amount: int | None = None  # kopecks
    doubts: Mapping[str, str] = field(default_factory=dict)


def looked_over(register: Register, certificate_id: int, typed: Mapping[str, Any]) -> Looked:
    """Look an act over before it is written down."""
    with register.read("patients.look") as session:
        known = of_certificate(session, known_certificate(session, certificate_id))
    values = checks.read_act(known.profile, typed, register.today(), whole=False).values
    since, until = values.get("since"), values.get("until")
    if since is None or until is None or until < since:
        return Looked()
    told = {"number": "", "on": until, **{name: value for name, value in values.items() if value is not None}}
    act = ProviderAct(certificate_id=certificate_id, patient_id=known.certificate.patient_id, **told)
    if act.days < 0:
        return Looked()
    should = expected(known.profile.tariff, act.days, act.price, act.volumes)
    return Looked(act.days, should, checks.doubts(act, known, register.today()))


def proposed(register: Register, certificate_id: int) -> dict[str, Any]:
    """What most often stands in the next act: the first days that none tells of, the price of the region."""
    today = register.today()
    with register.read("patients.look") as session:
        known = of_certificate(session, known_certificate(session, certificate_id))
    found: dict[str, Any] = {"on": today, "absent": 0}
    left = next(untold(known.courses, known.own, breaks(known.steps, today), today), None)
    if left is not None:
        since, until = left
        report = known.profile.report
        if report is not None and report.act == "monthly":
            until = min(until, Period.parse(f"{since:%Y-%m}").end)
        there = known.present(since, until, today)
        away = 0 if there is None else (until - since).days + 1 - there
        found |= {"since": since, "until": until, "absent": away}
    tariff = known.profile.tariff
    if tariff is not None and tariff.kind == "per_day" and tariff.roubles is not None:
        found["price"] = tariff.roubles * 100
    return found


@dataclass(frozen=True)
class Standing:
    """How a certificate stands by its acts: what is used and left, and whose turn it is."""

    account: Account
    owed: Awaited | None


def standing(register: Register, certificate_id: int) -> Standing:
    """The same, of one certificate."""
    with register.read("patients.look") as session:
        known = of_certificate(session, known_certificate(session, certificate_id))
    return Standing(known.account(), known.owed(register.today()))


def listing(register: Register, patient_id: int) -> list[ProviderAct]:
    """All acts of a patient's certificates, the newest first."""
    with register.read("patients.look") as session:
        query = sa.select(ProviderAct).where(ProviderAct.patient_id == patient_id)
        return list(session.scalars(query.order_by(ProviderAct.since.desc(), ProviderAct.id.desc())))
