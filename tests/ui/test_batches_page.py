"""Registers of applications by the windows: chosen, printed as one package, sent only after «Всё вышло?»."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from narcdesk import applications, batches, consents, letters
from narcdesk.applications import Status
from narcdesk.letters import LetterState
from tests import factories
from tests.ui.application_desk import TRAINING, window_of
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import press
from tests.ui.office import fill, form, happens, save
from ui.applications_page import ApplicationsPage
from ui.batch_package import PackageDialog
from ui.batches_page import BatchesPage
from ui.desk import Desk
from ui.main_window import MainWindow


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    register = factories.register(tmp_path / "реестр района", factories.Clock(), region_code=TRAINING)
    for surname in ("Котов", "Лапин", "Мухин"):
        person = factories.patient(register, surname=surname, snils="", policy_number="")
        factories.both_consents(register, person.id)
        applications.submit(register, factories.application(register, person.id).id)
    sheet = consents.listing(register, 2)[0]
    consents.withdraw(register, sheet.id, factories.DAY, "заявление")
    yield Desk(register)
    register.close()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, heard: Heard) -> MainWindow:
    return window_of(qtbot, desk)


def registers(window: MainWindow) -> BatchesPage:
    page = window.pages.page
    assert isinstance(page, ApplicationsPage)
    page.batches_button.click()
    found = window.pages.page
    assert isinstance(found, BatchesPage)
    return found


def test_ready_ones_are_chosen_by_keys_printed_and_sent_after_the_question(
    window: MainWindow, desk: Desk, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = registers(window)
    page.draw()
    dialog = form()
    ready = dialog.form[batches.FIELD]
    assert ready.value() == [1, 3]  # the one whose consent is gone is not taken with the others
    assert ready.words() == "З-2026-0001, З-2026-0003"
    assert_fits(dialog)
    assert_mnemonics(dialog)
    ready.table.go_to(2)
    press(ready.table, Qt.Key.Key_F8)
    assert ready.value() == [1]
    press(ready.table, Qt.Key.Key_F8)
    ready.table.go_to(1)
    press(ready.table, Qt.Key.Key_F8)
    save(dialog)
    assert "Лапин И. П.: согласие на передачу" in ready.note.text.text()  # said beside the list, nothing is kept
    assert desk.ask(batches.listing) == []
    ready.table.go_to(1)
    press(ready.table, Qt.Key.Key_F8)
    save(dialog)
    assert happens(lambda: page.table.rows.rows and page.table.rows.rows[0].letter.number == "И-2026-0001")
    assert happens(lambda: page.findChild(PackageDialog) is not None)
    package = page.findChild(PackageDialog)
    assert isinstance(package, PackageDialog)
    assert [applications.one(desk.register, one).status for one in (1, 3)] == [Status.READY] * 2
    monkeypatch.setattr("ui.pdf_view.print_pdf", lambda *given: given[-1]())
    heard.answer = "later"
    package.print_all()
    assert applications.one(desk.register, 1).status is Status.READY  # not before he said that all came out
    heard.answer = "yes"
    package.print_all()
    sending = form()
    fill(sending, how="курьером")
    save(sending)
    assert [applications.one(desk.register, one).status for one in (1, 2, 3)] == [
        Status.SENT,
        Status.READY,
        Status.SENT,
    ]
    package.reject()
    [line] = page.table.rows.rows
    assert (line.letter.state, line.count, line.open) == (LetterState.SENT, 2, 2)
    assert_fits(window)


def test_what_may_not_leave_any_more_is_drawn_up_anew_without_it(window: MainWindow, desk: Desk, heard: Heard) -> None:
    page = registers(window)
    page.draw()
    save(form())
    assert happens(lambda: page.findChild(PackageDialog) is not None)
    page.findChild(PackageDialog).reject()  # type: ignore[union-attr]
    consents.withdraw(desk.register, consents.listing(desk.register, 1)[0].id, factories.DAY, "заявление")
    page.refresh()
    heard.answer = "anew"
    page.go_on(page.table.rows.rows[0])
    assert happens(lambda: any(one.isVisible() for one in page.findChildren(PackageDialog)))
    page.findChildren(PackageDialog)[-1].reject()
    states = [line.letter.state for line in desk.ask(batches.listing)]
    assert states == [LetterState.NUMBERED, LetterState.CANCELLED]
    assert letters.of_form(desk.register, batches.FORM)[0].number == "И-2026-0002"
