"""The file's schema: the steps build what the models say, an older file is brought up, a newer one is left alone."""

import re
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from narcdesk import migrations, patients, schema, vault
from narcdesk.base import Base
from narcdesk.register import Register
from tests import factories
from tests.factories import PASSWORD, Clock


def contents(engine: sa.Engine) -> dict[tuple[str, str], set[str]]:
    """Each table and index with its columns, CHECKs, uniques and keys, whichever order they were written in."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE name <> 'alembic_version'")
        return {(kind, name): parts(sql or "") for kind, name, sql in rows if "alembic" not in name}


def parts(sql: str) -> set[str]:
    """What stands between the outer brackets, cut at its own commas, and the words before."""
    head, _, inner = " ".join(sql.split()).partition("(")
    found, depth, one = {head.strip()}, 0, ""
    for sign in inner.rpartition(")")[0] + ",":
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            found.add(one.strip())
            one = ""
        else:
            one += sign
    return found


@pytest.fixture
def empty() -> sa.Engine:
    return sa.create_engine("sqlite://", poolclass=StaticPool)


def test_the_steps_build_exactly_what_the_models_say(empty: sa.Engine) -> None:
    migrations.upgrade(empty)
    modelled = sa.create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(modelled)
    built, said = contents(empty), contents(modelled)
    assert built.keys() == said.keys()
    for name in said:
        assert built[name] == said[name], name
    empty.dispose()
    modelled.dispose()


def test_the_comparison_sees_a_check_an_index_and_a_unique(empty: sa.Engine) -> None:
    migrations.upgrade(empty)
    built = contents(empty)
    assert "CONSTRAINT ck_patients_sex CHECK (sex IN ('m', 'f'))" in built["table", "patients"]
    assert "CONSTRAINT uq_patients_card_number UNIQUE (card_number)" in built["table", "patients"]
    assert built["index", "ix_patients_name"] == {
        "CREATE INDEX ix_patients_name ON patients",
        "surname_key",
        "given_key",
        "patronymic_key",
        "id",
    }
    empty.dispose()


def test_every_table_of_the_models_is_known_to_the_check() -> None:
    journal = {"audit_entries", "audit_touches"}
    assert {table.name for table in schema.audited_tables()} == set(Base.metadata.tables) - journal


def test_every_module_with_a_table_is_named_among_the_nouns() -> None:
    named = {module.__name__ for module in schema.NOUNS} | {"narcdesk.audit"}
    for mapper in Base.registry.mappers:
        module = mapper.class_.__module__
        assert module in named or module.rpartition(".")[0] in named, module


def test_the_columns_are_portable() -> None:
    """No type of one engine alone: a clinic with several workstations will point the same code at PostgreSQL."""
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateTable

    for table in Base.metadata.sorted_tables:
        assert str(CreateTable(table).compile(dialect=postgresql.dialect())).startswith("\nCREATE TABLE")  # type: ignore[no-untyped-call]


def test_the_steps_are_numbered_without_gaps_and_follow_one_another() -> None:
    revisions = migrations.known_revisions()
    assert revisions == [f"{number:04}" for number in range(1, len(revisions) + 1)]
    for path in sorted((migrations.HERE / "versions").glob("[0-9]*.py")):
        text = path.read_text(encoding="utf-8")
        number = path.stem.partition("_")[0]
        before = f'"{int(number) - 1:04}"' if int(number) > 1 else "None"
        assert re.search(rf'^revision = "{number}"$', text, re.MULTILINE), path.name
        assert re.search(rf"^down_revision = {before}$", text, re.MULTILINE), path.name


# A later edition of the program: the same steps and one more


LATER = '''"""a later step"""

import sqlalchemy as sa
from alembic import op

revision = "{number}"
down_revision = "{before}"


def upgrade() -> None:
    with op.batch_alter_table("patients") as batch:
        batch.add_column(sa.Column("citizenship", sa.String(40)))
    op.create_table("leaflets", sa.Column("id", sa.Integer(), primary_key=True))
{more}
'''


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The steps of a program that is one edition ahead."""
    ahead = tmp_path / "следующая версия"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(migrations.HERE, ahead, ignore=ignored, copy_function=shutil.copyfile)
    return ahead


def add_step(ahead: Path, more: str = "") -> None:
    last = migrations.known_revisions()[-1]
    number = f"{int(last) + 1:04}"
    text = LATER.format(number=number, before=last, more=more)
    (ahead / "versions" / f"{number}_later.py").write_text(text, encoding="utf-8")


FAILS = '''"""a step that fails"""

from alembic import op

revision = "{number}"
down_revision = "{before}"


def upgrade() -> None:
    op.execute("INSERT INTO nowhere VALUES (1)")
'''


def add_two_steps_of_which_the_second_fails(ahead: Path) -> None:
    add_step(ahead)
    first = int(migrations.known_revisions()[-1]) + 1
    text = FAILS.format(number=f"{first + 1:04}", before=f"{first:04}")
    (ahead / "versions" / f"{first + 1:04}_fails.py").write_text(text, encoding="utf-8")


def test_a_later_step_keeps_the_rows_and_the_journal_still_fits(
    register: Register, later: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.both_consents(register, factories.patient(register).id)
    register.close()
    add_step(later)
    monkeypatch.setattr(migrations, "HERE", later)
    opened = Register.open(register.folder, "zimin", PASSWORD, clock=clock)
    assert patients.one(opened, 1).full_name == "Воробьёв Илья Петрович"
    with opened.read() as session:
        assert session.execute(sa.text("SELECT citizenship FROM patients")).all() == [(None,)]
        assert session.scalar(sa.text("SELECT count(*) FROM consents")) == 2
        assert session.scalar(sa.text("PRAGMA foreign_keys")) == 1
    assert schema.check(opened) == []
    opened.close()


def test_where_one_of_two_steps_fails_the_old_schema_stays_whole(
    register: Register, later: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.patient(register)
    register.close()
    add_two_steps_of_which_the_second_fails(later)
    with monkeypatch.context() as ahead:
        ahead.setattr(migrations, "HERE", later)
        with pytest.raises(sa.exc.OperationalError):
            Register.open(register.folder, "zimin", PASSWORD, clock=clock)
    opened = Register.open(register.folder, "zimin", PASSWORD, clock=clock)
    with opened.read() as session:
        tables = set(session.scalars(sa.text("SELECT name FROM sqlite_master WHERE type = 'table'")))
        assert session.scalar(sa.text("SELECT version_num FROM alembic_version")) == migrations.known_revisions()[-1]
    assert not tables & {"leaflets", "_alembic_tmp_patients"}
    assert schema.check(opened) == []
    opened.close()


def test_a_step_that_leaves_a_row_pointing_nowhere_is_undone(
    register: Register, later: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.both_consents(register, factories.patient(register).id)
    register.close()
    add_step(later, more='    op.execute("DELETE FROM patients")')
    with monkeypatch.context() as ahead:
        ahead.setattr(migrations, "HERE", later)
        with pytest.raises(RuntimeError, match="2 rows would point nowhere"):
            Register.open(register.folder, "zimin", PASSWORD, clock=clock)
    opened = Register.open(register.folder, "zimin", PASSWORD, clock=clock)
    assert patients.count(opened) == 1
    opened.close()


def test_a_file_of_a_newer_program_is_not_touched(
    register: Register, later: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.close()
    add_step(later)
    with monkeypatch.context() as ahead:
        ahead.setattr(migrations, "HERE", later)
        Register.open(register.folder, "zimin", PASSWORD, clock=clock).close()
    before = (register.folder / "register.db").read_bytes()
    with pytest.raises(vault.TooNew, match="более новой программой") as told:
        Register.open(register.folder, "zimin", PASSWORD, clock=clock)
    assert "Обновите программу" in told.value.do
    assert (register.folder / "register.db").read_bytes() == before
