"""Joining one card to another."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from narcdesk import patients
from narcdesk.audit.entries import identity
from narcdesk.base import Base, plain
from narcdesk.dates import PartialDay, show
from narcdesk.diagnoses import Diagnosis
from narcdesk.errors import Invalid, Problem, UserError
from narcdesk.merges.choices import JOINED, Choice, choices, values_of
from narcdesk.merges.hindrances import hindrances
from narcdesk.merges.tables import Merge, belonging, drafts, whose
from narcdesk.patients import Patient
from narcdesk.register import Register

Side = Literal["kept", "gone"]


@dataclass(frozen=True)
class Sides:
    """Two cards before they are joined: field by field, and what stands in the way."""

    kept: Patient
    gone: Patient
    choices: list[Choice]
    hindrances: list[str]


def sides(register: Register, kept_id: int, gone_id: int) -> Sides:
    """Two cards side by side; both are looked at, which is journalled. Raises UserError for a closed one."""
    with register.write("patients.look") as session:
        kept, gone = (patients.known(session, card) for card in (kept_id, gone_id))
        for card in (kept, gone):
            register.look(session, card)
        return Sides(kept, gone, choices(kept, gone), hindrances(session, kept, gone, register.today()))


def unchosen(titles: str) -> UserError:
    """What is told to who has not chosen between two fields yet."""
    return UserError(f"Не выбрано, в какой карте верно: {titles}.", do="Отметьте верное в одной из двух колонок.")


def merge(register: Register, kept_id: int, gone_id: int, chosen: Mapping[str, Side]) -> Merge:
    """Join a card to another one of the same person. `chosen`: whose field is right, wherever both say otherwise.

    Raises Invalid for each field that nobody chose, UserError with what stands in the way.
    """
    with register.write("merges.merge") as session:
        if kept_id == gone_id:
            raise UserError("Это одна и та же карта.", do="Выберите две разные карты.")
        kept, gone = (patients.known(session, card) for card in (kept_id, gone_id))
        if found := hindrances(session, kept, gone, register.today()):
            raise UserError("Карты нельзя объединить: " + " ".join(found), lost="Ничего не изменено.")
        before: dict[str, dict[str, Any]] = {}
        values = _values(kept, gone, chosen)
        _write(kept, gone, values, register, before)
        moved = _move(session, kept, gone)
        _must_not_be_before_birth(session, kept)
        _row_of_diagnoses(session, kept, before)
        gone.merged_into = kept.id
        made = Merge(
            kept_id=kept.id,
            gone_id=gone.id,
            merged_on=register.today(),
            merged_by=register.person.id,
            moved=moved,
            changed={row: changed for row, changed in before.items() if changed},
        )
        session.add(made)
        try:
            session.flush()
        except IntegrityError as error:
            raise UserError(
                "Карты нельзя объединить: в обеих есть запись, которая у человека бывает одна.",
                lost="Ничего не изменено.",
                do="Уберите лишнюю запись в одной из карт.",
            ) from error
    return made


def _values(kept: Patient, gone: Patient, chosen: Mapping[str, Side]) -> dict[str, Any]:
    """What the joined card says; raises Invalid."""
    told, found = choices(kept, gone), values_of(kept)
    unsaid = [
        Problem(choice.name, f"{choice.title}: выберите, в какой карте верно")
        for choice in told
        if choice.must and chosen.get(choice.name) not in ("kept", "gone")
    ]
    if unsaid:
        raise Invalid(unsaid)
    theirs = values_of(gone)
    for choice in told:
        is_empty = not found.get(choice.name)
        if chosen.get(choice.name, "gone" if is_empty else "kept") == "gone":
            found |= {name: theirs[name] for name in choice.fields}
    for name in JOINED:
        both = dict.fromkeys(filter(None, (getattr(kept, name), getattr(gone, name))))
        found[name] = "\n".join(both)
    return found


def _write(
    kept: Patient, gone: Patient, values: Mapping[str, Any], register: Register, before: dict[str, dict[str, Any]]
) -> None:
    reading = patients.look_over(values, register.today())
    own = patients.look_over(values_of(kept), register.today()).problems  # a word that the office has no more
    if new := [problem for problem in reading.problems if problem not in own]:
        raise Invalid(new)
    reasons = {
        name: kept.odd.get(name) or gone.odd.get(name) or f"объединены карты № {kept.card_number}, {gone.card_number}"
        for name in reading.warnings
    }
    absent = {name: why for name, why in {**gone.not_given, **kept.not_given}.items() if not values.get(name)}
    _change(kept, {**values, "odd": reasons, "not_given": absent}, before)
    if kept.death_cause is None and gone.death_cause is not None:
        _change(kept, {"death_cause": gone.death_cause}, before)
    kept.fold()


def _change(row: Base, values: Mapping[str, Any], before: dict[str, dict[str, Any]]) -> None:
    """Change a row and remember what stood there."""
    remembered = before.setdefault(f"{row.__tablename__}:{identity(row)}", {})
    for name, value in values.items():
        if (old := getattr(row, name)) != value:
            remembered[name] = [plain(old), plain(value)]
            setattr(row, name, value)


def _move(session: Session, kept: Patient, gone: Patient) -> dict[str, Any]:
    """Every row of the one card goes to the other."""
    moved: dict[str, Any] = {}
    for kind, column in whose():
        for row in belonging(session, kind, column, gone.id):
            if row is not kept:
                setattr(row, column, kept.id)
                moved.setdefault(f"{kind.__tablename__}.{column}", []).append(identity(row))
    for draft in drafts(session, gone.id):
        draft.patient_id = kept.id
        moved.setdefault("drafts.patient_id", []).append(draft.id)
    session.flush()
    return moved


def _must_not_be_before_birth(session: Session, kept: Patient) -> None:
    """The birth that was chosen must fit what the other card has written down."""
    born: PartialDay = kept.birth
    for kind, column in whose():
        days = [
            c.key for c in kind.__table__.columns if isinstance(c.type, sa.Date) and not c.key.endswith("issued_on")
        ]
        for row in belonging(session, kind, column, kept.id) if kind is not Patient else ():
            for day in filter(None, (getattr(row, name) for name in days)):
                if day < born.earliest and getattr(row, "struck_on", None) is None:
                    raise Invalid([Problem("birth", f"Дата рождения: в карте есть запись за {show(day)}, раньше неё")])


def _row_of_diagnoses(session: Session, kept: Patient, before: dict[str, dict[str, Any]]) -> None:
    """Diagnoses of one person follow one another: each but the last ends where the next begins."""
    query = sa.select(Diagnosis).where(Diagnosis.patient_id == kept.id).order_by(Diagnosis.made_on, Diagnosis.id)
    found = list(session.scalars(query))
    for one, following in pairwise(found):
        _change(one, {"replaced_on": following.made_on}, before)
