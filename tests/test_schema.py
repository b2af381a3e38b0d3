"""The file's schema: the steps build what the models say, an older file is brought up, a newer one is left alone."""

import os
import re
import shutil
import subprocess
import sys
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
    """What stands between the outer brackets, cut at its own commas, and the words before.

    A default that the file itself knows is only for rows that were there before their column came.
    """
    head, _, inner = re.sub(r" DEFAULT (\(?'[^']*'\)?|\(NULL\))", "", " ".join(sql.split())).partition("(")
    found, depth, one = {head.strip().replace('"', "")}, 0, ""
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


def test_a_new_file_is_what_the_steps_would_have_made_of_it(empty: sa.Engine) -> None:
    """It is built from what the steps built in memory; in which order a table names its keys is by lot in both."""
    migrations.upgrade(empty)
    stepped = sa.create_engine("sqlite://", poolclass=StaticPool)
    migrations.run_steps(stepped)
    assert contents(empty) == contents(stepped)
    for engine in (empty, stepped):
        with engine.connect() as connection:
            seen = connection.exec_driver_sql("SELECT version_num FROM alembic_version").all()
        assert seen == [(migrations.known_revisions()[-1],)]
        engine.dispose()


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
    aside = {"audit_entries", "audit_touches", "drafts", "phone_tails", "provider_sought", "surname_parts"}
    assert {table.name for table in schema.audited_tables()} == set(Base.metadata.tables) - aside


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


def test_a_table_has_no_two_constraints_of_one_name() -> None:
    """The same list in two columns of a table would make them: give the second a list of its own name."""
    for table in Base.metadata.sorted_tables:
        names = [constraint.name for constraint in table.constraints]
        assert len(set(names)) == len(names), table.name


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
    shutil.copytree(migrations.HERE, ahead, ignore=ignored)
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


# The command that writes a step, as `docs/architecture.md` tells to use it


ADDED = """    sample_word: Mapped[str] = mapped_column(sa.String(120), default="", info=asked("Аллергия", Kind.TEXT))
    sample_flag: Mapped[bool] = mapped_column(default=True, info=asked("Срочно", Kind.YES_NO))
    sample_list: Mapped[Kinship] = mapped_column(
        coded(Kinship), default=Kinship.PROXY, info=asked("Кому звонить", Kind.CHOICE, choices=Kinship)
    )
    sample_lack: Mapped[Absence | None] = mapped_column(
        coded(Absence), default=None, info=asked("Почему молчит", Kind.CHOICE, choices=Absence)
    )
"""
BEFORE = "    came_from: Mapped[str] = mapped_column("

OPEN_AND_CHECK = """
import sys
from pathlib import Path
from narcdesk import patients, schema
from narcdesk.register import Register
from tests.factories import PASSWORD, Clock, card
register = Register.open(Path(sys.argv[1]), "zimin", PASSWORD, clock=Clock())
old = patients.one(register, 1)
assert (old.sample_word, old.sample_flag, old.sample_list.value, old.sample_lack) == ("", True, "proxy", None)
patients.amend(register, 1, {"sample_word": "слово", "sample_lack": "refused"})
patients.amend(register, 1, {"sample_word": "", "sample_flag": False})
new = patients.enter(register, card(surname="Сомов", snils="", sample_list="mother"))
assert (new.sample_list.value, patients.one(register, new.id).sample_flag) == ("mother", True)
print(schema.check(register))
register.close()
"""


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """A copy of the program, to change its tables in."""
    root, copy = Path(__file__).parent.parent, tmp_path / "копия программы"
    unwanted = shutil.ignore_patterns("__pycache__", "help", "icons", "demo", "fonts")
    for part in ("narcdesk", "resources"):
        shutil.copytree(root / part, copy / part, ignore=unwanted)
    (copy / "tests").mkdir()
    for name in ("__init__.py", "factories.py", "test_schema.py"):
        shutil.copy(root / "tests" / name, copy / "tests")
    shutil.copy(root / "pyproject.toml", copy)
    return copy


def add_to_the_card(workplace: Path, columns: str) -> None:
    card = workplace / "narcdesk" / "patients" / "card.py"
    text = card.read_text(encoding="utf-8")
    assert text.count(BEFORE) == 1
    text = text.replace(BEFORE, columns + BEFORE).replace("import Kind, asked", "import Absence, Kind, asked")
    card.write_text(text, encoding="utf-8")


def run(workplace: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    found = os.pathsep.join(filter(None, (str(workplace), os.environ.get("PYTHONPATH", ""))))
    told = {**os.environ, "PYTHONPATH": found, "PYTHONUTF8": "1", "PYTEST_ADDOPTS": ""}  # no coverage of the copy
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=workplace, env=told, capture_output=True, encoding="utf-8", check=False)


def steps(workplace: Path) -> list[str]:
    return sorted(path.name for path in (workplace / "narcdesk" / "migrations" / "versions").glob("[0-9]*.py"))


def test_fields_added_to_the_card_come_to_a_register_with_cards(register: Register, workplace: Path) -> None:
    for surname in ("Воробьёв", "Соколов"):
        factories.both_consents(register, factories.patient(register, surname=surname, snils="").id)
    register.close()
    add_to_the_card(workplace, ADDED)
    written = run(workplace, "-m", "narcdesk.migrations", "samples")
    assert (written.returncode, written.stderr) == (0, "")
    assert len(steps(workplace)) == len(migrations.known_revisions()) + 1
    tests = ("-k", "steps_build or without_gaps", "-p", "no:cacheprovider", "tests/test_schema.py")
    held = run(workplace, "-m", "pytest", "-q", *tests)
    assert held.returncode == 0, held.stdout
    opened = run(workplace, "-c", OPEN_AND_CHECK, str(register.folder))
    assert (opened.stdout.strip(), opened.stderr) == ("[]", "")


def test_a_step_is_written_as_the_rest_of_the_program_looks(workplace: Path) -> None:
    add_to_the_card(workplace, ADDED)
    run(workplace, "-m", "narcdesk.migrations", "a sample")
    written = f"narcdesk/migrations/versions/{steps(workplace)[-1]}"
    for question in (("check",), ("format", "--check")):
        looked = run(workplace, "-m", "ruff", *question, "--no-cache", written)
        assert looked.returncode == 0, looked.stdout


def test_a_column_that_older_rows_could_not_have_is_refused_in_a_sentence(workplace: Path) -> None:
    add_to_the_card(
        workplace, '    sample_word: Mapped[str] = mapped_column(sa.String(120), info=asked("А", Kind.TEXT))\n'
    )
    refused = run(workplace, "-m", "narcdesk.migrations", "a sample")
    assert refused.returncode == 2
    assert refused.stderr.startswith("patients.sample_word: give it a default")
    assert steps(workplace) == steps(Path(__file__).parent.parent)


def test_without_a_reason_the_command_tells_its_usage(workplace: Path) -> None:
    told = run(workplace, "-m", "narcdesk.migrations")
    assert (told.returncode, told.stderr) == (2, 'Usage: python -m narcdesk.migrations "why the tables changed"\n')
