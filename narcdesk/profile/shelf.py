"""Editions by their name: those of the program, and those whose text a register holds.

An edition is called by the fingerprint of its contents, so whoever has a text may put it on the shelf: nothing can be
found under a name that it does not have. That lets an application that nobody keeps yet, or one that is shown after
the register was locked, name its profile without asking a database.
"""

from functools import lru_cache
from typing import Any

from narcdesk import datafiles
from narcdesk.datafiles import DataFault
from narcdesk.errors import NotFound
from narcdesk.profile.folder import editions, regions
from narcdesk.profile.reading import ProfileFault, from_block
from narcdesk.profile.shape import Profile

_kept: dict[str, str] = {}  # edition -> its text; read when it is asked for


def keep(edition: str, text: str) -> None:
    """Let an edition be found whose text a register holds."""
    _kept[edition] = text


@lru_cache(maxsize=64)
def from_text(text: str) -> Profile:
    """A profile from the text that `text_of` made of it; raises ProfileFault."""
    try:
        return from_block(datafiles.from_plain(text, "профиль кабинета"))
    except DataFault as fault:
        raise ProfileFault(fault.file, fault.key, fault.why) from fault


def from_plain(data: dict[str, Any]) -> Profile:
    """A profile from plain data under the keys of its file; raises ProfileFault."""
    return from_text(datafiles.plain(data))


def by_edition(edition: str, region_code: str = "") -> Profile:
    """The very profile that a document was made with; raises NotFound when this program no longer has it.

    Only the files of its region are read where that is known.
    """
    if edition in _kept:
        return from_text(_kept[edition])
    for code in [region_code] if region_code else regions():
        for profile in editions(code):
            if profile.edition == edition:
                return profile
    raise NotFound(f"Редакции профиля {edition} в этой версии программы нет.", do="Обновите программу.")
