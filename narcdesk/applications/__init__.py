"""Applications to the regional authority for a rehabilitation certificate or referral (regulation 4.4).

`tables` holds the row, its states and moves; `checklist` says what is missing and what the law blocks; `actions` is
what the office does, each through the write door.
"""

from narcdesk.applications import checklist
from narcdesk.applications.actions import (
    NotAllowed,
    Row,
    amend,
    by_number,
    check,
    granted,
    listing,
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
from narcdesk.applications.tables import (
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
    "EVENT_TITLES",
    "FINAL",
    "MOVES",
    "Application",
    "ApplicationPaper",
    "ApplicationStep",
    "NotAllowed",
    "Reply",
    "Row",
    "ServiceForm",
    "Status",
    "amend",
    "by_number",
    "check",
    "checklist",
    "granted",
    "listing",
    "one",
    "papers",
    "profile_of",
    "refused",
    "registered",
    "returned",
    "send",
    "start",
    "submit",
    "way",
    "withdrawn",
]
