"""Spellings of a name: parts of it that are kept beside it, so that a database finds it by its middle or with an error.

One letter wrong, missing, extra or two swapped: two spellings with one such error have something in common when one
letter is left out of either. So an index of spellings with a letter left out finds every such pair, and only those few
are measured.
"""

from collections.abc import Iterator

from rapidfuzz.distance import OSA

SHORTEST_MIDDLE = 3  # letters of a middle part
SHORTEST_DOUBTED = 4  # letters of a word in which an error is looked for; in fewer nearly everything is an error
_BEGINNINGS = range(3, 8)  # lengths of the beginnings that are kept with a letter left out


def middles(key: str) -> set[str]:
    """What a name ends with, from its second letter on: its middle parts are what these begin with."""
    ends = (key[at:] for at in range(1, len(key) - SHORTEST_MIDDLE + 1))
    return {end for end in ends if not end.startswith(" ")}


def thinned(key: str) -> set[str]:
    """Beginnings of a name, whole and with one letter left out."""
    return {part for length in _BEGINNINGS if length <= len(key) for part in _without_one(key[:length])}


def asked(typed: str) -> set[str]:
    """What to look for among the thinned beginnings, to find names that begin as typed but for one error."""
    longest = _BEGINNINGS[-1]
    beginnings = [typed[:longest]] + [typed[: longest - 1]] * (len(typed) >= longest)
    return {part for beginning in beginnings for part in _without_one(beginning)}


def _without_one(word: str) -> Iterator[str]:
    yield word
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))


def errors(one: str, other: str, most: int = 1) -> int:
    """Wrong, missing, extra letters and swapped neighbours between two words; more than `most` are not counted."""
    return OSA.distance(one, other, score_cutoff=most)


def begins(key: str, typed: str) -> int:
    """Errors between what was typed and the beginning of a name; 2 is «more than one»."""
    lengths = range(len(typed) - 1, len(typed) + 2)
    return min((errors(key[:length], typed) for length in lengths if 0 < length <= len(key)), default=2)


def phone_tail(phone: str) -> str:
    """The figures of a telephone from its end; what is dialled after the connection is no part of it."""
    return "".join(sign for sign in phone.partition("доб")[0] if sign.isdecimal())[::-1]
