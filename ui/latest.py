"""Work that follows the hand: of everything asked for while one types, only the last is done, apart from the window."""

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from narcdesk.errors import UserError

PAUSE = 300  # ms after the last letter
LOOK_EVERY = 30  # ms

T = TypeVar("T")


class Latest(QObject, Generic[T]):
    """`done` comes with the result of the last task, `refused` with the UserError that it raised.

    The window is never stopped, as it is by `work.run`; a task that is overtaken is dropped with its result.
    """

    done = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, "latest")
        self._next: Callable[[], T] | None = None
        self._running: Future[T] | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._begin)
        # Looked at from this side: a thread that calls back could meet a window that is gone.
        self._look = QTimer(self, interval=LOOK_EVERY)
        self._look.timeout.connect(self._take)
        pool = self._pool
        self.destroyed.connect(lambda: pool.shutdown(wait=False))

    @property
    def is_idle(self) -> bool:
        """Whether everything asked for is done."""
        return self._next is None and self._running is None

    def ask(self, task: Callable[[], T], *, at_once: bool = False) -> None:
        """Do this instead of whatever was asked before; a moment later, or at once."""
        self._next = task
        self._pause.start(0 if at_once else PAUSE)

    def _begin(self) -> None:
        if self._next is not None and self._running is None:
            self._running, self._next = self._pool.submit(self._next), None
            self._look.start()

    def _take(self) -> None:
        if self._running is None or not self._running.done():
            return
        ended, self._running = self._running, None
        self._look.stop()
        if self._next is not None:
            if not self._pause.isActive():
                self._begin()
            return
        error = ended.exception()
        if error is None:
            self.done.emit(ended.result())
        elif isinstance(error, UserError):
            self.refused.emit(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)
