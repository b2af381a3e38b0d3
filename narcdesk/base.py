"""The declarative base of the register's tables, and the column types that the office needs.

A mapped class is the domain object itself: rules are its plain methods. `repr=False` keeps names out of
logs, `eq=False` keeps identity. Types are portable SQL, so that the same tables fit PostgreSQL one day.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, Session

from narcdesk.dates import PartialDay


class Coded(StrEnum):
    """A closed list of the office: the English code is kept in the file, the Russian `label` is shown."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


def coded(kind: type[Coded], length: int = 24) -> sa.Enum:
    """The column type of a closed list: its codes as text, guarded by a CHECK."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=length,
        name=kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


class PartialDayType(sa.types.TypeDecorator[PartialDay]):
    """A day of which only the year, or the year and month, may be known; kept as "1987", "1987-03", "1987-03-12"."""

    impl = sa.String(10)
    cache_ok = True

    def process_bind_param(self, value: PartialDay | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else value.iso

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> PartialDay | None:
        return None if value is None else PartialDay.from_iso(value)


class Moment(sa.types.TypeDecorator[datetime]):
    """An aware moment, kept as UTC, so that a moved time zone reorders nothing."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Base(MappedAsDataclass, DeclarativeBase, repr=False, eq=False, kw_only=True):
    """A table of the register."""

    metadata = sa.MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
    type_annotation_map = {
        PartialDay: PartialDayType(),
        datetime: Moment(),
        dict[str, str]: sa.JSON(),
        dict[str, Any]: sa.JSON(),
        list[str]: sa.JSON(),
        list[int]: sa.JSON(),
    }


def place_of(row: Base) -> tuple[str, int]:
    """Where a row lies: its table, and its number there."""
    return row.__tablename__, int(getattr(row, "id"))  # noqa: B009 - every table of the office has one


_AS_IT_IS = frozenset({str, int, bool, float, type(None)})


def plain(value: object) -> object:
    """A column's value as JSON can carry it, the same on every platform: what hashes and papers are made of."""
    kind = type(value)
    if kind in _AS_IT_IS:  # most are: an imported list is a million of them
        return value
    if kind is list or kind is tuple or kind is dict:
        return _plain_of_many(value)
    if isinstance(value, PartialDay):
        return value.iso
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, bytes):
        return value.hex()
    return _plain_of_many(value)


def _plain_of_many(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value


def add_many(session: Session, rows: Sequence["Base"]) -> None:
    """Flush new rows under the numbers that the database would give them: told them, it takes many rows at once."""
    by_kind: dict[type[Base], list[Any]] = {}
    for row in rows:
        by_kind.setdefault(type(row), []).append(row)
    for kind, own in by_kind.items():
        table = kind.metadata.tables[kind.__tablename__]
        last = session.connection().scalar(sa.select(sa.func.max(table.c.id))) or 0
        for number, row in enumerate(own, start=last + 1):
            row.id = number
    # Rows that tell the same facts stand together: only such go in one statement.
    session.add_all(sorted(rows, key=lambda row: sorted(vars(row).keys() - {"_sa_instance_state"})))
    session.flush()
