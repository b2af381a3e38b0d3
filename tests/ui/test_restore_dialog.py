"""A register from a backup in windows, from the unlock window to the new desk."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from narcdesk import backup_plan, backups, patients, vault
from narcdesk.register import Register
from tests import factories
from tests.factories import PASSWORD
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits
from tests.ui.hands import focus_on, press, type_text
from ui.pieces import Banner, Text
from ui.restore_dialog import BY_WHAT, DONE, WHERE, WHICH, RestoreDialog
from ui.session import Session
from ui.unlock import UnlockWindow


@pytest.fixture
def folder(tmp_path: Path, state: Path) -> Path:
    """A closed register with one card and one backup of it."""
    register = factories.register(tmp_path / "реестр кабинета")
    factories.patient(register)
    place = tmp_path / "Копии"
    place.mkdir()
    backup_plan.make(register, folders=[place])
    register.close()
    return register.folder


@pytest.fixture
def backup(folder: Path) -> Path:
    return next((folder.parent / "Копии").iterdir())


@pytest.fixture
def dialog(qtbot: QtBot, backup: Path) -> Iterator[RestoreDialog]:
    behind = QWidget()
    qtbot.addWidget(behind)
    made = RestoreDialog(behind, backup)
    made.show()
    qtbot.waitExposed(made)
    yield made
    if isValid(made):
        made.hide()


def latin(*paths: Path) -> frozenset[str]:
    return frozenset(word for path in paths for word in re.findall("[A-Za-z]+", str(path))) | {"Documents", "ndbackup"}


def until_done(qtbot: QtBot, dialog: RestoreDialog) -> None:
    qtbot.waitUntil(lambda: dialog.at == DONE)


def test_by_keyboard_alone_and_every_step_fits(qtbot: QtBot, dialog: RestoreDialog, tmp_path: Path) -> None:
    known = latin(tmp_path, Path.home(), dialog.backup.path if dialog.backup else tmp_path, Path(str(dialog._folder())))
    assert_fits(dialog, allowed=known)
    assert dialog.at == WHICH
    press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.at == WHERE
    QApplication.processEvents()
    assert_fits(dialog, allowed=known)
    place = dialog.place["folder"].control
    press(place, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    wanted = tmp_path / "Из копии"
    type_text(place, str(wanted))
    press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.at == BY_WHAT
    QApplication.processEvents()
    assert_fits(dialog, allowed=known | {"zimin"})
    type_text(dialog.password.control, PASSWORD)
    press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until_done(qtbot, dialog)
    QApplication.processEvents()
    assert_fits(dialog, allowed=known | {"zimin"})
    assert dialog.made is not None
    assert dialog.made.let_in in [text.text() for text in dialog.findChildren(Text)]
    assert dialog.password.value() == ""
    register = Register.open(wanted, "zimin", PASSWORD)
    try:
        assert patients.count(register) == 1
    finally:
        register.close()


def test_by_the_words_of_recovery(qtbot: QtBot, dialog: RestoreDialog, folder: Path, tmp_path: Path) -> None:
    with vault.unlock(folder, "zimin", PASSWORD) as opened:
        words = vault.words_of(opened)
    dialog.go_on()
    dialog.place["folder"].set_value(str(tmp_path / "По словам"))
    dialog.go_on()
    dialog.change_way()
    QApplication.processEvents()
    assert_fits(dialog, allowed=latin(tmp_path))
    dialog.words.set_value("\n".join(words))
    dialog.go_on()
    until_done(qtbot, dialog)
    assert dialog.words.value() == ""
    assert sorted(path.name for path in (tmp_path / "По словам").iterdir()) == ["keys.json", "register.db"]


def test_a_wrong_password_is_told_and_can_be_typed_again(
    qtbot: QtBot, dialog: RestoreDialog, tmp_path: Path, heard: Heard
) -> None:
    dialog.go_on()
    dialog.place["folder"].set_value(str(tmp_path / "новый"))
    dialog.go_on()
    dialog.password.set_value("не тот пароль")
    dialog.go_on()
    qtbot.waitUntil(lambda: len(heard.told) == 1)
    assert isinstance(heard.told[0], vault.WrongPassword)
    assert dialog.at == BY_WHAT
    assert not (tmp_path / "новый").exists()
    dialog.password.set_value(PASSWORD)
    dialog.go_on()
    until_done(qtbot, dialog)


def test_a_place_that_is_taken_is_told_under_its_field(dialog: RestoreDialog, folder: Path) -> None:
    dialog.go_on()
    for place, words in ((folder, "уже лежат файлы реестра"), (folder.parent, "не пуста"), (Path("копия"), "целиком")):
        dialog.place["folder"].set_value(str(place))
        dialog.go_on()
        assert dialog.at == WHERE
        assert words in dialog.place["folder"].note.text.text()


def test_a_damaged_file_is_told_and_another_can_be_chosen(
    qtbot: QtBot, folder: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = backup.with_name("обрезанная.ndbackup")
    damaged.write_bytes(backup.read_bytes()[:-100])
    dialog = RestoreDialog(None, damaged)
    qtbot.addWidget(dialog)
    dialog.show()
    (banner,) = dialog.findChildren(Banner)
    assert "повреждена" in banner.text.text()
    assert not dialog.forward.isEnabled()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(backup), ""))
    dialog.choose_file()
    assert dialog.backup is not None
    assert dialog.forward.isEnabled()
    dialog.hide()


def test_words_that_were_typed_are_not_thrown_away_in_silence(
    dialog: RestoreDialog, tmp_path: Path, heard: Heard
) -> None:
    dialog.go_on()
    dialog.place["folder"].set_value(str(tmp_path / "новый"))
    dialog.go_on()
    dialog.change_way()
    dialog.words.set_value("аист берег")
    heard.answer = "stay"
    dialog.reject()
    assert dialog.isVisible()
    heard.answer = "drop"
    dialog.reject()
    assert not dialog.isVisible()


def restore_to(qtbot: QtBot, dialog: RestoreDialog, wanted: Path) -> None:
    """All its steps, with the backup that it found by itself."""
    dialog.go_on()
    dialog.place["folder"].set_value(str(wanted))
    dialog.go_on()
    dialog.password.set_value(PASSWORD)
    dialog.go_on()
    until_done(qtbot, dialog)
    dialog.go_on()


def test_from_the_unlock_window_to_the_restored_register(
    qtbot: QtBot, folder: Path, backup: Path, tmp_path: Path
) -> None:
    run = Session(folder)
    run.begin()
    window = run.unlocking
    assert isinstance(window, UnlockWindow)
    assert "Последняя резервная копия: " in window._backup.text()
    dialog = window.restore()
    qtbot.waitExposed(dialog)
    assert dialog.backup is not None
    assert dialog.backup.path == backup
    wanted = tmp_path / "из копии"
    restore_to(qtbot, dialog, wanted)
    assert window.folder == wanted
    window.password.set_value(PASSWORD)
    focus_on(window.open_button)
    window.unlock()
    assert run.window is not None
    assert run.window.desk.register.folder == wanted
    run.window.desk.register.close()
    run.window.deleteLater()


def test_from_a_desk_the_register_is_left_for_the_restored_one(
    qtbot: QtBot, folder: Path, tmp_path: Path, heard: Heard
) -> None:
    run = Session(folder)
    run.enter(Register.open(folder, "zimin", PASSWORD))
    assert run.window is not None
    left = run.window
    dialog = left.restore()
    wanted = tmp_path / "из копии"
    restore_to(qtbot, dialog, wanted)
    assert not left.desk.register.is_open
    assert run.unlocking is not None
    assert run.unlocking.folder == wanted
    run.unlocking.hide()


def test_on_a_clean_machine_from_the_first_start(
    qtbot: QtBot, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NARCDESK_STATE", str(tmp_path / "чистый компьютер"))
    run = Session()
    run.begin()
    assert run.beginning is not None
    dialog = run.beginning.restore()
    dialog.take(backup)
    wanted = tmp_path / "из копии"
    restore_to(qtbot, dialog, wanted)
    assert not run.beginning.isVisible()
    assert run.unlocking is not None
    assert run.unlocking.folder == wanted
    run.unlocking.password.set_value(PASSWORD)
    run.unlocking.unlock()
    assert run.window is not None
    assert run.window.desk.register.findings == []
    run.window.desk.register.close()
    run.window.deleteLater()
    run.beginning.deleteLater()


def test_the_proposed_folder_is_free(dialog: RestoreDialog) -> None:
    assert dialog.backup is not None
    backups.must_be_free(dialog._folder())
