"""Forms: walked by keys alone, problems listed and led to, nothing typed is ever lost."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk.errors import Invalid, Problem
from narcdesk.fields import Field as Asked
from narcdesk.fields import Kind
from tests.ui.fit import assert_fits, place
from tests.ui.hands import focus_on, press, type_text
from ui.fields import CheckField, Form, LongTextField, TextField
from ui.pieces import PrimaryButton, QuietButton, column, held, scrolled

TODAY = date(2026, 11, 21)
ASKED = [
    Asked("surname", "Фамилия", Kind.NAME, section="Личность", required=True),
    Asked("birth", "Дата рождения", Kind.BIRTH, section="Личность", required=True, hint="можно только год"),
    Asked("snils", "СНИЛС", Kind.SNILS, section="Документы", may_be_unknown=True, width=16),
    Asked("form", "Форма услуг", Kind.CHOICE, section="Документы", choices=lambda _: {"s": "стационарная"}),
    Asked("paid", "Оплачено", Kind.YES_NO, section="Документы"),
    Asked("cost", "Стоимость", Kind.MONEY, section="Документы", width=14),
    Asked("remark", "Заметка", Kind.LONG_TEXT, section="Документы"),
]


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form.of(ASKED, lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(760, 700)
    made.show()
    made.go_to_first_empty()
    return made


def names_in_focus(form: Form) -> str:
    return next((name for name, field in form.fields.items() if field.control is QApplication.focusWidget()), "")


def test_the_declared_fields_stand_in_their_order(form: Form) -> None:
    assert list(form.fields) == [one.name for one in ASKED]
    tops = [place(field).y() for field in form.fields.values()]
    assert tops == sorted(tops)
    assert len({place(field.control).x() for field in form.fields.values()}) == 1  # one straight edge
    assert_fits(form)


def test_a_new_record_begins_in_the_first_empty_field(form: Form) -> None:
    assert names_in_focus(form) == "surname"
    form.fill({"surname": "Воробьёв"})
    form.go_to_first_empty()
    assert names_in_focus(form) == "birth"


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_tab_and_enter_walk_the_form_in_the_order_of_the_eye(form: Form, key: Qt.Key) -> None:
    form["cost"].hide()
    walked = [names_in_focus(form)]
    while walked[-1] != "remark" and len(walked) < 12:
        press(QApplication.focusWidget(), key)
        walked.append(names_in_focus(form))
    assert walked == ["surname", "birth", "snils", "form", "paid", "remark"]
    while walked[-1] != "surname" and len(walked) < 24:
        press(QApplication.focusWidget(), Qt.Key.Key_Backtab)
        walked.append(names_in_focus(form))
    assert walked[6:] == ["paid", "form", "snils", "birth", "surname"]


def test_enter_in_the_last_field_goes_to_save_and_does_not_press_it(qtbot: QtBot) -> None:
    saved: list[str] = []
    form = Form([("", [TextField("one", "Одно"), TextField("two", "Другое")])])
    save = PrimaryButton("&Сохранить", lambda: saved.append("да"))
    form.finished.connect(save.setFocus)
    window = held(column(form, save))
    qtbot.addWidget(window)
    focus_on(form["two"].control)
    press(form["two"].control, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is save
    assert saved == []
    press(save, Qt.Key.Key_Return)
    assert saved == ["да"]


def test_problems_are_listed_lead_to_their_fields_and_nothing_is_lost(form: Form) -> None:
    type_text(form["surname"].control, "Воробьёв")
    type_text(form["snils"].control, "123")
    form.show_problems(Invalid([Problem("birth", "Дата рождения: нужно заполнить"), Problem("", "Карта уже закрыта")]))
    QApplication.processEvents()
    assert form.values()["surname"] == "Воробьёв"
    assert form["birth"].is_wrong
    assert not form["surname"].is_wrong
    assert form["birth"].note.text.text() == "Нужно заполнить."
    assert names_in_focus(form) == "birth"
    lines = [line for line in form.findChildren(QuietButton) if line.text() in ("Дата рождения: нужно заполнить",)]
    form["remark"].control.setFocus()
    lines[0].click()
    assert names_in_focus(form) == "birth"
    assert_fits(form)
    form.clear_problems()
    assert not form["birth"].is_wrong
    assert form["birth"].note.text.text() == "можно только год"


def test_a_problem_below_the_fold_is_brought_into_sight(qtbot: QtBot) -> None:
    form = Form([("", [TextField(f"f{number}", f"Поле {number}") for number in range(40)])])
    area = scrolled(form)
    qtbot.addWidget(area)
    area.resize(500, 300)
    area.show()
    form.go_to("f39")
    top = form["f39"].mapTo(area.viewport(), form["f39"].rect().topLeft()).y()
    assert 0 <= top <= 300 - 32


def test_a_warning_asks_why_and_the_reason_is_given_on(form: Form) -> None:
    form.fill({"snils": "11223344596"})
    assert form.odd() == {}
    form.fill({}, odd={"snils": "так в документе"})
    assert form.odd() == {"snils": "так в документе"}
    form.show_warnings({"cost": "больше обычного"})
    assert form["cost"].note.text.text() == "Больше обычного."


def test_a_draft_brings_every_letter_back(qtbot: QtBot, form: Form) -> None:
    type_text(form["surname"].control, "воро")
    type_text(form["birth"].control, "31.02")
    type_text(form["form"].control, "ста")
    form["paid"].set_value(True)
    type_text(form["remark"].control, "звонил")
    form.fill({}, not_given={"snils": "refused"})
    draft = form.typed()
    again = Form.of(ASKED, lambda: TODAY)
    qtbot.addWidget(again)
    again.retype(draft)
    assert again.typed() == draft
    assert again.is_edited
    assert again.not_given() == {"snils": "refused"}


def test_stars_tell_apart_what_must_be_filled(qtbot: QtBot, form: Form) -> None:
    assert form.sections[0].labels["surname"].text() == "Фамилия *"
    whole = Form([("", [TextField("login", "Имя", required=True), TextField("word", "Пароль", required=True)])])
    qtbot.addWidget(whole)
    assert [label.text() for label in whole.sections[0].labels.values()] == ["Имя", "Пароль"]


def test_a_long_form_begins_at_its_top(qtbot: QtBot) -> None:
    long = Form([("", [TextField(f"line{at}", f"Строка {at}") for at in range(30)])])
    inner = held(column(long, None))
    inner.setContentsMargins(0, 16, 0, 16)
    area = scrolled(inner)
    qtbot.addWidget(area)
    long.go_to_first_empty()  # before anything is shown
    area.resize(500, 300)
    area.show()
    QApplication.processEvents()
    assert area.verticalScrollBar().value() == 0


def test_only_a_person_edits(form: Form) -> None:
    form.fill({"surname": "Воробьёв", "remark": "звонил", "paid": True, "birth": None})
    assert not form.is_edited
    press(form["paid"].control, Qt.Key.Key_Space)
    assert form.is_edited


def test_what_is_not_asked_is_not_answered(form: Form) -> None:
    form.show_field("cost", False)
    assert "cost" not in form.values()
    form.show_field("cost", True)
    assert form.values()["cost"] == ""


def test_labels_belong_to_their_fields_and_lie_level_with_them(form: Form) -> None:
    for section in form.sections:
        for name, label in section.labels.items():
            assert label.buddy() is form[name].control
            middle = place(label).y() + 16
            line = form[name].control
            assert (
                isinstance(form[name], LongTextField | CheckField)
                or abs(middle - place(line).y() - line.height() // 2) <= 1
            )
