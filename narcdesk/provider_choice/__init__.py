"""Helping a person choose a provider: who would take him and why not, two to four side by side, his signed choice.

Regulation, section 2 («содействуют в выборе»). The order is neutral, nobody is rated; of each fact the day and the
source are said, and what was told long ago is said to be old.
"""

from narcdesk.provider_choice.cases import Case, case_of
from narcdesk.provider_choice.comparing import (
    FEWEST,
    MOST,
    ORDER,
    OWN,
    UNKNOWN,
    Line,
    Told,
    age_words,
    compare,
    told_on,
)
from narcdesk.provider_choice.conditions import Wish
from narcdesk.provider_choice.finding import Candidate, Order, Search, Summary, count, forms, one, page, summary

__all__ = [
    "FEWEST",
    "MOST",
    "ORDER",
    "OWN",
    "UNKNOWN",
    "Candidate",
    "Case",
    "Line",
    "Order",
    "Search",
    "Summary",
    "Told",
    "Wish",
    "age_words",
    "case_of",
    "compare",
    "count",
    "forms",
    "one",
    "page",
    "summary",
    "told_on",
]
