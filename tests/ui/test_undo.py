"""What was just done is offered back in the status line, once, by the button and by Ctrl+Z."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from narcdesk import consents, patients, taking_back
from narcdesk.audit import Step
from narcdesk.register import Register
from tests import factories
from tests.canonical import canonical
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits
from tests.ui.hands import focus_on, press
from ui import messages, status_line, work
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.work import Progress


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, state: Path) -> MainWindow:
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    focus_on(made)
    return made


def test_an_act_is_taken_back_by_ctrl_z(window: MainWindow, desk: Desk, heard: Heard) -> None:
    patient = factories.patient(desk.register)
    before = canonical(desk.register)
    desk.do(window, patients.amend, patient.id, {"surname": "Ласточкин"})
    assert window.status.notice.text() == "Изменена карта."
    assert window.status.undo.isVisible()
    assert_fits(window)
    section = window.sidebar.sections[0]
    section.setFocus()  # in a field these keys take back what was typed there
    press(section, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert canonical(desk.register) == before
    assert window.status.notice.text() == "Отменено: изменена карта."
    assert not window.status.undo.isVisible()


def test_a_window_says_it_in_its_own_words_and_the_way_back_stays(window: MainWindow, desk: Desk) -> None:
    patient = factories.patient(desk.register)
    sheet = factories.both_consents(desk.register, patient.id)[0]
    desk.do(window, consents.withdraw, sheet.id, factories.DAY, "устно")
    messages.inform(window, "Отзыв записан.")
    assert window.status.notice.text() == "Отзыв записан."
    assert window.status.undo.isVisible()
    QApplication.processEvents()
    messages.inform(window, "Список скопирован.")
    assert not window.status.undo.isVisible()


def test_in_a_field_the_same_keys_take_back_only_what_was_typed(window: MainWindow, desk: Desk, heard: Heard) -> None:
    patient = factories.patient(desk.register)
    desk.do(window, patients.amend, patient.id, {"surname": "Ласточкин"})
    field = next(line for line in window.findChildren(QLineEdit) if line.isVisible())
    field.setFocus()
    press(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    press(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert patients.one(desk.register, patient.id).surname == "Ласточкин"
    assert window.status.undo.isVisible()


def test_what_is_final_is_not_offered_back(window: MainWindow, desk: Desk) -> None:
    desk.do(window, patients.enter, factories.card())
    assert not window.status.undo.isVisible()


def test_a_large_act_is_taken_back_apart_from_the_window(
    qtbot: QtBot, window: MainWindow, desk: Desk, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status_line, "LONG", 0)
    patient = factories.patient(desk.register)
    before = canonical(desk.register)
    desk.do(window, patients.amend, patient.id, {"surname": "Ласточкин"})
    threads: list[threading.Thread] = []
    take_back = taking_back.take_back

    def seen(register: Register, step: Step, *, progress: Progress) -> Step:
        threads.append(threading.current_thread())
        return take_back(register, step, progress=progress)

    monkeypatch.setattr(taking_back, "take_back", seen)
    window.status.undo.click()
    assert not window.status.undo.isVisible()  # it is not offered a second time meanwhile
    qtbot.waitUntil(lambda: window.status.notice.text() == "Отменено: изменена карта.")
    assert [one is threading.main_thread() for one in threads] == [False]
    assert canonical(desk.register) == before


def test_a_large_act_whose_taking_back_is_stopped_stays_whole(
    qtbot: QtBot, window: MainWindow, desk: Desk, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status_line, "LONG", 0)
    patient = factories.patient(desk.register)
    desk.do(window, patients.amend, patient.id, {"surname": "Ласточкин"})
    before = canonical(desk.register)
    head = desk.register.head

    def stopped(register: Register, step: Step, *, progress: Progress) -> Step:
        def stop(done: int, of: int) -> None:
            if done > 1:  # it was found, and is being compared
                raise work.Cancelled

        return take_back(register, step, progress=stop)

    take_back = taking_back.take_back
    monkeypatch.setattr(taking_back, "take_back", stopped)
    window.status.undo.click()
    qtbot.waitUntil(lambda: heard.informed == ["Отменено, ничего не изменилось."])
    assert (canonical(desk.register), desk.register.head) == (before, head)


def test_what_others_have_changed_meanwhile_is_refused_in_words(window: MainWindow, desk: Desk, heard: Heard) -> None:
    patient = factories.patient(desk.register)
    desk.do(window, patients.amend, patient.id, {"surname": "Ласточкин"})
    patients.amend(desk.register, patient.id, {"given": "Пётр"})
    window.status.undo.click()
    assert [error.what for error in heard.told] == ["Отменить уже нельзя: после этого действия те же записи изменены."]
