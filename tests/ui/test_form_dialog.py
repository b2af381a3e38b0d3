"""The window around a form: saves, keeps drafts, loses nothing."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from narcdesk import drafts, patients
from narcdesk.fields import fields_of
from tests import factories
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import press, type_text
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fields import Form, TextField
from ui.form_dialog import FormDialog


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
        lambda: (
            desk.do(made, made.saving(patients.enter), form.values(), not_given=form.not_given(), odd=form.odd())
            is not None
        ),
        draft=FormDraft(desk, "patients.enter"),
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


def test_a_draft_is_left_where_one_says_so(desk: Desk, dialog: FormDialog, heard: Heard) -> None:
    type_text(dialog.form["surname"].control, "Воро")
    heard.answer = "draft"
    dialog.close()
    assert not dialog.isVisible()
    [left] = drafts.mine(desk.register)
    assert (left.title, left.who, left.cursor, left.position) == ("Новый пациент", "карта № 1", "surname", 4)
    assert left.contents["typed"]["surname"] == "Воро"


@pytest.mark.parametrize("answer", ["drop", "save"])
def test_what_is_saved_or_not_wanted_leaves_no_draft(desk: Desk, dialog: FormDialog, heard: Heard, answer: str) -> None:
    dialog.form.fill(factories.card(surname=None))
    type_text(dialog.form["surname"].control, "Лапина")
    assert desk.drafts.keep() is None
    assert len(drafts.mine(desk.register)) == 1
    heard.answer = answer
    dialog.close()
    assert not dialog.isVisible()
    assert drafts.mine(desk.register) == []
    assert patients.count(desk.register) == (answer == "save")


def test_what_is_refused_keeps_its_draft(desk: Desk, dialog: FormDialog) -> None:
    type_text(dialog.form["surname"].control, "Лапина")
    desk.drafts.keep()
    dialog.save()
    assert dialog.isVisible()
    assert len(drafts.mine(desk.register)) == 1


def test_a_finished_window_goes_and_takes_nothing_along(qtbot: QtBot, qapp: QApplication, desk: Desk) -> None:
    gone: list[str] = []
    for _ in range(20):
        parent = QWidget()  # held by what the dialog remembers, and by nobody else
        form = Form([("", [TextField("one", "Одно")])])
        dialog = FormDialog(
            parent,
            "Правка",
            "",
            form,
            lambda keeps=parent: keeps is not None,
            draft=FormDraft(desk, "patients.enter"),
        )
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
