"""A list as a file of Excel: all of it, typed, warned of, journalled; and nothing that a spreadsheet would run."""

from datetime import date, datetime
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from narcdesk import journal, list_exports, patients, providers
from narcdesk.errors import Forbidden, UserError
from narcdesk.files import trouble
from narcdesk.list_exports import OutList
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.factories import Clock
from tests.ui.conftest import Heard
from tests.ui.hands import focus_on, press
from ui.desk import Desk
from ui.list_export import typed
from ui.patients_page import PatientsPage
from ui.providers_page import ProvidersPage
from ui.table import AT_ONCE, Column, RowsTable

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where the person says that the file shall be; the first of the list, which a test may change."""
    chosen = [tmp_path / "Список.xlsx"]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen[0]), ""))
    return chosen


def page_of(qtbot: QtBot, desk: Desk) -> PatientsPage:
    page = PatientsPage(desk)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.refresh()
    page.show()
    focus_on(page)
    page.table.setFocus()  # in a line of text Linux has Ctrl+E for itself
    return page


def test_the_list_of_patients_goes_out_whole_by_one_key(
    qtbot: QtBot, desk: Desk, heard: Heard, place: list[Path], state: Path
) -> None:
    for number in range(3):
        factories.patient(desk.register, surname=f"=Львов{'аби'[number]}", birth="12.03.1987", snils="", sex="m")
    page, heard.answer = page_of(qtbot, desk), "go"
    press(page.table, Qt.Key.Key_E, CTRL)
    qtbot.waitUntil(lambda: bool(heard.informed))
    assert "лежит вне реестра" in heard.asked[0]
    assert heard.informed == ["Выгружено: 3 строки, файл Список.xlsx."]
    book = openpyxl.load_workbook(place[0])
    assert book.sheetnames == ["Список", "О выгрузке"]
    sheet = book["Список"]
    assert [cell.value for cell in sheet[1]][:2] == ["Фамилия, имя, отчество", "Дата рождения"]
    first = sheet[2]
    assert (first[0].data_type, str(first[0].value)[:6]) == ("s", "=Львов")  # a text, no formula
    assert first[1].value == datetime(1987, 3, 12)
    assert first[1].number_format == "dd.mm.yyyy"
    assert (sheet.freeze_panes, sheet.auto_filter.ref, bool(sheet.print_area)) == ("A2", f"A1:{'E'}4", True)
    about = dict(row[:2] for row in book["О выгрузке"].values)
    assert about["Строк"] == "3 строки"
    assert about["Кто выгрузил"] == "Зимин Алексей Николаевич, заведующий"
    assert "не зашифрован" in str(about["Как хранить"])
    entry = journal.listing(desk.register, journal.Wanted())[0]
    assert entry.action == "Список людей выгружен в файл"


def test_a_refusal_to_let_it_out_writes_nothing(
    qtbot: QtBot, desk: Desk, heard: Heard, place: list[Path], state: Path
) -> None:
    factories.patient(desk.register)
    page, heard.answer, head = page_of(qtbot, desk), "stay", desk.register.head
    press(page.table, Qt.Key.Key_E, CTRL)
    assert not place[0].exists()
    assert desk.register.head == head


def test_more_rows_than_are_loaded_go_out(qtbot: QtBot) -> None:
    everybody = list(range(2 * AT_ONCE + 7))
    table: RowsTable[int] = RowsTable("Числа", [Column("Число", str)])
    qtbot.addWidget(table)
    table.show_from(lambda wanted: everybody[wanted.offset : wanted.offset + wanted.limit])
    assert len(table.rows.rows) < len(everybody)
    assert table.rows.everything() == everybody


@pytest.mark.parametrize(
    ("text", "align", "value"),
    [
        ("12.03.1987", "left", date(1987, 3, 12)),
        ("__.__.1987", "left", "__.__.1987"),
        ("31.02.2020", "left", "31.02.2020"),
        ("14", "right", 14),
        ("14", "left", "14"),
        ("007", "right", "007"),
        ("001-001-001 00", "right", "001-001-001 00"),
        ("12345678901234567", "right", "12345678901234567"),
        ("=1+1", "right", "=1+1"),
        ("+7 (900) 000-00-01", "left", "+7 (900) 000-00-01"),
    ],
)
def test_a_cell_is_typed_only_where_nothing_is_lost(text: str, align: str, value: object) -> None:
    column: Column[str] = Column("", str, align=align)  # type: ignore[arg-type]
    assert typed(column, text) == value


def test_csv_is_as_russian_excel_wants_it_and_runs_nothing(register: Register, tmp_path: Path) -> None:
    path = tmp_path / "Список.csv"
    rows = [["=HYPERLINK(1)", "00100100100", date(1987, 3, 12), 14], ["-1;2", "@a", None, "\tx"]]
    list_exports.export(register, path, OutList("Пациенты", "", [("А", 5), ("Б", 5), ("В", 5), ("Г", 5)], rows))
    assert path.read_bytes() == (
        b"\xef\xbb\xbf" + "А;Б;В;Г\r\n'=HYPERLINK(1);00100100100;12.03.1987;14\r\n\"'-1;2\";'@a;;'\tx\r\n".encode()
    )


def test_without_the_right_no_list_of_people_goes_out(register: Register, tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "Список.xlsx"
    listed = OutList("Пациенты", "", [("Фамилия", 5)], [["Ильин"]])
    with factories.signed_in(register, Role.STATISTICIAN, clock) as statistician, pytest.raises(Forbidden):
        list_exports.export(statistician, path, listed)
    assert not path.exists()


def test_a_file_that_cannot_be_written_leaves_no_entry_and_one_in_the_register_is_refused(
    register: Register, tmp_path: Path
) -> None:
    listed, head = OutList("Пациенты", "", [("Фамилия", 5)], [["Ильин"]]), register.head
    with pytest.raises(UserError):
        list_exports.export(register, tmp_path / "нет такой" / "Список.xlsx", listed)
    with pytest.raises(UserError, match="в папке реестра"):
        list_exports.export(register, register.folder / "Список.xlsx", listed)
    assert register.head == head


def test_a_file_that_excel_holds_open_is_told_in_plain_words(tmp_path: Path) -> None:
    path = tmp_path / "Список.xlsx"
    path.write_bytes(b"")
    held = PermissionError(13, "denied")
    held.winerror = 32
    assert "открыт в Excel" in trouble(held, path).what


def test_providers_are_no_secret_and_need_no_warning(
    qtbot: QtBot, desk: Desk, heard: Heard, place: list[Path], state: Path
) -> None:
    providers.take_list(
        desk.register, title="Список", as_of=date(2026, 1, 1), new=[{"name": "АНО «Причал»"}], changed={}, gone=[]
    )
    page, head = ProvidersPage(desk), desk.register.head
    qtbot.addWidget(page)
    page.refresh()
    page.filters["today"].set_value(False)
    page.narrow()
    page.export.export()
    qtbot.waitUntil(lambda: bool(heard.informed))
    assert heard.asked == []
    assert desk.register.head == head
    assert [cell.value for cell in openpyxl.load_workbook(place[0])["Список"]["A"]][1:] == ["АНО «Причал»"]


def test_an_empty_list_says_so(qtbot: QtBot, desk: Desk, heard: Heard, place: list[Path]) -> None:
    page_of(qtbot, desk).export.export()
    assert heard.informed == ["Список пуст: выгружать нечего."]
    assert desk.ask(patients.count) == 0
