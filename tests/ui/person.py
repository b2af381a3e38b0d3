"""A person at the desk: looks for words on the screen, types where the cursor is, walks by Tab; sees, does not know.

Nothing here calls an action or sets a value. What a step needs is found by what stands on the screen.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)

from tests.ui.hands import press, type_text
from ui.pdf_view import PdfView
from ui.table import RowsTable

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier
PATIENCE = 60_000  # ms that a test waits for something: Wine is slow, and so is a busy machine
FARTHEST = 60  # presses of Tab after which a person gives up


class Person:
    """Sits before the screen. `tabs` are the presses of Tab so far, `reached` what was walked to by keys alone."""

    def __init__(self) -> None:
        self.tabs = 0
        self.reached: list[str] = []

    # Eyes

    def window(self) -> QWidget:
        """The window in front: the dialog that stands open, or the one behind, active as a desktop would have it."""
        found = QApplication.activeModalWidget()
        if found is None:
            shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and not is_passing(one)]
            assert len(shown) == 1, shown
            found = shown[0]
        if not is_in_front(found):
            # Without a desktop a list that has closed stays active, and the cursor would go back to its field.
            before = QApplication.focusWidget()
            found.activateWindow()
            assert wait(lambda: is_in_front(found)), found
            if before is not None and found.isAncestorOf(before):
                before.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        return found

    def words(self) -> list[str]:
        """Everything that can be read in the window in front."""
        return [text for widget in self.window().findChildren(QWidget) if widget.isVisible() for text in words(widget)]

    def sees(self, *wanted: str) -> None:
        """Look until every wanted text is on the screen."""

        def missing() -> list[str]:
            there = self.words()
            return [one for one in wanted if not any(one in text for text in there)]

        wait(lambda: not missing())
        assert not missing(), f"не видно: {missing()}\nвидно: {[text for text in self.words() if text]}"

    def waits_for(self, title: str) -> QWidget:
        """A window with this in its title."""
        assert wait(lambda: title in self.window().windowTitle()), (
            f"{title}: открыто {self.window().windowTitle()}, видно {self.words()}"
        )
        assert wait(lambda: QApplication.focusWidget() is not None), title
        return self.window()

    # Hands

    def cursor(self) -> QWidget:
        """Where the cursor is; a window without one is a dead end."""
        self.window()
        assert wait(lambda: QApplication.focusWidget() is not None), "курсора нет нигде"
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def types(self, text: str) -> None:
        """Type over what is marked."""
        type_text(self.cursor(), text)

    def types_over(self, text: str) -> None:
        """Mark all that stands in the field and type instead."""
        self.press(Qt.Key.Key_A, CTRL)
        self.types(text)

    def fills(self, *texts: str) -> None:
        """Type each text into its field and go on with Enter; an empty one leaves the field as it is."""
        for text in texts:
            self.types(text)
            self.press(Qt.Key.Key_Return)

    def answers(self, told: Mapping[str, str]) -> None:
        """Fill the fields of these labels in the order of the form; Enter leads past every other one as it is."""
        for label, text in told.items():
            for _ in range(FARTHEST):
                if label in named(self.cursor()):
                    break
                self.press(Qt.Key.Key_Return)
            self.is_at(label)
            self.fills(text)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key where the cursor is."""
        press(self.cursor(), key, modifier)
        QApplication.processEvents()

    def saves(self) -> None:
        """Ctrl+Enter: the main button of the window."""
        before = self.window()
        self.press(Qt.Key.Key_Return, CTRL)
        if isinstance(before, QDialog):
            assert wait(lambda: QApplication.activeModalWidget() is not before), f"не закрылось: {self.words()}"

    def is_at(self, label: str) -> None:
        """The cursor is where the person thinks it is."""
        assert wait(lambda: label in named(self.cursor())), (
            f"курсор не на «{label}», а на «{named(self.cursor())}»; видно: {[text for text in self.words() if text]}"
        )

    def goes_to(self, label: str, *, back: bool = False) -> None:
        """Tab until the cursor is there; a place that Tab does not reach fails the test."""
        for _ in range(FARTHEST):
            if label in named(self.cursor()):
                self.reached.append(label)
                return
            self.tabs += 1
            self.press(Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab, SHIFT if back else PLAIN)
        raise AssertionError(f"Tab не доходит до «{label}»; последнее: «{named(self.cursor())}»")

    def presses_button(self, label: str, *, back: bool = False) -> None:
        """Go to a button by Tab and press Enter on it."""
        self.goes_to(label, back=back)
        self.press(Qt.Key.Key_Return)

    def opens_tab(self, title: str) -> None:
        """Go to the tabs and with the arrow to one of them."""
        bar = next(one for one in self.window().findChildren(QTabBar) if one.isVisible())
        for _ in range(FARTHEST):
            if self.cursor() is bar:
                break
            self.tabs += 1
            self.press(Qt.Key.Key_Backtab, SHIFT)
        assert self.cursor() is bar, "до вкладок не дойти"
        while bar.currentIndex() > 0:
            self.press(Qt.Key.Key_Left)
        for _ in range(bar.count()):
            if title in bar.tabText(bar.currentIndex()).replace("&", ""):
                self.reached.append(title)
                return
            self.press(Qt.Key.Key_Right)
        raise AssertionError(f"нет вкладки «{title}»")

    # Windows that hold up whoever opened them

    def then(self, kind: type[QWidget], act: Callable[[], object]) -> Callable[[], None]:
        """Do something in the window of this kind that the next key opens; call the answer after that key."""
        done: list[BaseException | None] = []

        def look() -> None:
            front = QApplication.activeModalWidget()
            if not isinstance(front, kind):
                QTimer.singleShot(10, look)
                return
            try:
                act()
                done.append(None)
            except BaseException as error:
                done.append(error)
                while (left := QApplication.activeModalWidget()) is not None:
                    assert isinstance(left, QDialog)
                    left.done(0)

        QTimer.singleShot(10, look)

        def finish() -> None:
            assert wait(lambda: bool(done)), kind
            if done[0] is not None:
                raise done[0]
            assert wait(lambda: not isinstance(QApplication.activeModalWidget(), kind)), kind

        return finish

    def chooses_a_folder(self, path: Path) -> None:
        """No stick is in: «Другая папка…» leads to the dialog of files."""
        named = self.then(QFileDialog, lambda: self.names_a_file(path))
        self.presses_button("Другая папка…")
        named()

    def names_a_file(self, path: Path) -> None:
        """Say a path to Qt's own dialog of files; its guesses while one types belong to Qt and not to this test."""
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(line, QLineEdit)
        line.setText(str(path))
        dialog.accept()


def wait(what: Callable[[], bool], within: int = PATIENCE) -> bool:
    """Let the program work until something is so."""
    for _ in range(within // 10):
        if what():
            return True
        QTest.qWait(10)
    return what()


def is_in_front(window: QWidget) -> bool:
    """Whether a window has the keyboard itself; `isActiveWindow` is true of a dialog over the active one as well."""
    return QApplication.activeWindow() is window


def is_passing(window: QWidget) -> bool:
    """Whether this is a list, a menu or a tip that goes away by itself."""
    return window.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip)


def named(widget: QWidget) -> str:
    """How a widget is called: by its words, by what a screen reader says, or by the label beside it."""
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.text().replace("&", "")
    return widget.accessibleName()


def words(widget: QWidget) -> list[str]:
    """What stands on a widget."""
    match widget:
        case QLabel() | QAbstractButton():
            return [widget.text().replace("&", "")]
        case QLineEdit():
            return [widget.text()]
        case QTabBar():
            return [widget.tabText(at).replace("&", "") for at in range(widget.count())]
        case RowsTable():
            rows = widget.rows
            heads = [heading.words for heading, _count in rows.heads.values()]
            return heads + [column.text(row) for row in rows.rows for column in rows.columns]
        case PdfView() if (paper := widget.document) is not None:
            return [paper.getAllText(page).text() for page in range(paper.pageCount())]
        case _:
            return []
