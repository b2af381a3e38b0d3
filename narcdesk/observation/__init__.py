"""Dispensary observation: episodes with their groups, visits, and the dated facts that remission is made of.

The rule set of an episode is the order in force on the day it was taken (704 of 1988, 1034н of 2015, the order of
12.02.2026); terms come from `rules`, and a term that no source confirms gives no date.
"""

from narcdesk.observation.episodes import (
    EndGround,
    Episode,
    drawn_up,
    end,
    episodes,
    first_ones_after,
    in_groups,
    observed,
    open_episode,
    take,
)
from narcdesk.observation.remission import (
    BY_TEST,
    RemissionFact,
    RemissionKind,
    abstinent,
    abstinent_since,
    last_use,
    note_remission,
    remission_facts,
)
from narcdesk.observation.rhythm import Rhythm, full_months, proposed_group, rhythm
from narcdesk.observation.visits import TestResult, Visit, visit, visits

__all__ = [
    "BY_TEST",
    "EndGround",
    "Episode",
    "RemissionFact",
    "RemissionKind",
    "Rhythm",
    "TestResult",
    "Visit",
    "abstinent",
    "abstinent_since",
    "drawn_up",
    "end",
    "episodes",
    "first_ones_after",
    "full_months",
    "in_groups",
    "last_use",
    "note_remission",
    "observed",
    "open_episode",
    "proposed_group",
    "remission_facts",
    "rhythm",
    "take",
    "visit",
    "visits",
]
