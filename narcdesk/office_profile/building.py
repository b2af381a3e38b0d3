"""How a cell of a profile is made: most are keys of one block, a block of their own, a list or a season."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from narcdesk.fields import Field, Kind
from narcdesk.office_profile import words

Data = dict[str, Any]  # of `profile.plain`
Values = Mapping[str, Any]  # of the form, by the names of its fields
Shown = Callable[[Data], str | None]


@dataclass(frozen=True)
class Cell:
    """One settled thing: `by_act` tells whether the office must name the act that settles it."""

    key: str  # as questions and sources name it
    section: str
    title: str
    fields: tuple[Field, ...]
    values: Callable[[Data], dict[str, Any]]  # what stands in the form
    shown: Callable[[Data], str]
    write: Callable[[Data, Values, str], None]  # the source goes beside what is written
    by_act: bool = True
    needed: tuple[str, ...] = ()  # fields that a told value cannot do without

    def is_empty(self, values: Values) -> bool:
        """Whether nothing is told: then no act is named either, and the key is asked about again."""
        return not any(value not in (None, "", False) for value in values.values())


def number(name: str, title: str, hint: str = "", least: int = 1) -> Field:
    """A whole number that may be left empty."""
    return Field(name, title, Kind.NUMBER, width=8, hint=hint or "пусто — не известно", least=least)


def text(name: str, title: str, longest: int = 300, hint: str = "") -> Field:
    """A line of text."""
    return Field(name, title, Kind.TEXT, width=44, longest=longest, hint=hint)


def lines(name: str, title: str) -> Field:
    """Several texts, a line each."""
    return Field(name, title, Kind.LONG_TEXT, width=44, hint="по одному в строке")


def choice(name: str, title: str, options: Mapping[str, str], *, required: bool = False) -> Field:
    """One of a few."""
    return Field(name, title, Kind.CHOICE, width=32, choices=lambda _day: options, required=required)


def tick(name: str, title: str) -> Field:
    """Yes where it is ticked."""
    return Field(name, title, Kind.YES_NO, has_default=True)


def keys_of(
    block: Callable[[Data], Data],
    key: str,
    section: str,
    title: str,
    fields: tuple[Field, ...],
    shown: Shown,
    by_act: bool = True,
    needed: tuple[str, ...] = (),
) -> Cell:
    """Keys that lie in one block of the data beside others."""

    def write(data: Data, values: Values, _source: str) -> None:
        there = block(data)
        for field in fields:
            value = words.flag(values.get(field.name))
            there.pop(field.name, None)
            if value not in (None, ""):
                there[field.name] = value

    return Cell(
        key,
        section,
        title,
        fields,
        lambda data: {field.name: words.answer(block(data).get(field.name)) for field in fields},
        lambda data: shown(block(data)) or words.UNSET,
        write,
        by_act,
        needed,
    )


def optional(
    outer: str,
    name: str,
    key: str,
    section: str,
    title: str,
    fields: tuple[Field, ...],
    shown: Callable[[Data], str],
    needed: tuple[str, ...],
    also: Data | None = None,
) -> Cell:
    """A block of its own that is there or is not; its first field empty means that it is not."""

    def around(data: Data) -> Data:
        there: Data = data[outer] if outer else data
        return there

    def write(data: Data, values: Values, source: str) -> None:
        around(data).pop(name, None)
        if values.get(fields[0].name) not in (None, ""):
            told = {field.name: _told_as(field, values.get(field.name)) for field in fields}
            around(data)[name] = words.told({**told, **(also or {}), "source": source})

    def values(data: Data) -> dict[str, Any]:
        one = around(data).get(name) or {}
        return {field.name: _answer(field, one.get(field.name)) for field in fields}

    return Cell(
        key,
        section,
        title,
        fields,
        values,
        lambda data: shown(around(data).get(name) or {}),
        write,
        needed=(fields[0].name, *needed),
    )


def _answer(field: Field, value: Any) -> Any:
    return bool(value) if field.kind is Kind.YES_NO else words.answer(value)


def _told_as(field: Field, value: Any) -> Any:
    if field.kind is Kind.LONG_TEXT:
        return words.in_lines(value)
    return words.flag(value)


def listed(name: str, section: str, title: str, by_act: bool) -> Cell:
    """Several texts, a line each."""

    def write(data: Data, values: Values, _source: str) -> None:
        data[name] = words.in_lines(values.get(name))

    return Cell(
        name,
        section,
        title,
        (lines(name, title),),
        lambda data: {name: "\n".join(data[name])},
        lambda data: "; ".join(data[name]) or words.UNSET,
        write,
        by_act,
    )


def season(block: Callable[[Data], Data], key: str, section: str, title: str) -> Cell:
    """The part of a year in which applications are taken."""
    asked = (text("first", "С", 5, hint="день и месяц: 01.01"), text("last", "По", 5, hint="день и месяц: 31.10"))

    def write(data: Data, values: Values, source: str) -> None:
        block(data).pop("window", None)
        first, last = words.month_day(values.get("first")), words.month_day(values.get("last"))
        if first or last:
            block(data)["window"] = {"first": first, "last": last, "source": source}

    def values(data: Data) -> dict[str, Any]:
        one = block(data).get("window") or {}
        return {name: words.day_month(one.get(name)) for name in ("first", "last")}

    return Cell(
        key, section, title, asked, values, lambda data: words.window(block(data)), write, needed=("first", "last")
    )


def day_of(name: str, title: str) -> Cell:
    """A day of the whole profile."""
    field = Field(name, title, Kind.DAY, width=12)
    return keys_of(lambda data: data, name, "Порядок", title, (field,), lambda data: words.day(data.get(name)))
