"""The file of a backup: a ZIP that stores the manifest, the key file and the database, one behind the other.

It is written without deflating, so that parts lie in it as they are, and read strictly: each of its bytes either
belongs to a part, whose hash the manifest holds, or is what follows from the parts. So a flip anywhere is found,
nothing can hide in it, and nothing unpacks to more than it is. Any other program can take it apart.
"""

import hashlib
import os
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from narcdesk.errors import UserError
from narcdesk.files import DiskTrouble

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _UTF8_NAME, _ARCHIVED = 20, 0x800, 0x20
_DAY = (0 << 9) | (1 << 5) | 1  # 1 January 1980, the first day that ZIP knows

PIECE = 1 << 20  # bytes read at once
LARGEST = (1 << 32) - (1 << 22)  # bytes of all parts: what sizes of this kind of ZIP can say

Step = Callable[[int, int], object]  # bytes done, of how many


class WrongBackup(UserError):
    """The file cannot serve as a backup: the honest answer to whoever asks for it is no."""


class NotABackup(WrongBackup):
    """The file is something else."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Файл «{path.name}» — не резервная копия NarcDesk.", do="Выберите файл с окончанием .ndbackup."
        )


class BackupOfAnother(WrongBackup):
    """A whole backup, but of another register."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"«{path.name}» — копия другого реестра.", do="Выберите копию этого реестра.")


class BackupDamaged(WrongBackup):
    """The file was a backup, but is cut or changed."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"Резервная копия «{path.name}» повреждена: {why}.",
            lost="Самого реестра это не касается.",
            do="Возьмите другую копию.",
        )


class BackupTooNew(WrongBackup):
    """A newer edition of the program made it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Резервная копия «{path.name}» сделана более новой версией программы.",
            do="Обновите программу на этом компьютере и повторите.",
        )


@dataclass(frozen=True)
class Part:
    """One file in the backup; `at` is where its bytes begin."""

    name: str
    size: int
    crc: int
    at: int = 0


@dataclass(frozen=True)
class Measured:
    """A file that goes into a backup, read once for its hash."""

    name: str
    source: Path | bytes
    size: int
    crc: int
    sha256: str


def measure(name: str, source: Path | bytes) -> Measured:
    """Read a part through; raises OSError."""
    size, crc, sha256 = 0, 0, hashlib.sha256()
    for piece in _pieces(source):
        size, crc = size + len(piece), zlib.crc32(piece, crc)
        sha256.update(piece)
    return Measured(name, source, size, crc, sha256.hexdigest())


def written(parts: Sequence[Measured], step: Step) -> Iterator[bytes]:
    """The bytes of the backup of these parts, piece by piece; raises OSError."""
    of = size_of(parts)
    done = 0
    locals_, index = _frame([Part(part.name, part.size, part.crc) for part in parts])
    for head, part in zip(locals_, parts, strict=True):
        yield head
        done += len(head)
        for piece in _pieces(part.source):
            yield piece
            done += len(piece)
            step(done, of)
    yield index


def size_of(parts: Sequence[Measured]) -> int:
    """How many bytes the backup of these parts takes."""
    locals_, index = _frame([Part(part.name, part.size, part.crc) for part in parts])
    return sum(part.size for part in parts) + sum(map(len, locals_)) + len(index)


def _frame(parts: Sequence[Part]) -> tuple[list[bytes], bytes]:
    """What stands before each part, and what stands behind them all."""
    locals_: list[bytes] = []
    index: list[bytes] = []
    at = 0
    for part in parts:
        named = part.name.encode()
        common = (_UTF8_NAME, 0, 0, _DAY, part.crc, part.size, part.size, len(named), 0)
        locals_.append(_LOCAL.pack(b"PK\3\4", _VERSION, *common) + named)
        index.append(_CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *common, 0, 0, 0, _ARCHIVED, at) + named)
        at += len(locals_[-1]) + part.size
    end = _END.pack(b"PK\5\6", 0, 0, len(parts), len(parts), sum(map(len, index)), at, 0)
    return locals_, b"".join((*index, end))


def parts_of(path: Path, file: BinaryIO, expected: Sequence[tuple[str, ...]]) -> dict[str, Part]:
    """The parts of the backup in an open file, by their headers alone.

    `expected` are the sets of names that a backup may have, in their order. Raises NotABackup, BackupDamaged, OSError.
    """
    size = file.seek(0, os.SEEK_END)
    named = expected[0][0].encode()
    file.seek(0)
    start = file.read(_LOCAL.size + len(named))
    # A flip in the very first bytes is no reason to call a file something else: either half is enough.
    if not start.startswith(b"PK\3\4") and named not in start and path.suffix != ".ndbackup":
        raise NotABackup(path)
    if not size:
        raise BackupDamaged(path, "файл пуст")
    found: list[Part] = []
    at = 0
    while at < size:
        file.seek(at)
        head = file.read(_LOCAL.size)
        if len(head) < _LOCAL.size or not head.startswith(b"PK\3\4"):
            break
        _, _, _, method, _, _, crc, packed, unpacked, length, extra = _LOCAL.unpack(head)
        name = file.read(length).decode(errors="replace")
        if method or extra or packed != unpacked or len(found) == 8:
            break
        found.append(Part(name, unpacked, crc, at + len(head) + length))
        at = found[-1].at + unpacked
    if not found or tuple(part.name for part in found) not in expected:
        # An ordinary ZIP begins in the same way and was never ours.
        raise NotABackup(path) if named not in start else BackupDamaged(path, "файл обрезан или изменён")
    locals_, index = _frame(found)
    if size != sum(map(len, locals_)) + sum(part.size for part in found) + len(index):
        raise BackupDamaged(path, "файл обрезан или к нему что-то приписано")
    for head, part in zip(locals_, found, strict=True):
        file.seek(part.at - len(head))
        if file.read(len(head)) != head:
            raise BackupDamaged(path, "служебные сведения файла изменены")
    file.seek(size - len(index))
    if file.read() != index:
        raise BackupDamaged(path, "служебные сведения файла изменены")
    return {part.name: part for part in found}


def bytes_of(path: Path, file: BinaryIO, part: Part, most: int) -> bytes:
    """A small part whole; raises BackupDamaged for one that is not small or not as it was written."""
    if part.size > most:
        raise BackupDamaged(path, f"часть «{part.name}» слишком велика")
    file.seek(part.at)
    data = file.read(part.size)
    if len(data) != part.size or zlib.crc32(data) != part.crc:
        raise BackupDamaged(path, f"часть «{part.name}» изменена")
    return data


def pieces_of(path: Path, file: BinaryIO, part: Part, sha256: str) -> Iterator[bytes]:
    """A part piece by piece, held against its hash at the end; raises BackupDamaged, and UserError of the medium."""
    left, crc, read = part.size, 0, hashlib.sha256()
    try:
        file.seek(part.at)
        while left and (piece := file.read(min(PIECE, left))):
            left, crc = left - len(piece), zlib.crc32(piece, crc)
            read.update(piece)
            yield piece
    except OSError as error:
        raise cannot_read(path, error) from error
    if left or crc != part.crc or read.hexdigest() != sha256:
        raise BackupDamaged(path, f"часть «{part.name}» изменена")


def cannot_read(path: Path, error: OSError) -> UserError:
    """The sentence for a backup that is there but cannot be read, or is not there."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UserError(f"Файла «{path}» нет.", lost="", do="Проверьте имя и папку; вставлен ли носитель.")
    if isinstance(error, IsADirectoryError | PermissionError):
        return UserError(
            f"«{path}» не читается: это папка, или у вас нет права на этот файл.",
            lost="",
            do="Выберите файл с окончанием .ndbackup.",
        )
    return DiskTrouble(
        f"Резервная копия «{path.name}» не читается с носителя.",
        do="Проверьте, что диск или флеш-накопитель подключён и исправен, и повторите.",
    )


def _pieces(source: Path | bytes) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
