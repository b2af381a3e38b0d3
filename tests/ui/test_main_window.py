"""The main window: sections, keys, what always stands in the status line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk import patients
from narcdesk.errors import Forbidden
from tests import factories
from tests.ui.fit import assert_fits
from tests.ui.hands import focus_on, press, type_text
from ui import look, theme
from ui.desk import Desk
from ui.fields import Line
from ui.help_window import HelpWindow
from ui.main_window import MainWindow
from ui.page import Entry, Page
from ui.pages import PAGES
from ui.pieces import EmptyState, PageHeader, QuietButton, Text, column
from ui.search_box import SearchBox
from ui.table import Column, RowsTable

NO_KEYS = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class Card(Page):
    """The card of one patient, over the list."""

    def __init__(self, desk: Desk, surname: str) -> None:
        super().__init__(desk)
        self.note = Line(20)
        self.setLayout(column(PageHeader(surname), self.note, None))


class Everybody(Page):
    """The patients of a real register."""

    asked = 0

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.box = SearchBox("Найти человека")
        self.table: RowsTable[patients.Patient] = RowsTable("Пациенты", [Column("Фамилия", lambda p: p.surname)])
        self.box.serve(self.table)
        self.table.opened.connect(lambda patient: self.opens.emit(Card(desk, patient.surname)))
        self.setFocusProxy(self.table)
        self.setLayout(column(self.box, self.table))

    def refresh(self) -> None:
        self.asked += 1
        with self.desk.register.read() as session:
            self.table.show_rows(list(session.query(patients.Patient)))

    def search(self) -> bool:
        self.box.setFocus()
        return True


class Closed(Page):
    """A section for others."""

    def refresh(self) -> None:
        raise Forbidden("Этот раздел открыт врачу.", do="Обратитесь к заведующему.")


class Unsaved(Page):
    """A page that does not let go."""

    def may_leave(self) -> bool:
        return False


ENTRIES = [
    Entry("Сегодня", "sun", Page),
    Entry("Пациенты", "users", Everybody, "search.patients"),
    Entry("Журнал", "scroll-text", Closed),
    Entry("Настройки", "settings", Unsaved),
]


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, state: Path) -> MainWindow:
    made = MainWindow(desk, ENTRIES, backup=lambda: ("Копия: сегодня 08:05", "muted"))
    qtbot.addWidget(made, before_close_func=lambda _: made.pages.go(0))
    made.resize(1366, 768)
    focus_on(made)
    return made


def test_ctrl_and_a_figure_open_the_sections(window: MainWindow) -> None:
    assert window.sidebar.sections[0].isChecked()
    press(window, Qt.Key.Key_2, CTRL)
    assert isinstance(window.pages.page, Everybody)
    assert [button.isChecked() for button in window.sidebar.sections] == [False, True, False, False]
    press(window, Qt.Key.Key_F7)
    assert window.sidebar.sections[0].isChecked()


def test_every_section_of_the_program_fits_at_both_screens(qtbot: QtBot, desk: Desk, state: Path) -> None:
    window = MainWindow(desk, PAGES, backup=lambda: ("Копия: сегодня 08:05", "muted"))
    qtbot.addWidget(window)
    for width, height in ((1366, 768), (1280, 720), (960, 540)):
        window.resize(width, height)
        window.show()
        for section in range(len(PAGES)):
            window.pages.go(section)
            QApplication.processEvents()
            assert_fits(window)


@pytest.mark.parametrize("points", [9, 16])
def test_the_window_fits_at_every_type_size(qtbot: QtBot, qapp: QApplication, window: MainWindow, points: int) -> None:
    look.choose(qapp, look.Look(points=points))
    try:
        QApplication.processEvents()
        assert_fits(window)
    finally:
        look.choose(qapp, look.Look())


def test_keys_of_the_type_size(qtbot: QtBot, window: MainWindow) -> None:
    press(window, Qt.Key.Key_Plus, CTRL)
    press(window, Qt.Key.Key_Plus, CTRL | Qt.KeyboardModifier.KeypadModifier)
    assert theme.current().points == 12
    press(window, Qt.Key.Key_Minus, CTRL)
    assert theme.current().points == 11
    press(window, Qt.Key.Key_0, CTRL)
    assert theme.current().points == 10


def test_an_action_makes_the_page_in_front_ask_anew(desk: Desk, window: MainWindow) -> None:
    window.pages.go(1)
    page = window.pages.page
    assert isinstance(page, Everybody)
    assert page.table.rows.rows == []
    desk.do(window, patients.enter, factories.card())
    assert [patient.surname for patient in page.table.rows.rows] == ["Воробьёв"]
    asked = page.asked
    window.pages.go(0)
    desk.do(window, patients.enter, factories.card(surname="Лапина", snils="", given="Дарья"))
    assert page.asked == asked  # a page at the back asks when it comes forward
    window.pages.go(1)
    assert page.asked == asked + 1
    press(window, Qt.Key.Key_F5)
    assert page.asked == asked + 2


def test_a_row_opens_a_card_over_the_list_and_esc_comes_back(desk: Desk, window: MainWindow) -> None:
    desk.do(window, patients.enter, factories.card())
    window.pages.go(1)
    listed = window.pages.page
    assert isinstance(listed, Everybody)
    press(listed.table, Qt.Key.Key_Return)
    assert isinstance(window.pages.page, Card)
    back = next(button for button in window.findChildren(QuietButton) if button.isVisible())
    assert back.words == "Пациенты"
    press(window, Qt.Key.Key_Escape)
    assert window.pages.page is listed
    press(window, Qt.Key.Key_Escape)
    assert window.pages.page is listed
    assert window.isVisible()


def test_a_section_comes_back_as_it_was_left(desk: Desk, window: MainWindow) -> None:
    desk.do(window, patients.enter, factories.card())
    window.pages.go(1)
    assert isinstance(window.pages.page, Everybody)
    press(window.pages.page.table, Qt.Key.Key_Return)
    card = window.pages.page
    assert isinstance(card, Card)
    card.note.setFocus()
    type_text(card.note, "звонил")
    press(window, Qt.Key.Key_1, CTRL)
    press(window, Qt.Key.Key_2, CTRL)
    assert window.pages.page is card
    assert card.note.text() == "звонил"
    assert QApplication.focusWidget() is card.note
    press(window, Qt.Key.Key_2, CTRL)  # once more: the list itself
    assert isinstance(window.pages.page, Everybody)


def test_a_section_that_may_not_be_seen_says_so_in_its_place(window: MainWindow) -> None:
    window.pages.go(2)
    QApplication.processEvents()
    said = [state for state in window.findChildren(EmptyState) if state.isVisible()]
    assert len(said) == 1
    assert_fits(window)


def test_a_page_with_something_unsaved_holds_the_person(window: MainWindow) -> None:
    window.pages.go(3)
    press(window, Qt.Key.Key_1, CTRL)
    assert isinstance(window.pages.page, Unsaved)
    assert not window.close()
    window.pages.page.may_leave = lambda: True  # type: ignore[method-assign]


@pytest.mark.parametrize("key", [(Qt.Key.Key_F3, NO_KEYS), (Qt.Key.Key_F, CTRL)])
def test_search_is_found_from_anywhere(window: MainWindow, key: tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    press(window, *key)
    assert QApplication.focusWidget() is window.searching.box


def test_letters_typed_into_the_list_are_searched_and_esc_empties_the_box_first(
    qtbot: QtBot, desk: Desk, window: MainWindow
) -> None:
    desk.do(window, patients.enter, factories.card())
    window.pages.go(1)
    page = window.pages.page
    assert isinstance(page, Everybody)
    page.table.setFocus()
    with qtbot.waitSignal(page.box.searched) as asked:
        type_text(page.table, "л")
        type_text(QApplication.focusWidget(), "ап")
    assert asked.args == ["лап"]
    press(page.box, Qt.Key.Key_Escape)
    assert page.box.text() == ""
    press(page.box, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.table


def test_f6_walks_between_the_bar_and_the_page(window: MainWindow) -> None:
    window.pages.go(1)
    page = window.pages.page
    assert isinstance(page, Everybody)
    page.box.setFocus()
    press(window, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is window.sidebar.sections[1]
    press(window, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is page.box


def test_f12_draws_a_curtain(window: MainWindow) -> None:
    window.pages.go(1)
    press(window, Qt.Key.Key_F12)
    assert not window.pages.isVisible()
    assert_fits(window)
    press(window, Qt.Key.Key_F12)
    assert window.pages.isVisible()


def test_lock_and_help_are_asked_for(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.lock_asked):
        press(window, Qt.Key.Key_L, CTRL)
    press(window, Qt.Key.Key_F1)
    (shown,) = window.findChildren(HelpWindow)
    assert shown.isVisible()
    shown.close()


def test_the_menu_has_one_russian_letter_a_line(window: MainWindow) -> None:
    texts = [action.text() for action in window.menu().actions() if action.text()]
    letters = [text[text.index("&") + 1].lower() for text in texts]
    assert len(set(letters)) == len(letters)
    assert all("а" <= letter <= "я" for letter in letters)


def test_the_status_line_always_says_what_must_be_seen(desk: Desk, window: MainWindow) -> None:
    line = window.status
    assert line.saved.text() == "Всё сохранено"
    assert line.register.text() == "Реестр «реестр кабинета»"
    assert line.person.text() == "Зимин А. Н., заведующий"
    assert line.copy.text() == "Копия: сегодня 08:05"
    assert line.day.text() == "16.03.2026"
    desk.note_unsaved(True)
    assert line.saved.text() == "Не сохранено"
    desk.do(window, patients.enter, factories.card())
    assert line.saved.text() == "Сохранено в 09:00"
    assert not line.caps.isVisible()  # the offscreen platform does not tell


def test_what_was_done_can_be_taken_back(window: MainWindow) -> None:
    taken: list[str] = []

    def take_back() -> None:
        taken.append("да")

    act: Callable[[], None] = take_back
    window.show_notice("Явка убрана.", "&Отменить", act)
    assert window.status.notice.text() == "Явка убрана."
    assert_fits(window)
    press(window, Qt.Key.Key_Z, CTRL)
    press(window, Qt.Key.Key_Z, CTRL)
    assert taken == ["да"]
    assert window.status.notice.text() == ""


def test_a_training_register_is_marked(qtbot: QtBot, tmp_path: Path, state: Path) -> None:
    register = factories.register(tmp_path / "учебный", training=True)
    window = MainWindow(Desk(register))
    qtbot.addWidget(window)
    window.show()
    said = [text.text() for text in window.findChildren(Text) if text.isVisible()]
    assert "УЧЕБНАЯ БАЗА · все люди вымышлены" in said
    assert_fits(window)
    register.close()
