"""Long work: in a thread of its own, with progress after a second, count and Cancel after five.

Cancelling raises `Cancelled` inside the work at its next step, so that the transaction around it takes all back.
"""

import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from narcdesk.errors import UserError
from ui import messages
from ui.pieces import Button, Text, row

SHOW_AFTER, COUNT_AFTER = 1000, 5000  # ms
LOOK_EVERY = 20  # ms

Progress = Callable[[int, int], None]  # done, of how many
T = TypeVar("T")

_BLOCKED = {
    QEvent.Type.KeyPress,
    QEvent.Type.Shortcut,
    QEvent.Type.ShortcutOverride,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel,
    QEvent.Type.ContextMenu,
    QEvent.Type.Close,
}


class Cancelled(Exception):
    """The person stopped the work; raised inside it."""


def run(
    parent: QWidget,
    title: str,
    task: Callable[[Progress], T],
    then: Callable[[T], Any],
    *,
    failed: Callable[[UserError], Any] | None = None,
) -> "Work[T]":
    """Do a task apart from the window and give its result to `then`; a UserError is told, a bug crashes as ever.

    If the window dies before the task ends, the task is cancelled and nobody is told. `task` is given a function to
    report its steps with. Where more can be done about a UserError than to read it, `failed` gets it instead.
    """
    work = Work(parent, title, task, then, failed)
    work.start()
    return work


_going: set["Work[Any]"] = set()  # nobody else holds a piece of work until it ends


def is_going() -> bool:
    """Whether something goes on apart from the windows: the register is not closed under its hands."""
    return bool(_going)


class _Thread(Generic[T]):
    """The task in its thread, and what it says of itself."""

    def __init__(self, task: Callable[[Progress], T]) -> None:
        self._task = task
        self.cancelled = threading.Event()
        self.step: tuple[int, int] | None = None
        self.future: Future[T] | None = None

    def start(self) -> None:
        pool = ThreadPoolExecutor(1, "work")
        self.future = pool.submit(self._task, self._report)
        pool.shutdown(wait=False)

    def _report(self, done: int, of: int) -> None:
        if self.cancelled.is_set():
            raise Cancelled
        self.step = (done, of)


class Work(QObject, Generic[T]):
    """One piece of long work; while it goes on the window answers to nothing but its Cancel.

    The thread knows nothing of Qt: the window looks at it many times a second, so nothing of Qt can be kept alive,
    or die, in a foreign thread.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        task: Callable[[Progress], T],
        then: Callable[[T], Any],
        failed: Callable[[UserError], Any] | None = None,
    ) -> None:
        # Not a child of the window: `then` mostly remembers the window, and a child that is deleted while it holds
        # the last reference to its parent takes the parent along while it is itself half gone; the process dies.
        super().__init__()
        self._parent, self._then = parent, then
        self._failed = failed or partial(_tell, parent)
        self._thread = _Thread(task)
        self.window = WorkWindow(parent, title, self._thread.cancelled.set)
        self._looking = QTimer(self, interval=LOOK_EVERY)
        self._looking.timeout.connect(self._look)
        self._patience = [QTimer(self, singleShot=True, interval=after) for after in (SHOW_AFTER, COUNT_AFTER)]
        self._patience[0].timeout.connect(self.window.open)
        self._patience[1].timeout.connect(self.window.show_count)

    def start(self) -> None:
        """Begin."""
        _going.add(self)
        _application().installEventFilter(self)
        for timer in (self._looking, *self._patience):
            timer.start()
        self._thread.start()

    def _look(self) -> None:
        if not isValid(self.window):  # gone with its parent; until the thread has ended the register is in use
            self._thread.cancelled.set()
        elif self._thread.step is not None:
            self.window.show_step(*self._thread.step)
        if self._thread.future is not None and self._thread.future.done():
            self._end(self._thread.future)

    def _end(self, future: Future[T]) -> None:
        _application().removeEventFilter(self)
        for timer in (self._looking, *self._patience):
            timer.stop()
        QTimer.singleShot(0, partial(_going.discard, self))  # it must not die inside the signal of its own timer
        error = future.exception()
        is_here = isValid(self.window)
        if is_here:
            self.window.close_for_good()
        if error is not None and not isinstance(error, Cancelled | UserError):
            sys.excepthook(type(error), error, error.__traceback__)
        elif not is_here:
            return
        elif error is None:
            self._then(future.result())
        elif isinstance(error, Cancelled):
            messages.inform(self._parent, "Отменено, ничего не изменилось.")
        elif isinstance(error, UserError):
            self._failed(error)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _BLOCKED:
            return False
        widget = watched if isinstance(watched, QWidget) else watched.parent()  # a key belongs to a QShortcut
        if not isinstance(widget, QWidget) or widget.window() is self.window:
            return False
        event.ignore()  # else a swallowed Close would count as granted
        return True


class WorkWindow(QDialog):
    """What is going on, how far it is, and Cancel."""

    def __init__(self, parent: QWidget, title: str, cancel: Callable[[], Any]) -> None:
        super().__init__(parent)
        self.setWindowTitle("NarcDesk")
        self.setModal(True)
        self._cancel_work = cancel
        self._stepping = self._counting = False
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self.count = Text("", "caption", "muted")
        self.cancel = Button("&Отменить", self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(12)
        box.addWidget(Text(title, "heading", wrap=True))
        box.addWidget(self._bar)
        box.addLayout(row(self.count, self.cancel, grows=self.count))  # its room does not change with its number
        self.setFixedWidth(440)
        self._show_more()

    def show_step(self, done: int, of: int) -> None:
        """Move the bar."""
        self._stepping = True
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        self.count.setText(f"{done} из {of}")
        self._show_more()

    def show_count(self) -> None:
        """It takes long: say how much is done, and let it be stopped."""
        self._counting = True
        self._show_more()

    def _show_more(self) -> None:
        # Work that reports no steps could not be stopped between them either.
        for part in (self.count, self.cancel):
            part.setVisible(self._counting and self._stepping)

    def reject(self) -> None:
        """Esc and Cancel ask the work to stop; the window goes when it has."""
        if self.cancel.isVisible():
            self.cancel.setEnabled(False)
            self.count.setText("Останавливаем…")
            self._cancel_work()

    def close_for_good(self) -> None:
        """The work has ended."""
        self.done(0)
        self.deleteLater()


def _tell(parent: QWidget, error: UserError) -> None:
    messages.tell(parent, error)


def _application() -> QCoreApplication:
    app = QCoreApplication.instance()
    assert app is not None
    return app
