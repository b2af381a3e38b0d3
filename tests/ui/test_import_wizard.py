"""A list of the region, step by step: what is shown, what is changed by hand, and that only the last button writes."""

import re
from datetime import date
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk import office_profile, providers
from narcdesk.registry import applying
from tests.canonical import canonical
from tests.registry_lists import Table, as_csv, by_hand, by_openpyxl
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import press, type_text
from tests.ui.lists import CTRL, FORD, HEADER, LATIN, PIER, STEP, book, go, names, opened, read, shown, take
from ui.desk import Desk
from ui.import_wizard import COLUMNS, DIFFERENCE, DONE, FILE, SOURCE, ImportWizard


@pytest.fixture
def wizard(qtbot: QtBot, desk: Desk, heard: Heard, state: Path) -> ImportWizard:
    return opened(qtbot, desk)


def test_a_list_goes_from_the_file_into_the_register_by_keys(
    qtbot: QtBot, wizard: ImportWizard, desk: Desk, tmp_path: Path
) -> None:
    take(desk, {"name": "АНО «Причал»", "inn": "0400000005", "places_total": 12}, {"name": "Фонд «Былое»"})
    assert not wizard.next_button.isEnabled()
    assert_fits(wizard, allowed=LATIN)
    read(qtbot, wizard, book(tmp_path, PIER, STEP, FORD))
    assert wizard.file_step.about.text().startswith("«Список области.xlsx» · лист «Реестр» · 5 строк, 5 столбцов")
    assert_fits(wizard, allowed=LATIN)
    assert_mnemonics(wizard)

    go(qtbot, wizard, COLUMNS)
    step = wizard.columns_step
    assert QApplication.focusWidget() is step.facts["name"].control
    assert step.header.typed() == "2"
    assert step.facts["inn"].typed() == "B: ИНН"
    assert step.facts["inn"].note.text.text() == "например: 0400000005"
    assert step.facts["head"].typed() == "в этом списке нет"
    assert step.left_out.text() == "Не будут прочитаны столбцы: «Тариф»."
    assert_fits(wizard, allowed=LATIN)
    assert_mnemonics(wizard)

    before = desk.register.head
    go(qtbot, wizard, DIFFERENCE)
    difference = wizard.difference_step
    assert difference.summary.text() == (
        "Прочитано организаций: 3. Новых 2, изменились 1, без изменений 0, нет в списке 1."
    )
    assert [row[1] for row in shown(difference.new)] == ["АНО «Шаг»", "Фонд «Брод»"]
    assert shown(difference.changed) == [
        ["Телефоны", "пусто", "+7 (000) 100-00-01"],
        ["Мест всего", "12", "20"],
    ]
    assert [row[0] for row in shown(difference.gone)] == ["Фонд «Былое»"]
    (error,) = shown(difference.errors)
    assert (error[0], error[1], error[3]) == ("5", "Мест всего", "не внесено")
    assert difference.warning.isVisible()
    for tab in range(difference.tabs.count()):
        difference.tabs.setCurrentIndex(tab)
        assert_fits(wizard, allowed=LATIN)
        assert_mnemonics(wizard)

    go(qtbot, wizard, SOURCE)
    form = wizard.source_step.form
    assert QApplication.focusWidget() is form["title"].control
    assert form["title"].typed() == "Список области"
    assert form["as_of"].typed() == "02.02.2026"
    assert form["act"].typed() == "приказом министерства от 02.02.2026 № 17-у"
    assert_fits(wizard, allowed=LATIN)
    assert_mnemonics(wizard)
    assert desk.register.head == before  # nothing was written so far

    go(qtbot, wizard, DONE)
    assert names(desk) == ["АНО «Причал»", "АНО «Шаг»", "Фонд «Брод»"]
    assert desk.register.head.seq == before.seq + 1
    assert wizard.done_step.heading.text() == "Список внесён"
    assert wizard.file_step.file is not None
    assert_fits(wizard, allowed=LATIN | set(re.findall("[a-f]+", wizard.file_step.file.sha256)))
    press(wizard, Qt.Key.Key_Return, CTRL)
    assert wizard.result() == ImportWizard.DialogCode.Accepted


def test_a_column_is_chosen_by_hand_and_remembered(
    qtbot: QtBot, wizard: ImportWizard, desk: Desk, tmp_path: Path
) -> None:
    table: Table = [["Кто", "Куда звонить"], ["АНО «Причал»", "+7 (000) 100-00-01"]]
    read(qtbot, wizard, by_openpyxl(tmp_path / "Странный список.xlsx", table))
    go(qtbot, wizard, COLUMNS)
    step = wizard.columns_step
    step.header.control.setFocus()
    type_text(step.header.control, "1")
    press(step.header.control, Qt.Key.Key_Return)
    for kind, typed in (("name", "кто"), ("phones", "звонить")):
        line = step.facts[kind].line
        line.setFocus()
        line.selectAll()
        type_text(line, typed)
        press(line, Qt.Key.Key_Return)
    assert step.facts["phones"].note.text.text() == "например: +7 (000) 100-00-01"
    go(qtbot, wizard, DIFFERENCE)
    go(qtbot, wizard, SOURCE)
    go(qtbot, wizard, DONE)
    (pier,) = providers.find(desk.register)
    assert (pier.name, pier.value("phones")) == ("АНО «Причал»", ["+70001000001"])
    assert office_profile.list_columns(desk.register) == {"name": "Кто", "phones": "Куда звонить"}


def test_a_list_without_a_name_is_refused_and_one_stays_at_the_columns(
    qtbot: QtBot, wizard: ImportWizard, heard: Heard, tmp_path: Path
) -> None:
    read(qtbot, wizard, book(tmp_path, PIER))
    go(qtbot, wizard, COLUMNS)
    wizard.columns_step.facts["name"].set_value("")
    press(wizard, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(heard.told))
    assert "названием" in heard.told[0].what
    assert wizard.at == COLUMNS


def test_the_encoding_of_a_text_is_shown(qtbot: QtBot, wizard: ImportWizard, tmp_path: Path) -> None:
    read(qtbot, wizard, by_hand(tmp_path / "список.csv", as_csv([HEADER, PIER]), "cp1251"))
    assert "кодировка Windows-1251" in wizard.file_step.about.text()
    assert not wizard.file_step.sheet_place.isVisible()


def test_another_sheet_can_be_looked_at(qtbot: QtBot, wizard: ImportWizard, tmp_path: Path) -> None:
    path = book(tmp_path, PIER)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.create_sheet("Прежний реестр")
    for cells in (HEADER, STEP, FORD):
        sheet.append(cells)
    workbook.save(path)
    workbook.close()
    read(qtbot, wizard, path)
    line = wizard.file_step.sheet.line
    assert wizard.file_step.sheet_place.isVisible()
    line.setFocus()
    line.selectAll()
    type_text(line, "прежний")
    press(line, Qt.Key.Key_Return)
    assert wizard.file_step.chosen().sheet == "Прежний реестр"
    go(qtbot, wizard, COLUMNS)
    assert wizard.columns_step.header.typed() == "1"


def test_a_table_is_pasted_from_a_page(qtbot: QtBot, wizard: ImportWizard, heard: Heard) -> None:
    QGuiApplication.clipboard().setText("")
    wizard.file_step.paste_button.click()
    assert "нет текста" in heard.told[0].what
    QGuiApplication.clipboard().setText(as_csv([HEADER, PIER], "\t"))
    wizard.file_step.paste_button.click()
    assert wizard.next_button.isEnabled()
    assert wizard.file_step.about.text().startswith("«вставленная таблица»")


def test_what_is_no_list_is_told(qtbot: QtBot, wizard: ImportWizard, heard: Heard, tmp_path: Path) -> None:
    path = tmp_path / "реестр.pdf"
    path.write_bytes(b"%PDF-1.7")
    wizard.open_file(path)
    qtbot.waitUntil(lambda: bool(heard.told))
    assert "PDF" in heard.told[0].what
    assert not wizard.next_button.isEnabled()


def test_the_source_must_be_one(qtbot: QtBot, wizard: ImportWizard, desk: Desk, tmp_path: Path) -> None:
    read(qtbot, wizard, book(tmp_path, PIER))
    for step in (COLUMNS, DIFFERENCE, SOURCE):
        go(qtbot, wizard, step)
    form = wizard.source_step.form
    form.fill({"title": "", "as_of": date(2026, 3, 17)})
    press(wizard, Qt.Key.Key_Return, CTRL)
    assert form["title"].is_wrong
    assert form["as_of"].is_wrong
    assert wizard.at == SOURCE
    assert names(desk) == []
    form.fill({"title": "Список с сайта", "as_of": date(2026, 3, 10)})
    go(qtbot, wizard, DONE)
    fact = providers.find(desk.register)[0].facts["inn"]
    assert (fact.source, fact.as_of) == ("Список с сайта", date(2026, 3, 10))


def test_a_list_of_a_part_closes_nobody(qtbot: QtBot, wizard: ImportWizard, desk: Desk, tmp_path: Path) -> None:
    take(desk, {"name": "Фонд «Былое»"})
    read(qtbot, wizard, book(tmp_path, PIER))
    for step in (COLUMNS, DIFFERENCE):
        go(qtbot, wizard, step)
    wizard.difference_step.tabs.setCurrentIndex(2)
    wizard.difference_step.close_gone.click()
    for step in (SOURCE, DONE):
        go(qtbot, wizard, step)
    assert names(desk) == ["АНО «Причал»", "Фонд «Былое»"]


MANY: tuple[dict[str, object], ...] = (
    {"name": "Фонд «Былое»"},
    {"name": "АНО «Давно»"},
    {"name": "АНО «Причал»", "inn": "0400000005"},
)


@pytest.mark.parametrize(
    ("answer", "step", "still_open"),
    [
        (None, SOURCE, ["АНО «Давно»", "АНО «Причал»", "Фонд «Былое»"]),
        ("keep", DONE, ["АНО «Давно»", "АНО «Причал»", "Фонд «Былое»"]),
        ("close", DONE, ["АНО «Причал»"]),
    ],
)
def test_a_list_that_would_close_more_than_half_is_asked_about(
    qtbot: QtBot,
    wizard: ImportWizard,
    desk: Desk,
    heard: Heard,
    tmp_path: Path,
    answer: str | None,
    step: int,
    still_open: list[str],
) -> None:
    take(desk, *MANY)
    before = desk.register.head.seq
    read(qtbot, wizard, book(tmp_path, PIER))
    for ahead in (COLUMNS, DIFFERENCE):
        go(qtbot, wizard, ahead)
    assert "больше половины открытых" in wizard.difference_step.warning.text.text()
    assert wizard.difference_step.warning.isVisible()
    assert_fits(wizard, allowed=LATIN)
    go(qtbot, wizard, SOURCE)
    assert heard.asked == []
    heard.answer = answer
    go(qtbot, wizard, step)
    assert heard.asked == ["В списке нет больше половины открытых организаций"]
    assert names(desk) == still_open
    assert desk.register.head.seq == before + (step == DONE)


def test_a_list_that_closes_no_more_than_half_asks_nothing(
    qtbot: QtBot, wizard: ImportWizard, desk: Desk, heard: Heard, tmp_path: Path
) -> None:
    take(desk, MANY[0], MANY[2])
    read(qtbot, wizard, book(tmp_path, PIER))
    for step in (COLUMNS, DIFFERENCE, SOURCE, DONE):
        go(qtbot, wizard, step)
    assert heard.asked == []
    assert names(desk) == ["АНО «Причал»"]


def test_a_wrong_list_is_taken_back_as_one_step(
    qtbot: QtBot, wizard: ImportWizard, desk: Desk, heard: Heard, tmp_path: Path
) -> None:
    take(desk, MANY[0], MANY[2])
    before = canonical(desk.register)
    read(qtbot, wizard, book(tmp_path, PIER))
    for step in (COLUMNS, DIFFERENCE, SOURCE, DONE):
        go(qtbot, wizard, step)
    assert wizard.undo_button.isVisible()
    assert_mnemonics(wizard)
    wizard.undo_button.click()
    QApplication.processEvents()
    assert_fits(wizard, allowed=LATIN)
    assert canonical(desk.register) == before
    qtbot.waitUntil(lambda: wizard.done_step.heading.text() == "Загрузка отменена")
    assert not wizard.undo_button.isVisible()
    assert heard.told == []


def test_going_back_keeps_what_was_chosen(qtbot: QtBot, wizard: ImportWizard, tmp_path: Path) -> None:
    read(qtbot, wizard, book(tmp_path, PIER))
    go(qtbot, wizard, COLUMNS)
    wizard.columns_step.facts["inn"].set_value("")
    for step in (DIFFERENCE, SOURCE):
        go(qtbot, wizard, step)
    wizard.source_step.form["title"].set_value("Список с сайта")
    for step in (DIFFERENCE, COLUMNS, FILE):
        wizard.back_button.click()
        assert wizard.at == step
    assert not wizard.back_button.isVisible()
    for step in (COLUMNS, DIFFERENCE, SOURCE):
        go(qtbot, wizard, step)
    assert "inn" not in wizard.columns_step.mapping().columns
    assert wizard.source_step.form["title"].typed() == "Список с сайта"


@pytest.mark.parametrize(("answer", "is_open"), [("stay", True), (None, True), ("leave", False)])
def test_leaving_asks_once_and_leaves_nothing(
    qtbot: QtBot,
    wizard: ImportWizard,
    desk: Desk,
    heard: Heard,
    tmp_path: Path,
    answer: str | None,
    is_open: bool,
) -> None:
    before = desk.register.head
    read(qtbot, wizard, book(tmp_path, PIER))
    for step in (COLUMNS, DIFFERENCE, SOURCE):
        go(qtbot, wizard, step)
    heard.answer = answer
    press(wizard, Qt.Key.Key_Escape)
    assert heard.asked == ["Список не внесён"]
    assert wizard.isVisible() is is_open
    assert desk.register.head == before
    assert names(desk) == []


def test_an_untouched_wizard_closes_without_a_word(wizard: ImportWizard, heard: Heard) -> None:
    press(wizard, Qt.Key.Key_Escape)
    assert heard.asked == []
    assert not wizard.isVisible()


def test_the_same_file_again_changes_nothing(qtbot: QtBot, wizard: ImportWizard, desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path, PIER)
    applying.apply(desk.register, applying.propose(desk.register, path))
    before = desk.register.head
    read(qtbot, wizard, path)
    for step in (COLUMNS, DIFFERENCE, SOURCE, DONE):
        go(qtbot, wizard, step)
    assert "нечего" in wizard.done_step.heading.text()
    assert desk.register.head == before
