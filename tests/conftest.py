"""What every test has: no screen, an own state folder, and no unexpected word from Qt."""

import os
import sys
import tempfile
from pathlib import Path

import pytest

if sys.platform != "win32":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Before the first import of ours: nothing that a test does may reach what this computer remembers.
_state = tempfile.TemporaryDirectory(prefix="narcdesk state ", ignore_cleanup_errors=True)
os.environ["NARCDESK_STATE"] = _state.name


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A warning that Qt prints during a test is a fault of ours."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))  # there is no screen


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of this test alone, with a Cyrillic name and a space."""
    folder = tmp_path / "память компьютера"
    folder.mkdir()
    monkeypatch.setenv("NARCDESK_STATE", str(folder))
    return folder
