"""One batch of records before it is a file: what leaves beside what stays in the office.

`Release` is all that the package writer is given: no case, no exact value, no day can slip into a file by it.
"""

import random
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from narcdesk.commission.batch import ANCHOR
from narcdesk.commission.catalogue import harmless
from narcdesk.commission.cohorts import choosing
from narcdesk.commission.cohorts.census import Table
from narcdesk.commission.cohorts.choosing import Chosen
from narcdesk.commission.cohorts.policy import Rules
from narcdesk.commission.protection import Progress
from narcdesk.dates import plural
from narcdesk.errors import Invalid, Problem, UserError

NUMBERS = range(10_000_000, 100_000_000)  # of records: eight digits, drawn for each batch anew

Person = Mapping[str, str]
Row = tuple[str, ...]  # a record as it leaves, in the order of the columns, without its number


class TooFew(UserError):
    """A cohort so small, or so unlike itself, that somebody would be found among its records: nothing leaves."""


@dataclass(frozen=True)
class Release:
    """Everything that leaves, and nothing else; `rows` by their random numbers, in the order of the file."""

    rules: Rules
    batch_id: str
    office: str
    year: int
    anchor: str
    rows: Mapping[int, Row]
    left_out: int  # rounded
    levels: tuple[int, ...] | None  # of the columns that may be coarser, None where groups have their own
    census: Table

    @property
    def day(self) -> date:
        """The day as of which the cases are told."""
        return self.rules.looked_at_on(self.year)


@dataclass(frozen=True)
class Made:
    """What leaves, and beside it what stays: every record as it is exactly, and how it reads in the file, or None."""

    release: Release
    exact: tuple[Person, ...]
    shown: tuple[Row | None, ...]
    chosen: Chosen

    @property
    def left_out(self) -> int:
        """How many records do not leave."""
        return sum(row is None for row in self.shown)


def assemble(
    rules: Rules,
    year: int,
    people: Sequence[Person],
    census: Table,
    *,
    office: str,
    anchor: str = "",
    more: bool = False,
    batch_id: str = "",
    chance: random.Random | None = None,
    progress: Progress = lambda done, of: None,
) -> Made:
    """Make the records as coarse as the rules want. Raises TooFew with the reason, Invalid, UserError.

    `chance` is the computer's own unless a test gives another: then the same people give the same bytes, whatever
    order they come in.
    """
    if not harmless(office):
        raise Invalid([Problem("office", "Наименование организации: не указано")])
    if anchor and not ANCHOR.fullmatch(anchor):
        raise ValueError("an anchor is the number of the last audit entry, a colon and its hash")
    must_be_enough(rules, len(people))
    chance = chance or random.SystemRandom()
    hierarchies = rules.hierarchies(census.places)
    exact = sorted(people, key=lambda one: tuple(one[sign.code] for sign in rules.signs))
    chosen = choosing.choose(rules, hierarchies, exact, census.beside(rules), more=more, progress=progress)
    if chosen is None:
        raise TooFew(
            "Выгрузка остановлена: ни один из испытанных способов обобщить записи этого года не выполняет правил.",
            lost="Ничего не записано.",
            do=rules.remarks["small"],
        )
    names = {hierarchy.sign: hierarchy.names for hierarchy in hierarchies}
    shown: list[Row | None] = []
    for one, levels, kept in zip(exact, chosen.division.levels, chosen.division.kept, strict=True):
        level_of = {hierarchy.sign: int(level) for hierarchy, level in zip(hierarchies, levels, strict=True)}
        row = tuple(
            names[sign.code][one[sign.code]][level_of[sign.code]] if sign.code in names else one[sign.code]
            for sign in rules.signs
        )
        shown.append(row if kept else None)
    # Sorted first: then the order of the file holds nothing of the register, whatever `chance` is.
    leaving = sorted(row for row in shown if row is not None)
    chance.shuffle(leaving)
    numbers = chance.sample(NUMBERS, len(leaving))
    release = Release(
        rules=rules,
        batch_id=batch_id or secrets.token_hex(16),
        office=harmless(office),
        year=year,
        anchor=anchor,
        rows=dict(zip(numbers, leaving, strict=True)),
        left_out=rounded(len(exact) - len(leaving), rules.round_to),
        levels=_one_level(chosen, leaving),
        census=census,
    )
    return Made(release, tuple(exact), tuple(shown), chosen)


def rounded(count: int, base: int) -> int:
    """The nearest multiple of a base, a half upwards."""
    return (2 * count + base) // (2 * base) * base


def must_be_enough(rules: Rules, count: int) -> None:
    """Raise TooFew, with what may be done instead, for a cohort of so few."""
    if count < rules.least:
        found = plural(count, "запись", "записи", "записей")
        raise TooFew(
            f"Выгрузка остановлена: за этот год {found}, а нужно не меньше {rules.least}.",
            lost="Ничего не записано.",
            do=rules.remarks["small"],
        )


def _one_level(chosen: Chosen, leaving: Sequence[Row]) -> tuple[int, ...] | None:
    levels = chosen.division.levels[chosen.division.kept]
    if not len(leaving) or (levels != levels[0]).any():
        return None
    return tuple(int(level) for level in levels[0])
