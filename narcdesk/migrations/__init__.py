"""Steps of the register's schema, run by Alembic when an older file is opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from narcdesk import vault

HERE = Path(__file__).parent


def known_revisions() -> list[str]:
    """The steps this program knows, oldest first: files are named 0001_….py, and so are the revisions."""
    return sorted(path.stem.partition("_")[0] for path in (HERE / "versions").glob("[0-9]*.py"))


def is_behind(engine: sa.Engine) -> bool:
    """Whether this program knows steps that a register in use has not seen yet."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return False
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found in known_revisions()[:-1]


def upgrade(engine: sa.Engine) -> None:
    """Bring the file to this program's schema; raises vault.TooNew for a file of a newer program."""
    revisions = known_revisions()
    with engine.connect() as connection:
        is_new = not sa.inspect(connection).has_table("alembic_version")
        if not is_new:
            found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            if found == revisions[-1]:
                return  # the everyday case, without importing Alembic
            if found is None:
                raise vault.Damaged("В файле реестра нет номера его строения.")
            if found not in revisions:
                raise vault.TooNew("Реестр сделан более новой программой NarcDesk.")
    if is_new:
        _build(engine)
    else:
        run_steps(engine)


def _build(engine: sa.Engine) -> None:
    with engine.begin() as connection:  # whole or not at all, as the steps themselves
        for statement in _drawn(HERE):
            connection.exec_driver_sql(statement)


@cache
def _drawn(_steps: Path) -> tuple[str, ...]:
    """What all the steps build, as SQL: they are run in memory, for on the disk a new register would rebuild tables."""
    engine = sa.create_engine("sqlite://", poolclass=StaticPool)
    try:
        run_steps(engine)
        with engine.connect() as connection:
            made = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
            return (*made.scalars(), f"INSERT INTO alembic_version VALUES ('{known_revisions()[-1]}')")
    finally:
        engine.dispose()


def run_steps(engine: sa.Engine, last: str = "head") -> None:
    """Run the steps that a file has not seen, up to the last one or to that which is named."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    with _foreign_keys_off(engine), engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, last)
        connection.commit()


@contextmanager
def _foreign_keys_off(engine: sa.Engine) -> Iterator[None]:
    """A rebuilt table drops its old self for a moment; SQLite can switch the checks only outside a transaction."""
    _pragma(engine, "foreign_keys=OFF")
    try:
        yield
    finally:
        _pragma(engine, "foreign_keys=ON")


def _pragma(engine: sa.Engine, pragma: str) -> None:
    raw = engine.raw_connection()
    try:
        raw.cursor().execute(f"PRAGMA {pragma}")
    finally:
        raw.close()
