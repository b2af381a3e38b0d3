"""The tab «Регион»: sections at the left, a cell by Enter, its act demanded, what is the office's own marked."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from narcdesk import office_profile
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.factories import Clock
from tests.ui.conftest import Heard
from ui.desk import Desk
from ui.fact_dialog import FactDialog
from ui.profile_dialogs import History
from ui.region_tab import ALL, OPEN, OWN, RegionTab

TODAY = date(2026, 3, 16)
BY_ACT = {"act_kind": "приказ комитета", "act_number": "15-п", "act_date": "02.02.2026"}
DECISION = {"value": "7", "unit": "working", "start": "receipt", **BY_ACT, "since": TODAY}


@pytest.fixture
def tab(qtbot: QtBot, register: Register) -> RegionTab:
    made = RegionTab(Desk(register))
    qtbot.addWidget(made)
    made.resize(1100, 560)
    made.show()
    made.refresh()
    return made


def choose(tab: RegionTab, part: str) -> None:
    names = [one.name for one in tab.parts.rows.rows]
    tab.parts.setCurrentIndex(tab.parts.rows.index(names.index(part), 0))


def shown(tab: RegionTab) -> dict[str, tuple[str, str]]:
    return {state.cell.title: (state.shown, state.standing) for state in tab.table.rows.rows}


def test_sections_stand_at_the_left(tab: RegionTab) -> None:
    assert [part.name for part in tab.parts.rows.rows] == [
        ALL,
        OPEN,
        OWN,
        "Орган",
        "Сертификат",
        "Направление",
        "Сроки",
        "Приём заявлений",
        "Документы",
        "Деньги",
        "Курс и отчёт",
        "Отказ",
        "Прекращение",
        "Порядок",
    ]
    choose(tab, "Сроки")
    assert shown(tab) == dict.fromkeys(
        (
            "Решение",
            "Доработка",
            "Извещение о решении",
            "Действие документа",
            "Обращение в организацию",
            "Перерыв курса",
        ),
        ("срок не задан", "уточните в органе"),
    )
    choose(tab, OWN)
    assert shown(tab) == {}


def test_a_cell_is_set_by_its_act_and_stands_out(tab: RegionTab) -> None:
    choose(tab, "Сроки")
    tab.table.setCurrentIndex(tab.table.rows.index(0, 0))
    dialog = tab.ask_for("terms.decision")
    dialog.form.fill({**DECISION, "act_number": ""})
    dialog.save()
    assert dialog.isVisible()
    assert dialog.form["act_number"].note.text.text() == "Без акта значение не записать."
    assert office_profile.history(tab._desk.register) == []
    dialog.form.fill(DECISION)
    dialog.save()
    assert not dialog.isVisible()
    tab.refresh()
    assert shown(tab)["Решение"] == ("7 рабочих дней со дня поступления документов", "задано кабинетом")
    choose(tab, OWN)
    assert list(shown(tab)) == ["Решение"]
    again = tab.ask_for("terms.notify")  # the act that was named last is offered
    assert again.form.values()["act_number"] == "15-п"
    again.done(0)


def test_enter_opens_the_cell_with_the_cursor(qtbot: QtBot, tab: RegionTab) -> None:
    choose(tab, "Деньги")
    tab.table.setFocus()
    tab.table.setCurrentIndex(tab.table.rows.index(0, 0))
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    [opened] = [one for one in tab.findChildren(FactDialog) if one.isVisible()]
    assert opened.windowTitle() == "Что платит бюджет"
    opened.done(0)


@pytest.mark.parametrize(("answer", "value"), [("stay", 7), ("one", None), ("all", None)])
def test_the_programs_value_is_put_back(tab: RegionTab, heard: Heard, answer: str, value: int | None) -> None:
    register = tab._desk.register
    office_profile.amend(register, "terms.decision", DECISION)
    tab.refresh()
    choose(tab, OWN)
    tab.table.setCurrentIndex(tab.table.rows.index(0, 0))
    heard.answer = answer
    tab.restore_current()
    assert register.profile_on(TODAY).decision.value == value


def test_a_file_is_shown_before_it_is_taken(heard: Heard, tab: RegionTab, tmp_path: Path) -> None:
    register = tab._desk.register
    office_profile.amend(register, "terms.decision", DECISION)
    path = tmp_path / "Профиль.json"
    office_profile.save_as(register, path)
    assert tab.offer(path) is None  # the same
    office_profile.restore(register, "", TODAY)
    dialog = tab.offer(path)
    assert dialog is not None
    assert register.profile_on(TODAY).decision.value is None
    dialog.save()
    assert register.profile_on(TODAY).decision.value == 7
    path.write_text("{}", encoding="utf-8")
    assert tab.offer(path) is None
    assert "не профиль региона NarcDesk" in heard.told[-1].what


def test_the_history_is_a_list(qtbot: QtBot, tab: RegionTab) -> None:
    office_profile.amend(tab._desk.register, "terms.decision", DECISION)
    dialog = History(tab, tab._desk)
    [line] = dialog.table.rows.rows
    assert line.why == "Сроки, Решение: 7 рабочих дней со дня поступления документов (было: срок не задан)"
    dialog.done(0)


def test_others_read_and_change_nothing(qtbot: QtBot, register: Register, clock: Clock) -> None:
    with factories.signed_in(register, Role.DOCTOR, clock) as other:
        tab = RegionTab(Desk(other))
        qtbot.addWidget(tab)
        tab.refresh()
        assert len(tab.table.rows.rows) == 59
        buttons = (tab.amend_button, tab.restore_button, tab.take_button, tab.export_button)
        assert [button.isHidden() for button in buttons] == [True] * 4


def test_a_row_that_wears_no_heading_any_more_is_low_again(tab: RegionTab) -> None:
    choose(tab, ALL)
    headed = tab.table.rowHeight(3)  # the first of «Сертификат»
    choose(tab, "Сроки")
    assert tab.table.rowHeight(3) < headed
    assert tab.table.rowHeight(3) == tab.table.rowHeight(1)
