"""The only place that speaks to the person: what happened, is anything lost, what to do. Tests replace it.

Call it as `messages.tell(...)`, never by a name imported from here: then a test hears what was said.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, runtime_checkable

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from narcdesk.errors import UserError
from ui.icons import Icon
from ui.pieces import Button, DangerButton, PrimaryButton, Text, column, row

UNDO = "&Отменить"


def tell(parent: QWidget | None, error: UserError) -> None:
    """Say that something did not come off; the person reads it and goes on."""
    message = Message(parent, error.what, f"{error.lost} {error.do}".strip(), {"": "&Понятно"}, safe="")
    message.exec()
    message.deleteLater()


def ask(
    parent: QWidget, heading: str, text: str, answers: Mapping[str, str], *, safe: str, danger: str = ""
) -> str | None:
    """Ask one question, the fact in the heading; `answers` are code -> verb with its mnemonic («&Сохранить»).

    The safe answer is what Enter gives; Esc means to stay where one is and gives None. `danger` marks the answer
    that cannot be taken back.
    """
    message = Message(parent, heading, text, answers, safe=safe, danger=danger)
    message.exec()
    message.deleteLater()
    return message.answer


def inform(parent: QWidget, text: str) -> None:
    """Say in the status line what was done; it asks for nothing and goes away by itself."""
    _notices_of(parent).show_notice(text, "", None)


def offer_undo(parent: QWidget, text: str, undo: Callable[[], Any]) -> None:
    """Say in the status line what was done, and let it be taken back (there, or by Ctrl+Z)."""
    _notices_of(parent).show_notice(text, UNDO, undo)


@runtime_checkable
class Notices(Protocol):
    """A window with a status line."""

    def show_notice(self, text: str, verb: str, act: Callable[[], Any] | None) -> None:
        """Show a sentence for some seconds, with a button when there is a verb."""


def _notices_of(widget: QWidget) -> Notices:
    window: QWidget | None = widget.window()
    while window is not None:
        if isinstance(window, Notices):
            return window
        above = window.parentWidget()
        window = above.window() if above else None
    raise LookupError("no window with a status line above this one")


class Message(QDialog):
    """A sentence and its answers; `answer` is the code of the one that was given, None after Esc."""

    def __init__(
        self,
        parent: QWidget | None,
        heading: str,
        text: str,
        answers: Mapping[str, str],
        *,
        safe: str,
        danger: str = "",
    ) -> None:
        super().__init__(parent)
        self.answer: str | None = None
        self.setWindowTitle("NarcDesk")
        said = Text(heading, "heading", wrap=True, copyable=True)
        more = Text(text, wrap=True, copyable=True)
        sign = Icon("circle-question-mark" if len(answers) > 1 else "info", "primary", 24)
        words = column(said, *[more] * bool(text), None, gap=4)
        buttons = {code: self._button(code, verb, safe, danger) for code, verb in answers.items()}
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(20)
        box.addLayout(row(column(sign, None), words, gap=16, grows=words))
        box.addLayout(row(None, *buttons.values()))
        buttons[safe].setFocus()  # once it is in the window: else Qt gives the focus to the first one
        width = max(480, box.minimumSize().width())
        self.setFixedSize(width, box.totalHeightForWidth(width))

    def _button(self, code: str, verb: str, safe: str, danger: str) -> Button:
        kind = PrimaryButton if code == safe else DangerButton if code == danger else Button
        return kind(verb, lambda: self._give(code))

    def _give(self, code: str) -> None:
        self.answer = code
        self.accept()
