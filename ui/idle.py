"""How long nobody has touched the program: a warning that counts down, then the lock; and pauses in the work."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from narcdesk.dates import plural
from ui.pieces import Icon, Text, column, row

WARN = 30  # seconds before the lock
PAUSE = 60  # seconds without a touch are a pause in the work
LOOK_EVERY = 500  # ms
WIDTH = 560  # px of the warning, where there is as much room

_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,  # of a shortcut only this comes to the window
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}
_DOES_SOMETHING = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.TabletPress}


class Idle(QObject):
    """Watches keyboard and mouse over our windows. `limit` gives the seconds till the lock, asked anew each time."""

    over = Signal()
    paused = Signal()  # once in each pause

    def __init__(self, limit: Callable[[], int], now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._limit, self._now = limit, now
        self._touched = now()
        self._mouse = QPointF()
        self._is_paused = False
        self.warning: LockWarning | None = None
        self._looking = QTimer(self, interval=LOOK_EVERY)
        self._looking.timeout.connect(self.look)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        # Every key comes to the window in front: a filter over the whole application would see each repaint too.
        app.focusWindowChanged.connect(self._follow)
        self._follow(app.focusWindow())

    def begin(self) -> None:
        """Count from now on."""
        self.touch()
        self._looking.start()

    def stop(self) -> None:
        """Count no more: the program is locked."""
        self._looking.stop()
        self._unwarn()

    def touch(self) -> None:
        """Somebody is here."""
        self._touched, self._is_paused = self._now(), False
        self._unwarn()

    def look(self) -> None:
        """See how long it has been."""
        idle = self._now() - self._touched
        left = self._limit() - idle
        if idle >= PAUSE and not self._is_paused:
            self._is_paused = True
            self.paused.emit()
        if left <= 0:
            self._unwarn()
            self.over.emit()
        elif left <= WARN:
            self._warn(int(left + 0.999))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _TOUCHES or not self._looking.isActive():
            return False
        if isinstance(event, QMouseEvent) and kind is QEvent.Type.MouseMove:
            if event.globalPosition() == self._mouse:  # a window moved under it, not a hand
                return False
            self._mouse = event.globalPosition()
        was_warned = self.warning is not None
        self.touch()
        return was_warned and kind in _DOES_SOMETHING  # the key that says «I am here» does nothing else

    def _follow(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def _warn(self, left: int) -> None:
        over = QApplication.activeModalWidget() or QApplication.activeWindow()
        if over is None:
            over = next((window for window in QApplication.topLevelWidgets() if window.isVisible()), None)
        if self.warning is None and over is not None:
            self.warning = LockWarning(over)
        if self.warning is not None:
            self.warning.count(left)

    def _unwarn(self) -> None:
        if self.warning is not None:
            warning, self.warning = self.warning, None
            warning.hide()
            warning.deleteLater()


class LockWarning(QWidget):
    """Lies over a window and counts down; it takes no focus, so that the cursor stays where it is."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setProperty("ground", "notice")
        self.setProperty("overlay", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.said = Text("", "heading", wrap=True)
        stay = "Введённое не пропадёт. Чтобы остаться, нажмите клавишу или двиньте мышь."
        told = column(self.said, Text(stay, "caption", "muted", wrap=True), gap=4)
        words = row(column(Icon("lock", "primary", 24), None), told, gap=16, grows=told)
        words.setContentsMargins(24, 16, 24, 16)
        self.setLayout(words)

    def count(self, left: int) -> None:
        """So many seconds are left."""
        self.said.setText(f"Программа закроется на замок через {plural(left, 'секунду', 'секунды', 'секунд')}")
        width = min(WIDTH, self._over.width() - 32)
        self.resize(width, self.heightForWidth(width))
        self.move((self._over.width() - width) // 2, max(0, (self._over.height() - self.height()) // 3))
        self.show()
        self.raise_()
