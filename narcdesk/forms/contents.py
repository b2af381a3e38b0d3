"""The contents of a document: a dict of the shape of its scope, looked up, checked, and bound for filling a form."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, NamedTuple

from markupsafe import Markup

from narcdesk.forms.scopes import group_of
from narcdesk.forms.shapes import ROW_NUMBER, Field, Flag, Group, Part, Rows

Contents = Mapping[str, Any]

UNDERSCORE_MM = 2.12  # of the 12 pt text face; blanks inside text are ruled with it

_TAGS = re.compile(r"<[^>]*>")


class Named(NamedTuple):
    """One line of the list of allowed fields that the editor of forms shows."""

    path: str
    about: str
    sample: str
    required: bool


@dataclass(frozen=True)
class Gap:
    """A required field that a paper prints as a ruled blank, because the contents do not hold it."""

    path: str
    about: str


def listing(scope: str) -> list[Named]:
    """Every field that a form of the scope may name; the fields of a list stand as `attachments[].title`."""
    return [
        Named(path, part.about, _shown(part), isinstance(part, Field) and part.required)
        for path, part in _leaves(group_of(scope), "")
    ]


def sample(scope: str) -> dict[str, Any]:
    """Contents with the sample of every field, for a test print."""
    return _build(group_of(scope), lambda leaf: leaf.sample)


def empty(scope: str) -> dict[str, Any]:
    """Contents with nothing in them: all texts empty, all flags False, no rows. A start to fill in."""
    return _build(group_of(scope), lambda leaf: "" if isinstance(leaf, Field) else False, rows=False)


def find(group: Group, path: str) -> Part | None:
    """The part at a dotted path, or None."""
    part: Part | None = group
    for name in path.split("."):
        if not isinstance(part, Group):
            return None
        part = next((inner for inner in part.parts if inner.name == name), None)
    return part


def mismatches(scope: str, contents: Contents) -> list[str]:
    """Where contents have another shape than their scope: paths with too much, too little or the wrong kind."""
    return list(_mismatches(group_of(scope), contents, ""))


def bind(scope: str, contents: Contents, note: Callable[[Gap], None]) -> dict[str, Any]:
    """The names that the templates see; `note` is called for each required field that is printed as a blank.

    A name that the contents do not hold stays undefined, so that naming it is an error and not an empty place.
    """
    names = vars(_bound(group_of(scope), contents, "", note))
    assert isinstance(names, dict)
    return names


class Blank(str):
    """An empty text: false, equal to "", and a ruled blank where it is printed."""

    __slots__ = ("_field", "_note", "_path")
    _field: Field
    _path: str
    _note: Callable[[Gap], None]

    def __new__(cls, field: Field, path: str, note: Callable[[Gap], None]) -> "Blank":
        """A blank as long as the field asks for."""
        blank = super().__new__(cls, "")
        blank._field, blank._path, blank._note = field, path, note
        return blank

    def __html__(self) -> Markup:
        """Called by the template engine at the moment of printing, and at no other."""
        if self._field.required:
            self._note(Gap(self._path, self._field.about))
        return Markup("_" * max(3, round(self._field.blank_mm / UNDERSCORE_MM)))


def is_blank(text: str) -> bool:
    """Whether a filled text is nothing but a ruled blank, or nothing at all."""
    return not _TAGS.sub("", text).strip(" _")


def plain(value: object) -> str:
    """A value as it may stand on paper: composed letters, no control characters, nothing that cannot be seen."""
    text = str(value)
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text  # nearly every value, at a tenth of the price
    letters = []
    for letter in unicodedata.normalize("NFC", text):
        match unicodedata.category(letter):
            case "Cf":  # soft hyphens, marks that turn the direction of reading
                continue
            case "Cc" | "Cs" | "Zl" | "Zp":
                letters.append(" ")
            case _:
                letters.append(letter)
    return "".join(letters)


def _shown(leaf: Field | Flag) -> str:
    if isinstance(leaf, Flag):
        return "да" if leaf.sample else "нет"
    return leaf.sample


def _leaves(group: Group, above: str) -> Iterator[tuple[str, Field | Flag]]:
    for part in group.parts:
        path = above + part.name
        match part:
            case Group():
                yield from _leaves(part, path + ".")
            case Rows():
                yield from ((f"{path}[].{field.name}", field) for field in (ROW_NUMBER, *part.fields))
            case Field() | Flag():
                yield path, part


def _build(group: Group, value: Callable[[Field | Flag], object], *, rows: bool = True) -> dict[str, Any]:
    built: dict[str, Any] = {}
    for part in group.parts:
        match part:
            case Group():
                built[part.name] = _build(part, value, rows=rows)
            case Rows():
                built[part.name] = [dict(row) for row in part.sample] if rows else []
            case Field() | Flag():
                built[part.name] = value(part)
    return built


def _mismatches(group: Group, contents: object, above: str) -> Iterator[str]:
    if not isinstance(contents, Mapping):
        yield f"{above.rstrip('.')}: здесь ожидается группа полей"
        return
    known = {part.name for part in group.parts}
    yield from (f"{above}{name}: такого поля нет" for name in contents if name not in known)
    for part in group.parts:
        path = above + part.name
        if part.name not in contents:
            yield f"{path}: поля не хватает"
            continue
        value = contents[part.name]
        match part:
            case Group():
                yield from _mismatches(part, value, path + ".")
            case Rows():
                if not isinstance(value, list):
                    yield f"{path}: здесь ожидается список"
                    continue
                row = Group(part.name, part.about, part.fields)
                for place, item in enumerate(value):
                    yield from _mismatches(row, item, f"{path}[{place}].")
            case Flag():
                if not isinstance(value, bool):
                    yield f"{path}: здесь ожидается True или False"
            case Field():
                if not isinstance(value, str):
                    yield f"{path}: здесь ожидается текст"


def _bound(group: Group, contents: Contents, above: str, note: Callable[[Gap], None]) -> SimpleNamespace:
    bound = SimpleNamespace()
    for part in group.parts:
        if part.name not in contents:
            continue
        value = contents[part.name]
        path = above + part.name
        match part:
            case Group():
                setattr(bound, part.name, _bound(part, value, path + ".", note))
            case Rows():
                row = Group(part.name, part.about, (ROW_NUMBER, *part.fields))
                rows = [
                    _bound(row, {**item, ROW_NUMBER.name: str(place)}, path + "[].", note)
                    for place, item in enumerate(value, start=1)
                ]
                setattr(bound, part.name, rows)
            case Flag():
                setattr(bound, part.name, bool(value))
            case Field():
                text = plain(value).strip()
                setattr(bound, part.name, text or Blank(part, path, note))
    return bound
