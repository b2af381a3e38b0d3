"""The application as a person sees it, and what the program said to him."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui import app as program
from ui import theme


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Every window test runs in the program's own fonts, language and colours."""
    program.dress(qapp)
    return qapp


@pytest.fixture
def dark(qapp: QApplication) -> Iterator[theme.Theme]:
    """The dark scheme for the length of a test."""
    worn = theme.current()
    theme.apply(qapp, theme.Theme(theme.DARK))
    yield theme.current()
    theme.apply(qapp, worn)
