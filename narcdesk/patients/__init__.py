"""Patients of the office: who they are, how they came, and who may speak for them.

Regulation of the Leninsky district, 1.3 (who sends) and 1.4 (on what ground); identifiers by the rules of their own
issuers. A wrong check digit warns and is kept with a reason: real papers carry errors. `card` holds the tables and
what the form asks, `actions` what the office does with them.
"""

from narcdesk.patients.actions import (
    alive,
    amend,
    appoint,
    before_birth,
    count,
    drawn_up,
    enter,
    known,
    living,
    look,
    look_over,
    one,
    release,
    representative_of,
    representatives,
    speaks_for,
)
from narcdesk.patients.card import (
    CASES,
    NAMED,
    NOT_KNOWN,
    OTHER_SENDER,
    PAGE,
    DeathCause,
    DocumentKind,
    Kinship,
    Locality,
    Patient,
    PolicyKind,
    Representative,
    Sex,
    declined,
)
from narcdesk.patients.facts import told
from narcdesk.patients.sought import PhoneTail, SurnameCut, SurnamePart

__all__ = [
    "CASES",
    "NAMED",
    "NOT_KNOWN",
    "OTHER_SENDER",
    "PAGE",
    "DeathCause",
    "DocumentKind",
    "Kinship",
    "Locality",
    "Patient",
    "PhoneTail",
    "PolicyKind",
    "Representative",
    "Sex",
    "SurnameCut",
    "SurnamePart",
    "alive",
    "amend",
    "appoint",
    "before_birth",
    "count",
    "declined",
    "drawn_up",
    "enter",
    "known",
    "living",
    "look",
    "look_over",
    "one",
    "release",
    "representative_of",
    "representatives",
    "speaks_for",
    "told",
]
