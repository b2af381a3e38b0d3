"""The lines of a certificate's way: one forward as its states allow, or the last one put back with a reason."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.certificates.tables import Certificate, CertificateStep
from narcdesk.dates import show
from narcdesk.errors import Invalid, NotFound, Problem
from narcdesk.register import Register


def known(session: Session, certificate_id: int) -> Certificate:
    """One certificate; raises NotFound."""
    certificate = session.get(Certificate, certificate_id)
    if certificate is None:
        raise NotFound("Такого сертификата в реестре нет.")
    return certificate


def of(session: Session, certificate_id: int) -> list[CertificateStep]:
    """All lines of a certificate, the oldest first; one that is older than they has none."""
    return of_many(session, [certificate_id])


def of_many(session: Session, certificate_ids: Collection[int]) -> list[CertificateStep]:
    """All lines of these certificates, the oldest first."""
    query = sa.select(CertificateStep).where(CertificateStep.certificate_id.in_(certificate_ids))
    return list(session.scalars(query.order_by(CertificateStep.id)))


def standing(steps: Sequence[CertificateStep]) -> list[CertificateStep]:
    """The lines without those that were corrected and without the corrections."""
    wrong = {step.corrects for step in steps}
    return [step for step in steps if step.corrects is None and step.id not in wrong]


def add(session: Session, register: Register, certificate: Certificate, event: str, on: date, **said: Any) -> None:
    """Write a line down as the person's who is signed in; the state is still the one before it."""
    step = CertificateStep(
        certificate_id=certificate.id, event=event, on=on, was=certificate.status, by=register.person.id, **said
    )
    session.add(step)


def move(session: Session, register: Register, certificate: Certificate, event: str, on: date, **said: Any) -> None:
    """Let an event happen on a day; raises UserError where its state forbids it, Invalid where the day does."""
    target = certificate.must_move(event)
    must_follow(session, register, certificate, on)
    add(session, register, certificate, event, on, **said)
    certificate.status = target


def must_follow(session: Session, register: Register, certificate: Certificate, on: date) -> None:
    """Raise Invalid for a day that is yet to come, or before the line that stands last."""
    if on > register.today():
        raise Invalid([Problem("on", "Дата: не может быть позже сегодняшнего дня")])
    last = max((step.on for step in standing(of(session, certificate.id))), default=certificate.issued_on)
    if on < last:
        raise Invalid([Problem("on", f"Дата: раньше предыдущего шага, {show(last)}")])


def back(session: Session, register: Register, certificate: Certificate, events: Sequence[str], why: str) -> bool:
    """Correct the last standing line if it is one of these events; whether it was."""
    found = standing(of(session, certificate.id))
    if not found or found[-1].event not in events:
        return False
    last = found[-1]
    note = f"{last.title}: {why}"
    add(session, register, certificate, "correct", register.today(), note=note, corrects=last.id)
    certificate.status = last.was or certificate.status
    return True
