"""The journal's page: newest first, found by person, action, day and card; what was touched; the check."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from narcdesk import disclosures, documents, patients
from narcdesk.errors import Forbidden
from narcdesk.forms import papers
from narcdesk.patients import Patient
from narcdesk.staff import Role
from tests import factories
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits
from tests.ui.hands import focus_on, in_next_dialog, press, type_text
from ui.desk import Desk
from ui.fields import Field
from ui.journal_page import JournalPage
from ui.pieces import Text
from ui.table import RowsTable

CTRL = Qt.KeyboardModifier.ControlModifier
NEXT_DAY = date(2026, 3, 17)


@pytest.fixture
def clock() -> factories.Clock:
    return factories.Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: factories.Clock) -> Iterator[Desk]:
    register = factories.register(tmp_path / "реестр кабинета", clock)
    factories.patient(register)
    clock.go(NEXT_DAY)
    second = factories.patient(register, surname="Лапина", given="Дарья", sex="f", snils="")
    patients.amend(register, second.id, {"phone": "8 900 000-00-22", "settlement": "с. Верхнее"})
    yield Desk(register)
    register.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, heard: Heard) -> JournalPage:
    made = JournalPage(desk)
    qtbot.addWidget(made)
    made.resize(1114, 640)
    made.refresh()
    focus_on(made)
    return made


def rows(page: JournalPage) -> list[list[str]]:
    return [[column.text(entry) for column in page.table.rows.columns] for entry in page.table.rows.rows]


def numbers(page: JournalPage) -> list[int]:
    return [entry.seq for entry in page.table.rows.rows]


def details(page: JournalPage) -> str:
    return "\n".join(text.text() for text in page.details.findChildren(Text))


def fill(qtbot: QtBot, field: Field, typed: str) -> None:
    line = field.control
    line.setFocus()
    line.selectAll()  # type: ignore[attr-defined]
    type_text(line, typed)
    press(line, Qt.Key.Key_Return)


def test_the_newest_stands_first_and_tells_what_it_touched(page: JournalPage) -> None:
    assert rows(page) == [
        ["4", "17.03.2026 09:00", "Зимин А. Н.", "Изменена карта", "карта № 2"],
        ["3", "17.03.2026 09:00", "Зимин А. Н.", "Заведена карта", "карта № 2"],
        ["2", "16.03.2026 09:00", "Зимин А. Н.", "Заведена карта", "карта № 1"],
        ["1", "16.03.2026 09:00", "Зимин А. Н.", "Создан реестр", "реквизиты кабинета"],
    ]
    assert page.header.line.text().startswith("4 записи · ")
    assert page.table.current() is page.table.rows.rows[0]
    assert "Телефон" in details(page)
    assert "Населённый пункт" in details(page)
    press(page.table, Qt.Key.Key_Down)
    assert "Заведена карта" in details(page)
    assert_fits(page)


def test_nobody_s_name_stands_on_the_page(page: JournalPage) -> None:
    page.table.go_to(0)
    everything = repr(rows(page)) + details(page)
    assert "Лапин" not in everything
    assert "000-00-22" not in everything


def test_entries_are_found_by_every_condition(qtbot: QtBot, page: JournalPage) -> None:
    fill(qtbot, page.action, "заведена карта")
    qtbot.waitUntil(lambda: numbers(page) == [3, 2])
    fill(qtbot, page.card, "1")
    qtbot.waitUntil(lambda: numbers(page) == [2])
    page.card.set_value("")
    page.action.set_value("")
    fill(qtbot, page.since, "17.03.2026")
    qtbot.waitUntil(lambda: numbers(page) == [4, 3])
    page.since.set_value(None)
    fill(qtbot, page.until, "16032026")
    qtbot.waitUntil(lambda: numbers(page) == [2, 1])
    fill(qtbot, page.person, "зимин")
    qtbot.waitUntil(lambda: numbers(page) == [2, 1])
    fill(qtbot, page.card, "404")
    qtbot.waitUntil(lambda: numbers(page) == [])
    assert "Выберите запись" in details(page)
    assert_fits(page)


def test_a_half_typed_condition_hides_nothing(qtbot: QtBot, page: JournalPage) -> None:
    type_text(page.since.control, "17.")
    page.action.line.selectAll()
    type_text(page.action.line, "зав")
    qtbot.wait(200)
    assert numbers(page) == [4, 3, 2, 1]


def test_more_is_asked_for_while_one_scrolls(qtbot: QtBot, page: JournalPage, desk: Desk) -> None:
    for _ in range(230):
        patients.look(desk.register, 1)
    page.refresh()
    assert page.table.rows.count_words() == "Показано 200, ниже есть ещё"
    page.table.scrollToBottom()
    qtbot.waitUntil(lambda: numbers(page) == list(range(234, 0, -1)))


def test_the_check_says_that_all_holds(qtbot: QtBot, page: JournalPage) -> None:
    press(page.table, Qt.Key.Key_R, CTRL)
    qtbot.waitUntil(page.answer.isVisible)
    (told,) = page.answer.findChildren(Text)
    assert told.text() == (
        "Проверено 17.03.2026 в 09:00: 4 записи, цепочка цела, каждая строка реестра совпадает с журналом."
    )
    QApplication.processEvents()
    assert_fits(page)


def test_the_check_says_what_was_changed_around_the_program(qtbot: QtBot, page: JournalPage, desk: Desk) -> None:
    with desk.register._opened.writing.begin() as connection:
        connection.exec_driver_sql("UPDATE patients SET phone = ''")
    page.check_button.click()
    qtbot.waitUntil(page.answer.isVisible)
    (told,) = page.answer.findChildren(Text)
    assert "Строка 1 таблицы «карта» изменена в обход программы." in told.text()
    QApplication.processEvents()
    assert_fits(page)


@pytest.mark.parametrize("role", [Role.DOCTOR, Role.NURSE, Role.STATISTICIAN])
def test_who_may_not_read_it_is_refused(qtbot: QtBot, desk: Desk, role: Role) -> None:
    desk.register.person.role = role.value
    made = JournalPage(desk)
    qtbot.addWidget(made)
    with pytest.raises(Forbidden):
        made.refresh()


def test_the_patients_are_really_there(desk: Desk) -> None:
    with desk.register.read() as session:
        assert {patient.surname for patient in session.query(Patient)} == {"Воробьёв", "Лапина"}


# The logs beside it


def log(page: JournalPage, tab: int) -> list[list[str]]:
    page.tabs.setCurrentIndex(tab)
    QApplication.processEvents()
    table = page.tabs.currentWidget().findChild(RowsTable)
    assert isinstance(table, RowsTable)
    return [[column.text(one) for column in table.rows.columns] for one in table.rows.rows]


def test_who_looked_at_whom(qtbot: QtBot, page: JournalPage, desk: Desk) -> None:
    for card in (1, 2, 1):
        patients.look(desk.register, card)
    seen = "17.03.2026 09:00"
    assert log(page, 1) == [
        ["Зимин А. Н.", "карта № 1", "2 раза", seen, seen, ""],
        ["Зимин А. Н.", "карта № 2", "1 раз", seen, seen, ""],
    ]
    assert not page.action.isVisible()
    assert_fits(page)
    fill(qtbot, page.card, "2")
    qtbot.waitUntil(lambda: len(log(page, 1)) == 1)
    page.tabs.setCurrentIndex(0)
    assert page.action.isVisible()


def test_what_was_told_and_what_left(page: JournalPage, desk: Desk) -> None:
    register = desk.register
    told = {"told_on": "16.03.2026", "recipient": "Суд", "what": "справка", "ground": "13.4.3", "basis": "запрос № 8"}
    disclosures.record(register, 1, {**told, "letter": "44-у"})
    sheets = factories.both_consents(register, 1)
    paper = papers.prepare_consent(register, sheets[0].id)
    documents.printed(register, paper.id)
    (line,) = log(page, 2)
    assert line[:4] == ["16.03.2026", "№ 1", "Суд", "справка"]
    assert line[4:] == ["13.4.3", "запрос № 8", "44-у", "Зимин А. Н."]
    assert_fits(page)
    seen = ["17.03.2026 09:00:00", "Зимин А. Н.", "№ 1", paper.title, paper.public_id, "на принтер"]
    assert log(page, 3) == [seen]
    assert_fits(page)
    assert log(page, 4) == []
    assert_fits(page, allowed=frozenset({"SHA"}))


def test_the_journal_goes_into_a_file_by_the_keyboard(
    qtbot: QtBot, page: JournalPage, heard: Heard, tmp_path: Path, desk: Desk
) -> None:
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)

    def take(dialog: QFileDialog) -> None:
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(name, QLineEdit)
        assert name.text() == "Журнал 2026-03-17.xlsx"
        name.setText(str(tmp_path / "Для службы безопасности"))
        dialog.accept()

    in_next_dialog(take)
    press(page.table, Qt.Key.Key_E, CTRL)
    qtbot.waitUntil(lambda: bool(heard.informed))
    assert heard.informed[0].startswith("Журнал выгружен: Для службы безопасности.xlsx.")
    book = openpyxl.load_workbook(tmp_path / "Для службы безопасности.xlsx")
    assert [sheet.title for sheet in book][:2] == ["Что в файле", "Журнал"]
    book.close()
    page.refresh()
    assert rows(page)[0][3] == "Журнал выгружен в файл"


def test_who_may_only_read_it_takes_no_file_away(qtbot: QtBot, desk: Desk) -> None:
    desk.register.person.role = Role.DOCTOR.value
    made = JournalPage(desk)
    qtbot.addWidget(made)
    made.show()
    assert not made.export_button.isVisible()
