"""What can be carried out: the sticks and cards that are in this computer, by their labels, and the room on them."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from narcdesk.files import readable

_MOUNTS, _BLOCKS, _LABELS = Path("/proc/self/mounts"), Path("/sys/class/block"), Path("/dev/disk/by-label")
_PUT_IN_BY_HAND = ("/media/", "/run/media/")  # where a desktop shows what was put in
_ESCAPED = re.compile(rb"\\(?:x([0-9a-fA-F]{2})|([0-7]{3}))")  # of a mount table, of a link to a label


@dataclass(frozen=True)
class Drive:
    """A removable medium that is in: where it is seen, what its owner called it, and whether it takes anything."""

    root: Path
    label: str
    free: int  # bytes
    size: int
    is_read_only: bool = False

    @property
    def is_in(self) -> bool:
        """Whether it still is: a folder of that name may stand there when it is not."""
        try:
            shutil.disk_usage(self.root)
        except OSError:
            return False
        return os.path.ismount(self.root)


def _seen(root: Path, label: str, *, is_read_only: bool) -> Iterator[Drive]:
    with suppress(OSError):  # a reader of cards with no card in it
        room = shutil.disk_usage(root)
        yield Drive(root, label, room.free, room.total, is_read_only)


if sys.platform == "win32":
    import ctypes

    _REMOVABLE, _READ_ONLY = 2, 0x00080000
    _NO_QUESTIONS = 0x0001  # else Windows asks the person to put a disk into an empty reader

    def removable() -> list[Drive]:
        """The sticks and cards that are in, by their letters."""
        kernel = ctypes.windll.kernel32
        before = kernel.SetErrorMode(_NO_QUESTIONS)
        try:
            letters = kernel.GetLogicalDrives()
            roots = [f"{chr(ord('A') + at)}:\\" for at in range(26) if letters >> at & 1]
            return [drive for root in roots if kernel.GetDriveTypeW(root) == _REMOVABLE for drive in _volume(root)]
        finally:
            kernel.SetErrorMode(before)

    def _volume(root: str) -> Iterator[Drive]:
        label, flags = ctypes.create_unicode_buffer(261), ctypes.c_uint32()
        asked = (root, label, 261, None, None, ctypes.byref(flags), None, 0)
        if ctypes.windll.kernel32.GetVolumeInformationW(*asked):
            yield from _seen(Path(root), label.value, is_read_only=bool(flags.value & _READ_ONLY))

else:

    def removable(mounts: Path = _MOUNTS, blocks: Path = _BLOCKS, labels: Path = _LABELS) -> list[Drive]:
        """The sticks and cards that are in and mounted, by where they are seen."""
        try:
            # By spaces alone: a label may have a space of another kind, or letters of another encoding.
            lines = [line.split(" ") for line in mounts.read_text("utf-8", "surrogateescape").split("\n")]
        except OSError:  # a system without such a table
            return []
        called = _called(labels)
        found: dict[str, Drive] = {}
        for device, escaped, _kind, options, *_ in (line for line in lines if len(line) > 3):
            root = Path(_unescaped(escaped))
            name = Path(device).name
            if device.startswith("/dev/") and _is_put_in(root, name, blocks) and device not in found:
                label = readable(called.get(name) or root.name)
                read_only = "ro" in options.split(",")
                for drive in _seen(root, label, is_read_only=read_only):
                    found[device] = drive
        return sorted(found.values(), key=lambda drive: drive.root)

    def _is_put_in(root: Path, name: str, blocks: Path) -> bool:
        if str(root).startswith(_PUT_IN_BY_HAND):
            return True
        if root == Path("/") or str(root).startswith(("/boot", "/home", "/usr", "/var")):  # a system run from a stick
            return False
        with suppress(OSError):
            block = (blocks / name).resolve(strict=True)
            whole = block if (block / "removable").exists() else block.parent
            return (whole / "removable").read_text().strip() == "1"
        return False

    def _called(labels: Path) -> dict[str, str]:
        found = {}
        with suppress(OSError):
            for link in labels.iterdir():
                found[link.readlink().name] = _unescaped(link.name)
        return found

    def _unescaped(text: str) -> str:
        """As it was before spaces and Cyrillic letters were written as numbers of bytes."""
        raw = _ESCAPED.sub(
            lambda found: bytes([int(found[1], 16) if found[1] else int(found[2], 8)]), os.fsencode(text)
        )
        return os.fsdecode(raw)
