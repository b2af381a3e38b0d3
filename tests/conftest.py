"""What every test has: no screen, an own state folder, and no unexpected word from Qt."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

if sys.platform != "win32":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
else:
    import _winapi

    if hasattr(_winapi, "CopyFile2"):
        del _winapi.CopyFile2  # Wine lacks it and would end the process: shutil then copies by itself
# The gate judges a change: it tries the same examples each time and never how long one took, for a new one that fails
# or a machine that stood still is no fault of the change. Fresh examples: `pytest --hypothesis-profile fresh`.
_CLOCK = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
settings.register_profile("fresh", deadline=None, print_blob=True, suppress_health_check=_CLOCK)
settings.register_profile("gate", settings.get_profile("fresh"), derandomize=True)
settings.load_profile("gate")
# Before the first import of ours: nothing that a test does may reach what this computer remembers.
_state = tempfile.TemporaryDirectory(prefix="narcdesk state ", ignore_cleanup_errors=True)
os.environ["NARCDESK_STATE"] = _state.name

from narcdesk.register import Register  # noqa: E402
from tests import factories  # noqa: E402
from tests.command_line import ask, inside  # noqa: E402, F401  (fixtures of the tests of the command line)

NOT_OURS = (
    "This plugin does not support",  # there is no screen
    "Call not implemented",  # Wine
    "is not supported by current system",  # Wine
    "setGeometry: Unable to set geometry",  # Windows has the last word on a size; `assert_fits` judges what came out
)


PATIENCE = 60_000  # ms
LONGEST = "test_whole_walk.py"  # a minute by itself: begun last, it would keep the other workers waiting at the end


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A warning that Qt prints during a test is a fault of ours."""
    items.sort(key=lambda item: item.path.name != LONGEST)
    for item in items:
        item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
        item.add_marker(pytest.mark.qt_log_ignore(*NOT_OURS))


class PatientBot(QtBot):
    """Waits for what must come as long as a busy machine may need; the five seconds of pytest-qt fell short there."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: SignalInstance, *, timeout: int = PATIENCE, **asked: Any) -> SignalBlocker:
        return super().waitSignal(signal, timeout=timeout, **asked)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    """The hand of pytest-qt with that patience."""
    return PatientBot(request)


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of this test alone, with a Cyrillic name and a space."""
    folder = tmp_path / "память компьютера"
    folder.mkdir()
    monkeypatch.setenv("NARCDESK_STATE", str(folder))
    return folder


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of a closed register of a region, made once: a test copies it and opens its copy."""
    folders: dict[str, Path] = {}

    def of_region(code: str) -> Path:
        if code not in folders:
            folders[code] = tmp_path_factory.mktemp("готовые") / f"Реестр региона {code}"
            factories.register(folders[code], region_code=code).close()
        return folders[code]

    return of_region


@pytest.fixture
def clock() -> factories.Clock:
    """The day of the register: a Monday, 16.03.2026, until the test moves it."""
    return factories.Clock()


@pytest.fixture
def register(made: Callable[[str], Path], tmp_path: Path, state: Path, clock: factories.Clock) -> Iterator[Register]:
    """An empty register of a real region (Volgograd, whose terms nobody has confirmed), its head signed in."""
    with factories.copied(made("34"), tmp_path / "Реестр кабинета", clock) as opened:
        yield opened


@pytest.fixture
def training_register(
    made: Callable[[str], Path], tmp_path: Path, state: Path, clock: factories.Clock
) -> Iterator[Register]:
    """The same in the invented region, where every term has a figure."""
    with factories.copied(made("00"), tmp_path / "Учебный реестр", clock) as opened:
        yield opened
