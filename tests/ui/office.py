"""What tests of the card share: a main window over a real register, and the window of a form that stands open."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.hands import focus_on, press, type_text
from ui.desk import Desk
from ui.fields import ChoiceField
from ui.form_dialog import FormDialog
from ui.main_window import MainWindow
from ui.page import Entry, Page
from ui.patient_page import PatientPage
from ui.patients_page import PatientsPage
from ui.pieces import Banner, QuietButton
from ui.today_page import TodayPage

Dialog = TypeVar("Dialog", bound=QDialog)
Shown = TypeVar("Shown", bound=Page)
CTRL = Qt.KeyboardModifier.ControlModifier
ENTRIES = [Entry("Сегодня", "sun", TodayPage), Entry("Пациенты", "users", PatientsPage, "search.patients")]


def office_window(qtbot: QtBot, desk: Desk, section: int = 0) -> MainWindow:
    """The main window at 1366x768, a section open."""
    made = MainWindow(desk, ENTRIES)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    focus_on(made)
    made.pages.go(section)
    return made


def shown_page(qtbot: QtBot, made: Shown) -> Shown:
    """A page without its main window, asked anew after every act as there, the cursor on it."""
    made.desk.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(1114, 640)
    made.refresh()
    focus_on(made)
    return made


def front(window: MainWindow, kind: type[Page]) -> Any:
    """The page in front, which is of this kind."""
    page = window.pages.page
    assert isinstance(page, kind), page
    return page


def form() -> FormDialog:
    """The form that stands open, active as a person would have it."""
    assert happens(lambda: isinstance(QApplication.activeModalWidget(), FormDialog))
    found = QApplication.activeModalWidget()
    assert isinstance(found, FormDialog)
    return active(found)


def active(dialog: Dialog) -> Dialog:
    """A window as soon as it has the keyboard."""
    assert happens(
        lambda: QApplication.activeWindow() is dialog and dialog.isAncestorOf(QApplication.focusWidget() or QWidget())
    )
    return dialog


def happens(what: Callable[[], bool], within: int = 60_000) -> bool:
    """Wait until something is so, `within` ms."""
    for _ in range(within // 10):
        if what():
            return True
        QTest.qWait(10)
    return what()


def no_form() -> bool:
    """Whether the window of the form is gone; the one behind it has the keyboard then, as on a screen."""
    if not happens(lambda: QApplication.activeModalWidget() is None):
        return False
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.isVisible():
            window.activateWindow()
            QTest.qWaitForWindowActive(window)
    return True


def cursor() -> QWidget:
    """Where the cursor is."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def type_on(text: str) -> None:
    """Type into the field with the cursor and go on with Enter."""
    type_text(cursor(), text)
    press(cursor(), Qt.Key.Key_Return)


def type_in(dialog: FormDialog, **typed: str) -> None:
    """Type into the named fields by the keyboard alone: Enter leads past every other one, in the order of the form."""
    for name, text in typed.items():
        while cursor() is not dialog.form[name].control:
            before = cursor()
            press(before, Qt.Key.Key_Return)
            assert cursor() is not before, f"Enter leads nowhere from {before.accessibleName()}"
        type_on(text)


def fill(dialog: FormDialog, **typed: str) -> None:
    """Type into fields by name, as a person does who goes there with the mouse."""
    for name, text in typed.items():
        dialog.form[name].control.setFocus()
        type_text(dialog.form[name].control, text)


def save(dialog: FormDialog) -> None:
    """Ctrl+Enter."""
    press(dialog, Qt.Key.Key_Return, CTRL)
    QApplication.processEvents()


def card(window: MainWindow, tab: str = "") -> PatientPage:
    """The card in front, one of its tabs open."""
    found = front(window, PatientPage)
    assert isinstance(found, PatientPage)
    if tab:
        found.show_tab(tab)
        QApplication.processEvents()
    return found


def notice(window: MainWindow) -> tuple[str, QuietButton]:
    """What the notice of the card says, and its button."""
    QApplication.processEvents()
    [banner] = [found for found in card(window).findChildren(Banner) if found.isVisible()]
    [button] = banner.findChildren(QuietButton)
    return banner.text.text(), button


def choose(dialog: FormDialog, **chosen: str) -> None:
    """Choose from lists by the beginning of the words."""
    for name, words in chosen.items():
        field = dialog.form[name]
        assert isinstance(field, ChoiceField)
        field.control.setFocus()
        type_text(field.control, words)
        press(field.control, Qt.Key.Key_Return)
