"""One owner at a time: `register.lock` beside the register, held by a lock of the operating system.

Such a lock goes away with the program, also when that is killed, so a stale one never has to be removed. Only over a
network it may lie; there the name that was left in the file is said before the register is opened.
"""

import getpass
import json
import os
import socket
import sys
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from narcdesk.files import trouble
from narcdesk.vault.network import is_remote
from narcdesk.vault.troubles import InUse, LeftOpen

FILE = "register.lock"
_TEXT = 512  # bytes at the beginning of the file that tell others who holds it
_MOMENT = 5.0  # seconds that who has just taken the lock is given to write his name: his computer may be busy
_FAR = 1 << 30  # Windows forbids others to read a locked byte, so the locked one lies far behind the text


class Ownership:
    """The right to use the register in a folder, from making this object to `release`."""

    def __init__(self, folder: Path) -> None:
        """Raises InUse, LeftOpen, NotWritable, NoSpace, DiskTrouble."""
        path = folder / FILE
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
            try:
                if not _lock(handle):
                    raise InUse(_who_has_it(handle))
                _doubt(folder, handle)
            except BaseException:
                os.close(handle)
                raise
        except OSError as error:
            raise trouble(error, path) from error
        self._handle: int | None = handle
        _tell(handle, _myself())

    def release(self) -> None:
        """Let others in; a second call does nothing."""
        if self._handle is not None:
            _tell(self._handle, "")
            with suppress(OSError):  # closing lets go as well, on Windows only somewhat later
                _unlock(self._handle)
            os.close(self._handle)
            self._handle = None


_said: set[tuple[Path, str]] = set()  # what was said once is not said again: the person has looked


def _doubt(folder: Path, handle: int) -> None:
    """Over a network a lock may be had while another computer works: raise LeftOpen, once, where its name stands."""
    holder = _holder(handle)
    if not holder or socket.gethostname() in holder or not is_remote(folder):
        return
    if (folder, holder) not in _said:
        _said.add((folder, holder))
        raise LeftOpen(holder)


def _myself() -> str:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "неизвестен"
    since = datetime.now().astimezone().isoformat(timespec="minutes")
    return json.dumps({"computer": socket.gethostname(), "user": user, "since": since}, ensure_ascii=False)


def _who_has_it(handle: int) -> str:
    until = time.monotonic() + _MOMENT
    while not (holder := _holder(handle)) and time.monotonic() < until:
        time.sleep(0.01)
    return holder


def _holder(handle: int) -> str:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        told = json.loads(os.read(handle, _TEXT).decode())
        since = datetime.fromisoformat(told["since"])
        return f"компьютер {told['computer']}, пользователь {told['user']}, с {since:%d.%m.%Y %H:%M}"
    except (OSError, ValueError, LookupError, TypeError):
        return ""  # the owner is just writing it, or the file was cut


def _tell(handle: int, text: str) -> None:
    with suppress(OSError):  # a courtesy to whoever comes second; the lock itself is what counts
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, text.encode()[:_TEXT].ljust(_TEXT))


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
