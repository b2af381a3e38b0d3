"""What narrows a list down: a few fields side by side, each under its name; the list follows at once."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QLayout, QSizePolicy, QWidget

from ui.fields import CheckField, Field
from ui.pieces import Flow, Text, column, held, row

PAUSE = 100  # ms after the last letter


class FilterBar(QWidget):
    """Fields over a list, after a search box if there is one; `changed` comes a moment after one was changed.

    One that never `folds` has a height of its own: over a list that takes what room there is.
    """

    changed = Signal()

    def __init__(self, fields: Sequence[Field], *, first: QWidget | None = None, folds: bool = True) -> None:
        super().__init__()
        self.fields = {field.name: field for field in fields}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.changed)
        line: QLayout = Flow() if folds else row(gap=12)
        if first is not None:
            line.addWidget(first)
        for field in fields:
            field.edited.connect(self._pause.start)
            line.addWidget(_under_its_name(field))
        if isinstance(line, QBoxLayout):
            line.addStretch(1)
        self.setLayout(line)
        self.setSizePolicy(_FOLDS if folds else _STANDS)

    def __getitem__(self, name: str) -> Field:
        # PySide takes anything with this method for a sequence and walks it by numbers: it must end as one does.
        if not isinstance(name, str):
            raise IndexError
        return self.fields[name]

    def text(self, name: str) -> str:
        """What was typed or chosen, cleaned; "" when nothing was."""
        return str(self.fields[name].value() or "")

    def is_on(self, name: str) -> bool:
        """Whether a box is ticked."""
        return bool(self.fields[name].value())

    def is_empty(self) -> bool:
        """Whether nothing is asked for; a box says nothing here."""
        return all(field.is_empty() for field in self.fields.values() if not isinstance(field, CheckField))


_FOLDS = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
_FOLDS.setHeightForWidth(True)
_STANDS = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)


def _under_its_name(field: Field) -> QWidget:
    if isinstance(field, CheckField):
        return field
    name = Text(field.label, "caption", "muted")
    name.setBuddy(field.control)
    return held(column(name, field, gap=4))
