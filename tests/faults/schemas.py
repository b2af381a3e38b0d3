"""Registers of every released schema: their tables and rows in clear (invented people), encrypted when a test asks.

python -m tests.faults.schemas      writes the dump of the newest schema, before it is released
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from narcdesk import migrations, vault
from narcdesk.vault.folder import new_files
from narcdesk.vault.keyfile import Keys
from narcdesk.vault.slots import DEK_SIZE, new_slot
from tests.faults.desk import LOGIN, PASSWORD, Volumes, make_office
from tests.faults.stories import use

FOLDER = Path(__file__).with_name("schemas")


def released() -> list[str]:
    """The schemas that have a dump, oldest first."""
    return sorted(path.stem for path in FOLDER.glob("*.sql"))


def build(revision: str, volumes: Volumes) -> None:
    """Put a register of that schema into a case's folder, closed."""
    volumes.make()
    volumes.data.mkdir()
    script = (FOLDER / f"{revision}.sql").read_text(encoding="utf-8")
    register_id = script.splitlines()[0].removeprefix("-- ")
    dek = bytearray(os.urandom(DEK_SIZE))
    slot = new_slot(register_id, LOGIN, PASSWORD, vault.QUICK, 1, dek)
    connection = new_files(volumes.data, Keys(register_id, (slot,)), dek)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.executescript(f"BEGIN; {script} COMMIT;")
    connection.close()


def schema_of(connection: Any) -> dict[str, list[str]]:
    """What the tables and indexes are made of, line by line, and the revision."""
    made = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    # A rebuilt table names its constraints in any order.
    lines = {name: sorted(line.strip().rstrip(",") for line in sql.splitlines()) for name, sql in made}
    return lines | {"revision": connection.execute("SELECT version_num FROM alembic_version").fetchone()}


def _dump(connection: Any, register_id: str) -> str:
    lines = [f"-- {register_id}"]
    tables = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type = 'index', name"
    ).fetchall()
    lines += [f"{sql};" for _, sql in tables]
    for name, sql in tables:
        if sql.startswith("CREATE TABLE"):
            columns = [column[1] for column in connection.execute(f'PRAGMA table_info("{name}")').fetchall()]
            values = " || ', ' || ".join(f'quote("{column}")' for column in columns)
            rows = connection.execute(f'SELECT {values} FROM "{name}" ORDER BY rowid').fetchall()
            named = ", ".join(f'"{column}"' for column in columns)
            lines += [f"INSERT INTO {name} ({named}) VALUES ({row});" for (row,) in rows]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the dump of the newest schema, unless it is there."""
    path = FOLDER / f"{migrations.known_revisions()[-1]}.sql"
    if path.exists():
        print(f"{path.name} is there already; a released schema is never written anew", file=sys.stderr)
        return 1
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        volumes = Volumes(Path(folder) / "case")
        use(volumes)
        make_office(volumes)
        with vault.unlock(volumes.data, LOGIN, PASSWORD) as opened:
            raw = opened.engine.raw_connection()
            path.write_text(_dump(raw.driver_connection, opened.register_id), encoding="utf-8", newline="\n")
            raw.close()
    print(path.name, path.stat().st_size)
    return 0


if __name__ == "__main__":
    sys.exit(main())
