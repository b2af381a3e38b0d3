"""Coupons of a certificate: marks of the course that its organisation redeems one after another.

Notes on certificates, 2.5: St Petersburg has four, in order, by the organisation that the certificate names, and the
last one completes it. Which they are and how their codes look stands in the profile; a redeemed one is a line of the
certificate's way, so that a wrong mark is put back with a reason and both lines stay.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import applications, providers
from narcdesk.applications import Application
from narcdesk.base import Coded
from narcdesk.certificates import steps
from narcdesk.certificates.tables import REDEEM, Certificate, CertificateStatus, CertificateStep
from narcdesk.dates import show
from narcdesk.errors import Invalid, Problem, UserError
from narcdesk.names import clean
from narcdesk.profile import Profile
from narcdesk.register import Register

GOES_ON = (CertificateStatus.ISSUED, CertificateStatus.ACTIVE, CertificateStatus.USED)  # after the course marks remain


class CouponState(Coded):
    """States of a coupon."""

    ISSUED = "issued", "Выдан"
    REDEEMED = "redeemed", "Погашен"


@dataclass(frozen=True)
class Coupon:
    """One coupon: its place in the order, what it marks, and by which line it was redeemed."""

    place: int
    title: str
    line: CertificateStep | None

    @property
    def state(self) -> CouponState:
        """Whether it was redeemed."""
        return CouponState.REDEEMED if self.line is not None else CouponState.ISSUED

    @property
    def said(self) -> str:
        """«выдан», «погашен 16.03.2026, код 0000123»."""
        state = self.state.label.lower()
        return f"{state} {show(self.line.on)}, код {self.line.document}" if self.line is not None else state


def coupons_of(profile: Profile, way: Sequence[CertificateStep]) -> list[Coupon]:
    """The coupons of a certificate as its way tells, in their order; none where the region has none."""
    lines = [step for step in steps.standing(way) if step.event == REDEEM]
    return [
        Coupon(place, title, lines[place - 1] if place <= len(lines) else None)
        for place, title in enumerate(profile.coupons, start=1)
    ]


def next_coupon(certificate: Certificate, profile: Profile, way: Sequence[CertificateStep]) -> Coupon | None:
    """The one that may be redeemed now, if any."""
    if certificate.status not in GOES_ON or certificate.provider_id is None:
        return None
    return next((one for one in coupons_of(profile, way) if one.line is None), None)


def redeem(
    register: Register,
    certificate_id: int,
    on: date,
    code: str,
    *,
    place: int | None = None,
    provider_id: int | None = None,
) -> Certificate:
    """The organisation marked a stage: the next one, by the organisation named, unless others are told.

    Raises UserError where the order or the organisation is another one, Invalid for the day and the code.
    """
    with register.write("certificates.redeem") as session:
        certificate = steps.known(session, certificate_id)
        profile = applications.profile_of(session.get_one(Application, certificate.application_id))
        found = coupons_of(profile, steps.of(session, certificate_id))
        following = next((one for one in found if one.line is None), None)
        _must_go_on(certificate, found, on)
        if following is None:
            raise UserError("Все отметки уже погашены.", do="Если отметка неверна, верните её назад.")
        if place is not None and place != following.place:
            raise UserError(
                f"Отметки гасят по порядку: следующая — {following.place}, {following.title}.",
                do="Сначала погасите её.",
            )
        _must_be_named(session, certificate, provider_id, on)
        if following is found[-1] and certificate.status is not CertificateStatus.USED:
            raise UserError(
                "Последняя отметка завершает сертификат, а курс по нему ещё не окончен.",
                do="Сначала запишите окончание курса.",
            )
        written = coupon_code(profile.coupon_mask, code)
        _must_be_new(session, written)
        steps.must_follow(session, register, certificate, on)
        note = f"{following.place}: {following.title}"
        steps.add(session, register, certificate, REDEEM, on, document=written, note=note)
        if following is found[-1]:
            steps.move(session, register, certificate, "settle", on, note="погашены все отметки")
    return certificate


def _must_go_on(certificate: Certificate, found: Sequence[Coupon], on: date) -> None:
    if not found:
        raise UserError(
            "В порядке региона отметок о ходе курса нет.", do="Если они есть, внесите их в профиль региона."
        )
    if certificate.status not in GOES_ON or certificate.is_over_on(on):
        state = "истёк" if certificate.is_over_on(on) else certificate.status.label.lower()
        raise UserError(f"Сертификат не действует: {state}.", do="Отметки гасят только по действующему.")


def _must_be_named(session: Session, certificate: Certificate, provider_id: int | None, on: date) -> None:
    if certificate.provider_id is None:
        raise UserError("Организация по сертификату не выбрана.", do="Сначала выберите её.")
    named = providers.view(session, certificate.provider_id)
    if provider_id is not None and provider_id != certificate.provider_id:
        raise UserError(
            f"Отметку гасит только организация, куда направлен человек: {named.name}.",
            do="Если он перешёл в другую, сначала запишите перевод.",
        )
    if not named.is_included_on(on):
        raise UserError(f"Организация {named.name} не принимает: {named.inclusion}.", do="Выберите другую организацию.")


def _must_be_new(session: Session, code: str) -> None:
    """No two coupons have one code; one that was put back may be redeemed again."""
    wrong = sa.select(CertificateStep.corrects).where(CertificateStep.corrects.is_not(None))
    same = sa.select(CertificateStep.id).where(CertificateStep.event == REDEEM, CertificateStep.document == code)
    if session.scalar(same.where(CertificateStep.id.not_in(wrong)).limit(1)) is not None:
        raise Invalid([Problem("code", f"Код: отметка {code} уже погашена, сверьте с бумагой")])


def coupon_code(mask: str | None, typed: str) -> str:
    """A code as the profile's mask writes it, with its zeros; without a mask as it was typed. Raises Invalid."""
    text = clean(typed)
    if not text:
        raise Invalid([Problem("code", "Код: нужно заполнить")])
    found = re.fullmatch(r"([^{}]*)\{seq(?::0(\d+))?\}([^{}]*)", mask or "")
    if found is None:
        return text
    before, width, after = found[1], int(found[2] or 0), found[3]
    digits = text.removeprefix(before).removesuffix(after)
    if not digits.isdecimal() or (width and len(digits) > width):
        example = f"{before}{'1'.zfill(width)}{after}"
        raise Invalid([Problem("code", f"Код: не такого вида, как {example}")])
    return f"{before}{digits.zfill(width)}{after}"
