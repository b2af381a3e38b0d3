"""Conditions over a list: they tell of a change at once, and fold where the room ends."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.fit import assert_fits, place
from tests.ui.hands import focus_on, type_text
from ui.fields import CheckField, TextField
from ui.filter_bar import FilterBar
from ui.pieces import Place, Text, column, held
from ui.search_box import SearchBox


@pytest.fixture
def bar(qtbot: QtBot) -> FilterBar:
    fields = [
        TextField("place", "Адрес", chars=16),
        TextField("head", "Руководитель", chars=16),
        CheckField("closed", "и закрытые"),
    ]
    made = FilterBar(fields, first=SearchBox("Название", chars=16))
    window = held(column(made, None))
    qtbot.addWidget(window)
    window.resize(800, 300)
    focus_on(made)
    made.window_kept = window  # type: ignore[attr-defined]
    return made


def test_a_change_is_told_once_a_moment_after_the_last_letter(qtbot: QtBot, bar: FilterBar) -> None:
    heard: list[str] = []
    bar.changed.connect(lambda: heard.append(bar.text("place")))
    type_text(bar["place"].control, "Заречье")
    assert heard == []
    qtbot.waitUntil(lambda: heard == ["Заречье"])
    assert bar.is_on("closed") is False
    bar["closed"].control.click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert bar.is_on("closed") is True


def test_it_stands_in_one_line_and_folds_where_the_room_ends(qtbot: QtBot, bar: FilterBar) -> None:
    window = bar.window()
    feet = {place(field).y() + field.height() for field in bar.fields.values()}
    assert len(feet) == 1
    assert_fits(window)
    one_line = bar.height()
    window.resize(420, 300)
    qtbot.waitUntil(lambda: bar.height() > one_line)
    assert_fits(window)
    assert place(bar["closed"]).y() > place(bar["place"]).y()


def test_a_place_holds_one_thing_at_a_time(qtbot: QtBot) -> None:
    first, second = Text("первое"), Text("второе")
    room = Place(first)
    qtbot.addWidget(room)
    room.show()
    with qtbot.waitSignal(first.destroyed):
        room.hold(second)
    assert second.isVisible()
    assert [text.text() for text in room.findChildren(Text)] == ["второе"]
    assert isinstance(second.parentWidget(), QWidget)
