"""Several of a short list: a box for each; Space ticks, Enter goes on to the next box and out of the last."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.fields.base import Field
from ui.fields.check import CheckBox


class ChecksField(Field):
    """Boxes in two columns; the value is the list of the ticked codes."""

    def __init__(
        self, name: str, label: str, options: Mapping[str, str], *, hint: str = "", required: bool = False
    ) -> None:
        super().__init__(name, label, hint=hint, required=required)
        self.boxes = {code: CheckBox(words) for code, words in options.items()}
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(2, 1)
        rows = -(-len(self.boxes) // 2)
        for number, box in enumerate(self.boxes.values()):
            box.clicked.connect(self.mended)
            grid.addWidget(box, number % rows, number // rows)
        boxes = list(self.boxes.values())
        for before, after in pairwise(boxes):
            before.passed.connect(lambda to=after: to.setFocus(Qt.FocusReason.TabFocusReason))
        boxes[-1].passed.connect(self.passed)
        self.hold(inner)
        self._control = boxes[0]
        self.setFocusProxy(boxes[0])

    @property
    def stops(self) -> list[QWidget]:
        return list(self.boxes.values())

    def value(self) -> object:
        return [code for code, box in self.boxes.items() if box.isChecked()]

    def set_value(self, value: object) -> None:
        ticked = list(value) if isinstance(value, Iterable) else []
        for code, box in self.boxes.items():
            box.setChecked(code in ticked)

    def typed(self) -> str:
        return " ".join(str(code) for code in self.boxes if self.boxes[code].isChecked())

    def retype(self, typed: str) -> None:
        self.set_value(typed.split())

    def words(self) -> str:
        return ", ".join(box.text().replace("&", "") for box in self.boxes.values() if box.isChecked())

    def is_empty(self) -> bool:
        return not self.value()
