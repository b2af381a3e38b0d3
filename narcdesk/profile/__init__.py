"""The regional profile: what this region's acts say about certificates, and what they do not.

One file of ``resources/profiles`` is one edition of one region: the authority, the document it gives (a
certificate here, a направление there; a region may offer several *instruments*), who may get it, attachments,
terms, reasons of refusal. A key that no source confirms is `null` in the file, None here, and has its question in
`Profile.unverified`: the screen asks the office instead of computing.
"""

from datetime import date

from narcdesk.acts import NO_TERM, Act, Term, lies_within
from narcdesk.errors import UserError
from narcdesk.profile.folder import all_profiles, editions, read_all, regions
from narcdesk.profile.plain import edition_of, plain, text_of
from narcdesk.profile.reading import ProfileFault, read_profile
from narcdesk.profile.shape import (
    Attachment,
    Authority,
    Eligibility,
    Extension,
    Frequency,
    Instrument,
    Profile,
    Reason,
    Report,
    Sourced,
    Tariff,
    Unverified,
    Weight,
    Window,
)
from narcdesk.profile.shelf import by_edition, from_plain, from_text, keep
from narcdesk.profile.words import common

__all__ = [
    "NO_TERM",
    "Act",
    "Attachment",
    "Authority",
    "Eligibility",
    "Extension",
    "Frequency",
    "Instrument",
    "Profile",
    "ProfileFault",
    "Reason",
    "Report",
    "Sourced",
    "Tariff",
    "Term",
    "Unverified",
    "Weight",
    "Window",
    "all_profiles",
    "by_edition",
    "common",
    "edition_of",
    "editions",
    "from_plain",
    "from_text",
    "in_force",
    "keep",
    "plain",
    "read_all",
    "read_profile",
    "regions",
    "text_of",
]


def in_force(region_code: str, day: date) -> Profile:
    """The profile of a region on the day of an event; raises UserError for a region or a day without one."""
    known = editions(region_code)
    if not known:
        raise UserError(
            f"Для региона с кодом «{region_code}» профиля нет.",
            do="Выберите регион из списка в настройках кабинета.",
        )
    # Of two that hold on one day the later one stands: a new edition needs no end written into the old one.
    for profile in reversed(known):
        if lies_within(day, profile.valid_from, profile.valid_to):
            return profile
    raise UserError(
        f"Профиль региона «{known[0].region_name}» на {day:%d.%m.%Y} не действует.",
        do="Проверьте дату или обновите профиль.",
    )
