"""Several of a short list: a box for each; Space ticks, Enter goes on to the next box and out of the last."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.fields.base import Field
from ui.fields.check import CheckBox

GAP, BAR = 16, 32  # px between two columns; more than a scroll bar takes


class Boxes(QWidget):
    """Boxes in two columns, one under the other down each; in a single one where two have no room."""

    def __init__(self, boxes: Sequence[CheckBox]) -> None:
        super().__init__()
        self._boxes, self._across = boxes, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(2, 1)
        self._arrange(2)

    def minimumSizeHint(self) -> QSize:
        widest = max(box.sizeHint().width() for box in self._boxes)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self._fitting(self.width()))

    def _rows(self, across: int) -> int:
        return -(-len(self._boxes) // across)

    def _fitting(self, width: int) -> int:
        first = self._rows(2)
        sides = (self._boxes[:first], self._boxes[first:])
        wanted = [max((box.sizeHint().width() for box in side), default=0) for side in sides]
        spare = BAR * (self._across == 1)  # else a scroll bar would come and go without end
        return 2 if sum(wanted) + GAP + spare <= width else 1

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for number, box in enumerate(self._boxes):  # a box that is in the grid already is moved
            self._grid.addWidget(box, number % self._rows(across), number // self._rows(across))


class ChecksField(Field):
    """Boxes to tick; the value is the list of the ticked codes."""

    def __init__(
        self, name: str, label: str, options: Mapping[str, str], *, hint: str = "", required: bool = False
    ) -> None:
        super().__init__(name, label, hint=hint, required=required)
        self.boxes = {code: CheckBox(words) for code, words in options.items()}
        boxes = list(self.boxes.values())
        for box in boxes:
            box.clicked.connect(self.mended)
        for before, after in pairwise(boxes):
            before.passed.connect(lambda to=after: to.setFocus(Qt.FocusReason.TabFocusReason))
        boxes[-1].passed.connect(self.passed)
        self.hold(Boxes(boxes), wide=True)
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
