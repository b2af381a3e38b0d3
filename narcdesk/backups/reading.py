"""Looking into a backup: by its headers, by its hashes, and opened with a key."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from narcdesk import vault
from narcdesk.backups import manifest
from narcdesk.backups.archive import (
    BackupDamaged,
    BackupOfAnother,
    BackupTooNew,
    Part,
    Step,
    bytes_of,
    cannot_read,
    parts_of,
    pieces_of,
)
from narcdesk.backups.manifest import Facts, Manifest
from narcdesk.files import make_folder, must_have_room, trouble
from narcdesk.places import state_dir
from narcdesk.vault import keyfile

MANIFEST, KEYS, DATABASE, JOURNAL = "manifest.json", "keys.json", "register.db", "register.db-wal"
NAMES = ((MANIFEST, KEYS, DATABASE), (MANIFEST, KEYS, DATABASE, JOURNAL))
SMALL = 1 << 20  # bytes that the manifest and the key file never reach
FORGOTTEN = 24 * 3600  # seconds after which a folder of a copying that was killed is taken away


def no_step(done: int, of: int) -> None:
    """Nobody watches the progress."""


@dataclass(frozen=True)
class Backup:
    """A file whose headers are those of a backup; what its parts hold has not been read yet."""

    path: Path
    manifest: Manifest
    size: int  # bytes of the files of the register
    parts: dict[str, Part]


def glance(path: Path) -> Backup:
    """What a backup says of itself, read from its headers in no time.

    Raises NotABackup, BackupDamaged, BackupTooNew, and UserError where there is no such file.
    """
    with _opened(path) as file:
        return _glance(path, file)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise cannot_read(path, error) from error
    with file:
        yield file


def _glance(path: Path, file: BinaryIO) -> Backup:
    try:
        parts = parts_of(path, file, NAMES)
        found = manifest.read(path, bytes_of(path, file, parts[MANIFEST], SMALL))
    except OSError as error:
        raise cannot_read(path, error) from error
    if set(found.parts) != set(parts) - {MANIFEST} or parts[KEYS].size > SMALL:
        raise BackupDamaged(path, "её описание не подходит к её частям")
    return Backup(path, found, sum(parts[name].size for name in found.parts), parts)


def logins(path: Path) -> list[str]:
    """Who could open the register when the backup was made; raises as `glance` does."""
    with _opened(path) as file:
        backup = _glance(path, file)
        try:
            return keyfile.read(bytes_of(path, file, backup.parts[KEYS], SMALL)).logins()
        except (vault.Damaged, OSError) as error:
            raise BackupDamaged(path, "её файл ключей не читается") from error
        except vault.TooNew as error:
            raise BackupTooNew(path) from error


def unpack(path: Path, folder: Path, step: Step = no_step) -> Manifest:
    """Take the files of a register out of a backup into an empty folder, each held against its hash.

    Raises as `glance` does, and NoSpace, NotWritable, DiskTrouble for the folder.
    """
    with _opened(path) as file:
        backup = _glance(path, file)
        must_have_room(folder, backup.size)
        done = 0
        for name, sha256 in backup.manifest.parts.items():
            target = folder / name
            pieces = pieces_of(path, file, backup.parts[name], sha256)
            try:
                with target.open("xb") as out:
                    for piece in pieces:
                        out.write(piece)
                        done += len(piece)
                        step(done, backup.size)
            except OSError as error:
                raise trouble(error, target) from error
    return backup.manifest


def read_through(path: Path, step: Step = no_step) -> Manifest:
    """Hold every part against its hash without keeping it; raises as `unpack` does."""
    with _opened(path) as file:
        backup = _glance(path, file)
        done = 0
        for name, sha256 in backup.manifest.parts.items():
            for piece in pieces_of(path, file, backup.parts[name], sha256):
                done += len(piece)
                step(done, backup.size)
    return backup.manifest


def examine(path: Path, said: Manifest, opened: vault.Opened) -> Facts:
    """Hold an unpacked and unlocked backup against what it says of itself; raises BackupDamaged.

    Every page is read, the rows of every table are counted, and the journal must end where the manifest says.
    """
    if said.register_id != opened.register_id:
        raise BackupDamaged(path, "её части взяты из разных реестров")
    if said.facts is not None and not manifest.is_proved(said, opened):
        raise BackupDamaged(path, "её описание изменено не этой программой")
    if wrong := opened.verify_pages():
        raise BackupDamaged(path, wrong[0][0].lower() + wrong[0][1:].rstrip("."))
    with vault.in_sentences():
        found = manifest.facts_of(opened.reading)
    if said.facts is not None and found != said.facts:
        raise BackupDamaged(path, "в ней не то, что было записано")
    return found


def check(path: Path, register: vault.Opened, step: Step = no_step) -> Manifest:
    """Unpack a backup of an open register to a place aside, unlock it by the key in hand and count it.

    Raises as `unpack` and `examine` do, BackupOfAnother, and OtherKey for a backup from before a new key.
    """
    with work_folder() as folder:
        said = unpack(path, folder, step)
        if said.register_id != register.register_id:
            raise BackupOfAnother(path)
        try:
            with register.unlock_copy(folder) as copy:
                examine(path, said, copy)
        except vault.Damaged as error:
            raise BackupDamaged(path, "её файлы не открываются ключом реестра") from error
    return said


@contextmanager
def work_folder() -> Iterator[Path]:
    """A folder of this computer for the length of a copying; nothing but encrypted files comes into it."""
    above = state_dir() / "copying"
    make_folder(above)
    _sweep(above)
    try:
        made = tempfile.TemporaryDirectory(dir=above, ignore_cleanup_errors=True)
    except OSError as error:
        raise trouble(error, above) from error
    with made as name:
        folder = Path(name)
        _going.add(folder)
        try:
            yield folder
        finally:
            _going.discard(folder)


_going: set[Path] = set()  # of this program: a computer that slept for days, or a clock put right, makes them look old


def _sweep(above: Path) -> None:
    """Take away what a copying left that was killed."""
    with suppress(OSError):
        for folder in above.iterdir():
            if folder not in _going and folder.stat().st_mtime < time.time() - FORGOTTEN:
                shutil.rmtree(folder, ignore_errors=True)
