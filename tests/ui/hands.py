"""Hands of a person at the keyboard."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui.work import WorkWindow


def type_text(widget: QWidget, text: str) -> None:
    """Type letters one by one; QTest.keyClicks would abort the process at the first Cyrillic one."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press one key that has no letter."""
    QTest.keyClick(widget, key, modifier)


def paste(widget: QWidget, text: str) -> None:
    """Put text on the clipboard and paste it."""
    QGuiApplication.clipboard().setText(text)
    press(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def focus_on(widget: QWidget) -> None:
    """Give a widget of a shown window the focus, as a click would."""
    window = widget.window()
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    widget.setFocus()


def in_next_dialog(act: Callable[[Any], Any]) -> None:
    """Do something in the modal window that opens next, then close it; call this before it opens."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        is_ours = isinstance(dialog, QDialog) and not isinstance(dialog, WorkWindow)
        is_active = QApplication.activeWindow() is dialog  # isActiveWindow is true of a child of the active
        if not isinstance(dialog, QDialog) or not is_ours or not is_active:
            QTimer.singleShot(20, look)
            return
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.done(0)

    QTimer.singleShot(20, look)
