"""The search box over a list: asks a moment after the last letter, gives the arrow down to the list."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from ui import icons, theme
from ui.table import RowsTable

PAUSE = 100  # ms after the last letter


class SearchBox(QLineEdit):
    """Where one types what one looks for; `searched` comes with the words, `entered` with Enter."""

    searched = Signal(str)
    entered = Signal()
    went_down = Signal()
    left = Signal()  # the cursor went elsewhere, or the page did

    def __init__(self, words: str, *, chars: int = 36) -> None:
        super().__init__()
        self._chars = chars
        self.moves: Callable[[int], bool] = lambda _by: False  # arrows go to what is offered under the box, if anything
        self.setAccessibleName(words)
        self.setPlaceholderText(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._ask)
        self.textChanged.connect(lambda: self._pause.start())
        self.setTextMargins(24, 0, 0, 0)

    def serve(self, table: RowsTable[Any]) -> None:
        """Stand over a list: letters typed into it come here, the arrow down and Enter go there."""
        table.typed.connect(self._take)
        self.went_down.connect(table.setFocus)

    def _ask(self) -> None:
        if self.isVisible():  # a page that was left meanwhile asks nothing
            self.searched.emit(self.text())

    def _take(self, letters: str) -> None:
        self.setFocus()
        self.insert(letters)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("н") * self._chars + 48, super().sizeHint().height())

    def event(self, event: QEvent) -> bool:
        # Esc empties the box first; only an empty one lets it go back a page.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            empties = event.key() == Qt.Key.Key_Escape and bool(self.text())
            if empties:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Down | Qt.Key.Key_Up if self.moves(1 if event.key() == Qt.Key.Key_Down else -1):
                pass
            case Qt.Key.Key_Down:
                self.went_down.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._pause.stop()
                self.searched.emit(self.text())
                self.entered.emit()
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side, painter = theme.current().px(icons.SMALL), QPainter(self)
        icons.paint(painter, "search", "muted", QRect(10, 0, side, self.height()))
        painter.end()
