"""The list of patients that the office kept in Excel before this program, taken in row by row, as one undoable act.

`titles` knows what a column tells, `cells` and `rows` read it, `proposal` holds it against the register and remembers
what a person decided of each row, `taking` writes it down, `report` says what became of every row. Nothing is written
until a person has confirmed it, and nothing is invented: what the list does not tell stays unknown.
"""

from narcdesk.patient_lists.proposal import (
    SAME,
    SKIP,
    TAKE,
    Choice,
    Known,
    Proposal,
    card,
    columns_of,
    is_title,
    likeliest,
    mend,
    open_list,
    propose,
)
from narcdesk.patient_lists.report import lines, words
from narcdesk.patient_lists.report import workbook as report_workbook
from narcdesk.patient_lists.rows import Answers, Complaint, PersonRow
from narcdesk.patient_lists.taking import PatientList, counts, last_columns, take, taken_before

__all__ = [
    "SAME",
    "SKIP",
    "TAKE",
    "Answers",
    "Choice",
    "Complaint",
    "Known",
    "PatientList",
    "PersonRow",
    "Proposal",
    "card",
    "columns_of",
    "counts",
    "is_title",
    "last_columns",
    "likeliest",
    "lines",
    "mend",
    "open_list",
    "propose",
    "report_workbook",
    "take",
    "taken_before",
    "words",
]
