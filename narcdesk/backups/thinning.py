"""Which backups stay: every one of the last day, then one a day, one a week, one a month."""

from collections.abc import Collection
from contextlib import suppress
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from time import time

from narcdesk.backups.making import SUFFIX
from narcdesk.backups.reading import FORGOTTEN, Backup, glance
from narcdesk.errors import UserError

DAYS, WEEKS, MONTHS = 12, 10, 9


def staying(moments: Collection[datetime]) -> set[datetime]:
    """Of backups made at these moments those that stay; the newest always does.

    The last of each of the 12 latest days that have one, of each of the 10 latest weeks and of the 9 latest months;
    and all of the latest day, so that what was made before a risky act is there until tomorrow.
    """
    newest_first = sorted(moments, reverse=True)
    if not newest_first:
        return set()
    stays = {moment for moment in newest_first if moment.date() == newest_first[0].date()}
    for period, most in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        last_of: dict[tuple[int, ...], datetime] = {}
        for moment in newest_first:
            last_of.setdefault(period(moment.date()), moment)
        stays |= set(islice(last_of.values(), most))
    return stays


def _day(day: date) -> tuple[int, ...]:
    return day.year, day.month, day.day


def _week(day: date) -> tuple[int, ...]:
    return day.isocalendar()[:2]


def _month(day: date) -> tuple[int, ...]:
    return day.year, day.month


def listing(folder: Path, register_id: str) -> tuple[list[Backup], list[tuple[Path, UserError]]]:
    """The backups of a register in a folder, the newest first, and why other files that look like one are none.

    Backups of other registers are passed over; a folder that is not there is an empty one.
    """
    found, wrong = [], []
    with suppress(OSError):
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            try:
                backup = glance(path)
            except UserError as error:
                wrong.append((path, error))
                continue
            if backup.manifest.register_id == register_id:
                found.append(backup)
    return sorted(found, key=lambda backup: backup.manifest.made_at, reverse=True), wrong


def thin(made: Path, register_id: str) -> list[Path]:
    """Take away what need not stay beside the backup `made`, which was proved a moment ago and stays in any case.

    Only whole files that say they are of this register are counted or taken; what cannot be deleted stays. Those that
    nobody could open when they were made take no place of one that was opened. What says that it was made later than
    this one is neither counted nor taken: one of the two had a wrong clock, and a day of ten years ahead would hold its
    place for ever while each new backup took away the one before.
    """
    gone = []
    listed, _ = listing(made.parent, register_id)
    now = next((backup.manifest.made_at for backup in listed if backup.path == made), None)
    found = [backup for backup in listed if now is not None and backup.manifest.made_at <= now]
    for was_opened in (True, False):
        alike = [backup for backup in found if (backup.manifest.facts is not None) is was_opened]
        stays = staying([backup.manifest.made_at for backup in alike])
        for backup in alike:
            if backup.manifest.made_at not in stays and backup.path != made:
                with suppress(OSError):
                    backup.path.unlink()
                    gone.append(backup.path)
    _sweep(made.parent, register_id)
    return gone


def _sweep(folder: Path, register_id: str) -> None:
    """Half a backup that a power cut left never has the name of one; after a day nobody is writing it any more."""
    with suppress(OSError):
        for path in folder.glob(f"Реестр {register_id[:8]} *{SUFFIX}.new"):
            if path.stat().st_mtime < time() - FORGOTTEN:
                path.unlink()
