"""Where the cursor is among fields, in words that outlive the window: the field, its stop, the letter."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

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
        place = places[at]
        place.setFocus(Qt.FocusReason.ActiveWindowFocusReason)  # of the one before it nothing is tidied up
        if isinstance(place, QLineEdit):
            place.setCursorPosition(letter)
        elif isinstance(place, QPlainTextEdit):
            text = place.textCursor()
            text.setPosition(min(letter, len(place.toPlainText())))
            place.setTextCursor(text)


def _letter(place: QWidget) -> int:
    if isinstance(place, QLineEdit):
        return place.cursorPosition()
    return place.textCursor().position() if isinstance(place, QPlainTextEdit) else 0
