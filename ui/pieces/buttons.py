"""Buttons: one primary a page, plain ones beside it, quiet ones that act on a row; keys stand beside verbs.

They paint themselves, because Qt's own glue the icon to the word and cannot show a key.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QWidget

from ui import icons, theme
from ui.keys import on_key

GAP = 8  # px between icon, word and key


class Button(QPushButton):
    """A plain button. `&` before a Russian letter makes the mnemonic, `icon` is a name of Lucide's.

    `key` ("F9", "Ctrl+P") is shown, and presses the button while it can be seen; with `at`, a list, only while the
    list has the cursor: a field beside it keeps its own Delete.
    """

    ink = "text"
    padding = 12  # px
    tall = 32  # px at the usual size
    weight = QFont.Weight.Medium

    def __init__(
        self,
        text: str,
        on_click: Callable[[], Any] | None = None,
        *,
        icon: str = "",
        key: str = "",
        tip: str = "",
        at: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._key = icon, key
        self.setText(text)
        self.setToolTip(tip)
        self.setAccessibleName(self.words or tip)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)  # Enter in a field goes to the next field, it never presses a button
        if on_click is not None:
            self.clicked.connect(lambda: on_click())
        if at is None:
            on_key(self, key, self.click)
        else:
            on_key(at, key, self._click_if_seen, Qt.ShortcutContext.WidgetShortcut)

    def _click_if_seen(self) -> None:
        if self.isVisible():
            self.click()

    def only_if(self, may: bool) -> None:
        """Take it from who may not press it. Before it stands in a window nothing shows it: it would be a window."""
        if not may:
            self.hide()

    @property
    def words(self) -> str:
        """The text without the mark of its mnemonic."""
        return self.text().replace("&", "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    # Size

    def sizeHint(self) -> QSize:
        worn = theme.current()
        width = 2 * self.padding + QFontMetrics(self._font(worn.body)).horizontalAdvance(self.words)
        if self._icon:
            width += worn.px(icons.SMALL) + (GAP if self.words else 0)
        if self._key:
            width += GAP + QFontMetrics(self._font(worn.caption)).horizontalAdvance(self._key)
        return QSize(width, worn.px(self.tall))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _font(self, size: int) -> QFont:
        return theme.current().font(size, self.weight)

    # Paint

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_ground(painter, worn)
        if self.hasFocus():
            self._ring(painter, worn.color("primary"), 0)
        ink = self.ink if self.isEnabled() else "muted"
        box = self.rect().adjusted(self.padding, 0, -self.padding, 0)
        if self._icon:
            side = worn.px(icons.SMALL)
            icons.paint(painter, self._icon, ink, QRect(box.x(), 0, side, self.height()))
            box.setLeft(box.left() + side + GAP)
        underline = self.style().styleHint(QStyle.StyleHint.SH_UnderlineShortcut, None, self)
        mark = Qt.TextFlag.TextShowMnemonic if underline else Qt.TextFlag.TextHideMnemonic
        painter.setPen(worn.color(ink))
        painter.setFont(self._font(worn.body))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | mark, self.text())
        painter.setPen(self.key_colour(worn))
        painter.setFont(self._font(worn.caption))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._key)
        painter.end()

    def paint_ground(self, painter: QPainter, worn: theme.Theme) -> None:
        """What is under the words: fill and border."""
        lifted = worn.color("raised") if self.underMouse() and self.isEnabled() else worn.color("surface")
        self._fill(painter, worn.color("primary_soft") if self.isDown() else lifted)
        painter.setPen(QPen(worn.color("border"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def key_colour(self, worn: theme.Theme) -> QColor:
        """The colour of the key beside the verb: quieter than the verb."""
        return worn.color("muted")

    def _fill(self, painter: QPainter, colour: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _ring(self, painter: QPainter, colour: QColor, inset: int) -> None:
        painter.setPen(QPen(colour, 2))
        edge = 1 + inset
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 6 - inset, 6 - inset)


class PrimaryButton(Button):
    """The one main action of a page or a dialog."""

    ink = "on_primary"
    padding = 16
    weight = QFont.Weight.DemiBold

    def paint_ground(self, painter: QPainter, worn: theme.Theme) -> None:
        """Filled; darker (on a dark screen lighter) under the mouse."""
        if not self.isEnabled():
            self._fill(painter, worn.color("line"))
            return
        self._fill(painter, worn.shade("primary", "text", 0.3 * self.isDown() or 0.15 * self.underMouse()))
        if self.hasFocus():
            self._ring(painter, worn.color("on_primary"), 3)

    def key_colour(self, worn: theme.Theme) -> QColor:
        """Light on the fill."""
        return worn.color("on_primary" if self.isEnabled() else "muted")


class QuietButton(Button):
    """Coloured words without a border: it acts on a row, a card, a notice."""

    ink = "primary"
    padding = 8
    tall = 24

    def paint_ground(self, painter: QPainter, worn: theme.Theme) -> None:
        """Nothing until the mouse is over it."""
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            self._fill(painter, worn.color("primary_soft"))


class DangerButton(Button):
    """A plain button for what cannot be taken back."""

    ink = "danger"
