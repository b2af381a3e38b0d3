"""The old list of patients, step by step: every trouble by its row, a choice per row, one act, one way back."""

import re
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from narcdesk import patients, search
from tests import factories
from tests.patient_lists import ILYIN, LVOVA, NAMELESS, UNBORN, YOUNG, written
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import focus_on, press, type_text
from ui.desk import Desk
from ui.patient_list_wizard import CHECK, COLUMNS, DONE, FILE, PatientListWizard

CTRL = Qt.KeyboardModifier.ControlModifier
LATIN = frozenset({"SHA", "xlsx", "xls", "csv", "UTF", "Excel"})


@pytest.fixture
def wizard(qtbot: QtBot, desk: Desk, heard: Heard, state: Path) -> PatientListWizard:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1366, 768)
    parent.show()
    made = PatientListWizard(parent, desk)
    made.parent_kept = parent  # type: ignore[attr-defined]
    made.show()
    focus_on(made)
    return made


def read(qtbot: QtBot, wizard: PatientListWizard, path: Path) -> None:
    wizard.open_file(path)
    qtbot.waitUntil(lambda: wizard.file_step.grid is not None and wizard.next_button.isEnabled())


def go(qtbot: QtBot, wizard: PatientListWizard, step: int) -> None:
    press(wizard, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: wizard.at == step)
    QApplication.processEvents()


def verdicts(wizard: PatientListWizard) -> dict[int, str]:
    return {shown.row.row: shown.verdict for shown in wizard.check_step.table.rows.rows}


def test_a_list_goes_in_by_keys_and_comes_out_again(
    qtbot: QtBot, wizard: PatientListWizard, desk: Desk, tmp_path: Path
) -> None:
    read(qtbot, wizard, written(tmp_path, ILYIN, LVOVA, YOUNG, NAMELESS, UNBORN))
    assert_fits(wizard, allowed=LATIN)
    assert_mnemonics(wizard)
    go(qtbot, wizard, COLUMNS)
    step = wizard.columns_step
    assert step.facts["full_name"].typed() == "B: Ф.И.О."
    assert step.facts["ended_on"].typed() == "H: Снят с учёта (дата, причина)"
    assert_fits(wizard, allowed=LATIN)
    assert_mnemonics(wizard)
    before = desk.register.head
    go(qtbot, wizard, CHECK)
    check = wizard.check_step
    assert check.summary.text() == "Людей 5: новых карт 3, уже есть 0, пропустить 2, из них с ошибками 2."
    assert verdicts(wizard) == {5: "пропустить", 6: "пропустить"}  # those with errors are in front
    assert [one.message for one in check.troubles.rows.rows] == [
        "Не хватает фамилии или имени",
        "Пол не указан",
        "Нет даты обращения",
    ]
    assert_fits(wizard, allowed=LATIN)
    assert_mnemonics(wizard)
    assert desk.register.head == before
    go(qtbot, wizard, DONE)
    assert desk.ask(patients.count) == 3
    assert wizard.done_step.heading.text() == "Список внесён"
    assert wizard.file_step.file is not None
    assert_fits(wizard, allowed=LATIN | set(re.findall("[a-f]+", wizard.file_step.file.sha256)))
    assert_mnemonics(wizard)
    wizard.undo_button.click()
    qtbot.waitUntil(lambda: wizard.done_step.heading.text() == "Загрузка отменена")
    assert desk.ask(patients.count) == 0


def test_a_row_is_mended_in_place_and_taken(
    qtbot: QtBot, wizard: PatientListWizard, desk: Desk, tmp_path: Path
) -> None:
    read(qtbot, wizard, written(tmp_path, ILYIN, UNBORN))
    go(qtbot, wizard, COLUMNS)
    go(qtbot, wizard, CHECK)
    check = wizard.check_step
    assert (check.cell.value(), check.value.line.text()) == ("birth", "не помнит")
    assert not check.take_button.isEnabled()
    check.value.line.setFocus()
    check.value.line.selectAll()
    type_text(check.value.line, "07.08.1969")
    press(check.value.line, Qt.Key.Key_Return)
    check.show_only.set_value("all")
    check.show_only.edited.emit()
    assert verdicts(wizard) == {2: "новая карта", 3: "новая карта"}
    go(qtbot, wizard, DONE)
    assert [one.birth for one in desk.ask(search.patients, "Котов").rows] == ["07.08.1969"]


def test_rows_are_skipped_and_held_for_the_person_of_a_card(
    qtbot: QtBot, wizard: PatientListWizard, desk: Desk, heard: Heard, tmp_path: Path
) -> None:
    known = factories.patient(desk.register, surname="Другов", given="Илья", birth="01.01.1960", snils="")
    read(qtbot, wizard, written(tmp_path, ILYIN, LVOVA))
    go(qtbot, wizard, COLUMNS)
    go(qtbot, wizard, CHECK)
    check = wizard.check_step
    check.table.go_to(0)
    check.card.line.setText("77")
    check.same_button.click()
    assert "Карты № 77" in heard.told[-1].what
    check.card.line.setText(str(known.card_number))
    check.same_button.click()
    check.table.go_to(1)
    check.skip_button.click()
    assert verdicts(wizard) == {2: f"карта № {known.card_number}", 3: "пропустить"}
    go(qtbot, wizard, DONE)
    assert desk.ask(patients.count) == 1
    assert desk.ask(patients.one, known.id).snils == "00100100100"


def test_the_report_is_a_book_without_names(
    qtbot: QtBot, wizard: PatientListWizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(qtbot, wizard, written(tmp_path, ILYIN, UNBORN))
    go(qtbot, wizard, COLUMNS)
    go(qtbot, wizard, CHECK)
    go(qtbot, wizard, DONE)
    path = tmp_path / "Отчёт.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    wizard.done_step.save_button.click()
    cells = [str(cell) for sheet in openpyxl.load_workbook(path) for row in sheet.values for cell in row]
    assert "Нет даты рождения" in cells
    assert not [cell for cell in cells if "Котов" in cell or "Ильин" in cell or "ИЛЬИН" in cell]


def test_leaving_before_the_end_writes_nothing(
    qtbot: QtBot, wizard: PatientListWizard, desk: Desk, heard: Heard, tmp_path: Path
) -> None:
    read(qtbot, wizard, written(tmp_path, ILYIN))
    go(qtbot, wizard, COLUMNS)
    go(qtbot, wizard, CHECK)
    head = desk.register.head
    heard.answer = "leave"
    press(wizard, Qt.Key.Key_Escape)
    assert not wizard.isVisible()
    assert (desk.register.head, desk.ask(patients.count)) == (head, 0)
    assert wizard.at != FILE
