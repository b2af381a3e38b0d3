"""What an old list tells of each person, with everything in it that is wrong or doubtful, cell by cell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from narcdesk import diagnoses, names, observation, patients
from narcdesk.dates import PartialDay
from narcdesk.errors import Invalid, Problem, UserError
from narcdesk.identifiers import phones
from narcdesk.observation import EndGround
from narcdesk.patient_lists import cells
from narcdesk.patient_lists.titles import FACTS, NAMES
from narcdesk.patients import NOT_KNOWN, Patient, PolicyKind
from narcdesk.spreadsheets.body import no_record
from narcdesk.spreadsheets.columns import Mapping as Columns
from narcdesk.spreadsheets.grid import BadList, Cell, Grid, Line
from narcdesk.spreadsheets.reading import as_text, breakage

Severity = Literal["error", "doubt"]
Mended = Mapping[tuple[int, str], str]
"""What a person wrote over a cell: number of the row and fact -> text."""


@dataclass(frozen=True)
class Answers:
    """What the office says for all rows of a list that tells nothing of it; nothing here is guessed by the program."""

    came_from: str = NOT_KNOWN
    legal_ground: str = NOT_KNOWN
    came_on: date | None = None  # where neither this day nor the day of taking stands in the list
    sex_by_patronymic: bool = True
    diagnosed_when_taken: bool = True  # a diagnosis without its day counts from the day of taking
    rest_into_remark: bool = True  # columns that are no facts of a card, with their titles

    def as_json(self) -> dict[str, Any]:
        """As the register keeps it beside the list."""
        return {**vars(self), "came_on": self.came_on.isoformat() if self.came_on else None}


@dataclass(frozen=True)
class Complaint:
    """One thing about one row: where, what is wrong, what to do. It quotes no cell: reports hold no names."""

    row: int
    column: str  # title of the column, "" for the whole row
    fact: str  # the cell to be mended, "" where no cell of the row would mend it
    message: str
    do: str
    severity: Severity
    is_duplicate: bool = False  # of another row, or of a card

    def as_json(self) -> dict[str, object]:
        """As the command line prints it."""
        return {"row": self.row, "column": self.column, "message": f"{self.message}. {self.do}."}


@dataclass
class PersonRow:
    """One person of the list; what the list does not tell is absent. A row with an error cannot be taken."""

    row: int
    cells: dict[str, str]
    card: dict[str, Any] = field(default_factory=dict)
    odd: dict[str, str] = field(default_factory=dict)
    diagnosis: dict[str, Any] | None = None
    taken_on: date | None = None
    ended: tuple[date, EndGround | None] | None = None
    representative: dict[str, Any] | None = None
    complaints: list[Complaint] = field(default_factory=list)

    @property
    def has_error(self) -> bool:
        """Whether the row cannot be taken as it is."""
        return any(one.severity == "error" for one in self.complaints)

    @property
    def full_name(self) -> str:
        """The person, as far as the list names him."""
        parts = (str(self.card.get(part) or "") for part in ("surname", "given", "patronymic"))
        return names.full_name(*parts) or self.cells.get("full_name", "")

    @property
    def birth(self) -> PartialDay | None:
        """The birth date, as far as it is known."""
        return self.card.get("birth")

    def died_on(self) -> date | None:
        """The day of death, where the list says that the observation ended with it."""
        return self.ended[0] if self.ended and self.ended[1] is EndGround.DEATH else None


def read(
    grid: Grid,
    columns: Columns,
    answers: Answers,
    today: date,
    mended: Mended | None = None,
    *,
    always: bool = False,
    progress: Callable[[int, int], object] = lambda done, of: None,
) -> tuple[list[PersonRow], list[str]]:
    """Every person of the list, and sentences on the lines passed over; raises BadList where no column names people.

    With `always` each line is a person: it was one before its cells were mended. The second half of the progress is
    the comparison that follows.
    """
    if not columns.columns.keys() & {"full_name", "surname"}:
        raise BadList(
            "Не найден столбец с фамилией.", do="Укажите строку заголовка и столбец «ФИО» или «Фамилия» и повторите."
        )
    leading = columns.columns.get("full_name", columns.columns.get("surname", -1))
    reader = Reader(columns, answers, today, mended or {})
    found: list[PersonRow] = []
    passed: list[str] = []
    for done, line in enumerate(grid.lines):
        if not done % 100:
            progress(done, 2 * len(grid.lines))
        if line.number <= columns.last_header_row:
            continue
        if not always and (reason := no_record(line, columns, leading, is_first=not found)):
            passed.append(f"Строка {line.number} пропущена: {reason.partition(' «')[0].rstrip(':')}.")
        else:
            found.append(reader.row(line))
    return found, passed


class Reader:
    """Reads rows under chosen columns."""

    def __init__(self, columns: Columns, answers: Answers, today: date, mended: Mended) -> None:
        self._columns, self._answers, self._today, self._mended = columns, answers, today, mended
        self._somebody: Patient | None = None  # of whom facts ask the birth and the death, and nothing else
        self._rest = columns.unmapped if answers.rest_into_remark else {}

    def row(self, line: Line) -> PersonRow:
        """One row, read and checked as the card, the diagnosis and the observation themselves check it."""
        at = {fact: self._cell(line, fact) for fact in self._columns.columns}
        for (number, fact), text in self._mended.items() if self._mended else ():
            if number == line.number:
                at[fact] = text or None
        row = PersonRow(line.number, {fact: as_text(cell) for fact, cell in at.items()})
        for fact, cell in list(at.items()):
            if broken := breakage(cell):
                self._say(row, fact, broken, "исправьте ячейку", "error" if fact in NAMES | {"birth"} else "doubt")
                at[fact] = None
            elif cells.is_empty(cell):
                at[fact] = None
        self._name(row, at)
        self._person(row, at)
        self._papers(row, at)
        self._observation(row, at)
        self._remark(row, at, line)
        self._check(row)
        return row

    def _cell(self, line: Line, fact: str) -> Cell:
        return line.at(self._columns.columns[fact])

    def _say(self, row: PersonRow, fact: str, message: str, do: str, severity: Severity = "doubt") -> None:
        column = self._columns.title(self._columns.columns[fact]) if fact in self._columns.columns else ""
        one = Complaint(row.row, column or FACTS.get(fact, ""), fact, _capital(message), _capital(do), severity)
        if one not in row.complaints:
            row.complaints.append(one)

    def _name(self, row: PersonRow, at: dict[str, Cell]) -> None:
        whole = cells.name(as_text(at.get("full_name")))
        card = row.card
        card["surname"] = names.capitalised(as_text(at.get("surname"))) or whole.surname
        card["given"] = names.capitalised(as_text(at.get("given"))) or whole.given
        card["patronymic"] = names.capitalised(as_text(at.get("patronymic"))) or whole.patronymic
        fact = "full_name" if "full_name" in self._columns.columns else "surname"
        if whole.doubt:
            self._say(row, fact, whole.doubt, "можно внести и так")
        if not card["surname"] or not card["given"]:
            self._say(row, fact, "не хватает фамилии или имени", "впишите их или пропустите строку", "error")
        if whole.birth and at.get("birth") in (None, at.get("full_name")):
            at["birth"] = whole.birth
        if whole.aside:
            row.cells["aside"] = whole.aside

    def _person(self, row: PersonRow, at: dict[str, Cell]) -> None:
        card = row.card
        if "sex" in at and at["sex"] is not None:
            card["sex"] = cells.sex_of(as_text(at["sex"]))
        if not card.get("sex") and self._answers.sex_by_patronymic:
            card["sex"] = cells.sex_by(card["patronymic"])
        if not card.get("sex"):
            self._say(row, "sex", "пол не указан", "впишите м или ж", "error")
            del card["sex"]
        if at.get("birth") is None:
            self._say(row, "birth", "нет даты рождения", "впишите её, хотя бы год", "error")
        else:
            told = cells.birth(at["birth"], self._today)
            if told.value is None:
                self._say(row, "birth", told.doubt, "исправьте дату рождения", "error")
            elif told.doubt:
                self._say(row, "birth", told.doubt, "сверьте с документом")
            card["birth"] = told.value

    def _papers(self, row: PersonRow, at: dict[str, Cell]) -> None:
        card = row.card
        if at.get("snils") is not None:
            snils = as_text(at["snils"])
            # Excel takes the zeros off the head of a number.
            card["snils"] = f"{at['snils']:011}" if isinstance(at["snils"], int) else snils
        if at.get("policy_number") is not None:
            card["policy_number"] = as_text(at["policy_number"])
            digits = "".join(filter(str.isdecimal, card["policy_number"]))
            card["policy_kind"] = (PolicyKind.UNIFIED if len(digits) == 16 else PolicyKind.OLD).value
        if at.get("document") is not None:
            card |= (found := cells.passport(as_text(at["document"])))
            if not found:
                self._say(row, "document", "паспорт не прочитан", "он останется в примечании, впишите его в карту")
        if at.get("phone") is not None:
            found_phones = phones(as_text(at["phone"]))
            good = next((one for one in found_phones if not one.warning), None)
            if good is None:
                self._say(row, "phone", "телефон не прочитан", "он останется в примечании")
            else:
                card["phone"] = good.value
        for fact, name in (("address", "registration_address"), ("settlement", "settlement")):
            if at.get(fact) is not None:
                card[name] = as_text(at[fact])
        if at.get("representative") is not None:
            told = cells.representative(as_text(at["representative"]))
            row.representative = told.value
            if told.doubt:
                self._say(row, "representative", told.doubt, "впишите представителя в карту")

    def _day(self, row: PersonRow, at: dict[str, Cell], fact: str) -> date | None:
        if at.get(fact) is None:
            return None
        told = cells.day(at[fact], self._today)
        if told.doubt:
            lost = "исправьте её; иначе она останется в примечании"
            self._say(row, fact, told.doubt, lost if told.value is None else "проверьте дату")
        return told.value if isinstance(told.value, date) else None

    def _observation(self, row: PersonRow, at: dict[str, Cell]) -> None:
        row.taken_on = self._day(row, at, "taken_on")
        ended_on = self._day(row, at, "ended_on")
        if ended_on and row.taken_on is None:
            self._say(row, "taken_on", "снят с наблюдения, а когда взят, не сказано", "наблюдение не будет внесено")
        elif ended_on:
            ground = cells.end_ground(f"{as_text(at.get('ended_on'))} {as_text(at.get('end_ground'))}")
            row.ended = (ended_on, ground)
            if ground is None:
                self._say(row, "end_ground", "причина снятия не названа или не понятна", "она останется неизвестной")
        came_on = self._day(row, at, "came_on") or row.taken_on or self._answers.came_on
        if came_on is None:
            self._say(row, "came_on", "нет даты обращения", "впишите её здесь или одну на все такие строки", "error")
        else:
            row.card["came_on"] = came_on
        row.card |= {"came_from": self._answers.came_from, "legal_ground": self._answers.legal_ground}
        if at.get("diagnosis") is not None:
            self._diagnosis(row, at)

    def _diagnosis(self, row: PersonRow, at: dict[str, Cell]) -> None:
        told = cells.diagnosis(as_text(at["diagnosis"]))
        made_on = self._day(row, at, "diagnosed_on")
        if made_on is None and self._answers.diagnosed_when_taken:
            made_on = row.taken_on
        if told.value is None:
            self._say(row, "diagnosis", told.doubt, "напишите код, например F10.232")
        elif made_on is None:
            self._say(row, "diagnosed_on", "у диагноза нет даты", "он останется в примечании")
        else:
            row.diagnosis = {**told.value, "made_on": made_on}

    def _remark(self, row: PersonRow, at: dict[str, Cell], line: Line) -> None:
        """What the card has no place for stays in words: nothing of the old list is lost."""
        lines = [as_text(at.get("remark"))]
        if aside := row.cells.get("aside"):
            lines.append(f"В скобках при имени: {aside}")
        kept = {
            "document": True,
            "diagnosis": True,
            "representative": row.representative is None,
            "phone": row.card.get("phone") != as_text(at.get("phone")),
            "taken_on": row.taken_on is None,
            "ended_on": True,
            "end_ground": True,
            "diagnosed_on": row.diagnosis is None,
        }
        for fact, is_kept in kept.items():
            cell = at.get(fact)
            if is_kept and cell is not None and not isinstance(cell, date):
                lines.append(f"{FACTS[fact]}, как в старом списке: {as_text(cell)}")
        for column, title in self._rest.items():
            cell = line.at(column)
            if not cells.is_empty(cell) and not breakage(cell):
                lines.append(f"{title}: {as_text(cell)}")
        if told := "\n".join(filter(None, lines)):
            row.card["remark"] = told

    # The office's own checks

    def _check(self, row: PersonRow) -> None:
        """What the card, the diagnosis and the observation themselves say of what was read."""
        reading = patients.look_over(row.card, self._today)
        wrong = {one.fact for one in row.complaints if one.severity == "error"}
        for problem in reading.problems:
            if problem.field in wrong or (problem.field in NAMES and wrong & NAMES):
                continue  # said already, in better words
            if problem.field == "came_on" and not row.cells.get("came_on"):
                self._say(row, "taken_on", problem.message, _MEND, "error")  # the day was read there
                continue
            self._say(row, _FACT_OF.get(problem.field, problem.field), problem.message, _MEND, "error")
        for name, warning in reading.warnings.items():
            self._say(row, _FACT_OF.get(name, name), warning, "сверьте с документом; внести можно")
            row.odd[name] = "так в старом списке"
        if row.has_error:
            return
        # A card made for each row of a list would cost as much as all that is read in it.
        patient = self._somebody = self._somebody or Patient(**reading.values, card_number=0, opened_on=self._today)
        patient.birth, patient.died_on = reading.values["birth"], row.died_on()
        if row.taken_on is not None:
            self._check_one("taken_on", row, lambda: episode_of(patient, row, self._today))
        if row.diagnosis is not None:
            facts = row.diagnosis
            self._check_one("diagnosed_on", row, lambda: diagnoses.drawn_up(patient, facts, self._today))

    def _check_one(self, fact: str, row: PersonRow, draw: Any) -> None:
        try:
            draw()
        except Invalid as invalid:
            for problem in invalid.problems:
                self._say(row, _FACT_OF.get(problem.field, problem.field), problem.message, _MEND, "error")
        except UserError as error:
            self._say(row, fact, error.what.rstrip("."), _MEND, "error")


_MEND = "исправьте или пропустите строку"
_FACT_OF = {
    "registration_address": "address",
    "document_series": "document",
    "document_number": "document",
    "document_issued_on": "document",
    "made_on": "diagnosed_on",
    "ended_on": "ended_on",
}


_BEFORE_TAKEN = Problem("ended_on", "Дата смерти: раньше взятия под наблюдение")


def episode_of(patient: Patient, row: PersonRow, today: date) -> observation.Episode:
    """The observation that a row tells of; a death ends it as the office's own act does."""
    assert row.taken_on is not None
    is_death = row.died_on() is not None
    episode = observation.drawn_up(patient, {"taken_on": row.taken_on}, today, ended=None if is_death else row.ended)
    if is_death and row.ended is not None:
        if row.ended[0] < row.taken_on:
            raise Invalid([_BEFORE_TAKEN])
        episode.ended_on, episode.end_ground = row.ended
    return episode


def _capital(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:].rstrip(".")
