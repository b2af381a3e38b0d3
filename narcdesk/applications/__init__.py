"""Applications to the regional authority for a rehabilitation certificate or referral (regulation 4.4).

`tables` holds the row, its states and moves; `checklist` says what is missing, of lines on the two consents
(`consented`: what the law blocks) and on what the region asks for (`conditions`); `actions` is what the office does and
`answers` what the authority says, each through the write door; `steps` keeps the way, and what was corrected in it;
`awaiting` tells what comes next, `sketches` what checklist and papers would say of what is not saved yet.
"""

from narcdesk.applications import checklist
from narcdesk.applications.actions import (
    NotAllowed,
    amend,
    by_number,
    check,
    consents_named,
    one,
    papers,
    profile_of,
    send,
    start,
    submit,
    way,
)
from narcdesk.applications.answers import (
    carried_over,
    corrected,
    granted,
    queued,
    refused,
    registered,
    returned,
    withdrawn,
)
from narcdesk.applications.awaiting import UNSET, Awaited, awaited, returned_why, suggested_refusal, terms
from narcdesk.applications.lists import Row, counts, listing
from narcdesk.applications.sketches import Sketch, blank, check_sketch, saved, sketch
from narcdesk.applications.tables import (
    AT_AUTHORITY,
    CONSIDERED,
    EVENT_TITLES,
    FINAL,
    MOVES,
    PUT_BACK,
    Application,
    ApplicationPaper,
    ApplicationStep,
    Reply,
    ServiceForm,
    Status,
)

__all__ = [
    "AT_AUTHORITY",
    "CONSIDERED",
    "EVENT_TITLES",
    "FINAL",
    "MOVES",
    "PUT_BACK",
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
    "carried_over",
    "check",
    "check_sketch",
    "checklist",
    "consents_named",
    "corrected",
    "counts",
    "granted",
    "listing",
    "one",
    "papers",
    "profile_of",
    "queued",
    "refused",
    "registered",
    "returned",
    "returned_why",
    "saved",
    "send",
    "sketch",
    "start",
    "submit",
    "suggested_refusal",
    "terms",
    "way",
    "withdrawn",
]
