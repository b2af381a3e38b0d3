"""How an indicator was, period after period: a bar each, its number over it, a line where the plan stood."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

_HEIGHT, _WIDEST, _ROOM = 104, 44, 8  # px: of the picture, of a bar, between a bar and its number


@dataclass(frozen=True)
class Point:
    """One period: what stands under its bar, the exact percent (None: nobody to count), the plan, and all in words."""

    label: str
    percent: float | None
    target: int | None
    words: str


class TrendChart(QWidget):
    """Left and right go from bar to bar; a screen reader hears the one with the cursor, and all of them as its name."""

    def __init__(self, name: str, points: Sequence[Point]) -> None:
        super().__init__()
        self.points, self.at = points, len(points) - 1
        self.setAccessibleName(f"{name}: " + "; ".join(point.words for point in points))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.go_to(self.at)

    def sizeHint(self) -> QSize:
        return QSize(320, theme.current().px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def go_to(self, number: int) -> None:
        """Put the cursor on a bar; its words become what a screen reader says."""
        self.at = max(0, min(number, len(self.points) - 1))
        words = self.points[self.at].words if self.points else ""
        self.setAccessibleDescription(words)
        self.setToolTip(words)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: self.at - 1,
            Qt.Key.Key_Right: self.at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self.points) - 1,
        }
        if (wanted := steps.get(Qt.Key(event.key()))) is not None:
            self.go_to(wanted)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.points:
            self.go_to(int(event.position().x() * len(self.points) / max(self.width(), 1)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.figures(worn.font(worn.caption)))
        line = painter.fontMetrics().height()
        floor, top = self.height() - line - 4.0, line + _ROOM
        most = max(
            [10.0, *(point.percent or 0 for point in self.points), *(point.target or 0 for point in self.points)]
        )
        step, last = self.width() / max(len(self.points), 1), len(self.points) - 1
        every = self.every()
        for number, point in enumerate(self.points):
            column = QRectF(number * step, 0, step, self.height())
            if self.hasFocus() and number == self.at:
                painter.setPen(QPen(worn.color("primary"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(column.adjusted(2, 1, -2, -1), 6, 6)
            self._bar(painter, column, point, (floor, top, most), is_last=number == last)
            painter.setPen(worn.color("text" if number == last else "muted"))
            if (last - number) % every == 0:
                wide = painter.fontMetrics().horizontalAdvance(point.label)
                left = max(0.0, min(column.center().x() - wide / 2, self.width() - wide))
                painter.drawText(QPointF(left, floor + 4 + painter.fontMetrics().ascent()), point.label)
        painter.setPen(QPen(worn.color("border"), 1))
        painter.drawLine(QPointF(0, floor), QPointF(self.width(), floor))
        painter.end()

    def every(self) -> int:
        """Of how many bars one has its period under it, so that none runs into another; the last always has."""
        worn = theme.current()
        metrics, step = QFontMetrics(theme.figures(worn.font(worn.caption))), self.width() / max(len(self.points), 1)
        widest = max((metrics.horizontalAdvance(point.label) for point in self.points), default=0)
        return max(1, math.ceil((widest + _ROOM) / max(step, 1)))

    def _bar(
        self, painter: QPainter, column: QRectF, point: Point, scale: tuple[float, float, float], *, is_last: bool
    ) -> None:
        worn, (floor, top, most) = theme.current(), scale
        line = painter.fontMetrics().height()

        def height(percent: float) -> float:
            return (floor - top) * percent / most

        width = min(_WIDEST, column.width() * 0.6)
        left = column.center().x() - width / 2
        tall = height(point.percent or 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(worn.color("primary") if is_last else worn.shade("primary", "surface", 0.45))
        if point.percent:
            painter.drawRoundedRect(QRectF(left, floor - tall, width, tall), 3, 3)
        said = "—" if point.percent is None else f"{point.percent:.0f} %"
        above = max(tall, height(point.target) if point.target is not None else 0)
        painter.setPen(worn.color("text"))
        number = QRectF(column.left(), floor - above - line - 2, column.width(), line)
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, said)
        if point.target is not None:
            y = floor - height(point.target)
            painter.setPen(QPen(worn.color("surface"), 5))
            painter.drawLine(QPointF(left - 6, y), QPointF(left + width + 6, y))
            painter.setPen(QPen(worn.color("warn"), 2))
            painter.drawLine(QPointF(left - 6, y), QPointF(left + width + 6, y))
