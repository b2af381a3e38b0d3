"""Pictures of every window, made by one command from a training register.

    .venv/bin/python -m ui.screens docs/screens          # what README shows, small
    .venv/bin/python -m ui.screens build/screens --all   # every window, light and dark, in both sizes

The sizes are those that screens are judged by: 1366x768 at 100 %, and 1920x1080 at 150 %.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from narcdesk import applications, patients, provider_choice, providers, training, vault
from narcdesk.applications import Status
from narcdesk.register import Register
from ui import app, theme
from ui.application_page import ApplicationPage
from ui.certificate_dialog import CertificateDialog
from ui.commission_page import CommissionPage
from ui.compare_dialog import CompareDialog
from ui.consent_dialog import ConsentDialog
from ui.crash import CrashWindow
from ui.desk import Desk
from ui.diagnosis_dialog import DiagnosisDialog
from ui.first_run import FirstRun
from ui.import_wizard import ImportWizard
from ui.main_window import MainWindow
from ui.messages import Message
from ui.page import Page
from ui.patient_dialog import PatientDialog
from ui.patient_page import TABS, PatientPage
from ui.provider_page import ProviderPage
from ui.settings_page import SettingsPage
from ui.unlock import UnlockWindow

DAY = date(2026, 11, 20)  # on this day the training register has every reminder
SIZES = {"1.0": QSize(1366, 768), "1.5": QSize(1280, 720)}  # the second is 1920x1080 at 150 %
DRAWING = "Рисуем листы…"
_ANSWERS = {"drop": "&Не сохранять", "save": "&Сохранить и закрыть"}
README = ("today", "patients", "patient", "application", "providers", "commission")  # light; the application dark too


@dataclass
class Stage:
    """The window over the training register, and whom the pictures show."""

    window: MainWindow
    desk: Desk

    def go(self, section: int) -> QWidget:
        """A section's own page."""
        self.window.pages.go(section)
        return self.window

    def over(self, section: int, page: Page) -> QWidget:
        """A page opened over a section."""
        self.window.pages.go(section)
        self.window.pages.open_over(page)
        return self.window

    def settings(self, tab: int) -> QWidget:
        """A tab of the settings."""
        self.window.pages.go(6)
        cast(SettingsPage, self.window.pages.page).tabs.setCurrentIndex(tab)
        return self.window

    def application(self, status: Status) -> int:
        """An application in a state."""
        return self.desk.ask(applications.listing, status=status)[0].id

    def commission(self, tab: int) -> QWidget:
        """The page of the commission with a year counted."""
        self.window.pages.go(4)
        page = cast(CommissionPage, self.window.pages.page)
        page.period.set_value(str(DAY.year - 1))
        page.count()
        for _ in range(100):
            settle(1)
            if page.prepared is not None:
                break
        page.tabs.setCurrentIndex(tab)
        return self.window

    def patient(self) -> int:
        """A person with a long way behind him."""
        granted = self.desk.ask(applications.listing, status=Status.GRANTED)
        return granted[0].patient_id


def scenes(stage: Stage) -> Iterator[tuple[str, Callable[[], QWidget]]]:
    """Every window: its name, and what brings it to the front."""
    desk, window = stage.desk, stage.window
    for number, name in ((0, "today"), (1, "patients"), (2, "applications"), (3, "providers"), (5, "journal")):
        yield name, lambda number=number: stage.go(number)  # type: ignore[misc]
    for tab_number, name in enumerate(("commission", "commission-tables", "commission-leaves", "commission-sent")):
        yield name, lambda tab_number=tab_number: stage.commission(tab_number)  # type: ignore[misc]
    for tab_number, name in enumerate(("settings", "settings-staff", "settings-region")):
        yield name, lambda tab_number=tab_number: stage.settings(tab_number)  # type: ignore[misc]
    for tab in TABS:
        name = "patient" if tab == "overview" else f"patient-{tab}"
        yield name, lambda tab=tab: stage.over(1, PatientPage(desk, stage.patient(), tab))  # type: ignore[misc]
    for status in (Status.DRAFT, Status.RETURNED, Status.GRANTED):
        name = "application" if status is Status.DRAFT else f"application-{status.value}"
        yield name, lambda s=status: stage.over(2, ApplicationPage(desk, stage.application(s)))  # type: ignore[misc]
    person = desk.ask(patients.one, stage.patient())
    granted = desk.ask(applications.one, stage.application(Status.GRANTED))
    found = desk.ask(providers.find)[:3]
    yield "patient-new", lambda: PatientDialog(window, desk)
    yield "consent-new", lambda: ConsentDialog(window, desk, person)
    yield "diagnosis-new", lambda: DiagnosisDialog(window, desk, person)
    yield "certificate-new", lambda: CertificateDialog(window, desk, granted, person.full_name)
    yield "provider", lambda: stage.over(3, ProviderPage(desk, found[0].id))
    yield "compare", lambda: CompareDialog(window, found, provider_choice.compare(found, DAY))
    yield "import", lambda: ImportWizard(window, desk)
    yield "question", lambda: Message(window, "Введённое не сохранено", "", _ANSWERS, safe="save", danger="drop")
    yield "crash", lambda: CrashWindow(RuntimeError())
    yield "unlock", lambda: UnlockWindow(desk.register.folder)
    yield "first-run", FirstRun


def pictures(folder: Path, *, everything: bool, scale: str) -> None:
    """Take the pictures of one scale into a folder."""
    made_app = app.make(sys.argv[:1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        built = training.build(Path(place) / "Учебный реестр", patients=200, seed=1, today=DAY, kdf=vault.QUICK)
        try:
            for dark in (False, True):
                theme.apply(made_app, theme.Theme(theme.DARK if dark else theme.LIGHT))
                take_all(built.register, folder, "dark" if dark else "light", everything=everything, scale=scale)
        finally:
            built.register.close()


def take_all(register: Register, folder: Path, scheme: str, *, everything: bool, scale: str) -> None:
    """Every wanted scene in one scheme."""
    desk = Desk(register)
    stage = Stage(MainWindow(desk), desk)
    stage.window.resize(SIZES[scale])
    stage.window.show()
    for name, bring in scenes(stage):
        wanted = (scheme == "light" and name in README) or name == "application"
        if not everything and not wanted:
            continue
        widget = bring()
        if widget is not stage.window:
            widget.show()
        settle()
        for _ in range(100):  # the paper beside the form is drawn in a thread of its own
            if not any(label.isVisible() and label.text() == DRAWING for label in widget.findChildren(QLabel)):
                break
            settle(10)
        settle(10)
        picture = widget.grab().toImage()
        suffix = "" if scale == "1.0" else "-150"
        save(picture, folder / f"{name}-{scheme}{suffix}.png")
        if widget is not stage.window:
            widget.hide()
            widget.deleteLater()
    stage.window.hide()
    stage.window.deleteLater()
    settle()


def settle(times: int = 60) -> None:
    """Let the window find its room, and the paper beside the form be drawn."""
    running = cast(QApplication, QApplication.instance())
    for _ in range(times):
        running.processEvents()
        running.thread().msleep(10)


def save(picture: QImage, path: Path) -> None:
    """A small file: a window has few colours."""
    from PIL import Image

    plain = picture.convertToFormat(QImage.Format.Format_RGB888)
    data = bytes(plain.constBits())
    image = Image.frombuffer("RGB", (plain.width(), plain.height()), data, "raw", "RGB", plain.bytesPerLine(), 1)
    image.quantize(192, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> int:
    """Run one child for each scale, because Qt takes it only at the start."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--scale", default="")
    asked = parser.parse_args()
    if asked.scale:
        pictures(asked.folder, everything=asked.all, scale=asked.scale)
        return 0
    for scale in SIZES if asked.all else ("1.0",):
        command = [sys.executable, "-m", "ui.screens", str(asked.folder), "--scale", scale, *["--all"] * asked.all]
        environment = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
        subprocess.run(command, env=environment, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
