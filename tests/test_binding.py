"""The Qt binding must not drop references to None: PySide6 6.12.0 does on Python 3.10 and 3.11, and aborts."""

import sys

import PySide6
from PySide6.QtCore import QObject


def test_qt_binding_keeps_none_alive() -> None:
    thing, before = QObject(), sys.getrefcount(None)
    for _ in range(200):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - 100


def test_the_pinned_series_is_installed() -> None:
    assert PySide6.__version__.startswith("6.11.")
