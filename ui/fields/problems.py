"""The list of what is wrong, at the top of a form: each line leads to its field."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout

from narcdesk.errors import Invalid
from ui.icons import Icon
from ui.pieces import QuietButton, Text, row


class ProblemList(QFrame):
    """Every problem of a form in words; hidden while there is none."""

    def __init__(self, lead_to: Callable[[str], Any]) -> None:
        super().__init__()
        self._lead_to = lead_to
        self.setProperty("ground", "danger")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(16, 8, 8, 8)
        self._box.setSpacing(0)
        self.hide()

    def show_all(self, invalid: Invalid) -> None:
        """Show these problems instead of those before."""
        self.clear()
        heading = Text(f"{invalid.what} {invalid.lost}", "heading", "danger", wrap=True)
        self._box.addLayout(row(Icon("triangle-alert", "danger"), heading, grows=heading))
        for problem in invalid.problems:
            sentence = problem.message[:1].upper() + problem.message[1:]
            line = QuietButton(sentence, partial(self._lead_to, problem.field))
            self._box.addLayout(row(18, line, None))
        self.show()

    def clear(self) -> None:
        """Nothing is wrong any more."""
        self.hide()
        while item := self._box.takeAt(0):
            inner = item.layout()
            while inner is not None and (part := inner.takeAt(0)):
                if widget := part.widget():
                    widget.hide()
                    widget.deleteLater()
