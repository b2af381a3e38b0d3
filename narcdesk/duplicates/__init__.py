"""Two cards of one person: who may be meant by both, and what the office has decided of it.

`likeness` is the rule, `candidates` asks the database for the few that it looks at, `verdicts` keeps what was decided.
"""

from narcdesk.duplicates.candidates import Namesake, Pair, namesakes, of_card, pairs, told, typed
from narcdesk.duplicates.likeness import Who, alike
from narcdesk.duplicates.verdicts import OF_PAIRS, PairVerdict, Verdict, enter, tell, told_apart

__all__ = [
    "OF_PAIRS",
    "Namesake",
    "Pair",
    "PairVerdict",
    "Verdict",
    "Who",
    "alike",
    "enter",
    "namesakes",
    "of_card",
    "pairs",
    "tell",
    "told",
    "told_apart",
    "typed",
]
