"""The page of the office's own report: counted by keys, each number opens its people, printed with its mark."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.counted_tables import TableOffice, table_office
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import in_next_dialog, press, type_text
from tests.ui.office import shown_page
from ui.desk import Desk
from ui.district_report_page import DistrictReportPage
from ui.page import Page
from ui.pdf_view import PdfDialog
from ui.people_dialog import PeopleDialog

CTRL = Qt.KeyboardModifier.ControlModifier
LATIN = frozenset({"II", "III", "IV"})


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TableOffice]:
    made = table_office(tmp_path_factory.mktemp("отчёт") / "реестр")
    yield made
    made.register.close()


def shown(qtbot: QtBot, register: Register) -> DistrictReportPage:
    page = shown_page(qtbot, DistrictReportPage(Desk(register)))
    page.period.set_value("2026-Q1")
    page.period.edited.emit()
    press(page.period.line, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.report is not None)
    QApplication.processEvents()
    return page


def rows(page: DistrictReportPage) -> dict[tuple[str, str], tuple[str, ...]]:
    columns = page.table.rows.columns[1:]
    return {(one.group, one.what): tuple(column.text(one) for column in columns) for one in page.table.rows.rows}


def test_the_report_from_counting_to_paper(qtbot: QtBot, lived: TableOffice, heard: Heard, state: object) -> None:
    page = shown(qtbot, lived.register)
    assert page.doubt.text.text() == "Сравнение неполное: реестр ведётся с 10.01.2025."
    assert rows(page)["Всего", "Состоит на конец периода"] == ("10", "11", "−1")
    assert ("Токсикомания", "Взято за период") not in rows(page)
    page.zeros.click()
    assert rows(page)["Токсикомания", "Взято за период"] == ("0", "0", "0")
    assert_fits(page, allowed=LATIN)
    page.zeros.click()
    page.part.set_value("5")
    page.part.edited.emit()
    assert rows(page)["Каннабиноиды", "Исполнилось 18 лет"] == ("1", "0", "+1")
    assert page.note.isVisibleTo(page)
    assert page.note.text().endswith("считается снятием и взятием, даже если строка та же.")
    _people(page, lived)
    page.part.set_value("11")
    page.part.edited.emit()
    page.people_button.click()
    assert heard.informed[-1].startswith("Это число считают без фамилий")
    before = lived.register.head.seq
    page.print_button.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PdfDialog)
    dialog.reject()
    assert lived.register.head.seq > before
    assert page.report is not None  # the paper is an act, and what was counted is still there


def test_what_is_no_period_is_not_counted(qtbot: QtBot, lived: TableOffice, heard: Heard, state: object) -> None:
    page = shown(qtbot, lived.register)
    page.period.line.selectAll()
    type_text(page.period.line, "вчера")
    press(page.period.line, Qt.Key.Key_Return, CTRL)
    QApplication.processEvents()
    assert page.report is None
    assert not page.count_button.isEnabled()


def _people(page: DistrictReportPage, lived: TableOffice) -> None:
    at = next(number for number, one in enumerate(page.table.rows.rows) if one.cell.code == "minors_end")
    page.table.go_to(at)
    before = lived.register.head.seq
    opened: list[Page] = []
    page.opens.connect(opened.append)

    def look(dialog: PeopleDialog) -> None:
        assert lived.register.head.seq == before + 1
        assert [dialog.tabs.tabText(tab) for tab in (0, 1)] == ["&Период отчёта 3", "Год на&зад"]
        assert_fits(dialog, allowed=LATIN)
        assert_mnemonics(dialog)
        dialog.tabs.setCurrentIndex(1)
        assert len(dialog.lists[1].rows.rows) == 5
        press(dialog.lists[1], Qt.Key.Key_Home)
        press(dialog.lists[1], Qt.Key.Key_Return)

    in_next_dialog(look)
    press(page.table, Qt.Key.Key_Return)
    assert len(opened) == 1


def test_a_statistician_sees_numbers_and_nobody(qtbot: QtBot, lived: TableOffice, heard: Heard, state: object) -> None:
    with factories.signed_in(lived.register, Role.STATISTICIAN, lived.clock) as other:  # the last: it closes the first
        page = shown(qtbot, other)
        assert page.people_button.isHidden()
        assert page.print_button.isHidden()
        page.table.go_to(0)
        press(page.table, Qt.Key.Key_Return)
        assert QApplication.activeModalWidget() is None
