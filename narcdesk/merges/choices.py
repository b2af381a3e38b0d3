"""What two cards say, side by side: where both say something and not the same, a person says which is right.

What only makes sense together is chosen together: a document with its number, a policy with its kind, how he came.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from narcdesk import identifiers
from narcdesk.base import Coded
from narcdesk.dates import PartialDay, show
from narcdesk.fields import Field, Kind, fields_of
from narcdesk.patients import DocumentKind, Patient

TOGETHER = {
    "policy_number": ("policy_kind", "policy_number", "policy_issued_on", "policy_insurer"),
    "document_number": (
        "document_kind",
        "document_series",
        "document_number",
        "document_issued_on",
        "document_issued_by",
        "document_department",
    ),
    "came_from": ("came_from", "sent_by", "came_on", "legal_ground"),
}
"""The field that stands for several -> all of them."""

JOINED = ("remark",)  # both are kept, one after the other


@dataclass(frozen=True)
class Choice:
    """One thing that cards say: of the kept one and of the other, in words; `must`: only a person can say which."""

    name: str
    title: str
    kept: str
    gone: str
    differs: bool
    must: bool

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that are chosen with it."""
        return TOGETHER.get(self.name, (self.name,))


def choices(kept: Patient, gone: Patient) -> list[Choice]:
    """Everything that the form of a card asks, field by field."""
    return compared(values_of(kept), values_of(gone), kept.came_on)


def compared(kept: Mapping[str, Any], gone: Mapping[str, Any], day: date) -> list[Choice]:
    """The same of values that may be typed only now; of what nobody has asked yet, nothing is said."""
    asked = {field.name: field for field in fields_of(Patient)}
    inner = {name for names in TOGETHER.values() for name in names} - set(TOGETHER)
    found = []
    for name, field in asked.items():
        if name in inner:
            continue
        parts = TOGETHER.get(name, (name,))
        ours, theirs = ([values.get(part) for part in parts] for values in (kept, gone))
        both = bool(kept.get(name)) and bool(gone.get(name))
        differs = _same(ours) != _same(theirs)
        words = [_words(asked, parts, values, day) for values in (kept, gone)]
        must = differs and both and name not in JOINED
        found.append(Choice(name, field.title, words[0], words[1], differs, must))
    return found


def values_of(card: Patient) -> dict[str, Any]:
    """What the form of a card holds."""
    return {field.name: getattr(card, field.name) for field in fields_of(Patient)}


def _same(values: list[Any]) -> list[Any]:
    """Values as they are compared: nothing is nothing, whichever way it is empty."""
    return [value or None for value in values]


def _words(asked: Mapping[str, Field], parts: tuple[str, ...], values: Mapping[str, Any], day: date) -> str:
    if parts == TOGETHER["document_number"]:
        kind = values.get("document_kind")
        if not values.get("document_number"):
            return DocumentKind.NONE.label if kind is DocumentKind.NONE else ""
        return " ".join(filter(None, (values.get("document_series"), values.get("document_number"))))
    if parts == TOGETHER["policy_number"]:
        return str(values.get("policy_number") or "")
    return ", ".join(filter(None, (in_words(asked[part], values.get(part), day) for part in parts)))


def in_words(field: Field, value: Any, day: date) -> str:
    """A value of a card as one reads it."""
    if value is None or value == "":
        return ""
    if isinstance(value, PartialDay):
        return value.shown
    if isinstance(value, date):
        return show(value)
    if isinstance(value, Coded):
        return value.label
    if field.kind is Kind.CHOICE:
        return field.options(day).get(str(value), str(value))
    if field.kind is Kind.SNILS:
        return identifiers.snils(str(value)).shown
    if field.kind is Kind.PHONE:
        return identifiers.phone(str(value)).shown
    return str(value)
