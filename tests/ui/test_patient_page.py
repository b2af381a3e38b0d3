"""The card of a patient: looked at once, mended by the button of the notice, its tabs, who may see it."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk import deaths, history, observation
from narcdesk.errors import Forbidden
from narcdesk.patients import Patient
from narcdesk.staff import Person, Role
from tests import factories
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import press, type_text
from tests.ui.office import card, fill, form, front, happens, no_form, notice, office_window, save
from ui.application_page import ApplicationPage
from ui.desk import Desk
from ui.diagnosis_dialog import DiagnosisDialog
from ui.main_window import MainWindow
from ui.patient_applications import ApplicationsTab
from ui.patient_observation import ObservationTab
from ui.patient_page import TABS, PatientPage
from ui.pieces import Text


def test_the_name_stands_over_what_is_known(window: MainWindow, desk: Desk, patient: Patient) -> None:
    shown = card(window)
    assert shown.header.title.text() == "Воробьёв Илья Петрович"
    assert shown.header.line.text() == "мужчина · 38 лет (12.03.1988) · карта № 1 · р. п. Заречье"
    assert QApplication.focusWidget() is shown.tabs.tabBar()
    for name in TABS:
        card(window, name)
        assert_fits(window)


def test_a_card_is_looked_at_once_however_often_it_is_shown(window: MainWindow, desk: Desk, patient: Patient) -> None:
    factories.diagnosis(desk.register, patient.id)
    window.pages.refresh()
    press(window, Qt.Key.Key_F5)
    actions = [act.action for act in desk.ask(history.acts, patient.id)]
    assert actions.count("Открыта карта") == 1


def test_the_notice_says_what_is_missing_and_its_button_mends_it(
    window: MainWindow, desk: Desk, patient: Patient
) -> None:
    said, button = notice(window)
    assert said == "Нет действующего согласия на медицинскую помощь (323-ФЗ, ст. 20)."
    button.click()
    dialog = form()
    assert dialog.form["kind"].value() == "care"
    assert_fits(dialog)
    assert_mnemonics(dialog)
    dialog.form["prints"].set_value(False)
    save(dialog)
    assert no_form()
    said, button = notice(window)
    assert said == "Диагноз не записан."
    button.click()
    dialog = form()
    assert isinstance(dialog, DiagnosisDialog)
    dialog.reject()
    tabs = card(window).tabs
    assert [tabs.tabText(at).replace("&", "") for at in range(tabs.count())] == [
        "Обзор",
        "Наблюдение",
        "Лечение",
        "Патронат",
        "Согласия 1",
        "Мотивация",
        "Заявки",
        "Суд",
        "Письма",
        "Направления",
        "Бумаги",
        "История",
        "Инфекции",
    ]


def test_a_visit_by_f9_from_any_tab(window: MainWindow, desk: Desk, patient: Patient) -> None:
    card(window, "papers")
    press(window, Qt.Key.Key_F9)
    dialog = form()
    assert dialog.form["on"].typed() == "16.03.2026"
    type_text(QApplication.focusWidget() or dialog, "спокоен, жалоб нет")
    fill(dialog, next_on="+30")
    save(dialog)
    assert no_form()
    [visit] = desk.ask(observation.visits, patient.id)
    assert (visit.on, visit.kept, visit.note) == (factories.DAY, True, "спокоен, жалоб нет")
    assert visit.next_on == date(2026, 4, 15)
    tab = card(window, "observation").made["observation"]
    assert isinstance(tab, ObservationTab)
    assert tab.visits.table.rows.rows[0].id == visit.id


def test_a_visit_in_the_future_stays_in_its_form(window: MainWindow, desk: Desk, patient: Patient) -> None:
    press(window, Qt.Key.Key_F9)
    dialog = form()
    dialog.form["on"].set_value("")
    fill(dialog, on="17.03.2026")
    save(dialog)
    assert dialog.isVisible()
    assert dialog.form["on"].is_wrong
    assert dialog.form["on"].typed() == "17.03.2026"
    assert desk.ask(observation.visits, patient.id) == []
    dialog.form.is_edited = False
    dialog.reject()


def test_the_card_is_amended_by_f2_and_the_journal_tells_the_fields(
    window: MainWindow, desk: Desk, patient: Patient
) -> None:
    press(window, Qt.Key.Key_F2)
    dialog = form()
    dialog.form["surname"].set_value("")
    fill(dialog, surname="Воробьёв-Сокол")
    save(dialog)
    assert no_form()
    assert card(window).header.title.text() == "Воробьёв-Сокол Илья Петрович"
    assert desk.ask(history.acts, patient.id)[0].fields == "фамилия"


def test_an_application_begins_over_the_card(window: MainWindow, desk: Desk) -> None:
    card(window).apply()
    opened = front(window, ApplicationPage)
    assert happens(lambda: opened.preview.latest.is_idle)


def test_no_application_is_offered_for_the_dead(window: MainWindow, desk: Desk, patient: Patient) -> None:
    assert card(window).apply_button.isVisible()
    desk.ask(deaths.note, patient.id, factories.DAY)
    page = card(window, "applications")
    page.refresh()
    tab = page.made["applications"]
    assert isinstance(tab, ApplicationsTab)
    assert not page.apply_button.isVisible()
    assert not tab.begin_button.isVisible()


def test_who_may_not_see_patients_sees_none(qtbot: QtBot, desk: Desk, patient: Patient) -> None:
    desk.register.person = Person(
        login="stat", surname="Счётова", given="Анна", role=Role.STATISTICIAN.value, added_on=factories.DAY
    )
    with pytest.raises(Forbidden):
        PatientPage(desk, patient.id).refresh()
    window = office_window(qtbot, desk)
    window.pages.open_over(PatientPage(desk, patient.id))
    QApplication.processEvents()
    shown = [found.text() for found in window.findChildren(Text) if found.isVisible()]
    assert any("нет права" in text for text in shown)
    assert not any(patient.surname in text for text in shown)
