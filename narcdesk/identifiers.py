"""Numbers of people and organisations: what was typed or pasted, cleaned, grouped and checked.

Nothing here raises. Papers carry errors and patients come without papers, so a number that does not pass its
check is kept as it is, and its `warning` says in a clerk's words what is wrong: a phrase without a capital
letter and a full stop, ready to stand under a field or in a list. An empty field is no error.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import mul
from typing import Literal

from stdnum import luhn

from narcdesk.dates import PartialDay, add_months, plural
from narcdesk.names import clean

OmsKind = Literal["unified", "old", "temporary"]


@dataclass(frozen=True)
class Identifier:
    """One number: as it is kept, as it is shown, and what is doubtful about it ("" when nothing is)."""

    value: str
    shown: str
    warning: str = ""


@dataclass(frozen=True)
class Phone:
    """One telephone number; `value` is +7XXXXXXXXXX, or what was typed when it is not a Russian number."""

    value: str
    shown: str
    warning: str = ""
    extension: str = ""


# A person reads О and З where the paper has 0 and 3, and types what he reads.
_LETTERS_FOR_DIGITS = str.maketrans("ОоOoЗз", "000033")
_SEPARATORS = re.compile(r"[\s.\-/№#]+")
_DIGITS = re.compile(r"[0-9]+")


def _number(
    text: str,
    where: str,
    lengths: tuple[int, ...],
    *,
    mask: str = "",
    fits: Callable[[str], bool] | None = None,
    complaint: str = "",
) -> Identifier:
    """A number of digits: `where` is «в СНИЛС», `mask` groups it («##-##»), `complaint` is for one unfit."""
    bare = _SEPARATORS.sub("", clean(text))
    digits = bare.translate(_LETTERS_FOR_DIGITS)
    if not bare:
        return Identifier("", "")
    if not _DIGITS.fullmatch(digits):
        return Identifier(clean(text), clean(text), f"{where} могут быть только цифры")
    if len(digits) not in lengths:
        *others, longest = lengths
        expected = " или ".join([*map(str, others), plural(longest, "цифра", "цифры", "цифр")])
        return Identifier(digits, digits, f"{where} {expected}, введено {len(digits)}")
    shown = _grouped(digits, mask)
    if not digits.strip("0"):
        return Identifier(digits, shown, f"{where} одни нули: проверьте номер")
    if fits is not None and not fits(digits):
        return Identifier(digits, shown, complaint)
    # A check digit that fits proves the replaced letters right; without one a person must look again.
    doubtful = digits != bare and fits is None
    hint = f"{where} буквы О и З заменены цифрами 0 и 3: сверьте с документом" if doubtful else ""
    return Identifier(digits, shown, hint)


def _grouped(digits: str, mask: str) -> str:
    return mask.replace("#", "{}").format(*digits) if mask else digits


def snils(text: str) -> Identifier:
    """СНИЛС, shown XXX-XXX-XXX YY; numbers up to 001-001-998 were given out without a check number."""
    return _number(
        text,
        "в СНИЛС",
        (11,),
        mask="###-###-### ##",
        fits=_snils_fits,
        complaint="контрольное число СНИЛС не сходится: проверьте цифры",
    )


def _snils_fits(digits: str) -> bool:
    if int(digits[:9]) <= 1_001_998:
        return True
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(9, 0, -1), strict=True))
    return total % 101 % 100 == int(digits[9:])


def oms_policy(text: str, kind: OmsKind = "unified") -> Identifier:
    """A policy of compulsory medical insurance: the unified number, an old policy, a temporary certificate.

    The unified number (ЕНП) holds the birth date and the sex: it never leaves the office.
    """
    if kind == "old":
        typed = clean(text)
        return Identifier(typed, typed)
    if kind == "temporary":
        return _number(text, "во временном свидетельстве", (9,))
    return _number(
        text,
        "в едином номере полиса",
        (16,),
        mask="#### #### #### ####",
        fits=luhn.is_valid,
        complaint="контрольная цифра полиса не сходится: проверьте цифры",
    )


def passport_series(text: str) -> Identifier:
    """Series of a Russian passport, shown «18 08»: the region's code and the year of the blank."""
    return _number(text, "в серии паспорта", (4,), mask="## ##")


def passport_number(text: str) -> Identifier:
    """Number of a Russian passport, six digits."""
    return _number(text, "в номере паспорта", (6,))


def department_code(text: str) -> Identifier:
    """Code of the department that issued a passport, shown NNN-NNN; its third digit is 0 to 3."""
    code = _number(text, "в коде подразделения", (6,), mask="###-###")
    if code.shown != code.value and code.value[2] not in "0123":
        return Identifier(code.value, code.shown, "третья цифра кода подразделения бывает от 0 до 3")
    return code


def passport_validity(birth: PartialDay | date, issued_on: date, today: date) -> str:
    """What is wrong with a passport's age: it is changed at 20 and at 45 years; "" when nothing is."""
    born = birth.as_day if isinstance(birth, PartialDay) else birth
    if born is None:
        return ""  # the age is known too roughly for a reproach
    if issued_on < born:
        return "паспорт выдан раньше даты рождения: проверьте даты"
    for age in (45, 20):
        replaced_from = add_months(born, 12 * age)
        if issued_on < replaced_from <= today:
            return f"паспорт выдан до {age} лет, а владельцу уже исполнилось {age}: нужен новый паспорт"
    return ""


def passport_year(series: str, issued_on: date) -> str:
    """What is wrong between the blank's year in the series and the year of issue (3 years apart at most)."""
    digits = passport_series(series).value
    if not (digits.isdecimal() and len(digits) == 4):
        return ""
    apart = (int(digits[2:]) - issued_on.year) % 100
    if min(apart, 100 - apart) <= 3:
        return ""
    return "год в серии паспорта далёк от года выдачи: сверьте серию и дату"


_CYRILLIC_OF_LATIN = str.maketrans("ABEKMHOPCTYX", "АВЕКМНОРСТУХ")
# Roman figures are typed with whatever looks like them: Cyrillic Х and С, digits 1, П for II, Ш for III.
_ROMAN_LOOKALIKES = {
    "Х": "X",
    "С": "C",
    "У": "V",
    "І": "I",
    "1": "I",
    "!": "I",
    "|": "I",
    "П": "II",
    "Ш": "III",
}
_BIRTH_CERTIFICATE = re.compile(r"([IVXLCХСУІ1!|ПШ]{1,4}?)[\s-]*([А-ЯЁA-Z]{2})[\s-]*(?:№|N)?\s*([\dОЗ]{6})")


def birth_certificate(text: str) -> Identifier:
    """Series and number of a birth certificate, «II-АН 123456»; letters of the other alphabet are mended."""
    typed = clean(text)
    if not typed:
        return Identifier("", "")
    match = _BIRTH_CERTIFICATE.fullmatch(typed.upper().replace("Ё", "Е"))
    if not match:
        return Identifier(typed, typed, "свидетельство о рождении пишут так: II-АН 123456")
    roman = "".join(_ROMAN_LOOKALIKES.get(letter, letter) for letter in match[1])
    value = f"{roman}-{match[2].translate(_CYRILLIC_OF_LATIN)} {match[3].translate(_LETTERS_FOR_DIGITS)}"
    if not re.fullmatch(r"[IVXLC]{1,4}-[А-Я]{2} \d{6}", value):
        return Identifier(typed, typed, "свидетельство о рождении пишут так: II-АН 123456")
    return Identifier(value, value)


def inn(text: str) -> Identifier:
    """ИНН: 10 digits of an organisation, 12 of a person."""
    return _number(
        text,
        "в ИНН",
        (10, 12),
        fits=_inn_fits,
        complaint="контрольная цифра ИНН не сходится: проверьте цифры",
    )


_INN_WEIGHTS = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)  # each check digit takes as many of the last as stand before it


def _inn_fits(digits: str) -> bool:
    """The last digit of an organisation's number, the last two of a person's; `stdnum` takes six times as long."""
    numbers = [int(digit) for digit in digits]
    return all(
        sum(map(mul, _INN_WEIGHTS[-place:], numbers)) % 11 % 10 == numbers[place]
        for place in ((9,) if len(digits) == 10 else (10, 11))
    )


def ogrn(text: str) -> Identifier:
    """ОГРН of an organisation, 13 digits, or ОГРНИП of an entrepreneur, 15."""
    return _number(
        text,
        "в ОГРН",
        (13, 15),
        fits=_ogrn_fits,
        complaint="контрольная цифра ОГРН не сходится: проверьте цифры",
    )


def _ogrn_fits(digits: str) -> bool:
    # Not stdnum's: of 15 digits it refuses right numbers whose remainder by 13 has two figures.
    return int(digits[:-1]) % (len(digits) - 2) % 10 == int(digits[-1])


_EXTENSION_WORD = r"(?:доб(?:авочный)?\b|вн(?:утр(?:енний)?)?\b|ext\b|#)"
_EXTENSION = re.compile(
    rf"[\s,;(]*{_EXTENSION_WORD}[\s.:]*([0-9]{{1,5}}(?:\s*[,/и]\s*[0-9]{{1,5}})*)\s*\)?$", re.IGNORECASE
)
_PHONE_LABEL = re.compile(r"^(?:(?:тел(?:ефон)?|т|моб|сот|раб|факс)\b[\s.:/]*)+", re.IGNORECASE)
# A lone 8 of ten digits may be the first digit of 812, the code of Saint Petersburg.
_TRUNK_PREFIX = re.compile(r"\+7|[78][\s(\-./]|[78][0-9]{10}$")
_FOREIGN = re.compile(r"\+(?!7)[0-9]|8[\s\-]*10[\s\-]|00[0-9]{9}")


def phone(text: str) -> Phone:
    """A telephone as it is typed, with or without +7 or 8; an extension («доб. 12») is kept apart."""
    typed = clean(text)
    if not typed:
        return Phone("", "")
    number = _PHONE_LABEL.sub("", typed)
    extension = ""
    if match := _EXTENSION.search(number):
        number, extension = number[: match.start()], " ".join(match[1].split())
    number = number.translate(_LETTERS_FOR_DIGITS)
    if _FOREIGN.match(number):
        return Phone(typed, typed, "номер не российский: оставлен как введён")
    if re.search(r"[^0-9\s()+\-./]", number):
        return Phone(typed, typed, "не получилось прочитать номер телефона: оставлен как введён")
    digits = re.sub(r"\D", "", number)
    if prefix := _TRUNK_PREFIX.match(number):
        digits = digits[1:]
    if len(digits) != 10 or ("/" in number and not prefix):
        many = len(digits) > 10 or "/" in number
        warning = "похоже, здесь не один номер телефона" if many else _too_few(len(digits))
        return Phone(typed, typed, warning)
    shown = _grouped(digits, "+7 (###) ###-##-##")
    return Phone(f"+7{digits}", f"{shown}, доб. {extension}" if extension else shown, "", extension)


def _too_few(count: int) -> str:
    return f"в номере телефона 10 цифр вместе с кодом города (без +7 или 8), введено {count}"


_EMAIL = re.compile(r"[^@\s,;:]+@[^@\s,;:]+\.[^@\s,;:.]{2,}")


def email(text: str) -> Identifier:
    """An address of electronic mail; whether anybody reads it only a letter shows."""
    typed = clean(text).replace(" ", "")
    warning = "" if not typed or _EMAIL.fullmatch(typed) else "похоже, адрес почты неполный: он вида имя@узел.рф"
    return Identifier(typed, typed, warning)


# From what surely parts two numbers to what may as well stand inside one.
_BETWEEN_PHONES = tuple(
    re.compile(mark, re.IGNORECASE)
    for mark in (
        rf"[;\n\r]+(?!\s*{_EXTENSION_WORD})",
        r"\sи\s",
        rf"[,/](?!\s*{_EXTENSION_WORD})",
        r"\s+(?=\+7|8[\s(\-])",
    )
)


def phones(text: str) -> list[Phone]:
    """The telephones of one cell, parted by a comma, a semicolon, a slash or a new line."""
    return _phones(text, _BETWEEN_PHONES)


def _phones(text: str, marks: Sequence[re.Pattern[str]]) -> list[Phone]:
    whole = phone(text)
    if not whole.value:
        return []
    for place, mark in enumerate(marks if whole.warning else (), start=1):
        parts = mark.split(text)
        if len(parts) > 1:
            return [one for part in parts for one in _phones(part, marks[place:])]
    return [whole]
