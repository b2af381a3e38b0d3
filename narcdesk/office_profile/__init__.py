"""The office's own profile: what its region's acts say, where the program does not know it or knows it otherwise.

It begins as the program's profile of the region. Each cell that the law settles is changed by naming the act, from a
day on; every change is a new edition in the register (`profile_editions`), and the older ones stay for what was made
under them. A profile goes to another office as one checked file, together with how its lists are read.
"""

from narcdesk.office_profile.actions import (
    SINCE,
    Act,
    CellState,
    Edition,
    amend,
    asked,
    cell_of,
    cells,
    history,
    last_act,
    restore,
    take_file,
    values_of,
)
from narcdesk.office_profile.carrying import Change, Offer, look_into, name_of_file, save_as, written
from narcdesk.office_profile.list_columns import RegistryColumns, keep_list_columns, list_columns

__all__ = [
    "SINCE",
    "Act",
    "CellState",
    "Change",
    "Edition",
    "Offer",
    "RegistryColumns",
    "amend",
    "asked",
    "cell_of",
    "cells",
    "history",
    "keep_list_columns",
    "last_act",
    "list_columns",
    "look_into",
    "name_of_file",
    "restore",
    "save_as",
    "take_file",
    "values_of",
    "written",
]
