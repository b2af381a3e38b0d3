"""The lock where somebody helps it to fail: another register in the folder, a full disk, long work, a bug of ours."""

import shutil
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from narcdesk import locking, vault
from tests import factories
from tests.ui.conftest import Heard
from tests.ui.test_lock import Office, office, typed_in
from ui import drafting, work
from ui.pieces import Button
from ui.unlock import Curtain

__all__ = ["office"]  # the fixture


def test_another_register_in_the_folder_does_not_lift_the_curtains(office: Office, tmp_path: Path) -> None:
    """Who may write into the folder could put a register there whose password he knows, under the same login."""
    dialog = office.begin_a_card("Лапи")
    office.session.lock()
    office.folder.rename(tmp_path / "прежний")
    theirs = "пароль того, кто подменил"
    factories.register(office.folder, password=theirs).close()
    window = office.session.unlocking
    assert window is not None
    window.password.set_value(theirs)
    window.unlock()
    assert "другой реестр" in window.said
    assert office.session.is_locked
    assert all(curtain.isVisible() for curtain in dialog.findChildren(Curtain))
    shutil.rmtree(office.folder)
    (tmp_path / "прежний").rename(office.folder)
    office.sign_in()
    assert not office.session.is_locked
    assert typed_in(office.desk.register) == ["Лапи"]


def test_minimised_during_long_work_it_locks_when_that_has_ended(qtbot: QtBot, office: Office) -> None:
    office.desk.do(office.today, locking.amend, {"on_minimise": True})
    window, going = office.session.window, threading.Event()
    assert window is not None
    work.run(window, "Печатаем", lambda _progress: going.wait(60), lambda _done: None)
    window.showMinimized()
    QApplication.processEvents()
    assert not office.session.is_locked  # the register is not closed under its hands
    going.set()
    qtbot.waitUntil(lambda: office.session.is_locked)
    window.showMaximized()
    QApplication.processEvents()
    office.sign_in()


def test_who_leaves_from_the_lock_is_told_of_what_could_not_be_put_away(
    qtbot: QtBot, office: Office, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.begin_a_card("Лапина")

    def full(*_: object, **__: object) -> int:
        raise vault.NoSpace("На диске, где лежит реестр, кончилось место.")

    monkeypatch.setattr(drafting.drafts, "keep", full)
    office.session.lock()
    window = office.session.unlocking
    assert window is not None
    [out] = [button for button in window.findChildren(Button) if "Выйти" in button.words]
    heard.answer = "stay"
    out.click()
    assert heard.asked == ["Набранное в открытых окнах не записано"]
    assert window.isVisible()
    heard.answer = "leave"
    with qtbot.waitSignal(office.session.ended):
        out.click()


def test_a_bug_in_a_draft_does_not_leave_the_desk_open(
    qtbot: QtBot, office: Office, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.begin_a_card("Лапина")
    bugs: list[object] = []
    with monkeypatch.context() as patch:
        patch.setattr(drafting.drafts, "keep", lambda *_, **__: 1 // 0)
        patch.setattr(sys, "excepthook", lambda kind, *_: bugs.append(kind))
        office.session.idle.over.emit()
        assert office.session.is_locked
        qtbot.waitUntil(lambda: bugs == [ZeroDivisionError] and bool(heard.told))
    assert "не записано" in heard.told[0].what
    office.sign_in()


def test_a_hint_on_the_screen_does_not_keep_the_desk_shut(qtbot: QtBot, office: Office) -> None:
    """It ends by itself behind the lock, with the curtain over it: the password then opened nothing."""
    QToolTip.showText(QPoint(100, 100), "Закрыть на замок: Ctrl+L", office.session.window)
    QApplication.processEvents()
    assert QToolTip.isVisible()
    office.session.lock()
    assert not QToolTip.isVisible()
    qtbot.wait(400)
    office.sign_in()
    assert not office.session.is_locked


def test_a_window_that_ends_behind_the_lock_does_not_keep_the_desk_shut(qtbot: QtBot, office: Office) -> None:
    passing = QWidget(office.session.window, Qt.WindowType.Window)
    passing.show()
    office.session.lock()
    passing.deleteLater()
    qtbot.waitUntil(lambda: not isValid(passing))
    office.sign_in()
    assert not office.session.is_locked
