"""A small file that must never be half written: the key slots, the anchor, a batch for the commission.

It is written beside its place, brought to the medium, read back, and only then given its name.
"""

import errno
import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from narcdesk import uncached
from narcdesk.errors import UserError

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}
_TOO_LONG = {errno.ENAMETOOLONG}
_LONGEST, _BESIDE = 259, len(".new")  # letters of a path that Windows takes; what is written beside it has more
_TOO_LONG_ON_WINDOWS = 206  # Python takes it for a missing folder
# What Windows answers of a medium that is out or fails; Python takes most of these for a missing right.
_OUT = {20, 21, 23, 25, 26, 27, 29, 30, 31, 34}
_HELD = {5, 32, 33}  # what Windows answers while another program has an older file open
_OF_THE_SYSTEM = {"System Volume Information", "desktop.ini", "Thumbs.db"}
_NO_SUCH_PLACE = {errno.ENOENT, errno.ENOTDIR, errno.EEXIST}


class NoSpace(UserError):
    """The disk or the stick is full."""


class NotWritable(UserError):
    """The folder or the medium is read-only, or this account may not write there."""


class WrongPlace(UserError):
    """There is no such folder, or a file stands where a folder should be, or a folder where a file should."""


class DiskTrouble(UserError):
    """The medium itself failed: pulled out, unreadable, its connection broken."""


def company(path: Path) -> list[str]:
    """Names of what else lies in the folder of a file, without what the system keeps there for itself."""
    try:
        names = [one.name for one in path.parent.iterdir() if one.name != path.name]
    except OSError:  # the file itself was read back: of the rest nothing is promised
        return []
    return sorted(name for name in names if not name.startswith((".", "$")) and name not in _OF_THE_SYSTEM)


def readable(name: str) -> str:
    """A name of a file as it can be shown and written: no sign of another encoding, none that a terminal obeys."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in name)


def is_too_long(path: Path, *, beside: bool = False) -> bool:
    """Whether Windows says that there is nothing at `path` for its length alone; `beside`: for writing."""
    return sys.platform == "win32" and len(str(path.absolute())) > _LONGEST - _BESIDE * beside


def absent(path: Path, what: str = "Файл") -> UserError:
    """The sentence where a file that is to be read is not there."""
    if is_too_long(path):
        return UserError(
            f"{what} «{readable(path.name)}» не открыть: путь к нему слишком длинный.",
            lost="",
            do="Скопируйте его ближе к корню диска и повторите.",
        )
    return UserError(f"{what} «{readable(path.name)}» не найден.", lost="", do="Проверьте имя и папку.")


def lies_in(path: Path, folder: Path) -> bool:
    """Whether `path` is, or would be, somewhere under `folder`, by whatever links and letters it is named."""
    if not folder.exists():
        return folder.resolve() in path.resolve().parents
    above = {*path.absolute().parents, *path.resolve().parents}
    return any(one.exists() and one.samefile(folder) for one in above)


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` under the name `path` whole or not at all; an older file stays until the new one is proved.

    Raises NoSpace, NotWritable, WrongPlace, DiskTrouble.
    """
    must_have_room(path.parent, len(data))
    write_proved(path, [data], lambda new: read_back(new, data))


def write_proved(path: Path, pieces: Iterable[bytes], is_whole: Callable[[Path], bool]) -> None:
    """The same piece by piece; `is_whole` reads what came onto the medium, and only then it gets its name."""
    put_in_place(write_beside(path, pieces, is_whole), path)


def write_beside(path: Path, pieces: Iterable[bytes], is_whole: Callable[[Path], bool]) -> Path:
    """The first half of it: what is to be called `path` lies proved beside it, and gives where. Raises the same."""
    new = path.with_name(path.name + ".new")
    with _gone_after_an_error(new, path):
        with new.open("wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
            uncached.forget(file.fileno())  # else reading back would meet the memory of this computer, not the stick
        if not is_whole(new):
            raise OSError(errno.EIO, "what was read back differs from what was written")
    return new


def put_in_place(new: Path, path: Path) -> None:
    """The second half, for which no more room is wanted. Raises the same."""
    with _gone_after_an_error(new, path):
        rename(new, path)
        _settle(path)


@contextmanager
def _gone_after_an_error(new: Path, path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        with suppress(OSError):  # the medium is gone, and the unfinished file with it
            new.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise trouble(error, path) from error
        raise


def must_have_room(folder: Path, size: int) -> None:
    """Raise NoSpace, with the room that is needed, where `size` bytes will not fit into `folder`."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError:  # then writing will tell
        return
    if free < size:
        raise NoSpace(
            f"Не хватает места на диске: нужно {_megabytes(size)} МБ, свободно {_megabytes(free)} МБ.",
            do=f"Освободите место на диске, где лежит папка «{folder}», и повторите.",
        )


def _megabytes(size: int) -> str:
    return f"{max(size / 2**20, 0.1):.1f}".replace(".", ",")


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, where they are missing; raises as `write_atomically` does."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise trouble(error, folder) from error


def read_back(path: Path, data: bytes) -> bool:
    """Whether the medium holds exactly `data` at `path`; raises OSError when it cannot be read."""
    at = 0
    for piece in uncached.pieces(path):
        if data[at : at + len(piece)] != piece:
            return False
        at += len(piece)
    return at == len(data)


def sync_folder(folder: Path) -> None:
    """Bring the names in `folder` to the medium; Windows does so by itself and cannot be asked."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _settle(path: Path) -> None:
    """The new name comes to the medium too, so that it may be taken out."""
    if sys.platform == "win32":
        with suppress(PermissionError):  # an antivirus looks into it just now; Windows writes the name a moment later
            sync_file(path)
    else:
        sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Bring what was written into a file to the medium; raises OSError."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def trouble(error: OSError, path: Path) -> UserError:
    """The sentence for the person when writing `path` failed with `error`."""
    if error.errno in _NO_ROOM:
        return NoSpace(
            f"Не хватает места на диске, чтобы записать файл «{path.name}».",
            do=f"Освободите место на диске, где лежит папка «{path.parent}», и повторите.",
        )
    code = getattr(error, "winerror", 0)
    if error.errno in _TOO_LONG or code == _TOO_LONG_ON_WINDOWS or is_too_long(path, beside=True):
        return WrongPlace(
            f"Путь к файлу «{path.name}» слишком длинный.",
            do="Выберите папку ближе к корню диска или с более коротким именем.",
        )
    if code in _HELD and path.is_file() and not path.stat().st_mode & stat.S_IWRITE:
        return NotWritable(
            f"Файл «{path.name}» уже есть, и у него стоит «Только чтение».",
            do="Снимите эту отметку в свойствах файла и повторите или назовите другой файл.",
        )
    if code in _HELD and path.is_file():
        return NotWritable(
            f"Файл «{path.name}» занят другой программой: скорее всего, он открыт в Excel.",
            do="Закройте его там и повторите или назовите другой файл.",
        )
    if error.errno in _NOT_ALLOWED and code not in _OUT:
        return NotWritable(
            f"В папку «{path.parent}» нельзя записать файл «{path.name}».",
            do="Снимите защиту от записи, получите право на эту папку или выберите другую.",
        )
    if place := _wrong_place(error, path):
        return WrongPlace(f"Записать «{path.name}» нельзя: {place}.", do="Проверьте путь или назовите другой.")
    return DiskTrouble(
        f"Файл «{path.name}» не удалось записать в папку «{path.parent}».",
        do="Проверьте, что диск или флеш-накопитель подключён и исправен, и повторите.",
    )


def _wrong_place(error: OSError, path: Path) -> str:
    if error.errno == errno.EISDIR:
        return f"в папке «{path.parent}» это имя носит папка"
    if error.errno not in _NO_SUCH_PLACE:
        return ""
    for place in (path, *path.parents):
        if place.is_file():
            return f"«{place}» — файл, а не папка"
    return "" if path.parent.exists() else f"папки «{path.parent}» нет"


def rename(new: Path, path: Path) -> None:
    """Give a finished file the name of an older one, or a folder a free name, in one step; raises OSError."""
    # On Windows an antivirus or the search index may hold the older file for a moment.
    take = new.rename if new.is_dir() else new.replace  # Windows replaces no folders
    tries = 10 if sys.platform == "win32" else 1
    while True:
        try:
            take(path)
            return
        except PermissionError:
            tries -= 1
            if not tries:
                raise
            time.sleep(0.1)
