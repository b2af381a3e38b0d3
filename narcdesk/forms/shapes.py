"""What the contents of a paper are made of: texts, flags, groups of them, and lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Field:
    """One text; `required`: the paper is not whole without it; `blank_mm`: the ruled blank printed when it is empty."""

    name: str
    about: str
    sample: str
    required: bool = False
    blank_mm: int = 40


@dataclass(frozen=True)
class Flag:
    """Yes or no (True or False in the contents): conditions and ticks of a form."""

    name: str
    about: str
    sample: bool


@dataclass(frozen=True)
class Group:
    """Fields of one thing, reached as `group.field`."""

    name: str
    about: str
    parts: "tuple[Part, ...]"


@dataclass(frozen=True)
class Rows:
    """A list of things with the same fields; a form repeats a part for `each` of them and calls it `row`."""

    name: str
    about: str
    fields: tuple[Field, ...]
    sample: tuple[Mapping[str, str], ...]


Part: TypeAlias = Field | Flag | Group | Rows

ROW_NUMBER = Field("n", "Номер строки по порядку: 1, 2, 3…", "1")
"""A field that every row of a list has by itself."""
