"""Refusals, plans and talks as they are written down from the card, and the journal of talks."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk import consents, motivation, refusals, talks
from narcdesk.patients import Patient
from tests import factories
from tests.ui.office import card, choose, fill, form, happens, no_form, notice, office_window, save
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.patient_consents import ConsentsTab
from ui.patient_motivation import MotivationTab
from ui.patient_page import PatientPage
from ui.patient_tab import ListCard
from ui.pdf_view import PdfDialog
from ui.refusal_dialog import RefusalDialog
from ui.table import Column
from ui.talks_page import TalksPage


@pytest.fixture
def patient(desk: Desk) -> Patient:
    made = factories.patient(desk.register)
    consents.give(desk.register, made.id, {"kind": "care", "given_on": factories.DAY})
    return made


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, patient: Patient) -> MainWindow:
    made = office_window(qtbot, desk, section=1)
    made.pages.open_over(PatientPage(desk, patient.id))
    return made


def test_after_a_refusal_the_plan_is_asked_for_at_once(window: MainWindow, desk: Desk, patient: Patient) -> None:
    tab = card(window, "consents").made["consents"]
    assert isinstance(tab, ConsentsTab)
    tab.refuse()
    dialog = form()
    assert isinstance(dialog, RefusalDialog)
    choose(dialog, of="от лечения", reason="работа")
    assert dialog.form["recipient"].isHidden()
    assert dialog.form["witnesses"].isHidden()
    fill(dialog, consequences="зависимость усилится", next_step="беседа")
    save(dialog)
    assert dialog.form["explained"].is_wrong  # not explained yet
    dialog.form["explained"].set_value(True)
    dialog.form["signed"].set_value("by_act")
    dialog.form["signed"].edited.emit()
    save(dialog)
    assert dialog.form["witnesses"].is_wrong
    fill(dialog, witnesses="Рябинина В., Котов П.")
    save(dialog)
    [refusal] = desk.ask(refusals.listing, patient.id)
    assert happens(lambda: form() is not dialog)
    plan = form()
    fill(plan, goal="согласие на лечение", next_on="23.03.2026", what="беседа о лечении")
    save(plan)
    assert no_form()
    [made] = desk.ask(motivation.plans, patient.id)
    assert (made.refusal_id, made.next_on) == (refusal.id, date(2026, 3, 23))
    assert made.responsible_id == desk.register.person.id


def test_a_refusal_without_a_plan_is_told_of_on_the_card(window: MainWindow, desk: Desk, patient: Patient) -> None:
    factories.diagnosis(desk.register, patient.id)
    said = {"explained": True, "consequences": "хуже", "signed": "signed", "next_step": "беседа"}
    refusals.record(desk.register, patient.id, {"on": "15.03.2026", "of": "treatment", "reason": "work", **said})
    desk.changed.emit()
    told, button = notice(window)
    assert "плана мотивации нет" in told
    button.click()
    assert form().windowTitle() == "План мотивации"


def test_a_talk_a_memo_and_their_paper(window: MainWindow, desk: Desk, patient: Patient) -> None:
    tab = card(window, "motivation").made["motivation"]
    assert isinstance(tab, MotivationTab)
    tab.talk()
    dialog = form()
    choose(dialog, theme="лечение")  # the stage of the last time stands there
    fill(dialog, result="подумает")
    save(dialog)
    assert no_form()
    [talk] = desk.ask(talks.listing, patient.id)
    assert talk.result == "подумает"
    tab.print_sheet()
    assert happens(lambda: isinstance(QApplication.activeModalWidget(), PdfDialog))
    paper = QApplication.activeModalWidget()
    assert isinstance(paper, PdfDialog)
    paper.reject()


def test_a_talk_with_a_group_stands_in_the_journal_of_its_month(window: MainWindow, desk: Desk) -> None:
    page = TalksPage(desk)
    window.pages.open_over(page)
    page.hold_group()
    dialog = form()
    choose(dialog, theme="профилактика")
    fill(dialog, audience="учащиеся", heads="24", result="вопросы")
    save(dialog)
    assert no_form()
    [line] = page.table.rows.rows
    assert line.with_whom == "группа: учащиеся, 24 чел."
    page.turn(-1)
    assert page.table.rows.rows == []
    page.turn(1)
    assert len(page.table.rows.rows) == 1
    assert not page.after.isEnabled()


@pytest.mark.parametrize(("count", "seen"), [(0, 0), (1, 1), (2, 2), (5, 2)])
def test_a_list_of_a_card_shows_its_first_rows_whole(qtbot: QtBot, count: int, seen: int) -> None:
    columns: list[Column[Any]] = [Column("Что делаем", lambda _one: "беседа", lines=2)]
    card = ListCard("Шаги", columns, empty="Здесь будут шаги.")
    qtbot.addWidget(card)
    card.table.show_rows([SimpleNamespace(id=number) for number in range(count)])
    card.resize(400, card.minimumSizeHint().height())
    card.show()
    port, bars = card.table.viewport().height(), card.table.rowHeight(0)
    assert bars * seen <= port
    assert card.table.verticalScrollBar().isVisible() == (count > seen)
