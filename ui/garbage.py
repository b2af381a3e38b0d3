"""What only the garbage collector frees is freed in the thread of the windows, whoever's work made it due.

Python collects in whatever thread happens to allocate. A window that lies in a ring of references would then die in the
thread of a long work, its timers with it, and Qt ends the program.
"""

import gc
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

LOOK_EVERY = 500  # ms
DUE = (5_000, 10, 10)  # objects of the youngest generation, then collections of the one before
OLDEST = 2  # to go through it costs up to a sixth of a second, which a hand that types would feel
REST = 2.0  # seconds without a key or a button: the hand is away
PATIENCE = 300.0  # seconds that the oldest generation waits for such a rest at most

_OF_A_HAND = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel}


class Garbage(QObject):
    """Collects by a timer of its own thread; Python's own collecting is off as long as it lives."""

    def __init__(self, parent: QObject, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._now = now
        self._touched = now() - REST
        self._waits_since: float | None = None
        gc.collect()
        gc.freeze()  # what the imports made stays for good: to go through it each time costs a tenth of a second
        gc.disable()
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self.collect_what_is_due)
        self._timer.start()
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._follow)
        self._follow(app.focusWindow())

    def collect_what_is_due(self) -> None:
        """One collection, of the oldest generation that is due and that no hand would wait for."""
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > DUE[generation] and (generation != OLDEST or self._may_be_long()):
                gc.collect(generation)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _OF_A_HAND:
            self._touched = self._now()
        return False

    def _may_be_long(self) -> bool:
        now = self._now()
        if self._waits_since is None:
            self._waits_since = now
        if now - self._touched < REST and now - self._waits_since < PATIENCE:
            return False
        self._waits_since = None
        return True

    def _follow(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
