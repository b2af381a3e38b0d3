"""Where things lie on this computer: the program's own data files, and what it remembers between runs."""

import os
import sys
from pathlib import Path

import platformdirs


def _resources() -> Path:
    # PyInstaller unpacks the data files beside its own libraries and names that folder in sys._MEIPASS.
    if getattr(sys, "frozen", False):
        return Path(sys._MEIPASS) / "resources"  # type: ignore[attr-defined]
    return Path(__file__).resolve().parent.parent / "resources"


RESOURCES: Path = _resources()
"""Fonts, icons, profiles, rule sets, forms, help: read-only, shipped with the program."""


def state_dir() -> Path:
    """The folder of what this computer remembers (never the register itself); NARCDESK_STATE moves it."""
    moved = os.environ.get("NARCDESK_STATE")
    if moved:
        return Path(moved)
    return Path(platformdirs.user_state_dir("NarcDesk", appauthor=False))


def backups_dir() -> Path:
    """Where backups go while the office has named no place: on this computer, so that it protects from little."""
    moved = os.environ.get("NARCDESK_STATE")
    above = Path(moved) if moved else Path(platformdirs.user_data_dir("NarcDesk", appauthor=False))
    return above / "Резервные копии"
