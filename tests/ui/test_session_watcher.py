"""What Windows says of the session, and what it means for the register."""

import ctypes
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import SIGNAL
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.session_watcher import (
    PBT_APMSUSPEND,
    WM_ENDSESSION,
    WM_POWERBROADCAST,
    WM_QUERYENDSESSION,
    WM_WTSSESSION_CHANGE,
    SessionWatcher,
    Sign,
    meaning,
)

# As winuser.h and wtsapi32.h number them, written out once more.
SESSION = {
    1: Sign.NOTHING,  # WTS_CONSOLE_CONNECT
    2: Sign.AWAY,  # WTS_CONSOLE_DISCONNECT: the user was switched
    3: Sign.AWAY,  # WTS_REMOTE_CONNECT
    4: Sign.AWAY,  # WTS_REMOTE_DISCONNECT
    5: Sign.NOTHING,  # WTS_SESSION_LOGON
    6: Sign.AWAY,  # WTS_SESSION_LOGOFF
    7: Sign.AWAY,  # WTS_SESSION_LOCK
    8: Sign.NOTHING,  # WTS_SESSION_UNLOCK
}


@pytest.mark.parametrize(("parameter", "expected"), SESSION.items())
def test_changes_of_the_session(parameter: int, expected: Sign) -> None:
    assert meaning(0x02B1, parameter) is expected


@pytest.mark.parametrize(
    ("message", "parameter", "expected"),
    [
        (0x0218, 4, Sign.AWAY),  # PBT_APMSUSPEND
        (0x0218, 7, Sign.NOTHING),  # PBT_APMRESUMESUSPEND
        (0x0218, 10, Sign.NOTHING),  # PBT_APMPOWERSTATUSCHANGE
        (0x0011, 0, Sign.ENDING),
        (0x0016, 1, Sign.ENDING),
        (0x0016, 0, Sign.NOTHING),  # somebody stopped the log-off
        (0x0200, 7, Sign.NOTHING),  # WM_MOUSEMOVE
    ],
)
def test_power_and_the_end(message: int, parameter: int, expected: Sign) -> None:
    assert meaning(message, parameter) is expected


class Ears:
    def __init__(self, watcher: SessionWatcher) -> None:
        self.heard: list[str] = []
        watcher.away.connect(lambda: self.heard.append("away"))
        watcher.ending.connect(lambda: self.heard.append("ending"))


@pytest.fixture
def watched(qtbot: QtBot) -> Iterator[tuple[QWidget, Ears]]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    watcher = SessionWatcher()
    ears = Ears(watcher)
    watcher.watch(window)
    yield window, ears
    watcher.stop()


def test_the_end_of_the_session_is_heard_from_qt_everywhere(qtbot: QtBot) -> None:
    app, window, watcher = QApplication.instance(), QWidget(), SessionWatcher()
    assert isinstance(app, QGuiApplication)
    qtbot.addWidget(window)
    before = app.receivers(SIGNAL("commitDataRequest(QSessionManager&)"))
    watcher.watch(window)
    assert app.receivers(SIGNAL("commitDataRequest(QSessionManager&)")) == before + 1
    watcher.stop()
    watcher.stop()
    assert app.receivers(SIGNAL("commitDataRequest(QSessionManager&)")) == before


@pytest.mark.skipif(sys.platform != "win32", reason="messages of Windows")
@pytest.mark.parametrize("way", ["sent", "posted"])
@pytest.mark.parametrize(
    ("message", "parameter", "expected"),
    [
        (WM_WTSSESSION_CHANGE, 7, "away"),
        (WM_WTSSESSION_CHANGE, 2, "away"),
        (WM_WTSSESSION_CHANGE, 4, "away"),
        (WM_WTSSESSION_CHANGE, 8, ""),
        (WM_POWERBROADCAST, PBT_APMSUSPEND, "away"),
        (WM_QUERYENDSESSION, 0, "ending"),
        (WM_ENDSESSION, 0, ""),
    ],
)
def test_a_message_of_windows_comes_through(
    watched: tuple[QWidget, Ears], qtbot: QtBot, way: str, message: int, parameter: int, expected: str
) -> None:
    window, ears = watched
    user = ctypes.windll.user32  # type: ignore[attr-defined,unused-ignore]
    call = user.SendMessageW if way == "sent" else user.PostMessageW
    handle = ctypes.c_void_p(int(window.winId()))
    call(handle, ctypes.c_uint(message), ctypes.c_size_t(parameter), ctypes.c_ssize_t(0))
    qtbot.wait(100)
    assert set(ears.heard) == ({expected} if expected else set())


@pytest.mark.skipif(sys.platform != "win32", reason="messages of Windows")
def test_windows_is_asked_to_tell_this_window() -> None:
    library = ctypes.WinDLL("wtsapi32")  # type: ignore[attr-defined,unused-ignore]
    assert library.WTSRegisterSessionNotification
    assert library.WTSUnRegisterSessionNotification
