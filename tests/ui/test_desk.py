"""The desk: asks and acts on a real register, announces what changed, tells what was refused."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from narcdesk import patients
from narcdesk.errors import Forbidden, Invalid, UserError
from narcdesk.register import Register
from tests import factories
from tests.ui.conftest import Heard
from ui.desk import Desk
from ui.work import Progress


def test_an_action_is_done_announced_and_its_time_is_known(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.changed):
        patient = desk.do(QWidget(), patients.enter, factories.card())
    assert patient is not None
    assert patient.surname == "Воробьёв"
    assert desk.saved_at == desk.register.now()
    assert desk.today() == factories.DAY


def test_what_cannot_be_accepted_goes_back_into_the_form(qtbot: QtBot, desk: Desk, heard: Heard) -> None:
    class Window(QWidget):
        def show_problems(self, invalid: Invalid) -> None:
            shown.append(invalid)

    shown: list[Invalid] = []
    with qtbot.assertNotEmitted(desk.changed):
        assert desk.do(Window(), patients.enter, factories.card(surname="")) is None
    assert [problem.field for problem in shown[0].problems] == ["surname"]
    assert heard.told == []
    assert desk.do(QWidget(), patients.enter, factories.card(surname="")) is None
    assert isinstance(heard.told[0], Invalid)  # a window without a form is told


def test_a_refusal_is_told_and_a_bug_is_not_swallowed(desk: Desk, heard: Heard) -> None:
    def refused(register: Register) -> int:
        raise Forbidden("Это делает врач.")

    def broken(register: Register) -> int:
        return 1 // 0

    assert desk.do(QWidget(), refused) is None
    assert [error.what for error in heard.told] == ["Это делает врач."]
    with pytest.raises(ZeroDivisionError):
        desk.do(QWidget(), broken)


def test_a_question_gives_data_and_raises_what_it_cannot(desk: Desk) -> None:
    def refused(register: Register) -> int:
        raise UserError("Нет такой карты.")

    assert desk.ask(lambda register: register.today()) == factories.DAY
    with pytest.raises(UserError):
        desk.ask(refused)


def test_long_work_reaches_the_register_from_its_thread(qtbot: QtBot, desk: Desk, heard: Heard) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    numbers: list[int] = []

    def several(register: Register, count: int, *, progress: Progress) -> int:
        for number in range(count):
            patients.enter(register, factories.card(surname=f"Котов{'аб'[number % 2]}", snils="", given=f"Имя{number}"))
            progress(number + 1, count)
        return count

    with qtbot.waitSignal(desk.changed):
        desk.work(window, "Загружаем карты", several, 3, then=numbers.append)
    assert numbers == [3]
    assert heard.told == []


def test_unsaved_work_is_known(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.saving):
        desk.note_unsaved(True)
    assert desk.has_unsaved
    desk.do(QWidget(), patients.enter, factories.card())
    assert not desk.has_unsaved
