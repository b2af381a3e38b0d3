"""A new key for the register: its pages are written under it into a second file, which then takes the first one's name.

SQLCipher's own `PRAGMA rekey` writes every page in its place; with a journal of the WAL kind that leaves the file
under one key and the journal under another until a checkpoint, and needs the whole file in memory where nothing may
be written before its commit. A second file costs room for a while, and one renaming is the whole change.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from narcdesk.files import DiskTrouble, NoSpace, rename, sync_folder, trouble
from narcdesk.vault.engine import blank, connect
from narcdesk.vault.folder import DATABASE
from narcdesk.vault.troubles import Damaged, in_sentences

FRESH = f"{DATABASE}.new"
_AT_ONCE = 1000  # pages copied in one step
_SPARE = 1 << 20  # bytes that the key file and the journal want beside the copy


def copy(source: Any, folder: Path, dek: bytearray, step: Callable[[int, int], object]) -> None:
    """Write the database of a connection under another key beside it, and read it back; nothing stays on an error.

    Raises NoSpace with how much is needed, NotWritable, DiskTrouble, Damaged.
    """
    path = folder / FRESH
    tidy(folder)
    _must_have_room(folder)
    with in_sentences():
        target = blank(path, dek)
        try:
            source.backup(target, pages=_AT_ONCE, progress=lambda _, left, of: step(of - left, of))
        finally:
            target.close()
        _to_the_medium(path)
        checked = connect(path, dek)
        try:
            wrong = checked.execute("PRAGMA cipher_integrity_check").fetchall()
            (structure,) = checked.execute("PRAGMA quick_check").fetchone()
        finally:
            checked.close()
    if wrong or structure != "ok":
        raise Damaged("Перешифрованный файл прочитан не так, как записан.", lost="Реестр остался под прежним ключом.")


def put_in_place(folder: Path) -> None:
    """Let the copy take the name of the database, whose connection is closed; raises DiskTrouble, NotWritable."""
    path, journal = folder / DATABASE, folder / f"{DATABASE}-wal"
    try:
        # Pages under the older key that the next opening would write over the new file.
        if journal.exists() and journal.stat().st_size:
            raise DiskTrouble("Журнал реестра не удалось перенести в его файл.", do="Повторите перешифрование.")
        journal.unlink(missing_ok=True)
        sync_folder(folder)  # it must be gone before the new file is there
        rename(folder / FRESH, path)
        sync_folder(folder)
    except OSError as error:
        raise trouble(error, path) from error


def tidy(folder: Path) -> None:
    """Take away a copy that never came into its place; without its key nobody can read it anyway."""
    for name in (FRESH, f"{FRESH}-wal"):
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def _must_have_room(folder: Path) -> None:
    needed = (folder / DATABASE).stat().st_size + _SPARE
    if shutil.disk_usage(folder).free < needed:
        raise NoSpace(
            "Для перешифрования не хватает места на диске, где лежит реестр.",
            do=f"На время работы нужно {needed // 10**6 + 1} МБ свободного места: освободите его и повторите.",
        )


def _to_the_medium(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
