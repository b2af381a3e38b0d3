"""The lock that comes by itself, and what is left when the program is torn away in the midst of a form."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk import drafts, locking, vault
from narcdesk.errors import UserError
from narcdesk.register import Register
from tests import factories
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits
from tests.ui.hands import press, type_text
from tests.ui.locks import Seconds
from ui import app as program
from ui import drafting
from ui.desk import Desk
from ui.form_dialog import FormDialog
from ui.lock_settings import LockSettings
from ui.session import Session
from ui.session_watcher import SessionWatcher
from ui.today_page import TodayPage
from ui.unlock import Curtain


class Office:
    """A session over a real register, whose clock and whose system the test moves."""

    def __init__(self, folder: Path) -> None:
        self.clock, self.watcher, self.folder = Seconds(), SessionWatcher(), folder
        self.session = Session(folder, watcher=self.watcher, now=self.clock)
        self.session.begin()
        self.sign_in()

    def sign_in(self) -> None:
        assert self.session.unlocking is not None
        self.session.unlocking.password.set_value(factories.PASSWORD)
        self.session.unlocking.unlock()
        QApplication.processEvents()

    @property
    def desk(self) -> Desk:
        assert self.session.window is not None
        return self.session.window.desk

    @property
    def today(self) -> TodayPage:
        assert self.session.window is not None
        page = self.session.window.pages.page
        assert isinstance(page, TodayPage)
        return page

    def begin_a_card(self, surname: str) -> FormDialog:
        self.today.box.enter()
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FormDialog)
        type_text(dialog.form["surname"].control, surname)
        return dialog

    def is_free(self) -> bool:
        """Whether nobody holds the file."""
        try:
            vault.unlock(self.folder, "zimin", factories.PASSWORD).close()
        except vault.InUse:
            return False
        return True


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path, state: Path) -> Iterator[Office]:
    folder = tmp_path / "реестр кабинета"
    factories.register(folder).close()
    made = Office(folder)
    yield made
    for left in QApplication.topLevelWidgets():
        if isinstance(left, FormDialog):
            left.done(0)  # else it would keep the keys of later tests
    # The backup at the exit is long work, which takes the keys and closing of every other window until it is over.
    with qtbot.waitSignal(made.session.ended):
        made.session.leave()
    assert made.session.window is not None
    made.session.window.deleteLater()


def typed_in(register: Register) -> list[str]:
    return [draft.contents["typed"]["surname"] for draft in drafts.mine(register)]


def test_it_warns_and_then_locks_when_nobody_works(office: Office) -> None:
    dialog = office.begin_a_card("Лапи")
    office.clock.at += 9 * 60 + 45
    office.session.idle.look()
    warning = office.session.idle.warning
    assert warning is not None
    assert warning.window() is dialog
    QApplication.processEvents()
    assert_fits(warning)
    office.clock.at += 15
    office.session.idle.look()
    assert office.session.is_locked
    assert office.is_free()
    assert dialog.findChildren(Curtain)
    office.sign_in()
    assert typed_in(office.desk.register) == ["Лапи"]
    assert dialog.form["surname"].typed() == "Лапи"
    assert dialog.focusWidget() is dialog.form["surname"].control
    type_text(dialog.form["surname"].control, "на")
    assert dialog.form["surname"].typed() == "Лапина"


def test_the_minutes_are_those_that_the_office_has_set(office: Office) -> None:
    office.desk.do(office.today, locking.amend, {"idle_minutes": "3"})
    office.clock.at += 3 * 60 - 1
    office.session.idle.look()
    assert not office.session.is_locked
    office.clock.at += 1
    office.session.idle.look()
    assert office.session.is_locked


@pytest.mark.parametrize("sign", ["away", "ending"])
def test_it_locks_when_the_session_is_locked_or_ends(office: Office, sign: str) -> None:
    office.begin_a_card("Лапина")
    getattr(office.watcher, sign).emit()
    assert office.session.is_locked
    assert office.is_free()
    getattr(office.watcher, sign).emit()  # once more changes nothing
    office.sign_in()
    assert typed_in(office.desk.register) == ["Лапина"]


@pytest.mark.parametrize("wanted", [True, False])
def test_minimised_it_locks_only_where_the_office_wants_that(office: Office, wanted: bool) -> None:
    office.desk.do(office.today, locking.amend, {"on_minimise": wanted})
    window = office.session.window
    assert window is not None
    window.showMinimized()
    QApplication.processEvents()
    assert office.session.is_locked is wanted
    window.showMaximized()
    QApplication.processEvents()
    if wanted:
        assert office.session.unlocking is not None
        assert office.session.unlocking.isVisible()
        office.sign_in()
    assert not office.session.is_locked


def test_ctrl_l_locks_from_any_window(qtbot: QtBot, office: Office) -> None:
    dialog = office.begin_a_card("Лапина")
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    press(dialog.form["surname"].control, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert office.session.is_locked


def test_an_open_list_does_not_keep_the_lock_away(office: Office) -> None:
    dialog = office.begin_a_card("Лапина")
    press(dialog.form["sex"].control, Qt.Key.Key_F4)
    QApplication.processEvents()
    office.session.lock()
    assert QApplication.activePopupWidget() is None
    assert office.session.is_locked


def test_the_curtain_grows_with_its_window(office: Office) -> None:
    window = office.session.window
    assert window is not None
    window.showNormal()
    window.resize(1000, 600)
    office.session.lock()
    window.resize(1300, 700)
    QApplication.processEvents()
    [curtain] = window.findChildren(Curtain)
    assert curtain.size() == window.size()


def test_what_another_changed_behind_the_lock_is_said(qtbot: QtBot, office: Office, heard: Heard) -> None:
    patient = factories.patient(office.desk.register)
    office.today.box.show_card(patient.id)
    assert office.session.window is not None
    page = office.session.window.pages.page
    page.amend()  # type: ignore[union-attr]
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FormDialog)
    type_text(dialog.form["phone"].control, "1")
    office.session.lock()
    from narcdesk import patients

    other = Register.open(office.folder, "zimin", factories.PASSWORD, clock=factories.Clock())
    patients.amend(other, patient.id, {"settlement": "х. Дальний"})
    other.close()
    office.sign_in()
    qtbot.waitUntil(lambda: bool(heard.told))
    assert "С тех пор запись изменили" in heard.told[0].what
    dialog.drop()


def test_a_pause_in_the_work_completes_the_main_file(office: Office) -> None:
    factories.patient(office.desk.register)
    journal = office.folder / "register.db-wal"
    assert journal.stat().st_size > 0
    office.clock.at += 61
    office.session.idle.look()
    assert journal.stat().st_size == 0


# Torn away


def test_a_bug_keeps_what_is_typed_before_its_window_comes(
    office: Office, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[int] = []
    monkeypatch.setattr("ui.crash.CrashWindow.exec", lambda _window: shown.append(len(typed_in(office.desk.register))))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    program.catch_crashes(office.session.keep_drafts)
    office.begin_a_card("Лапина")
    sys.excepthook(ValueError, ValueError("x"), None)
    assert shown == [1]
    assert typed_in(office.desk.register) == ["Лапина"]


CHILD = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from tests import factories
from tests.ui.hands import type_text
from ui import app as program
from ui import session as sessions
sessions.KEEP_EVERY = 50
app = program.make(["narcdesk"])
session = sessions.Session(Path(sys.argv[1]))
session.begin()
session.unlocking.password.set_value(factories.PASSWORD)
session.unlocking.unlock()
session.window.pages.page.box.enter()
form = QApplication.activeModalWidget().form
type_text(form["surname"].control, "Лапина")
form["given"].control.setFocus()
type_text(form["given"].control, "Вер")
def look():
    drafts = session.window.desk.drafts.open
    if drafts and drafts[0].draft_id is not None:
        print("kept", flush=True)
    else:
        QTimer.singleShot(20, look)
look()
app.exec()
"""


def test_after_a_kill_the_form_goes_on_with_every_field_and_the_cursor(
    qtbot: QtBot, tmp_path: Path, state: Path
) -> None:
    folder = tmp_path / "реестр кабинета"
    factories.register(folder).close()
    root = Path(program.__file__).parent.parent
    found = os.pathsep.join(filter(None, (str(root), os.environ.get("PYTHONPATH", ""))))
    told = os.environ | {"PYTHONPATH": found, "PYTHONUTF8": "1", "NARCDESK_STATE": str(state)}
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder)], cwd=root, env=told, stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert child.stdout is not None
    assert child.stdout.readline().strip() == "kept"
    child.kill()
    child.communicate()
    office = Office(folder)
    [left] = office.today.unfinished.shown
    assert left.title == "Новый пациент"
    office.today.unfinished.go_on(left)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FormDialog)
    assert (dialog.form["surname"].typed(), dialog.form["given"].typed()) == ("Лапина", "Вер")
    assert dialog.focusWidget() is dialog.form["given"].control
    assert dialog.form["given"].line.cursorPosition() == 3  # type: ignore[attr-defined]
    dialog.drop()
    assert drafts.mine(office.desk.register) == []
    office.session.leave()
    assert office.session.window is not None
    office.session.window.deleteLater()


def test_nothing_is_written_while_nothing_is_typed(office: Office) -> None:
    office.begin_a_card("Лапина")
    office.session._keep_in_passing()
    journal = office.folder / "register.db-wal"
    before = journal.stat().st_size
    for _ in range(5):
        office.session._keep_in_passing()
    assert journal.stat().st_size == before


def test_a_full_disk_is_told_once(office: Office, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    office.begin_a_card("Лапина")
    full = UserError("На диске нет места.")

    def fail(*_args: object, **_rest: object) -> int:
        raise full

    monkeypatch.setattr(drafting.drafts, "keep", fail)
    for _ in range(8):
        office.desk.drafts.keep_in_passing()
    assert heard.told == [full]


# The settings


def test_the_head_sets_the_lock_in_the_settings(qtbot: QtBot, desk: Desk, heard: Heard) -> None:
    tab = LockSettings(desk)
    qtbot.addWidget(tab)
    tab.resize(1000, 560)
    tab.show()
    tab.refresh()
    assert_fits(tab)
    tab.form["idle_minutes"].set_value("99")
    tab.save()
    assert tab.form["idle_minutes"].is_wrong
    tab.form["idle_minutes"].set_value("5")
    press(tab.form["on_minimise"].control, Qt.Key.Key_Space)
    tab.save()
    rules = desk.ask(locking.rules)
    assert (rules.idle_minutes, rules.on_minimise) == (5, True)
    assert heard.informed == ["Сохранено; действует у всех сразу."]
