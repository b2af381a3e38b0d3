"""Where files come from and go: asked in Qt's own window, begun where one was last time."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.hands import in_next_dialog
from ui import remembered
from ui.choosing_files import ask_file, ask_folder, ask_new_file


@pytest.fixture
def parent(qtbot: QtBot, state: Path) -> QWidget:
    # The system's own window would wait for a hand for ever.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def choose(path: Path) -> None:
    def take(dialog: QFileDialog) -> None:
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(name, QLineEdit)
        name.setText(str(path))
        dialog.accept()

    in_next_dialog(take)


def test_a_file_is_chosen_and_its_folder_is_where_one_begins_next_time(parent: QWidget, tmp_path: Path) -> None:
    file = tmp_path / "списки региона" / "Реестр.csv"
    file.parent.mkdir()
    file.write_text("Наименование", encoding="utf-8")
    choose(file)
    assert ask_file(parent, "Список организаций", "Таблицы (*.csv)", "lists") == file
    assert remembered.folder("lists") == file.parent
    begun: list[str] = []
    in_next_dialog(lambda dialog: begun.append(dialog.directory().absolutePath()))
    assert ask_file(parent, "Список организаций", "Таблицы (*.csv)", "lists") is None
    assert [Path(folder) for folder in begun] == [file.parent]


def test_a_new_file_gets_its_ending(parent: QWidget, tmp_path: Path) -> None:
    for typed, made in (("Журнал за март", "Журнал за март.xlsx"), ("Готов.XLSX", "Готов.XLSX")):
        choose(tmp_path / typed)
        assert ask_new_file(parent, "Выгрузить", "Таблица (*.xlsx)", "journal", "Журнал.xlsx") == tmp_path / made
    assert remembered.folder("journal") == tmp_path
    in_next_dialog(lambda dialog: None)
    assert ask_new_file(parent, "Выгрузить", "Таблица (*.xlsx)", "journal", "Журнал.xlsx") is None


def test_a_folder_is_chosen(parent: QWidget, tmp_path: Path) -> None:
    folder = tmp_path / "флеш-накопитель"
    folder.mkdir()
    choose(folder)
    assert ask_folder(parent, "Куда записать", "batches") == folder
    assert remembered.folder("batches") == folder
    assert remembered.folder("lists") is None
    folder.rmdir()
    assert remembered.folder("batches") is None  # the stick is not in


@pytest.mark.parametrize("kept", ["", "[]", "{", '{"lists": 5}'])
def test_a_damaged_memory_is_no_memory(state: Path, tmp_path: Path, kept: str) -> None:
    (state / "folders.json").write_text(kept, encoding="utf-8")
    assert remembered.folder("lists") is None
    remembered.remember_folder("lists", tmp_path)
    assert remembered.folder("lists") == tmp_path
