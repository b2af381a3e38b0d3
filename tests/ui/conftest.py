"""The application as a person sees it, and what the program said to him."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from narcdesk.errors import UserError
from narcdesk.patients import Patient
from tests import factories
from tests.ui.office import office_window
from ui import app as program
from ui import messages, theme
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.patient_page import PatientPage


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Every window test runs in the program's own fonts, language and colours."""
    program.dress(qapp)
    return qapp


@pytest.fixture
def dark(qapp: QApplication) -> Iterator[theme.Theme]:
    """The dark scheme for the length of a test."""
    worn = theme.current()
    theme.apply(qapp, theme.Theme(theme.DARK))
    yield theme.current()
    theme.apply(qapp, worn)


class Heard:
    """What the program said to the person, and what he is going to answer."""

    def __init__(self) -> None:
        self.told: list[UserError] = []
        self.asked: list[str] = []
        self.informed: list[str] = []
        self.undo: Callable[[], Any] = lambda: None
        self.answer: str | None = None

    def tell(self, parent: QWidget | None, error: UserError) -> None:
        self.told.append(error)

    def ask(
        self, parent: QWidget, heading: str, text: str, answers: Mapping[str, str], *, safe: str, danger: str = ""
    ) -> str | None:
        assert safe in answers
        assert self.answer is None or self.answer in answers
        self.asked.append(heading)
        return self.answer

    def inform(self, parent: QWidget, text: str) -> None:
        self.informed.append(text)

    def offer_undo(self, parent: QWidget, text: str, undo: Callable[[], Any]) -> None:
        self.informed.append(text)
        self.undo = undo


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """The one thing that window tests replace: the place that speaks to the person."""
    ears = Heard()
    for name in ("tell", "ask", "inform", "offer_undo"):
        monkeypatch.setattr(messages, name, getattr(ears, name))
    return ears


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk over a real register of an invented office."""
    register = factories.register(tmp_path / "реестр кабинета")
    yield Desk(register)
    register.close()


@pytest.fixture
def patient(desk: Desk) -> Patient:
    """Somebody of that office."""
    return factories.patient(desk.register)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, patient: Patient) -> MainWindow:
    """The main window with his card in front; tests of other windows have a `window` of their own."""
    made = office_window(qtbot, desk, section=1)
    made.pages.open_over(PatientPage(desk, patient.id))
    return made
