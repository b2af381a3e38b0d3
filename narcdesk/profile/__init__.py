"""The regional profile: what this region's acts say about certificates, and what they do not.

One file of ``resources/profiles`` is one edition of one region: the authority, the document it gives (a
certificate here, a направление there; a region may offer several *instruments*), who may get it, attachments,
terms, reasons of refusal. A key that no source confirms is `null` in the file, None here, and has its question in
`Profile.unverified`: the screen asks the office instead of computing.
"""

from datetime import date
from functools import cache
from pathlib import Path

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
    "read_all",
    "read_profile",
]


@cache
def all_profiles() -> tuple[Profile, ...]:
    """Every profile of the program, by region and then by start; raises ProfileFault."""
    return read_all(RESOURCES / "profiles")


def read_all(folder: Path) -> tuple[Profile, ...]:
    """The profiles of a folder in that order; raises ProfileFault, also where two begin on one day in one region."""
    found: dict[tuple[str, date], tuple[Path, Profile]] = {}
    for path in sorted(folder.glob("*.yaml")):
        one = read_profile(path)
        begins = one.region_code, one.valid_from or date.min
        if begins in found:
            other = found[begins][0].name
            raise ProfileFault(path.name, "valid_from", f"в «{other}» тот же регион и то же начало действия")
        found[begins] = path, one
    return tuple(found[begins][1] for begins in sorted(found))


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
    raise NotFound(f"Редакции профиля {edition} в этой версии программы нет.", do="Обновите программу.")
