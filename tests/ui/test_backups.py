"""Backups in windows: the status line, the plan at work, the exit, the tab of the settings."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from narcdesk import backup_plan, backups
from narcdesk.backup_plan import Why
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.factories import PASSWORD, Clock
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits
from tests.ui.hands import focus_on, in_next_dialog, press, type_text
from ui.backing_up import BackingUp
from ui.backup_tab import BackupTab
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.medium_dialog import MediumDialog
from ui.pieces import Banner
from ui.session import Session
from ui.settings_page import SettingsPage
from ui.today_page import TodayPage

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, state: Path, clock: Clock) -> Iterator[Desk]:
    """A desk with one card, whose backups go to a folder, and to a stick that is not in."""
    register = factories.register(tmp_path / "реестр кабинета", clock)
    places = {"folder": str(folder_of(tmp_path)), "stick": str(tmp_path / "Флешка")}
    folder_of(tmp_path).mkdir()
    backup_plan.amend(register, places)
    factories.patient(register)
    yield Desk(register)
    register.close()


def folder_of(tmp_path: Path) -> Path:
    return tmp_path / "Копии (диск D)"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_of(tmp_path)


def latin(*paths: Path) -> frozenset[str]:
    """The Latin words of paths on the screen: they are the computer's, not ours."""
    return frozenset(word for path in paths for word in re.findall("[A-Za-z]+", str(path)))


def work(desk: Desk) -> None:
    factories.patient(desk.register, given="Анна", sex="f", snils="", policy_number="")


class Hands:
    """The clock on the wall, which a test moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def by_plan(desk: Desk, now: Hands, qtbot: QtBot) -> BackingUp:
    """One look of the plan, until what it has begun is done."""
    plan = BackingUp(desk, now)
    look(plan, qtbot)
    return plan


def look(plan: BackingUp, qtbot: QtBot) -> None:
    plan.look()
    qtbot.waitUntil(lambda: plan._going is None)


class TestStatusLine:
    def test_it_says_how_old_the_last_one_is(self, qtbot: QtBot, desk: Desk, clock: Clock, tmp_path: Path) -> None:
        plan = BackingUp(desk)
        window = MainWindow(desk, backup=plan.words)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        assert (window.status.copy.text(), window.status.copy.property("tone")) == ("Копий нет", "warn")
        backup_plan.make(desk.register)
        window.status.show_backup()
        assert (window.status.copy.text(), window.status.copy.property("tone")) == ("Копия: сегодня в 09:00", "muted")
        clock.moment += timedelta(days=2)
        work(desk)
        clock.moment += timedelta(days=2)
        window.status.refresh()
        assert (window.status.copy.text(), window.status.copy.property("tone")) == ("Копия: 4 дня назад", "warn")
        QApplication.processEvents()
        assert_fits(window, allowed=latin(tmp_path))

    def test_behind_the_lock_it_says_what_it_said(self, desk: Desk) -> None:
        plan = BackingUp(desk)
        said = plan.words()
        desk.register.close()
        assert plan.words() == said
        plan.look()  # and asks nothing


class TestByPlan:
    def test_one_is_made_beside_the_work_and_nobody_is_told(
        self, qtbot: QtBot, desk: Desk, heard: Heard, folder: Path
    ) -> None:
        plan = by_plan(desk, Hands(), qtbot)
        assert len(list(folder.iterdir())) == 1
        assert backup_plan.history(desk.register)[0].why is Why.PLAN
        # The stick that is not in is a calm word.
        assert plan.words() == ("Копия: сегодня в 09:00 · носитель не вставлен", "muted")
        assert (heard.told, heard.asked, heard.informed) == ([], [], [])
        look(plan, qtbot)
        assert len(list(folder.iterdir())) == 1  # it is not due again

    def test_with_the_stick_in_again_the_word_goes(
        self, qtbot: QtBot, desk: Desk, clock: Clock, tmp_path: Path
    ) -> None:
        now = Hands()
        plan = by_plan(desk, now, qtbot)
        (tmp_path / "Флешка").mkdir()
        clock.moment += timedelta(days=1)
        work(desk)
        now.seconds = 3600
        look(plan, qtbot)
        assert plan.words() == ("Копия: сегодня в 09:00", "muted")

    def test_where_nothing_is_there_it_tries_again_after_a_while(
        self, qtbot: QtBot, desk: Desk, folder: Path, heard: Heard
    ) -> None:
        folder.rmdir()
        now = Hands()
        plan = by_plan(desk, now, qtbot)
        assert plan.words() == ("Копий нет · папка для копий недоступна", "warn")
        folder.mkdir()
        now.seconds = 60
        look(plan, qtbot)
        assert list(folder.iterdir()) == []
        now.seconds = 3600
        look(plan, qtbot)
        assert len(list(folder.iterdir())) == 1
        assert heard.told == []

    def test_one_that_does_not_come_off_is_a_word_too(
        self, qtbot: QtBot, desk: Desk, folder: Path, heard: Heard, state: Path
    ) -> None:
        (state / "copying").write_text("здесь должна быть папка", encoding="utf-8")
        plan = by_plan(desk, Hands(), qtbot)
        assert plan.words() == ("Копий нет · копия не удалась", "warn")
        assert backup_plan.history(desk.register)[0].trouble
        assert heard.told == []

    def test_the_lock_in_the_middle_ends_it_without_a_word(self, qtbot: QtBot, desk: Desk, heard: Heard) -> None:
        plan = BackingUp(desk, Hands())
        plan.look()
        desk.register.close()
        qtbot.waitUntil(lambda: plan._going is None)
        assert heard.told == []

    def test_a_doubted_register_is_left_alone(self, qtbot: QtBot, desk: Desk, folder: Path) -> None:
        desk.register.findings.append("Журнал не сходится.")
        by_plan(desk, Hands(), qtbot)
        assert list(folder.iterdir()) == []


class TestExit:
    @pytest.fixture
    def parent(self, qtbot: QtBot) -> QWidget:
        widget = QWidget()
        qtbot.addWidget(widget)
        return widget

    def finish(self, qtbot: QtBot, desk: Desk, parent: QWidget) -> None:
        ended: list[bool] = []
        BackingUp(desk).finish(parent, lambda: ended.append(True))
        qtbot.waitUntil(lambda: ended == [True])

    def test_what_was_done_is_kept(self, qtbot: QtBot, desk: Desk, folder: Path, parent: QWidget) -> None:
        self.finish(qtbot, desk, parent)
        assert len(list(folder.iterdir())) == 1
        assert backup_plan.history(desk.register)[0].why is Why.EXIT
        self.finish(qtbot, desk, parent)
        assert len(list(folder.iterdir())) == 1  # nothing was done since

    def test_who_has_decided_otherwise_just_leaves(
        self, qtbot: QtBot, desk: Desk, folder: Path, parent: QWidget
    ) -> None:
        backup_plan.amend(desk.register, {"at_exit": False})
        self.finish(qtbot, desk, parent)
        assert list(folder.iterdir()) == []

    def test_without_any_place_the_exit_is_quiet(
        self, qtbot: QtBot, desk: Desk, folder: Path, parent: QWidget, heard: Heard
    ) -> None:
        folder.rmdir()
        self.finish(qtbot, desk, parent)
        assert heard.told == []

    def test_a_trouble_is_told_and_the_exit_comes_all_the_same(
        self, qtbot: QtBot, desk: Desk, parent: QWidget, heard: Heard, state: Path
    ) -> None:
        (state / "copying").write_text("здесь должна быть папка", encoding="utf-8")
        self.finish(qtbot, desk, parent)
        qtbot.waitUntil(lambda: len(heard.told) == 1)

    def test_the_session_ends_with_a_backup_and_a_closed_register(
        self, qtbot: QtBot, desk: Desk, folder: Path, clock: Clock
    ) -> None:
        place = desk.register.folder
        desk.register.close()
        run = Session(place)
        run.enter(Register.open(place, "zimin", PASSWORD, clock=clock))
        assert run.window is not None
        with qtbot.waitSignal(run.ended):
            run.window.close()
        assert not run.window.desk.register.is_open
        (made,) = folder.iterdir()
        assert backups.glance(made).manifest.facts is not None
        run.window.deleteLater()


class TestLate:
    def test_today_says_so_and_offers_one(
        self, qtbot: QtBot, desk: Desk, clock: Clock, folder: Path, heard: Heard
    ) -> None:
        page = TodayPage(desk)
        qtbot.addWidget(page)
        page.resize(1100, 700)
        page.show()
        page.refresh()
        late = page.late_backup
        assert not late.isVisible()
        clock.moment += timedelta(days=3)
        page.refresh()
        assert late.isVisible()
        (banner,) = late.findChildren(Banner)
        assert "Работа с 16.03.2026 не лежит ни в одной резервной копии" in banner.text.text()
        assert_fits(page)
        assert banner.button is not None
        banner.button.click()
        qtbot.waitUntil(lambda: len(list(folder.iterdir())) == 1)
        qtbot.waitUntil(lambda: len(heard.informed) == 1)
        page.refresh()
        assert not late.isVisible()


class TestTab:
    @pytest.fixture
    def page(self, qtbot: QtBot, desk: Desk) -> SettingsPage:
        made = SettingsPage(desk)
        qtbot.addWidget(made)
        made.resize(1100, 680)
        made.show()
        made.tabs.setCurrentIndex(made.tabs.count() - 1)
        self.shown(qtbot, made)
        return made

    def shown(self, qtbot: QtBot, page: SettingsPage) -> BackupTab:
        page.refresh()
        qtbot.waitUntil(lambda: page.backups._reading.is_idle)
        return page.backups

    def test_what_there_is(self, qtbot: QtBot, desk: Desk, page: SettingsPage, tmp_path: Path, clock: Clock) -> None:
        first = backup_plan.make(desk.register).paths[0]
        clock.moment += timedelta(hours=1)
        backup_plan.make(desk.register)
        first.write_bytes(first.read_bytes()[:-7])
        tab = self.shown(qtbot, page)
        shown = [[column.text(found) for column in tab.table.rows.columns] for found in tab.table.rows.rows]
        assert [line[0] for line in shown] == ["16.03.2026 10:00 · сегодня в 10:00", "не читается"]
        assert [line[2] for line in shown] == ["1", ""]
        assert [line[4] for line in shown] == ["проверена при записи", "повреждена"]
        assert_fits(page, allowed=latin(tmp_path))
        tab.table.go_to(1)
        assert not tab.check_button.isEnabled()

    def test_one_by_the_key_and_its_proof(
        self, qtbot: QtBot, desk: Desk, page: SettingsPage, folder: Path, heard: Heard
    ) -> None:
        focus_on(page.backups.table)
        press(page.backups.table, Qt.Key.Key_B, CTRL)
        qtbot.waitUntil(lambda: len(heard.informed) == 1)
        assert "Копия сделана, открыта и сосчитана" in heard.informed[0]
        assert "Второго места сейчас нет" in heard.informed[0]
        tab = self.shown(qtbot, page)
        tab.table.go_to(0)
        tab.check_button.click()
        qtbot.waitUntil(lambda: len(heard.informed) == 2)
        assert "открыта и сосчитана" in heard.informed[1]
        tab = self.shown(qtbot, page)
        found = tab.table.current()
        assert found is not None
        assert tab.table.rows.columns[4].text(found) == "проверена сейчас"

    def test_a_backup_that_rotted_since_is_told(
        self, qtbot: QtBot, desk: Desk, page: SettingsPage, heard: Heard
    ) -> None:
        made = backup_plan.make(desk.register).paths[0]
        data = bytearray(made.read_bytes())
        data[len(data) // 2] ^= 1
        made.write_bytes(data)
        tab = self.shown(qtbot, page)
        tab.table.go_to(0)
        tab.check_button.click()
        qtbot.waitUntil(lambda: len(heard.told) == 1)
        assert "повреждена" in heard.told[0].what

    def test_the_plan_by_keyboard_alone(self, qtbot: QtBot, desk: Desk, page: SettingsPage, heard: Heard) -> None:
        tab = page.backups
        hours = tab.form["every_hours"].control
        focus_on(hours)
        press(hours, Qt.Key.Key_A, CTRL)
        type_text(hours, "4")
        focus_on(tab.save_button)
        press(tab.save_button, Qt.Key.Key_Space)
        assert backup_plan.plan(desk.register).every == timedelta(hours=4)
        assert heard.informed == ["План сохранён."]
        assert not desk.has_unsaved

    def test_a_wrong_plan_goes_back_into_the_form(self, desk: Desk, page: SettingsPage) -> None:
        page.backups.form["folder"].set_value(str(desk.register.folder))
        page.backups.save()
        assert backup_plan.plan(desk.register).folder != desk.register.folder
        assert "папка самого реестра" in page.backups.form["folder"].note.text.text()

    def test_a_place_is_picked_by_the_dialog_of_the_system(
        self, desk: Desk, page: SettingsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, heard: Heard
    ) -> None:
        picked = tmp_path / "Другой диск"
        picked.mkdir()
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(picked))
        in_next_dialog(MediumDialog.choose_folder)
        page.backups.choose("folder")
        assert desk.has_unsaved
        page.backups.save()
        assert backup_plan.plan(desk.register).folder == picked

    def test_on_this_computer_it_warns(self, qtbot: QtBot, desk: Desk, page: SettingsPage, tmp_path: Path) -> None:
        backup_plan.amend(desk.register, {"folder": "", "stick": ""})
        tab = self.shown(qtbot, page)
        assert tab.warning.isVisible()
        assert_fits(page, allowed=latin(tmp_path))

    def test_who_may_not_plan_has_no_tab(self, qtbot: QtBot, desk: Desk, clock: Clock) -> None:
        with factories.signed_in(desk.register, Role.NURSE, clock) as nurse:
            page = SettingsPage(Desk(nurse))
            qtbot.addWidget(page)
            page.refresh()
            assert "Копии" not in [page.tabs.tabText(n).replace("&", "") for n in range(page.tabs.count())]
