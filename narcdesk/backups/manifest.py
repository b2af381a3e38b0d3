"""What a backup says of itself: whose it is, of which moment, where its journal ends, what it holds. No names.

Whoever opens the backup by its key holds all of this against what is really there; the proof, an HMAC by the key,
shows that nobody else wrote it.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import VERSION, audit, migrations, vault
from narcdesk.audit import Head
from narcdesk.backups.archive import BackupDamaged, BackupTooNew

FORMAT = 1
KIND = "narcdesk-backup"
PURPOSE = "backup"


@dataclass(frozen=True)
class Facts:
    """What was counted in the opened database: the end of the journal, the step of the schema, rows per table."""

    head: Head
    schema: str
    rows: dict[str, int]

    @property
    def total(self) -> int:
        """Rows of all tables."""
        return sum(self.rows.values())


@dataclass(frozen=True)
class Manifest:
    """The first part of a backup; `facts` is None when closed files were copied, which nobody could open."""

    register_id: str
    made_at: datetime
    program: str
    parts: dict[str, str]  # name -> SHA-256
    facts: Facts | None = None
    proof: str = ""


def facts_of(engine: sa.Engine) -> Facts:
    """Count an opened database; raises the engine's errors."""
    with Session(engine) as session:
        head = audit.head_of(session)
        connection = session.connection()
        schema = str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())
        named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        names = sorted(str(name) for (name,) in connection.exec_driver_sql(named))
        rows = {name: int(connection.exec_driver_sql(_COUNT.format(name)).scalar_one()) for name in names}
    return Facts(head, schema, rows)


_COUNT = 'SELECT count(*) FROM "{}"'  # the names come from the file's own list


def proved(manifest: Manifest, opened: vault.Opened) -> Manifest:
    """The manifest with the proof by the key in hand."""
    return replace(manifest, proof=opened.prove(PURPOSE, _text(_said(manifest))))


def is_proved(manifest: Manifest, opened: vault.Opened) -> bool:
    """Whether somebody who held this key wrote the manifest."""
    return manifest.proof == opened.prove(PURPOSE, _text(_said(manifest)))


def as_bytes(manifest: Manifest) -> bytes:
    """How it lies in the file."""
    return _text(_said(manifest) | {"proof": manifest.proof}) + b"\n"


def read(path: Path, data: bytes) -> Manifest:
    """The manifest of the backup at `path`; raises BackupDamaged, BackupTooNew."""
    try:
        said = json.loads(data.decode())
        if said["kind"] != KIND:
            raise BackupDamaged(path, "описание копии чужое")
        if said["format"] > FORMAT:
            raise BackupTooNew(path)
        found = _manifest(said)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise BackupDamaged(path, "описание копии не читается") from None
    if as_bytes(found) != data:
        raise BackupDamaged(path, "описание копии изменено")
    if found.facts and found.facts.schema not in migrations.known_revisions():
        raise BackupTooNew(path)
    return found


def _manifest(said: dict[str, Any]) -> Manifest:
    made_at = datetime.fromisoformat(said["made_at"])
    if made_at.tzinfo is None or not isinstance(said["register_id"], str):
        raise ValueError("not as it is written")
    facts = None
    if said["facts"] is not None:
        head = said["facts"]["head"]
        rows = {str(name): int(count) for name, count in said["facts"]["rows"].items()}
        facts = Facts(Head(int(head["seq"]), str(head["mac"])), str(said["facts"]["schema"]), rows)
    parts = {str(name): str(sha256) for name, sha256 in said["parts"].items()}
    return Manifest(said["register_id"], made_at, str(said["program"]), parts, facts, str(said["proof"]))


def _said(manifest: Manifest) -> dict[str, Any]:
    return {
        "kind": KIND,
        "format": FORMAT,
        "register_id": manifest.register_id,
        "made_at": manifest.made_at.isoformat(timespec="seconds"),
        "program": manifest.program,
        "parts": manifest.parts,
        "facts": None if manifest.facts is None else asdict(manifest.facts),
    }


def _text(said: dict[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def of_now(register_id: str, made_at: datetime, parts: dict[str, str], facts: Facts | None) -> Manifest:
    """The manifest of a backup that this program is making."""
    return Manifest(register_id, made_at.replace(microsecond=0), VERSION, parts, facts)
