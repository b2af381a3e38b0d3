"""The lock of a register in a network folder: refused by default, opened where its head says so."""

import sys
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from narcdesk.register import Register
from narcdesk.vault import network
from tests import factories
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits
from tests.ui.test_session import latin
from ui.unlock import UnlockWindow

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="mounts are read on Linux")


@pytest.fixture
def window(
    qtbot: QtBot, register: Register, clock: factories.Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> UnlockWindow:
    register.close()
    mounts = tmp_path / "mounts"
    mounts.write_text(f"//srv/obmen {str(tmp_path).replace(' ', chr(92) + '040')} cifs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(network, "MOUNTS", mounts)
    made = UnlockWindow(register.folder, opener=partial(Register.open, clock=clock))
    qtbot.addWidget(made)
    made.password.set_value(factories.PASSWORD)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_it_is_refused_and_says_why(window: UnlockWindow, heard: Heard, tmp_path: Path, qtbot: QtBot) -> None:
    heard.answer = "stay"
    window.unlock()
    assert heard.asked == [f"Папка «{window.folder}» лежит в сети, на другом компьютере."]
    assert "Разрешить сетевую папку может только заведующий" in window.said
    assert window.register is None
    qtbot.wait(10)  # the sentence finds its room
    assert_fits(window, allowed=latin(tmp_path))


def test_the_head_allows_it_once(window: UnlockWindow, heard: Heard) -> None:
    heard.answer = "allow"
    window.unlock()
    assert window.register is not None
    window.register.close()
