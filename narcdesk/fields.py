"""What a form asks: one declaration beside the column, from which the window, the checks and the card are made.

A column says `info=asked("Фамилия", Kind.NAME, ...)`; the dialog builds its fields from `fields_of(Patient)`, and
`read(Patient, values, today)` turns what was typed into what is kept. So a new field of a card is one line.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import EnumType, StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa

from narcdesk import identifiers, names
from narcdesk.base import Base, Coded
from narcdesk.dates import PartialDay, parse_day, parse_partial_day, plural
from narcdesk.errors import Problem, UserError


class Kind(StrEnum):
    """How a field is typed and read."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NAME = "name"
    DAY = "day"  # any day
    PAST_DAY = "past_day"  # never later than today
    NEAR_DAY = "near_day"  # a deadline: two-digit years lean to the future
    BIRTH = "birth"  # may be partly known
    CHOICE = "choice"
    YES_NO = "yes_no"
    NUMBER = "number"
    MONEY = "money"  # a text is roubles and kopecks, a number is kopecks already; kopecks are kept
    PHONE = "phone"
    EMAIL = "email"
    SNILS = "snils"
    DEPARTMENT = "department"
    INN = "inn"
    OGRN = "ogrn"


class Absence(Coded):
    """Why an answer is empty: not knowing and refusing are answers too."""

    UNKNOWN = "unknown", "не знает"
    REFUSED = "refused", "отказался отвечать"


Choices = Callable[[date], Mapping[str, str]]


@dataclass(frozen=True)
class Field:
    """One asked thing: its label, the way it is typed, and what is allowed."""

    name: str
    title: str
    kind: Kind
    section: str = ""
    hint: str = ""
    required: bool = False
    width: int = 24  # letters that should be seen at once
    may_be_unknown: bool = False
    choices: type[Coded] | Choices | None = None
    least: int | None = None  # of a number
    longest: int | None = None  # letters that the column holds
    has_default: bool = False  # never empty: an empty answer leaves what stands there

    def holds(self, code: str, day: date) -> bool:
        """Whether a code stands among the choices of the day."""
        if isinstance(self.choices, EnumType):
            return code in self.choices._value2member_map_
        return self.choices is not None and code in self.choices(day)

    def options(self, day: date) -> dict[str, str]:
        """Code -> Russian word of a choice, as it stands on the day."""
        if self.choices is None:
            return {}
        if isinstance(self.choices, EnumType):
            members: Iterable[Coded] = self.choices.__members__.values()
            return {member.value: member.label for member in members}
        return dict(self.choices(day))


def asked(title: str, kind: Kind, **options: Any) -> dict[str, Any]:
    """The `info` of a column that a person fills in; `options` are those of `Field`."""
    return {"asked": (title, kind, options)}


def fields_of(table: type[Base]) -> list[Field]:
    """The asked columns of a table in the order of their declaration."""
    return list(_fields_of(table))


@cache
def _fields_of(table: type[Base]) -> tuple[Field, ...]:
    return tuple(
        Field(
            column.key,
            info[0],
            info[1],
            **info[2],
            longest=column.type.length if isinstance(column.type, sa.String) else None,
            has_default=not column.nullable and not info[2].get("required"),
        )
        for column in table.__table__.columns
        if (info := column.info.get("asked"))
    )


@dataclass
class Reading:
    """What was typed, read: values to keep, what blocks, and what only warns (field -> sentence)."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: dict[str, str] = field(default_factory=dict)


def read(table: type[Base], typed: Mapping[str, Any], today: date, *, whole: bool = False) -> Reading:
    """Read the asked columns that `typed` holds; a `whole` new record lacks no required one.

    Raises TypeError for a name that is no asked column: a slip of ours would lose what was typed.
    """
    return read_asked(fields_of(table), typed, today, whole=whole)


def read_asked(asked_fields: Iterable[Field], typed: Mapping[str, Any], today: date, *, whole: bool = False) -> Reading:
    """Read what was asked for outside of a table: the day and the ground of an end. Raises TypeError as `read`."""
    reading, asked_fields = Reading(), tuple(asked_fields)
    if unasked := typed.keys() - {asked_field.name for asked_field in asked_fields}:
        raise TypeError(f"nobody asked for {', '.join(sorted(unasked))}")
    for asked_field in asked_fields:
        if asked_field.name not in typed:
            if whole and asked_field.required:
                reading.problems.append(Problem(asked_field.name, f"{asked_field.title}: нужно заполнить"))
            continue
        try:
            value, warning = _read_one(asked_field, typed[asked_field.name], today)
            _must_fit(value, asked_field)
        except UserError as error:
            said = error.what[:1].lower() + error.what[1:].rstrip(".")
            reading.problems.append(Problem(asked_field.name, f"{asked_field.title}: {said}"))
            continue
        if warning:
            reading.warnings[asked_field.name] = warning
        if asked_field.required and value in (None, ""):
            reading.problems.append(Problem(asked_field.name, f"{asked_field.title}: нужно заполнить"))
        if value is None and asked_field.has_default:
            continue
        reading.values[asked_field.name] = value
    return reading


def _read_one(asked_field: Field, typed: Any, today: date) -> tuple[Any, str]:
    """The value to keep and a warning; raises UserError where it cannot be understood at all."""
    text = names.clean(typed) if isinstance(typed, str) else typed
    kind = asked_field.kind
    if kind in _IDENTIFIERS:
        found = _IDENTIFIERS[kind](text or "")
        if isinstance(found, identifiers.Phone) and found.extension:
            return f"{found.value} доб. {found.extension}", found.warning
        return found.value, found.warning
    if text is None or text == "":
        return ("" if kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.NAME) else None), ""
    if kind is Kind.LONG_TEXT:
        return str(typed).strip(), ""
    if kind is Kind.BIRTH:
        return _birth(text, today), ""
    if kind in (Kind.DAY, Kind.PAST_DAY, Kind.NEAR_DAY):
        return _day(kind, text, today), ""
    if kind is Kind.NUMBER:
        return _number(text), ""
    if kind is Kind.MONEY:
        return _money(text), ""
    if kind is Kind.YES_NO:
        return _yes_no(text), ""
    if kind is Kind.CHOICE:
        return _choice(asked_field, text, today), ""
    return text, ""


def _must_fit(value: Any, asked_field: Field) -> None:
    least, longest = asked_field.least, asked_field.longest
    if least is not None and isinstance(value, int) and value < least:
        raise UserError(f"не меньше {least}")
    if longest is not None and isinstance(value, str) and len(value) > longest:
        raise UserError(f"длиннее {plural(longest, 'знака', 'знаков', 'знаков')}, сократите")


_IDENTIFIERS: dict[Kind, Callable[[str], identifiers.Identifier | identifiers.Phone]] = {
    Kind.SNILS: identifiers.snils,
    Kind.DEPARTMENT: identifiers.department_code,
    Kind.INN: identifiers.inn,
    Kind.OGRN: identifiers.ogrn,
    Kind.PHONE: identifiers.phone,
    Kind.EMAIL: identifiers.email,
}


def _birth(typed: Any, today: date) -> PartialDay:
    if isinstance(typed, date):
        typed = PartialDay(typed.year, typed.month, typed.day)
    day = typed if isinstance(typed, PartialDay) else parse_partial_day(typed, today=today)
    if day.earliest > today:
        raise UserError("не может быть позже сегодняшнего дня")
    if day.year < today.year - 120:
        raise UserError("больше 120 лет назад, проверьте год")
    return day


def _day(kind: Kind, typed: Any, today: date) -> date:
    if not isinstance(typed, date):
        lean = {Kind.PAST_DAY: "past", Kind.NEAR_DAY: "future"}.get(kind, "any")
        typed = parse_day(typed, today=today, lean=lean)  # type: ignore[arg-type]
    if kind is Kind.PAST_DAY and typed > today:
        raise UserError("не может быть позже сегодняшнего дня")
    assert isinstance(typed, date)
    return typed


_YES_NO = {"да": True, "нет": False}


def _yes_no(typed: Any) -> bool:
    if isinstance(typed, str):
        if typed.lower() not in _YES_NO:
            raise UserError("нужно «да» или «нет»")
        return _YES_NO[typed.lower()]
    return bool(typed)


_MOST = 10**12  # of a number typed here; an integer of a database ends somewhat later


def _number(typed: Any) -> int:
    digits = str(typed).replace(" ", "")
    if not digits.isdecimal():
        raise UserError("нужно целое число")
    if int(digits) > _MOST:
        raise UserError("число слишком велико")
    return int(digits)


def _money(typed: Any) -> int:
    if isinstance(typed, int):
        return _number(typed)
    roubles, _, kopecks = str(typed).replace(" ", "").replace("₽", "").replace(",", ".").partition(".")
    if not roubles.isdecimal() or not (kopecks or "0").isdecimal() or len(kopecks) > 2:
        raise UserError("нужна сумма в рублях, например 180000,00")
    return _number(int(roubles) * 100 + int((kopecks or "0").ljust(2, "0")))


def _choice(asked_field: Field, typed: Any, today: date) -> Any:
    code = str(typed)
    if not asked_field.holds(code, today):
        raise UserError("выберите из списка")
    if isinstance(asked_field.choices, EnumType):
        return asked_field.choices(code)
    return code
