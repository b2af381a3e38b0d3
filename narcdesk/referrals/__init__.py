"""Referrals: people whom the bodies of the district send to the office, and those whom the office sends on.

Regulation, 3.1, 4.2-4.8 (who sends) and 4.4 (to the regional dispensary, and the out-patient stage afterwards). Whether
somebody came is medical secrecy already: an answer leaves as a letter with its ground, and so does a referral out.
"""

from narcdesk.referrals.incoming import (
    ANSWER_FORM,
    ReferralIn,
    came,
    close,
    incoming,
    link,
    one_in,
    papers_of,
    receive,
    waited_for,
)
from narcdesk.referrals.outgoing import came_back, move, one_out, outgoing, prepare, step_back, way
from narcdesk.referrals.tables import FORMS, OPEN, Move, ReferralOut, ReferralState, ReferralStep

__all__ = [
    "ANSWER_FORM",
    "FORMS",
    "OPEN",
    "Move",
    "ReferralIn",
    "ReferralOut",
    "ReferralState",
    "ReferralStep",
    "came",
    "came_back",
    "close",
    "incoming",
    "link",
    "move",
    "one_in",
    "one_out",
    "outgoing",
    "papers_of",
    "prepare",
    "receive",
    "step_back",
    "waited_for",
    "way",
]
