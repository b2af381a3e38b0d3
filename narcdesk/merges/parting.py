"""Parting two cards that were joined by mistake: each says what it said before, however long ago that was.

What was written down since stays where it is, unless it hangs on something that goes back: then it goes along.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from narcdesk.audit.entries import identity
from narcdesk.base import plain
from narcdesk.dates import show
from narcdesk.drafts import Draft
from narcdesk.errors import NotFound, UserError
from narcdesk.merges.tables import Merge, belonging, kind_of, restored, row_of, whose
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.staff import Person


@dataclass(frozen=True)
class Joined:
    """A row of the list of merges."""

    id: int
    kept_id: int
    gone_id: int
    kept: str
    gone: str
    merged_on: date
    by: str
    undone_on: date | None


def listing(register: Register, *, offset: int = 0, limit: int = 200, of: int | None = None) -> list[Joined]:
    """Merges, the newest first; `of` one card that was kept or joined."""
    kept, gone = aliased(Patient), aliased(Patient)
    query = (
        sa.select(Merge, kept, gone, Person)
        .join(kept, kept.id == Merge.kept_id)
        .join(gone, gone.id == Merge.gone_id)
        .join(Person, Person.id == Merge.merged_by)
        .order_by(Merge.id.desc())
        .offset(offset)
        .limit(limit)
    )
    if of is not None:
        query = query.where(sa.or_(Merge.kept_id == of, Merge.gone_id == of))
    with register.read("patients.look") as session:
        return [
            Joined(
                made.id,
                one.id,
                other.id,
                f"{one.full_name}, карта № {one.card_number}",
                f"{other.full_name}, карта № {other.card_number}",
                made.merged_on,
                person.short_name,
                made.undone_on,
            )
            for made, one, other, person in session.execute(query)
        ]


def undo(register: Register, merge_id: int) -> Merge:
    """Part two cards again. Raises UserError where what was done since does not let them."""
    with register.write("merges.undo") as session:
        made = session.get(Merge, merge_id)
        if made is None:
            raise NotFound("Такого объединения в реестре нет.")
        if made.undone_on is not None:
            raise UserError(f"Это объединение уже отменено {show(made.undone_on)}.", do="Нажмите F5.")
        kept, gone = session.get_one(Patient, made.kept_id), session.get_one(Patient, made.gone_id)
        _must_stand(made, kept, gone)
        rows = list(_moved(session, made))
        _take_along(session, made, rows)
        for row, column in rows:
            setattr(row, column, gone.id)
        _say_as_before(session, made)
        gone.merged_into = None
        kept.fold()
        made.undone_on, made.undone_by = register.today(), register.person.id
    return made


def _must_stand(made: Merge, kept: Patient, gone: Patient) -> None:
    if kept.merged_into is not None or gone.merged_into != kept.id:
        raise UserError(
            f"Карта № {kept.card_number} с тех пор сама объединена с другой.",
            lost="Ничего не изменено.",
            do="Сначала отмените то объединение: оно новее.",
        )
    if plain(kept.died_on) != plain(gone.died_on):
        raise UserError(
            "После объединения изменена отметка о смерти: неясно, к кому из двоих она относится.",
            lost="Ничего не изменено.",
            do=f"Верните её в карте № {kept.card_number}, разделите карты и поставьте отметку там, где она нужна.",
        )


def _moved(session: Session, made: Merge) -> Iterator[tuple[Any, str]]:
    """The rows that went over, each with its column; raises UserError where one belongs to a third card now."""
    for place, ids in made.moved.items():
        table, _, column = place.partition(".")
        kind = kind_of(table)
        for row_id in ids:
            row = row_of(session, kind, row_id)
            if row is None and kind is Draft:
                continue  # saved or thrown away since
            if row is None or getattr(row, column) != made.kept_id:
                raise UserError(
                    "После объединения запись, перешедшая из второй карты, удалена или отнесена к другой карте.",
                    lost="Ничего не изменено.",
                    do="Перенесите записи вручную.",
                )
            if kind is not Draft or row.patient_id == made.kept_id:
                yield row, column


def _take_along(session: Session, made: Merge, rows: list[tuple[Any, str]]) -> None:
    """What was written down since and hangs on a row that goes back: a contact of its programme, its certificate."""
    going = {(row.__tablename__, identity(row)) for row, _ in rows}
    places = [(kind, column) for kind, column in whose() if kind is not Patient]
    while True:
        before = len(going)
        for kind, column in places:
            keys = [(c.key, key.column.table.name) for c in kind.__table__.columns for key in c.foreign_keys]
            keys = [(name, table) for name, table in keys if table != "patients"]
            for row in belonging(session, kind, column, made.kept_id) if keys else ():
                me = (row.__tablename__, identity(row))
                if me not in going and any((table, getattr(row, name)) in going for name, table in keys):
                    going.add(me)
                    rows.append((row, column))
        if len(going) == before:
            return


def _say_as_before(session: Session, made: Merge) -> None:
    """What the merge changed says again what it said; what somebody has changed since stays as he wrote it."""
    for place, changed in made.changed.items():
        table, _, row_id = place.partition(":")
        row = row_of(session, kind_of(table), int(row_id))
        for column, (before, after) in changed.items():
            if row is not None and plain(getattr(row, column)) == after:
                setattr(row, column, restored(type(row), column, before))
