"""Whether anything of the register's own words is in the file: names, numbers, addresses, notes, in any writing.

What is asked for is taken from the register by its tables as they are, so a new column is asked for by itself. A text
that stands as well in the same batch counted over nobody is of the form, not of a person.
"""

import getpass
import platform
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from narcdesk.audit import AuditEntry, AuditTouch
from narcdesk.base import Base, PartialDayType
from narcdesk.commission.attacks.traces import Traces
from narcdesk.patients import Patient
from narcdesk.register import Register

_SLICE = 2_000  # rows between two words of progress
_NOT_ABOUT_PEOPLE = {AuditEntry.__tablename__, AuditTouch.__tablename__}
_PATIENTS = Base.metadata.tables[Patient.__tablename__]
NAME = ("surname", "given", "patronymic")
_HASHED = 60  # signs; nobody searches back the hash of a longer text


@dataclass(frozen=True)
class Searched:
    """How many texts of the register were asked for, and where in it stands what was found: never the text itself."""

    texts: int
    places: frozenset[str]


def search(register: Register, file: Traces, form: Traces, step: Callable[[], object] = lambda: None) -> Searched:
    """Ask the file for every text of the register; the places are «table.column».

    `form` is the same file counted over nobody; `step` is called now and then, and what it raises ends the search.
    """
    register.person.must("commission.preview")
    found: set[str] = set()
    known: set[str] = set()
    for number, (place, text) in enumerate(_words(register)):
        if number % _SLICE == 0:
            step()
        if text in known:
            continue
        known.add(text)
        if file.has(text):
            if not form.has(text):
                found.add(place)
        elif _is_worth_hashing(place, text) and file.has_hash_of(text):
            found.add(place)
    return Searched(len(known), frozenset(found))


def _is_worth_hashing(place: str, text: str) -> bool:
    """Names and numbers: of those there are so few that all their hashes can be tried."""
    return len(text) <= _HASHED and (place.startswith("patients.") or any(sign.isdigit() for sign in text))


def _words(register: Register) -> Iterator[tuple[str, str]]:
    """Every text that the register holds, and where it stands; with them who sits at this computer and its name."""
    for name in (getpass.getuser, platform.node):
        with suppress(OSError, KeyError, ImportError):  # a computer that does not say
            yield name.__name__, name()
    for table in Base.metadata.sorted_tables:
        columns = [column for column in table.columns if _holds_words(column)]
        if not columns or table.name in _NOT_ABOUT_PEOPLE:
            continue
        for row in _rows(register, table, columns):
            for column, value in zip(columns, row, strict=True):
                for text in _texts(value):
                    yield f"{table.name}.{column.name}", text
    for surname, given, patronymic in of_cards(register, NAME):
        yield "patients.names", f"{surname} {given}"
        yield "patients.names", f"{surname} {given} {patronymic}"


def of_cards(register: Register, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """These columns of every patient's card, also of one that was struck out or joined to another."""
    register.person.must("commission.preview")
    yield from _rows(register, _PATIENTS, [_PATIENTS.c[name] for name in columns])


def _rows(register: Register, table: sa.Table, columns: list[sa.Column[Any]]) -> Iterator[tuple[Any, ...]]:
    """All rows, a slice at a time, so that nobody waits for the door longer than for one of them."""
    (key, *others) = table.primary_key.columns
    wanted = sa.select(key, *columns).order_by(key)
    last: Any = None
    while True:
        with register.read() as session:
            page = wanted if last is None else wanted.where(key > last)
            found = session.execute(page if others else page.limit(_SLICE)).all()
        yield from (tuple(row[1:]) for row in found)
        if others or len(found) < _SLICE:
            return
        last = found[-1][0]


def _holds_words(column: sa.Column[Any]) -> bool:
    if isinstance(column.type, sa.Enum | PartialDayType):
        return False
    return isinstance(column.type, sa.String | sa.JSON)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
