"""The window around a form: saves, keeps drafts, loses nothing."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from narcdesk import patients
from narcdesk.fields import fields_of
from tests import factories
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import press, type_text
from ui import form_dialog
from ui.desk import Desk
from ui.fields import Form, TextField
from ui.form_dialog import Draft, FormDialog


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk) -> Iterator[FormDialog]:
    parent = QWidget()
    qtbot.addWidget(parent)
    form = Form.of(fields_of(patients.Patient), desk.today, columns=2)
    made = FormDialog(
        parent,
        "Новый пациент",
        "карта № 1",
        form,
        lambda: desk.do(made, patients.enter, form.values(), not_given=form.not_given(), odd=form.odd()) is not None,
    )
    made.resize(1180, 640)
    made.show()
    yield made
    parent.close()  # which lives as long as the test


def test_a_card_is_filled_and_saved_by_keys(qtbot: QtBot, desk: Desk, dialog: FormDialog) -> None:
    assert QApplication.focusWidget() is dialog.form["surname"].control
    assert_fits(dialog)
    assert_mnemonics(dialog)
    dialog.form.fill(factories.card(surname=None))
    type_text(dialog.form["surname"].control, "Лапина")
    press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == FormDialog.DialogCode.Accepted
    assert desk.saved_at is not None


def test_what_is_missing_is_shown_and_the_window_stays(dialog: FormDialog, heard: Heard) -> None:
    dialog.form.fill(factories.card(surname=None, came_on="32.13.2026"))
    press(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert dialog.isVisible()
    assert dialog.form["surname"].is_wrong
    assert dialog.form["came_on"].is_wrong
    assert dialog.form["came_on"].typed() == "32.13.2026"
    assert heard.told == []
    assert_fits(dialog)


@pytest.mark.parametrize(("answer", "open_after"), [(None, True), ("drop", False)])
def test_closing_asks_only_when_there_is_something_to_lose(
    dialog: FormDialog, heard: Heard, answer: str | None, open_after: bool
) -> None:
    heard.answer = answer
    type_text(dialog.form["surname"].control, "Л")
    press(dialog, Qt.Key.Key_Escape)
    assert heard.asked == ["Введённое не сохранено"]
    assert dialog.isVisible() is open_after
    assert dialog.form["surname"].typed() == "Л"


def test_an_untouched_form_closes_without_a_word(dialog: FormDialog, heard: Heard) -> None:
    press(dialog, Qt.Key.Key_Escape)
    assert heard.asked == []
    assert not dialog.isVisible()


def test_a_draft_is_kept_while_one_types(qtbot: QtBot, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form_dialog, "DRAFT_EVERY", 20)
    parent, drafts = QWidget(), list[Draft]()
    qtbot.addWidget(parent)
    form = Form.of(fields_of(patients.Patient), lambda: factories.DAY)
    dialog = FormDialog(parent, "Новый пациент", "", form, lambda: True, keep_draft=drafts.append)
    dialog.show()
    qtbot.wait(60)
    assert drafts == []
    type_text(form["surname"].control, "Воро")
    qtbot.waitUntil(lambda: bool(drafts))
    assert drafts[-1]["typed"]["surname"] == "Воро"
    heard.answer = "draft"
    dialog.close()
    assert not dialog.isVisible()


def test_a_finished_window_goes_and_takes_nothing_along(qtbot: QtBot, qapp: QApplication) -> None:
    gone: list[str] = []
    for _ in range(20):
        parent = QWidget()  # held by what the dialog remembers, and by nobody else
        form = Form([("", [TextField("one", "Одно")])])
        dialog = FormDialog(parent, "Правка", "", form, lambda keeps=parent: keeps is not None)
        dialog.destroyed.connect(lambda: gone.append("да"))
        dialog.show()
        dialog.save()
        del parent, form, dialog
        for _ in range(3):
            qapp.processEvents()
    qtbot.waitUntil(lambda: len(gone) == 20)


def test_tab_leaves_the_form_for_the_buttons_and_comes_round(dialog: FormDialog) -> None:
    stops = [stop for field in dialog.form.fields.values() if field.isVisible() for stop in field.stops]
    walked = [QApplication.focusWidget()]
    while len(walked) < 3 * len(stops):
        press(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is walked[0]:
            break
        walked.append(QApplication.focusWidget())
    assert [widget for widget in walked if widget in stops] == stops
    assert walked.index(dialog.save_button) > walked.index(stops[-1])
