"""What goes by the clock: midnight turns the pages over, and nothing is asked of a register that is locked."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from narcdesk import observation
from narcdesk.applications import Status
from narcdesk.register import Register
from tests import factories
from tests.ui.hands import focus_on, press, type_text
from tests.ui.office import CTRL, front, happens
from ui import page_stack, work
from ui.application_case import TONES
from ui.applications_page import ApplicationsPage
from ui.desk import Desk
from ui.journal_page import JournalPage
from ui.main_window import MainWindow
from ui.patient_dialog import PatientDialog
from ui.patient_page import PatientPage
from ui.patients_page import PatientsPage
from ui.session import Session
from ui.today_page import TodayPage
from ui.work import Progress

LONG = 350  # ms: every pause after the last letter is over
TOMORROW = date(2026, 3, 17)


@pytest.fixture
def clock() -> factories.Clock:
    return factories.Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: factories.Clock) -> Iterator[Desk]:
    """An office where one person is to come today, 16 March."""
    register = factories.register(tmp_path / "реестр кабинета", clock)
    person = factories.patient(register).id
    observation.take(register, person, {"taken_on": "06.02.2026"})
    observation.visit(register, person, {"on": "09.02.2026", "next_on": "16.03.2026", "kept": True})
    made = Desk(register)
    yield made
    made.register.close()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The program of a person whose half a minute passes quickly."""
    monkeypatch.setattr(page_stack, "LOOK_EVERY", 20)
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    focus_on(made)
    return made


def groups(window: MainWindow) -> list[str]:
    page = front(window, TodayPage)
    return [heading.words for heading, _count in page.table.rows.heads.values()]


def test_the_day_is_looked_at_every_minute_or_oftener() -> None:
    assert page_stack.LOOK_EVERY <= 60_000


def test_at_midnight_today_becomes_overdue(qtbot: QtBot, window: MainWindow, clock: factories.Clock) -> None:
    assert groups(window) == ["Сегодня"]
    clock.go(TOMORROW)
    qtbot.waitUntil(lambda: groups(window) == ["Просрочено"])
    assert front(window, TodayPage).header.line.text() == "вторник, 17 марта 2026 г. · 1 дело, 1 просрочено"
    assert window.status.notice.text() == "Наступило 17 марта 2026 г.: дела и сроки пересчитаны."


def test_at_midnight_what_the_new_day_brings_is_there_and_a_form_stays_open(
    qtbot: QtBot, window: MainWindow, desk: Desk, clock: factories.Clock
) -> None:
    other = factories.patient(desk.register, surname="Котов", snils="").id
    observation.take(desk.register, other, {"taken_on": "06.02.2026"})
    observation.visit(desk.register, other, {"on": "09.02.2026", "next_on": "23.03.2026", "kept": True})
    press(window, Qt.Key.Key_F5)
    page = front(window, TodayPage)
    assert len(page.table.rows.rows) == 1  # a visit is shown six days ahead, and this one is seven
    press(window, Qt.Key.Key_N, CTRL)
    dialog = page.window().findChild(PatientDialog)
    assert dialog is not None
    type_text(dialog.form["surname"].control, "Лапин")
    clock.go(TOMORROW)
    qtbot.waitUntil(lambda: len(page.table.rows.rows) == 2)
    assert [task.who.split()[0] for task in page.table.rows.rows] == ["Воробьёв", "Котов"]
    assert dialog.isVisible()
    assert dialog.form["surname"].typed() == "Лапин"
    dialog.form.is_edited = False
    dialog.reject()


def test_a_section_at_the_back_turns_over_as_it_comes_forward(
    qtbot: QtBot, window: MainWindow, clock: factories.Clock
) -> None:
    window.pages.go(3)
    clock.go(TOMORROW)
    qtbot.waitUntil(lambda: window.status.notice.text().startswith("Наступило 17 марта"))
    press(window, Qt.Key.Key_F7)
    assert groups(window) == ["Просрочено"]


def test_a_locked_register_waits_for_its_person(
    qtbot: QtBot, window: MainWindow, desk: Desk, clock: factories.Clock
) -> None:
    desk.register.close()
    clock.go(TOMORROW)
    qtbot.wait(100)  # a question to the closed register would fail this test
    assert groups(window) == ["Сегодня"]
    desk.register = Register.open(desk.register.folder, "zimin", factories.PASSWORD, clock=clock)
    qtbot.waitUntil(lambda: groups(window) == ["Просрочено"])


@pytest.mark.parametrize(("key", "held"), [(Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_1, CTRL)])
def test_one_press_is_enough_for_today(window: MainWindow, desk: Desk, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    today = front(window, TodayPage)
    window.pages.open_over(PatientPage(desk, 1))
    window.pages.go(3)
    press(window, key, held)
    assert front(window, TodayPage) is today
    window.pages.open_over(PatientPage(desk, 1))
    press(window, key, held)
    assert front(window, TodayPage) is today


@pytest.mark.parametrize(("section", "kind"), [(1, PatientsPage), (2, ApplicationsPage)])
def test_a_search_is_not_asked_of_a_locked_register(
    qtbot: QtBot, window: MainWindow, desk: Desk, section: int, kind: type[PatientsPage | ApplicationsPage]
) -> None:
    window.pages.go(section)
    type_text(front(window, kind).box, "лапин")
    desk.register.close()
    qtbot.wait(LONG)


def test_a_filter_is_not_asked_of_a_locked_register(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    window.pages.go(6)
    page = front(window, JournalPage)
    page.card.control.setFocus()
    type_text(page.card.control, "1")
    desk.register.close()
    qtbot.wait(LONG)


def test_namesakes_are_not_asked_of_a_locked_register(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    dialog = PatientDialog(window, desk)
    dialog.open()
    type_text(dialog.form["surname"].control, "Воробьёв")
    desk.register.close()
    qtbot.wait(LONG)
    assert dialog.form["surname"].typed() == "Воробьёв"
    dialog.form.is_edited = False
    dialog.reject()


def test_the_lock_waits_for_long_work(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "реестр кабинета"
    factories.register(folder).close()
    session = Session(folder)
    session.enter(Register.open(folder, "zimin", factories.PASSWORD))
    assert session.window is not None
    stop, ended = threading.Event(), list[bool]()

    def task(_progress: Progress) -> bool:
        return stop.wait(60)

    work.run(session.window, "Считаем", task, ended.append)
    session.lock()
    assert session.window.desk.is_open
    stop.set()
    qtbot.waitUntil(lambda: ended == [True] and not work.is_going())
    session.lock()
    assert not session.window.desk.is_open
    assert session.unlocking is not None
    session.unlocking.deleteLater()
    session.window.deleteLater()


def test_every_state_of_an_application_has_its_tone() -> None:
    assert set(TONES) == set(Status)


def test_nothing_else_counts_time_in_a_page(window: MainWindow) -> None:
    """Whoever adds a clock to a page sees it here, and looks at the lock before he asks."""
    for section in range(len(window.entries)):
        window.pages.go(section)
        QApplication.processEvents()

    def clocks() -> list[QTimer]:
        return [one for one in window.pages.findChildren(QTimer) if not one.isSingleShot() and one.isActive()]

    # A question that is under way looks for its answer by a clock of its own, until it has it.
    assert happens(lambda: [timer.parent() for timer in clocks()] == [window.pages])
    assert all(isinstance(timer.parent(), QWidget) for timer in clocks())
