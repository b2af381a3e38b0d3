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
from tests import factories
from tests.counted_office import QUARTER, Office, office
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import focus_on, in_next_dialog, press, type_text
from ui import batch_writing
from ui.batch_tabs import Prepared
from ui.commission_page import CommissionPage
from ui.confirm_dialog import ConfirmDialog
from ui.desk import Desk
from ui.medium_dialog import Place
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


def test_a_batch_that_is_counted_anew_is_confirmed_anew(qtbot: QtBot, small: Office, page: CommissionPage) -> None:
    """The yes was to the numbers before, and the button beside the new ones asks again."""
    hire(small, "doctor", "ольхин")

    def confirm(dialog: ConfirmDialog) -> None:
        type_text(dialog.password.control, OWN)
        dialog.confirm()
        qtbot.waitUntil(lambda: dialog.person is not None)

    in_next_dialog(confirm)
    assert page.confirm()
    assert page.prepared is not None
    batch = replace(page.prepared.batch, release=replace(page.prepared.batch.release, batch_id="b" * 32))
    page.show_counted(replace(page.prepared, batch=batch))
    assert page.confirmed_by is None
    asked: list[ConfirmDialog] = []
    in_next_dialog(asked.append)
    assert not page.confirm()
    assert len(asked) == 1


def test_the_lock_over_the_question_costs_nothing(
    qtbot: QtBot, small: Office, page: CommissionPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After every unlocking, and after midnight, the page behind is asked anew; the batch is still true."""
    hire(small, "doctor", "ольхин")
    batch = export.prepare(small.register, "municipal", Period.parse(QUARTER))
    page.period.set_value(QUARTER)
    page.show_counted(Prepared(Period.parse(QUARTER), batch, export.attacked(small.register, batch)))
    page.desk.changed.connect(page.refresh)  # as the main window does
    monkeypatch.setattr(batch_writing, "ask_medium", lambda *asked: Place(tmp_path / "флеш"))

    def confirm(dialog: ConfirmDialog) -> None:
        page.refresh()
        type_text(dialog.password.control, OWN)
        dialog.confirm()
        qtbot.waitUntil(lambda: dialog.person is not None)

    in_next_dialog(confirm)
    assert page.confirm()
    page.refresh()
    assert page.confirmed_by is not None
    in_next_dialog(lambda dialog: dialog.reject())
    page.write()
    qtbot.waitUntil(lambda: page.prepared is None)  # and the window that tells of it is closed
    assert export.listing(small.register)[0].batch_id == batch.release.batch_id


def test_what_changed_under_the_question_is_told(
    qtbot: QtBot, small: Office, page: CommissionPage, heard: Heard
) -> None:
    """While it was locked somebody worked at another computer: the yes was to numbers that are no more."""
    hire(small, "doctor", "ольхин")

    def confirm(dialog: ConfirmDialog) -> None:
        factories.patient(small.register, surname="Третьяков", snils="")
        page.refresh()
        type_text(dialog.password.control, OWN)
        dialog.confirm()
        qtbot.waitUntil(lambda: dialog.person is not None)

    in_next_dialog(confirm)
    page.write()
    assert [error.what for error in heard.told] == ["Реестр изменился с тех пор, как выгрузка подготовлена."]
    assert page.prepared is None and page.confirmed_by is None
    assert export.listing(small.register) == []


def test_a_batch_that_may_leave_no_more_is_forgotten(
    qtbot: QtBot, small: Office, page: CommissionPage, heard: Heard, tmp_path: Path
) -> None:
    """Nothing is left on the screen that can only be refused again."""
    page.desk.changed.connect(page.refresh)  # as the main window does
    batch = export.prepare(small.register, "municipal", Period.parse(QUARTER))
    page.period.set_value(QUARTER)
    page.show_counted(Prepared(Period.parse(QUARTER), batch, export.attacked(small.register, batch)))
    factories.patient(small.register, surname="Третьяков", snils="")
    page.write_into(tmp_path / "флеш")
    qtbot.waitUntil(lambda: bool(heard.told))
    assert heard.told[0].what == "Реестр изменился с тех пор, как выгрузка подготовлена."
    assert page.prepared is None
    assert not page.write_button.isEnabled()


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
