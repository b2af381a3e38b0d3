"""The list of applications: states, what is awaited, found by typing, opened by Enter."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk import applications, patients
from tests import factories
from tests.ui.application_desk import TRAINING, settle, window_of
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits
from tests.ui.hands import focus_on, press, type_text
from ui.application_page import ApplicationPage
from ui.applications_page import ApplicationsPage
from ui.desk import Desk
from ui.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clock() -> factories.Clock:
    return factories.Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: factories.Clock) -> Iterator[Desk]:
    register = factories.register(tmp_path / "реестр района", clock, region_code=TRAINING)
    for number, surname in enumerate(("Ёлкин", "Воробьёв", "Яровой")):
        patient = patients.enter(
            register, factories.card(surname=surname, snils="", policy_number="", document_number=f"12345{number}")
        )
        factories.both_consents(register, patient.id)
        factories.application(register, patient.id, days=str(60 + number))
    applications.submit(register, 2)
    applications.send(register, 2, factories.DAY, "исх. 1")
    applications.registered(register, 2, factories.DAY, "вх. 1")
    applications.withdrawn(register, 3, factories.DAY, "передумал")
    yield Desk(register)
    register.close()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, heard: Heard) -> MainWindow:
    return window_of(qtbot, desk)


def page_of(window: MainWindow) -> ApplicationsPage:
    page = window.pages.page
    assert isinstance(page, ApplicationsPage)
    return page


def cells(page: ApplicationsPage) -> list[list[str]]:
    model = page.table.rows
    return [[column.text(line) for column in model.columns] for line in model.rows]


def test_open_ones_are_shown_first_with_what_is_awaited(window: MainWindow) -> None:
    page = page_of(window)
    assert cells(page) == [
        [
            "З-2026-0001",
            "Воробьёв Илья Петрович",
            "12.03.1988",
            "На рассмотрении",
            "16.03.2026",
            "61",
            "решение органа до 30.03.2026",
        ],
        ["без номера", "Ёлкин Илья Петрович", "12.03.1988", "Черновик", "16.03.2026", "60", "подать"],
    ]
    assert page.table.rows.count_words() == "Всего 2"
    assert page.header.line.text() == "В кабинете: 1 · у органа: 1 · всего: 3"
    assert_fits(window)


def test_a_list_is_narrowed_down_by_state_and_by_typing(qtbot: QtBot, window: MainWindow) -> None:
    page = page_of(window)
    page.state.set_value("withdrawn")
    page.state.edited.emit()
    qtbot.waitUntil(lambda: len(page.table.rows.rows) == 1)
    assert cells(page)[0][1] == "Яровой Илья Петрович"
    page.state.set_value("all")
    page.state.edited.emit()
    qtbot.waitUntil(lambda: len(page.table.rows.rows) == 3)
    press(window, Qt.Key.Key_F, CTRL)
    type_text(page.box, "djhj,")  # «вороб» in the other layout
    qtbot.waitUntil(lambda: len(page.table.rows.rows) == 1)
    assert cells(page)[0][0] == "З-2026-0001"
    press(page.box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(page.table.rows.rows) == 3)
    type_text(page.box, "таких нет")
    qtbot.waitUntil(lambda: not page.table.rows.rows)
    assert_fits(window)


def test_a_click_on_a_title_sorts_all_rows(window: MainWindow) -> None:
    page = page_of(window)
    page.state.set_value("all")
    page.narrow()
    days = next(at for at, column in enumerate(page.table.rows.columns) if column.title == "Дней")
    page.table.rows.sort(days, Qt.SortOrder.DescendingOrder)
    assert [row[days] for row in cells(page)] == ["62", "61", "60"]


def test_enter_opens_and_escape_comes_back_to_the_same_row(qtbot: QtBot, window: MainWindow) -> None:
    page = page_of(window)
    focus_on(page.table)
    press(page.table, Qt.Key.Key_Down)
    press(page.table, Qt.Key.Key_Return)
    opened = window.pages.page
    assert isinstance(opened, ApplicationPage)
    assert opened.case.patient.surname == "Ёлкин"
    settle(qtbot, opened)
    press(opened, Qt.Key.Key_Escape)
    assert window.pages.page is page
    assert QApplication.focusWidget() is page.table
    line = page.table.current()
    assert line is not None
    assert line.row.patient == "Ёлкин Илья Петрович"


def test_tab_reaches_everything_on_the_page(window: MainWindow) -> None:
    page = page_of(window)
    focus_on(page.table)
    walked = [QApplication.focusWidget()]
    while len(walked) < 20:
        press(walked[-1] or window, Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    assert {page.box, page.state.line, page.table, window.sidebar.menu_button} <= set(walked)


def test_what_is_late_is_said_by_word_and_sign(window: MainWindow, clock: factories.Clock) -> None:
    page = page_of(window)
    clock.go(date(2026, 3, 31))
    page.refresh()
    line = page.table.rows.rows[0]
    awaited = page.table.rows.columns[-1]
    assert awaited.text(line) == "просрочено 30.03: решение органа"
    assert awaited.icon is not None
    assert awaited.icon(line) == "circle-alert"


def test_an_empty_list_says_how_to_begin(qtbot: QtBot, tmp_path: Path, heard: Heard) -> None:
    register = factories.register(tmp_path / "новый реестр")
    window = window_of(qtbot, Desk(register))
    words = [label.text() for label in page_of(window).table.findChildren(type(window.status.saved))]
    assert "Заявок здесь нет" in words
    assert_fits(window)
    register.close()


def test_a_long_list_is_asked_for_page_by_page(desk: Desk, window: MainWindow) -> None:
    page = page_of(window)
    with desk.register.together():
        for _ in range(405):
            factories.application(desk.register, 1)
    page.narrow()
    assert len(page.table.rows.rows) == 200
    assert page.table.rows.count_words() == "Показано 200, ниже есть ещё"
    while page.table.rows.canFetchMore():
        page.table.rows.fetchMore()
    found = [line.row.id for line in page.table.rows.rows]
    assert len(found) == len(set(found)) == 407
    page.refresh()  # after an action the list stays as long as it was
    assert [line.row.id for line in page.table.rows.rows] == found
