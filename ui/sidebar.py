"""The left bar: the office, the sections, the lock and the menu."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, theme
from ui.page import Entry
from ui.pieces import Elided, Text


class SectionButton(QPushButton):
    """One line of the left bar; the section that is open is marked by ground, weight and colour."""

    def __init__(self, title: str, icon: str, key: str, act: Callable[[], Any]) -> None:
        super().__init__(title)
        self._icon = icon
        self.setToolTip(key)
        self.setAccessibleName(f"{title}, {key}")
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: act())

    def sizeHint(self) -> QSize:
        worn = theme.current()
        heaviest = QFontMetrics(worn.font(0, QFont.Weight.DemiBold)).horizontalAdvance(self.text())
        return QSize(12 + worn.px(icons.USUAL) + 12 + heaviest + 12, worn.px(36))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn, painter, open_ = theme.current(), QPainter(self), self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if open_ or self.underMouse():
            painter.setBrush(worn.color("primary_soft" if open_ else "bg"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(worn.color("primary"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        side = worn.px(icons.USUAL)
        icons.paint(painter, self._icon, "primary" if open_ else "muted", QRect(12, 0, side, self.height()))
        painter.setPen(worn.color("primary" if open_ else "text"))
        painter.setFont(worn.font(0, QFont.Weight.DemiBold if open_ else QFont.Weight.Normal))
        words = self.rect().adjusted(12 + side + 12, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


class Sidebar(QWidget):
    """The sections of the office under its name."""

    chosen = Signal(int)

    def __init__(self, office: str, entries: Sequence[Entry], lock: Callable[[], Any], menu: Callable[[], Any]) -> None:
        super().__init__()
        self.setProperty("ground", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.sections = [
            SectionButton(entry.title, entry.icon, f"Ctrl+{number}", partial(self.chosen.emit, number - 1))
            for number, entry in enumerate(entries, start=1)
        ]
        self.menu_button = SectionButton("Меню", "menu", "F10", menu)
        name = Text("NarcDesk", "heading")
        under = Elided(office, "caption", "muted")
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 20, 12, 12)
        box.setSpacing(4)
        for words in (name, under):
            words.setContentsMargins(12, 0, 0, 0)
            box.addWidget(words)
        box.addSpacing(12)
        for button in self.sections:
            button.setCheckable(True)
            box.addWidget(button)
        box.addStretch(1)
        box.addWidget(SectionButton("Закрыть на замок", "lock", "Ctrl+L", lock))
        box.addWidget(self.menu_button)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(204), super().sizeHint().height())

    def mark(self, number: int) -> None:
        """Show which section is open."""
        for at, button in enumerate(self.sections):
            button.setChecked(at == number)
