"""What the head does with the office's own profile: change a cell by an act, put the program's back, take a file in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import profile, profile_editions
from narcdesk.dates import show
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import Field, Kind, read_asked
from narcdesk.office import requisites
from narcdesk.office_profile import questions
from narcdesk.office_profile.cells import Cell, Data, Values
from narcdesk.office_profile.cells import cells as all_cells
from narcdesk.office_profile.list_columns import keep_list_columns
from narcdesk.profile import Profile, ProfileFault
from narcdesk.profile_editions import WHY_LENGTH, ProfileEdition
from narcdesk.register import Register
from narcdesk.staff import Person

SINCE = Field("since", "Действует с", Kind.DAY, required=True, width=12, hint="прежние заявки идут по-прежнему")
ACT = (
    Field("act_kind", "Акт: вид и орган", Kind.TEXT, width=44, longest=200, hint="постановление Правительства области"),
    Field("act_number", "Номер", Kind.TEXT, width=16, longest=40),
    Field("act_date", "Дата акта", Kind.PAST_DAY, width=12),
    Field("act_point", "Пункт", Kind.TEXT, width=16, longest=60, hint="если есть"),
)
_OWN = "office-"  # the codes of acts that the office has named


@dataclass(frozen=True)
class Act:
    """The act that the office named last: most often the next cell is settled by the same one."""

    kind: str
    number: str
    signed_on: date | None


@dataclass(frozen=True)
class CellState:
    """A cell as it stands today, and what the program's own profile says there."""

    cell: Cell
    shown: str
    of_program: str
    differs: bool
    source: str  # the act by which the office set it
    question: str  # what the office should ask about it

    @property
    def standing(self) -> str:
        """«задано кабинетом», «уточните в органе», «из программы»."""
        if self.differs:
            return "задано кабинетом"
        return "уточните в органе" if self.question else "из программы"


@dataclass(frozen=True)
class Edition:
    """A line of the history of the office's profile."""

    id: int
    holds_from: date
    made_on: date
    who: str
    why: str
    edition: str


# What stands


def cells(register: Register) -> list[CellState]:
    """Every cell of the profile that the office goes by today."""
    day = register.today()
    own = register.profile_on(day)
    data, theirs = _plain(own), _plain(_of_program(own.region_code, day) or own)
    sources = {one.key: one.act for one in own.sources}
    found = []
    for cell in _both(data, theirs):
        differs = cell.values(data) != cell.values(theirs)
        asked = "" if cell.key in sources else questions.of_cell(own, cell.key)
        found.append(CellState(cell, cell.shown(data), cell.shown(theirs), differs, sources.get(cell.key, ""), asked))
    return found


def cell_of(register: Register, key: str) -> CellState:
    """One cell by its key; raises NotFound."""
    found = next((state for state in cells(register) if state.cell.key == key), None)
    if found is None:
        raise NotFound("Такого значения в профиле региона больше нет.")
    return found


def values_of(register: Register, key: str) -> dict[str, Any]:
    """What stands in the form of a cell today."""
    data = _plain(register.profile_on(register.today()))
    return cell_of(register, key).cell.values(data)


def last_act(register: Register) -> Act | None:
    """The act that the office named last."""
    own = [act for act in register.profile_on(register.today()).acts if act.code.startswith(_OWN)]
    return Act(own[-1].kind, own[-1].number or "", own[-1].signed_on) if own else None


def history(register: Register) -> list[Edition]:
    """The editions that the office has made of its region, the last first."""
    with register.read() as session:
        rows = session.execute(
            sa.select(ProfileEdition, Person)
            .join(Person, Person.id == ProfileEdition.made_by)
            .where(
                ProfileEdition.holds_from.is_not(None),
                ProfileEdition.region_code == requisites(session).region_code,
            )
            .order_by(ProfileEdition.id.desc())
        ).all()
    return [
        Edition(row.id, row.holds_from, row.made_on, person.short_name, row.why, row.edition)
        for row, person in rows
        if row.holds_from is not None
    ]


# What the head does


def amend(register: Register, key: str, typed: Mapping[str, Any]) -> ProfileEdition:
    """Settle a cell by an act, from a day on; an empty one is not known again. Raises Invalid."""
    with register.write("profile.amend") as session:
        cell = cell_of(register, key).cell
        values, problems = _read(cell, typed, register.today())
        empty = cell.is_empty({field.name: values.get(field.name) for field in cell.fields})
        if not empty:
            problems += [_missing(cell, name) for name in cell.needed if values.get(name) in (None, "")]
            if cell.by_act:
                problems += [_missing_act(field) for field in ACT[:3] if values.get(field.name) in (None, "")]
        if problems:
            raise Invalid(_once(problems))
        since: date = values["since"]

        def change(data: Data) -> None:
            source = "" if empty or not cell.by_act else _name_act(data, cell, values)
            _write(data, cell, values, source)

        return _from(register, session, since, change, f"{cell.section}, {cell.title}", cell)


def restore(register: Register, key: str, since: date) -> ProfileEdition:
    """Put a cell back to what the program's profile says, from a day on; with an empty key the whole profile."""
    with register.write("profile.restore") as session:
        region = requisites(session).region_code
        if not key:
            _must_follow(session, region, since)
            return _add(register, session, None, region, since, "Весь профиль возвращён к профилю программы")
        cell = cell_of(register, key).cell
        theirs = _plain(profile.in_force(region, since))

        def change(data: Data) -> None:
            cell.write(data, _typed_as(cell, cell.values(theirs)), _source_in(theirs, cell))
            data.get("sources", {}).pop(cell.key, None)
            questions.settle(data, cell.key, is_set=False, program=theirs)

        return _from(register, session, since, change, f"Возвращено из программы: {cell.section}, {cell.title}", None)


def take_file(
    register: Register, offered: Profile, since: date, name: str, columns: Mapping[str, str] | None = None
) -> Profile:
    """Go by the profile of a file from a day on; `offered` and `columns` are what `look_into` found in it.

    Where only the columns of the region's lists are new, no edition is made.
    """
    with register.write("profile.take_file") as session:
        region = requisites(session).region_code
        if offered.region_code != region:
            raise UserError(f"Это профиль другого региона: {offered.region_name}.", do="Выберите файл своего региона.")
        if columns:
            keep_list_columns(session, columns)
        if not columns or profile_editions.in_force(session, region, since).edition != offered.edition:
            _must_follow(session, region, since)
            _add(register, session, offered, region, since, f"Загружен из файла «{name}»")
    return offered


def _from(
    register: Register, session: Session, since: date, change: Callable[[Data], None], why: str, cell: Cell | None
) -> ProfileEdition:
    """The editions from a day on, each with the change: a later one keeps what it has, and gets it too."""
    region = requisites(session).region_code
    later = session.scalars(
        sa.select(ProfileEdition.holds_from)
        .where(ProfileEdition.region_code == region, ProfileEdition.holds_from > since)
        .distinct()
    )
    made: ProfileEdition | None = None
    for day in sorted({since, *(one for one in later if one is not None)}):
        data = _plain(profile_editions.in_force(session, region, day))
        before = cell.shown(data) if cell else ""
        change(data)
        said = f"{why}: {cell.shown(data)} (было: {before})" if cell else why
        row = _add(register, session, _checked(data, cell), region, day, said)
        made = made or row
    assert made is not None
    return made


def _add(
    register: Register, session: Session, kept: Profile | None, region: str, since: date, why: str
) -> ProfileEdition:
    text = "" if kept is None else profile.text_of(kept)
    row = ProfileEdition(
        edition="" if kept is None else kept.edition,
        region_code=region,
        text=text,
        holds_from=since,
        made_on=register.today(),
        made_by=register.person.id,
        why=why[:WHY_LENGTH],
    )
    session.add(row)
    session.flush()
    if kept is not None:
        profile.keep(kept.edition, text)
    return row


def _must_follow(session: Session, region: str, since: date) -> None:
    """A whole profile may not begin before one that is there: that one would stand over it from its own day on."""
    last = session.scalar(sa.select(sa.func.max(ProfileEdition.holds_from)).where(ProfileEdition.region_code == region))
    if last is not None and since < last:
        raise Invalid([Problem("since", f"Действует с: у кабинета уже есть редакция с {show(last)}, не раньше неё")])


# What was typed


def asked(cell: Cell) -> list[Field]:
    """All that the form of a cell asks."""
    return [*cell.fields, *(ACT if cell.by_act else ()), SINCE]


def _read(cell: Cell, typed: Mapping[str, Any], today: date) -> tuple[dict[str, Any], list[Problem]]:
    reading = read_asked(asked(cell), typed, today, whole=True)
    return reading.values, list(reading.problems)


def _missing(cell: Cell, name: str) -> Problem:
    title = next(field.title for field in cell.fields if field.name == name)
    return Problem(name, f"{title}: нужно заполнить")


def _missing_act(field: Field) -> Problem:
    return Problem(field.name, f"{field.title}: без акта значение не записать")


def _once(problems: list[Problem]) -> list[Problem]:
    return list({problem.field: problem for problem in reversed(problems)}.values())[::-1]


def _name_act(data: Data, cell: Cell, values: Values) -> str:
    """Put the act among those of the profile, once, and say it as papers do."""
    kind, number, signed = values["act_kind"], values["act_number"], values["act_date"]
    known = next(
        (
            one
            for one in data["acts"]
            if (one["kind"], one.get("number"), one.get("signed_on")) == (kind, number, signed)
        ),
        None,
    )
    if known is None:
        own = sum(one["code"].startswith(_OWN) for one in data["acts"])
        known = {"code": f"{_OWN}{own + 1}", "kind": kind, "number": number, "signed_on": signed}
        data["acts"].append({**known, "title": "назван кабинетом"})
    point = f", {values['act_point']}" if values.get("act_point") else ""
    return f"{kind} от {show(signed)} № {number}{point}"


def _write(data: Data, cell: Cell, values: Values, source: str) -> None:
    before = cell.values(data)
    cell.write(data, values, source)
    sources = data.setdefault("sources", {})
    sources.pop(cell.key, None)
    if source:
        sources[cell.key] = source
    is_set = not cell.is_empty({field.name: values.get(field.name) for field in cell.fields})
    if is_set or cell.values(data) != before:  # what nobody needs to know stays so
        questions.settle(data, cell.key, is_set=is_set)


def _typed_as(cell: Cell, values: Mapping[str, Any]) -> dict[str, Any]:
    return {field.name: values.get(field.name) for field in cell.fields}


def _source_in(data: Data, cell: Cell) -> str:
    """The source that the program's profile gives for a cell."""
    block: Any = data
    for part in cell.key.split("."):
        if isinstance(block, list):
            block = next((one for one in block if one["code"] == part), {})
        else:
            block = block.get(part, {}) if isinstance(block, dict) else {}
    return str(block.get("source", "")) if isinstance(block, dict) else ""


def _checked(data: Data, cell: Cell | None) -> Profile:
    """The profile that the data make, as strictly read as a file of the program; raises Invalid."""
    if not data.get("sources"):
        data.pop("sources", None)
    try:
        return profile.from_plain(data)
    except ProfileFault as fault:
        names = {field.name: field.title for field in cell.fields} if cell else {}
        name = fault.key.rpartition(".")[2]
        field = name if name in names else next(iter(names), "since")
        raise Invalid([Problem(field, f"{names.get(field, 'Профиль')}: {fault.why}")]) from fault


# What cells there are


def _plain(one: Profile) -> Data:
    return profile.plain(one)


def _of_program(region: str, day: date) -> Profile | None:
    try:
        return profile.in_force(region, day)
    except UserError:
        return None


def _both(data: Data, theirs: Data) -> list[Cell]:
    """The cells of the office's profile, and in their sections those that only the program's has."""
    found = {cell.key: cell for cell in all_cells(data)}
    for cell in all_cells(theirs):
        found.setdefault(cell.key, cell)
    order = list(dict.fromkeys(cell.section for cell in found.values()))
    return sorted(found.values(), key=lambda cell: order.index(cell.section))
