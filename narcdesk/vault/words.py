"""The recovery words: the key of the register (the DEK) itself, as 24 Russian words that can be written and read aloud.

Eleven bits a word, 256 bits of the key and 8 of a checksum, in the way of BIP-39; no slot file and no password is
needed to come back from them. Somebody who types them from paper at a bad moment is told which word is wrong.

The key is only ever held in bytearrays here and wiped. The words are strings, and Python can wipe no string: they are
kept nowhere, but may stand in memory until that place is used again (`docs/keys.md`).
"""

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import combinations

from mnemonic import Mnemonic

from narcdesk.dates import plural
from narcdesk.errors import UserError
from narcdesk.names import clean, other_layout

COUNT = 24
_BITS = 11
_SIZE = 33  # bytes of 24 words: the key and its checksum
_WRITTEN = "Ничего не изменилось, набранное осталось на экране."

Fits = Callable[[bytearray], bool]  # whether a key opens this register


class WrongWords(UserError):
    """The words open nothing; `numbers` are those (from 1) that are to be looked at, if it could be found out."""

    def __init__(self, what: str, do: str, numbers: Sequence[int] = ()) -> None:
        self.numbers = tuple(numbers)
        super().__init__(what, lost=_WRITTEN, do=do)


@cache
def wordlist() -> tuple[str, ...]:
    """The 2048 words, by the alphabet; none has a `ё`. They never change: papers of many years name keys by them."""
    # One word of the package's list was broken on its way into it; between «сниться» and «снять» stands «снова».
    return tuple("снова" if "\ufffd" in word else word for word in Mnemonic("russian").wordlist)


@cache
def _places() -> dict[str, int]:
    return {word: place for place, word in enumerate(wordlist())}


def from_dek(dek: bytearray) -> list[str]:
    """The words of a key."""
    packed = bytearray(_SIZE)
    packed[:-1], packed[-1] = dek, _checksum(dek)
    try:
        return [wordlist()[place] for place in _unpack(packed)]
    finally:
        _wipe(packed)


def split(text: str) -> list[str]:
    """What was typed or pasted, word by word: numbers before the words, commas and line ends are left out."""
    found = (known(piece) for piece in re.split(r"\s+", unicodedata.normalize("NFC", text)))
    return [word for word in found if word]


def known(typed: str) -> str:
    """A word as the list has it, whatever its case, layout, and `ё` or `е`; another one as it was typed."""
    bare = re.sub(r"^\d+[.)]?", "", clean(typed))
    for way in (bare, other_layout(bare)):
        for word in (way, re.sub(r"^\W+|\W+$", "", way)):
            folded = word.casefold().replace("ё", "е")
            if folded in _places():
                return folded
    return re.sub(r"^\W+$", "", bare)


def near(typed: str, limit: int = 3) -> list[str]:
    """Words of the list that look like what was typed, the most alike first."""
    folded = typed.casefold().replace("ё", "е")
    if not re.search("[а-я]", folded):
        folded = other_layout(folded)
    return difflib.get_close_matches(folded, wordlist(), limit, 0.65)


def to_dek(words: Sequence[str], fits: Fits) -> bytearray:
    """The key of these words, if it opens the register; raises WrongWords, which names the wrong one."""
    check_known(words)
    packed = _pack([_places()[word] for word in words])
    try:
        if _holds(packed) and fits(dek := packed[:-1]):
            return dek
        raise _what_is_wrong(packed, words, fits)
    finally:
        _wipe(packed)


def check_known(words: Sequence[str]) -> None:
    """Raise WrongWords unless there are 24 words and all stand in the list."""
    strange = [number for number, word in enumerate(words, 1) if word not in _places()]
    if strange:
        shown = ", ".join(f"№ {number}" for number in strange)
        what = f"Слова {shown} нет в списке слов." if len(strange) == 1 else f"Слов {shown} нет в списке слов."
        raise WrongWords(what, _alike(words, strange) or "Прочитайте их на листе ещё раз.", strange)
    if len(words) != COUNT:
        counted = plural(len(words), "слово", "слова", "слов")
        raise WrongWords(f"Слов восстановления {COUNT}, а набрано {counted}.", "Сверьте набранное с листом по номерам.")


def _alike(words: Sequence[str], numbers: Sequence[int]) -> str:
    found = ((number, near(words[number - 1])) for number in numbers[:3])
    return " ".join(f"Вместо № {number} может быть: {', '.join(alike)}." for number, alike in found if alike)


def _what_is_wrong(packed: bytearray, words: Sequence[str], fits: Fits) -> WrongWords:
    """Try every single other word and every two changed places: few have the checksum, one opens the register."""
    was = _unpack(packed)
    for candidate in _mended(was):
        try:
            if not fits(dek := candidate[:-1]):
                continue
            _wipe(dek)
            now = _unpack(candidate)
        finally:
            _wipe(candidate)
        numbers = [at + 1 for at in range(COUNT) if was[at] != now[at]]
        if len(numbers) == 1:
            should = wordlist()[now[numbers[0] - 1]]
            return WrongWords(
                f"Слово № {numbers[0]} неверное, остальные верны.",
                f"На листе там, вероятно, «{should}»: сверьте и исправьте.",
                numbers,
            )
        return WrongWords(
            f"Слова № {numbers[0]} и № {numbers[1]} стоят одно на месте другого.", "Поменяйте их местами.", numbers
        )
    if _holds(packed):
        return WrongWords(
            "Слова набраны без ошибок, но этот реестр не открывают.",
            "Это лист другого реестра или лист, напечатанный до перешифрования: найдите более новый.",
        )
    return WrongWords(
        "Неверны два слова или больше: какие, определить нельзя.", "Сверьте все слова с листом, одно за другим."
    )


def _mended(was: Sequence[int]) -> Iterator[bytearray]:
    """Everything one mistake away from the words that has the right checksum."""
    for at in range(COUNT):
        packed = _pack([0 if place == at else word for place, word in enumerate(was)])
        # A word lies in at most three bytes.
        first, shift = divmod(at * _BITS, 8)
        left = 24 - _BITS - shift
        window = packed[first : first + 3] + bytes(3)
        around = window[0] << 16 | window[1] << 8 | window[2]
        width = min(3, _SIZE - first)
        for word in range(len(wordlist())):
            if word != was[at]:
                packed[first : first + 3] = (around | word << left).to_bytes(3, "big")[:width]
                if _holds(packed):
                    yield bytearray(packed)
        _wipe(packed)
    for one, other in combinations(range(COUNT), 2):
        swapped = list(was)
        swapped[one], swapped[other] = was[other], was[one]
        packed = _pack(swapped)
        if swapped != list(was) and _holds(packed):
            yield packed


def _pack(places: Sequence[int]) -> bytearray:
    packed = bytearray(_SIZE)
    for at, place in enumerate(places):
        for bit in range(_BITS):
            if place >> (_BITS - 1 - bit) & 1:
                spot = at * _BITS + bit
                packed[spot >> 3] |= 0x80 >> (spot & 7)
    return packed


def _unpack(packed: bytearray) -> list[int]:
    places = [0] * COUNT
    for spot in range(COUNT * _BITS):
        at = spot // _BITS
        places[at] = places[at] << 1 | (packed[spot >> 3] >> (7 - (spot & 7)) & 1)
    return places


def _holds(packed: bytearray) -> bool:
    with memoryview(packed)[:-1] as key:
        return hashlib.sha256(key).digest()[0] == packed[-1]


def _checksum(dek: bytearray) -> int:
    return hashlib.sha256(dek).digest()[0]


def _wipe(data: bytearray) -> None:
    data[:] = bytes(len(data))
