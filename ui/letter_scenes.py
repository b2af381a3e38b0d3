"""Pictures of outgoing letters; `ui.scenes` shows them with the others."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from narcdesk import letters
from narcdesk.forms import sheets
from narcdesk.patients import Patient
from ui import letter_dialog
from ui.letter_dialog import ANSWER, LetterDialog
from ui.patient_page import PatientPage

if TYPE_CHECKING:
    from ui.scenes import Scene, Stage

PATIENTS = 1  # the section
COURT = {
    "recipient_kind": "court",
    "recipient": "Среднеозёрский районный суд (вымышленный)",
    "recipient_address": "000110, г. Среднеозёрск, ул. Судейская, д. 2",
    "ground": "13.4.3",
    "basis": "запрос от 16.11.2026 № 2-118",
    "words": "Наблюдается с мая 2025 года, является в назначенные дни.",
    "answer_due": "27.11.2026",
}


def scenes(stage: "Stage") -> Iterator["Scene"]:
    """The tab with letters at each stage, and the forms of their steps."""
    desk, window, person = stage.desk, stage.window, stage.patient()
    yield "letter-new", lambda: LetterDialog(window, desk, person, ANSWER, person, fill=COURT)
    yield "letters", lambda: _written(stage, person)
    yield "letter-send", lambda: letter_dialog.send(window, desk, person, desk.ask(letters.listing, person.id)[0])
    yield "letter-cancel", lambda: letter_dialog.cancel(window, desk, person, desk.ask(letters.listing, person.id)[0])


def _written(stage: "Stage", person: Patient) -> QWidget:
    register = stage.desk.register
    if not letters.listing(register, person.id):
        made = [letters.draft(register, person.id, COURT, form=ANSWER, about=person) for _ in range(3)]
        for letter in made[:2]:
            sheets.issue(register, letter.id)
        sheets.send(register, made[0].id, register.today(), "почтой")
        letters.cancel(register, made[2].id, "запрос отозван")
        sheets.issue(register, letters.draft(register, person.id, COURT, form=ANSWER, about=person).id)
    stage.over(PATIENTS, PatientPage(stage.desk, person.id, "letters"))
    return stage.window
