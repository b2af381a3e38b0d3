"""What the keyboard is set to: its layout, and Caps Lock where the system tells."""

import ctypes
import sys

from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication

_NAMES = {QLocale.Language.Russian: "RU", QLocale.Language.English: "EN"}
_CAPS_LOCK = 0x14  # VK_CAPITAL


def layout() -> str:
    """The layout that letters are typed in: "RU", "EN", another code, or "" when the system does not tell."""
    language = QGuiApplication.inputMethod().locale().language()
    if language in (QLocale.Language.C, QLocale.Language.AnyLanguage):
        return ""
    return _NAMES.get(language) or QLocale.languageToCode(language).upper()


def caps_lock() -> bool | None:
    """Whether Caps Lock is on; None when the system does not tell."""
    if sys.platform == "win32":
        return bool(ctypes.windll.user32.GetKeyState(_CAPS_LOCK) & 1)
    return None
