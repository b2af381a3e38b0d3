"""The check of the whole file beside the work: begun a while after unlocking, in a thread of its own, never in a hurry.

It ends by itself when the register is closed, and begins anew with the next unlocking.
"""

import sys
import threading
import time
from collections import deque

from PySide6.QtCore import QObject, QTimer, Signal

from narcdesk import journal, schema
from narcdesk.register import Register
from ui.desk import Desk

BEGIN_AFTER = 20_000  # ms from unlocking: the first minute belongs to who came to work
LOOK_EVERY = 500  # ms


class BackgroundCheck(QObject):
    """`told` comes when something was found or the register unlocked anew; `found` holds all since then."""

    told = Signal()

    def __init__(self, desk: Desk, parent: QObject, *, begin_after: int = BEGIN_AFTER) -> None:
        super().__init__(parent)
        self._desk = desk
        self._watched: Register | None = None
        self._said: deque[list[str] | Exception] = deque()
        self._thread: threading.Thread | None = None
        self.found: list[str] = []
        self._waiting = QTimer(self, singleShot=True, interval=begin_after)
        self._waiting.timeout.connect(self._begin)
        # Looked at from this side: a thread that calls back could meet a window that is gone.
        self._looking = QTimer(self, interval=LOOK_EVERY)
        self._looking.timeout.connect(self._look)
        self._looking.start()
        self._look()

    @property
    def is_going_on(self) -> bool:
        """Whether anything of the file is still to be looked at."""
        return self._waiting.isActive() or (self._thread is not None and self._thread.is_alive())

    def _look(self) -> None:
        news = False
        if self._desk.register is not self._watched:  # unlocked anew
            self._watched, self.found = self._desk.register, []
            self._said.clear()
            self._waiting.start()
            news = True  # what the check at this unlock found may be another thing, too
        while self._said:
            said = self._said.popleft()
            if isinstance(said, Exception):
                sys.excepthook(type(said), said, said.__traceback__)
            else:
                self.found += said
                news = True
        if news:
            self.told.emit()

    def _begin(self) -> None:
        assert self._watched is not None
        if not self._watched.is_open:  # locked meanwhile: the next unlocking begins anew
            return
        self._said = deque()  # what an earlier thread still says goes nowhere
        arguments = (self._watched, self._said)
        self._thread = threading.Thread(target=_go_on, args=arguments, name="check", daemon=True)
        self._thread.start()


def _go_on(register: Register, said: deque[list[str] | Exception]) -> None:
    try:
        for found in journal.watch(register):
            if found:
                said.append(found)
            time.sleep(schema.PAUSE)
    except Exception as error:
        said.append(error)
