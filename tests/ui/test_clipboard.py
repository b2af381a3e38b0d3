"""What is copied here: kept out of histories, gone after half a minute and at the lock; what others copied stays."""

import ctypes
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.hands import focus_on, press, type_text
from ui import clipboard
from ui.clipboard import ClipboardGuard
from ui.fields import LongTextField, PasswordField, TextField

CTRL = Qt.KeyboardModifier.ControlModifier
WINDOWS_NAMES = (
    "ExcludeClipboardContentFromMonitorProcessing",
    "CanIncludeInClipboardHistory",
    "CanUploadToCloudClipboard",
)


def board() -> QClipboard:
    return QGuiApplication.clipboard()


@pytest.fixture
def guard(monkeypatch: pytest.MonkeyPatch) -> Iterator[ClipboardGuard]:
    monkeypatch.setattr(clipboard, "CLEAR_AFTER", 60)
    board().clear()
    parent = QObject()
    yield ClipboardGuard(parent)
    parent.deleteLater()
    board().clear()


@pytest.mark.parametrize("key", [Qt.Key.Key_C, Qt.Key.Key_X])
def test_what_a_field_copies_is_marked_and_goes(qtbot: QtBot, guard: ClipboardGuard, key: Qt.Key) -> None:
    field = TextField("snils", "СНИЛС")
    qtbot.addWidget(field)
    focus_on(field.control)
    type_text(field.line, "112-233-445 95")
    press(field.line, key, CTRL)
    assert board().text() == ""  # nothing was marked
    press(field.line, Qt.Key.Key_A, CTRL)
    press(field.line, key, CTRL)
    assert board().text() == "112-233-445 95"
    assert field.line.text() == ("112-233-445 95" if key is Qt.Key.Key_C else "")
    for name in WINDOWS_NAMES:
        assert board().mimeData().hasFormat(f'application/x-qt-windows-mime;value="{name}"')
    qtbot.waitUntil(lambda: board().text() == "")


def test_several_lines_are_copied_as_they_stand(qtbot: QtBot, guard: ClipboardGuard) -> None:
    field = LongTextField("note", "Заметка")
    qtbot.addWidget(field)
    focus_on(field.control)
    field.set_value("первая\nвторая")
    press(field.lines, Qt.Key.Key_A, CTRL)
    press(field.lines, Qt.Key.Key_C, CTRL)
    assert board().text() == "первая\nвторая"
    assert clipboard.is_ours()


def test_a_password_is_never_copied(qtbot: QtBot, guard: ClipboardGuard) -> None:
    field = PasswordField("password", "Пароль")
    qtbot.addWidget(field)
    focus_on(field.control)
    field.set_value("тихая вода")
    press(field.line, Qt.Key.Key_A, CTRL)
    press(field.line, Qt.Key.Key_C, CTRL)
    assert board().text() == ""


def test_what_another_program_put_there_stays(qtbot: QtBot, guard: ClipboardGuard) -> None:
    clipboard.copy("наше")
    foreign = QMimeData()
    foreign.setText("чужое")
    board().setMimeData(foreign)  # offscreen nobody owns a clipboard, so this is as foreign as it gets
    if board().ownsClipboard():
        pytest.skip("here the test itself would be the owner")
    clipboard.clear()
    qtbot.wait(120)
    assert board().text() == "чужое"


def test_a_copy_that_a_widget_of_qt_made_is_marked_as_soon_as_it_is_seen(qtbot: QtBot, guard: ClipboardGuard) -> None:
    line = QLineEdit("112-233-445 95")
    qtbot.addWidget(line)
    focus_on(line)
    line.selectAll()
    line.copy()
    if not board().ownsClipboard():
        pytest.skip("offscreen nobody owns the clipboard")
    qtbot.waitUntil(lambda: board().mimeData().hasFormat("application/x-narcdesk"))


@pytest.mark.skipif(sys.platform != "win32", reason="the clipboard of Windows")
def test_windows_itself_sees_the_marks(qtbot: QtBot, guard: ClipboardGuard) -> None:
    clipboard.copy("112-233-445 95")
    user = ctypes.windll.user32  # type: ignore[attr-defined,unused-ignore]
    for name in WINDOWS_NAMES:
        assert user.IsClipboardFormatAvailable(user.RegisterClipboardFormatW(name)), name
