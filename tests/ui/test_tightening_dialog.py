"""The window of the strictness: filled by keys alone, wrong numbers told at their fields, nothing typed is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from narcdesk import drafts
from narcdesk.commission import tightening
from narcdesk.commission.policy import Stricter
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits
from tests.ui.hands import focus_on, in_next_dialog, press, type_text
from tests.ui.test_lock import Office, office
from ui.commission_page import CommissionPage
from ui.desk import Desk
from ui.tightening_dialog import TighteningDialog

__all__ = ["office"]  # a fixture

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, heard: Heard, state: Path) -> Iterator[CommissionPage]:
    made = CommissionPage(desk)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.refresh()
    focus_on(made)
    yield made
    for left in made.findChildren(TighteningDialog):
        left.done(0)


@pytest.fixture
def dialog(page: CommissionPage) -> TighteningDialog:
    return _opened(page)


def _opened(page: CommissionPage, recipient: str = "municipal") -> TighteningDialog:
    made = TighteningDialog(page, page.desk, recipient)
    made.open()
    focus_on(made.form["k"].control)
    return made


def _hand() -> QWidget:
    """Where the next key goes."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def _kept(page: CommissionPage, recipient: str = "municipal") -> Stricter:
    return tightening.allowed(page.desk.register, recipient).stricter


def _type(dialog: TighteningDialog, name: str, text: str) -> None:
    line = dialog.form[name].control
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    type_text(line, text)


def test_it_is_opened_filled_and_saved_by_keys_alone(qtbot: QtBot, page: CommissionPage) -> None:
    seen: list[tuple[bool, int]] = []

    def fill(window: TighteningDialog) -> None:
        for number in ("7", "10", "40"):
            type_text(_hand(), number)
            press(_hand(), Key.Key_Return)
        press(_hand(), Key.Key_Space)  # a second person
        press(_hand(), Key.Key_Return)
        press(_hand(), Key.Key_Return)
        press(_hand(), Key.Key_Space)  # the second table leaves no more
        press(_hand(), Key.Key_Return, CTRL)
        seen.append((window.isVisible(), window.result()))

    page.stricter_button.setFocus()
    in_next_dialog(fill)
    press(_hand(), Key.Key_Space)
    assert seen == [(False, TighteningDialog.DialogCode.Accepted)]
    assert _kept(page) == Stricter(k=7, base=10, indicator_base=40, left_out=("by_sex",), second_person=True)
    assert drafts.mine(page.desk.register) == []


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("k", "4", "Нужно целое число от 5 до 1000, мягче правил получателя нельзя."),
        ("k", "пять", "Нужно целое число от 5 до 1000, мягче правил получателя нельзя."),
        ("k", "1001", "Нужно целое число от 5 до 1000, мягче правил получателя нельзя."),
        ("k", "-7", "Нужно целое число от 5 до 1000, мягче правил получателя нельзя."),
        ("k", "0", "Нужно целое число от 5 до 1000, мягче правил получателя нельзя."),
        ("base", "7", "Можно только 5 или 10."),
        ("base", "15", "Можно только 5 или 10."),
        ("base", "7,5", "Можно только 5 или 10."),
        ("indicator_base", "19", "Нужно целое число от 20 до 1000, мягче правил получателя нельзя."),
        ("indicator_base", "9" * 40, "Нужно целое число от 20 до 1000, мягче правил получателя нельзя."),
    ],
)
def test_a_wrong_number_is_told_at_its_field_and_stays(
    page: CommissionPage, dialog: TighteningDialog, field: str, typed: str, said: str
) -> None:
    _type(dialog, field, typed)
    press(_hand(), Key.Key_Return, CTRL)
    assert dialog.isVisible()
    wrong = {name: one.note.text.text() for name, one in dialog.form.fields.items() if one.is_wrong}
    assert wrong == {field: said}
    assert _hand() is dialog.form[field].control
    assert dialog.form[field].typed() == typed
    assert _kept(page) == Stricter()
    QApplication.processEvents()
    assert_fits(dialog)
    _type(dialog, field, {"k": "6", "base": "10", "indicator_base": "30"}[field])
    press(_hand(), Key.Key_Return, CTRL)
    assert not dialog.isVisible()
    assert getattr(_kept(page), field) in (6, 10, 30)


def test_all_that_is_wrong_is_told_at_once(page: CommissionPage, dialog: TighteningDialog) -> None:
    """Also of the tables, of which one must be left."""
    _type(dialog, "k", "1")
    _type(dialog, "base", "3")
    dialog.form["tables"].set_value([])
    press(_hand(), Key.Key_Return, CTRL)
    assert {name for name, one in dialog.form.fields.items() if one.is_wrong} == {"k", "base", "tables"}
    assert "хотя бы одна таблица" in dialog.form["tables"].note.text.text().lower()
    assert _hand() is dialog.form["k"].control
    QApplication.processEvents()
    assert_fits(dialog)
    dialog.drop()


def test_where_the_rules_ask_for_a_second_person_he_stays(page: CommissionPage) -> None:
    dialog = _opened(page, "regional")
    second = dialog.form["second_person"]
    assert second.value() is True
    second.set_value(False)
    dialog.save()
    assert dialog.isVisible() and second.is_wrong
    second.set_value(True)
    dialog.save()
    assert not dialog.isVisible()


def test_what_was_only_looked_at_is_not_asked_about(
    page: CommissionPage, dialog: TighteningDialog, heard: Heard
) -> None:
    page.desk.drafts.keep()
    press(_hand(), Key.Key_Escape)
    assert (dialog.isVisible(), heard.asked) == (False, [])
    assert drafts.mine(page.desk.register) == []


def test_on_closing_it_is_asked_and_what_was_typed_may_wait(
    page: CommissionPage, dialog: TighteningDialog, heard: Heard
) -> None:
    _type(dialog, "k", "1")  # on the way to a number that may be
    press(_hand(), Key.Key_Escape)
    assert heard.asked == ["Введённое не сохранено"]
    assert dialog.isVisible() and dialog.form["k"].typed() == "1"  # Esc once more: back to the form
    heard.answer = "draft"
    press(_hand(), Key.Key_Escape)
    assert not dialog.isVisible()
    [left] = drafts.mine(page.desk.register)
    assert (left.form, left.kind, left.who) == (
        "commission.tighten",
        "municipal",
        "Антинаркотическая комиссия муниципального образования",
    )
    again = _opened(page)
    again.take_up(left)
    assert again.form["k"].typed() == "1"
    type_text(again.form["k"].control, "2")
    press(_hand(), Key.Key_Return, CTRL)
    assert _kept(page).k == 12
    assert drafts.mine(page.desk.register) == []  # saved, so no draft is left


@pytest.mark.parametrize("answer", ["drop", "save"])
def test_it_is_dropped_or_saved_as_was_answered(
    page: CommissionPage, dialog: TighteningDialog, heard: Heard, answer: str
) -> None:
    _type(dialog, "k", "12")
    page.desk.drafts.keep()
    heard.answer = answer
    press(_hand(), Key.Key_Escape)
    assert not dialog.isVisible()
    assert _kept(page).k == (12 if answer == "save" else None)
    assert drafts.mine(page.desk.register) == []


def test_the_lock_comes_in_its_midst_and_it_goes_on(qtbot: QtBot, office: Office) -> None:
    dialog = TighteningDialog(office.today.window(), office.desk, "municipal")
    dialog.open()
    focus_on(dialog.form["base"].control)
    _type(dialog, "base", "1")
    office.session.lock()
    assert office.session.is_locked
    assert office.is_free()
    office.sign_in()
    [left] = drafts.mine(office.desk.register)
    assert left.form == "commission.tighten"
    assert dialog.form["base"].typed() == "1"
    assert dialog.focusWidget() is dialog.form["base"].control
    type_text(dialog.form["base"].control, "0")
    dialog.save()
    assert tightening.allowed(office.desk.register, "municipal").stricter.base == 10
    assert drafts.mine(office.desk.register) == []
