"""Drafts of the statistical forms № 11 and № 37: layouts as data, counts of the register, checks, who is behind a cell.

No approved blank is drawn and nothing is sent: which edition Росстат asks for is not known to us, so the office carries
the numbers over into its own system of handing in. Exact numbers stay inside the office.
"""

from narcdesk.statistics.checking import Check, Failure, Spot
from narcdesk.statistics.layouts import Column, Empty, Layout, Line, Table, all_layouts
from narcdesk.statistics.reports import OUTSIDE, Report, count, years

__all__ = [
    "OUTSIDE",
    "Check",
    "Column",
    "Empty",
    "Failure",
    "Layout",
    "Line",
    "Report",
    "Spot",
    "Table",
    "all_layouts",
    "count",
    "years",
]
