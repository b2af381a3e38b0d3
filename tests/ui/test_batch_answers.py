"""The table of decisions by keys alone: cell after cell, what is wrong said in its row, one undo for all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from narcdesk import applications, batches, drafts
from narcdesk.applications import Status
from tests import factories
from tests.reversible_acts import sent_register
from tests.ui.application_desk import TRAINING, window_of
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import press, type_text
from tests.ui.office import happens
from ui.batch_answers import AnswersDialog
from ui.batches_page import BatchesPage
from ui.desk import Desk
from ui.main_window import MainWindow


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    register = factories.register(tmp_path / "реестр района", factories.Clock(), region_code=TRAINING)
    sent_register(register, applications.submit(register, factories.asked(register).id).id)
    yield Desk(register)
    register.close()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, heard: Heard) -> MainWindow:
    return window_of(qtbot, desk)


def status(desk: Desk) -> Status:
    return applications.one(desk.register, 1).status


def test_a_row_is_filled_by_keys_and_undone_in_one(window: MainWindow, desk: Desk, heard: Heard) -> None:
    page = BatchesPage(desk)
    window.pages.open_over(page)
    page.go_on(page.table.rows.rows[0])
    dialog = page.findChild(AnswersDialog)
    assert isinstance(dialog, AnswersDialog)
    assert_fits(dialog)
    assert_mnemonics(dialog)
    QApplication.processEvents()
    assert dialog.focusWidget() is dialog.form["1"].stops[0]
    for typed in ("отк", None, "реш. 7", "R05", "нет выписки"):
        at = dialog.focusWidget()
        assert at is not None
        if typed is not None:
            type_text(at, typed)
        if popup := QApplication.activePopupWidget():
            press(popup, Qt.Key.Key_Return)
        if dialog.focusWidget() is at:
            press(at, Qt.Key.Key_Return)
    said = dialog.form["1"].value()
    assert said["verdict"] == "refuse"  # type: ignore[index]
    assert (said["document"], said["reason_code"], said["note"]) == ("реш. 7", "R05", "нет выписки")  # type: ignore[index]
    assert desk.drafts.keep() is None
    assert [draft.form for draft in drafts.mine(desk.register)] == ["batches.answer"]
    dialog.form["1"].cells["reason_code"].set_value("")  # type: ignore[attr-defined]
    dialog.save_button.click()
    assert happens(lambda: "код из списка" in dialog.form["1"].note.text.text())
    assert status(desk) is Status.SENT
    dialog.form["1"].cells["reason_code"].set_value("R05")  # type: ignore[attr-defined]
    dialog.save_button.click()
    assert happens(lambda: status(desk) is Status.REFUSED)
    assert happens(lambda: not isValid(dialog) or not dialog.isVisible())  # it may be let go already
    assert "Записано: 1 решение." in heard.informed
    assert drafts.mine(desk.register) == []
    assert desk.ask(batches.listing)[0].open == 0
    step = desk.register.last
    assert step is not None
    assert step.actions == ("batches.answer",)
