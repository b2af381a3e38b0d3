"""What every field of a form has: a control as wide as its content wants, and one line under it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import Icon
from ui.pieces import QuietButton, Text, held, row

AWAY = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""Reasons for which a field is not really left: its own list opened, another window came to the front."""

_SIGN = {"danger": "circle-alert", "warn": "triangle-alert"}


class Note(QWidget):
    """The line under a field: its hint, until there is a doubt, an error or an offer to say."""

    def __init__(self, hint: str, field: QWidget) -> None:
        super().__init__(field)  # without a parent `setVisible` would open a window
        self._hint = hint
        self._accept: Callable[[], Any] = lambda: None
        self._icon = Icon("circle-alert", "danger", 16)
        self.text = Text("", "caption", "muted", wrap=True)
        self.offer = QuietButton("", lambda: self._accept())
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        box.addWidget(self.text, 1)
        box.addWidget(self.offer)
        box.addStretch(0)
        self.say("")

    @property
    def is_silent(self) -> bool:
        """Whether nothing but the hint stands here."""
        return self.text.text() == self._hint and self.offer.isHidden()

    def say(self, text: str, tone: str = "muted") -> None:
        """Show a sentence in a tone; "" brings the hint back."""
        self._show(text or self._hint, tone if text else "muted")
        self.offer.hide()

    def suggest(self, verb: str, accept: Callable[[], Any]) -> None:
        """Offer a correction: the person takes it or goes on."""
        self._show("", "muted")
        self._accept = accept
        self.offer.setText(verb)
        self.offer.setAccessibleName(verb)
        self.offer.show()
        self.show()

    def _show(self, text: str, tone: str) -> None:
        self.text.setText(text)
        self.text.set_tone(tone)
        self.text.setVisible(bool(text))
        if tone in _SIGN:
            self._icon.show_icon(_SIGN[tone], tone)
        self._icon.setVisible(tone in _SIGN)
        self.setVisible(bool(text))


class Field(QWidget):
    """One thing that a form asks; `name` is the attribute that it fills, `label` what stands left of it."""

    edited = Signal()  # a person changed it
    passed = Signal()  # Enter: on to the next field

    def __init__(self, name: str, label: str, *, hint: str = "", required: bool = False) -> None:
        super().__init__()
        self.name, self.label, self.required = name, label, required
        self.offered = ""  # what the program takes where nothing is typed
        self.note = Note(hint, self)
        self._hint = hint
        self._control: QWidget = self
        self._line = QHBoxLayout()
        self._line.setSpacing(8)
        self.stack = QVBoxLayout(self)
        self.stack.setContentsMargins(0, 0, 0, 0)
        self.stack.setSpacing(4)
        self.stack.addLayout(self._line)
        self.stack.addWidget(self.note)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def hold(self, control: QWidget, *beside: QWidget, wide: bool = False) -> None:
        """Take the control that is typed into, and what stands right of it; a wide one takes all the room."""
        self._control = control
        self.setFocusProxy(control)
        control.setAccessibleName(self.label)
        control.setAccessibleDescription("; ".join(filter(None, ("обязательно" * self.required, self._hint))))
        self._line.addWidget(control, int(wide))
        for thing in beside:
            self._line.addWidget(thing)
        if not wide:
            self._line.addStretch(1)

    @property
    def control(self) -> QWidget:
        """What has the cursor when the field has it."""
        return self._control

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops in it, one after another."""
        return [self._control]

    def value(self) -> object:
        """What the office's rules are given: the text, the code of a choice, a day."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Show what is kept."""
        raise NotImplementedError

    def typed(self) -> str:
        """What stands in the field, letter by letter, for a draft."""
        raise NotImplementedError

    def retype(self, typed: str) -> None:
        """Bring back what stood there."""
        raise NotImplementedError

    def words(self) -> str:
        """What stands in the field, to be read by a person without it."""
        return self.typed()

    def is_empty(self) -> bool:
        """Whether nothing was entered."""
        return self.value() in (None, "")

    def show_error(self, text: str) -> None:
        """Say under the field what is wrong; "" takes it back."""
        self._mark(bool(text))
        self.note.say(text, "danger")

    def show_doubt(self, text: str) -> None:
        """Say softly under the field what can hardly be right; it blocks nothing."""
        self._mark(False)
        self.note.say(text, "warn")

    @property
    def is_wrong(self) -> bool:
        """Whether an error stands under the field."""
        return bool(self._control.property("wrong"))

    def mended(self) -> None:
        """A person changed the field: what was said about it is no longer true."""
        if not self.note.is_silent:
            self.show_error("")
        self.edited.emit()

    def _mark(self, wrong: bool) -> None:
        if self.is_wrong != wrong:
            self._control.setProperty("wrong", wrong)
            self._control.style().unpolish(self._control)
            self._control.style().polish(self._control)


def labelled(words: str, field: Field) -> QWidget:
    """A field of a bar with its name before it; the two stay together where the bar takes more lines."""
    name = Text(words, tone="muted")
    name.setBuddy(field.control)
    return held(row(name, field, gap=12))
