"""Applications to the regional authority for a rehabilitation certificate or referral (regulation 4.4).

`tables` holds the row, its states and moves; `checklist` says what is missing, of lines on the two consents
(`consented`: what the law blocks) and on what the region asks for (`conditions`); `actions` is what the office does,
each through the write door; `awaiting` tells what comes next, `sketches` what checklist and papers would say of what is
not saved yet.
"""

from narcdesk.applications import checklist
from narcdesk.applications.actions import (
    NotAllowed,
    amend,
    by_number,
    check,
    granted,
    one,
    papers,
    profile_of,
    refused,
    registered,
    returned,
    send,
    start,
    submit,
    way,
    withdrawn,
)
from narcdesk.applications.awaiting import UNSET, Awaited, awaited, returned_why, terms
from narcdesk.applications.lists import Row, counts, listing
from narcdesk.applications.sketches import Sketch, blank, check_sketch, saved, sketch
from narcdesk.applications.tables import (
    AT_AUTHORITY,
    EVENT_TITLES,
    FINAL,
    MOVES,
    Application,
    ApplicationPaper,
    ApplicationStep,
    Reply,
    ServiceForm,
    Status,
)

__all__ = [
    "AT_AUTHORITY",
    "EVENT_TITLES",
    "FINAL",
    "MOVES",
    "UNSET",
    "Application",
    "ApplicationPaper",
    "ApplicationStep",
    "Awaited",
    "NotAllowed",
    "Reply",
    "Row",
    "ServiceForm",
    "Sketch",
    "Status",
    "amend",
    "awaited",
    "blank",
    "by_number",
    "check",
    "check_sketch",
    "checklist",
    "counts",
    "granted",
    "listing",
    "one",
    "papers",
    "profile_of",
    "refused",
    "registered",
    "returned",
    "returned_why",
    "saved",
    "send",
    "sketch",
    "start",
    "submit",
    "terms",
    "way",
    "withdrawn",
]
