"""What lies in a ring of references dies in the thread of the windows."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.garbage import Garbage


class Ring(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.itself = self
        self.timer = QTimer(self, interval=10_000)
        self.timer.start()


def make_garbage() -> None:
    for _ in range(50_000):
        ring: list[object] = []
        ring.append(ring)


def test_a_window_that_nobody_holds_dies_in_the_thread_of_the_windows(qtbot: QtBot) -> None:
    died_in: list[threading.Thread] = []
    ring = Ring()
    weakref.finalize(ring, lambda: died_in.append(threading.current_thread()))
    del ring
    thread = threading.Thread(target=make_garbage)
    thread.start()
    thread.join()
    assert died_in == []
    qtbot.waitUntil(lambda: bool(died_in))
    assert died_in == [threading.main_thread()]


def test_python_does_not_collect_beside_it(qtbot: QtBot) -> None:
    assert not gc.isenabled()


class Clock:
    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def collected(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The generations that were gone through; all three are due all the time."""
    found: list[int] = []
    monkeypatch.setattr(gc, "collect", lambda generation=2: found.append(generation))
    monkeypatch.setattr(gc, "get_count", lambda: (9_000, 90, 90))
    return found


def test_the_long_collection_waits_till_the_hand_rests(qtbot: QtBot, collected: list[int]) -> None:
    clock, field = Clock(), QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    field.activateWindow()
    garbage = Garbage(field, clock)
    garbage._timer.stop()
    collected.clear()
    for _ in range(3):  # a key each second
        clock.at += 1
        QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
        garbage.collect_what_is_due()
    assert collected == [1, 1, 1] and field.text() == "aaa"
    clock.at += 2
    garbage.collect_what_is_due()
    assert collected == [1, 1, 1, 2]


def test_it_does_not_wait_for_ever(qtbot: QtBot, collected: list[int]) -> None:
    clock, field = Clock(), QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    garbage = Garbage(field, clock)
    garbage._timer.stop()
    collected.clear()
    for _ in range(302):
        QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
        garbage.collect_what_is_due()
        clock.at += 1
    assert collected.count(2) == 1 and collected[-2] == 2
