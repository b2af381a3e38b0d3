"""What must hold between the numbers of a form: each rule of its file is tried on every row or column that it means.

An arithmetical rule that does not hold is an error; the balance of the year only warns, because a diagnosis that has
changed, or a record made after the event, breaks it lawfully (law-and-medicine 3.2).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

_TERM = re.compile(r"\s*([+-]?)\s*(prev )?\s*(\w+)\.(\w+|\*)\.(\w+|\*)\s*")


class Spot(NamedTuple):
    """Where a cell stands."""

    table: str
    row: str
    column: str


class BadCheck(ValueError):
    """A rule of a file cannot be read."""


@dataclass(frozen=True)
class Term:
    """One number of a rule, or the same of each row or column («*»); `previous` is that of the year before."""

    sign: int
    previous: bool
    table: str
    row: str
    column: str

    def at(self, row: str, column: str) -> Spot:
        """The cell that it means where «*» is this row and this column."""
        return Spot(self.table, row if self.row == "*" else self.row, column if self.column == "*" else self.column)


@dataclass(frozen=True)
class Check:
    """One rule; one with `warns` does not make the form wrong, and `warns` says when it may break."""

    left: tuple[Term, ...]
    right: tuple[Term, ...]
    equal: bool
    warns: str

    @property
    def terms(self) -> tuple[Term, ...]:
        """All its numbers."""
        return self.left + self.right

    @classmethod
    def parse(cls, text: str, warns: str = "") -> "Check":
        """From `2100.*.first <= 2100.*.taken`; raises BadCheck."""
        sides = re.split(r"<=|=", text)
        if len(sides) != 2:
            raise BadCheck("нужны две части и между ними <= или =")
        return cls(_side(sides[0]), _side(sides[1]), "<=" not in text, warns)


def _side(text: str) -> tuple[Term, ...]:
    terms: list[Term] = []
    at = 0
    while at < len(text):
        found = _TERM.match(text, at)
        if found is None or (terms and not found[1]):
            raise BadCheck(f"«{text[at:].strip()}» — не таблица.строка.графа")
        terms.append(Term(-1 if found[1] == "-" else 1, bool(found[2]), *found.groups()[2:]))
        at = found.end()
    if not terms:
        raise BadCheck("одна из частей пуста")
    return tuple(terms)


Number = Callable[[Spot, bool], int | None]  # of a cell of this year or of the year before; None: it has none
Named = Callable[[Spot], tuple[str, str, str]]  # table, row and column in words


@dataclass(frozen=True)
class Failure:
    """One rule that does not hold: the sentence, and the cell to begin with."""

    sentence: str
    spot: Spot
    is_error: bool


def failures(
    checks: tuple[Check, ...],
    places: Callable[[Check], Iterator[tuple[str, str]]],
    number: Number,
    named: Named,
) -> list[Failure]:
    """Every rule that does not hold, errors first; a cell without a number lets its rule pass."""
    found = [
        failure
        for check in checks
        for row, column in places(check)
        if (failure := _tried(check, row, column, number, named)) is not None
    ]
    return sorted(found, key=lambda failure: not failure.is_error)


def _tried(check: Check, row: str, column: str, number: Number, named: Named) -> Failure | None:
    totals = []
    for side in (check.left, check.right):
        numbers = [number(term.at(row, column), term.previous) for term in side]
        if any(one is None for one in numbers):
            return None
        totals.append(sum(term.sign * (one or 0) for term, one in zip(side, numbers, strict=True)))
    left, right = totals
    if left == right if check.equal else left <= right:
        return None
    first, second = (_said(side, row, column, named) for side in (check.left, check.right))
    wanted = "должно быть равно" if check.equal else "должно быть не больше"
    why = f" Так {check.warns}." if check.warns else ""
    sentence = f"{first[:1].upper()}{first[1:]}: {left}; {wanted}: {second} — {right}.{why}"
    return Failure(sentence, check.left[0].at(row, column), is_error=not check.warns)


def _said(side: tuple[Term, ...], row: str, column: str, named: Named) -> str:
    """«таблица 2100, строка 03, графа 4 + строка 04»: what repeats the number before is left out."""
    said = ""
    before: tuple[str, ...] = ("", "", "")
    for term in side:
        place = named(term.at(row, column))
        is_same_table = place[0] == before[0]
        parts = [word for word, was in zip(place, before, strict=True) if not is_same_table or word != was]
        parts = (parts or [place[1]]) + ["год назад"] * term.previous
        sign = "" if not said else " + " if term.sign > 0 else " − "
        said, before = f"{said}{sign}{', '.join(parts)}", place
    return said
