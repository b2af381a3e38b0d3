"""Who did what: one entry for each act, chained and keyed, written in the act's own transaction.

An entry names the action, the person, and every row touched: which columns changed and the hash of the row as it was
left. Entries are chained by HMAC with a key that lives inside the encrypted file, so none can be edited or taken out
unseen; the head of the chain is also kept outside the file (the anchor), so the tail cannot be cut unseen either.
No value of a patient stands in the journal, only names of columns.
"""

from narcdesk.audit.anchor import Anchor, anchor_path, anchor_problem, keep_anchor, read_anchor, unmarked
from narcdesk.audit.checking import Broken, Chain, Rows, broken_links, foreign_rows, light_tail
from narcdesk.audit.entries import (
    GENESIS,
    AuditEntry,
    AuditTouch,
    Change,
    Head,
    Recorder,
    Touched,
    append,
    default_of,
    entry_mac,
    head_of,
    row_hash,
)
from narcdesk.audit.steps import Left, Step, values_of

__all__ = [
    "GENESIS",
    "Anchor",
    "AuditEntry",
    "AuditTouch",
    "Broken",
    "Chain",
    "Change",
    "Head",
    "Left",
    "Recorder",
    "Rows",
    "Step",
    "Touched",
    "anchor_path",
    "anchor_problem",
    "append",
    "broken_links",
    "default_of",
    "entry_mac",
    "foreign_rows",
    "head_of",
    "keep_anchor",
    "light_tail",
    "read_anchor",
    "row_hash",
    "unmarked",
    "values_of",
]
