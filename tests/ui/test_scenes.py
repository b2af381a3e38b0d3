"""Every window that the program has, over a training register: no word is cut, foreign or under another one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QWidget

from narcdesk import training, vault
from narcdesk.register import Register
from tests.ui.fit import cut, doubled, foreign, overlaps
from tests.ui.test_session import latin
from ui import screens
from ui.scenes import DAY


class Flashes(QObject):
    """What is shown before it has a window: it stands on the screen by itself for a moment, and takes the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_window = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if is_window and watched.parent() is None and not isinstance(watched, QDialog | QMainWindow | QMenu):
            self.found.append(f"{type(watched).__name__} «{watched.property('text') or watched.objectName()}»")
        return False


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    folder: Path = tmp_path_factory.mktemp("сцены") / "Учебный реестр"
    built = training.build(folder, patients=200, seed=1, today=DAY, kdf=vault.QUICK)
    yield built.register
    built.register.close()


def test_every_window_fits_its_words(qapp: QApplication, state: Path, register: Register) -> None:
    """At 1920x1080 and 150 %, which is 1280x720 to the windows: lower and narrower than the other size."""
    flashes, wrong = Flashes(), []
    formats, field = {"csv", "json", "xls", "xlsx", "zip", "SHA", "HPKE"}, {"patient", "snils", "snilz"}  # of a form
    allowed = latin(register.folder) | latin(state) | formats | field
    qapp.installEventFilter(flashes)
    try:
        for name, window in screens.shown(register, screens.SIZES["1.5"], lambda _name: True, patience=6):
            found = [*cut(window), *overlaps(window), *foreign(window, allowed), *doubled(window)]
            wrong += [f"{name}: {one}" for one in found]
    finally:
        qapp.removeEventFilter(flashes)
    assert not wrong, "\n".join(wrong)
    assert flashes.found == []
