"""Icons: Lucide's outlines from `resources/icons` in the theme's colours, sharp at any scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from narcdesk.places import RESOURCES
from ui import theme

SMALL, USUAL = 16, 18  # px at the usual type size
_STROKE = "1.75"


@lru_cache(maxsize=256)
def _drawing(name: str, colour: str) -> QSvgRenderer:
    outline = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    outline = outline.replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{_STROKE}"')
    return QSvgRenderer(QByteArray(outline.encode()))


def paint(painter: QPainter, name: str, token: str, box: QRect) -> None:
    """Draw an icon in the middle of a box, as large as its shorter side."""
    side = min(box.width(), box.height())
    square = QRectF(box.x() + (box.width() - side) / 2, box.y() + (box.height() - side) / 2, side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _drawing(name, theme.current().tokens[token]).render(painter, square)
    painter.restore()


def pixmap(name: str, token: str = "muted", side: int = USUAL, scale: float = 1.0) -> QPixmap:
    """An icon as a picture of `side` px, for a screen with `scale` dots in each."""
    picture = QPixmap(QSize(round(side * scale), round(side * scale)))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint(painter, name, token, QRect(0, 0, side, side))
    painter.end()
    return picture


def icon(name: str, token: str = "muted", side: int = USUAL) -> QIcon:
    """An icon for Qt's own buttons and menus; make it anew when the theme changes."""
    side = theme.current().px(side)
    made = QIcon()
    for scale in sorted({1.0, 1.5, 2.0} | {screen.devicePixelRatio() for screen in QGuiApplication.screens()}):
        made.addPixmap(pixmap(name, token, side, scale))
    return made


class Icon(QWidget):
    """An icon that stands by itself; the word beside it carries the meaning for a screen reader."""

    def __init__(self, name: str, token: str = "muted", side: int = USUAL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._token, self._side = name, token, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, token: str) -> None:
        """Draw another icon from now on."""
        self._name, self._token = name, token
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.current().px(self._side)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint(painter, self._name, self._token, self.rect())
        painter.end()
