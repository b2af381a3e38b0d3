"""Finding a person or an application by what a clerk has at hand: part of a name, initials, year, numbers.

`meaning` says what a text asks of the database, `finding` gives pages of people. Everything it asks has an index, so a
page out of 100,000 comes in milliseconds.
"""

from narcdesk.search.finding import Found, Result, first, namesakes, patients
from narcdesk.search.meaning import as_card

__all__ = ["Found", "Result", "as_card", "first", "namesakes", "patients"]
