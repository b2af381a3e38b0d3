"""Backups as tests make them, and what they do to one: taking it apart, packing it anew by another program."""

import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from narcdesk import backups
from narcdesk.register import Register
from tests.factories import MOSCOW

MOMENT = datetime(2026, 11, 22, 14, 30, 5, tzinfo=MOSCOW)


def made(register: Register, folder: Path, moment: datetime = MOMENT) -> Path:
    path = backups.free_name(folder, register.register_id, moment)
    with backups.snapshot(register.unlocked, moment) as copy:
        backups.write(copy, path, register.unlocked)
    return path


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def pack(path: Path, contents: dict[str, bytes]) -> None:
    """A stored ZIP as the program writes it, by another program."""
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in contents.items():
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.external_attr, entry.flag_bits, entry.create_version = 0, 0x20, 0x800, 20
            packed.writestr(entry, data)
    # zipfile says of ASCII names that they are ASCII
    with path.open("r+b") as file:
        raw = bytearray(file.read())
        for signature, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
            at = -1
            while (at := raw.find(signature, at + 1)) >= 0:
                if raw[at + flags : at + flags + 2] == b"\0\0":
                    raw[at + flags : at + flags + 2] = b"\0\x08"
        file.seek(0)
        file.write(raw)


def rebuilt(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """The backup with another manifest, its ZIP in order."""
    contents = parts(path)
    said = json.loads(contents["manifest.json"])
    text = json.dumps(change(said), ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    pack(path, contents | {"manifest.json": text.encode()})
