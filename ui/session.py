"""From the start to the exit: which register, who signs in, the main window, the lock.

While the desk is locked the register is closed and its key forgotten; the windows stay as they are under curtains, so
that nothing typed is lost, and only the same person lifts them.
"""

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget
from shiboken6 import isValid

from narcdesk import locking
from narcdesk.errors import UserError
from narcdesk.locking import Locking
from narcdesk.register import Register
from ui import capture, clipboard, messages, remembered, work
from ui.backing_up import BackingUp
from ui.clipboard import ClipboardGuard
from ui.desk import Desk
from ui.drafting import KEEP_EVERY
from ui.fields.cursor import Place
from ui.first_run import FirstRun
from ui.idle import Idle
from ui.keys import on_key
from ui.main_window import MainWindow
from ui.recovery_sheet import make_sheet
from ui.session_watcher import SessionWatcher
from ui.unlock import Curtain, Opener, UnlockWindow, greeting
from ui.windows import let_go

ASK_AGAIN = 500  # ms between two tries to lock while long work goes on
NOT_KEPT = UserError(
    "Набранное в открытых окнах не записано как черновик.",
    lost="В окнах под замком оно цело.",
    do="Откройте замок и сохраните его.",
)


class Session(QObject):
    """One run of the program with its windows; `create` and `opener` are the two ways to a register."""

    ended = Signal()
    entered = Signal(object)  # the folder of the register whose desk is shown

    def __init__(
        self,
        folder: Path | None = None,
        *,
        create: Callable[..., Register] = Register.create,
        opener: Opener = Register.open,
        watcher: SessionWatcher | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._create, self._opener = create, opener
        self._folder = folder or remembered.register_folder()
        self.window: MainWindow | None = None
        self.unlocking: UnlockWindow | None = None
        self.beginning: FirstRun | None = None
        self.backing_up: BackingUp | None = None
        self._curtains: list[Curtain] = []
        self._front: QWidget | None = None  # the window that had the keyboard when the lock came
        self._cursor: Place | None = None
        self._rules = Locking()
        self.idle = Idle(lambda: 60 * self._rules.idle_minutes, now)
        self.idle.over.connect(self.lock)
        self.idle.paused.connect(self._rest)
        self.watcher = watcher or SessionWatcher()
        self.watcher.away.connect(self.keep_and_lock)
        self.watcher.ending.connect(self.keep_and_lock)
        self._guard = ClipboardGuard(self)
        self._keeping = QTimer(self, interval=KEEP_EVERY)
        self._keeping.timeout.connect(self._keep_in_passing)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        self._is_over = False
        app.focusWindowChanged.connect(self._meet)

    def begin(self) -> None:
        """The first window: the lock of the last register, or the first start."""
        if self._folder is not None:
            self.ask_password()
        else:
            self.make_register()

    def make_register(self) -> None:
        """Lead through a new register."""
        self.beginning = FirstRun(self.unlocking, create=self._create)
        self.beginning.created.connect(self.enter)
        self.beginning.created.connect(self._lead_to_sheet)
        self.beginning.restored.connect(self._begin_with)
        if self.unlocking is None:
            self.beginning.rejected.connect(self.ended)
        self.beginning.open()

    def _begin_with(self, folder: Path) -> None:
        """Instead of a new register one came from a backup."""
        self._folder = folder
        if self.unlocking is not None:
            self.unlocking.show_folder(folder)
        else:
            self.ask_password()

    def _lead_to_sheet(self) -> None:
        """A new register has no way back from a forgotten password yet; put off, «Сегодня» reminds of it."""
        if self.window is not None:
            QTimer.singleShot(0, self.window, partial(make_sheet, self.window, self.window.desk))

    def ask_password(self) -> None:
        """Ask who signs in, and his password."""
        assert self._folder is not None
        self.unlocking = UnlockWindow(self._folder, opener=self._opener)
        self.unlocking.opened.connect(self.enter)
        self.unlocking.asks_new.connect(self.make_register)
        self.unlocking.rejected.connect(self.ended)
        self.unlocking.open()

    def enter(self, register: Register) -> None:
        """Show the desk of a register that was just unlocked or made."""
        if self.unlocking is not None and self.unlocking.isVisible():
            self.unlocking.rejected.disconnect(self.ended)
            self.unlocking.close()
        self.unlocking = None
        self._folder = register.folder
        remembered.remember_register(register.folder)
        desk = Desk(register)
        self.backing_up = BackingUp(desk)
        self.window = MainWindow(desk, backup=self.backing_up.words)
        self.backing_up.told.connect(self.window.status.show_backup)
        self.backing_up.begin()
        self.window.lock_asked.connect(self.lock)
        self.window.closed.connect(self.leave)
        self.window.minimised.connect(self._minimised)
        desk.leaves_for.connect(self.go_to)
        self.window.desk.changed.connect(self._take_rules)
        self._take_rules()
        self.window.showMaximized()
        self.watcher.watch(self.window)
        self.idle.begin()
        self._keeping.start()
        self.entered.emit(register.folder)
        self._greet(register)

    def come_to_front(self) -> None:
        """The program was started once more: the window that is open comes before all others."""
        if self.window is not None and self.window.isMinimized():
            self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        windows = (QApplication.activeModalWidget(), self.unlocking, self.beginning, self.window)
        for front in [window for window in windows if window is not None and window.isVisible()][:1]:
            front.raise_()
            front.activateWindow()

    def go_to(self, folder: Path) -> None:
        """Leave this register for another one: that which was just made of a backup."""
        left = self.window
        if left is None or self.backing_up is None or not left.pages.may_leave():
            return

        def leave() -> None:
            try:
                left.desk.register.close()
            except UserError as error:
                messages.tell(left, error)
            left.hide()
            left.deleteLater()
            self.window, self._folder = None, folder
            self.ask_password()

        self._stop()
        self.backing_up.finish(left, leave)

    # What is typed

    def keep_drafts(self) -> UserError | None:
        """Put away what is typed in all windows, now; gives the first trouble."""
        return self.window.desk.drafts.keep() if self.window is not None else None

    def _keep_before_lock(self) -> UserError | None:
        """The same; a bug in it is told when the windows are covered, for it must not leave them open to anybody."""
        try:
            return self.keep_drafts()
        except Exception as error:
            QTimer.singleShot(0, self, partial(sys.excepthook, type(error), error, error.__traceback__))
            return NOT_KEPT

    def _keep_in_passing(self) -> None:
        if self.window is not None and not work.is_going():
            self.window.desk.drafts.keep_in_passing()

    def _rest(self) -> None:
        """A pause in the work: the main file becomes complete by itself."""
        if self.window is not None and self.window.desk.is_open and not work.is_going():
            with suppress(UserError):  # nothing is lost by it; the exit tries again, and tells
                self.window.desk.register.rest()

    # The lock

    def lock(self) -> None:
        """Close the register and draw the curtains; the password of the same person lifts them.

        Not while long work goes on: whoever asks for the lock by himself, as a clock does, asks again.
        """
        if self.window is None or self.is_locked or work.is_going():
            return
        register = self.window.desk.register
        login = register.person.login
        self._front = QApplication.activeModalWidget() or QApplication.activeWindow() or self.window
        self._cursor = Place.of(self._front.focusWidget())
        _close_popups()
        trouble = unkept = self._keep_before_lock()
        above = QApplication.activeModalWidget() or self.window
        self._curtains = [Curtain(window) for window in _open_windows()]
        clipboard.clear()
        self.idle.stop()
        try:
            register.close()
        except UserError as error:  # the disk failed in the last moment: the register is closed all the same
            trouble = trouble or error
        self.unlocking = UnlockWindow(register.folder, person=login, behind=register, parent=above, opener=self._opener)
        self.unlocking.is_unkept = unkept is not None
        self.unlocking.opened.connect(self.unlock)
        self.unlocking.finished.connect(self._left_from_lock)
        self.unlocking.finished.connect(lambda _result, window=self.unlocking: let_go(window))
        if not self.window.isMinimized():  # a window of a minimised one would come to nobody's eyes
            self.unlocking.open()
        if trouble is not None:
            QTimer.singleShot(0, self, lambda: messages.tell(self.unlocking, trouble))

    @property
    def is_locked(self) -> bool:
        """Whether the windows stand behind curtains."""
        return bool(self._curtains)

    def keep_and_lock(self) -> None:
        """The person is gone, or Windows ends his session: what is typed is kept at once, then everything is locked."""
        if self.is_locked:
            return
        self._keep_before_lock()
        self.lock()
        if work.is_going():
            QTimer.singleShot(ASK_AGAIN, self, self.keep_and_lock)

    def unlock(self, register: Register) -> None:
        """Lift the curtains over the same windows; the cursor is where it was."""
        assert self.window is not None
        self.window.desk.register = register
        for curtain in filter(isValid, self._curtains):  # a window may have ended behind the lock, and its curtain too
            curtain.hide()
            curtain.deleteLater()
        self._curtains = []
        self.unlocking = None
        self._take_rules()
        self.window.pages.refresh()
        if self._front is not None and isValid(self._front):
            self._front.activateWindow()
        if self._cursor is not None:
            self._cursor.come_back()
        self.idle.begin()
        self._greet(register)
        QTimer.singleShot(0, self, self._say_what_changed)

    def _greet(self, register: Register) -> None:
        if self.window is not None and (words := greeting(register)):
            messages.inform(self.window, words)

    def _say_what_changed(self) -> None:
        """While it was locked, somebody else may have worked in the register."""
        for draft in self.window.desk.drafts.open if self.window is not None else []:
            if draft.is_alive and draft.is_typed and (doubt := draft.doubt()):
                messages.tell(draft.window, UserError(doubt))

    def _minimised(self, is_minimised: bool) -> None:
        if is_minimised and self._rules.on_minimise:
            self.lock()
            if work.is_going():  # as soon as it has ended, if the window is still away then
                QTimer.singleShot(ASK_AGAIN, self, self._look_whether_minimised)
        elif not is_minimised and self.is_locked and self.unlocking is not None:
            self.unlocking.open()

    def _look_whether_minimised(self) -> None:
        if self.window is not None and self.window.isMinimized() and not self.is_locked:
            self._minimised(True)

    def _take_rules(self) -> None:
        if self.window is not None and self.window.desk.is_open:
            self._rules = self.window.desk.ask(locking.rules)
            for window in _open_windows():
                capture.hide(window, self._rules.hides_from_capture)

    def _meet(self, front: QWindow | None) -> None:
        """A window came to the front: the key of the lock works in it too, and it is as hidden as the others."""
        # Over: a second Ctrl+L in the windows of another session would make both ambiguous.
        if self._is_over or front is None or self.window is None or not isValid(self.window):
            return
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QDialog) and window.windowHandle() is front and not window.property("locks"):
                window.setProperty("locks", True)
                if not isinstance(window, UnlockWindow | FirstRun):
                    on_key(window, "Ctrl+L", self.lock)
                if self._rules.hides_from_capture:
                    capture.hide(window, True)

    def _left_from_lock(self, result: int) -> None:
        if result == QDialog.DialogCode.Rejected + 2:
            self.ended.emit()

    def leave(self) -> None:
        """The main window was closed: sign out."""
        self._stop()
        self._is_over = True
        if self.window is not None and self.backing_up is not None:
            self.backing_up.finish(self.window, self._sign_out)
        else:
            self.ended.emit()

    def _stop(self) -> None:
        self.idle.stop()
        self._keeping.stop()
        self.watcher.stop()
        clipboard.clear()

    def _sign_out(self) -> None:
        if self.window is not None:
            try:
                self.window.desk.register.close()
            except UserError as error:
                messages.tell(self.window, error)
        self.ended.emit()


def _close_popups() -> None:
    """An open list or menu holds mouse and keyboard, and would keep them from the lock; a hint may tell a name."""
    QToolTip.hideText()
    for _ in range(10):
        if (popup := QApplication.activePopupWidget()) is not None:
            popup.close()


def _open_windows() -> list[QWidget]:
    return [window for window in QApplication.topLevelWidgets() if window.isVisible() and not window.isHidden()]
