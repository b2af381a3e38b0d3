"""Pictures of the observation: its forms, the guided list of a change of order, the terms that the head sets."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from narcdesk import observation, poisonings, transfers
from narcdesk.patients import Patient
from narcdesk.rules import CellKind
from ui import episode_dialogs, observation_settings, patient_facts
from ui.observation_course import CourseDialog
from ui.patient_page import PatientPage
from ui.settings_page import SettingsPage
from ui.transfer_page import TransferPage

if TYPE_CHECKING:
    from ui.scenes import Scene, Stage

PATIENTS, SETTINGS = 1, 7  # sections


def scenes(stage: "Stage") -> Iterator["Scene"]:
    """The observation of the first person on the guided list."""
    window, desk = stage.window, stage.desk
    first = desk.ask(transfers.awaiting, limit=1)[0]
    patient, episode = first.patient, first.episode
    yield "transfer-list", lambda: stage.over(PATIENTS, TransferPage(desk))
    yield "card-observation-older", lambda: stage.over(PATIENTS, PatientPage(desk, patient.id, "observation"))
    yield "observation-transfer", lambda: episode_dialogs.transfer(window, desk, patient, episode)
    yield "observation-commission", lambda: episode_dialogs.decide(window, desk, patient, episode)
    yield "observation-end-recovery", lambda: _recovered(stage)
    yield "observation-pause", lambda: episode_dialogs.pause(window, desk, patient, episode)
    yield "observation-course", lambda: CourseDialog(window, desk, patient)
    yield "poisoning", lambda: patient_facts.poisoning(window, desk, patient)
    yield "card-poisonings", lambda: _poisoned(stage, patient)
    tab = cast(SettingsPage, stage.page(SETTINGS)).observation_tab
    yield "settings-observation", lambda: stage.settings(tab)
    yield "observation-cell", lambda: _cell(stage)


def _recovered(stage: "Stage") -> QWidget:
    first = stage.desk.ask(transfers.awaiting, limit=1)[0]
    dialog = episode_dialogs.end(stage.window, stage.desk, first.patient, first.episode)
    ground = dialog.form["ground"]
    ground.set_value("recovery")
    ground.edited.emit()
    return dialog


def _poisoned(stage: "Stage", patient: Patient) -> QWidget:
    """Two cases, one of a substance that nobody knows."""
    desk = stage.desk
    if not desk.ask(poisonings.listing, patient.id):
        told = {"substance": "F10", "known_from": "ambulance", "remark": "вызов бригады, от больницы отказался"}
        poisonings.record(desk.register, patient.id, {"on": "-60", **told})
        poisonings.record(desk.register, patient.id, {"on": "-9", "known_from": "organisation"})
    return stage.over(PATIENTS, PatientPage(desk, patient.id, "observation"))


def _cell(stage: "Stage") -> QWidget:
    known = stage.desk.ask(observation.cells)
    state = next(one for one in known if one.cell.kind is CellKind.INTERVAL and not one.is_set and not one.value)
    return observation_settings.ask(stage.window, stage.desk, state)
