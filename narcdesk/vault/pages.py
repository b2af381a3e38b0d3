"""The pages of the database file against their own seals, some at a time, without asking the engine.

The engine verifies a page whenever it reads it, and all of them at once on demand (`cipher_integrity_check`), which
takes half a second of a large register: too long for a hand that waits. So the seals are reckoned here, a few pages
between two keystrokes. Whatever does not fit is put to the engine, whose word is the last.

The format is SQLCipher 4's: the last 80 bytes of a page are its initialisation vector and the HMAC-SHA512 of all that
stands before the HMAC, and of the page's number; the key of it comes of the file's key and salt by PBKDF2.
"""

import hashlib
import hmac
from collections.abc import Iterator
from typing import BinaryIO

PAGE = 4096
_SALT, _SEAL = 16, 64
_LOCK_PAGE = 0x40000000 // PAGE + 1  # where SQLite's locks of the file lie: never used for data


def seal_key(dek: bytearray, salt: bytes) -> bytes:
    """The key of the seals of one file."""
    return hashlib.pbkdf2_hmac("sha512", dek, bytes(byte ^ 0x3A for byte in salt), 2, 32)


def unsealed(file: BinaryIO, key: bytes, first: int, count: int) -> Iterator[int]:
    """The numbers of pages from `first` on, counted from 1, whose seals do not fit."""
    file.seek((first - 1) * PAGE)
    pages = file.read(count * PAGE)
    for at in range(0, len(pages) - PAGE + 1, PAGE):
        number = first + at // PAGE
        page = pages[at : at + PAGE]
        begin = _SALT if number == 1 else 0
        sealed = page[begin:-_SEAL] + number.to_bytes(4, "little")
        if number != _LOCK_PAGE and not hmac.compare_digest(hmac.digest(key, sealed, "sha512"), page[-_SEAL:]):
            yield number
