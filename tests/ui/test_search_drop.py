"""What is found under the search box: lines to choose by arrows, and a new card with what was typed."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from narcdesk import deaths
from tests import factories
from tests.ui.fit import assert_fits
from tests.ui.hands import press, type_text
from tests.ui.office import CTRL, form, front, happens, office_window
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.patient_dialog import PatientDialog
from ui.patient_page import PatientPage
from ui.patients_page import PatientsPage
from ui.today_page import TodayPage


def opened(qtbot: QtBot, desk: Desk) -> tuple[MainWindow, TodayPage]:
    for surname, given in (("Воробьёв", "Илья"), ("Воробьёва", "Анна"), ("Котов", "Артём")):
        factories.patient(desk.register, surname=surname, given=given, patronymic="", snils="", document_series="1808")
    window = office_window(qtbot, desk)
    page = front(window, TodayPage)
    press(window, Qt.Key.Key_F, CTRL)
    assert page.box.hasFocus()
    return window, page


def words(page: TodayPage) -> list[str]:
    return [line.words for line in page.box.drop.lines] if page.box.drop.isVisible() else []


def test_people_stand_under_the_box_with_birth_and_place_and_the_last_line_is_a_new_card(
    qtbot: QtBot, desk: Desk
) -> None:
    window, page = opened(qtbot, desk)
    type_text(page.box, "djhj,")
    assert happens(lambda: len(words(page)) == 3)
    assert words(page) == [
        "Воробьёв Илья · 12.03.1988 · р. п. Заречье · карта № 1",
        "Воробьёва Анна · 12.03.1988 · р. п. Заречье · карта № 2",
        "Создать «Вороб»…",
    ]
    assert page.box.drop.currentRow() == -1
    assert page.box.hasFocus()
    assert window.rect().contains(page.box.drop.geometry())
    assert_fits(window)


def test_arrows_and_enter_open_a_card_without_leaving_the_box(qtbot: QtBot, desk: Desk) -> None:
    window, page = opened(qtbot, desk)
    type_text(page.box, "вороб")
    assert happens(lambda: len(words(page)) == 3)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
        press(page.box, key)
    press(page.box, Qt.Key.Key_Return)
    assert front(window, PatientPage).patient.surname == "Воробьёва"
    assert page.box.text() == ""


def test_the_only_one_who_is_meant_is_taken_by_enter_at_once(qtbot: QtBot, desk: Desk) -> None:
    window, page = opened(qtbot, desk)
    type_text(page.box, "котов")
    press(page.box, Qt.Key.Key_Return)
    assert front(window, PatientPage).patient.surname == "Котов"


def test_who_is_only_written_alike_is_not_taken_by_enter(qtbot: QtBot, desk: Desk) -> None:
    window, page = opened(qtbot, desk)
    type_text(page.box, "вотов")
    assert happens(lambda: len(words(page)) == 2)
    assert words(page)[0] == "похоже: Котов Артём · 12.03.1988 · р. п. Заречье · карта № 3"
    press(page.box, Qt.Key.Key_Return)
    assert front(window, PatientsPage).box.text() == "вотов"


def test_the_last_line_begins_a_card_with_what_was_typed(qtbot: QtBot, desk: Desk) -> None:
    _, page = opened(qtbot, desk)
    type_text(page.box, "gtnhjd bdfy 12.03.1988")
    press(page.box, Qt.Key.Key_Return)
    dialog = form()
    assert isinstance(dialog, PatientDialog)
    values = dialog.form.values()
    assert (values["surname"], values["given"]) == ("Петров", "Иван")
    assert dialog.form["birth"].typed() == "12.03.1988"
    dialog.form.is_edited = False
    dialog.reject()


def test_the_dead_are_marked_and_esc_puts_the_lines_away(qtbot: QtBot, desk: Desk) -> None:
    _, page = opened(qtbot, desk)
    deaths.note(desk.register, 3, factories.DAY)
    type_text(page.box, "кот")
    assert happens(lambda: len(words(page)) == 2)
    assert words(page)[0].endswith("карта № 3 · умер 16.03.2026")
    press(page.box, Qt.Key.Key_Escape)
    assert page.box.text() == ""
    assert words(page) == []


def test_a_number_that_nobody_has_offers_no_card(qtbot: QtBot, desk: Desk) -> None:
    window, page = opened(qtbot, desk)
    type_text(page.box, "998877")
    press(page.box, Qt.Key.Key_Return)
    assert front(window, PatientsPage).nobody.isVisible()
