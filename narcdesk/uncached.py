"""Reading past the memory of this computer: what the medium holds, not what was just given to it to write."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

_AT_ONCE = 1 << 20  # bytes; a whole number of sectors of any medium

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _READ, _SHARE_ALL, _EXISTING = 0x80000000, 0x7, 3
    _PAST_THE_CACHE = 0x20000000 | 0x08000000  # FILE_FLAG_NO_BUFFERING, FILE_FLAG_SEQUENTIAL_SCAN
    _NO_HANDLE = ctypes.c_void_p(-1).value
    _RESERVE_AND_COMMIT, _READ_WRITE, _RELEASE = 0x3000, 0x04, 0x8000

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateFileW.restype = wintypes.HANDLE
    _kernel.CreateFileW.argtypes = [
        wintypes.LPCWSTR,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.LPVOID,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.HANDLE,
    ]
    _kernel.ReadFile.argtypes = [
        wintypes.HANDLE,
        wintypes.LPVOID,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.DWORD),
        wintypes.LPVOID,
    ]
    _kernel.CloseHandle.argtypes = [wintypes.HANDLE]
    _kernel.VirtualAlloc.restype = wintypes.LPVOID
    _kernel.VirtualAlloc.argtypes = [wintypes.LPVOID, ctypes.c_size_t, wintypes.DWORD, wintypes.DWORD]
    _kernel.VirtualFree.argtypes = [wintypes.LPVOID, ctypes.c_size_t, wintypes.DWORD]

    def pieces(path: Path) -> Iterator[bytes]:
        """A file from its medium, piece by piece; as any file where it can only be read so. Raises OSError."""
        handle = _kernel.CreateFileW(str(path), _READ, _SHARE_ALL, None, _EXISTING, _PAST_THE_CACHE, None)
        if handle == _NO_HANDLE:  # a folder of the network may not know this way
            yield from _as_any_file(path)
            return
        room = _kernel.VirtualAlloc(None, _AT_ONCE, _RESERVE_AND_COMMIT, _READ_WRITE)  # begins at a page, as it must
        try:
            while True:
                read = wintypes.DWORD()
                if not room or not _kernel.ReadFile(handle, room, _AT_ONCE, ctypes.byref(read), None):
                    raise ctypes.WinError(ctypes.get_last_error())
                if not read.value:
                    return
                yield ctypes.string_at(room, read.value)
        finally:
            if room:
                _kernel.VirtualFree(room, 0, _RELEASE)
            _kernel.CloseHandle(handle)

else:

    def pieces(path: Path) -> Iterator[bytes]:
        """A file from its medium, piece by piece; as any file where it can only be read so. Raises OSError."""
        with path.open("rb") as file:
            forget(file.fileno())
        yield from _as_any_file(path)


def forget(handle: int) -> None:
    """What was written and brought to the medium is no longer kept in memory; Windows reads past it instead."""
    if sys.platform == "linux":
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def _as_any_file(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_AT_ONCE):
            yield piece
