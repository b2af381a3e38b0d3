"""What the security officer asks of a register: who looked at whom, what left the office, and all of it in one file.

Patients stand here by the numbers of their cards, never by name. Everything is asked by page.
"""

from narcdesk.oversight.logs import RECIPIENTS, Looked, PaperOut, SentOut, anonymised, disclosed, looked, papers_out
from narcdesk.oversight.workbook import SHEETS, export

__all__ = [
    "RECIPIENTS",
    "SHEETS",
    "Looked",
    "PaperOut",
    "SentOut",
    "anonymised",
    "disclosed",
    "export",
    "looked",
    "papers_out",
]
