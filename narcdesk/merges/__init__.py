"""Joining two cards of one person, and parting them again.

Everything that hangs on the one card goes over to the other, whichever tables there are; the card that is left stays,
closed, and leads there. What each row said before is kept with the merge, so that it can be undone years later.
"""

from narcdesk.merges.choices import Choice, choices, compared, values_of
from narcdesk.merges.hindrances import hindrances
from narcdesk.merges.joining import Side, Sides, merge, sides, unchosen
from narcdesk.merges.parting import Joined, listing, undo
from narcdesk.merges.tables import Merge, whose

__all__ = [
    "Choice",
    "Joined",
    "Merge",
    "Side",
    "Sides",
    "choices",
    "compared",
    "hindrances",
    "listing",
    "merge",
    "sides",
    "unchosen",
    "undo",
    "values_of",
    "whose",
]
