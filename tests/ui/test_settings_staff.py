"""Who works here, in the settings: whose way in is taken, and whose is not."""

import pytest
from pytestqt.qtbot import QtBot

from narcdesk import administration, vault
from tests.factories import DAY
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits
from ui.desk import Desk
from ui.pieces import Button
from ui.settings_page import SettingsPage


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> SettingsPage:
    typed = {"surname": "Рябинина", "given": "Ольга", "login": "ряб", "role": "nurse"}
    administration.hire(desk.register, typed, "тихая вода у моста", kdf=vault.QUICK)
    made = SettingsPage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 680)
    made.show()
    made.tabs.setCurrentIndex(1)
    made.refresh()
    return made


def dismissal(page: SettingsPage) -> Button:
    return next(button for button in page.findChildren(Button) if button.text() == "Закр&ыть доступ…")


def choose(page: SettingsPage, login: str) -> None:
    page.people.go_to([person.login for person in page.people.rows.rows].index(login))


def test_the_way_in_is_taken_after_a_question(page: SettingsPage, desk: Desk, heard: Heard) -> None:
    choose(page, "ряб")
    heard.answer = "stay"
    dismissal(page).click()
    assert heard.asked == ["Закрыть доступ: Рябинина О.?"]
    assert vault.logins(desk.register.folder) == ["zimin", "ряб"]
    heard.answer = "close"
    dismissal(page).click()
    page.refresh()
    assert vault.logins(desk.register.folder) == ["zimin"]
    choose(page, "ряб")
    assert not dismissal(page).isEnabled()
    assert_fits(page)
    assert administration.staff(desk.register)[1].closed_on == DAY


def test_ones_own_way_in_is_not_offered(page: SettingsPage) -> None:
    choose(page, "zimin")
    assert not dismissal(page).isEnabled()
    choose(page, "ряб")
    assert dismissal(page).isEnabled()
