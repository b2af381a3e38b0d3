"""Nobody touches the program: a warning that counts down, then the lock; any key or the mouse takes it back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.fit import assert_fits
from tests.ui.hands import focus_on
from ui.idle import PAUSE, WARN, Idle

LIMIT = 600


class Seconds:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


class Room:
    """A window with a line, watched by an `Idle` whose clock stands still."""

    def __init__(self, qtbot: QtBot) -> None:
        self.clock, self.over, self.paused = Seconds(), 0, 0
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(900, 500)
        self.line = QLineEdit(self.window)
        self.idle = Idle(lambda: LIMIT, self.clock)
        self.idle.over.connect(self._over)
        self.idle.paused.connect(self._paused)
        self.idle.begin()
        qtbot.wait(50)  # windows of an earlier test go
        focus_on(self.line)
        qtbot.waitUntil(lambda: QApplication.focusWindow() is self.window.windowHandle())

    def _over(self) -> None:
        self.over += 1

    def _paused(self) -> None:
        self.paused += 1

    def wait(self, seconds: float) -> None:
        self.clock.at += seconds
        self.idle.look()

    def is_warned(self) -> bool:
        return self.idle.warning is not None

    @property
    def front(self) -> QWindow:
        found = QApplication.focusWindow()
        assert found is not None
        return found


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[Room]:
    for left in QApplication.topLevelWidgets():
        left.hide()  # a modal window of an earlier test would keep keys and mouse from ours
    made = Room(qtbot)
    yield made
    made.idle.stop()


def test_it_warns_half_a_minute_before_and_counts_down(room: Room) -> None:
    room.wait(LIMIT - WARN - 1)
    assert not room.is_warned()
    room.wait(1)
    assert room.idle.warning is not None
    assert room.idle.warning.said.text() == "Программа закроется на замок через 30 секунд"
    assert room.window.focusWidget() is room.line  # the cursor is where it was
    QApplication.processEvents()
    assert_fits(room.window)
    room.wait(28.5)
    assert room.idle.warning.said.text().endswith("через 2 секунды")
    assert room.over == 0
    room.wait(1.5)
    assert room.over == 1
    assert not room.is_warned()


def test_a_key_takes_it_back_and_does_nothing_else(room: Room) -> None:
    room.wait(LIMIT - 5)
    QTest.keyClick(room.front, Qt.Key.Key_1)
    assert not room.is_warned()
    assert room.line.text() == ""
    QTest.keyClick(room.front, Qt.Key.Key_2)
    assert room.line.text() == "2"
    room.wait(LIMIT - WARN - 1)
    assert (room.is_warned(), room.over) == (False, 0)


def test_the_mouse_takes_it_back(room: Room) -> None:
    QTest.mouseMove(room.front, QPoint(10, 10))
    room.wait(LIMIT - 5)
    QTest.mouseMove(room.front, QPoint(200, 200))
    assert not room.is_warned()
    room.wait(LIMIT - 5)
    assert room.idle.warning is not None
    QTest.mouseClick(room.front, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    assert not room.is_warned()


def test_a_dialog_in_front_is_watched_and_warned_over(room: Room, qtbot: QtBot) -> None:
    dialog = QDialog(room.window)
    box = QVBoxLayout(dialog)
    box.addWidget(QLineEdit())
    dialog.resize(700, 300)
    dialog.open()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    room.wait(LIMIT - 5)
    assert room.idle.warning is not None
    assert room.idle.warning.window() is dialog
    QTest.keyClick(room.front, Qt.Key.Key_Tab)
    assert not room.is_warned()
    dialog.close()


def test_a_pause_is_told_once(room: Room) -> None:
    room.wait(PAUSE - 1)
    assert room.paused == 0
    room.wait(1)
    room.wait(10)
    assert room.paused == 1
    QTest.keyClick(room.front, Qt.Key.Key_1)
    room.wait(PAUSE)
    assert room.paused == 2


def test_nothing_is_counted_while_it_is_locked(room: Room, qtbot: QtBot) -> None:
    room.wait(LIMIT - 5)
    room.idle.stop()
    assert not room.is_warned()
    room.clock.at += 10 * LIMIT
    qtbot.wait(700)
    assert room.over == 0
    room.idle.begin()
    room.wait(LIMIT - WARN - 1)
    assert (room.is_warned(), room.over) == (False, 0)
