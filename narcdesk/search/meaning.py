"""What a typed text means, as conditions for the database; each is served by an index.

A surname is meant by its beginning, and after those by its middle; initials may be written apart or together, the
surname may come last. Numbers are of a card, an application, a certificate, the end of a СНИЛС or of a telephone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from narcdesk import names, spelling
from narcdesk.applications import Application
from narcdesk.certificates import Certificate
from narcdesk.patients import Patient, PhoneTail, SurnameCut, SurnamePart

Conditions = list[sa.ColumnElement[bool]]

_LAST = "\U0010ffff"
_NAMES = (Patient.surname_key, Patient.given_key, Patient.patronymic_key)
ORDER = (*_NAMES, Patient.id)  # as the index has it, so that a page needs no sorting
_STANDING = sa.func.coalesce(Patient.merged_into, 0) == 0  # as a sum, so that no index but that of names is thought of


@dataclass(frozen=True)
class Typed:
    """A text taken apart: births, words of letters, numbers."""

    births: list[str]  # ISO
    letters: list[str]
    numbers: list[str]

    @classmethod
    def of(cls, text: str) -> "Typed":
        """Take a text apart; no word of it is left out."""
        births = [f"{year}-{int(month):02}-{int(day):02}" for day, month, year in _BIRTH.findall(text)]
        # A hyphen keeps a double surname together, a full stop only ends an initial.
        typed = _BIRTH.sub(" ", text).replace(".", " ").replace(",", " ").split()
        words = [key for word in typed if (key := names.search_key(word))]
        letters = [word for word in words if not _is_number(word)]
        numbers = [word.replace(" ", "") for word in words if _is_number(word)]
        return cls(births, letters, numbers if letters else ["".join(numbers)] * bool(numbers))

    def beside_the_name(self) -> Conditions:
        """What the text says beside the name."""
        said = [_birth == birth for birth in self.births]
        return said + [_year(n) if self.letters and _is_year(n) else _number(n) for n in self.numbers]


def readings(text: str) -> list[str]:
    """The text as typed, and as the keys of the other layout give it, whole or in the words of Latin letters alone."""
    found = [text]
    for other in (names.in_russian(text), names.other_layout(text)):
        if _has_letters(other) and other.split() not in [reading.split() for reading in found]:
            found.append(other)
    return found


def _has_letters(text: str) -> bool:
    return any(sign.isalnum() for sign in text)  # «ъъ» are the keys of «]]», and signs alone would mean everybody


def meanings(text: str) -> list[list[Conditions]]:
    """Ways to read a text, the likeliest first; each is a row of conditions whose people follow one another."""
    if not text.strip():
        return [[[_STANDING]]]
    if found := _APPLICATION.fullmatch(text.strip()):
        number = f"З-{found[1]}-{int(found[2]):04}"
        return [[[Patient.id.in_(sa.select(Application.patient_id).where(Application.number == number))]]]
    if found := _CARD.fullmatch(text.strip()):
        return [[[Patient.card_number == int(found[1])]]]
    typed = Typed.of(text)
    ways = [_stages(typed.letters, typed.beside_the_name())]
    if len(typed.letters) > 1:  # «Иван Петров», «И. П. Петров»
        *first, last = typed.letters
        ways.append([[_named([last, *first]), *typed.beside_the_name()]])
    if any(sign.isdecimal() for sign in text) and len(text.strip()) > 1:
        ways.append([[_certified(text)]])
    return ways


def _stages(letters: list[str], beside: Conditions) -> list[Conditions]:
    if not letters:
        return [beside or [_STANDING]]
    stages = [[_named(letters), *beside]]
    if len(letters[0]) >= spelling.SHORTEST_MIDDLE and len(letters) <= _MOST_WORDS:
        middle = [_in_the_middle(letters[0]), sa.not_(_starts(Patient.surname_key, letters[0]))]
        stages.append([*middle, _then(letters[1:]), *beside])
    return stages


def misspelt(text: str) -> tuple[Conditions, list[str]]:
    """Conditions of those who may be meant if there is one error in a name, and the words to measure them by."""
    typed = Typed.of(text)
    if not typed.letters or len(typed.letters) > len(_NAMES):
        return [], []
    surname, *rest = typed.letters
    ways: list[sa.ColumnElement[bool]] = []
    if len(surname) >= spelling.SHORTEST_DOUBTED:
        ways.append(sa.and_(thinned(surname), _then(rest)))
    for at, word in enumerate(rest):
        if len(word) >= spelling.SHORTEST_DOUBTED:  # an error there, the first letter right
            asked = [*rest[:at], word[0], *rest[at + 1 :]]
            given = (_starts(column, part) for column, part in zip(_NAMES[1:], asked, strict=False))
            ways.append(sa.and_(_starts(Patient.surname_key, surname), *given))
    return ([sa.or_(*ways), *typed.beside_the_name()], typed.letters) if ways else ([], [])


def thinned(surname: str) -> sa.ColumnElement[bool]:
    """Surnames that may begin as typed but for one error; some of them do not."""
    kept = sa.select(SurnamePart.surname_key).where(
        SurnamePart.cut == SurnameCut.THINNED, SurnamePart.part.in_(sorted(spelling.asked(surname)))
    )
    return Patient.surname_key.in_(kept)


_APPLICATION = re.compile(r"з\W?(\d{4})\W(\d{1,6})", re.IGNORECASE)  # З-2026-0014
_CARD = re.compile(r"к\W?(\d{1,9})", re.IGNORECASE)  # К-00014, as papers name a card
_BIRTH = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
_MOST_WORDS = 8  # more is a paragraph pasted by mistake
_birth = sa.type_coerce(Patient.birth, sa.String)


def _is_number(word: str) -> bool:
    return word.replace(" ", "").isdecimal()


def _is_year(word: str) -> bool:
    return len(word) == 4 and "1900" <= word <= "2199"


def _named(words: list[str]) -> sa.ColumnElement[bool]:
    """The words as surname, given name and patronymic; each of the three may have several («Мамед оглы»)."""
    if len(words) > _MOST_WORDS:
        return sa.false()
    ways = [
        sa.and_(*(_starts(column, part) for column, part in zip(_NAMES, parts, strict=False)))
        for parts in _cuts(words, len(_NAMES))
    ]
    ways += [sa.and_(_starts(Patient.surname_key, words[0]), way) for way in _initials(words[1:])]
    # Said apart, so that the index serves it whichever way is meant.
    return sa.and_(_starts(Patient.surname_key, words[0]), sa.or_(*ways))


def _then(words: list[str]) -> sa.ColumnElement[bool]:
    """The words after a surname, as given name and patronymic."""
    if not words:
        return sa.true()
    ways = [
        sa.and_(*(_starts(column, part) for column, part in zip(_NAMES[1:], parts, strict=False)))
        for parts in _cuts(words, len(_NAMES) - 1)
    ]
    return sa.or_(*ways, *_initials(words))


def _initials(words: list[str]) -> Iterator[sa.ColumnElement[bool]]:
    """«ип» after a surname: И. П."""
    if len(words) == 1 and len(words[0]) == len(_NAMES) - 1:
        yield sa.and_(*(_starts(column, letter) for column, letter in zip(_NAMES[1:], words[0], strict=True)))


def _cuts(words: list[str], most: int) -> Iterator[list[str]]:
    """The words in up to so many parts, every way."""
    for cuts in (cuts for count in range(most) for cuts in combinations(range(1, len(words)), count)):
        yield [" ".join(words[first:last]) for first, last in pairwise((0, *cuts, len(words)))]


def _in_the_middle(part: str) -> sa.ColumnElement[bool]:
    kept = sa.select(SurnamePart.surname_key).where(
        SurnamePart.cut == SurnameCut.MIDDLE, SurnamePart.part >= part, SurnamePart.part < part + _LAST
    )
    return Patient.surname_key.in_(kept)


def _certified(number: str) -> sa.ColumnElement[bool]:
    """The number of a certificate, or its beginning, in either case."""
    said = names.clean(number)
    begins = [sa.and_(Certificate.number >= n, Certificate.number < n + _LAST) for n in {said, said.upper()}]
    return Patient.id.in_(sa.select(Certificate.patient_id).where(sa.or_(*begins)))


def _starts(column: InstrumentedAttribute[str], prefix: str) -> sa.ColumnElement[bool]:
    """A prefix as a range, which an index serves; LIKE would fold ASCII only."""
    return sa.and_(column >= prefix, column < prefix + _LAST)


def _year(year: str) -> sa.ColumnElement[bool]:
    return sa.and_(_birth >= year, _birth < str(int(year) + 1))


def _number(digits: str) -> sa.ColumnElement[bool]:
    """A card number, the last digits of a СНИЛС or of a telephone (four or more), a policy, or a year of birth."""
    meanings = [Patient.card_number == int(digits[:18])]
    if len(digits) >= 4:
        meanings.append(_starts(Patient.snils_tail, digits[::-1]))
        phone = digits[1:] if len(digits) == 11 and digits[0] in "78" else digits  # both stand before the same number
        tails = sa.select(PhoneTail.patient_id).where(_starts(PhoneTail.tail, phone[::-1]))
        meanings.append(Patient.id.in_(tails))
    if _is_year(digits):
        meanings.append(_year(digits))
    if len(digits) >= 6:
        meanings.append(Patient.policy_number == digits)
    return sa.or_(*meanings)


def as_card(text: str) -> dict[str, str]:
    """What a text that found nobody says of a new card: names with their capitals, a birth date, a СНИЛС.

    A text typed in the other layout is read in the right one.
    """
    birth = re.search(r"\b\d{1,2}[./]\d{1,2}[./]\d{4}\b|\b(19|20)\d{2}\b", text)
    rest = text.replace(birth[0], " ") if birth else text
    snils = re.search(r"(\d[ -]?){10}\d", rest)
    rest = rest.replace(snils[0], " ") if snils else rest
    rest = rest if _CYRILLIC.search(rest) else names.other_layout(rest)
    words = [word for word in rest.split() if any(letter.isalpha() for letter in word)]
    parts = [*words[:2], " ".join(words[2:])]
    found = dict(zip(("surname", "given", "patronymic"), map(names.capitalised, parts), strict=False))
    found |= {"birth": birth[0] if birth else "", "snils": snils[0] if snils else ""}
    return {name: typed for name, typed in found.items() if typed}


_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
