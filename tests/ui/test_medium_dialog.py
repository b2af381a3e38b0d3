"""Where a batch or a backup goes: the sticks that are in, by label and room, and any folder."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from narcdesk.drives import Drive
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import press
from ui import remembered
from ui.medium_dialog import MediumDialog

CTRL = Qt.KeyboardModifier.ControlModifier
GB = 2**30


class Sticks:
    """What is in the computer; a test puts in and takes out."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.now = folder, list[Drive]()

    def put_in(self, label: str, *, free: int = 3 * GB, is_read_only: bool = False) -> Drive:
        root = self.folder / f"носитель {len(self.now) + 1}"
        root.mkdir(exist_ok=True)
        drive = Drive(root, label, free, 8 * GB, is_read_only)
        self.now = [*self.now, drive]
        return drive


@pytest.fixture
def sticks(tmp_path: Path) -> Sticks:
    return Sticks(tmp_path)


@pytest.fixture
def behind(qtbot: QtBot, state: Path) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def dialog(behind: QWidget, sticks: Sticks) -> MediumDialog:
    made = MediumDialog(behind, "Куда записать выгрузку", "&Записать", "batches", lambda: sticks.now)
    made.show()
    return made


def cells(dialog: MediumDialog) -> list[list[str]]:
    return [[column.text(line) for column in dialog.table.rows.columns] for line in dialog.table.rows.rows]


def test_without_a_stick_one_is_asked_for_and_a_folder_is_possible(
    dialog: MediumDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cells(dialog) == []
    assert not dialog.take_button.isEnabled()
    assert_fits(dialog)
    assert_mnemonics(dialog)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    dialog.choose_folder()
    assert (dialog.folder, dialog.drive) == (tmp_path, None)
    assert remembered.folder("batches") == tmp_path


def test_a_stick_that_is_put_in_appears_by_itself_with_what_lies_on_it(dialog: MediumDialog, sticks: Sticks) -> None:
    drive = sticks.put_in("КОМИССИЯ", free=3 * GB + GB // 2)
    (drive.root / "Список больных.docx").write_bytes(b"")
    dialog.refresh()
    assert cells(dialog) == [["КОМИССИЯ", str(drive.root), "3,5 ГБ из 8,0 ГБ", "можно"]]
    assert dialog.company.text() == (
        "Выбрано: «КОМИССИЯ». Там уже лежит: «Список больных.docx». Программа этого не трогает."
    )
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert (dialog.folder, dialog.drive) == (drive.root, drive)
    assert [path.name for path in drive.root.iterdir()] == ["Список больных.docx"]


def test_of_two_sticks_the_line_says_which_is_meant(dialog: MediumDialog, sticks: Sticks) -> None:
    sticks.put_in("КОМИССИЯ")
    second = sticks.put_in("")
    dialog.refresh()
    assert [line[0] for line in cells(dialog)] == ["КОМИССИЯ", "Накопитель без названия"]
    dialog.table.go_to(1)
    assert dialog.company.text().startswith("Выбрано: «Накопитель без названия»")
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert dialog.drive == second


@pytest.mark.parametrize(("free", "is_read_only", "why"), [(GB, True, "защищён от записи"), (1000, False, "нет места")])
def test_a_stick_that_takes_nothing_is_shown_and_not_chosen(
    dialog: MediumDialog, sticks: Sticks, free: int, is_read_only: bool, why: str
) -> None:
    sticks.put_in("КОМИССИЯ", free=free, is_read_only=is_read_only)
    dialog.refresh()
    dialog.table.go_to(0)
    assert cells(dialog)[0][3] == why
    assert why in dialog.company.text()
    assert not dialog.take_button.isEnabled()
    dialog.take()
    assert dialog.folder is None


def test_a_stick_that_was_taken_out_is_gone_from_the_list(dialog: MediumDialog, sticks: Sticks) -> None:
    sticks.put_in("КОМИССИЯ")
    dialog.refresh()
    sticks.now = []
    dialog.refresh()
    assert cells(dialog) == []
    assert not dialog.take_button.isEnabled()
    assert dialog.company.text() == ""


def test_the_folder_of_last_time_is_offered(behind: QWidget, sticks: Sticks, tmp_path: Path) -> None:
    remembered.remember_folder("batches", tmp_path)
    made = MediumDialog(behind, "Куда класть копии", "&Выбрать", "batches", lambda: sticks.now)
    assert cells(made) == [["Папка прошлого раза", str(tmp_path), "", "можно"]]
    made.take()
    assert (made.folder, made.drive) == (tmp_path, None)
