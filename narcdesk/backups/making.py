"""Making a backup: a copy of the open register as of now, written to a medium, read back, opened and counted there.

Only what was proved in this way gets the name of a backup, so whatever has that name was whole when it was made.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from narcdesk import migrations, vault
from narcdesk.backups import manifest, reading
from narcdesk.backups.archive import LARGEST, Measured, Step, WrongBackup, measure, size_of, written
from narcdesk.backups.manifest import Manifest
from narcdesk.backups.memory import Remembered, remember
from narcdesk.backups.reading import DATABASE, JOURNAL, KEYS, MANIFEST, no_step, work_folder
from narcdesk.errors import UserError
from narcdesk.files import make_folder, must_have_room, write_proved
from narcdesk.places import backups_dir
from narcdesk.vault import keyfile
from narcdesk.vault.folder import read_keys
from narcdesk.vault.ownership import Ownership

SUFFIX = ".ndbackup"


@dataclass(frozen=True)
class Snapshot:
    """A copy of the register on this computer, ready to be written to any number of places."""

    manifest: Manifest
    parts: tuple[Measured, ...]


@contextmanager
def snapshot(opened: vault.Opened, made_at: datetime, step: Step = no_step) -> Iterator[Snapshot]:
    """Copy the open register while others go on working; raises Damaged, NoSpace, NotWritable, DiskTrouble."""
    with work_folder() as folder:
        must_have_room(folder, _size(opened.folder))
        opened.copy_to(folder, step)
        with opened.unlock_copy(folder) as copy, vault.in_sentences():
            facts = manifest.facts_of(copy.reading)
        parts = _measured(folder, (KEYS, DATABASE))
        said = manifest.of_now(opened.register_id, made_at, {part.name: part.sha256 for part in parts}, facts)
        said = manifest.proved(said, opened)
        yield Snapshot(said, (measure(MANIFEST, manifest.as_bytes(said)), *parts))


def write(made: Snapshot, path: Path, opened: vault.Opened, step: Step = no_step, check_step: Step = no_step) -> None:
    """Put a snapshot under a name, in a folder that is there, and open and count it there.

    Raises NoSpace, NotWritable, WrongPlace, DiskTrouble; then no file has this name.
    """

    def is_whole(new: Path) -> bool:
        try:
            return reading.check(new, opened, check_step) == made.manifest
        except WrongBackup:
            return False

    _write(made, path, step, is_whole)


def before_migration(opened: vault.Opened, made_at: datetime) -> Path | None:
    """Back up a register that a newer program is about to change; None where it need not be changed.

    It lies where no plan is needed to find it. Raises Damaged, and UserError when the backup does not come off.
    """
    with vault.in_sentences():
        if not migrations.is_behind(opened.reading):
            return None
    folder = backups_dir()
    path = free_name(folder, opened.register_id, made_at)
    try:
        make_folder(folder)
        with snapshot(opened, made_at) as made:
            write(made, path, opened)
    except vault.Damaged:
        raise
    except UserError as error:
        raise UserError(
            f"Программа новее реестра и должна его обновить, но копия перед этим не получилась. {error.what}",
            lost="Реестр не изменён.",
            do=error.do,
        ) from error
    remember(opened.register_id, Remembered(path, made_at, opened=True))
    return path


def copy_closed(register: Path, folder: Path, made_at: datetime) -> tuple[Path, Manifest]:
    """Back up a register that nobody has open, without a password: its files as they lie, held against their hashes.

    Nothing can be counted in it. Raises NoRegister, Damaged, TooNew, InUse, and as `write` does.
    """
    register_id = read_keys(register).register_id
    owned = Ownership(register)
    try:
        if not (register / DATABASE).is_file():
            raise vault.Damaged(f"В папке «{register}» есть файл ключей, но нет файла реестра «{DATABASE}».")
        journal = register / JOURNAL
        if (register / DATABASE).stat().st_size % keyfile.PAGE_SIZE and not journal.exists():
            raise vault.Damaged(f"Файл реестра «{DATABASE}» обрезан.")
        names = (KEYS, DATABASE, *[JOURNAL] * bool(journal.is_file() and journal.stat().st_size))
        parts = _measured(register, names)
        said = manifest.of_now(register_id, made_at, {part.name: part.sha256 for part in parts}, None)
        made = Snapshot(said, (measure(MANIFEST, manifest.as_bytes(said)), *parts))

        def is_whole(new: Path) -> bool:
            try:
                return reading.read_through(new) == said
            except WrongBackup:
                return False

        path = free_name(folder, register_id, made_at)
        _write(made, path, no_step, is_whole)
        return path, said
    finally:
        owned.release()


def free_name(folder: Path, register_id: str, made_at: datetime) -> Path:
    """A name that says whose backup it is only to who knows the register's id; never one that is taken."""
    stem = f"Реестр {register_id[:8]} {made_at:%Y-%m-%d %H-%M-%S}"
    names = (folder / f"{stem}{f' ({number})' if number > 1 else ''}{SUFFIX}" for number in count(1))
    return next(path for path in names if not path.exists())


def _write(made: Snapshot, path: Path, step: Step, is_whole: Callable[[Path], bool]) -> None:
    size = size_of(made.parts)
    if size > LARGEST:
        raise UserError(
            "Реестр больше 4 ГБ: такой файл резервной копии программа записать не может.",
            do="Закройте программу и скопируйте папку реестра целиком; сообщите разработчику.",
        )
    must_have_room(path.parent, size)
    write_proved(path, written(made.parts, step), is_whole)


def _measured(folder: Path, names: tuple[str, ...]) -> tuple[Measured, ...]:
    try:
        return tuple(measure(name, folder / name) for name in names)
    except OSError as error:
        raise vault.DiskTrouble(
            f"Файлы реестра в папке «{folder}» не читаются.",
            do="Проверьте, что диск подключён и исправен, и повторите.",
        ) from error


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for name in (DATABASE, JOURNAL) if (path := folder / name).is_file())
