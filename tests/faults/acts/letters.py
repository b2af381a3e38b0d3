"""Outgoing letters."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from narcdesk import letters, patients
from narcdesk.forms import sheets
from narcdesk.register import Register

if TYPE_CHECKING:
    from tests.faults.desk import Desk

FORM = "otvet_na_zapros"
LATER = date(2026, 6, 1)
TYPED = {
    "recipient_kind": "court",
    "recipient": "Заречный районный суд",
    "ground": "13.4.3",
    "basis": "запрос № 8",
    "words": "явился в срок",
}
STAGES = ("letter", "letter too", "letter to drop", "numbered letter", "sent letter")


def make_ready(register: Register, ids: dict[str, int]) -> None:
    """Letters at each stage of their way."""
    person = patients.one(register, ids["card"])
    for stage in STAGES:
        ids[stage] = letters.draft(register, person.id, TYPED, form=FORM, about=person).id
    for stage in ("numbered letter", "sent letter"):
        sheets.issue(register, ids[stage])
    sheets.send(register, ids["sent letter"], register.today(), "почтой")


def _draft(desk: "Desk") -> object:
    person = patients.one(desk.register, desk["card"])
    return letters.draft(desk.register, person.id, TYPED, form=FORM, about=person)


ACTS: dict[str, Callable[["Desk"], object]] = {
    "letters.draft": _draft,
    "letters.amend": lambda d: letters.amend(d.register, d["letter"], {**TYPED, "words": "не явился"}),
    "letters.issue": lambda d: sheets.issue(d.register, d["letter too"]),
    "letters.send": lambda d: sheets.send(d.register, d["numbered letter"], LATER, "нарочным"),
    "letters.answered": lambda d: letters.answered(d.register, d["sent letter"], LATER, "получено"),
    "letters.cancel": lambda d: letters.cancel(d.register, d["letter to drop"], "запрос отозван"),
}
