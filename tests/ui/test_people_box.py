"""The search of the whole office comes up over any page by one key, and goes as it came."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests import factories
from tests.ui.fit import assert_fits
from tests.ui.hands import focus_on, press, type_text
from tests.ui.office import CTRL, cursor, form, front, happens
from ui.applications_page import ApplicationsPage
from ui.desk import Desk
from ui.journal_page import JournalPage
from ui.main_window import MainWindow
from ui.pages import PAGES
from ui.patient_dialog import PatientDialog
from ui.patient_page import PatientPage
from ui.patients_page import PatientsPage
from ui.people_box import PeopleBox
from ui.today_page import TodayPage

F3 = Qt.Key.Key_F3


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> MainWindow:
    for surname, given in (("Воробьёв", "Илья"), ("Воробьёва", "Анна"), ("Котов", "Артём")):
        factories.patient(desk.register, surname=surname, given=given, patronymic="", snils="", document_series="1808")
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    focus_on(made)
    return made


def words(window: MainWindow) -> list[str]:
    drop = window.searching.box.drop
    return [line.words for line in drop.lines] if drop.isVisible() else []


@pytest.mark.parametrize("section", range(len(PAGES)))
def test_f3_finds_people_from_every_section(window: MainWindow, section: int) -> None:
    window.pages.go(section)
    press(window, F3)
    box = cursor()
    page = window.pages.page
    if isinstance(page, TodayPage | PatientsPage):
        assert box is page.box
    else:
        assert box is window.searching.box
        assert_fits(window)
        type_text(box, "djhj,")  # «вороб» in the other layout
        assert happens(lambda: len(words(window)) == 3)
        assert window.searching.isVisible()
        assert words(window)[-1] == "Создать «Вороб»…"
        assert window.rect().contains(window.searching.box.drop.geometry())


def test_a_card_is_found_over_a_card(window: MainWindow, desk: Desk) -> None:
    window.pages.open_over(PatientPage(desk, 1))
    press(window, F3)
    type_text(cursor(), "котов")
    press(cursor(), Qt.Key.Key_Return)
    assert front(window, PatientPage).patient.surname == "Котов"
    assert not window.searching.isVisible()
    press(window, Qt.Key.Key_Escape)
    assert front(window, PatientPage).patient.surname == "Воробьёв"


def test_escape_puts_it_away_and_leaves_the_page_and_the_cursor_where_they_were(window: MainWindow, desk: Desk) -> None:
    card = PatientPage(desk, 1)
    window.pages.open_over(card)
    before = cursor()
    press(window, F3)
    type_text(cursor(), "кот")
    assert happens(lambda: bool(words(window)))
    press(cursor(), Qt.Key.Key_Escape)  # empties the box
    assert window.searching.isVisible()
    assert words(window) == []
    press(cursor(), Qt.Key.Key_Escape)
    assert not window.searching.isVisible()
    assert cursor() is before
    assert front(window, PatientPage) is card


def test_a_step_elsewhere_puts_it_away(window: MainWindow) -> None:
    window.pages.go(4)
    press(window, F3)
    type_text(cursor(), "кот")
    assert happens(lambda: bool(words(window)))
    press(window, Qt.Key.Key_F6)
    assert not window.searching.isVisible()
    assert words(window) == []


def test_all_who_were_found_and_a_new_card_are_one_step_away(window: MainWindow) -> None:
    window.pages.go(2)
    press(window, F3)
    type_text(cursor(), "1988")
    press(cursor(), Qt.Key.Key_Return)
    assert front(window, PatientsPage).box.text() == "1988"
    window.pages.go(2)
    press(window, F3)
    type_text(cursor(), "gtnhjd bdfy")
    press(cursor(), Qt.Key.Key_Return)
    dialog = form()
    assert isinstance(dialog, PatientDialog)
    assert dialog.form.values()["surname"] == "Петров"
    dialog.form.is_edited = False
    dialog.reject()


def test_ctrl_f_stays_on_a_page_that_has_a_search_of_its_own(window: MainWindow) -> None:
    window.pages.go(2)
    press(window, Qt.Key.Key_F, CTRL)
    assert cursor() is front(window, ApplicationsPage).box
    window.pages.go(6)
    assert isinstance(window.pages.page, JournalPage)
    press(window, Qt.Key.Key_F, CTRL)
    assert isinstance(cursor(), PeopleBox)


def test_nobody_is_found_before_the_curtain(window: MainWindow) -> None:
    window.pages.go(4)
    press(window, Qt.Key.Key_F12)
    press(window, F3)
    assert not window.searching.isVisible()


def test_another_page_puts_it_away(window: MainWindow, desk: Desk) -> None:
    window.pages.go(4)
    press(window, F3)
    assert window.searching.isVisible()
    window.pages.open_over(PatientPage(desk, 1))
    assert not window.searching.isVisible()
