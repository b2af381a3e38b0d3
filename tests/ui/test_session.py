"""From the first start to the lock, in real windows over a real encrypted folder."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk import administration, backup_plan, vault
from narcdesk.register import Register
from tests import factories
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits
from tests.ui.hands import focus_on, press, type_text
from ui.desk import Desk
from ui.first_run import FirstRun
from ui.session import Session
from ui.settings_page import SettingsPage
from ui.unlock import Curtain, UnlockWindow

quick = partial(Register.create, kdf=vault.QUICK)


def latin(path: Path) -> frozenset[str]:
    """The Latin words of a path on the screen: they are the computer's, not ours."""
    return frozenset(re.findall("[A-Za-z]+", str(path)))


def fill_office(window: FirstRun) -> None:
    window.forms[0].fill(
        {"name": "ГБУЗ «Заречная ЦРБ»", "short_name": "ЦРБ", "address": "Заречье, 1", "region_code": "34"}
    )


def fill_head(window: FirstRun, password: str = factories.PASSWORD, again: str = factories.PASSWORD) -> None:
    window.head.fill({"surname": "Зимин", "given": "Алексей", "login": "zimin"})
    window.head["password"].set_value(password)
    window.head["again"].set_value(again)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A register that is closed."""
    path = tmp_path / "реестр кабинета"
    factories.register(path).close()
    return path


@pytest.fixture
def session(qtbot: QtBot, folder: Path) -> Iterator[Session]:
    run = Session(folder)
    yield run
    if run.window is not None:
        run.window.desk.register.close()
        run.window.deleteLater()


def test_the_first_start_makes_a_register_that_can_be_opened(qtbot: QtBot, tmp_path: Path) -> None:
    window = FirstRun(create=quick)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    made: list[Register] = []
    window.created.connect(made.append)
    fill_office(window)
    QApplication.processEvents()  # the step finds its room
    assert_fits(window)
    window.go_on()
    fill_head(window)
    QApplication.processEvents()
    assert_fits(window)
    window.go_on()
    window.place["folder"].set_value(str(tmp_path / "Новый реестр"))
    QApplication.processEvents()
    assert_fits(window, allowed=latin(tmp_path))
    window.go_on()
    window.backups["folder"].set_value(str(tmp_path / "Новый реестр" / "Копии"))
    window.go_on()
    assert window.backups["folder"].is_wrong  # what burns with the register is no backup of it
    window.backups["folder"].set_value(str(tmp_path / "Копии"))
    QApplication.processEvents()
    assert_fits(window, allowed=latin(tmp_path))
    window.go_on()
    qtbot.waitUntil(lambda: bool(made))
    assert administration.office(made[0]).name == "ГБУЗ «Заречная ЦРБ»"
    assert backup_plan.plan(made[0]).folders == [tmp_path / "Копии"]
    made[0].close()
    again = Register.open(tmp_path / "Новый реестр", "zimin", factories.PASSWORD)
    assert again.person.role_title == "заведующий"
    again.close()


def test_a_step_with_something_missing_is_not_left(qtbot: QtBot) -> None:
    window = FirstRun(create=quick)
    qtbot.addWidget(window)
    window.show()
    window.go_on()
    assert window.forms[0]["name"].is_wrong
    assert not window.back.isEnabled()
    fill_office(window)
    window.go_on()
    fill_head(window, "коротко", "коротко")
    window.go_on()
    assert window.head["password"].is_wrong
    fill_head(window, factories.PASSWORD, factories.PASSWORD + "!")
    window.go_on()
    assert window.head["again"].is_wrong
    assert window.head["surname"].value() == "Зимин"


def test_leaving_the_first_start_asks_only_when_something_was_typed(qtbot: QtBot, heard: Heard) -> None:
    window = FirstRun(create=quick)
    qtbot.addWidget(window)
    window.show()
    focus_on(window.forms[0]["name"].control)
    type_text(window.forms[0]["name"].control, "ГБУЗ")
    heard.answer = "stay"
    window.reject()
    assert window.isVisible()
    assert heard.asked == ["Реестр ещё не создан"]
    heard.answer = "drop"
    window.reject()
    assert not window.isVisible()


def test_signing_in_by_the_keyboard(qtbot: QtBot, session: Session) -> None:
    session.begin()
    window = session.unlocking
    assert window is not None
    qtbot.waitExposed(window)
    assert window.login.value() == "zimin"  # the only one who can
    type_text(window.password.control, factories.PASSWORD)
    press(window.password.control, Qt.Key.Key_Return)
    assert session.window is not None
    assert session.window.isVisible()
    assert session.window.desk.register.person.login == "zimin"


def test_each_trouble_has_its_own_sentence(qtbot: QtBot, folder: Path, tmp_path: Path) -> None:
    window = UnlockWindow(folder)
    qtbot.addWidget(window)
    window.show()
    window.password.set_value("не тот пароль")
    window.unlock()
    wrong = window.said
    assert window.password.value() == "не тот пароль"
    assert_fits(window, allowed=latin(folder))

    other = vault.unlock(folder, "zimin", factories.PASSWORD)
    window.password.set_value(factories.PASSWORD)
    window.unlock()
    in_use = window.said
    other.close()

    keys = folder / "keys.json"
    whole = keys.read_bytes()
    keys.write_bytes(whole.replace(b'"format": 1', b'"format": 9').replace(b'"format":1', b'"format":9'))
    window.unlock()
    too_new = window.said
    keys.write_bytes(whole)

    database = folder / "register.db"
    pages = bytearray(database.read_bytes())
    pages[100] ^= 1
    database.write_bytes(pages)
    window.unlock()
    damaged = window.said

    assert window.register is None
    assert len({wrong, in_use, too_new, damaged}) == 4
    assert "парол" in wrong.lower()
    assert "открыт" in in_use
    assert "нов" in too_new
    assert "поврежд" in damaged


def test_the_lock_closes_the_register_and_keeps_what_was_typed(qtbot: QtBot, session: Session, folder: Path) -> None:
    session.begin()
    assert session.unlocking is not None
    session.unlocking.password.set_value(factories.PASSWORD)
    session.unlocking.unlock()
    window = session.window
    assert window is not None
    window.pages.go(7)
    page = window.pages.page
    assert isinstance(page, SettingsPage)
    focus_on(page.form["email"].control)
    type_text(page.form["email"].control, "кабинет")
    press(page.form["email"].control, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(page.form["email"].control, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "кабинет"

    session.lock()
    assert window.findChildren(Curtain)
    assert QGuiApplication.clipboard().text() == ""
    vault.unlock(folder, "zimin", factories.PASSWORD).close()  # nobody holds the file any more

    lock = session.unlocking
    assert lock is not None
    assert not lock.login.control.isEnabled()  # only the same person
    lock.reject()  # Esc opens nothing
    assert lock.isVisible()
    lock.password.set_value("не тот")
    lock.unlock()
    assert window.findChildren(Curtain)
    lock.password.set_value(factories.PASSWORD)
    lock.unlock()
    QApplication.sendPostedEvents(None, 0)
    assert session.window is window
    assert page.form["email"].typed() == "кабинет"
    assert page.form.is_edited


def test_requisites_are_changed_in_settings(qtbot: QtBot, desk: Desk, heard: Heard) -> None:
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 680)
    page.show()
    page.refresh()
    edition = desk.register.profile_on(desk.today()).edition  # a number of sixteen digits
    for tab in (0, 1, 2, page.lock_tab):
        page.tabs.setCurrentIndex(tab)
        assert_fits(page, allowed=frozenset(re.findall("[a-f]+", edition[:8])))
    page.tabs.setCurrentIndex(0)
    page.form["phone"].set_value("8 (844) 000-00-99")
    page.save()
    assert desk.ask(administration.office).phone == "+78440000099"
    page.form["name"].set_value("")
    page.save()
    assert page.form["name"].is_wrong
    assert desk.ask(administration.office).name.startswith("Государственное")


def test_a_second_person_is_let_in(desk: Desk) -> None:
    typed = {"surname": "Рябинина", "given": "Ольга", "login": "ryabinina", "role": "nurse", "post": "медсестра"}
    administration.hire(desk.register, typed, "тихая вода у моста", kdf=vault.QUICK)
    folder = desk.register.folder
    desk.register.close()
    nurse = Register.open(folder, "ryabinina", "тихая вода у моста")
    assert nurse.person.role_title == "медсестра"
    assert not nurse.person.may("staff.hire")
    nurse.close()
    desk.register = Register.open(folder, "zimin", factories.PASSWORD)


def test_one_changes_ones_own_password(desk: Desk) -> None:
    register, folder = desk.register, desk.register.folder
    with pytest.raises(vault.WrongPassword):
        administration.change_password(register, "не тот пароль", "новый длинный пароль")
    administration.change_password(register, factories.PASSWORD, "новый длинный пароль")
    register.close()
    with pytest.raises(vault.WrongPassword):
        Register.open(folder, "zimin", factories.PASSWORD)
    desk.register = Register.open(folder, "zimin", "новый длинный пароль")
