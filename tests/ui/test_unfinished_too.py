"""The other half of the forms that go on as they were left: a file stays with one worker, and they are many."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Heard
from tests.ui.test_unfinished import FORMS, Hall, goes_on, office, one_hall

__all__ = ["office", "one_hall"]  # fixtures


@pytest.mark.parametrize("form", FORMS[1::2])
def test_a_form_goes_on_as_it_was_left(qtbot: QtBot, one_hall: Hall, heard: Heard, form: str) -> None:
    goes_on(one_hall, form)
