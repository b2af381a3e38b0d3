"""Making a register of a backup again, in a folder of its own and never over another register."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from narcdesk import audit, vault
from narcdesk.backups import reading
from narcdesk.backups.archive import BackupDamaged, BackupTooNew, Step
from narcdesk.backups.manifest import Facts, Manifest
from narcdesk.backups.reading import DATABASE, JOURNAL, KEYS, no_step
from narcdesk.dates import plural
from narcdesk.errors import UserError
from narcdesk.files import make_folder, rename, sync_file, sync_folder, trouble
from narcdesk.vault import ownership

Unlock = Callable[[Path], vault.Opened]
"""Opens the register that was unpacked into a folder: by a password, or by the words of recovery."""


_ASIDE = "restoring"  # the folder that a register is unpacked into, in its own folder or beside it


@dataclass(frozen=True)
class Restored:
    """A register that was made of a backup; `missing` says what this computer knows to have come after it.

    `logins` are those that open it, as on the day of the backup: whose access was ended since then is among them.
    """

    folder: Path
    manifest: Manifest
    facts: Facts
    missing: str
    logins: tuple[str, ...] = ()

    @property
    def let_in(self) -> str:
        """Who may enter it, in a sentence; "" where its file of keys is lost and only the words open it."""
        if not self.logins:
            return ""
        names = ", ".join(self.logins)
        return f"Имена для входа — как в день копии: {names}. Кому доступ закрыли позже, закройте его снова."


class NotEmpty(UserError):
    """The folder already holds something."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"Папка «{folder}» не пуста.", do="Назовите для восстановления новую или пустую папку.")


def must_be_free(folder: Path) -> None:
    """Raise AlreadyThere or NotEmpty where a register cannot be restored."""
    if any((folder / name).exists() for name in (DATABASE, JOURNAL, KEYS)):
        raise vault.AlreadyThere(folder)
    try:
        if folder.exists() and (not folder.is_dir() or any(path.name != _ASIDE for path in folder.iterdir())):
            raise NotEmpty(folder)
    except OSError as error:
        raise trouble(error, folder) from error


def restore(path: Path, folder: Path, unlock: Unlock, step: Step = no_step) -> Restored:
    """Make a register in `folder` of the backup at `path`: unpacked aside, unlocked, counted, and then moved there.

    Raises what `unlock` raises (a wrong password leaves nothing behind), AlreadyThere, NotEmpty, NotABackup,
    BackupDamaged, BackupTooNew, NoSpace, NotWritable, DiskTrouble.
    """
    folder = folder.absolute()
    must_be_free(folder)
    make_folder(folder.parent)
    aside = folder / _ASIDE if folder.exists() else folder.with_name(f"{folder.name}.{_ASIDE}")
    _empty(aside)
    try:
        said = reading.unpack(path, aside, step)
        try:
            with unlock(aside) as opened:
                facts = reading.examine(path, said, opened)
                missing, logins = _missing(opened.register_id, facts), tuple(opened.logins())
        except vault.Damaged as error:
            raise BackupDamaged(path, "её файлы не открываются") from error
        except vault.TooNew as error:
            raise BackupTooNew(path) from error
        _move(aside, folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return Restored(folder, said, facts, missing, logins)


def by_password(login: str, password: str) -> Unlock:
    """Open what was unpacked as one signs in."""
    return lambda folder: vault.unlock(folder, login, password)


def by_words(words: str) -> Unlock:
    """Open what was unpacked by the words of the recovery sheet."""
    return lambda folder: vault.unlock_with_words(folder, words)


def _missing(register_id: str, facts: Facts) -> str:
    anchor = audit.read_anchor(register_id)
    if anchor is None or anchor.head.seq <= facts.head.seq:
        return ""
    lost = plural(anchor.head.seq - facts.head.seq, "операция", "операции", "операций")
    return f"Этот компьютер помнит более позднюю работу: в копии не хватает последних операций, {lost}."


def _empty(aside: Path) -> None:
    """The folder aside, without what a restoring left that was killed."""
    shutil.rmtree(aside, ignore_errors=True)
    try:
        aside.mkdir()
    except OSError as error:
        raise trouble(error, aside) from error


def _move(aside: Path, folder: Path) -> None:
    """Bring the files to the medium and give them their place: a new folder at once, in a folder the keys last."""
    try:
        (aside / ownership.FILE).unlink(missing_ok=True)
        for path in aside.iterdir():
            sync_file(path)
        sync_folder(aside)
        if aside.parent == folder:
            for path in sorted(aside.iterdir(), key=lambda path: path.name == KEYS):
                rename(path, folder / path.name)
            aside.rmdir()
            sync_folder(folder)
        else:
            rename(aside, folder)
            sync_folder(folder.parent)
    except OSError as error:
        raise trouble(error, folder) from error
