"""The encrypted register: a folder with `register.db` (SQLCipher), `keys.json` and `register.lock`."""

from narcdesk.files import DiskTrouble, NoSpace, NotWritable
from narcdesk.vault.folder import DATABASE
from narcdesk.vault.network import OnNetwork
from narcdesk.vault.opened import Opened, Proved
from narcdesk.vault.opening import create, logins, unlock, unlock_with_words, wait_left, words_of
from narcdesk.vault.slots import OFFICE, QUICK, Kdf
from narcdesk.vault.troubles import (
    AlreadyThere,
    Damaged,
    InUse,
    LeftOpen,
    NoRegister,
    OtherKey,
    TooNew,
    WrongPassword,
    damage,
    in_sentences,
)
from narcdesk.vault.waits import MustWait
from narcdesk.vault.words import WrongWords

__all__ = [
    "DATABASE",
    "OFFICE",
    "QUICK",
    "AlreadyThere",
    "Damaged",
    "DiskTrouble",
    "InUse",
    "Kdf",
    "LeftOpen",
    "MustWait",
    "NoRegister",
    "NoSpace",
    "NotWritable",
    "OnNetwork",
    "Opened",
    "OtherKey",
    "Proved",
    "TooNew",
    "WrongPassword",
    "WrongWords",
    "create",
    "damage",
    "in_sentences",
    "logins",
    "unlock",
    "unlock_with_words",
    "wait_left",
    "words_of",
]
