"""An indicator as two bars: what the office counts, what leaves; and a line where the plan stands."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

_BAR, _GAP, _OVER = 10, 6, 4  # px: height of a bar, between the two, of the plan's line beyond them


class ShareBar(QWidget):
    """`inside` and `outside` are percents, None is hidden or not to be counted; more than 100 ends at the edge."""

    def __init__(self, inside: float | None, outside: int | None, target: int | None) -> None:
        super().__init__()
        self._inside, self._outside, self._target = inside, outside, target
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        words = [
            f"в кабинете {_percent(inside)}",
            f"уйдёт {_percent(outside)}",
            f"план {_percent(target)}" if target is not None else "план не задан",
        ]
        self.setAccessibleName("; ".join(words))
        self.setToolTip("; ".join(words))

    def sizeHint(self) -> QSize:
        return QSize(200, 2 * _OVER + 2 * _BAR + _GAP)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        worn, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, (percent, token) in enumerate(((self._inside, "primary"), (self._outside, "muted"))):
            track = QRectF(0, _OVER + number * (_BAR + _GAP), self.width(), _BAR)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(worn.color("line"))
            painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
            if percent:
                painter.setBrush(worn.color(token))
                filled = QRectF(track)
                filled.setWidth(max(_BAR, self._at(percent)))
                painter.drawRoundedRect(filled, _BAR / 2, _BAR / 2)
        if self._target is not None:
            x = min(max(self._at(self._target), 1), self.width() - 1)
            painter.setPen(QPen(worn.color("surface"), 6))
            painter.drawLine(round(x), 0, round(x), self.height())
            painter.setPen(QPen(worn.color("warn"), 2))
            painter.drawLine(round(x), 0, round(x), self.height())
        painter.end()

    def _at(self, percent: float) -> float:
        return self.width() * min(percent, 100) / 100


def _percent(value: float | None) -> str:
    return "нет числа" if value is None else f"{value:.0f} %"
