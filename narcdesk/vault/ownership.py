"""One owner at a time: `register.lock` beside the register, held by a lock of the operating system.

Such a lock goes away with the program, also when that is killed, so a stale one never has to be removed.
"""

import getpass
import json
import os
import socket
import sys
from datetime import datetime
from pathlib import Path

from narcdesk.files import trouble
from narcdesk.vault.troubles import InUse

FILE = "register.lock"
_TEXT = 512  # bytes at the beginning that tell others who holds it
_FAR = 1 << 30  # Windows forbids others to read a locked byte, so the locked one lies far behind the text


class Ownership:
    """The right to use the register in `folder`, until `release`; raises InUse, NotWritable and its kin."""

    def __init__(self, folder: Path) -> None:
        path = folder / FILE
        try:
            self._handle: int | None = os.open(
                path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666
            )
        except OSError as error:
            raise trouble(error, path) from error
        try:
            _lock(self._handle)
        except OSError:
            holder = _holder(self._handle)
            os.close(self._handle)
            raise InUse(holder) from None
        _write(self._handle, _myself())

    def release(self) -> None:
        """Let others in; a second call does nothing."""
        if self._handle is not None:
            _write(self._handle, "")
            _unlock(self._handle)
            os.close(self._handle)
            self._handle = None


def _myself() -> str:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = ""
    now = datetime.now().astimezone()
    return json.dumps(
        {"computer": socket.gethostname(), "user": user, "since": now.isoformat(timespec="minutes")},
        ensure_ascii=False,
    )


def _holder(handle: int) -> str:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        said = json.loads(os.read(handle, _TEXT).decode().strip())
        since = datetime.fromisoformat(said["since"]).strftime("%d.%m.%Y %H:%M")
        return f"компьютер {said['computer']}, пользователь {said['user']}, с {since}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _write(handle: int, text: str) -> None:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, text.encode()[:_TEXT].ljust(_TEXT))
    except OSError:
        pass  # only a courtesy to whoever comes second; the lock itself is what counts


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
