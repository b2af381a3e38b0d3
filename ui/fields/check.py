"""A box to tick: Space ticks, Enter goes on to the next field."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from ui import icons, theme
from ui.fields.base import Field


class CheckBox(QCheckBox):
    """A box and its words, painted from the tokens; the words can be clicked as well."""

    passed = Signal()

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setAccessibleName(words.replace("&", ""))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.passed.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        worn = theme.current()
        words = self.fontMetrics().horizontalAdvance(self.text().replace("&", ""))
        return QSize(worn.px(18) + 8 + words + 2, worn.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = worn.px(18)
        box = QRect(0, (self.height() - side) // 2, side, side)
        on, alive = self.isChecked(), self.isEnabled()
        edge = ("primary" if on or self.hasFocus() else "edge") if alive else "border"
        painter.setPen(QPen(worn.color(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(worn.color(("primary" if on else "surface") if alive else "raised"))
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4)
        if on:
            icons.paint(painter, "check", "on_primary" if alive else "muted", box.adjusted(3, 3, -3, -3))
        painter.setPen(worn.color("text" if alive else "muted"))
        words = self.rect().adjusted(side + 8, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic, self.text())
        painter.end()


class CheckField(Field):
    """Yes or no. The words stand beside the box, so the column of labels stays free; an empty box is an answer."""

    def __init__(self, name: str, words: str, *, hint: str = "") -> None:
        super().__init__(name, words, hint=hint)
        self.box = CheckBox(words)
        self.box.clicked.connect(self.mended)
        self.box.passed.connect(self.passed)
        self.hold(self.box)

    def value(self) -> object:
        return self.box.isChecked()

    def set_value(self, value: object) -> None:
        self.box.setChecked(bool(value))

    def typed(self) -> str:
        return "да" if self.box.isChecked() else ""

    def retype(self, typed: str) -> None:
        self.box.setChecked(bool(typed))

    def is_empty(self) -> bool:
        return False
