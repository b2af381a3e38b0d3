"""Where the program looks for its data files and keeps what this computer remembers."""

import sys
from pathlib import Path

import pytest

from narcdesk import places


def test_the_data_files_lie_beside_the_program() -> None:
    assert (places.RESOURCES / "calendars" / "ru.yaml").is_file()


def test_a_built_program_finds_them_where_it_was_unpacked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "Нарколог"), raising=False)
    assert places._resources() == tmp_path / "Нарколог" / "resources"


def test_the_memory_of_this_computer_can_be_moved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NARCDESK_STATE", str(tmp_path / "Память машины"))
    assert places.state_dir() == tmp_path / "Память машины"
    monkeypatch.setenv("NARCDESK_STATE", "")
    assert places.state_dir().name == "NarcDesk"
    assert tmp_path not in places.state_dir().parents
