"""The wizard of a region's list for tests: lists as files, and the way through its steps by keys."""

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from narcdesk import providers
from tests.registry_lists import Table, by_openpyxl
from tests.ui.hands import focus_on, press
from ui.desk import Desk
from ui.import_wizard import ImportWizard
from ui.table import RowsTable

CTRL = Qt.KeyboardModifier.ControlModifier
LATIN = frozenset({"SHA", "xlsx", "xls", "csv", "UTF"})
HEADER = ["Наименование", "ИНН", "Телефон", "Мест всего", "Тариф"]
PIER = ["АНО «Причал»", "0400000005", "+7 (000) 100-00-01", "20", "нет"]
STEP = ["АНО «Шаг»", "", "+7 (000) 100-00-02", "15", "нет"]
FORD = ["Фонд «Брод»", "", "", "около восьми", "нет"]


def opened(qtbot: QtBot, desk: Desk) -> ImportWizard:
    """The wizard over a window, with the cursor in it."""
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1366, 768)
    parent.show()
    made = ImportWizard(parent, desk)
    made.parent_kept = parent  # type: ignore[attr-defined]
    made.show()
    focus_on(made)
    return made


def read(qtbot: QtBot, wizard: ImportWizard, path: Path) -> None:
    wizard.open_file(path)
    qtbot.waitUntil(lambda: wizard.file_step.grid is not None and wizard.next_button.isEnabled())


def go(qtbot: QtBot, wizard: ImportWizard, step: int) -> None:
    press(wizard, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: wizard.at == step)
    QApplication.processEvents()  # everything takes its place


def shown(table: RowsTable[Any]) -> list[list[str]]:
    return [[column.text(row) for column in table.rows.columns] for row in table.rows.rows]


def book(folder: Path, *rows: list[str], name: str = "Список области.xlsx") -> Path:
    table: Table = [["Утверждён приказом министерства от 02.02.2026 № 17-у"], HEADER, *rows]
    return by_openpyxl(folder / name, table)


def names(desk: Desk) -> list[str]:
    return [one.name for one in providers.find(desk.register)]


def take(desk: Desk, *organisations: dict[str, object]) -> None:
    providers.take_list(
        desk.register, title="Прежний список", as_of=date(2025, 6, 1), new=organisations, changed={}, gone=[]
    )
