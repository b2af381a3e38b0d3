"""One merge, and which rows of the register belong to a card: the tables themselves say it, so that none is missed."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk.audit.aside import is_aside
from narcdesk.base import Base, PartialDayType
from narcdesk.dates import PartialDay
from narcdesk.drafts import Draft
from narcdesk.duplicates import OF_PAIRS
from narcdesk.struck import WITH_STRUCK


class Merge(Base, kw_only=True):
    """One card that was joined to another: what went over, and what was changed in doing so."""

    __tablename__ = "merges"
    __table_args__ = {"info": OF_PAIRS}

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    kept_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    gone_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    merged_on: Mapped[date]
    merged_by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    moved: Mapped[dict[str, Any]]  # "table.column" -> the rows that went over
    changed: Mapped[dict[str, Any]]  # "table:row" -> column -> [before, after]
    undone_on: Mapped[date | None] = mapped_column(default=None)
    undone_by: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"), default=None)


def whose() -> Iterator[tuple[type[Base], str]]:
    """Every table of the office whose rows belong to a card, and the column that says to which."""
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: str(mapper.local_table)):
        table = mapper.local_table
        if not isinstance(table, sa.Table) or is_aside(table) or table.info.get("of_pairs"):
            continue
        for column in table.columns:
            if any(key.column.table.name == "patients" for key in column.foreign_keys):
                yield mapper.class_, column.key


def belonging(session: Session, kind: type[Base], column: str, patient_id: int) -> list[Any]:
    """The rows of a card in one table, those struck out as mistakes too."""
    query = sa.select(kind).where(getattr(kind, column) == patient_id).order_by(sa.inspect(kind).primary_key[0])
    return list(session.scalars(query, execution_options=WITH_STRUCK))


def drafts(session: Session, patient_id: int) -> list[Draft]:
    """What is typed and not saved about a person; a draft of the card itself stays with that card."""
    query = sa.select(Draft).where(Draft.patient_id == patient_id, Draft.kind != "patients").order_by(Draft.id)
    return list(session.scalars(query))


def kind_of(table: str) -> type[Base]:
    """The class of a table by its name."""
    return next(
        m.class_ for m in Base.registry.mappers if isinstance(m.local_table, sa.Table) and m.local_table.name == table
    )


def row_of(session: Session, kind: type[Base], row_id: int) -> Any:
    """A row by its number, struck out or not; None where it is gone."""
    return session.get(kind, row_id, execution_options=WITH_STRUCK)


def restored(kind: type[Base], column: str, value: Any) -> Any:
    """What `base.plain` made of a column's value, as the column holds it."""
    declared = kind.__table__.columns[column].type
    if value is None or isinstance(value, Mapping):
        return value
    if isinstance(declared, PartialDayType):
        return PartialDay.from_iso(value)
    if isinstance(declared, sa.Date):
        return date.fromisoformat(value)
    if isinstance(declared, sa.Enum) and declared.enum_class is not None:
        return declared.enum_class(value)
    return value
