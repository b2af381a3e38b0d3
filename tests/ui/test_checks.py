"""Several boxes of one field, headings of a list, texts that wrap while they scroll."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.fit import assert_fits
from tests.ui.hands import focus_on, press
from ui.fields import ChecksField, Form, TextField
from ui.pieces import Facts, column, held, scrolled
from ui.table import Column, Heading, RowsTable

TOLD = {"visit": "факт обращения", "diagnosis": "диагноз", "course": "ход реабилитации"}


def test_boxes_are_walked_ticked_and_kept(qtbot: QtBot) -> None:
    scope = ChecksField("scope", "Что сообщить", TOLD)
    form = Form([("", [TextField("before", "До"), scope, TextField("after", "После")])])
    qtbot.addWidget(form)
    focus_on(form["before"].control)
    boxes = list(scope.boxes.values())
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab):
        form["before"].control.setFocus()
        for stop in [*boxes, form["after"].control]:
            press(QApplication.focusWidget() or form, key)
            assert QApplication.focusWidget() is stop
    boxes[1].setFocus()
    press(boxes[1], Qt.Key.Key_Space)
    assert form.values()["scope"] == ["diagnosis"]
    assert form.is_edited
    letters = form.typed()
    scope.set_value([])
    assert scope.is_empty()
    form.retype(letters)
    assert scope.value() == ["diagnosis"]
    assert_fits(form)


def test_a_list_stands_in_groups_and_says_so_to_who_cannot_see(qtbot: QtBot) -> None:
    late, soon = Heading("Просрочено", "danger"), Heading("Скоро", "muted")
    columns: list[Column[str]] = [Column("", lambda word: word)]
    table: RowsTable[str] = RowsTable("Дела", columns, titles=False, heading=lambda word: late if word < "в" else soon)
    qtbot.addWidget(table)
    table.show_rows(["аз", "буки", "веди"])
    assert table.rows.heads == {0: (late, 2), 2: (soon, 1)}
    said = [table.rows.data(table.rows.index(at, 0), Qt.ItemDataRole.AccessibleTextRole) for at in range(3)]
    assert said == ["Просрочено, 2. аз", "буки", "Скоро, 1. веди"]
    assert table.rowHeight(0) == table.rowHeight(2) > table.rowHeight(1)
    table.show_rows(["аз"])
    table.show_rows([])
    assert table.rows.heads == {}


def test_texts_that_wrap_are_not_cut_where_they_scroll(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    facts = Facts([("Наблюдение", "с 18.09.2026, группа ДН-4, порядок ДН-2026, " * 3)] * 6)
    window.setLayout(column(scrolled(held(column(facts, None)))))
    window.resize(320, 240)
    window.show()
    QApplication.processEvents()
    assert_fits(window, allowed=frozenset())
