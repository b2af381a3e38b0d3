"""What the head has set for this office where an order is not confirmed, with the act or a note, who and when.

A row is never changed: a later one of the same cell stands over it, and an empty value takes the cell back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import rules
from narcdesk.base import Base
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.names import clean
from narcdesk.register import Register
from narcdesk.rules import Cell
from narcdesk.staff import Person
from narcdesk.struck import standing

BASIS_LENGTH = 300


class OfficeCell(Base, kw_only=True):
    """One setting of one cell."""

    __tablename__ = "observation_cells"
    __table_args__ = (sa.Index("ix_observation_cells_cell", "cell"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    cell: Mapped[str] = mapped_column(sa.String(80))
    value: Mapped[str] = mapped_column(sa.String(40))  # "": taken back
    basis: Mapped[str] = mapped_column(sa.String(BASIS_LENGTH))
    set_on: Mapped[date]
    set_by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))


@dataclass(frozen=True)
class CellState:
    """A cell as it stands: of the order, and what the office has set, by whom and why."""

    cell: Cell
    value: str  # what is reckoned with; "" where nothing is
    set_by: str = ""
    set_on: date | None = None
    basis: str = ""

    @property
    def is_set(self) -> bool:
        """Whether the office has set it."""
        return self.set_on is not None

    @property
    def shown(self) -> str:
        """«раз в 2 месяца», «не задан»."""
        return rules.in_words(self.cell, self.value)

    @property
    def standing(self) -> str:
        """«подтверждён», «задан кабинетом», «не подтверждён, сверьте с приказом»."""
        if self.cell.confirmed:
            return "подтверждён"
        if self.is_set:
            return rules.BY_OFFICE
        return "правило кабинета" if self.cell.rule_set == rules.NO_ORDER else "не подтверждён, сверьте с приказом"


def all_cells() -> list[Cell]:
    """Every cell: the orders, the newest first, then the office's own."""
    return [
        *(cell for order in reversed(rules.all_rule_sets()) for cell in rules.cells(order)),
        *rules.office_cells(),
    ]


def cells(register: Register) -> list[CellState]:
    """Every cell with how it stands."""
    with register.read("rules.look") as session:
        latest = _latest(session)
        people = {person.id: person.short_name for person in session.scalars(sa.select(Person))}
    found = []
    for cell in all_cells():
        own = latest.get(cell.key)
        if own is None or not own.value or cell.confirmed:
            found.append(CellState(cell, cell.value))
        else:
            found.append(CellState(cell, own.value, people.get(own.set_by, "—"), own.set_on, own.basis))
    return found


def set_cell(register: Register, key: str, typed: Mapping[str, Any]) -> OfficeCell:
    """Set an unconfirmed cell for this office, or take it back with an empty `value`; raises Invalid."""
    with register.write("rules.set_cell") as session:
        cell = next((known for known in all_cells() if known.key == key), None)
        if cell is None:
            raise NotFound("Такого срока в порядке наблюдения нет.", do="Обновите программу.")
        if cell.confirmed:
            raise UserError("Этот срок подтверждён приказом, кабинет его не меняет.", do="Меняется приказом.")
        value, basis = clean(str(typed.get("value") or "")), clean(str(typed.get("basis") or ""))
        problems = []
        if value:
            try:
                value = rules.kept_value(cell, value)
            except UserError as error:
                problems.append(Problem("value", f"Значение: {error.what[:1].lower()}{error.what[1:].rstrip('.')}"))
        if not basis:
            problems.append(Problem("basis", "Основание: нужно заполнить"))
        if len(basis) > BASIS_LENGTH:
            problems.append(Problem("basis", f"Основание: не длиннее {BASIS_LENGTH} знаков"))
        if problems:
            raise Invalid(problems)
        made = OfficeCell(cell=key, value=value, basis=basis, set_on=register.today(), set_by=register.person.id)
        session.add(made)
    return made


def _latest(session: Session) -> dict[str, OfficeCell]:
    return {row.cell: row for row in session.scalars(_ALL)}


_ALL = standing(sa.select(OfficeCell).order_by(OfficeCell.id))


def values(session: Session) -> dict[str, str]:
    """What the office has set, by the key of the cell."""
    return {key: row.value for key, row in _latest(session).items() if row.value}


def order(session: Session, id: str, office: Mapping[str, str] | None = None) -> rules.RuleSet:
    """One order as this office reckons with it."""
    return rules.with_office(rules.rule_set(id), values(session) if office is None else office)


def orders(session: Session) -> list[rules.RuleSet]:
    """Every order as this office reckons with it, the oldest first."""
    office = values(session)
    return [rules.with_office(known, office) for known in rules.all_rule_sets()]


def grace_days(session: Session) -> int:
    """How many days after the day agreed a visit is not yet overdue."""
    return int(values(session).get(rules.GRACE, "0"))
