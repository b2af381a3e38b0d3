"""Coming back by the recovery words, in the window: typed, pasted, wrong, by the head alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from narcdesk import administration, recovery, vault
from narcdesk.names import other_layout
from narcdesk.register import Register
from tests import factories
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import focus_on, paste, press, type_text
from ui.recovery_dialogs import RecoverWindow
from ui.unlock import UnlockWindow

NEW = "ольха над быстрой рекой"
CTRL = Qt.KeyboardModifier.ControlModifier
NURSE = {"surname": "Рябинина", "given": "Ольга", "login": "ряб", "role": "nurse"}


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    """What a window stands over that dies when it is closed."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def folder(tmp_path: Path, state: Path) -> Path:
    """Where the closed register lies."""
    return tmp_path / "реестр кабинета"


@pytest.fixture
def words(folder: Path) -> list[str]:
    """The words of the register, which is made and closed."""
    register = factories.register(folder)
    administration.hire(register, NURSE, "тихая вода у моста", kdf=vault.QUICK)
    found = recovery.words(register)
    register.close()
    return found


def test_the_head_comes_back_by_the_keyboard_alone(qtbot: QtBot, folder: Path, words: list[str], heard: Heard) -> None:
    first = UnlockWindow(folder)
    qtbot.addWidget(first)
    first.show()
    first.recover()
    window = first.findChild(RecoverWindow)
    assert isinstance(window, RecoverWindow)
    QApplication.processEvents()
    assert_fits(window)
    assert_mnemonics(window)
    focus_on(window.words.lines[0])
    for number, word in enumerate(words):
        line = window.words.lines[number]
        type_text(line, other_layout(word) if number % 2 else word.upper())
        press(line, Qt.Key.Key_Space if number % 3 else Qt.Key.Key_Return)
    assert [line.text() for line in window.words.lines] == words  # as the sheet has them
    assert QApplication.focusWidget() is window.login.control
    window.login.set_value("zimin")
    for field in (window.password, window.again):
        type_text(field.control, NEW)
    opened: list[Register] = []
    first.opened.connect(opened.append)
    press(window.again.control, Qt.Key.Key_Return, CTRL)
    assert [one.person.login for one in opened] == ["zimin"]
    assert not first.isVisible()
    assert window.words.is_empty()
    assert (heard.asked, heard.told) == ([], [])
    opened[0].close()
    Register.open(folder, "zimin", NEW).close()


def test_a_wrong_word_is_marked_and_named_and_nothing_typed_is_lost(
    holder: QWidget, folder: Path, words: list[str], heard: Heard
) -> None:
    window = RecoverWindow(holder, folder)
    window.show()
    typed = [*words[:4], "автор" if words[4] != "автор" else "абзац", *words[5:]]
    focus_on(window.words.lines[0])
    paste(window.words.lines[0], "\n".join(f"{n}. {word}" for n, word in enumerate(typed, 1)))
    window.login.set_value("zimin")
    window.password.set_value(NEW)
    window.again.set_value(NEW)
    window.button.click()
    assert "№ 5" in window.said
    assert f"«{words[4]}»" in window.said
    assert QApplication.focusWidget() is window.words.lines[4]
    assert window.words.lines[4].property("wrong")
    assert [line.text() for line in window.words.lines] == typed
    QApplication.processEvents()
    assert_fits(window)
    heard.answer = "stay"
    window.reject()
    assert window.isVisible()
    assert heard.asked == ["Набранные слова пропадут"]
    type_text(window.words.lines[4], words[4])
    window.button.click()
    assert window.register is not None
    window.register.close()


def test_a_word_of_no_list_is_said_when_it_is_left(holder: QWidget, folder: Path, words: list[str]) -> None:
    window = RecoverWindow(holder, folder)
    focus_on(window.words.lines[2])
    type_text(window.words.lines[2], "обзац")
    press(window.words.lines[2], Qt.Key.Key_Tab)
    assert "№ 3" in window.words.note.text()
    assert "абзац" in window.words.note.text()
    window.words.forget()


@pytest.mark.parametrize(
    ("login", "password", "again", "field"),
    [("zimin", "gfhjkm12345", "gfhjkm12345", "password"), ("zimin", NEW, "иначе", "again"), (None, NEW, NEW, "login")],
)
def test_what_is_wrong_beside_the_words_is_shown_at_its_field(
    holder: QWidget, folder: Path, words: list[str], login: str | None, password: str, again: str, field: str
) -> None:
    window = RecoverWindow(holder, folder)
    window.show()
    window.login.set_value(login)
    window.password.set_value(password)
    window.again.set_value(again)
    window.button.click()
    assert [name for name, one in window.form.fields.items() if one.is_wrong] == [field]
    assert window.register is None


def test_who_is_no_head_is_told_and_a_lost_file_of_keys_asks_for_the_login(
    holder: QWidget, folder: Path, words: list[str]
) -> None:
    (folder / "keys.json").unlink()
    window = RecoverWindow(holder, folder)
    window.show()
    for login, opens in (("ряб", False), ("zimin", True)):
        window.words._fill(0, words)
        window.login.set_value(login)
        window.password.set_value(NEW)
        window.again.set_value(NEW)
        window.button.click()
        assert (window.register is not None) == opens
    assert window.register is not None
    window.register.close()


def test_behind_the_lock_no_other_way_in_is_offered(qtbot: QtBot, folder: Path, words: list[str]) -> None:
    window = UnlockWindow(folder, person="zimin")
    qtbot.addWidget(window)
    assert not hasattr(window, "forgotten")
