"""A second start for the same register raises the window of the first: tried with whole processes, killed ones too."""

from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer
from pytestqt.qtbot import QtBot

from narcdesk.register import Register
from tests.faults.starts import Start, at_once
from tests.ui.conftest import Heard
from ui.one_instance import OneInstance, name_of
from ui.session import Session


@pytest.fixture
def folder(tmp_path: Path, state: Path) -> Path:
    return tmp_path / "Реестр кабинета"


def test_of_many_starts_one_is_first_and_all_others_raise_its_window(folder: Path) -> None:
    for _ in range(2):
        assert at_once(folder, 6) == (1, 5, 5)


def test_after_a_killed_one_the_next_is_first(folder: Path) -> None:
    for _ in range(3):
        start = Start(folder)
        start.go()
        assert start.said() == "first"
        start.end()


def test_two_registers_have_two_windows(folder: Path) -> None:
    starts = [Start(folder), Start(folder.with_name("Учебный реестр"))]
    try:
        for start in starts:
            start.go()
        assert [start.said() for start in starts] == ["first", "first"]
    finally:
        for start in starts:
            start.end()


def test_a_window_that_went_to_another_register_is_found_there(qtbot: QtBot, folder: Path) -> None:
    one = OneInstance()
    assert one.is_first(folder)
    other = folder.with_name("Из копии")
    one.moves_to(other)
    before, after = Start(folder), Start(other)
    try:
        before.go()
        after.go()
        with qtbot.waitSignal(one.asked):
            pass
        assert before.said() == "first"
        assert after.said() == "second"
    finally:
        before.end()
        after.end()
        one.close()


def test_one_that_hangs_is_told_and_no_second_window_opens(
    qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.one_instance.PATIENCE", 300)
    hangs = QLocalServer()
    assert hangs.listen(name_of(folder))
    one = OneInstance()
    assert not one.is_first(folder)
    assert not one.is_answered
    hangs.close()


def test_the_meeting_place_tells_neither_person_nor_folder(folder: Path) -> None:
    assert name_of(folder).removeprefix("narcdesk-").isalnum()
    assert len(name_of(folder)) == len("narcdesk-") + 24
    assert name_of(folder) == name_of(folder.parent / "." / folder.name)
    assert name_of(None) != name_of(folder)


def test_a_minimised_window_comes_back_when_it_is_asked_for(qtbot: QtBot, register: Register, heard: Heard) -> None:
    session = Session()
    session.enter(register)
    window = session.window
    assert window is not None
    window.showMinimized()
    qtbot.waitUntil(window.isMinimized)
    session.come_to_front()
    qtbot.waitUntil(lambda: not window.isMinimized())
    session.lock()
    assert session.unlocking is not None
    session.come_to_front()
    qtbot.waitUntil(session.unlocking.isVisible)
    session.unlocking.hide()
    window.deleteLater()
