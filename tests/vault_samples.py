"""A register with a few pages in it, and what the tests of the vault do to one."""

import hashlib
import json
from pathlib import Path
from typing import Any

from narcdesk import vault
from narcdesk.vault import Opened

LOGIN, PASSWORD = "ivanova", "корова на льду 7"
CANARY = "Щукина-Жёлтая Ёлла Зороастровна"
ROWS = 200


def closed_register(folder: Path) -> Path:
    """A closed register in `folder` with ROWS rows of patients."""
    with vault.create(folder, LOGIN, PASSWORD, kdf=vault.QUICK) as opened, opened.writing.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE patients (id INTEGER PRIMARY KEY, name TEXT)")
        for number in range(ROWS):
            connection.exec_driver_sql("INSERT INTO patients (name) VALUES (?)", (f"{CANARY} {number} " * 3,))
    return folder


def count(opened: Opened) -> int:
    """How many patients there are."""
    with opened.reading.connect() as connection:
        number: int = connection.exec_driver_sql("SELECT count(*) FROM patients").scalar_one()
        return number


def signed(folder: Path, **changes: Any) -> str:
    """Change keys.json as somebody would who knows how its checksum is made, but not the key."""
    path = folder / "keys.json"
    content = json.loads(path.read_text(encoding="utf-8")) | changes
    del content["checksum"]
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    content["checksum"] = hashlib.sha256(canonical.encode()).hexdigest()
    text = json.dumps(content, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return text
