"""Registers of applications: ready ones that go to the authority with one letter (regulation 4.4; certificates 3.2).

`tables` holds the row; `choosing` says which applications may go and draws the register up; `leaving` is what its
letter has to pass and what follows when it has left; `answering` takes what the authority decided, row by row.
"""

from narcdesk.batches.answering import ASKED, AT_ONCE, Open, Verdict, answer, open_rows
from narcdesk.batches.choosing import (
    FIELD,
    Candidate,
    Line,
    draw,
    hindrance,
    kinds_of,
    letters_of,
    listing,
    of_letter,
    ready,
    rows_of,
    write_to_authority,
)
from narcdesk.batches.leaving import objections, sheets_of, whom
from narcdesk.batches.tables import FORM, ApplicationBatch, RegisterKind

__all__ = [
    "ASKED",
    "AT_ONCE",
    "FIELD",
    "FORM",
    "ApplicationBatch",
    "Candidate",
    "Line",
    "Open",
    "RegisterKind",
    "Verdict",
    "answer",
    "draw",
    "hindrance",
    "kinds_of",
    "letters_of",
    "listing",
    "objections",
    "of_letter",
    "open_rows",
    "ready",
    "rows_of",
    "sheets_of",
    "whom",
    "write_to_authority",
]
