"""Cards that look alike: decided side by side, joined field by field, parted again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk import duplicates, merges, observation, patients
from tests import factories
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import press
from tests.ui.office import front, happens, office_window
from ui.desk import Desk
from ui.duplicates_page import DuplicatesPage
from ui.main_window import MainWindow
from ui.pair_dialog import PairDialog
from ui.patient_page import PatientPage
from ui.patients_page import PatientsPage
from ui.pieces import Banner


def opened(qtbot: QtBot, desk: Desk) -> tuple[MainWindow, DuplicatesPage]:
    factories.patient(desk.register, snils="", phone="8 900 000 00 11")
    factories.patient(desk.register, surname="Воробъёв", phone="8 900 000 00 12")
    window = office_window(qtbot, desk, section=1)
    front(window, PatientsPage).show_duplicates()
    return window, front(window, DuplicatesPage)


def dialog_of(page: DuplicatesPage) -> PairDialog:
    page.pairs.setFocus()
    page.pairs.go_to(0)
    press(page.pairs, Qt.Key.Key_Return)
    assert happens(lambda: isinstance(QApplication.activeModalWidget(), PairDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PairDialog)
    return dialog


def test_pairs_stand_in_a_list_and_open_side_by_side(qtbot: QtBot, desk: Desk) -> None:
    window, page = opened(qtbot, desk)
    assert page.header.line.text() == "1 пара · Enter открывает обе карты рядом"
    assert [column.text(page.pairs.rows.rows[0]) for column in page.pairs.rows.columns] == [
        "Воробьёв Илья Петрович, 12.03.1988, № 1",
        "Воробъёв Илья Петрович, 12.03.1988, № 2",
        "один документ",
        "",
    ]
    assert_fits(window)
    dialog = dialog_of(page)
    assert set(dialog.groups) == {"surname", "phone"}
    QApplication.processEvents()
    assert_fits(dialog)
    assert_mnemonics(dialog)
    dialog.reject()


def test_another_person_is_not_asked_about_again(qtbot: QtBot, desk: Desk) -> None:
    _, page = opened(qtbot, desk)
    dialog_of(page).other_button.click()
    assert happens(lambda: page.pairs.rows.rows == [])
    assert desk.ask(duplicates.told_apart, 1) == {2}


def test_they_are_joined_only_when_every_field_is_chosen_and_the_person_said_yes(
    qtbot: QtBot, desk: Desk, heard: Heard
) -> None:
    window, page = opened(qtbot, desk)
    dialog = dialog_of(page)
    dialog.choose("surname", "kept")
    dialog.merge_button.click()
    assert [error.what for error in heard.told] == ["Не выбрано, в какой карте верно: «Телефон»."]
    dialog.choose("phone", "gone")
    heard.answer = "stay"
    dialog.merge_button.click()
    assert desk.ask(patients.count) == 2
    heard.answer = "merge"
    dialog.merge_button.click()
    assert desk.ask(patients.count) == 1
    card = desk.ask(patients.one, 1)
    assert (card.surname, card.phone, card.snils) == ("Воробьёв", "+79000000012", "11223344595")
    assert happens(lambda: QApplication.activeModalWidget() is None)
    # The closed card leads to the one that stays.
    page.opens.emit(PatientPage(desk, 2))
    closed = front(window, PatientPage)
    (banner,) = closed.findChildren(Banner)
    assert "объединена с картой № 1" in banner.text.text()
    assert not closed.tabs.isVisible()
    QApplication.processEvents()
    assert_fits(closed)
    assert banner.button is not None
    banner.button.click()
    assert front(window, PatientPage).patient.card_number == 1


def test_what_stands_in_the_way_is_said_and_nothing_can_be_joined(qtbot: QtBot, desk: Desk) -> None:
    _, page = opened(qtbot, desk)
    for card in (1, 2):
        observation.take(desk.register, card, {"taken_on": "06.02.2026"})
    dialog = dialog_of(page)
    assert not dialog.merge_button.isEnabled()
    (banner,) = dialog.findChildren(Banner)
    assert banner.text.text().startswith("Наблюдение пересекается")
    QApplication.processEvents()
    assert_fits(dialog)
    dialog.reject()


@pytest.mark.parametrize(("answer", "cards"), [("stay", 1), ("part", 2)])
def test_a_merge_is_undone_from_its_list(qtbot: QtBot, desk: Desk, heard: Heard, answer: str, cards: int) -> None:
    window, page = opened(qtbot, desk)
    merges.merge(desk.register, 1, 2, {"surname": "kept", "phone": "kept"})
    desk.changed.emit()
    page.tabs.setCurrentIndex(1)
    page.joined.go_to(0)
    assert_fits(window)
    heard.answer = answer
    page.undo_button.click()
    assert desk.ask(patients.count) == cards
