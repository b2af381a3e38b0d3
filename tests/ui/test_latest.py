"""Work that follows the hand: the last question is the one that is answered."""

import threading

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk.errors import UserError
from ui.latest import Latest


def test_of_many_questions_the_last_is_answered(qtbot: QtBot, qapp: QApplication) -> None:
    latest: Latest[int] = Latest(qapp)
    asked: list[int] = []
    answered: list[int] = []
    latest.done.connect(answered.append)

    def task(number: int) -> int:
        asked.append(number)
        return number

    for number in range(20):
        latest.ask(lambda number=number: task(number))  # type: ignore[misc]
    qtbot.waitUntil(lambda: latest.is_idle)
    assert answered == [19]
    assert asked == [19]


def test_what_is_overtaken_while_it_runs_is_dropped(qtbot: QtBot, qapp: QApplication) -> None:
    latest: Latest[str] = Latest(qapp)
    answered: list[str] = []
    latest.done.connect(answered.append)
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> str:
        begun.set()
        go_on.wait(60)
        return "прежнее"

    latest.ask(slow, at_once=True)
    qtbot.waitUntil(begun.is_set)
    latest.ask(lambda: "новое", at_once=True)
    go_on.set()
    qtbot.waitUntil(lambda: latest.is_idle)
    assert answered == ["новое"]


def test_a_refusal_is_a_sentence_and_the_next_question_is_answered(qtbot: QtBot, qapp: QApplication) -> None:
    latest: Latest[str] = Latest(qapp)
    refused: list[UserError] = []
    answered: list[str] = []
    latest.refused.connect(refused.append)
    latest.done.connect(answered.append)

    def refuse() -> str:
        raise UserError("Карты больше нет.")

    latest.ask(refuse, at_once=True)
    qtbot.waitUntil(lambda: bool(refused))
    latest.ask(lambda: "готово", at_once=True)
    qtbot.waitUntil(lambda: bool(answered))
    assert (refused[0].what, answered) == ("Карты больше нет.", ["готово"])


def test_a_window_that_is_gone_is_not_called(qtbot: QtBot, qapp: QApplication) -> None:
    owner = QObject()
    latest: Latest[str] = Latest(owner)
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> str:
        begun.set()
        go_on.wait(60)
        return ""

    latest.ask(slow, at_once=True)
    qtbot.waitUntil(begun.is_set)
    owner.deleteLater()
    qtbot.wait(20)
    go_on.set()
    qtbot.wait(60)
