"""Where the cursor is among fields, in words that outlive the window: the field, its stop, the letter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

Stops = Mapping[str, Sequence[QWidget]]  # name of a field -> where Tab stops in it


def where(stops: Stops, window: QWidget) -> tuple[str, int]:
    """The field with the cursor («scope/2»: its third stop) and the letter; ("", 0) while it is in none of them."""
    focused = window.focusWidget()  # also while another window is in front
    for name, places in stops.items():
        for number, place in enumerate(places):
            if place is focused:
                return (f"{name}/{number}" if number else name), _letter(place)
    return "", 0


def put(stops: Stops, cursor: str, letter: int) -> None:
    """Put the cursor back; a field that is not there any more is passed over."""
    name, _, number = cursor.partition("/")
    places, at = stops.get(name, ()), int(number or 0)
    if at < len(places):
        Place(places[at], letter).come_back()


@dataclass(frozen=True)
class Place:
    """A widget that had the cursor, and the letter."""

    widget: QWidget
    letter: int

    @classmethod
    def of(cls, widget: QWidget | None) -> Self | None:
        """Where the cursor is now; None while it is nowhere."""
        return None if widget is None else cls(widget, _letter(widget))

    def come_back(self) -> None:
        """Put the cursor there again, unless the widget is gone."""
        if not isValid(self.widget):
            return
        if not self.widget.hasFocus():  # of the one before it nothing is tidied up
            self.widget.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        if _letter(self.widget) == self.letter:
            return
        if isinstance(self.widget, QLineEdit):
            self.widget.setCursorPosition(self.letter)
        elif isinstance(self.widget, QPlainTextEdit):
            text = self.widget.textCursor()
            text.setPosition(min(self.letter, len(self.widget.toPlainText())))
            self.widget.setTextCursor(text)


def _letter(place: QWidget) -> int:
    if isinstance(place, QLineEdit):
        return place.cursorPosition()
    return place.textCursor().position() if isinstance(place, QPlainTextEdit) else 0
