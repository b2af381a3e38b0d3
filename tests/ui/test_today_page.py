"""The first screen: groups, keys, where each row leads."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk import applications, duties, observation, patronage, tasks
from narcdesk.patients import Patient
from narcdesk.tasks import What
from tests import factories
from tests.ui.fit import assert_fits
from tests.ui.hands import press, type_text
from tests.ui.office import CTRL, cursor, form, front, happens, office_window
from ui.application_page import ApplicationPage
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.patient_dialog import PatientDialog
from ui.patient_page import PatientPage
from ui.patients_page import PatientsPage
from ui.today_page import TodayPage


def who(desk: Desk, surname: str) -> Patient:
    return factories.patient(desk.register, surname=surname, snils="")


@pytest.fixture
def busy(qtbot: QtBot, desk: Desk) -> MainWindow:
    """An office in which something of every kind is due."""
    register = desk.register
    late = who(desk, "Воробьёв").id
    observation.take(register, late, {"taken_on": "06.02.2026"})
    observation.visit(register, late, {"on": "09.02.2026", "next_on": "09.03.2026", "kept": True})
    today = who(desk, "Котов").id
    programme = patronage.begin(register, today, {"opened_on": "09.02.2026"})
    patronage.contact(register, programme.id, {"on": "16.02.2026", "way": "phone", "next_on": "16.03.2026"})
    soon = who(desk, "Лапин").id
    decision = {"kind": "АП", "court": "Мировой судья", "decided_on": "10.03.2026", "appear_by": "20.03.2026"}
    duties.receive(register, soon, decision)
    waits = who(desk, "Серов").id
    factories.both_consents(register, waits)
    asked = factories.application(register, waits)
    applications.submit(register, asked.id)
    applications.send(register, asked.id, date(2026, 3, 16), "12")
    return office_window(qtbot, desk)


def test_groups_follow_the_urgency_and_the_line_counts(busy: MainWindow) -> None:
    page = front(busy, TodayPage)
    heads = [(heading.words, count) for heading, count in page.table.rows.heads.values()]
    assert heads == [("Просрочено", 1), ("Сегодня", 1), ("Скоро", 1), ("Ждём, срок не задан", 1)]
    assert page.header.line.text() == "понедельник, 16 марта 2026 г. · 4 дела, 1 просрочено"
    assert [column.text(page.table.rows.rows[0]) for column in page.table.rows.columns] == [
        "Явка",
        "Воробьёв Илья Петрович, 1988",
        "явка была назначена на 09.03.2026 · 7 дней",
        "Записать явку",
    ]
    assert_fits(busy)


def test_enter_on_a_late_visit_opens_its_form(busy: MainWindow) -> None:
    page = front(busy, TodayPage)
    assert cursor() is page.table
    press(page.table, Qt.Key.Key_Return)
    dialog = form()
    assert dialog.windowTitle() == "Явка"
    card = front(busy, PatientPage)
    assert card.patient.surname == "Воробьёв"
    assert card.tabs.tabText(card.tabs.currentIndex()).replace("&", "") == "Наблюдение"
    dialog.reject()


@pytest.mark.parametrize(("downs", "title"), [(1, "Контакт по патронату"), (2, "Явка по решению суда")])
def test_arrows_lead_to_the_form_of_each_row(busy: MainWindow, downs: int, title: str) -> None:
    page = front(busy, TodayPage)
    for _ in range(downs):
        press(page.table, Qt.Key.Key_Down)
    press(page.table, Qt.Key.Key_Return)
    dialog = form()
    assert dialog.windowTitle() == title
    dialog.reject()


def test_whom_the_office_has_not_told_of_yet_is_told_from_here(qtbot: QtBot, desk: Desk) -> None:
    person = who(desk, "Воробьёв").id
    duty = duties.receive(desk.register, person, {"kind": "АП", "court": "Мировой судья", "decided_on": "02.03.2026"})
    duties.appeared(desk.register, duty.id, date(2026, 3, 13))
    window = office_window(qtbot, desk)
    page = front(window, TodayPage)
    assert_fits(window)
    press(page.table, Qt.Key.Key_Return)
    dialog = form()
    assert dialog.windowTitle() == "Сообщение о явке"
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert happens(lambda: QApplication.activeModalWidget() is None)
    assert [task for task in desk.ask(tasks.today) if task.what is What.NOTICE] == []
    (kept,) = desk.ask(duties.listing, person)
    assert kept.told_on == factories.DAY


def test_the_button_of_a_row_opens_the_application(busy: MainWindow) -> None:
    page = front(busy, TodayPage)
    last = len(page.table.rows.rows) - 1
    page.table.scrollToBottom()
    box = page.table.visualRect(page.table.rows.index(last, 3))
    below_the_heading = QPoint(box.right() - 30, box.bottom() - 20)
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.right() - 30, box.y() + 10))
    assert front(busy, TodayPage) is page  # the heading over a row is no button
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=below_the_heading)
    opened = front(busy, ApplicationPage)
    assert happens(lambda: opened.preview.latest.is_idle)


def test_the_search_goes_on_among_the_patients(busy: MainWindow) -> None:
    press(busy, Qt.Key.Key_F, CTRL)
    type_text(cursor(), "лапин")
    press(cursor(), Qt.Key.Key_Return)
    page = front(busy, PatientsPage)
    assert page.box.text() == "лапин"
    assert [found.full_name for found in page.table.rows.rows] == ["Лапин Илья Петрович"]
    press(busy, Qt.Key.Key_Escape)  # empties the box
    press(busy, Qt.Key.Key_Escape)
    front(busy, TodayPage)


def test_a_new_card_begins_here_too(busy: MainWindow) -> None:
    press(busy, Qt.Key.Key_N, CTRL)
    dialog = form()
    assert isinstance(dialog, PatientDialog)
    dialog.reject()


def test_nothing_due_says_so(qtbot: QtBot, desk: Desk) -> None:
    window = office_window(qtbot, desk)
    page = front(window, TodayPage)
    assert page.table.rows.rows == []
    assert page.header.line.text() == "понедельник, 16 марта 2026 г."
    assert_fits(window)
