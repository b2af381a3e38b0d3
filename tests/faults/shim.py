"""The disk that fails: the library `shim.c`, preloaded into the warm parent and armed by a child for itself."""

import ctypes
import errno
import hashlib
import os
import signal
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")

WRITING, SYNCING, READING, REMOVING = 1, 2, 4, 8
EVERYTHING = WRITING | SYNCING | READING | REMOVING
CHANGING = WRITING | SYNCING | REMOVING
BROKEN, FULL, ENDED = errno.EIO, errno.ENOSPC, -signal.SIGKILL if hasattr(signal, "SIGKILL") else 0

_HEAD = struct.Struct("=cIIqQ")


def build(folder: Path) -> Path:
    """The library, made by gcc."""
    made = folder / f"shim-{hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:12]}.so"
    if not made.exists():
        subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", made, SOURCE, "-ldl", "-lpthread"], check=True)
    return made


def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(None)
    library.faults_calls.restype = ctypes.c_long
    return library


def watch(disk: Path) -> None:
    """From here on this process meets the disk of the tests wherever it uses this folder."""
    _library().faults_watch(os.fsencode(disk.resolve()))


def fail(at: int, kinds: int, error: int, *, forever: bool) -> None:
    """Let the call number `at` from here fail (0: none, only count), once or for ever after."""
    _library().faults_fail(ctypes.c_long(at), kinds, error, int(forever))


def calls() -> int:
    """How many calls of the kinds there were since `fail`."""
    return int(_library().faults_calls())


def log(path: Path) -> None:
    """Note every change of the disk in a file, which lies elsewhere."""
    _library().faults_log(os.fsencode(path))


def mark(number: int) -> None:
    """Note a moment of the test among the changes."""
    _library().faults_mark(ctypes.c_long(number))


@dataclass(frozen=True)
class Record:
    """One change of the disk; the kinds are those of `shim.c`."""

    kind: str
    path: str
    other: str
    offset: int
    data: bytes


def records(path: Path) -> Iterator[Record]:
    """The log, in the order in which things happened."""
    log, at = path.read_bytes(), 0
    while at < len(log):
        kind, length, other_length, offset, size = _HEAD.unpack_from(log, at)
        start = at + _HEAD.size
        names = start + length
        data = names + other_length
        at = data + (size if kind == b"w" else 0)
        yield Record(kind.decode(), os.fsdecode(log[start:names]), os.fsdecode(log[names:data]), offset, log[data:at])
