"""The office writes the text of a paper: it is tried while it is typed, and only what can be printed is kept."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from narcdesk.forms import all_templates, editing
from tests.ui.conftest import Heard
from tests.ui.hands import focus_on, paste, press, type_text
from ui.desk import Desk
from ui.form_text_page import FormTextPage
from ui.form_texts_page import FormTextsPage
from ui.page import Page

CODE = "pamyatka"


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> FormTextPage:
    shown = FormTextPage(desk, CODE)
    qtbot.addWidget(shown)
    shown.resize(1100, 700)
    shown.show()
    shown.refresh()
    qtbot.waitUntil(lambda: shown.view.pages > 0)
    return shown


def at_the_end(page: FormTextPage, text: str) -> None:
    page.field.code.setFocus()
    press(page.field.code, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    type_text(page.field.code, text)


def test_what_is_typed_is_printed_at_once_and_kept_by_one_key(qtbot: QtBot, page: FormTextPage, heard: Heard) -> None:
    before = page.view.document
    paste_at = "\n  - p: Регистратура работает с восьми утра."
    press(page.field.code, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    paste(page.field.code, paste_at)
    qtbot.waitUntil(lambda: page.view.document is not before)
    press(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "восьми утра" in page.desk.ask(editing.text_of, CODE)
    assert not page.form.is_edited
    assert page.put_back_button.isEnabled()


def test_a_fault_is_said_with_its_line_while_one_types_and_nothing_of_it_is_kept(
    qtbot: QtBot, page: FormTextPage, heard: Heard
) -> None:
    at_the_end(page, '\n  - p: "{{ patient.snilz }}"')
    qtbot.waitUntil(lambda: page.said.text() != "" and "patient.snilz" in page.said.text())
    assert page.go_button.isVisible()
    page.go_to_fault()
    assert "snilz" in page.field.code.textCursor().block().text()
    page.save()
    assert "patient.snilz" in heard.told[0].what
    assert page.desk.ask(editing.text_of, CODE) == all_templates()[CODE].text
    assert page.form.is_edited


def test_a_field_is_written_where_the_cursor_is(page: FormTextPage) -> None:
    at_the_end(page, "\n  - p: ")
    page.insert(next(named for named in page.named.rows.rows if named.path == "office.name"))
    assert page.field.typed().endswith("- p: {{ office.name }}")


def test_spaces_at_the_beginning_of_pasted_lines_stay(page: FormTextPage) -> None:
    press(page.field.code, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    paste(page.field.code, "a:\r\n\t- b\r\n    - c")
    assert page.field.typed() == "a:\n  - b\n    - c"


def test_the_program_s_text_comes_back_on_a_word(qtbot: QtBot, page: FormTextPage, heard: Heard) -> None:
    at_the_end(page, "\n  - p: Своё.")
    page.save()
    heard.answer = "stay"
    page.put_back()
    assert page.desk.ask(editing.text_of, CODE).endswith("Своё.")
    heard.answer = "back"
    page.put_back()
    assert page.field.typed() == all_templates()[CODE].text
    assert not page.put_back_button.isEnabled()


def test_the_list_says_whose_each_text_is_and_opens_it(qtbot: QtBot, desk: Desk) -> None:
    editing.keep(desk.register, CODE, all_templates()[CODE].text)
    page = FormTextsPage(desk)
    qtbot.addWidget(page)
    page.refresh()
    assert len(page.table.rows.rows) == len(all_templates())
    assert [one.code for one in page.table.rows.rows if one.own] == [CODE]
    page.box.setText("памятк")
    page.narrow()
    opened: list[Page] = []
    page.opens.connect(opened.append)
    focus_on(page.table)
    press(page.table, Qt.Key.Key_Down)
    press(page.table, Qt.Key.Key_Return)
    assert [type(one).__name__ for one in opened] == ["FormTextPage"]
    for one in opened:
        qtbot.addWidget(one)
