"""Folders that lie on another computer: refused, because locks and caches over a network do not keep their word.

The head may allow one on this computer; which are allowed is remembered here, beside the other memory of the program.
"""

import ctypes
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from narcdesk.errors import UserError
from narcdesk.files import write_atomically
from narcdesk.places import state_dir

MOUNTS = Path("/proc/self/mounts")
_REMOTE = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "9p", "davfs", "glusterfs")
_REMOTE_FUSE = ("sshfs", "gvfsd-fuse", "davfs", "rclone", "glusterfs", "s3fs", "smbnetfs")
_DRIVE_REMOTE = 4  # of GetDriveTypeW


class OnNetwork(UserError):
    """The folder lies on another computer, and nobody has allowed that."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Папка «{folder}» лежит в сети, на другом компьютере.",
            do="По сети файл реестра может испортиться, и двое могут открыть его разом. Работайте на том компьютере, "
            "где папка лежит, или перенесите её на этот. Разрешить сетевую папку может только заведующий.",
        )


def must_be_local(folder: Path) -> None:
    """Raise OnNetwork for a folder of another computer that is not allowed."""
    if is_remote(folder) and _shown(folder) not in _allowed() | _tried:
        raise OnNetwork(folder)


_tried: set[str] = set()


@contextmanager
def trying(folder: Path) -> Iterator[None]:
    """Let it be opened inside this block alone, to see who asks: a kill in its midst leaves nothing allowed."""
    _tried.add(_shown(folder))
    try:
        yield
    finally:
        _tried.discard(_shown(folder))


def allow(folder: Path) -> None:
    """Let a register be opened from this folder on this computer; raises as `write_atomically` does."""
    _keep({*_allowed(), _shown(folder)})


def is_remote(folder: Path) -> bool:
    """Whether a folder, or the nearest one above that is there, lies on another computer, as far as the system says."""
    place = folder.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        places = {place, place.resolve()}
    except OSError:
        places = {place}
    return any(_is_share(one) for one in places)


if sys.platform == "win32":

    def _is_share(place: Path) -> bool:
        name = str(place).replace("/", "\\")
        if name.startswith(("\\\\?\\UNC\\", "\\\\?\\unc\\")):
            return True
        name = name.removeprefix("\\\\?\\")
        if name.startswith("\\\\"):
            return not name.startswith("\\\\.\\")
        return bool(ctypes.windll.kernel32.GetDriveTypeW(name[:2] + "\\") == _DRIVE_REMOTE)

else:

    def _is_share(place: Path) -> bool:
        try:
            lines = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        except OSError:
            return False
        found, kind = -1, ""
        for line in lines:
            parts = line.split(" ")
            if len(parts) < 3:
                continue
            point = Path(_unescaped(parts[1]))
            # Of two on one point the later one lies over the earlier.
            if (place == point or point in place.parents) and len(point.parts) >= found:
                found, kind = len(point.parts), parts[2]
        family, _, program = kind.partition(".")
        return kind in _REMOTE or (family == "fuse" and program in _REMOTE_FUSE)


def _unescaped(name: str) -> str:
    """A path as the kernel writes it there: spaces and the like as octal numbers."""
    for sign in (" ", "\t", "\n", "\\"):
        name = name.replace(f"\\{ord(sign):03o}", sign)
    return name


def _shown(folder: Path) -> str:
    return os.path.normcase(folder.absolute())


def _file() -> Path:
    return state_dir() / "network.json"


def _allowed() -> set[str]:
    try:
        return {str(one) for one in json.loads(_file().read_text(encoding="utf-8"))}
    except (OSError, ValueError, TypeError):
        return set()


def _keep(folders: set[str]) -> None:
    state_dir().mkdir(parents=True, exist_ok=True)
    write_atomically(_file(), json.dumps(sorted(folders), ensure_ascii=False).encode())
