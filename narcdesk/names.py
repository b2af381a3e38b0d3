"""Names of people: cleaned after pasting, folded for search, typed in the other layout, put into the cases.

A name is kept as the person writes it: `ё`, hyphens, apostrophes and Roman figures stay. Only `search_key`
forgets the difference, and it is stored beside the name, never instead of it.
"""

import logging
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pytrovich.enums import Case as PytrovichCase
from pytrovich.enums import Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

Sex = Literal["male", "female", ""]
Case = Literal["nominative", "genitive", "dative", "accusative", "instrumental", "prepositional"]

# pytrovich writes the names it declines to its log at the debug level; no name may reach a log of ours.
logging.getLogger("pytrovich").setLevel(logging.WARNING)

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´′"), "'")
_QUOTES = dict.fromkeys(map(ord, "„“”"), '"')  # “ opens in English and closes in Russian: no side can be told
_ONE_FOR_ONE = {**_INVISIBLE, **_DASHES, **_APOSTROPHES, **_QUOTES}

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_LATIN = re.compile("[a-z]", re.IGNORECASE)
_LOOKALIKES = str.maketrans("ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху")
_PERHAPS_MARKED = re.compile("[^\x00-\u02ff\u0370-\u0482\u048a-\u0590\u2000-\u20cf]")  # beyond plain letters and signs
_NO_WORD = re.compile(r"[\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_SIGNS = r"0-9.,;:!?()/+*=#%&№«»\"-"
_CLEAN = re.compile("|".join(rf"(?![«\"])[{own}{_SIGNS}]+(?: [{own}{_SIGNS}]+)*" for own in ("А-Яа-яЁё", "A-Za-z_@")))


def clean(text: str) -> str:
    """One line of text after pasting: plain spaces and hyphens, nothing invisible, no quotes around it."""
    # Most cells of a list hold words of one alphabet and nothing to be mended; a list of years has half a million.
    if _CLEAN.fullmatch(text):
        return text
    text = unicodedata.normalize("NFC", text).translate(_ONE_FOR_ONE)
    if _PERHAPS_MARKED.search(text):
        text = "".join(letter for letter in text if unicodedata.category(letter) != "Mn")  # stress marks
    text = " ".join(text.split())
    if len(text) > 1 and (text[0], text[-1]) in (("«", "»"), ('"', '"')) and not re.search('[«»"]', text[1:-1]):
        text = text[1:-1].strip()
    return _LETTERS.sub(_in_one_alphabet, text) if _LATIN.search(text) else text


def _in_one_alphabet(word: re.Match[str]) -> str:
    """A Cyrillic word with its Latin lookalikes mended; a word of real Latin letters stays."""
    mended = word[0].translate(_LOOKALIKES)
    return mended if _CYRILLIC.search(word[0]) and not _LATIN.search(mended) else word[0]


def search_key(text: str) -> str:
    """What two spellings of one name have in common: small letters, `е` for `ё`, single spaces.

    Hyphens, apostrophes and full stops become spaces, so that «Петрова-Иванова» begins with «петрова и».
    """
    folded = clean(text).casefold().replace("ё", "е")
    return _NO_WORD.sub(" ", folded).strip()


_ENGLISH_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./\\~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?|@#$^&"
_RUSSIAN_KEYS = 'ёйцукенгшщзхъфывапролджэячсмитьбю.\\ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,/"№;:?'
_TO_RUSSIAN = str.maketrans(_ENGLISH_KEYS, _RUSSIAN_KEYS)
_TO_ENGLISH = str.maketrans(_RUSSIAN_KEYS, _ENGLISH_KEYS)


def other_layout(text: str) -> str:
    """What the same keys give in the other layout: «gtnhjd» is «петров», «руддщ» is «hello».

    Text with a Cyrillic letter was typed in the Russian layout, any other in the English one.
    """
    return text.translate(_TO_ENGLISH if _CYRILLIC.search(text) else _TO_RUSSIAN)


def in_russian(text: str) -> str:
    """The words with Latin letters as the same keys give them in the Russian layout: «Петров bdfy» is «Петров иван».

    The layout may have been changed within a word: «петhjd» is «петров».
    """
    return " ".join(word.translate(_TO_RUSSIAN) if _LATIN.search(word) else word for word in text.split())


_SMALL_WORD = re.compile(
    "оглы|кызы|гызы|угли|кизи|улы|уулу|фон|де|ла|дер|ди|да|дю|ван|бен|бин|ибн|эль|аль", re.IGNORECASE
)
_ROMAN = re.compile("X{0,3}(IX|IV|V?I{0,3})", re.IGNORECASE)  # of a ruler or a namesake


def capitalised(text: str) -> str:
    """A name with its capitals: «ПЕТРОВА-иванова» gives «Петрова-Иванова»; «МакДональд» and «оглы» stay.

    It is offered to the person, never forced on what was typed.
    """
    return _LETTERS.sub(_capital, clean(text))


def _capital(part: re.Match[str]) -> str:
    word = part[0]
    alone = part.start() == 0 and part.end() == len(part.string)
    if _SMALL_WORD.fullmatch(word) and not alone and (word.islower() or word.isupper()):
        return word.lower()
    if _ROMAN.fullmatch(word) and part.start() > 0:
        return word.upper()
    return word.capitalize() if word.islower() or word.isupper() else word


def full_name(surname: str, given: str, patronymic: str = "") -> str:
    """«Воробьёв Иван Петрович»; a person without a patronymic has two words."""
    return " ".join(part for part in (surname, given, patronymic) if part)


def short_name(surname: str, given: str, patronymic: str = "") -> str:
    """«Воробьёв И. П.»; a double name keeps its hyphen: «Ким А.-М.»."""
    words = [word for word in f"{given} {patronymic}".split() if not _SMALL_WORD.fullmatch(word)]
    initials = ("-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in words)
    return " ".join(part for part in (surname, *initials) if part)


@dataclass(frozen=True)
class Declined:
    """A name in one case, each part apart; the person may correct it before it is printed."""

    surname: str
    given: str
    patronymic: str

    @property
    def full(self) -> str:
        """All parts in the order of a document."""
        return full_name(self.surname, self.given, self.patronymic)


@cache
def _rules() -> PetrovichDeclinationMaker:
    return PetrovichDeclinationMaker()


def decline(surname: str, given: str, patronymic: str, sex: Sex, case: Case) -> Declined:
    """The name in a case; what the rules do not know (foreign, Latin, sex not told) stays as it is."""
    return Declined(
        _decline(NamePart.LASTNAME, surname, sex, case),
        _decline(NamePart.FIRSTNAME, given, sex, case),
        _decline(NamePart.MIDDLENAME, patronymic, sex, case),
    )


def _decline(part: NamePart, name: str, sex: Sex, case: Case) -> str:
    words = name.split(" ")
    if not sex or _LATIN.search(name) or any(_SMALL_WORD.fullmatch(word) for word in words):
        return name
    gender = Gender.MALE if sex == "male" else Gender.FEMALE
    declined = " ".join(_rules().make(part, gender, PytrovichCase[case.upper()], word) for word in words)
    return declined.upper() if name.isupper() else declined
