"""The two files of a register in its folder: found, made, and connected to."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from narcdesk.files import WrongPlace, trouble
from narcdesk.vault import keyfile
from narcdesk.vault.engine import connect
from narcdesk.vault.keyfile import Keys
from narcdesk.vault.troubles import AlreadyThere, Damaged, NoRegister, in_sentences

DATABASE = "register.db"
_LONGEST_NAME = 24  # signs of the longest name that we give a file in the folder, while a key is changed
_LONGEST_PATH = 259 if sys.platform == "win32" else 511  # signs on Windows, bytes that SQLite takes elsewhere


def must_be_short(folder: Path) -> None:
    """Raise WrongPlace for a folder so deep that the system or the engine would not open the files in it."""
    path = str(folder.absolute())
    length = len(path) if sys.platform == "win32" else len(os.fsencode(path))
    if length + 1 + _LONGEST_NAME > _LONGEST_PATH:
        raise WrongPlace(
            f"Путь к папке реестра слишком длинный: «{folder}».",
            do="Перенесите папку ближе к корню диска или дайте папкам короткие имена.",
        )


def read_keys(folder: Path) -> Keys:
    """The keys in a folder; raises NoRegister, Damaged, TooNew, DiskTrouble."""
    try:
        return keyfile.load(folder)
    except FileNotFoundError:
        if (folder / DATABASE).exists():
            raise Damaged(f"В папке «{folder}» есть файл реестра, но нет файла ключей «{keyfile.FILE}».") from None
        raise NoRegister(folder) from None


def refuse_second(folder: Path) -> None:
    """Raise AlreadyThere where a register lies, or a part of one."""
    if any((folder / name).exists() for name in (DATABASE, keyfile.FILE)):
        raise AlreadyThere(folder)


def new_files(folder: Path, keys: Keys, dek: bytearray) -> Any:
    """Make both files, the key file last: it is what makes the folder a register. Nothing stays on an error."""
    try:
        with in_sentences():
            connection = connect(folder / DATABASE, dek)
        try:
            keyfile.save(folder, keys, dek)
        except BaseException:
            connection.close()
            raise
    except BaseException:
        for name in (DATABASE, f"{DATABASE}-wal", keyfile.FILE):
            with suppress(OSError):
                (folder / name).unlink(missing_ok=True)
        raise
    return connection


def connect_by_any(folder: Path, deks: list[tuple[int, bytearray]]) -> tuple[Any, int, bytearray]:
    """A connection by the first key that opens the database, with the key and its generation; raises Damaged."""
    path = folder / DATABASE
    try:
        with path.open("r+b") as file:
            size = file.seek(0, os.SEEK_END)
    except FileNotFoundError:
        raise Damaged(f"В папке «{folder}» есть файл ключей, но нет файла реестра «{DATABASE}».") from None
    except OSError as error:
        raise trouble(error, path) from error
    # SQLite would take a file shorter than a page for a new one and open it empty.
    if size >= keyfile.PAGE_SIZE:
        # Twice where there is a journal: a power cut may have torn the first page, with the salt of the cipher, while
        # the journal was being brought into the file. The engine that gives up brings it in, page by page as it lies.
        for generation, dek in deks * (1 + (folder / f"{DATABASE}-wal").exists()):
            with suppress(Damaged), in_sentences():
                return connect(path, dek), generation, dek
    raise Damaged(f"Файл реестра «{DATABASE}» повреждён или взят из другого реестра.")


def first_page(folder: Path) -> bytes:
    """The first page of the database as it lies on the disk, by which a key is tried; raises as `trouble` does."""
    path = folder / DATABASE
    try:
        with path.open("rb") as file:
            return file.read(keyfile.PAGE_SIZE)
    except OSError as error:
        raise trouble(error, path) from error


def forget(dek: bytearray) -> None:
    """Wipe our copy of a key. Those that the cryptographic libraries make on the way are out of reach."""
    dek[:] = bytes(len(dek))
    dek.clear()
