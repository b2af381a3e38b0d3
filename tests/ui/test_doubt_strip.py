"""The strip over every page: a doubted register is read-only till the head decides; what is found later is told."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from narcdesk import backup_plan, patients, search
from narcdesk.audit import Head, anchor_path
from narcdesk.audit.anchor import NO_MARK
from narcdesk.audit.doubt import ReadOnly
from narcdesk.backup_plan import Found
from narcdesk.backups import Facts, Manifest
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits
from tests.ui.hands import focus_on, press
from tests.ui.office import ENTRIES, front, happens
from ui.background_check import BackgroundCheck
from ui.desk import Desk
from ui.doubt_strip import HEADING, DoubtStrip
from ui.journal_page import JournalPage
from ui.main_window import MainWindow
from ui.page import Entry
from ui.patient_page import PatientPage
from ui.patients_page import PatientsPage
from ui.pieces import Banner
from ui.restore_dialog import RestoreDialog

MISSING = "В журнале не хватает последних операций: 2."


@pytest.fixture
def older(tmp_path: Path) -> Iterator[Register]:
    """An older folder was put back over the newer one."""
    folder = tmp_path / "реестр"
    register = factories.register(folder)
    factories.patient(register)
    register.close()
    shutil.copytree(folder, tmp_path / "копия")
    register = Register.open(folder, "zimin", factories.PASSWORD, clock=factories.Clock())
    factories.patient(register, surname="Позднев", snils="")
    register.close()
    copy = Register.open(tmp_path / "копия", "zimin", factories.PASSWORD, clock=factories.Clock())
    yield copy
    copy.close()


@pytest.fixture
def window(qtbot: QtBot, older: Register, heard: Heard) -> MainWindow:
    made = MainWindow(Desk(older), [*ENTRIES, Entry("Журнал", "scroll-text", JournalPage, "audit.check")])
    qtbot.addWidget(made)
    made.resize(1366, 768)
    focus_on(made)
    return made


def told(strip: DoubtStrip) -> list[str]:
    return [banner.text.text() for banner in strip.findChildren(Banner) if banner.isVisible()]


def test_it_stands_over_every_page_and_says_how_much_is_missing(window: MainWindow) -> None:
    for section in range(len(window.entries)):
        window.pages.go(section)
        (words,) = told(window.doubts)
        assert words.startswith(f"Только чтение: ничего не записывается. {MISSING}")
        assert_fits(window)


def test_cards_are_read_and_every_act_is_refused_in_words(window: MainWindow, older: Register, heard: Heard) -> None:
    window.go_to("search.patients")
    page = front(window, PatientsPage)
    (row,) = page.desk.ask(search.patients).rows
    window.pages.open_over(PatientPage(window.desk, row.id))
    card = front(window, PatientPage)
    assert card.header.title.text() == "Воробьёв Илья Петрович"
    assert window.desk.do(window, patients.amend, row.id, {"remark": "нет"}) is None
    (error,) = heard.told
    assert isinstance(error, ReadOnly)
    assert error.do == "Заведующий решит: вернуть резервную копию или работать с этой."


def test_the_head_goes_on_with_this_copy_by_a_clear_word(window: MainWindow, older: Register, heard: Heard) -> None:
    (banner,) = window.doubts.findChildren(Banner)
    assert banner.button is not None
    heard.answer = "stay"
    banner.button.click()
    assert happens(lambda: heard.asked == [HEADING])
    assert older.findings
    heard.answer = "accept"
    banner.button.click()
    assert happens(lambda: older.findings == [])
    assert heard.asked == [HEADING, HEADING]
    assert not window.doubts.isVisible()
    assert factories.patient(older, surname="Новый", snils="").id


def test_it_is_reached_by_the_keyboard(window: MainWindow, heard: Heard) -> None:
    (banner,) = window.doubts.findChildren(Banner)
    assert banner.button is not None
    banner.button.setFocus()
    heard.answer = "accept"
    press(banner.button, Qt.Key.Key_Space)
    assert happens(lambda: window.desk.register.findings == [])


def test_others_wait_for_the_head(qtbot: QtBot, holder: QWidget, older: Register) -> None:
    older.person.role = Role.NURSE.value
    strip = DoubtStrip(Desk(older), BackgroundCheck(Desk(older), holder), lambda: None, lambda: None)
    qtbot.addWidget(strip)
    strip.show()
    (banner,) = strip.findChildren(Banner)
    assert banner.button is None
    assert banner.text.text().endswith("Что делать дальше, решит заведующий.")


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    """What a check belongs to."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_the_backups_are_offered(window: MainWindow, older: Register, heard: Heard) -> None:
    heard.answer = "restore"
    window.doubts.decide()
    assert happens(lambda: isinstance(QApplication.activeModalWidget(), RestoreDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RestoreDialog)
    assert older.findings
    dialog.reject()


def test_a_backup_that_holds_more_says_so(window: MainWindow, older: Register) -> None:
    facts = Facts(Head(older.head.seq + 2, "0" * 64), "0004", {})
    newer = Manifest(older.register_id, older.now(), "0.1.0", {}, facts)
    closed = Manifest(older.register_id, older.now(), "0.1.0", {}, None)
    words = window.doubts._of_backups([Found(Path("а"), newer, 1), Found(Path("б"), closed, 1)])
    here = older.head.seq
    assert words == (
        f"Здесь журнал до записи № {here}. Резервные копии: 16.03.2026 09:00, до записи № {here + 2} — в ней больше, "
        "чем здесь; 16.03.2026 09:00."
    )
    assert "подходящих файлов нет" in window.doubts._of_backups([])


def test_no_backup_of_a_doubted_copy_takes_the_place_of_a_good_one(older: Register) -> None:
    with pytest.raises(ReadOnly):
        backup_plan.make(older, folders=[older.folder.parent])


def test_without_its_mark_it_is_said_that_an_older_copy_would_not_be_known(
    qtbot: QtBot, older: Register, holder: QWidget
) -> None:
    """Whoever can put an older folder back can take this computer's mark away too: then nothing else tells."""
    older.close()
    anchor_path(older.register_id).unlink()
    desk = Desk(Register.open(older.folder, "zimin", factories.PASSWORD, clock=factories.Clock()))
    assert desk.register.findings == []
    strip = DoubtStrip(desk, BackgroundCheck(desk, holder), lambda: None, lambda: None)
    qtbot.addWidget(strip)
    strip.show()
    assert told(strip) == [NO_MARK]
    desk.changed.emit()
    assert happens(lambda: told(strip) == [NO_MARK])
    (banner,) = strip.findChildren(Banner)
    assert banner.button is not None
    banner.button.click()
    desk.changed.emit()
    assert not strip.isVisible()
    desk.register.close()


# The check beside the work


def test_nothing_is_said_of_a_whole_register(qtbot: QtBot, holder: QWidget, desk: Desk) -> None:
    factories.patient(desk.register)
    check = BackgroundCheck(desk, holder, begin_after=0)
    qtbot.waitUntil(lambda: check._thread is not None and not check.is_going_on)
    assert check.found == []
    check._looking.stop()


def test_what_the_check_finds_stands_over_the_pages_and_stops_nobody(qtbot: QtBot, holder: QWidget, desk: Desk) -> None:
    patient = factories.patient(desk.register)
    with desk.register.unlocked.writing.begin() as connection:
        connection.exec_driver_sql("UPDATE patients SET phone = ''")
    check = BackgroundCheck(desk, holder, begin_after=0)
    seen: list[str] = []
    strip = DoubtStrip(desk, check, lambda: seen.append("журнал"), lambda: None)
    qtbot.addWidget(strip)
    assert happens(lambda: bool(check.found))
    assert check.found == [f"Строка {patient.id} таблицы «карта» изменена в обход программы."]
    (banner,) = strip.findChildren(Banner)
    assert "Строка 1 таблицы «карта» изменена" in banner.text.text()
    assert banner.button is not None
    banner.button.click()
    assert seen == ["журнал"]
    patients.amend(desk.register, patient.id, {"remark": "работаем дальше"})
    check._looking.stop()


def test_it_ends_with_the_lock_and_begins_anew_after_it(qtbot: QtBot, holder: QWidget, desk: Desk) -> None:
    for number in range(30):
        factories.patient(desk.register, given=f"Ольга{number}", sex="f", snils="")
    check = BackgroundCheck(desk, holder, begin_after=0)
    qtbot.waitUntil(lambda: check._thread is not None)
    first = check._thread
    assert first is not None
    folder = desk.register.folder
    strip = DoubtStrip(desk, check, lambda: None, lambda: None)
    qtbot.addWidget(strip)
    desk.register.close()
    qtbot.waitUntil(lambda: not first.is_alive())
    desk.register = Register.open(folder, "zimin", factories.PASSWORD, clock=factories.Clock())
    desk.register.findings = [MISSING]  # said over the pages as soon as the lock is lifted
    assert happens(lambda: any(MISSING in banner.text.text() for banner in strip.findChildren(Banner)))
    qtbot.waitUntil(lambda: check._thread is not first and not check.is_going_on)
    assert check.found == []
    check._looking.stop()
    desk.register.close()
