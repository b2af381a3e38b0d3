"""What was left unfinished is on «Сегодня», and goes on with every field and the cursor where they were."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk import drafts
from narcdesk.register import Register
from tests import factories
from tests.ui.conftest import Heard
from tests.ui.forms import Everything, close, cursor, edit, form_of, opened, picture
from ui import unfinished
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.page import Entry
from ui.today_page import TodayPage

ENTRIES = [Entry("Сегодня", "sun", TodayPage)]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Everything]:
    """A closed register in which every form has something to be about."""
    folder = tmp_path_factory.mktemp("готовый") / "Реестр"
    register = factories.register(folder, region_code="00")
    made = Everything(register)
    register.close()
    return folder, made


class Hall:
    """The main window over a copy of that register."""

    def __init__(self, qtbot: QtBot, folder: Path, everything: Everything) -> None:
        self.everything, self.clock = everything, factories.Clock()
        self.register = Register.open(folder, "zimin", factories.PASSWORD, clock=self.clock)
        self.desk = Desk(self.register)
        self.window = MainWindow(self.desk, ENTRIES)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()

    @property
    def today(self) -> TodayPage:
        page = self.window.pages._holders[0][0].page
        assert isinstance(page, TodayPage)
        return page

    def back(self) -> None:
        self.window.pages.go(0)

    def leave(self, form: str, hand: random.Random) -> dict[str, object]:
        """Begin a form, type into it, and be torn away: what stood there, and where the cursor was."""
        window = opened(self.today, self.everything.subjects()[form])
        edit(window, hand, 6)
        seen = picture(window) | {"cursor": cursor(window)}
        assert self.desk.drafts.keep() is None
        close(window, self.today, self.back)
        return seen


@pytest.fixture
def hall(qtbot: QtBot, office: tuple[Path, Everything], tmp_path: Path, state: Path) -> Iterator[Hall]:
    folder = tmp_path / "Реестр кабинета"
    shutil.copytree(office[0], folder)
    made = Hall(qtbot, folder, office[1])
    yield made
    made.register.close()


APPLICATION_STEPS = ("register", "grant", "return_back", "refuse", "withdraw")
FORMS = sorted(
    [
        *unfinished.ON_CARD,
        *unfinished.OF_RECORD,
        *(f"applications.{verb}" for verb in ("start", "amend", *APPLICATION_STEPS)),
        "certificates.record",
        "patients.enter",
        "providers.note_call",
        "commission.plan",
        "office.amend",
        "office.amend_locking",
        "staff.hire",
    ]
)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_goes_on_as_it_was_left(qtbot: QtBot, hall: Hall, heard: Heard, form: str) -> None:
    seen = hall.leave(form, random.Random(form))
    [left] = hall.today.unfinished.shown
    assert left.form == form
    hall.today.unfinished.go_on(left)
    QApplication.processEvents()
    window = _front(hall)
    assert picture(window) | {"cursor": cursor(window)} == seen
    assert form_of(window).is_edited
    assert hall.today.unfinished.shown == []
    assert hall.desk.drafts.keep() is None
    [again] = drafts.mine(hall.register)
    assert again.id == left.id  # in the place of what it was
    window.draft.drop()
    close(window, hall.today, hall.back)
    assert drafts.mine(hall.register) == []


def _front(hall: Hall):  # type: ignore[no-untyped-def]
    [draft] = [one for one in hall.desk.drafts.open if one.is_alive and one.draft_id is not None]
    return draft.window
