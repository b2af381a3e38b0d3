"""Write the next step after a table changed: `python -m narcdesk.migrations "why"`; read it before it is committed."""

import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.operations import ops

import narcdesk.schema  # noqa: F401  (all tables must be known)
from narcdesk.audit import default_of
from narcdesk.migrations import HERE, known_revisions

USAGE = 'Usage: python -m narcdesk.migrations "why the tables changed"'


class Unfit(Exception):
    """A column that rows which are there already could not have, with a sentence why."""


def write(why: str) -> Path:
    """Write the step from the last one to what the models say now; raises Unfit."""
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    number = f"{len(known_revisions()) + 1:04}"
    engine = sa.create_engine("sqlite://", poolclass=sa.pool.StaticPool)
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        if known_revisions():
            command.upgrade(config, "head")
        script: Any = command.revision(
            config, message=why, autogenerate=True, rev_id=number, process_revision_directives=_for_rows_that_are_there
        )
    engine.dispose()
    path = Path(script.path)
    if find_spec("ruff"):  # as the rest of the program looks
        subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", path], check=True)
    return path


def _for_rows_that_are_there(_context: Any, _revision: Any, scripts: list[ops.MigrationScript]) -> None:
    for operation in _table_operations(scripts[0]):
        if isinstance(operation, ops.AddColumnOp):
            operation.column = _added(operation.table_name, operation.column)


def _table_operations(script: ops.MigrationScript) -> Iterator[ops.MigrateOperation]:
    for upgrade in script.upgrade_ops_list:
        for operation in upgrade.ops:
            yield from operation.ops if isinstance(operation, ops.ModifyTableOps) else [operation]


def _added(table: str, column: sa.Column[Any]) -> sa.Column[Any]:
    """A column as it can come to a table with rows: they all hold its default."""
    default = None if column.nullable else default_of(column)
    if default is None and not column.nullable:
        raise Unfit(f"{table}.{column.name}: give it a default, or let it be None: what would older rows hold?")
    told: Any = None if default is None else str(int(default) if isinstance(default, bool) else default)
    if isinstance(column.type, sa.Enum):
        # SQLite puts no CHECK on a table that is there: a default said as SQL makes Alembic build the table anew.
        told = sa.text("NULL" if told is None else f"'{told}'")
    return sa.Column(column.name, column.type, nullable=column.nullable, server_default=told)


def main(arguments: list[str]) -> Literal[0, 2]:
    """The command; 2: nothing was written, and why."""
    if len(arguments) != 1 or not arguments[0].strip():
        print(USAGE, file=sys.stderr)
        return 2
    try:
        write(arguments[0])
    except Unfit as unfit:
        print(unfit, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
