"""Tab on the pages: from where the cursor stands at first it reaches everything, in the order of the eye."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from narcdesk import observation, providers
from tests import factories
from tests.ui.hands import focus_on, press
from tests.ui.person import named
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.page import Page
from ui.pages import PAGES
from ui.patient_page import PatientPage
from ui.provider_page import ProviderPage
from ui.search_box import SearchBox

SECTIONS = [entry.title for entry in PAGES]
FARTHEST = 80  # presses of Tab after which it goes round for ever


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> MainWindow:
    """The program at the usual size, over a register with one person who is late and one provider."""
    person = factories.patient(desk.register).id
    observation.take(desk.register, person, {"taken_on": "06.02.2026"})
    observation.visit(desk.register, person, {"on": "09.02.2026", "next_on": "09.03.2026", "kept": True})
    organisation = {"name": "АНО «Берег»", "places_total": 10}
    providers.take_list(desk.register, title="Список", as_of=factories.DAY, new=[organisation], changed={}, gone=[])
    desk.register.findings = ["В журнале нет записей с № 4 по № 7."]
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    focus_on(made)
    return made


def walk(page: Page) -> list[QWidget]:
    """Where Tab halts on a page, from where the cursor is until it is there again."""
    start = QApplication.focusWidget()
    assert start is not None
    assert page.isAncestorOf(start), named(start)
    halts, now = [start], start
    for _ in range(FARTHEST):
        press(now, Qt.Key.Key_Tab)
        found = QApplication.focusWidget()
        assert found is not None
        if found is start:
            return [halt for halt in halts if page.isAncestorOf(halt)]
        halts.append(found)
        now = found
    raise AssertionError([named(halt) for halt in halts])


def place(widget: QWidget, page: Page) -> QRect:
    return QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())


def follows(after: QRect, before: QRect) -> bool:
    """Whether one reads on to the right, or further below."""
    same_line = after.top() < before.center().y() and before.top() < after.center().y()
    return after.left() > before.left() if same_line else after.top() >= before.center().y()


def stops(page: Page) -> list[QWidget]:
    """Everything on a page that takes the keyboard."""
    return [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and widget.window() is page.window()
    ]


def check(page: Page) -> None:
    QApplication.processEvents()
    halts = walk(page)
    passed_by = [named(widget) for widget in stops(page) if widget not in halts]
    assert not passed_by
    top = min(range(len(halts)), key=lambda at: (place(halts[at], page).center().y() // 24, place(halts[at], page).x()))
    order = halts[top:] + halts[:top]
    for before, after in pairwise(order):
        assert follows(place(after, page), place(before, page)), [named(halt) for halt in order]


@pytest.mark.parametrize("section", SECTIONS[:6])
def test_tab_reads_a_section(window: MainWindow, section: str) -> None:
    window.pages.go(SECTIONS.index(section))
    assert window.pages.page is not None
    check(window.pages.page)


@pytest.mark.parametrize(
    "made", [lambda desk: PatientPage(desk, 1), lambda desk: ProviderPage(desk, desk.ask(providers.find)[0].id)]
)
def test_tab_reads_what_lies_over_a_section(window: MainWindow, desk: Desk, made: Callable[[Desk], Page]) -> None:
    page = made(desk)
    window.pages.open_over(page)
    check(page)


@pytest.mark.parametrize("section", ["Сегодня", "Заявки", "Организации", "Журнал"])
def test_a_list_has_the_cursor_at_first(window: MainWindow, section: str) -> None:
    """Up and Down work at once; letters go into the box over the list by themselves."""
    window.pages.go(SECTIONS.index("Пациенты"))
    assert isinstance(QApplication.focusWidget(), SearchBox)
    window.pages.go(SECTIONS.index(section))
    assert isinstance(QApplication.focusWidget(), QAbstractItemView)
    window.pages.go(SECTIONS.index("Пациенты"))
    assert isinstance(QApplication.focusWidget(), SearchBox)
