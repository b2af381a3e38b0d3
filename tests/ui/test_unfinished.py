"""What was left unfinished is on «Сегодня», and goes on with every field and the cursor where they were."""

import ast
import random
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from narcdesk import drafts, journal, patients
from narcdesk.drafts import Contents, Subject
from narcdesk.register import Register
from tests import factories
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.forms import Everything, close, cursor, edit, form_of, opened, picture
from tests.ui.hands import type_text
from ui import certificate_steps, provider_forms, unfinished
from ui.desk import Desk
from ui.draft_window import DraftWindow, said_when
from ui.form_dialog import FormDialog
from ui.main_window import MainWindow
from ui.page import Entry
from ui.pieces import QuietButton
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

    def __init__(self, folder: Path, everything: Everything) -> None:
        self.everything, self.clock = everything, factories.Clock()
        self.register = Register.open(folder, "zimin", factories.PASSWORD, clock=self.clock)
        self.desk = Desk(self.register)
        self.window = MainWindow(self.desk, ENTRIES)
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


def _hall(office: tuple[Path, Everything], folder: Path) -> Iterator[Hall]:
    shutil.copytree(office[0], folder)
    made = Hall(folder, office[1])
    yield made
    made.window.close()
    made.window.deleteLater()
    made.register.close()


@pytest.fixture
def hall(qapp: QApplication, office: tuple[Path, Everything], tmp_path: Path, state: Path) -> Iterator[Hall]:
    yield from _hall(office, tmp_path / "Реестр кабинета")


@pytest.fixture(scope="module")
def one_hall(
    qapp: QApplication, office: tuple[Path, Everything], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hall]:
    """One for all forms of a file: each leaves nothing behind, and a window of its own for each took minutes."""
    place = tmp_path_factory.mktemp("зал")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NARCDESK_STATE", str(place))
        yield from _hall(office, place / "Реестр кабинета")


APPLICATION_STEPS = ("register", "grant", "wait", "carry_over", "return_back", "refuse", "withdraw", "correct")
FORMS = sorted(
    [
        *unfinished.ON_CARD,
        *unfinished.OF_RECORD,
        *(f"applications.{verb}" for verb in ("start", "amend", *APPLICATION_STEPS)),
        *(f"certificates.{verb}" for verb in (*certificate_steps.STEPS, "record")),
        "patients.enter",
        "subjects.amend",
        "subjects.close",
        "subjects.enter",
        *provider_forms.OF_PROVIDER,
        "providers.keep_part",
        "providers.drop_part",
        "commission.plan",
        "commission.tighten",
        "groups.enter",
        "groups.amend",
        "talks.hold_group",
        "forms.keep",
        "duties.draw_list",
        "batches.answer",
        "batches.draw",
        *unfinished.OF_SETTINGS,
        "rules.set_cell",
        "profile.amend",
    ]
)


@pytest.mark.parametrize("form", FORMS[::2])  # the other half in `test_unfinished_too`, for another worker
def test_a_form_goes_on_as_it_was_left(qtbot: QtBot, one_hall: Hall, heard: Heard, form: str) -> None:
    goes_on(one_hall, form)


def goes_on(hall: Hall, form: str) -> None:
    """It is left in its midst, taken up, and put away again."""
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


# The card on «Сегодня»


def _buttons(hall: Hall) -> dict[str, QuietButton]:
    found = [one for one in hall.today.unfinished.findChildren(QuietButton) if one.isVisible()]
    return {one.accessibleName(): one for one in found}


def _reading(qtbot: QtBot) -> DraftWindow:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), DraftWindow))
    window = QApplication.activeModalWidget()
    assert isinstance(window, DraftWindow)
    return window


def _left(hall: Hall, surname: str) -> None:
    """A new card, begun and left."""
    window = opened(hall.today, hall.everything.subjects()["patients.enter"])
    type_text(window.form["surname"].control, surname)
    hall.desk.drafts.keep()
    close(window, hall.today, hall.back)


def test_nothing_unfinished_takes_no_room(hall: Hall) -> None:
    assert hall.today.unfinished.isHidden()


def test_what_was_left_stands_on_the_first_screen(qtbot: QtBot, hall: Hall, heard: Heard) -> None:
    _left(hall, "Лапина")
    hall.clock.moment += timedelta(days=1)
    for surname in ("Сомов", "Щукин", "Карпов"):
        _left(hall, surname)
    card = hall.today.unfinished
    assert not card.isHidden()
    assert [said_when(draft, hall.desk) for draft in card.shown] == ["сегодня, 09:00"] * 3 + ["16.03.2026, 09:00"]
    QApplication.processEvents()
    assert_fits(hall.window)
    next(one for one in card.findChildren(QuietButton) if one.text() == "Показать все: 4").click()
    QApplication.processEvents()
    assert [one.text() for one in card.findChildren(QuietButton) if one.isVisible()].count("Продолжить") == 4
    assert_fits(hall.window)


def test_it_is_deleted_only_after_a_question_with_verbs(hall: Hall, heard: Heard) -> None:
    _left(hall, "Лапина")
    heard.answer = "stay"
    _buttons(hall)["Удалить: Новый пациент, Лапина"].click()
    assert heard.asked == ["Удалить незаконченное «Новый пациент», сегодня, 09:00?"]
    assert len(drafts.mine(hall.register)) == 1
    heard.answer = "drop"
    _buttons(hall)["Удалить: Новый пациент, Лапина"].click()
    assert drafts.mine(hall.register) == []
    assert hall.today.unfinished.isHidden()


def test_what_is_typed_is_read_without_its_form(qtbot: QtBot, hall: Hall) -> None:
    _left(hall, "Лапина")
    [draft] = hall.today.unfinished.shown
    hall.today.unfinished.read(draft)
    window = _reading(qtbot)
    said = {one.accessibleName() for one in window.facts.findChildren(QWidget)}
    assert "Фамилия: Лапина" in said
    assert_fits(window)
    assert_mnemonics(window)
    window.accept()


def test_a_card_that_another_changed_says_so_before_it_goes_on(hall: Hall, heard: Heard) -> None:
    hall.leave("patients.amend", random.Random(1))
    [draft] = hall.today.unfinished.shown
    patients.amend(hall.register, hall.everything.patient.id, {"phone": "8 900 000-00-12"})
    hall.today.unfinished.go_on(draft)  # and Esc
    assert "С тех пор запись изменили" in heard.asked[0]
    assert not isinstance(QApplication.activeModalWidget(), FormDialog)
    heard.answer = "go_on"
    hall.today.unfinished.go_on(draft)
    dialog = _front(hall)
    assert picture(dialog)["surname"][0] == draft.contents["typed"]["surname"]
    close(dialog, hall.today, hall.back)


def test_what_it_was_about_is_gone_and_nothing_is_lost(qtbot: QtBot, hall: Hall, heard: Heard) -> None:
    subject = Subject("courses.finish", "Окончание курса", "Воробьёв", patient_id=1, record_id=99, kind="courses")
    typed = Contents({"typed": {}, "not_given": {}, "odd": {}, "words": {"Исход": "прерван"}})
    drafts.keep(hall.register, subject, typed, begun_seq=1)
    hall.desk.unfinished.emit()
    [draft] = hall.today.unfinished.shown
    heard.answer = "go_on"
    hall.today.unfinished.go_on(draft)
    assert "больше нет" in heard.told[0].what
    _reading(qtbot).accept()
    assert len(drafts.mine(hall.register)) == 1


def test_a_form_of_another_version_is_read_and_not_opened(qtbot: QtBot, hall: Hall, heard: Heard) -> None:
    typed = Contents({"typed": {}, "not_given": {}, "odd": {}, "words": {"Что": "нечто"}})
    drafts.keep(hall.register, Subject("dances.dance", "Танцы"), typed, begun_seq=1)
    hall.desk.unfinished.emit()
    hall.today.unfinished.go_on(hall.today.unfinished.shown[0])
    assert "эта версия программы не открывает" in heard.told[0].what
    _reading(qtbot).accept()


def test_a_draft_of_an_open_form_is_not_unfinished_yet(hall: Hall) -> None:
    window = opened(hall.today, hall.everything.subjects()["patients.enter"])
    type_text(window.form["surname"].control, "Лапина")
    hall.desk.drafts.keep()
    hall.today.unfinished.refresh()
    assert hall.today.unfinished.shown == []
    assert len(drafts.mine(hall.register)) == 1
    close(window, hall.today, hall.back)
    assert len(hall.today.unfinished.shown) == 1


def test_every_form_that_keeps_drafts_can_be_opened_again() -> None:
    """A window names the action of its form in what it calls; to ask for a right, or to read, is no form."""
    named = set()
    for path in Path(unfinished.__file__).parent.glob("*.py"):
        if path.name == "unfinished.py":
            continue
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and not ast.unparse(call.func).endswith(("may", "read", "Entry")):
                texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
                named |= set(texts) & set(journal.ACTIONS)
    assert named >= {"observation.visit", "duties.finish", "patients.enter", "treatments.begin"}
    assert named <= set(FORMS)
