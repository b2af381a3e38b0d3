"""How hard a password is to guess, judged before it is taken: by zxcvbn, and by what that knows nothing of.

It takes Cyrillic letters for random ones, so Russian words and their keys in the other layout are told to it; and
beside it a word counts for what a dictionary holds, however long the word is. The least of all estimates stands.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import ceil, prod
from typing import Any

from narcdesk.errors import Invalid, Problem
from narcdesk.names import clean, other_layout
from narcdesk.places import RESOURCES

SHORTEST = 10  # signs
ENOUGH = 1e10  # guesses, zxcvbn's best mark: four months for one with the files and a thousand guesses a second
ADVICE = "лучше четыре не связанных слова через пробел"

_LONGEST = 72  # signs that zxcvbn looks at; the rest can only make it stronger
_FOUND_FIRST = 1000  # guesses for a word of the list within a phrase
_ANY_WORD = 30_000  # guesses for another word: what a person knows
_ONE_WORD = 24  # letters; a longer run can only be several words written together
_TOGETHER = 8  # letters of each of those
_ANY_NUMBER = 8  # digits that are guessed at most: a day, a telephone, СНИЛС come from short lists
_LONG_NUMBER = 16
_OWN = 10  # guesses for a word about the person himself
_PIECES = re.compile(r"[A-ZА-ЯЁ]?[a-zа-яё]+|[A-ZА-ЯЁ]+(?![a-zа-яё])|[^\W\d_]+|\d+|[^\w\s]|_")


class Level(StrEnum):
    """How good a password is, in a word."""

    WEAK = "слабый"
    FAIR = "достаточный"
    GOOD = "хороший"
    STRONG = "отличный"


@dataclass(frozen=True)
class Strength:
    """The level of a password, and for a weak one the reason in words that follow «Пароль:»."""

    level: Level
    reason: str = ""


@dataclass(frozen=True, repr=False)
class _Estimate:
    guesses: float
    pattern: str  # what gives the most of it away
    twin: bool = False  # in the other layout


def measure(password: str, about: Iterable[str] = ()) -> Strength:
    """How strong a password is; `about` are the person's name and login and the name of the office."""
    own = _words_about(about)
    if not password:
        return Strength(Level.WEAK, "нужно указать")
    if len(password) < SHORTEST:
        return Strength(Level.WEAK, f"короче {SHORTEST} знаков")
    estimate = min(_estimates(password, own), key=lambda one: one.guesses)
    if estimate.guesses < ENOUGH:
        return Strength(Level.WEAK, _reason(password, estimate, own))
    levels = ((1e15, Level.STRONG), (1e11, Level.GOOD), (ENOUGH, Level.FAIR))
    return Strength(next(level for least, level in levels if estimate.guesses >= least))


def must_be_strong(password: str, about: Iterable[str] = (), field: str = "password") -> None:
    """Raise Invalid, with the reason, for a password that is guessed too easily."""
    found = measure(password, about)
    if found.level is Level.WEAK:
        raise Invalid([Problem(field, f"Пароль: {found.reason}; {ADVICE}")])


@cache
def frequent() -> tuple[str, ...]:
    """Frequent Russian passwords and words, the most frequent first, `е` for `ё`."""
    lines = (RESOURCES / "passwords" / "russian.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def _known() -> frozenset[str]:
    return frozenset(frequent())


def _folded(text: str) -> str:
    return text.replace("ё", "е").replace("Ё", "Е")


_SIGN_FOR_LETTER = re.compile(r"(?<!\d)[03469@$](?=[а-я])", re.IGNORECASE)
_LETTER_OF = {"0": "о", "3": "з", "4": "ч", "6": "б", "9": "д", "@": "а", "$": "с"}


def _spelt(text: str) -> str:
    """With the letters that signs stand for: «нарк0л0г», «п@роль»; zxcvbn knows this of Latin ones alone."""
    return _SIGN_FOR_LETTER.sub(lambda sign: _LETTER_OF[sign[0]], text)


def _words_about(about: Iterable[str]) -> tuple[str, ...]:
    words = (word for text in about for word in re.findall(r"[^\W_]{3,}", _folded(clean(text)).casefold()))
    return tuple(dict.fromkeys(words))


def _estimates(password: str, own: tuple[str, ...]) -> Iterable[_Estimate]:
    for typed, twin in ((password, False), (other_layout(password), True)):
        text = _spelt(_folded(typed))
        bare = re.sub(r"[\s_.-]+", "", text)
        yield _by_words(text, own, twin)
        for shown in filter(None, dict.fromkeys((text, bare))):
            yield _by_zxcvbn(shown, own, twin)


def _by_zxcvbn(text: str, own: Sequence[str], twin: bool) -> _Estimate:
    from zxcvbn import zxcvbn  # its lists take as long as the rest of the vault, and only new passwords want them

    found: dict[str, Any] = zxcvbn(text[:_LONGEST], [*own, *frequent()])
    weakest = max(found["sequence"], key=lambda match: len(match["token"]), default=None)
    pattern = str(weakest["pattern"]) if weakest else ""
    if weakest and any(match.get("matched_word") in own for match in found["sequence"]):
        pattern = "own"
    return _Estimate(float(found["guesses"]), pattern, twin)


def _by_words(text: str, own: Sequence[str], twin: bool) -> _Estimate:
    pieces = _PIECES.findall(text)
    guesses: dict[str, float] = {}
    for piece in pieces:
        folded = piece.casefold()
        guesses[folded] = _guesses(folded, own)
    letters = [piece for piece in guesses if piece.isalpha()]
    if any(piece in own for piece in guesses):
        pattern = "own"
    else:
        pattern = "word" if len(letters) == 1 else "number" if not letters else "words"
        if len(letters) == 1 and letters[0] in _known():
            pattern = "dictionary"
    # What comes again is no secret any more, only that it does.
    return _Estimate(prod(guesses.values()) * 10.0 ** (len(guesses) < len(pieces)), pattern, twin)


def _guesses(piece: str, own: Sequence[str]) -> float:
    size = len(piece)
    if piece in own:
        return _OWN
    if piece in _known():
        return _FOUND_FIRST
    if piece.isdigit():
        if re.fullmatch(r"(19|20)\d\d", piece):
            return 100
        return 10.0 ** (min(size, _ANY_NUMBER) if size <= _LONG_NUMBER else size - _ANY_NUMBER)
    if piece.isalpha():
        words = 1 if size <= _ONE_WORD else ceil(size / _TOGETHER)
        return float(min(10**size, _ANY_WORD**words))
    return 10.0 if piece not in "-_.,;:'\"/\\" else 2.0


_REASONS = {
    "own": "в нём имя, имя для входа или название кабинета",
    "dictionary": "это частый пароль или слово",
    "spatial": "это соседние клавиши подряд",
    "repeat": "в нём повторяется одно и то же",
    "sequence": "знаки в нём идут подряд",
    "date": "это день или год",
    "regex": "это день или год",
    "word": "это одно слово, его подберут по словарю; несколько слов разделите пробелами",
    "number": "одни цифры легко подобрать",
}


def _reason(password: str, estimate: _Estimate, own: Sequence[str]) -> str:
    if re.fullmatch(r"[\d\W]+", password):
        return _REASONS["number"]
    if estimate.twin and estimate.pattern in ("dictionary", "own", "word"):
        return "это частое слово, набранное в другой раскладке"
    if estimate.pattern == "number":  # every sign of it is one in the other layout
        return _REASONS["repeat"]
    return _REASONS.get(estimate.pattern, "слова и числа из него легко подобрать")
