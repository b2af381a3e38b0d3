"""Messages: sentences that can be copied, verbs on buttons, Esc that stays."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from narcdesk.errors import UserError
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import press
from ui import messages
from ui.messages import Message
from ui.pieces import DangerButton, PrimaryButton, Text

ANSWERS = {"drop": "&Не сохранять", "draft": "&Оставить черновик", "save": "&Сохранить и закрыть"}


def during(act: Callable[[Message], Any]) -> None:
    """Do something to the message when it has appeared."""

    def look() -> None:
        message = QApplication.activeModalWidget()
        assert isinstance(message, Message)
        try:
            act(message)
        finally:
            message.reject()

    QTimer.singleShot(50, look)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.mark.parametrize(
    ("key", "answer"), [(Qt.Key.Key_Return, "save"), (Qt.Key.Key_Escape, None), (Qt.Key.Key_Enter, "save")]
)
def test_enter_gives_the_safe_answer_and_esc_stays(parent: QWidget, key: Qt.Key, answer: str | None) -> None:
    during(lambda message: press(message.focusWidget(), key))
    assert messages.ask(parent, "Введённое не сохранено", "", ANSWERS, safe="save") == answer


def test_the_question_is_whole_readable_and_answered_by_russian_letters(parent: QWidget) -> None:
    def look(message: Message) -> None:
        assert_fits(message)
        assert_mnemonics(message)
        assert isinstance(message.focusWidget(), PrimaryButton)
        assert [button.text() for button in message.findChildren(DangerButton)] == ["&Не сохранять"]
        for text in message.findChildren(Text):
            assert text.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse

    during(look)
    messages.ask(
        parent,
        "У Воробьёва Ильи Петровича уже есть заявка З-2026-0031, поданная 02.11.2026",
        "Орган примет только одну. Вторую можно оставить черновиком до решения по первой.",
        ANSWERS,
        safe="save",
        danger="drop",
    )


def test_an_error_says_what_happened_what_is_lost_and_what_to_do(parent: QWidget) -> None:
    said: list[str] = []
    during(lambda message: said.extend(text.text() for text in message.findChildren(Text)))
    messages.tell(parent, UserError("На диске нет места.", do="Освободите 20 МБ и повторите."))
    assert said == ["На диске нет места.", "Ничего не потеряно. Освободите 20 МБ и повторите."]


def test_what_was_done_is_said_in_the_nearest_status_line(qtbot: QtBot) -> None:
    said: list[tuple[str, str]] = []

    class Window(QWidget):
        def show_notice(self, text: str, verb: str, act: Callable[[], Any] | None) -> None:
            said.append((text, verb))

    window = Window()
    qtbot.addWidget(window)
    dialog = QWidget(window, Qt.WindowType.Dialog)
    inner = QWidget(dialog)
    messages.inform(inner, "Явка записана.")
    messages.offer_undo(inner, "Явка убрана.", lambda: None)
    assert said == [("Явка записана.", ""), ("Явка убрана.", "&Отменить")]
    with pytest.raises(LookupError):
        messages.inform(QWidget(), "Некому сказать.")
