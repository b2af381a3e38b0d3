"""Backups of the register: one file each, opened and counted when it is made, made into a register again.

`archive` is the file, `manifest` what it says of itself, `making`, `reading` and `restoring` what is done with it,
`thinning` which ones stay. What the office has decided about its backups lies above, in `narcdesk.backup_plan`.
"""

from narcdesk.backups.archive import BackupDamaged, BackupOfAnother, BackupTooNew, NotABackup, WrongBackup
from narcdesk.backups.making import SUFFIX, before_migration, copy_closed, free_name, snapshot, write
from narcdesk.backups.manifest import Facts, Manifest
from narcdesk.backups.memory import Remembered, age_words, recall, recall_in, remember
from narcdesk.backups.reading import Backup, check, glance, logins
from narcdesk.backups.restoring import NotEmpty, Restored, by_password, by_words, must_be_free, restore
from narcdesk.backups.thinning import listing, staying, thin

__all__ = [
    "SUFFIX",
    "Backup",
    "BackupDamaged",
    "BackupOfAnother",
    "BackupTooNew",
    "Facts",
    "Manifest",
    "NotABackup",
    "NotEmpty",
    "Remembered",
    "Restored",
    "WrongBackup",
    "age_words",
    "before_migration",
    "by_password",
    "by_words",
    "check",
    "copy_closed",
    "free_name",
    "glance",
    "listing",
    "logins",
    "must_be_free",
    "recall",
    "recall_in",
    "remember",
    "restore",
    "snapshot",
    "staying",
    "thin",
    "write",
]
