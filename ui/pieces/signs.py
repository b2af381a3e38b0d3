"""Small signs: the pill of a state, the mark of a row. Colour is never alone, a word goes with it."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme


def _pill_font() -> QFont:
    worn = theme.current()
    return theme.figures(worn.font(worn.caption, QFont.Weight.Medium))


def pill_size(text: str) -> QSize:
    """The room that a pill with these words needs."""
    return QSize(QFontMetrics(_pill_font()).horizontalAdvance(text) + 16, theme.current().px(20))


def paint_pill(painter: QPainter, text: str, tone: str, box: QRect) -> None:
    """Draw a pill at the left of a box, in the middle of its height; lists draw theirs with this too.

    A tone is primary, danger, warn, ok or muted.
    """
    worn = theme.current()
    size = pill_size(text)
    height, width = size.height(), min(size.width(), box.width())
    ground = QRectF(box.x(), box.y() + (box.height() - height) // 2, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(worn.color("line" if tone == "muted" else f"{tone}_soft"))
    painter.drawRoundedRect(ground, height / 2, height / 2)
    painter.setPen(worn.color(tone))
    painter.setFont(_pill_font())
    words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(width) - 15)
    painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


def paint_tick(painter: QPainter, on: bool, box: QRect) -> None:
    """Draw the small box of a row that can be marked, ticked or empty."""
    worn = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(worn.color("primary" if on else "edge"), 1))
    painter.setBrush(worn.color("primary" if on else "surface"))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    if on:
        icons.paint(painter, "check", "on_primary", box.adjusted(2, 2, -2, -2))
    painter.restore()


class Pill(QWidget):
    """A state in a word or two: «просрочено», «печать», «Волгоградская область»."""

    def __init__(self, text: str, tone: str = "primary", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(text, tone)

    def show_state(self, text: str, tone: str) -> None:
        """Show another state from now on."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return pill_size(self._text)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, self._text, self._tone, self.rect())
        painter.end()
