"""The page of statistical forms: counted by keys, a cell opens its people, what does not add up leads to its cell."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from narcdesk import diagnoses, infections, journal, observation, patients, statistics
from narcdesk.journal import Wanted
from narcdesk.register import Register
from narcdesk.staff import Role
from narcdesk.statistics import Spot
from tests import factories
from tests.statistics_office import TODAY
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import in_next_dialog, press
from tests.ui.office import shown_page
from tests.ui.test_pdf_view import choosing_a_printer, plain_dialogs, when_dialog_opens
from ui import work
from ui.desk import Desk
from ui.page import Page
from ui.patient_page import PatientPage
from ui.people_dialog import PeopleDialog
from ui.statistics_grid import FormGrid
from ui.statistics_page import StatisticsPage

__all__ = ["plain_dialogs"]  # the fixture
CTRL = Qt.KeyboardModifier.ControlModifier
LATIN = frozenset({"Excel", "F10", "F11", "F12", "F13", "F14", "F15", "F16", "F17", "F18", "F19", "X", "Enter"})

STALE = "После подсчёта в реестре работали: подсчитайте снова."
VILLAGER = {
    "snils": "",
    "document_issued_on": "",
    "came_on": "05.02.2025",
    "locality": "village",
    "birth": "12.03.1970",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """Two of a village with a stage that changed, so that the balance warns; one infected, under no observation."""
    clock = factories.Clock(TODAY)
    folder = tmp_path_factory.mktemp("отчёты") / "реестр"
    register = factories.register(folder, clock)
    for number, surname in enumerate(("Перваков", "Второв")):
        person = factories.patient(register, surname=surname, **VILLAGER)
        for stage, on in (("1", f"0{number + 1}.03.2025"), ("2", f"0{number + 1}.04.2026")):
            diagnoses.record(
                register,
                person.id,
                {"substance": "F10", "state": "2", "current": "4", "stage": stage, "letter": "", "made_on": on},
            )
        observation.take(register, person.id, {"taken_on": "05.03.2025", "first_in_life": "нет"})
    user = factories.patient(register, surname="Третьев", **VILLAGER)
    factories.diagnosis(register, user.id, made_on="03.03.2026")
    infections.record(register, user.id, {"infection": "hiv", "found_on": "2025", "source": "справка"})
    yield register
    register.close()


@pytest.fixture
def page(qtbot: QtBot, small: Register, heard: Heard, state: Path) -> StatisticsPage:
    return shown(qtbot, small)


def shown(qtbot: QtBot, register: Register) -> StatisticsPage:
    return shown_page(qtbot, StatisticsPage(Desk(register)))


def count(qtbot: QtBot, page: StatisticsPage, form: str = "37") -> FormGrid:
    page.form.set_value(form)
    page.form.edited.emit()
    before = page.report
    press(page.form.line, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.report is not before)
    QApplication.processEvents()
    return grid(page)


def grid(page: StatisticsPage) -> FormGrid:
    return page.findChildren(FormGrid)[-1]


def test_nothing_is_counted_at_first_and_the_last_whole_year_is_proposed(page: StatisticsPage) -> None:
    assert (page.form.typed(), page.year.typed()) == ("№ 37", "2026")
    assert not page.save_button.isEnabled()
    assert not page.print_button.isEnabled()
    assert "не утверждённый бланк" in page.banner.text.text()
    assert_fits(page, allowed=LATIN)
    assert_mnemonics(page)


@pytest.mark.parametrize(("width", "height"), [(1114, 640), (1030, 600)])
def test_every_table_of_every_form_fits(qtbot: QtBot, page: StatisticsPage, width: int, height: int) -> None:
    page.resize(width, height)
    for layout in statistics.all_layouts():
        page.form.set_value(layout.form)
        page.form.edited.emit()
        page.edition.set_value(layout.code)
        before = page.report
        page.count()
        qtbot.waitUntil(lambda before=before: page.report is not before)
        for table in page.report.tables if page.report else ():
            page.go(Spot(table.code, table.rows[0].code, table.columns[-1].code))
            QApplication.processEvents()
            assert_fits(page, allowed=LATIN)
        for tab in (1, 2):
            page.tabs.setCurrentIndex(tab)
            QApplication.processEvents()
            assert_fits(page, allowed=LATIN)
        page.tabs.setCurrentIndex(0)


def test_a_cell_opens_its_people_by_enter_and_a_card_opens_from_there(qtbot: QtBot, page: StatisticsPage) -> None:
    count(qtbot, page)
    spot = Spot("2100", "02", "observed")
    page.go(spot)
    assert grid(page).spot() == spot
    before = page.desk.register.head.seq
    opened: list[Page] = []
    page.opens.connect(opened.append)

    def look(dialog: PeopleDialog) -> None:
        assert [one.full_name for one in dialog.lists[0].rows.rows] == [
            "Второв Илья Петрович",
            "Перваков Илья Петрович",
        ]
        assert_fits(dialog, allowed=LATIN)
        dialog.lists[0].go_to(1)
        press(dialog.lists[0], Qt.Key.Key_Return)

    in_next_dialog(look)
    press(grid(page), Qt.Key.Key_Return)
    assert page.desk.register.head.seq == before + 1
    assert isinstance(opened[0], PatientPage)
    page.refresh()
    assert STALE not in page.banner.text.text()


@pytest.mark.parametrize(
    ("spot", "may_leave", "told"),
    [
        (Spot("1000", "08", "all"), True, "Открыт список людей в показателе"),
        (Spot("4000", "01", "hiv"), False, "Открыт список людей в таблице об инфекциях"),
    ],
)
def test_a_list_of_the_infected_leaves_in_no_file(
    qtbot: QtBot, page: StatisticsPage, spot: Spot, may_leave: bool, told: str
) -> None:
    count(qtbot, page, "11")
    page.go(spot)
    buttons: list[str] = []

    def look(dialog: PeopleDialog) -> None:
        assert [one.full_name for one in dialog.lists[0].rows.rows] == ["Третьев Илья Петрович"]
        buttons.extend(button.text() for button in dialog.findChildren(QAbstractButton) if button.isVisible())

    in_next_dialog(look)
    press(grid(page), Qt.Key.Key_Return)
    assert ("Вы&грузить…" in buttons) is may_leave
    (newest, *_) = journal.listing(page.desk.register, Wanted())
    assert newest.action == told


def test_an_empty_cell_opens_nothing_and_says_why(qtbot: QtBot, page: StatisticsPage) -> None:
    count(qtbot, page)
    page.go(Spot("2100", "02", "disabled"))
    assert page._tables.line.text().endswith("из них инвалидов: в реестре не ведётся")
    before = page.desk.register.head.seq
    press(grid(page), Qt.Key.Key_Return)
    page.go(Spot("2100", "01", "taken"))
    assert page._tables.line.text().endswith(": никого")
    press(grid(page), Qt.Key.Key_Return)
    assert page.desk.register.head.seq == before


def test_what_does_not_add_up_leads_to_its_cell(qtbot: QtBot, page: StatisticsPage) -> None:
    count(qtbot, page)
    assert page.report is not None
    assert page.tabs.tabText(1) == "&Увязки 2"
    assert "Увязки: не сходится 0, проверить 2." in page.banner.text.text()
    assert page.banner.button is not None
    page.banner.button.click()
    assert grid(page).spot() == Spot("2100", "03", "observed")
    page.tabs.setCurrentIndex(1)
    page.checks.go_to(1)
    press(page.checks, Qt.Key.Key_Return)
    assert page.tabs.currentIndex() == 0
    assert grid(page).spot() == Spot("2100", "04", "observed")


def test_the_rural_part_is_a_table_of_its_own(qtbot: QtBot, page: StatisticsPage) -> None:
    count(qtbot, page, "11")
    page.go(Spot("1000", "04", "rural"))
    assert page._tables.choice.typed() == "1000. Зарегистрировано больных в отчётном году: сельские жители"
    row = grid(page).current()
    assert row is not None
    assert [column.text(row) for column in grid(page).rows.columns][2:] == ["2", "0", "0", "0", "0", "0", "2", "0"]


def test_a_draft_is_written_and_journalled_and_stays_on_the_screen(
    qtbot: QtBot, page: StatisticsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, heard: Heard
) -> None:
    count(qtbot, page)
    path = tmp_path / "Форма 37.xlsx"
    monkeypatch.setattr("ui.statistics_page.ask_new_file", lambda *_args: path)
    press(page, Qt.Key.Key_E, CTRL)
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: bool(heard.informed))
    (newest, *_) = journal.listing(page.desk.register, Wanted())
    assert newest.action == "Черновик формы с точными числами записан в файл"
    assert page.report is not None
    assert STALE not in page.banner.text.text()


@choosing_a_printer
@pytest.mark.parametrize("answer", ["stay", "print"])
def test_what_goes_to_a_printer_is_journalled_first_and_what_does_not_is_not(
    qtbot: QtBot, page: StatisticsPage, tmp_path: Path, heard: Heard, plain_dialogs: None, answer: str
) -> None:
    count(qtbot, page)
    heard.answer, before = answer, page.desk.register.head.seq
    target = tmp_path / "вывод принтера.pdf"

    def choose(dialog: QDialog) -> None:
        line = dialog.findChild(QLineEdit, "filename")
        assert isinstance(line, QLineEdit)
        line.setText(str(target))
        dialog.accept()

    when_dialog_opens(choose)
    press(page, Qt.Key.Key_P, CTRL)
    if answer == "print":
        qtbot.waitUntil(lambda: not work.is_going())
        (newest, *_) = journal.listing(page.desk.register, Wanted())
        assert (newest.seq, newest.action) == (before + 1, "Черновик формы с точными числами отдан на печать")
    assert page.desk.register.head.seq == before + (answer == "print")
    assert target.exists() is (answer == "print")


def test_work_after_the_counting_is_said(qtbot: QtBot, page: StatisticsPage) -> None:
    count(qtbot, page)
    patients.look(page.desk.register, 1)  # as every sign-in after the lock, it is journalled and changes no number
    page.refresh()
    assert STALE not in page.banner.text.text()
    factories.patient(page.desk.register, surname="Третьяков", snils="", given="Олег")
    page.refresh()
    assert STALE in page.banner.text.text()
    assert_fits(page, allowed=LATIN)
    count(qtbot, page, "11")
    assert STALE not in page.banner.text.text()


def test_another_form_that_is_chosen_and_not_counted_is_said(qtbot: QtBot, page: StatisticsPage) -> None:
    """What would be written into a file is what is on the screen, not what the fields say."""
    count(qtbot, page)
    page.form.set_value("11")
    page.form.edited.emit()
    assert "На экране форма № 37 за 2026 год" in page.banner.text.text()
    assert_fits(page, allowed=LATIN)
    count(qtbot, page, "11")
    assert "На экране форма" not in page.banner.text.text()


def test_a_statistician_counts_and_opens_nobody(qtbot: QtBot, tmp_path: Path, state: Path, heard: Heard) -> None:
    clock = factories.Clock(TODAY)
    register = factories.register(tmp_path / "реестр статистика", clock)
    factories.diagnosis(register, factories.patient(register).id)
    with factories.signed_in(register, Role.STATISTICIAN, clock) as other:
        page = shown(qtbot, other)
        count(qtbot, page, "11")
        page.go(Spot("1000", "09", "all"))
        assert "людей за числом видят врач и заведующий" in page._tables.line.text()
        before = other.head.seq
        press(grid(page), Qt.Key.Key_Return)
        page.go(Spot("4000", "01", "hiv"))
        assert page._tables.line.text().endswith("особая защита: считает врач или заведующий")
        assert other.head.seq == before
        page.desk.register.close()
