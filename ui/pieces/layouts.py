"""Lines and columns of widgets without margins of their own, on the grid of 4 px."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

Part = QWidget | QLayout | int | None
Box = TypeVar("Box", bound=QBoxLayout)


def row(*parts: Part, gap: int = 8, grows: Part = None) -> QHBoxLayout:
    """Things side by side: `None` takes the free room, a number is a gap in px, `grows` names what grows."""
    return _fill(QHBoxLayout(), parts, gap, grows)


def column(*parts: Part, gap: int = 8, grows: Part = None) -> QVBoxLayout:
    """Things under each other; the same signs as in `row`."""
    return _fill(QVBoxLayout(), parts, gap, grows)


def _fill(box: Box, parts: tuple[Part, ...], gap: int, grows: Part) -> Box:
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(gap)
    for part in parts:
        share = 1 if part is not None and part is grows else 0
        if part is None:
            box.addStretch(1)
        elif isinstance(part, int):
            box.addSpacing(part)
        elif isinstance(part, QLayout):
            box.addLayout(part, share)
        else:
            box.addWidget(part, share)
    return box


def clear(box: QBoxLayout) -> None:
    """Take everything out of a line or a column."""
    while item := box.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()


def held(layout: QLayout, *, ground: str = "") -> QWidget:
    """A widget that is nothing but its layout."""
    widget = QWidget()
    if ground:
        widget.setProperty("ground", ground)
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    widget.setLayout(layout)
    return widget


def rule(thickness: int = 1, token: str = "line", *, upright: bool = False) -> QFrame:
    """A thin line between things, in the colour of a token (line, border, ok)."""
    line = QFrame()
    line.setProperty("ground", f"rule-{token}")
    line.setFixedWidth(thickness) if upright else line.setFixedHeight(thickness)
    return line


class Abreast(QWidget):
    """Things side by side in their shares of the room, or under each other where there is too little of it.

    `least`: px that each of them wants, beyond what it cannot be without.
    """

    def __init__(self, *parts: QWidget, shares: Sequence[int], gap: int = 12, least: int = 0) -> None:
        super().__init__()
        self._parts, self._narrowest = parts, least * sum(shares) // min(shares)
        self._line = row(*parts, gap=gap)
        for part, share in zip(parts, shares, strict=True):
            self._line.setStretchFactor(part, share)
        self.setLayout(self._line)

    def minimumSizeHint(self) -> QSize:
        return QSize(max(self._widths(), default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold()

    def fold(self) -> None:
        """Look anew whether there is room; to be called when a part came or went."""
        widths, ways = self._widths(), QBoxLayout.Direction
        needed = sum(widths) + self._line.spacing() * (len(widths) - 1)
        self._line.setDirection(ways.LeftToRight if max(needed, self._narrowest) <= self.width() else ways.TopToBottom)

    def _widths(self) -> list[int]:
        return [part.minimumSizeHint().width() for part in self._parts if not part.isHidden()]


def scrolled(inner: QWidget) -> QScrollArea:
    """Let something be taller than its window; it never scrolls sideways."""
    return Scrolled(inner)


class Scrolled(QScrollArea):
    """What it holds is as high as its wrapped texts need at this width; Qt's own would cut them."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self._give_height()
        return super().eventFilter(watched, event)

    def _give_height(self) -> None:
        inner = self.widget()
        if inner is not None and inner.hasHeightForWidth():
            inner.setMinimumHeight(inner.heightForWidth(self.viewport().width()))
