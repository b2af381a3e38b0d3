"""Everything that can be read in the finished bytes of a batch, in whatever writing somebody may look for it.

The file is turned inside out instead of each name: it is read as UTF-8, UTF-16 and the old Russian code pages, and what
is in it as base64, as hex or as an escape is read once more. So a million names are asked for in seconds.
"""

import base64
import binascii
import hashlib
import html
import re
from collections.abc import Iterator
from functools import cached_property

SHORTEST = 6  # signs; a shorter text is found in any file by chance
_FEWEST_DIGITS = 9  # the same of a number: a hash in the manifest holds shorter ones

_READINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866")
_HASHES = ("md5", "sha1", "sha256", "sha512")
_WORDS = re.compile(r"[0-9a-zа-я][0-9a-zа-я \t.,:;/\\()\"'«»№+@_\-]{5,}")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{8,}")
_HEX = re.compile(rb"[0-9A-Fa-f]{12,}")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_DAY = re.compile(r"(?<!\d)(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4})(?!\d)")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[ \t.()\-+]+(?=\d)")
_NOT_DIGITS = re.compile(r"\D+")
_URL_SAFE = bytes.maketrans(b"-_", b"+/")
_DEEPEST = 2  # base64 of hex of a name is still found


class Traces:
    """What a file holds; `has` asks for one text."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._texts = list(_texts(data, _DEEPEST))
        self._together = "\n".join(self._texts)  # no text has a line end, nor has what is asked for

    def has(self, mark: str) -> bool:
        """Whether this text can be read in the file, a number also however its digits are parted."""
        text = " ".join(_folded(mark).split())
        fewest = SHORTEST if any(map(str.isalpha, text)) else _FEWEST_DIGITS
        if len(text) >= fewest and self._reads(text):
            return True
        digits = _NOT_DIGITS.sub("", mark)
        return len(digits) >= _FEWEST_DIGITS and self._reads(digits)

    def has_hash_of(self, mark: str) -> bool:
        """Whether an unkeyed hash of this text is in the file: of a СНИЛС one is searched back in minutes."""
        digits = _NOT_DIGITS.sub("", mark)
        for text in {mark, mark.lower(), mark.upper(), digits}:
            if len(text) < SHORTEST:
                continue
            for name in _HASHES:
                if hashlib.new(name, text.encode("utf-8"), usedforsecurity=False).digest()[:8] in self._blocks:
                    return True
        return False

    def dates(self) -> set[str]:
        """Everything that looks like a day, as it is written."""
        return {day for text in self._texts for day in _DAY.findall(text)}

    def _reads(self, text: str) -> bool:
        return text[:SHORTEST] in self._beginnings and text in self._together

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(
            text[at : at + SHORTEST] for text in self._texts for at in range(max(0, len(text) - SHORTEST + 1))
        )

    @cached_property
    def _blocks(self) -> frozenset[bytes]:
        """The first eight bytes of whatever may be a hash: in hex, in base64 or as it is."""
        known = (self._data, *_unwrapped(self._data))
        return frozenset(data[at : at + 8] for data in known for at in range(len(data) - 7))


def _texts(data: bytes, deeper: int) -> Iterator[str]:
    for reading in _READINGS:
        for shift in (0, 1) if reading.startswith("utf-16") else (0,):
            text = data[shift:].decode(reading, errors="replace")
            yield from _lines(text)
            if "\\u" in text:
                yield from _lines(_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text))
            if "&" in text:
                yield from _lines(html.unescape(text))
    if deeper:
        for inner in _unwrapped(data):
            yield from _texts(inner, deeper - 1)


def _lines(text: str) -> set[str]:
    folded = _folded(text)
    found = {" ".join(words.split()) for words in _WORDS.findall(folded)}
    return found | {" ".join(words.split()) for words in _WORDS.findall(_BETWEEN_DIGITS.sub("", folded))}


def _folded(text: str) -> str:
    return text.lower().replace("ё", "е")


def _unwrapped(data: bytes) -> list[bytes]:
    """What hex and base64 in these bytes stand for, begun at each place where a sign may begin."""
    runs = _HEX.findall(data)
    found = [b"\0".join(binascii.unhexlify(_whole(run[shift:], 2)) for run in runs) for shift in range(2)]
    runs = [run.translate(_URL_SAFE) for run in _BASE64.findall(data)]
    found += [b"\0".join(base64.b64decode(_whole(run[shift:] + b"AA", 4)) for run in runs) for shift in range(4)]
    return [inner for inner in found if len(inner) >= SHORTEST]


def _whole(run: bytes, of: int) -> bytes:
    return run[: len(run) // of * of]
