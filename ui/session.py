"""From the start to the exit: which register, who signs in, the main window, the lock.

While the desk is locked the register is closed and its key forgotten; the windows stay as they are under curtains, so
that nothing typed is lost, and only the same person lifts them.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from narcdesk.errors import UserError
from narcdesk.register import Register
from ui import messages, remembered, work
from ui.desk import Desk
from ui.first_run import FirstRun
from ui.main_window import MainWindow
from ui.unlock import Curtain, Opener, UnlockWindow


class Session(QObject):
    """One run of the program with its windows; `create` and `opener` are the two ways to a register."""

    ended = Signal()

    def __init__(
        self,
        folder: Path | None = None,
        *,
        create: Callable[..., Register] = Register.create,
        opener: Opener = Register.open,
    ) -> None:
        super().__init__()
        self._create, self._opener = create, opener
        self._folder = folder or remembered.register_folder()
        self.window: MainWindow | None = None
        self.unlocking: UnlockWindow | None = None
        self.beginning: FirstRun | None = None
        self._curtains: list[Curtain] = []

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
        if self.unlocking is None:
            self.beginning.rejected.connect(self.ended)
        self.beginning.open()

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
        self.window = MainWindow(Desk(register))
        self.window.lock_asked.connect(self.lock)
        self.window.closed.connect(self.leave)
        self.window.showMaximized()

    # The lock

    def lock(self) -> None:
        """Close the register and draw the curtains; the password of the same person lifts them.

        Not while long work goes on: whoever asks for the lock by himself, as a clock does, asks again.
        """
        assert self.window is not None
        if work.is_going():
            return
        register = self.window.desk.register
        login = register.person.login
        above = QApplication.activeModalWidget() or self.window
        self._curtains = [Curtain(window) for window in _open_windows()]
        QApplication.clipboard().clear()
        try:
            register.close()
        except UserError as error:  # the disk failed in the last moment: the register is closed all the same
            messages.tell(self.window, error)
        self.unlocking = UnlockWindow(register.folder, person=login, parent=above, opener=self._opener)
        self.unlocking.opened.connect(self.unlock)
        self.unlocking.finished.connect(self._left_from_lock)
        self.unlocking.open()

    def unlock(self, register: Register) -> None:
        """Lift the curtains over the same windows."""
        assert self.window is not None
        self.window.desk.register = register
        for curtain in self._curtains:
            curtain.hide()
            curtain.deleteLater()
        self._curtains = []
        self.unlocking = None
        self.window.pages.refresh()

    def _left_from_lock(self, result: int) -> None:
        if result == QDialog.DialogCode.Rejected + 2:
            self.ended.emit()

    def leave(self) -> None:
        """The main window was closed: sign out."""
        if self.window is not None:
            try:
                self.window.desk.register.close()
            except UserError as error:
                messages.tell(self.window, error)
        self.ended.emit()


def _open_windows() -> list[QWidget]:
    return [window for window in QApplication.topLevelWidgets() if window.isVisible() and not window.isHidden()]
