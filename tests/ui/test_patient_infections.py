"""The tab of infections and the list of disclosures on the card: who sees them, what they write down."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk import disclosures, drafts, history, infections
from narcdesk.infections import Infection
from narcdesk.patients import Patient
from narcdesk.staff import Role
from tests import factories
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import press
from tests.ui.office import card, choose, fill, form, happens, no_form, save
from ui import patient_infections, unfinished
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.patient_infections import InfectionsTab
from ui.patient_letters import LettersTab
from ui.patient_page import PatientPage
from ui.pieces import QuietButton


def tab(window: MainWindow) -> InfectionsTab:
    shown = card(window, "infections").made["infections"]
    assert isinstance(shown, InfectionsTab)
    return shown


def looks(desk: Desk, patient: Patient) -> int:
    return [act.action for act in history.acts(desk.register, patient.id)].count("Открыты особые сведения")


def test_nothing_is_asked_until_the_tab_is_opened_and_each_opening_is_journalled(
    window: MainWindow, desk: Desk, patient: Patient
) -> None:
    assert looks(desk, patient) == 0
    tab(window)
    assert looks(desk, patient) == 1
    card(window, "overview")
    tab(window)
    assert looks(desk, patient) == 1  # the same page, still open
    window.pages.open_over(PatientPage(desk, patient.id))
    tab(window)
    assert looks(desk, patient) == 2
    assert_fits(window)


def test_a_fact_is_written_down_by_the_keyboard(window: MainWindow, desk: Desk, patient: Patient) -> None:
    shown = tab(window)
    [button] = [one for one in shown.findChildren(QuietButton) if "Выявлена" in one.text()]
    button.setFocus()
    press(button, Qt.Key.Key_Space)
    dialog = form()
    assert_mnemonics(dialog)
    assert_fits(dialog)
    choose(dialog, infection="гепатит C")
    fill(dialog, found_on="2021", source="выписка инфекционного отделения")
    save(dialog)
    assert no_form()
    [fact] = infections.listing(desk.register, patient.id)
    assert (fact.infection, fact.found_on.shown) == (Infection.HCV, "__.__.2021")
    assert happens(lambda: len(shown.facts.table.rows.rows) == 1)
    assert looks(desk, patient) == 1
    assert_fits(window)


def test_what_is_missing_goes_back_into_the_form(window: MainWindow, desk: Desk, patient: Patient) -> None:
    tab(window).record()
    dialog = form()
    fill(dialog, found_on="1980", source="справка")
    save(dialog)
    assert dialog.isVisible()
    assert dialog.form["infection"].is_wrong
    choose(dialog, infection="ВИЧ")
    save(dialog)
    assert dialog.form["found_on"].is_wrong  # before the birth
    dialog.form["found_on"].set_value(None)
    fill(dialog, found_on="2019")
    save(dialog)
    assert no_form()


def test_a_mistake_is_cancelled_with_its_reason(window: MainWindow, desk: Desk, patient: Patient, heard: Heard) -> None:
    typed = {"infection": "hiv", "found_on": "2019", "source": "справка"}
    fact = infections.record(desk.register, patient.id, typed)
    shown = tab(window)
    shown.facts.table.opened.emit(fact)
    dialog = form()
    fill(dialog, why="справка другого человека")
    save(dialog)
    assert no_form()
    [kept] = infections.listing(desk.register, patient.id)
    assert kept.cancelled_why == "справка другого человека"
    assert happens(lambda: shown.facts.table.rows.rows[0].cancelled_on is not None)
    shown.facts.table.opened.emit(shown.facts.table.rows.rows[0])  # nothing more is done with it
    QApplication.processEvents()
    assert QApplication.activeModalWidget() is None
    assert_fits(window)


def test_what_is_left_of_a_cancelling_names_no_infection_and_going_back_to_it_is_a_look(
    window: MainWindow, desk: Desk, patient: Patient
) -> None:
    """The list of what is unfinished stands on the first screen, where a patient may sit beside it."""
    fact = infections.record(desk.register, patient.id, {"infection": "hiv", "found_on": "2019", "source": "справка"})
    dialog = patient_infections.cancel(window, desk, patient, fact)
    fill(dialog, why="справка другого")
    assert desk.drafts.keep() is None
    [left] = drafts.mine(desk.register)
    assert (left.title, left.who) == ("Отменить запись", patient.full_name)
    dialog.done(0)
    before = looks(desk, patient)
    again = unfinished.open_form(window.pages.page, left)
    assert looks(desk, patient) == before + 1
    again.done(0)


def test_a_nurse_has_no_such_tab(qtbot: QtBot, desk: Desk, patient: Patient) -> None:
    desk.register.person.role = Role.NURSE.value
    page = PatientPage(desk, patient.id)
    qtbot.addWidget(page)
    page.refresh()
    titles = [page.tabs.tabText(at) for at in range(page.tabs.count())]
    assert not [title for title in titles if "екции" in title]
    with pytest.raises(ValueError, match="infections"):
        page.show_tab("infections")


def test_what_left_by_hand_is_written_down_on_the_card(window: MainWindow, desk: Desk, patient: Patient) -> None:
    shown = card(window, "letters").made["letters"]
    assert isinstance(shown, LettersTab)
    shown.tell()
    dialog = form()
    assert_mnemonics(dialog)
    assert_fits(dialog)
    fill(dialog, recipient="Заречный районный суд", what="справка о явке", basis="запрос № 8", letter="44-у")
    choose(dialog, ground="13.4.3: запрос")
    save(dialog)
    assert no_form()
    [told] = disclosures.of_patient(desk.register, patient.id)
    assert (told.recipient, told.ground, told.told_on) == ("Заречный районный суд", "13.4.3", factories.DAY)
    assert happens(lambda: len(shown.told.table.rows.rows) == 1)
    assert_fits(window)
