"""What tests of applications share: a region whose terms are known, a patient with providers to choose from."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from narcdesk import applications, providers
from narcdesk.patients import Patient
from tests import factories
from ui.application_page import ApplicationPage
from ui.applications_page import ApplicationsPage
from ui.desk import Desk
from ui.fact_dialog import FactDialog
from ui.main_window import MainWindow
from ui.page import Entry, Page

TRAINING, VOLGOGRAD = "00", "34"
ISTOK, OPORA = 1, 2  # ids of the providers below

Dialog = TypeVar("Dialog", bound=QDialog)


def desk_of(folder: Path, region: str, clock: factories.Clock | None = None) -> tuple[Desk, Patient]:
    """A desk over a real register with one patient of drugs and two providers."""
    register = factories.register(folder, clock, region_code=region)
    patient = factories.patient(register)
    factories.diagnosis(register, patient.id)
    providers.take_list(
        register,
        title="реестр области",
        as_of=date(2026, 3, 1),
        new=[
            {
                "name": "АНО «Исток»",
                "address": "г. Волжский, ул. Заречная, 5",
                "places_men": 18,
                "forms": ["стационарная"],
                "included_from": "2025-03-01",
            },
            {"name": "Фонд «Опора»", "address": "х. Дальний", "places_women": 6, "included_from": "2025-03-01"},
        ],
        changed={},
        gone=[],
    )
    providers.note_call(register, ISTOK, {"free_men": "3"}, "Белова")
    return Desk(register), patient


def window_of(qtbot: QtBot, desk: Desk, width: int = 1366, height: int = 740) -> MainWindow:
    """The main window with the list of applications in it."""
    window = MainWindow(desk, [Entry("Заявки", "file-text", ApplicationsPage), Entry("Пациенты", "users", Page)])
    qtbot.addWidget(window)
    window.resize(width, height)
    window.show()
    window.activateWindow()
    return window


def opened(
    qtbot: QtBot, window: MainWindow, *, application: int | None = None, patient: int | None = None
) -> ApplicationPage:
    """The page of an application over the list, its paper drawn."""
    page = ApplicationPage(window.desk, application, patient_id=patient)
    window.pages.open_over(page)
    settle(qtbot, page)
    return page


def settle(qtbot: QtBot, page: ApplicationPage) -> None:
    """Wait until checklist and paper have followed what was typed."""
    qtbot.waitUntil(lambda: not page.is_following and page.preview.latest.is_idle)


def dialog_of(qtbot: QtBot, kind: type[Dialog]) -> Dialog:
    """The window that is open over the page."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is found)  # isActiveWindow is true of its children as well
    return found


def when_open(kind: type[Dialog], act: Callable[[Dialog], object]) -> None:
    """Do something to a dialog that is about to open and that stops whoever opened it."""

    def look() -> None:
        found = QApplication.activeModalWidget()
        if isinstance(found, kind):
            act(found)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(20, look)


def paper_text(page: ApplicationPage) -> str:
    """Everything that stands on the drawn sheets."""
    document = page.preview.view.document
    assert document is not None
    return "\n".join(document.getAllText(sheet).text() for sheet in range(document.pageCount()))


def edition(page: ApplicationPage) -> frozenset[str]:
    """Letters of the profile's edition, which is a number of sixteen digits."""
    return frozenset(re.findall("[A-Za-z]{2,}", page.header.line.text()))


def texts(page: Page) -> list[str]:
    """All words that are shown."""
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def in_focus() -> QWidget:
    """What has the cursor."""
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def shown_acts(page: ApplicationPage) -> list[str]:
    """The buttons at the top, from the left."""
    acts = [page.discard_button, page.aside_button, page.print_button, page.submit_button, page.main_button]
    return [button.words for button in acts if button.isVisible()]


class Case:
    """A register with a patient, and the window over it."""

    def __init__(self, qtbot: QtBot, desk: Desk, patient: Patient) -> None:
        self.qtbot, self.desk, self.patient = qtbot, desk, patient
        self.register = desk.register
        self.window: MainWindow = window_of(qtbot, desk)

    def new(self) -> ApplicationPage:
        return opened(self.qtbot, self.window, patient=self.patient.id)

    def draft(self, *, with_consents: bool = True) -> ApplicationPage:
        if with_consents:
            factories.both_consents(self.register, self.patient.id)
        kept = factories.application(self.register, self.patient.id)
        return opened(self.qtbot, self.window, application=kept.id)

    def submitted(self) -> ApplicationPage:
        page = self.draft()
        page.submit()
        settle(self.qtbot, page)
        return page

    def kept(self, number: int = 1) -> applications.Application:
        return applications.one(self.register, number)

    def come_forward(self) -> None:
        """A screen brings the window to the front when the one over it is gone."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def step(self, page: ApplicationPage, event: str, **values: object) -> None:
        """Take a step of the way through its window."""
        page.take_step(event)
        dialog = dialog_of(self.qtbot, FactDialog)
        dialog.form.fill(values)
        dialog.save()
        settle(self.qtbot, page)
