"""Finding a person or an application by what a clerk has at hand: part of a name, initials, year, numbers.

What the search asks lies in folded columns with indexes (`patients.*_key`), so a page of 50 rows out of 100,000 comes
in milliseconds. A word that finds nothing is tried as typed in the other keyboard layout.
"""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from narcdesk import names
from narcdesk.patients import PAGE, Patient, Sex
from narcdesk.register import Register

_LAST = "\U0010ffff"


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
    rows = _page(register, text, page, size)
    if rows or page or not text.strip():
        return Result(rows)
    other = names.other_layout(text)
    rows = _page(register, other, page, size) if other != text else []
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
        .order_by(Patient.surname_key, Patient.given_key, Patient.patronymic_key, Patient.id)
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
    digits = "".join(sign for sign in text if sign.isdigit())
    words = names.search_key(text.replace(".", " ")).split()
    if digits and not any(word for word in words if not word.isdigit()):
        return [_number(digits)]
    conditions: list[sa.ColumnElement[bool]] = []
    columns = [Patient.surname_key, Patient.given_key, Patient.patronymic_key]
    for word in words:
        if word.isdigit():
            conditions.append(_year(word) if len(word) == 4 else _number(word))
        elif columns:
            conditions.append(_starts(columns.pop(0), word))
        else:
            conditions.append(sa.false())
    return conditions


def _starts(column: InstrumentedAttribute[str], prefix: str) -> sa.ColumnElement[bool]:
    """A prefix as a range, which an index serves; LIKE would fold ASCII only."""
    return sa.and_(column >= prefix, column < prefix + _LAST)


def _year(year: str) -> sa.ColumnElement[bool]:
    return sa.type_coerce(Patient.birth, sa.String).startswith(year)


def _number(digits: str) -> sa.ColumnElement[bool]:
    """A card number, the last digits of a СНИЛС (four or more), a policy, or a year of birth."""
    meanings = [Patient.card_number == int(digits[:18])]
    if len(digits) >= 4:
        meanings.append(_starts(Patient.snils_tail, digits[::-1]))
    if len(digits) == 4:
        meanings.append(_year(digits))
    if len(digits) >= 6:
        meanings.append(Patient.policy_number == digits)
    return sa.or_(*meanings)


def namesakes(register: Register, surname: str, given: str, birth_iso: str, snils: str) -> list[Found]:
    """Cards that may be the same person: the same СНИЛС, or the same name with the same birth date."""
    same = sa.and_(
        Patient.surname_key == names.search_key(surname),
        Patient.given_key == names.search_key(given),
        sa.type_coerce(Patient.birth, sa.String) == birth_iso,
    )
    by_snils = Patient.snils == snils if snils else sa.false()
    with register.read() as session:
        found = session.scalars(sa.select(Patient).where(sa.or_(same, by_snils)).limit(5))
        return [
            Found(p.id, p.card_number, p.full_name, p.birth.shown, p.sex, p.settlement, p.opened_on, p.phone)
            for p in found
        ]
