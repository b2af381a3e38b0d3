"""The forms of an observation: a visit in a few keys with the day that the order proposes, the transfer, the terms."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from narcdesk import observation, transfers
from narcdesk.observation import TestResult
from narcdesk.patients import Patient
from tests import factories
from tests.factories import Clock
from tests.ui.fit import assert_fits
from tests.ui.hands import press
from tests.ui.office import form, front, no_form, office_window, save, type_in
from ui.desk import Desk
from ui.patient_page import PatientPage
from ui.settings_page import SettingsPage
from ui.transfer_page import TransferPage

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    register = factories.register(tmp_path / "реестр кабинета", clock)
    yield Desk(register)
    register.close()


@pytest.fixture
def patient(desk: Desk) -> Patient:
    made = factories.patient(desk.register)
    factories.diagnosis(desk.register, made.id)
    observation.take(desk.register, made.id, {"taken_on": "02.03.2026"})
    return made


def test_the_usual_visit_takes_two_keys_and_proposes_the_next_day(qtbot: QtBot, desk: Desk, patient: Patient) -> None:
    window = office_window(qtbot, desk, section=1)
    window.pages.open_over(PatientPage(desk, patient.id, "observation"))
    press(window, Qt.Key.Key_F9)
    dialog = form()
    assert dialog.form["next_on"].value() == date(2026, 4, 16)  # monthly, and a Thursday
    assert "не реже чем раз в месяц (не подтверждено" in dialog.form["next_on"].note.text.text()
    assert_fits(dialog)
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert no_form()
    [visit] = desk.ask(observation.visits, patient.id)
    assert (visit.kept, visit.test, visit.next_on) == (True, TestResult.NONE, date(2026, 4, 16))


def test_who_did_not_come_gets_no_day_from_the_order_and_a_typed_one_stays(
    qtbot: QtBot, desk: Desk, patient: Patient
) -> None:
    window = office_window(qtbot, desk, section=1)
    window.pages.open_over(PatientPage(desk, patient.id, "observation"))
    press(window, Qt.Key.Key_F9)
    dialog = form()
    kept = dialog.form["kept"]
    kept.set_value(False)
    kept.edited.emit()
    assert dialog.form["next_on"].value() is None
    dialog.form["next_on"].set_value("25.03.2026")
    kept.set_value(True)
    kept.edited.emit()
    assert dialog.form["next_on"].value() == date(2026, 3, 25)


def test_the_guided_list_moves_one_after_another(qtbot: QtBot, desk: Desk, patient: Patient, clock: Clock) -> None:
    clock.go(date(2026, 11, 2))
    window = office_window(qtbot, desk, section=1)
    window.pages.open_over(TransferPage(desk))
    page = front(window, TransferPage)
    assert_fits(window)
    page.table.go_to(0)
    press(page.table, Qt.Key.Key_Return)
    dialog = form()
    assert dialog.form["group"].value() == "ДН-3"
    save(dialog)
    assert no_form()
    assert desk.ask(transfers.count) == 0
    [episode] = desk.ask(observation.episodes, patient.id)
    assert (episode.rule_set, episode.group) == ("ДН-2026", "ДН-3")


def test_an_open_term_is_set_in_the_settings_and_a_confirmed_one_is_not(qtbot: QtBot, desk: Desk) -> None:
    window = office_window(qtbot, desk)
    window.pages.open_over(SettingsPage(desk))
    page = front(window, SettingsPage)
    page.tabs.setCurrentIndex(page.observation_tab)
    tab = page.observation
    rows = tab.table.rows.rows
    at = next(at for at, state in enumerate(rows) if state.cell.key == "ДН-2026.interval.ДН-2.0")
    tab.table.go_to(at)
    assert tab.set_button.isEnabled()
    tab.set_current()
    dialog = form()
    type_in(dialog, basis="приказ по больнице № 8")
    save(dialog)
    assert no_form()
    [state] = [one for one in desk.ask(observation.cells) if one.cell.key == "ДН-2026.interval.ДН-2.0"]
    assert (state.shown, state.standing) == ("раз в месяц", "задан кабинетом")
    confirmed = next(at for at, state in enumerate(tab.table.rows.rows) if state.cell.confirmed)
    tab.table.go_to(confirmed)
    assert not tab.set_button.isEnabled()
    tab.set_current()
    assert no_form()
