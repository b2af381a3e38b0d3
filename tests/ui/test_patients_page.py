"""The list of patients: found as one types, in either layout, and who is not found gets a card."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from narcdesk import history, patients
from tests import factories
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits
from tests.ui.hands import press, type_text
from tests.ui.office import CTRL, form, front, happens, no_form, office_window, save
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.patient_dialog import PatientDialog
from ui.patient_page import PatientPage
from ui.patients_page import PatientsPage
from ui.table import PAGE

PEOPLE = (("Воробьёв", "Илья"), ("Воробьёва", "Анна"), ("Котов", "Артём"))


def opened(qtbot: QtBot, desk: Desk) -> tuple[MainWindow, PatientsPage]:
    for surname, given in PEOPLE:
        factories.patient(desk.register, surname=surname, given=given, patronymic="", snils="", document_series="1808")
    window = office_window(qtbot, desk, section=1)
    return window, front(window, PatientsPage)


def names(page: PatientsPage) -> list[str]:
    return [found.full_name for found in page.table.rows.rows]


def test_everybody_by_the_alphabet_with_a_count(qtbot: QtBot, desk: Desk) -> None:
    window, page = opened(qtbot, desk)
    assert names(page) == ["Воробьёв Илья", "Воробьёва Анна", "Котов Артём"]
    assert page.header.line.text() == "3 карты"
    assert page.table.rows.count_words() == "Всего 3"
    assert page.create_button.isHidden()
    assert_fits(window)


def test_who_is_meant_is_found_while_one_types(qtbot: QtBot, desk: Desk) -> None:
    window, page = opened(qtbot, desk)
    type_text(page.box, "воробьев а")
    assert happens(lambda: names(page) == ["Воробьёва Анна"])
    assert page.other_layout.text() == ""
    assert page.create_button.words == "Создать карту «Воробьев А»"
    assert_fits(window)


def test_the_wrong_layout_finds_and_says_so(qtbot: QtBot, desk: Desk) -> None:
    _, page = opened(qtbot, desk)
    type_text(page.box, "djhj,m`d")
    assert happens(lambda: names(page) == ["Воробьёв Илья", "Воробьёва Анна"])
    assert page.other_layout.text() == "Найдено как «воробьёв»"
    page.box.clear()
    assert happens(lambda: len(names(page)) == 3)
    assert page.other_layout.text() == ""


def test_enter_opens_the_only_one_found_and_the_look_is_journalled(qtbot: QtBot, desk: Desk) -> None:
    window, page = opened(qtbot, desk)
    type_text(page.box, "котов")
    press(page.box, Qt.Key.Key_Return)
    card = front(window, PatientPage)
    assert card.patient.surname == "Котов"
    assert [act.action for act in desk.ask(history.acts, card.patient.id)] == ["Открыта карта", "Заведена карта"]
    press(window, Qt.Key.Key_Escape)
    assert front(window, PatientsPage) is page


def test_arrows_and_enter_open_a_card(qtbot: QtBot, desk: Desk) -> None:
    window, page = opened(qtbot, desk)
    press(page.box, Qt.Key.Key_Return)  # several found: into the list
    press(page.table, Qt.Key.Key_Down)
    press(page.table, Qt.Key.Key_Return)
    assert front(window, PatientPage).patient.surname == "Воробьёва"


def test_who_is_not_found_gets_a_card_with_what_was_typed(qtbot: QtBot, desk: Desk, heard: Heard) -> None:
    window, page = opened(qtbot, desk)
    type_text(page.box, "gtnhjd bdfy 12.03.1988")
    press(page.box, Qt.Key.Key_Return)
    dialog = form()
    assert isinstance(dialog, PatientDialog)
    values = dialog.form.values()
    assert (values["surname"], values["given"]) == ("Петров", "Иван")
    assert dialog.form["birth"].typed() == "12.03.1988"
    rest = factories.card(snils=None)
    dialog.form.fill({name: rest[name] for name in rest if name not in ("surname", "given", "birth")})
    save(dialog)
    assert no_form()
    assert front(window, PatientPage).patient.full_name == "Петров Иван Петрович"
    assert desk.ask(patients.count) == 4


def test_ctrl_f_and_letters_typed_into_the_list_go_to_the_box(qtbot: QtBot, desk: Desk) -> None:
    window, page = opened(qtbot, desk)
    page.table.setFocus()
    page.table.keyboardSearch("к")
    assert page.box.text() == "к"
    page.table.setFocus()
    press(window, Qt.Key.Key_F, CTRL)
    assert page.box.hasFocus()
    assert page.box.selectedText() == "к"


def test_pages_follow_each_other(qtbot: QtBot, desk: Desk) -> None:
    register, card = desk.register, factories.card(snils="", document_series="1808")
    with register.together():
        for number in range(PAGE + 5):
            patients.enter(register, {**card, "surname": f"Котов{'абвгдежзик'[number % 10]}", "given": f"Имя{number}"})
    page = front(office_window(qtbot, desk, section=1), PatientsPage)
    rows = page.table.rows
    assert rows.count_words() == f"Показано {PAGE}, ниже есть ещё"
    rows.fetchMore()
    assert rows.count_words() == f"Всего {PAGE + 5}"
    assert len({found.id for found in rows.rows}) == PAGE + 5


def test_an_empty_register_says_how_to_begin(qtbot: QtBot, desk: Desk) -> None:
    window = office_window(qtbot, desk, section=1)
    page = front(window, PatientsPage)
    assert page.nobody.isVisible()
    assert page.header.line.text() == "0 карт"
    assert_fits(window)


def test_an_error_is_forgiven_and_enter_leads_into_the_list_and_not_into_a_card(qtbot: QtBot, desk: Desk) -> None:
    window, page = opened(qtbot, desk)
    type_text(page.box, "вотов")
    press(page.box, Qt.Key.Key_Return)
    assert front(window, PatientsPage) is page
    assert names(page) == ["Котов Артём"]
    assert page.other_layout.text() == "Так не пишется никто, показаны похожие"
    assert page.table.hasFocus()
    assert_fits(window)
