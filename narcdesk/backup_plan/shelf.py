"""What lies in the places of the plan, what was made and what failed, and the proof of one backup."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from narcdesk import backups
from narcdesk.backup_plan.making import Progress
from narcdesk.backup_plan.rules import BackupMade, plan
from narcdesk.backups import Backup, Manifest
from narcdesk.register import Register


@dataclass(frozen=True)
class Found:
    """A backup that lies in a place of the plan, or a file there that cannot serve as one, and why."""

    path: Path
    manifest: Manifest | None
    size: int
    trouble: str = ""


def listing(register: Register) -> list[Found]:
    """What lies in the places of the plan, the newest first; reads the headers of each file, so it is long work."""
    register.person.must("backups.plan")
    return lying_in(plan(register).folders, register.register_id)


def lying_in(folders: Sequence[Path], register_id: str) -> list[Found]:
    """The same of places that are known: asks no register, which may be locked while a slow stick is read."""
    found: list[Found] = []
    for folder in folders:
        good, wrong = backups.listing(folder, register_id)
        found += [_found(backup) for backup in good]
        found += [Found(path, None, 0, error.what) for path, error in wrong]
    oldest = datetime.min.replace(tzinfo=UTC)
    return sorted(found, key=lambda one: one.manifest.made_at if one.manifest else oldest, reverse=True)


def _found(backup: Backup) -> Found:
    return Found(backup.path, backup.manifest, backup.size)


def history(register: Register, *, offset: int = 0, limit: int = 200) -> list[BackupMade]:
    """What was made and what failed, the newest first."""
    register.person.must("backups.plan")
    query = sa.select(BackupMade).order_by(BackupMade.id.desc()).offset(offset).limit(limit)
    with register.read() as session:
        return list(session.scalars(query))


def check(register: Register, path: Path, *, progress: Progress = lambda done, of: None) -> Manifest:
    """Open a backup by the key in hand and count it; raises BackupDamaged and the other sentences of `backups`."""
    register.person.must("backups.plan")
    return backups.check(path, register.unlocked, progress)
