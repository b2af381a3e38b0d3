"""Pictures of consents, refusals and motivation; `ui.scenes` shows them with the others."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from narcdesk import patients
from narcdesk.patients import Patient
from narcdesk.tasks import What
from ui import motivation_forms
from ui.patient_page import PatientPage
from ui.refusal_dialog import RefusalDialog
from ui.talks_page import TalksPage

if TYPE_CHECKING:
    from ui.scenes import Scene, Stage

PATIENTS = 1  # the section


def scenes(stage: "Stage") -> Iterator["Scene"]:
    """The tabs and the forms of refusals, plans, talks, memos and checks, and the journal of talks."""
    desk, window, person = stage.desk, stage.window, _talked_to(stage)
    yield "patient-motivation", lambda: _card(stage, person, "motivation")
    yield "patient-refusals", lambda: _card(stage, person, "consents")
    yield "refusal", lambda: _typed(RefusalDialog(window, desk, person))
    yield "motivation-plan", lambda: motivation_forms.plan(window, desk, person)
    yield "motivation-talk", lambda: motivation_forms.talk(window, desk, person)
    yield "group-talk", lambda: motivation_forms.group_talk(window, desk)
    yield "memo", lambda: motivation_forms.memo(window, desk, person)
    yield "examination", lambda: motivation_forms.examination(window, desk, person)
    yield "talks", lambda: stage.over(PATIENTS, TalksPage(desk))


def _talked_to(stage: "Stage") -> Patient:
    """Somebody who refused, and whom the office has a plan for."""
    return stage.desk.ask(patients.one, stage.due(What.MOTIVATION).patient_id)


def _typed(dialog: RefusalDialog) -> QWidget:
    dialog.form["of"].set_value("treatment")
    dialog.form["signed"].set_value("by_act")
    dialog.form["signed"].edited.emit()
    return dialog


def _card(stage: "Stage", person: Patient, tab: str) -> QWidget:
    stage.over(PATIENTS, PatientPage(stage.desk, person.id, tab))
    return stage.window
