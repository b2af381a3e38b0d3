"""R13: the lock loses nothing; a release runs 1,000, see `benchmarks.faults`."""

import os

from PySide6.QtWidgets import QApplication

from tests.ui.conftest import Heard
from tests.ui.locks import run

LOCKS = int(os.environ.get("NARCDESK_LOCKS", "25"))


def test_every_field_and_the_cursor_are_where_they_were(qapp: QApplication, heard: Heard) -> None:
    outcome = run(LOCKS)
    assert outcome.wrong == []
    assert outcome.locks == LOCKS
    assert set(outcome.ways) == {"idle", "hotkey", "minimise", "session", "log-off"}
    assert heard.told == []
