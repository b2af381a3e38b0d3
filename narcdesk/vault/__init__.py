"""The encrypted register: a folder with `register.db` (SQLCipher), `keys.json` and `register.lock`."""

from narcdesk.files import DiskTrouble, NoSpace, NotWritable
from narcdesk.vault.opened import Opened, create, logins, unlock
from narcdesk.vault.slots import OFFICE, QUICK, Kdf
from narcdesk.vault.troubles import (
    AlreadyThere,
    Damaged,
    InUse,
    NoRegister,
    OtherKey,
    TooNew,
    WrongPassword,
    damage,
    in_sentences,
)

__all__ = [
    "OFFICE",
    "QUICK",
    "AlreadyThere",
    "Damaged",
    "DiskTrouble",
    "InUse",
    "Kdf",
    "NoRegister",
    "NoSpace",
    "NotWritable",
    "Opened",
    "OtherKey",
    "TooNew",
    "WrongPassword",
    "create",
    "damage",
    "in_sentences",
    "logins",
    "unlock",
]
