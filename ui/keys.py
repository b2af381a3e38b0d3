"""Keys: only letters, digits, F-keys, Insert, Delete and arrows, so that they fire in any layout.

On Windows Qt finds the Latin twin of a key for letters and digits alone; `Ctrl+,` would never fire in ЙЦУКЕН.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

_MORE = {
    "Ctrl+Enter": ("Ctrl+Return", "Ctrl+Enter"),  # the big key and the one of the number pad
    "Enter": ("Return", "Enter"),
    "Ctrl+плюс": ("Ctrl++", "Ctrl+="),  # the same key in both layouts; with Shift and without
    "Ctrl+минус": ("Ctrl+-",),
    "Ctrl+←": ("Ctrl+Left",),
    "Ctrl+→": ("Ctrl+Right",),
}


def sequences(shown: str) -> list[QKeySequence]:
    """The key sequences behind a key as a person is shown it: «F9», «Ctrl+P», «Ctrl+Enter»; none for ""."""
    return [QKeySequence(spelled) for spelled in _MORE.get(shown, (shown,) if shown else ())]


def on_key(
    widget: QWidget,
    shown: str,
    act: Callable[[], Any],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
) -> None:
    """Call `act` on a key while the widget can be seen in the active window; a held key calls it once."""
    for sequence in sequences(shown):
        shortcut = QShortcut(sequence, widget)
        shortcut.setContext(context)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(lambda: act())
