"""What lies in a ring of references dies in the thread of the windows."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot


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
    qtbot.waitUntil(lambda: bool(died_in), timeout=5000)
    assert died_in == [threading.main_thread()]


def test_python_does_not_collect_beside_it(qtbot: QtBot) -> None:
    assert not gc.isenabled()
