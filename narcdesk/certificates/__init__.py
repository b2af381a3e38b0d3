"""Certificates that the authority gave: number, days, sum, till when, the provider that was chosen, and their way.

`tables` holds the row, its states and moves; `actions` is what the office writes down, each through the write door;
`steps` keeps the way, which is only ever added to.
"""

from narcdesk.certificates.actions import (
    annul,
    choose_provider,
    corrected,
    doubts,
    drawn_up,
    expire,
    lost,
    proposed_valid_until,
    record,
    resumed,
    settled,
    suspended,
)
from narcdesk.certificates.coupons import Coupon, CouponState, coupon_code, coupons_of, next_coupon, redeem
from narcdesk.certificates.provider_acts import ProviderAct, acts_of
from narcdesk.certificates.queries import awaited, listing, live, of_application, one, suggested_end, way
from narcdesk.certificates.steps import known as known_certificate
from narcdesk.certificates.steps import of_many as steps_of
from narcdesk.certificates.tables import (
    EVENT_TITLES,
    LIVE,
    MOVES,
    PUT_BACK,
    SPENT,
    Certificate,
    CertificateStatus,
    CertificateStep,
)

__all__ = [
    "EVENT_TITLES",
    "LIVE",
    "MOVES",
    "PUT_BACK",
    "SPENT",
    "Certificate",
    "CertificateStatus",
    "CertificateStep",
    "Coupon",
    "CouponState",
    "ProviderAct",
    "acts_of",
    "annul",
    "awaited",
    "choose_provider",
    "corrected",
    "coupon_code",
    "coupons_of",
    "doubts",
    "drawn_up",
    "expire",
    "known_certificate",
    "listing",
    "live",
    "lost",
    "next_coupon",
    "of_application",
    "one",
    "proposed_valid_until",
    "record",
    "redeem",
    "resumed",
    "settled",
    "steps_of",
    "suggested_end",
    "suspended",
    "way",
]
