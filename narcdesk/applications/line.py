"""A line of a checklist: what is asked, and how it stands."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How a line of the checklist stands."""

    THERE = "there"
    MISSING = "missing"
    DOUBT = "doubt"  # missing or unknown, but nobody will refuse for it as far as is known


@dataclass(frozen=True)
class Line:
    """One line of the checklist: what, how it stands, what to know about it. `blocks`: by law, not by custom.

    The `code` of a consent is its kind, of a paper its code in the profile.
    """

    code: str
    title: str
    mark: Mark
    said: str
    blocks: bool = False
    section: str = ""
