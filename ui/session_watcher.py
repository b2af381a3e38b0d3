"""What the system says of the person's session: he has gone from the screen, or Windows is about to end it.

One `SessionWatcher` for the program. On Windows the messages come to a window that asked for them; elsewhere only the
end of the session is told.
"""

import ctypes
import sys
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QObject, Signal
from PySide6.QtGui import QGuiApplication, QSessionManager
from PySide6.QtWidgets import QWidget

WM_QUERYENDSESSION = 0x0011
WM_ENDSESSION = 0x0016
WM_POWERBROADCAST = 0x0218
WM_WTSSESSION_CHANGE = 0x02B1
PBT_APMSUSPEND = 4
AWAY_BY_SESSION = {
    2: "console disconnect",  # another user came to this computer
    3: "remote connect",  # somebody looks from afar
    4: "remote disconnect",
    6: "logoff",
    7: "lock",
}
NOTIFY_FOR_THIS_SESSION = 0
_WINDOWS_MESSAGE = b"windows_generic_MSG"


class Sign(Enum):
    """What a message of the system means for the register."""

    NOTHING = 0
    AWAY = 1  # nobody is at the screen, or somebody else
    ENDING = 2  # the session ends: the program may be gone in a moment


def meaning(message: int, parameter: int) -> Sign:
    """What a message of Windows means."""
    if message == WM_WTSSESSION_CHANGE:
        return Sign.AWAY if parameter in AWAY_BY_SESSION else Sign.NOTHING
    if message == WM_POWERBROADCAST:
        return Sign.AWAY if parameter == PBT_APMSUSPEND else Sign.NOTHING
    if message == WM_QUERYENDSESSION:
        return Sign.ENDING
    return Sign.ENDING if message == WM_ENDSESSION and parameter else Sign.NOTHING


class SessionWatcher(QObject):
    """Tells when the person is away and when his session ends; tests emit these signals themselves."""

    away = Signal()
    ending = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._app: QGuiApplication | None = None
        self._filter: _Filter | None = None
        self._window = 0

    def watch(self, window: QWidget) -> None:
        """Begin; `window` is the one that Windows tells."""
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.commitDataRequest.connect(self._commit)
        self._app = app
        if sys.platform == "win32":
            self._filter = _Filter(self)
            app.installNativeEventFilter(self._filter)
            self._window = int(window.winId())
            _notify("WTSRegisterSessionNotification", self._window, NOTIFY_FOR_THIS_SESSION)

    def stop(self) -> None:
        """Listen no more."""
        if self._app is not None:
            self._app.commitDataRequest.disconnect(self._commit)
        if self._app is not None and self._filter is not None:
            self._app.removeNativeEventFilter(self._filter)
            _notify("WTSUnRegisterSessionNotification", self._window)
        self._app = self._filter = None

    def take(self, message: int, parameter: int) -> None:
        """Say what a message of Windows means."""
        match meaning(message, parameter):
            case Sign.AWAY:
                self.away.emit()
            case Sign.ENDING:
                self.ending.emit()

    def _commit(self, _manager: QSessionManager) -> None:
        self.ending.emit()


class _Filter(QAbstractNativeEventFilter):
    """Looks at every message of Windows and lets it go on."""

    def __init__(self, watcher: SessionWatcher) -> None:
        super().__init__()
        self._watcher = watcher

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> Any:
        if (kind.data() if isinstance(kind, QByteArray) else bytes(kind)) == _WINDOWS_MESSAGE:
            found = _Message.from_address(int(message))
            self._watcher.take(found.message, found.parameter or 0)
        return False, 0


class _Message(ctypes.Structure):
    """The beginning of MSG of winuser.h."""

    _fields_ = [
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("parameter", ctypes.c_size_t),
    ]


def _notify(function: str, window: int, *more: int) -> None:
    """Call a function of wtsapi32; a Windows without terminal services locks by the other signs."""
    if sys.platform == "win32":
        try:
            library = ctypes.WinDLL("wtsapi32")
        except OSError:
            return
        getattr(library, function)(ctypes.c_void_p(window), *map(ctypes.c_ulong, more))
