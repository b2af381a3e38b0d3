"""At 960x540, which is 1920x1080 at 200 %, nothing that is opened over a section goes out of its room sideways."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from narcdesk import poisonings
from narcdesk.patients import Patient
from tests import factories
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, seen
from tests.ui.office import office_window
from ui.cohort_page import CohortPage
from ui.commission_page import CommissionPage
from ui.confirm_dialog import Asked, ConfirmDialog
from ui.desk import Desk
from ui.district_report_page import DistrictReportPage
from ui.indicators_page import IndicatorsPage
from ui.main_window import MainWindow
from ui.page import Page
from ui.patient_page import PatientPage
from ui.tightening_dialog import TighteningDialog

LATIN = frozenset({"SHA", "zip", "F"})


@pytest.fixture
def narrow(qtbot: QtBot, desk: Desk, heard: Heard, state: Path) -> MainWindow:
    made = office_window(qtbot, desk)
    made.resize(960, 540)
    return made


def _sideways(window: QWidget) -> list[str]:
    """What is wider than the room in which it scrolls up and down."""
    areas = [one for one in seen(window) if isinstance(one, QScrollArea) and one.widget() is not None]
    return [str(area.widget()) for area in areas if area.widget().width() > area.viewport().width()]


@pytest.mark.parametrize("make", [CommissionPage, IndicatorsPage, CohortPage, DistrictReportPage])
def test_pages_of_the_commission(narrow: MainWindow, desk: Desk, make: Callable[[Desk], Page]) -> None:
    narrow.pages.open_over(make(desk))
    QApplication.processEvents()
    assert_fits(narrow, allowed=LATIN)
    assert _sideways(narrow) == []


@pytest.mark.parametrize("tab", ["observation", "motivation"])
def test_tabs_of_the_card(qtbot: QtBot, narrow: MainWindow, desk: Desk, patient: Patient, tab: str) -> None:
    """Their cards stand under each other where they have no room side by side, and side by side again."""
    factories.diagnosis(desk.register, patient.id)
    told = {"on": "-3", "substance": "F10", "known_from": "ambulance"}
    poisonings.record(desk.register, patient.id, told)
    page = PatientPage(desk, patient.id, tab)
    narrow.pages.open_over(page)
    qtbot.waitUntil(lambda: _sideways(narrow) == [])
    narrow.resize(1366, 768)
    qtbot.waitUntil(lambda: _sideways(narrow) == [])
    assert_fits(page, allowed=LATIN)


def test_the_strictness(narrow: MainWindow, desk: Desk) -> None:
    dialog = TighteningDialog(narrow, desk, "municipal")
    dialog.open()
    QApplication.processEvents()
    QApplication.processEvents()
    assert dialog.width() <= narrow.width()
    assert _sideways(dialog) == []
    assert_fits(dialog)
    dialog.done(0)


def test_the_second_person(narrow: MainWindow, desk: Desk) -> None:
    """Its buttons lie on the screen."""
    asked = Asked(
        [("Период", "2025 год")], {"one": "Сведений об отдельных людях нет."}, lambda *_told: factories.head()
    )
    dialog = ConfirmDialog(narrow, desk, asked)
    dialog.open()
    QApplication.processEvents()
    assert dialog.height() <= narrow.height()
    assert_fits(dialog)
    dialog.done(0)
