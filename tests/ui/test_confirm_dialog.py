"""The second person at the first one's desk: he sees what was checked and says yes by his own password."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from narcdesk import administration, vault
from narcdesk.commission import confirming, export
from narcdesk.dates import Period
from tests.counted_office import QUARTER, Office, office
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import focus_on, in_next_dialog, press, type_text
from ui.batch_tabs import Prepared
from ui.commission_page import CommissionPage
from ui.confirm_dialog import ConfirmDialog
from ui.desk import Desk
from ui.pieces import Text

OWN = "калина над прудом"
CTRL = Qt.KeyboardModifier.ControlModifier
LATIN = frozenset({"zip", "municipal"})


@pytest.fixture
def small(tmp_path: Path, state: Path) -> Iterator[Office]:
    made = office(tmp_path / "реестр кабинета")
    yield made
    made.register.close()


@pytest.fixture
def page(qtbot: QtBot, small: Office, heard: Heard) -> CommissionPage:
    """A batch on the screen that only a second person may let out."""
    made = CommissionPage(Desk(small.register))
    qtbot.addWidget(made)
    made.resize(1114, 640)
    made.refresh()
    focus_on(made)
    batch = export.prepare(small.register, "municipal", Period.parse(QUARTER))
    policy = replace(batch.release.policy, second_person=True)
    batch = replace(batch, release=replace(batch.release, policy=policy))
    made.show_counted(Prepared(Period.parse(QUARTER), batch, export.attacked(made.desk.register, batch)))
    return made


def hire(small: Office, role: str, login: str) -> None:
    typed = {"surname": login.title(), "given": "Вера", "role": role, "login": login, "post": "служба"}
    administration.hire(small.register, typed, OWN, kdf=vault.QUICK)


def words(dialog: ConfirmDialog) -> str:
    return "\n".join(text.text() for text in dialog.findChildren(Text) if text.isVisible())


def test_the_second_person_enters_his_own_password(qtbot: QtBot, small: Office, page: CommissionPage) -> None:
    hire(small, "doctor", "ольхин")
    hire(small, "nurse", "рябинина")
    done: list[str] = []

    def confirm(dialog: ConfirmDialog) -> None:
        assert [one.login for one in confirming.second_people(small.register)] == ["ольхин"]  # the nurse has no right
        assert dialog.login.value() == "ольхин"
        assert "вычислить точно нельзя ни одно" in words(dialog)
        assert_fits(dialog, allowed=LATIN)
        assert_mnemonics(dialog)
        type_text(dialog.password.control, "не тот")
        press(dialog, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: "Неверное имя для входа или пароль" in words(dialog))
        assert dialog.password.value() in ("", None)
        type_text(dialog.password.control, OWN)
        press(dialog, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: dialog.person is not None)
        done.append(dialog.person.login if dialog.person else "")

    in_next_dialog(confirm)
    assert page.confirm()
    assert done == ["ольхин"]
    assert page.desk.register.person.login == "zimin"
    assert page.confirm()  # of this very batch he is not asked again


def test_who_says_no_lets_nothing_out(small: Office, page: CommissionPage, tmp_path: Path) -> None:
    hire(small, "doctor", "ольхин")
    in_next_dialog(lambda dialog: press(dialog, Qt.Key.Key_Escape))
    page.write()
    assert page.confirmed_by is None
    assert export.listing(small.register) == []


def test_an_office_of_one_is_told_whom_it_lacks(page: CommissionPage) -> None:
    said: list[str] = []

    def look(dialog: ConfirmDialog) -> None:
        said.append(words(dialog))
        assert not dialog.button.isEnabled()
        assert_fits(dialog, allowed=LATIN)

    in_next_dialog(look)
    assert not page.confirm()
    assert confirming.NOBODY in said[0]
