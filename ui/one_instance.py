"""One window to a register: a second start for the same folder raises the window of the first and ends.

They meet at a local socket named by the Windows account and the folder, as a number that tells neither. Whether the
register may be opened is not decided here: that is the lock of `vault.ownership`, which holds for other accounts too.
"""

import ctypes
import getpass
import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from narcdesk.errors import UserError
from narcdesk.places import state_dir

PATIENCE = 10_000  # ms that the first one has to answer: it may be just starting
_ANYBODY = -1

SILENT = UserError(
    "Программа уже открыта на этом компьютере, но не отвечает.",
    lost="Сохранённое цело.",
    do="Подождите минуту. Если окно так и не откликнется, завершите её в диспетчере задач и запустите снова.",
)


class OneInstance(QObject):
    """This start of the program for one register; `asked` comes when another start wants its window in front."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._server: QLocalServer | None = None
        self.is_answered = False  # whether the first one said that its window is in front

    def is_first(self, folder: Path | None) -> bool:
        """Become the first one for a register, or ask the one that is for its window: then this start is to end."""
        name = name_of(folder)
        with suppress(OSError):
            state_dir().mkdir(parents=True, exist_ok=True)
        # Of two that start in one moment one looks and becomes the first before the other looks. The lock names its
        # process, so that nobody waits for one that was killed.
        turn = QLockFile(str(state_dir() / f"{name}.lock"))
        turn.tryLock(PATIENCE)
        try:
            if self._found_first(name):
                return False
            self._listen(name)
            return True
        finally:
            turn.unlock()

    def moves_to(self, folder: Path) -> None:
        """Another register is open in this window from now on."""
        if self._server is None or self._server.serverName() != name_of(folder):
            self._listen(name_of(folder))

    def close(self) -> None:
        """Be found no more."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _found_first(self, name: str) -> bool:
        other = QLocalSocket()
        other.connectToServer(name)
        if not other.waitForConnected(PATIENCE):
            return False  # nobody is there: a socket that a killed one left refuses
        if sys.platform == "win32":  # or Windows would only let the first one's button blink
            ctypes.windll.user32.AllowSetForegroundWindow(_ANYBODY)
        self.is_answered = other.waitForReadyRead(PATIENCE)
        other.disconnectFromServer()
        return True

    def _listen(self, name: str) -> None:
        self.close()
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._answer)
        if not server.listen(name):
            QLocalServer.removeServer(name)  # a killed one has left it
            server.listen(name)  # where even that fails, the lock of the register still keeps a second one out
        self._server = server

    def _answer(self) -> None:
        while self._server is not None and (other := self._server.nextPendingConnection()) is not None:
            other.disconnected.connect(other.deleteLater)
            self.asked.emit()
            other.write(b"in front\n")
            other.flush()


def name_of(folder: Path | None) -> str:
    """The name of the meeting place: one for an account and a register, telling neither."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = ""
    place = os.path.normcase(folder.resolve()) if folder is not None else ""
    return "narcdesk-" + hashlib.sha256(f"{user}\n{place}".encode()).hexdigest()[:24]
