"""An old list against the register: who is known already, who stands in it twice, and what is done with each row."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import sqlalchemy as sa

from narcdesk import names, search
from narcdesk.errors import NotFound
from narcdesk.patient_lists.rows import Answers, Complaint, Mended, PersonRow, read
from narcdesk.patient_lists.titles import WORDS
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.spreadsheets import columns as any_columns
from narcdesk.spreadsheets import files
from narcdesk.spreadsheets.columns import Mapping as Columns
from narcdesk.spreadsheets.files import ListFile
from narcdesk.spreadsheets.grid import BadList, Grid

Progress = Callable[[int, int], object]
Action = Literal["take", "skip", "same"]
TAKE: Action = "take"
SKIP: Action = "skip"
SAME: Action = "same"
STEP = 100  # rows between two reports of progress


@dataclass(frozen=True)
class Known:
    """A card that a row may be of."""

    patient_id: int
    card_number: int
    full_name: str
    birth: str


@dataclass(frozen=True)
class Choice:
    """What is done with a row: taken as a new card, skipped, or held for the same person as a card."""

    action: Action
    known: Known | None = None


@dataclass
class Proposal:
    """A list that was read and compared; `choices` are changed by the person, nothing else is."""

    file: ListFile
    grid: Grid
    columns: Columns
    answers: Answers
    rows: list[PersonRow]
    choices: dict[int, Choice]
    alike: dict[int, tuple[Known, ...]] = field(default_factory=dict)
    passed_over: tuple[str, ...] = ()
    mended: dict[tuple[int, str], str] = field(default_factory=dict)

    def count(self, action: Action) -> int:
        """Rows with this choice."""
        return sum(choice.action == action for choice in self.choices.values())

    def choose(self, row: PersonRow, choice: Choice) -> bool:
        """Decide on a row; False where an error stands against taking it."""
        if choice.action == TAKE and row.has_error:
            return False
        self.choices[row.row] = choice
        return True

    @property
    def complaints(self) -> Iterator[Complaint]:
        """Everything wrong or doubtful, by row."""
        return (one for row in self.rows for one in row.complaints)

    @property
    def has_anything(self) -> bool:
        """Whether any row would be taken or held against a card."""
        return any(choice.action != SKIP for choice in self.choices.values())


def open_list(path: Path) -> ListFile:
    """Read an old list from a file; raises BadList."""
    return files.open_list(path, WORDS.is_title)


def columns_of(grid: Grid, header_row: int | None = None, remembered: Mapping[str, str] | None = None) -> Columns:
    """The likeliest header and its columns; raises BadList when the named row is empty."""
    return any_columns.propose(grid, WORDS, header_row=header_row, remembered=remembered)


def likeliest(file: ListFile) -> Grid:
    """The sheet with most of our columns; of equals the longest."""
    return max(file.grids, key=lambda one: (len(columns_of(one).columns), len(one.lines)))


def propose(
    register: Register,
    file: ListFile,
    grid: Grid,
    columns: Columns,
    answers: Answers,
    mended: Mended | None = None,
    *,
    progress: Progress = lambda done, of: None,
) -> Proposal:
    """Read the rows and hold them against the register; nothing is written. Raises BadList."""
    register.person.must("patients.import_list")
    rows, passed = read(grid, columns, answers, register.today(), mended, progress=progress)
    if not rows:
        raise BadList(
            f"В списке «{file.name}» нет ни одного человека.", do="Проверьте лист и строку заголовка и повторите."
        )
    if not register.person.may("diagnoses.record"):
        _without_diagnoses(rows, columns)
    proposal = Proposal(file, grid, columns, answers, rows, {}, passed_over=tuple(passed), mended=dict(mended or {}))
    _compare(register, proposal, progress)
    return proposal


def mend(register: Register, proposal: Proposal, row: PersonRow, fact: str, text: str) -> Proposal:
    """The same list with one cell written over by hand; every choice stays but that of its row."""
    mended = {**proposal.mended, (row.row, fact): text}
    line = next(line for line in proposal.grid.lines if line.number == row.row)
    (renewed,), _ = read(
        Grid(proposal.grid.sheet, (line,)),
        replace(proposal.columns, header_row=None, last_header_row=0),
        proposal.answers,
        register.today(),
        mended,
        always=True,
    )
    if not register.person.may("diagnoses.record"):
        _without_diagnoses([renewed], proposal.columns)
    rows = [renewed if one.row == row.row else one for one in proposal.rows]
    again = Proposal(
        proposal.file,
        proposal.grid,
        proposal.columns,
        proposal.answers,
        rows,
        dict(proposal.choices),
        dict(proposal.alike),
        proposal.passed_over,
        mended,
    )
    _compare(register, again, only=renewed)
    return again


def card(register: Register, number: str) -> Known:
    """The card of a number that a person typed; raises NotFound."""
    with register.read("patients.look") as session:
        found = (
            session.scalar(sa.select(Patient).where(Patient.card_number == int(number)))
            if number.isdecimal() and len(number) < 10
            else None
        )
    if found is None:
        raise NotFound(f"Карты № {number or '…'} в реестре нет.", do="Проверьте номер карты.")
    return Known(found.id, found.card_number, found.full_name, found.birth.shown)


def is_title(text: str) -> bool:
    """Whether these words stand over a column of a list of patients."""
    return WORDS.is_title(text)


def _without_diagnoses(rows: list[PersonRow], columns: Columns) -> None:
    for row in rows:
        if row.diagnosis is not None:
            row.diagnosis = None
            title = columns.title(columns.columns["diagnosis"])
            message = "У вашей роли нет права вносить диагнозы: он останется в примечании"
            row.complaints.append(Complaint(row.row, title, "", message, "Диагноз внесёт врач или заведующий", "doubt"))


@dataclass
class _People:
    """Who is known, by what tells one person surely from another: his name with the birth date, his СНИЛС."""

    by_name: dict[tuple[str, ...], list[Known]] = field(default_factory=dict)
    by_snils: dict[str, Known] = field(default_factory=dict)
    snils_of: dict[int, str] = field(default_factory=dict)


def _people(register: Register) -> _People:
    """Everybody of the register at once: twenty thousand questions of one row each would take a minute."""
    found = _People()
    query = sa.select(
        Patient.id,
        Patient.card_number,
        Patient.surname,
        Patient.given,
        Patient.patronymic,
        Patient.surname_key,
        Patient.given_key,
        Patient.patronymic_key,
        Patient.birth,
        Patient.snils,
    )
    with register.read("patients.look") as session:
        for one in session.execute(query):
            full_name = names.full_name(one.surname, one.given, one.patronymic)
            known = Known(one.id, one.card_number, full_name, one.birth.shown)
            key = (one.surname_key, one.given_key, one.patronymic_key, one.birth.iso)
            found.by_name.setdefault(key, []).append(known)
            if one.snils:
                found.by_snils[one.snils] = known
                found.snils_of[one.id] = one.snils
    return found


def _key(row: PersonRow) -> tuple[str, ...]:
    parts = (names.search_key(row.card.get(part) or "") for part in ("surname", "given", "patronymic"))
    return (*parts, row.birth.iso if row.birth else "")


def _compare(
    register: Register,
    proposal: Proposal,
    progress: Progress = lambda done, of: None,
    *,
    only: PersonRow | None = None,
) -> None:
    """Propose what to do with each row (or with one), and say why where a person must look."""
    people = _people(register)
    seen: dict[tuple[str, ...] | str, int] = {}
    for done, row in enumerate(proposal.rows):
        if not done % STEP:
            progress(len(proposal.rows) + done, 2 * len(proposal.rows))
        key, snils = _key(row), _digits(row)
        before = seen.get(key) if row.birth else None
        before = before or (seen.get(snils) if snils else None)
        seen.setdefault(key, row.row)
        if snils:
            seen.setdefault(snils, row.row)
        if only is None or only is row:
            choice = _proposed(register, row, key, snils, people, before, proposal)
            proposal.choices[row.row] = choice


def _digits(row: PersonRow) -> str:
    digits = "".join(filter(str.isdecimal, str(row.card.get("snils", ""))))
    return digits if len(digits) == 11 else ""


def _proposed(
    register: Register,
    row: PersonRow,
    key: tuple[str, ...],
    snils: str,
    people: _People,
    before: int | None,
    proposal: Proposal,
) -> Choice:
    proposal.alike.pop(row.row, None)
    if row.has_error:
        return Choice(SKIP)
    if before is not None:
        _doubt(row, f"Тот же человек уже стоит в строке {before}", "Одну из строк пропустите")
        return Choice(SKIP)
    named = people.by_name.get(key, [])
    numbered = people.by_snils.get(snils) if snils else None
    if len(named) == 1 and numbered in (None, named[0]):
        same = named[0]
        if not snils or people.snils_of.get(same.patient_id, snils) == snils:
            proposal.alike[row.row] = (same,)
            return Choice(SAME, same)
    found = tuple(dict.fromkeys([*named, *([numbered] if numbered else [])]))
    if not found and people.by_name:
        alike = search.namesakes(
            register, str(row.card["surname"]), str(row.card["given"]), row.birth.iso if row.birth else "", snils
        )
        found = tuple(Known(one.id, one.card_number, one.full_name, one.birth) for one in alike)
    if not found:
        return Choice(TAKE)
    proposal.alike[row.row] = found
    cards = ", ".join(str(one.card_number) for one in found)
    _doubt(row, f"Похож на человека из карты № {cards}", "Решите, тот же это человек или другой")
    return Choice(SKIP)


def _doubt(row: PersonRow, message: str, do: str) -> None:
    one = Complaint(row.row, "", "", message, do, "doubt", is_duplicate=True)
    if one not in row.complaints:
        row.complaints.append(one)
