"""Finding a person or an application by what a clerk has at hand: part of a name, initials, year, numbers.

What the search asks lies in folded columns with indexes (`patients.*_key`), so a page of 50 rows out of 100,000 comes
in milliseconds. A word that finds nothing is tried as typed in the other keyboard layout.
"""

import re
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from narcdesk import names
from narcdesk.applications import Application
from narcdesk.patients import PAGE, Patient, Sex
from narcdesk.register import Register

_LAST = "\U0010ffff"
_NAMES = (Patient.surname_key, Patient.given_key, Patient.patronymic_key)
_ORDER = (*_NAMES, Patient.id)  # as the index has it, so that a page needs no sorting


@dataclass(frozen=True)
class Found:
    """A row of the list of patients."""

    id: int
    card_number: int
    full_name: str
    birth: str
    sex: Sex
    settlement: str
    opened_on: date
    phone: str


@dataclass(frozen=True)
class Result:
    """A page of what was found; `layout`: the text as read in the other layout, if only so it found somebody."""

    rows: list[Found]
    layout: str = ""


def patients(register: Register, text: str = "", *, page: int = 0, size: int = PAGE) -> Result:
    """A page of patients whom the text means; an empty text means everybody, by the alphabet."""
    register.person.must("search.patients")
    rows = _page(register, text, page, size)
    if rows or not text.strip() or (page and _page(register, text, 0, 1)):
        return Result(rows)
    other = names.other_layout(text)
    if any(sign.isalnum() for sign in other):  # «ъъ» are the keys of «]]», and signs alone would mean everybody
        rows = _page(register, other, page, size)
    return Result(rows, other if rows else "")


def _page(register: Register, text: str, page: int, size: int) -> list[Found]:
    query = (
        sa.select(
            Patient.id,
            Patient.card_number,
            Patient.surname,
            Patient.given,
            Patient.patronymic,
            Patient.birth,
            Patient.sex,
            Patient.settlement,
            Patient.opened_on,
            Patient.phone,
        )
        .where(*_meaning(text))
        .order_by(*_ORDER)
        .limit(size)
        .offset(page * size)
    )
    with register.read() as session:
        return [
            Found(
                id=row.id,
                card_number=row.card_number,
                full_name=names.full_name(row.surname, row.given, row.patronymic),
                birth=row.birth.shown,
                sex=row.sex,
                settlement=row.settlement,
                opened_on=row.opened_on,
                phone=row.phone,
            )
            for row in session.execute(query)
        ]


def _meaning(text: str) -> list[sa.ColumnElement[bool]]:
    """The conditions that a typed text means; no word of it is left out."""
    if found := _APPLICATION.fullmatch(text.strip()):
        number = f"З-{found[1]}-{int(found[2]):04}"
        return [Patient.id.in_(sa.select(Application.patient_id).where(Application.number == number))]
    if found := _CARD.fullmatch(text.strip()):
        return [Patient.card_number == int(found[1])]
    conditions: list[sa.ColumnElement[bool]] = []
    for day, month, year in _BIRTH.findall(text):
        conditions.append(_birth == f"{year}-{int(month):02}-{int(day):02}")
    # A hyphen keeps a double surname together, a full stop only ends an initial.
    typed = _BIRTH.sub(" ", text).replace(".", " ").replace(",", " ").split()
    words = [key for word in typed if (key := names.search_key(word))]
    letters = [word for word in words if not _is_number(word)]
    if letters:
        conditions.append(_named(letters))
        for word in words:
            if _is_number(word):
                conditions.append(_year(word) if _is_year(word) else _number(word.replace(" ", "")))
    elif words:
        conditions.append(_number("".join(words).replace(" ", "")))
    return conditions


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
    ways = []
    for cuts in (cuts for count in range(len(_NAMES)) for cuts in combinations(range(1, len(words)), count)):
        parts = (" ".join(words[first:last]) for first, last in pairwise((0, *cuts, len(words))))
        ways.append(sa.and_(*(_starts(column, part) for column, part in zip(_NAMES, parts, strict=False))))
    # Said apart, so that the index serves it whichever way is meant.
    return sa.and_(_starts(Patient.surname_key, words[0]), sa.or_(*ways))


def _starts(column: InstrumentedAttribute[str], prefix: str) -> sa.ColumnElement[bool]:
    """A prefix as a range, which an index serves; LIKE would fold ASCII only."""
    return sa.and_(column >= prefix, column < prefix + _LAST)


def _year(year: str) -> sa.ColumnElement[bool]:
    return sa.and_(_birth >= year, _birth < str(int(year) + 1))


def _number(digits: str) -> sa.ColumnElement[bool]:
    """A card number, the last digits of a СНИЛС (four or more), a policy, or a year of birth."""
    meanings = [Patient.card_number == int(digits[:18])]
    if len(digits) >= 4:
        meanings.append(_starts(Patient.snils_tail, digits[::-1]))
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


def namesakes(register: Register, surname: str, given: str, birth_iso: str, snils: str) -> list[Found]:
    """Cards that may be the same person: the same СНИЛС, or the same name with the same birth date."""
    register.person.must("search.patients")
    same = sa.and_(
        Patient.surname_key == names.search_key(surname),
        Patient.given_key == names.search_key(given),
        _birth == birth_iso,
    )
    by_snils = Patient.snils_tail == snils[::-1] if snils else sa.false()
    with register.read() as session:
        found = session.scalars(sa.select(Patient).where(sa.or_(same, by_snils)).order_by(Patient.id).limit(5))
        return [
            Found(p.id, p.card_number, p.full_name, p.birth.shown, p.sex, p.settlement, p.opened_on, p.phone)
            for p in found
        ]
