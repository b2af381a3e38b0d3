"""The regional profile: what this region's acts say about certificates, and what they do not.

One file of ``resources/profiles`` is one edition of one region: the authority, the document it gives (a
certificate here, a направление there; a region may offer several *instruments*), who may get it, attachments,
terms, reasons of refusal. A key that no source confirms is `null` in the file, None here, and has its question in
`Profile.unverified`: the screen asks the office instead of computing.
"""

from datetime import date
from functools import cache

from narcdesk.acts import NO_TERM, Act, Term, lies_within
from narcdesk.errors import NotFound, UserError
from narcdesk.places import RESOURCES
from narcdesk.profile.reading import ProfileFault, read_profile
from narcdesk.profile.shape import (
    Attachment,
    Authority,
    Eligibility,
    Frequency,
    Instrument,
    Profile,
    Reason,
    Tariff,
    Unverified,
    Window,
)

__all__ = [
    "NO_TERM",
    "Act",
    "Attachment",
    "Authority",
    "Eligibility",
    "Frequency",
    "Instrument",
    "Profile",
    "ProfileFault",
    "Reason",
    "Tariff",
    "Term",
    "Unverified",
    "Window",
    "all_profiles",
    "by_edition",
    "in_force",
    "read_profile",
]


@cache
def all_profiles() -> tuple[Profile, ...]:
    """Every profile of the program, by region and then by start; raises ProfileFault."""
    profiles = [read_profile(path) for path in (RESOURCES / "profiles").glob("*.yaml")]
    return tuple(sorted(profiles, key=lambda one: (one.region_code, one.valid_from or date.min)))


def in_force(region_code: str, day: date) -> Profile:
    """The profile of a region on the day of an event; raises UserError for a region or a day without one."""
    editions = [profile for profile in all_profiles() if profile.region_code == region_code]
    if not editions:
        raise UserError(
            f"Для региона с кодом «{region_code}» профиля нет.",
            do="Выберите регион из списка в настройках кабинета.",
        )
    # Of two that hold on one day the later one stands: a new edition needs no end written into the old one.
    for profile in reversed(editions):
        if lies_within(day, profile.valid_from, profile.valid_to):
            return profile
    raise UserError(
        f"Профиль региона «{editions[0].region_name}» на {day:%d.%m.%Y} не действует.",
        do="Проверьте дату или обновите профиль.",
    )


def by_edition(edition: str) -> Profile:
    """The very profile that a document was made with; raises NotFound when this program no longer has it."""
    for profile in all_profiles():
        if profile.edition == edition:
            return profile
    raise NotFound(f"Редакции профиля {edition} в этой версии программы нет.")
