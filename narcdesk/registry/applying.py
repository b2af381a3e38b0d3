"""From the file of a region to the register: read it, show the difference, apply it once a person has confirmed it."""

from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from narcdesk import providers
from narcdesk.dates import show
from narcdesk.errors import Invalid, Problem
from narcdesk.names import clean
from narcdesk.office_profile import list_columns
from narcdesk.providers import ProviderSource
from narcdesk.register import Register
from narcdesk.registry import columns, rows
from narcdesk.registry.columns import Mapping, open_list
from narcdesk.registry.difference import NOTHING, Difference, KnownProvider, compare
from narcdesk.registry.rows import ProviderRow
from narcdesk.registry.source import Source, source_of
from narcdesk.spreadsheets.files import ListFile
from narcdesk.spreadsheets.grid import BadList, Grid


@dataclass(frozen=True)
class Proposal:
    """A list that was read, against the register: nothing is changed until `apply`.

    `as_of` is the day of its facts; facts that the register knows from later days stay, unless `over_newer`.
    """

    source: Source
    mapping: Mapping
    rows: tuple[ProviderRow, ...]
    known: tuple[KnownProvider, ...]
    newest_list: date  # the day of the newest list that was ever taken
    difference: Difference
    as_of: date
    over_newer: bool = False
    notes: tuple[str, ...] = ()

    def on(self, as_of: date, *, over_newer: bool = False) -> "Proposal":
        """The same list with facts of another day; `over_newer` lets older facts replace newer ones all the same."""
        days = {} if over_newer else {"as_of": as_of, "newest_list": self.newest_list}
        return replace(self, difference=compare(self.rows, self.known, **days), as_of=as_of, over_newer=over_newer)

    @property
    def errors(self) -> list[dict[str, object]]:
        """Cells that could not be understood; what only warns is not among them."""
        return [error.as_json() for row in self.rows for error in row.errors if error.severity == "error"]

    def counts(self) -> dict[str, Any]:
        """What the command line answers: numbers of the difference, errors, and every row as it was read."""
        found = self.difference
        return {
            "new": len(found.new),
            "changed": len(found.changed),
            "gone": len(found.gone),
            "unchanged": len(found.unchanged),
            "errors": self.errors,
            "as_of": self.as_of.isoformat(),
            "notes": [*found.outdated(), *self.notes],
            "rows": [row.as_json() for row in self.rows],
        }

    def sentences(self, *, applied: bool = True) -> list[str]:
        """The difference in words, then what was lost, then what the person should look at.

        `applied` is False while nothing of it is written yet.
        """
        words = ("Не внесено", "Внесено, проверьте") if applied else ("Не будет внесено", "Будет внесено, проверьте")
        lost, doubtful = [
            [
                f"{told}: строка {error.row}, {f'«{error.column}». ' if error.column else ''}{error.message}"
                for row in self.rows
                for error in row.errors
                if error.severity == severity
            ]
            for told, severity in zip(words, ("error", "warning"), strict=True)
        ]
        return [
            f"Сведения на {show(self.as_of)}{self._doubt()}.",
            *self.difference.sentences(),
            *lost,
            *doubtful,
            *self.notes,
        ]

    def _doubt(self) -> str:
        is_guess = not self.source.is_dated and self.as_of == self.source.read_on
        return ": в файле дата не названа, взят сегодняшний день" if is_guess else ""


def propose(register: Register, path: Path) -> Proposal:
    """Read a list and compare it with the register; raises BadList for what is no list."""
    file = open_list(path)
    grid = likeliest(file)
    return proposal_of(register, file, grid, columns.propose(grid, remembered=list_columns(register)))


def likeliest(file: ListFile) -> Grid:
    """The sheet with most of our columns; of equals the first."""
    return max(file.grids, key=lambda one: len(columns.propose(one).columns))


def proposal_of(register: Register, file: ListFile, grid: Grid, mapping: Mapping) -> Proposal:
    """The same for a sheet and columns that a person has chosen."""
    whole = rows.read_list(grid, mapping)
    found = whole.rows
    if not found:
        raise BadList(
            f"В списке «{file.name}» нет ни одной организации.", do="Проверьте, тот ли это файл и весь ли он сохранён."
        )
    passed_over = [f"Лист «{other.sheet}» не прочитан." for other in file.grids if other is not grid]
    source = source_of(file, grid, mapping, register.today())
    read = Proposal(
        source=source,
        mapping=mapping,
        rows=found,
        known=tuple(known_providers(register)),
        newest_list=providers.newest_list(register),
        difference=NOTHING,
        as_of=source.as_of,
        notes=(*file.notes, *passed_over, *whole.columns_left, *whole.passed_over),
    )
    return read.on(source.as_of)


def known_providers(register: Register) -> list[KnownProvider]:
    """Every provider of the register with its facts of now, the closed ones too."""
    return [
        KnownProvider(
            one.id,
            {kind: fact.value for kind, fact in one.facts.items()},
            one.closed_on is not None,
            {kind: fact.as_of for kind, fact in one.facts.items()},
        )
        for one in providers.find(register, open_only=False)
    ]


def apply(
    register: Register,
    proposal: Proposal,
    *,
    title: str | None = None,
    as_of: date | None = None,
    act: str | None = None,
    close_gone: bool = True,
) -> ProviderSource | None:
    """Write a confirmed difference down as one act; None: the register already held all of it.

    What the list says again becomes as fresh as the list, unless the very same file was taken before. Title, day and
    act of the source are those the file gives where none are told; raises Invalid where they cannot be. A day of its
    own compares the list anew.
    """
    source = proposal.source
    title, as_of = source.title if title is None else title, as_of or proposal.as_of
    must_be_source(title, as_of, register.today())
    if as_of != proposal.as_of:
        proposal = proposal.on(as_of, over_newer=proposal.over_newer)
    found = proposal.difference
    is_taken = providers.is_taken(register, source.sha256)
    if is_taken and found.is_empty:
        return None
    told: dict[int, AbstractMapping[str, Any]] = {
        match.known.id: {change.fact: change.new for change in match.changes} if is_taken else match.row.facts()
        for match in (*found.changed, *found.unchanged)
    }
    return providers.take_list(
        register,
        title=clean(title),
        as_of=as_of,
        new=[row.facts() for row in found.new],
        changed=told,
        gone=[known.id for known in found.gone] if close_gone else [],
        reopened=[match.known.id for match in found.changed if match.is_back],
        file_sha256=source.sha256,
        act=clean(source.act if act is None else act),
        over_newer=proposal.over_newer,
        columns=proposal.mapping.remembered,
    )


def must_be_source(title: str, as_of: object, today: date) -> None:
    """Raise Invalid for a source without a title, or of a day that is none or still to come."""
    problems = [] if clean(title) else [Problem("title", "Как назвать источник: нужно заполнить")]
    if not isinstance(as_of, date):
        problems.append(Problem("as_of", "Сведения на: нужна дата"))
    elif as_of > today:
        problems.append(Problem("as_of", "Сведения на: не может быть позже сегодняшнего дня"))
    if problems:
        raise Invalid(problems)
