"""Pictures of mistakes struck out, of a death, of an observation of before; `ui.scenes` shows them with the others."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from narcdesk import deaths, mistakes, observation, patients
from narcdesk.observation import RemissionFact, Visit
from narcdesk.patients import Patient
from ui import patient_death, struck_facts
from ui.patient_observation import ObservationTab
from ui.patient_page import PatientPage

if TYPE_CHECKING:
    from ui.scenes import Scene, Stage

PATIENTS = 1  # the section
WHY = "записано не в ту карту"


def scenes(stage: "Stage") -> Iterator["Scene"]:
    """After all that show the card as it was."""
    desk, window, person = stage.desk, stage.window, stage.patient()
    visit = desk.ask(observation.visits, person.id)[0]
    yield "strike-out", lambda: struck_facts.strike_out(window, desk, person, visit)
    yield "death", lambda: patient_death.note(window, desk, person)
    yield "patient-struck", lambda: _struck(stage, person)
    yield "patient-menu", lambda: _popped(stage, person)
    yield "patient-dead", lambda: _dead(stage, person)


def _observed(stage: "Stage", person: Patient) -> ObservationTab:
    page = PatientPage(stage.desk, person.id, "observation")
    stage.over(PATIENTS, page)
    tab = page.made["observation"]
    assert isinstance(tab, ObservationTab)
    return tab


def _struck(stage: "Stage", person: Patient) -> QWidget:
    register = stage.desk.register
    if not mistakes.struck_out(register, Visit, person.id):
        mistakes.strike_out(register, Visit, observation.visits(register, person.id)[1].id, WHY)
        mistakes.strike_out(register, RemissionFact, observation.remission_facts(register, person.id)[0].id, WHY)
    tab = _observed(stage, person)
    tab.facts.show_struck()
    tab.visits.show_struck()
    return stage.window


def _popped(stage: "Stage", person: Patient) -> QWidget:
    visits = _observed(stage, person).visits
    visits.table.go_to(0)
    return visits.menu()


def _dead(stage: "Stage", person: Patient) -> QWidget:
    desk = stage.desk
    if desk.ask(patients.one, person.id).died_on is None:
        deaths.note(desk.register, person.id, desk.today())
    page = PatientPage(desk, person.id)
    stage.over(PATIENTS, page)
    return stage.window
