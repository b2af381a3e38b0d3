"""Keeping windows out of pictures of the screen and of remote help, where Windows can."""

import ctypes
import sys

from PySide6.QtWidgets import QWidget

_NONE, _EXCLUDE_FROM_CAPTURE = 0, 0x11


def hide(window: QWidget, hidden: bool) -> None:
    """Leave a window out of pictures of the screen, or let it be in them; before Windows 10 2004 nothing happens."""
    if sys.platform == "win32":
        affinity = ctypes.c_ulong(_EXCLUDE_FROM_CAPTURE if hidden else _NONE)
        ctypes.windll.user32.SetWindowDisplayAffinity(ctypes.c_void_p(int(window.winId())), affinity)
