"""Acts of providers about courses under a certificate: what is told, what it comes to, and who owes what.

Notes on certificates, 3.8; the table itself is the certificates'. `account` reckons, `checks` says what cannot be,
`known` gathers what an act is held against, `actions` is what the office writes down and asks.
"""

from narcdesk.provider_acts.account import ACT, PAYMENT, Account, Limit
from narcdesk.provider_acts.actions import (
    Looked,
    Standing,
    listing,
    looked_over,
    may_come,
    proposed,
    record,
    standing,
)
from narcdesk.provider_acts.checks import asked_of
from narcdesk.provider_acts.known import Known, of_many

__all__ = [
    "ACT",
    "PAYMENT",
    "Account",
    "Known",
    "Limit",
    "Looked",
    "Standing",
    "asked_of",
    "listing",
    "looked_over",
    "may_come",
    "of_many",
    "proposed",
    "record",
    "standing",
]
