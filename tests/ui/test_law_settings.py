"""The settings that terms are reckoned by: the production calendar, the kinds of court duties and their terms."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from narcdesk import duties, working_days
from narcdesk.duties import NoticeEvent
from narcdesk.staff import Role
from tests import factories
from tests.ui.fit import assert_fits
from tests.ui.hands import focus_on, press, type_text
from tests.ui.office import CTRL, choose, fill, form, front, no_form, save
from ui.calendar_tab import CalendarTab
from ui.desk import Desk
from ui.duty_kinds_tab import DutyKindsTab
from ui.form_dialog import FormDialog
from ui.main_window import MainWindow
from ui.settings_page import SettingsPage

SETTINGS = 7  # the section
Open = Callable[[Desk, str], SettingsPage]


@pytest.fixture
def settings(qtbot: QtBot) -> Open:
    """The settings in their window, one of the tabs open by the beginning of its title."""

    def opened(desk: Desk, title: str) -> SettingsPage:
        window = MainWindow(desk)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        focus_on(window)
        window.pages.go(len(window.entries) - 1)
        page: SettingsPage = front(window, SettingsPage)
        titles = [page.tabs.tabText(at).replace("&", "") for at in range(page.tabs.count())]
        page.tabs.setCurrentIndex(next(at for at, found in enumerate(titles) if found.startswith(title)))
        assert_fits(window)
        return page

    return opened


@pytest.fixture
def calendar(settings: Open, desk: Desk) -> CalendarTab:
    return settings(desk, "Календарь").calendar


@pytest.fixture
def kinds(settings: Open, desk: Desk) -> DutyKindsTab:
    return settings(desk, "Суд").duty_kinds


def type_over(dialog: FormDialog, name: str, text: str) -> None:
    """Other words instead of those that stand in a field."""
    control = dialog.form[name].control
    control.setFocus()
    press(control, Qt.Key.Key_A, CTRL)
    type_text(control, text)


# The production calendar ---------------------------------------------------------------------------------------------


def test_the_next_year_is_entered_from_its_act_and_moves_what_is_reckoned(calendar: CalendarTab, desk: Desk) -> None:
    assert [year.year for year in calendar.table.rows.rows][:2] == [2027, 2026]
    calendar.add_button.click()
    dialog = form()
    assert dialog.form["year"].typed() == "2028"
    assert dialog.form["days_off"].typed().startswith("03.01")  # the holidays of the law, the first of them a Monday
    save(dialog)
    assert dialog.form["act"].note.text.text() != ""  # without its act a year is nobody's word
    assert dialog.isVisible()
    fill(dialog, act="постановление Правительства № 1")
    type_over(dialog, "days_off", "03.01-07.01, 24.02")
    save(dialog)
    assert no_form()
    newest = calendar.table.rows.rows[0]
    assert (newest.year, newest.act, newest.is_own) == (2028, "постановление Правительства № 1", True)
    reckoned = desk.ask(working_days.calendar_of)
    assert reckoned.add_working_days(date(2028, 2, 23), 1) == date(2028, 2, 25)  # 24 February is off by this act
    assert reckoned.add_working_days(date(2028, 3, 7), 1) == date(2028, 3, 8)  # 8 March is not, without it


def test_a_day_that_is_none_is_told_at_its_field_and_nothing_is_kept(calendar: CalendarTab, desk: Desk) -> None:
    calendar.add_button.click()
    dialog = form()
    fill(dialog, act="постановление")
    type_over(dialog, "days_off", "32.01")
    save(dialog)
    assert dialog.isVisible()
    assert dialog.form["days_off"].note.text.text() != ""
    assert 2028 not in [year.year for year in desk.ask(working_days.years)]
    dialog.form.is_edited = False
    dialog.reject()


def test_a_year_of_the_program_is_changed_with_the_cursor_on_it(calendar: CalendarTab, desk: Desk) -> None:
    calendar.table.go_to([year.year for year in calendar.table.rows.rows].index(2026))
    calendar.amend_button.click()
    dialog = form()
    assert dialog.windowTitle() == "Производственный календарь на 2026 год"
    type_over(dialog, "act", "постановление о новом переносе")
    save(dialog)
    assert no_form()
    (changed,) = [year for year in calendar.table.rows.rows if year.year == 2026]
    assert (changed.act, changed.is_own) == ("постановление о новом переносе", True)


def test_whoever_may_not_change_the_calendar_only_reads_it(settings: Open, tmp_path: Path) -> None:
    clock = factories.Clock()
    with factories.signed_in(factories.register(tmp_path / "реестр"), Role.NURSE, clock) as register:
        page = settings(Desk(register), "Календарь")
        assert not page.calendar.add_button.isEnabled() or not page.calendar.add_button.isVisible()
        press(page.calendar.table, Qt.Key.Key_Return)
        assert no_form()


# Kinds of duties and their terms -------------------------------------------------------------------------------------


def place_of(kinds: DutyKindsTab, title: str) -> int:
    return [entry.kind.title for entry in kinds.table.rows.rows].index(title)


def cells(kinds: DutyKindsTab, place: int) -> list[str]:
    model = kinds.table.rows
    return [column.text(model.rows[place]) for column in model.columns]


def test_a_kind_of_the_office_is_offered_in_decisions(kinds: DutyKindsTab, desk: Desk) -> None:
    kinds.add_button.click()
    dialog = form()
    fill(dialog, title="Новая обязанность", act="закон от 01.03.2026 № 5", content="лечение")
    choose(dialog, controller="отдел МВД", disclosure="13.4.3")
    save(dialog)
    assert no_form()
    place = place_of(kinds, "Новая обязанность")
    assert cells(kinds, place)[2:] == ["кабинет, с 16.03.2026", *["не задан"] * 4]
    (offered,) = [field for field in duties.asked_of(desk.register) if field.name == "kind"]
    assert "Новая обязанность" in offered.options(factories.DAY).values()


def test_only_kinds_of_the_office_are_changed(kinds: DutyKindsTab, desk: Desk) -> None:
    kinds.table.go_to(0)
    assert not kinds.amend_button.isEnabled()
    assert kinds.term_button.isEnabled()
    typed = {"title": "Своя", "act": "закон", "content": "лечение", "controller": "uii", "disclosure": "13.4.3-УИИ"}
    duties.keep_kind(desk.register, {**typed, "valid_from": factories.DAY})
    kinds.refresh()
    kinds.table.go_to(place_of(kinds, "Своя"))
    assert kinds.amend_button.isEnabled()
    kinds.amend_button.click()
    dialog = form()
    type_over(dialog, "title", "Своя, по новому закону")
    save(dialog)
    assert no_form()
    assert "Своя, по новому закону" in [entry.kind.title for entry in kinds.table.rows.rows]


def test_a_term_of_the_office_gives_the_notice_its_day(kinds: DutyKindsTab, desk: Desk) -> None:
    who = factories.patient(desk.register, snils="").id
    decision = {"kind": "УК-73", "court": "суд", "decided_on": "02.03.2026", "appear_by": "06.03.2026"}
    duty = duties.receive(desk.register, who, decision)

    def no_show() -> date | None:
        return next(one.due for one in desk.ask(duties.of_duty, duty.id).owed if one.event is NoticeEvent.NO_SHOW)

    assert no_show() is None
    kinds.table.go_to(place_of(kinds, "УК РФ, ч. 5 ст. 73"))
    kinds.term_button.click()
    dialog = form()
    assert dialog.windowTitle() == "Срок сообщения органу контроля"
    type_over(dialog, "event", "о неявке")
    press(dialog.form["event"].control, Qt.Key.Key_Return)
    fill(dialog, days="5", act="совместный приказ № 7")
    type_over(dialog, "valid_from", "01.03.2026")
    save(dialog)
    assert no_form()
    assert cells(kinds, place_of(kinds, "УК РФ, ч. 5 ст. 73"))[3:] == ["не задан", "5 раб. дн.", "не задан", "не задан"]
    assert no_show() == date(2026, 3, 16)  # Friday the 6th, and Monday the 9th is a day off
