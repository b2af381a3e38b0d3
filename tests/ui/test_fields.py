"""Fields: what is typed or pasted, in any way and layout, becomes what it should, and nothing is lost."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from narcdesk import identifiers
from narcdesk.dates import PartialDay
from narcdesk.fields import Absence
from tests.ui.hands import focus_on, paste, press, type_text
from ui.fields import (
    CheckField,
    ChoiceField,
    DayField,
    Field,
    IdentifierField,
    LongTextField,
    MoneyField,
    NameField,
    NumberField,
    PartialDayField,
    TextField,
)
from ui.fields.choice import matching
from ui.pieces import column, held

TODAY = date(2026, 11, 21)
STATIONARY = {"s": "стационарная", "h": "полустационарная", "m": "на дому"}


def today() -> date:
    return TODAY


Show = Callable[..., QWidget]


@pytest.fixture
def shown(qtbot: QtBot) -> Show:
    """Shows fields in a window; the window lives as long as the test."""
    kept: list[QWidget] = []

    def show(*fields: Field) -> QWidget:
        window = held(column(*fields))
        qtbot.addWidget(window)
        kept.append(window)
        focus_on(fields[0].control)
        return window

    return show


def test_what_word_processors_leave_is_cleaned_when_pasted(shown: Show) -> None:
    field = TextField("address", "Адрес")
    shown(field)
    paste(field.line, "  ул.\u00a0Садовая,\nд.\u200b 4 — 6\u00a0 ")
    assert field.line.text() == "ул. Садовая, д. 4 - 6"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12032024", "12.03.2024"),
        ("12.3.24", "12.03.2024"),
        ("12/03/2024", "12.03.2024"),
        ("12 марта 2024", "12.03.2024"),
        ("+5", "26.11.2026"),
        ("с", "21.11.2026"),
    ],
)
def test_a_day_typed_in_any_way_is_read_when_the_cursor_goes_on(shown: Show, typed: str, day: str) -> None:
    field, after = DayField("issued_on", "Дата выдачи", today), TextField("by", "Кем выдан")
    shown(field, after)
    type_text(field.line, typed)
    assert field.line.text() == typed  # nothing happens while typing
    after.control.setFocus(Qt.FocusReason.TabFocusReason)
    assert field.line.text() == day
    assert field.value() == date(*map(int, reversed(day.split("."))))


def test_what_is_no_day_is_doubted_softly_and_stays(shown: Show) -> None:
    field, after = DayField("issued_on", "Дата выдачи", today), TextField("by", "Кем выдан")
    shown(field, after)
    type_text(field.line, "31.02.2024")
    assert field.note.is_silent
    after.control.setFocus(Qt.FocusReason.TabFocusReason)
    assert not field.note.is_silent
    assert not field.is_wrong
    assert field.line.text() == "31.02.2024"
    assert field.value() == "31.02.2024"  # the rules will refuse it, with their own words
    focus_on(field.line)
    type_text(field.line, "1")
    assert field.note.is_silent  # it is being mended


def test_a_birth_date_may_be_partly_known(shown: Show) -> None:
    field = PartialDayField("birth", "Дата рождения", today)
    shown(field)
    type_text(field.line, "03.1987")
    field.leave()
    assert field.value() == PartialDay(1987, 3)
    assert field.line.text() == "__.03.1987"
    field.leave()  # what is shown can be read again
    assert field.value() == PartialDay(1987, 3)


def test_the_calendar_is_extra(shown: Show) -> None:
    field = DayField("came_on", "Дата обращения", today)
    shown(field)
    press(field.line, Qt.Key.Key_F4)
    calendar = QApplication.activePopupWidget()
    assert calendar is not None
    press(calendar.focusWidget(), Qt.Key.Key_Left)
    press(calendar.focusWidget(), Qt.Key.Key_Return)
    assert field.value() == date(2026, 11, 20)
    assert QApplication.focusWidget() is field.line


def test_a_number_is_grouped_and_a_failed_check_asks_for_a_reason(shown: Show) -> None:
    field, after = IdentifierField("snils", "СНИЛС", identifiers.snils), TextField("note", "Заметка")
    shown(field, after)
    type_text(field.line, "11223344595")
    press(field.line, Qt.Key.Key_Tab)
    assert (field.line.text(), field.note.is_silent, field.why()) == ("112-233-445 95", True, "")
    focus_on(field.line)
    field.line.selectAll()
    type_text(field.line, "112 233 445 96")
    press(field.line, Qt.Key.Key_Return)
    assert field.line.text() == "112-233-445 96"
    assert "не сходится" in field.note.text.text()
    asked = QApplication.focusWidget()
    assert asked.accessibleName() == "СНИЛС: почему оставить так"
    type_text(asked, "так в документе")
    assert field.why() == "так в документе"


def test_a_phone_keeps_its_extension(shown: Show) -> None:
    field = IdentifierField("phone", "Телефон", identifiers.phone)
    shown(field)
    type_text(field.line, "8 84467 2-15-30 доб. 12")
    field.leave()
    assert identifiers.phone(str(field.value())).extension == "12"


@pytest.mark.parametrize("typed", ["полу", "gjke", "ПОЛУ"])
def test_a_choice_is_found_by_typing_in_either_layout(shown: Show, typed: str) -> None:
    field = ChoiceField("form", "Форма услуг", STATIONARY)
    shown(field)
    type_text(field.line, typed)
    press(field.line, Qt.Key.Key_Return)
    assert field.line.text() == "полустационарная"
    assert field.value() == "h"


def test_the_other_layout_finds_a_surname() -> None:
    people = {"1": "Иванов Пётр", "2": "Петров Иван", "3": "Сидоров Олег"}
    assert matching(people, "gtnhjd") == ["2"]
    assert matching(people, "пет") == ["1", "2"]  # ё and е are one letter, every word may begin it
    assert matching(people, "пет ив") == ["1", "2"]
    assert matching({"F11.2": "F11.2 Опиоиды"}, "а11") == ["F11.2"]
    assert matching(people, "") == ["1", "2", "3"]


def test_a_choice_that_is_not_in_the_list_is_doubted_and_given_as_typed(shown: Show) -> None:
    field = ChoiceField("form", "Форма услуг", STATIONARY)
    shown(field)
    type_text(field.line, "санаторий")
    field.leave()
    assert not field.note.is_silent
    assert field.value() == "санаторий"
    field.set_value("m")
    assert (field.value(), field.line.text()) == ("m", "на дому")


def test_a_choice_opens_whole_by_f4_and_takes_the_arrow(shown: Show) -> None:
    field = ChoiceField("form", "Форма услуг", STATIONARY)
    shown(field)
    press(field.line, Qt.Key.Key_F4)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Return)
    assert field.value() == "h"


def test_not_knowing_is_an_answer(shown: Show) -> None:
    field = TextField("snils", "СНИЛС", may_be_unknown=True)
    shown(field)
    type_text(field.line, "112")
    press(field.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    press(menu, Qt.Key.Key_Down)
    press(menu, Qt.Key.Key_Down)
    press(menu, Qt.Key.Key_Return)
    assert field.absence is Absence.REFUSED
    assert field.line.text() == "отказался отвечать"
    assert field.value() == ""
    type_text(field.line, "1")
    assert field.line.text() == "отказался отвечать"
    field.set_absence(None)
    assert (field.line.text(), field.line.isReadOnly()) == ("", False)


def test_a_capital_and_the_right_layout_are_offered_never_forced(shown: Show) -> None:
    field = NameField("surname", "Фамилия")
    shown(field)
    type_text(field.line, "gtnhjd")
    field.leave()
    assert field.value() == "gtnhjd"
    field.note.offer.click()
    assert field.value() == "Петров"
    field.set_value("ван дер Верфф")
    field.leave()
    assert field.note.offer.isHidden() or "ван дер" in field.note.offer.text()
    field.set_value("Smith")
    field.leave()
    assert field.value() == "Smith"


def test_several_lines_keep_enter_and_give_tab_away(shown: Show) -> None:
    field, after = LongTextField("remark", "Заметка"), TextField("next", "Дальше")
    window = shown(field, after)
    type_text(field.lines, "раз")
    press(field.lines, Qt.Key.Key_Return)
    type_text(field.lines, "два")
    assert field.value() == "раз\nдва"
    press(field.lines, Qt.Key.Key_Tab)
    assert window.focusWidget() is after.control
    field.lines.clear()
    paste(field.lines, "одна\u00a0строка \r\nдругая — строка")
    assert field.value() == "одна строка\nдругая - строка"


def test_a_box_is_ticked_by_space_and_passed_by_enter(qtbot: QtBot, shown: Show) -> None:
    field = CheckField("training", "Учебный реестр")
    shown(field)
    with qtbot.waitSignal(field.edited):
        press(field.box, Qt.Key.Key_Space)
    assert field.value() is True
    with qtbot.waitSignal(field.passed):
        press(field.box, Qt.Key.Key_Return)
    assert field.value() is True


def test_numbers_and_money(shown: Show) -> None:
    days, sum_ = NumberField("days", "Срок", unit="дней"), MoneyField("cost", "Стоимость", unit="₽")
    shown(days, sum_)
    type_text(days.line, "сто")
    days.leave()
    assert not days.note.is_silent
    sum_.set_value(18000050)
    assert sum_.line.text() == "180 000,50"
    assert sum_.doubt() == ""


def test_a_field_is_as_wide_as_its_content_wants(shown: Show) -> None:
    short, long = TextField("series", "Серия", chars=4), TextField("address", "Адрес", chars=44)
    window = shown(short, long)
    window.resize(900, 200)
    QApplication.processEvents()
    assert short.line.width() < 90
    assert 350 < long.line.width() < 500
    assert short.line.height() == long.line.height() == 32


def test_what_is_said_about_a_field_reaches_a_screen_reader(qtbot: QtBot) -> None:
    field = TextField("address", "Адрес", hint="с индексом", required=True)
    qtbot.addWidget(field)
    assert field.control.accessibleName() == "Адрес"
    assert field.control.accessibleDescription() == "обязательно; с индексом"
