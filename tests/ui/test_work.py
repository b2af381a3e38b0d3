"""Long work: the window stays alive and answers to nothing but Cancel; errors go where they belong."""

import itertools
import sys
import threading
from types import TracebackType

import pytest
import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from narcdesk.errors import UserError
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import focus_on, press
from ui import work
from ui.pieces import Button, column, held
from ui.work import Progress


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = held(column(Button("Напечатать", key="Ctrl+P")))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person whose second passes quickly."""
    monkeypatch.setattr(work, "SHOW_AFTER", 40)
    monkeypatch.setattr(work, "COUNT_AFTER", 80)


def counting(stop: threading.Event) -> work.Callable[[Progress], int]:
    def task(progress: Progress) -> int:
        done = 0
        while not stop.wait(0.005):
            done += 1
            progress(done, 1000)
        return done

    return task


def test_the_work_runs_apart_and_its_result_comes_home(qtbot: QtBot, window: QWidget) -> None:
    threads: list[int] = []
    results: list[int] = []
    work.run(window, "Считаем", lambda progress: threads.append(threading.get_ident()) or 7, results.append)
    qtbot.waitUntil(lambda: results == [7])
    assert threads != [threading.get_ident()]


def test_short_work_shows_nothing(qtbot: QtBot, window: QWidget) -> None:
    results: list[int] = []
    running = work.run(window, "Считаем", lambda progress: 7, results.append)
    shown = running.window.isVisible()
    qtbot.waitUntil(lambda: results == [7])
    assert not shown


def test_progress_then_count_and_cancel(qtbot: QtBot, window: QWidget, hasty: None, heard: Heard) -> None:
    stop = threading.Event()
    running = work.run(window, "Проверяем страницы реестра", counting(stop), lambda done: None)
    telling = running.window
    qtbot.waitUntil(telling.isVisible)
    qtbot.waitUntil(telling.cancel.isVisible)
    qtbot.waitUntil(lambda: "из 1000" in telling.count.text())
    assert_fits(telling)
    assert_mnemonics(telling)
    assert telling.findChildren(QProgressBar)[0].maximum() == 1000
    press(telling, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: heard.informed == ["Отменено, ничего не изменилось."])
    stop.set()


def test_work_without_steps_cannot_be_stopped_and_says_no_count(qtbot: QtBot, window: QWidget, hasty: None) -> None:
    stop = threading.Event()
    results: list[bool] = []
    running = work.run(window, "Открываем реестр", lambda progress: stop.wait(60), results.append)
    qtbot.waitUntil(running.window.isVisible)
    qtbot.wait(100)  # longer than the count would wait
    assert not running.window.cancel.isVisible()
    press(running.window, Qt.Key.Key_Escape)
    assert running.window.isVisible()
    stop.set()
    qtbot.waitUntil(lambda: results == [True])


def test_meanwhile_the_window_answers_to_nothing(qtbot: QtBot, window: QWidget) -> None:
    pressed: list[str] = []
    button = window.findChildren(Button)[0]
    button.clicked.connect(lambda: pressed.append("нажали"))
    stop = threading.Event()
    results: list[int] = []
    work.run(window, "Считаем", counting(stop), results.append)
    press(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not window.close()
    stop.set()
    qtbot.waitUntil(lambda: len(results) == 1)
    assert pressed == []
    press(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["нажали"]


def test_the_window_stays_alive(qtbot: QtBot, window: QWidget) -> None:
    beats, enough = itertools.count(1), threading.Event()
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: next(beats) > 20 and enough.set())
    timer.start()
    results: list[bool] = []
    work.run(window, "Считаем", lambda progress: enough.wait(60), results.append)
    qtbot.waitUntil(lambda: results == [True])  # the work ended because the window had lived meanwhile
    timer.stop()


def test_an_error_for_the_person_is_told(qtbot: QtBot, window: QWidget, heard: Heard) -> None:
    def task(progress: Progress) -> int:
        raise UserError("Носитель вынут.", do="Вставьте его и повторите.")

    work.run(window, "Делаем копию", task, lambda done: None)
    qtbot.waitUntil(lambda: [error.what for error in heard.told] == ["Носитель вынут."])


def test_a_bug_goes_to_the_crash_window(
    qtbot: QtBot, window: QWidget, hasty: None, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[tuple[type[BaseException], bool]] = []
    going = threading.Event()

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        caught.append((kind, running.window.isVisible()))

    monkeypatch.setattr(sys, "excepthook", hook)
    running = work.run(window, "Считаем", lambda progress: going.wait(60) and 1 // 0, lambda done: None)
    qtbot.waitUntil(running.window.isVisible)
    going.set()
    # The window of work is modal: it would lie over what tells of the bug.
    qtbot.waitUntil(lambda: caught == [(ZeroDivisionError, False)])
    assert heard.told == []


def test_a_window_that_goes_with_its_work_takes_nothing_along(qtbot: QtBot, qapp: QApplication) -> None:
    for _ in range(20):
        results: list[int] = []
        window = QWidget()  # nobody else holds it
        window.show()
        work.run(window, "Считаем", lambda progress: 1, results.append)
        qtbot.waitUntil(lambda: results == [1])  # noqa: B023
        del window
        qapp.processEvents()


def test_work_whose_window_dies_is_cancelled_and_leaves_the_keys_to_others(qtbot: QtBot) -> None:
    results: list[int] = []
    parent = held(column(Button("Напечатать", key="Ctrl+P")))
    parent.show()
    work.run(parent, "Считаем", counting(threading.Event()), results.append)
    shiboken6.delete(parent)
    assert work.is_going()
    qtbot.waitUntil(lambda: not work.is_going())
    assert results == []
    pressed: list[bool] = []
    other = held(column(Button("Напечатать", lambda: pressed.append(True), key="Ctrl+P")))
    qtbot.addWidget(other)
    focus_on(other)
    press(other, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [True]
