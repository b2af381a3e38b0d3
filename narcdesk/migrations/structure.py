"""Whether a file is built as the steps of the schema build it: tables, columns, nothing that acts by itself."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from narcdesk import migrations

Columns = frozenset[tuple[str, str]]  # name and type

_FOREIGN = ("trigger", "view")  # no step makes one


def foreign_structure(engine: sa.Engine) -> list[str]:
    """What was built into an opened file, or taken out of it, past this program; sentences, none is good.

    A file is held against the steps that it says it has seen.
    """
    with engine.connect() as connection:
        tables, acting = _tables(connection), _acting(connection)
        says = connection.exec_driver_sql(_VERSION).scalar() if "alembic_version" in tables else None
    steps = migrations.known_revisions()
    return list(_differences(_expected(migrations.HERE, says if says in steps else steps[-1]), tables, acting))


_VERSION = "SELECT version_num FROM alembic_version"


def _differences(expected: dict[str, Columns], found: dict[str, Columns], acting: list[str]) -> Iterator[str]:
    for name in sorted(expected.keys() - found.keys()):
        yield f"В файле реестра нет таблицы {name}: её убрали в обход программы."
    for name in sorted(found.keys() - expected.keys()):
        yield f"В файле реестра есть чужая таблица {name}."
    for name in sorted(name for name in expected.keys() & found.keys() if expected[name] != found[name]):
        yield f"Таблица {name} в файле реестра перестроена в обход программы."
    for name in acting:
        yield f"В файл реестра встроено чужое: {name}."


def _tables(connection: sa.Connection) -> dict[str, Columns]:
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
    return {name: _columns(connection, name) for name in names if not name.startswith("sqlite_")}


def _columns(connection: sa.Connection, table: str) -> Columns:
    rows = connection.exec_driver_sql("SELECT name, type FROM pragma_table_info(?)", (table,))
    return frozenset((str(name), str(kind).upper()) for name, kind in rows)


def _acting(connection: sa.Connection) -> list[str]:
    rows = connection.exec_driver_sql("SELECT type, name FROM sqlite_master ORDER BY name")
    return [str(name) for kind, name in rows if kind in _FOREIGN]


@cache
def _expected(_steps: Path, last: str) -> dict[str, Columns]:
    """What the steps up to `last` build, in memory."""
    engine = sa.create_engine("sqlite://", poolclass=StaticPool)
    try:
        migrations.run_steps(engine, last)
        with engine.connect() as connection:
            return _tables(connection)
    finally:
        engine.dispose()
