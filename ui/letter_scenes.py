"""Pictures of outgoing letters; `ui.scenes` shows them with the others."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from narcdesk import letters
from narcdesk.forms import sheets
from narcdesk.patients import Patient
from ui import letter_dialog
from ui.form_text_page import FormTextPage
from ui.form_texts_page import FormTextsPage
from ui.letter_dialog import ANSWER, LetterDialog
from ui.patient_page import PatientPage

if TYPE_CHECKING:
    from ui.scenes import Scene, Stage

PATIENTS, SETTINGS = 1, 7  # the sections
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
    """The tab with letters at each stage, the forms of their steps, and the texts of all papers."""
    desk, window, person = stage.desk, stage.window, stage.patient()
    yield "letter-new", lambda: LetterDialog(window, desk, person, ANSWER, person, fill=COURT)
    yield "letters", lambda: _written(stage, person)
    yield "letter-send", lambda: letter_dialog.send(window, desk, person, desk.ask(letters.listing, person.id)[0])
    yield "form-texts", lambda: stage.over(SETTINGS, FormTextsPage(desk))
    yield "form-text", lambda: _text(stage, "")
    yield "form-text-fault", lambda: _text(stage, '\n  - p: "{{ patient.snilz }}"')
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


def _text(stage: "Stage", typed: str) -> QWidget:
    page = FormTextPage(stage.desk, "pamyatka")
    stage.over(SETTINGS, page)
    page.field.code.moveCursor(QTextCursor.MoveOperation.End)
    page.field.code.insertPlainText(typed)
    page.form.is_edited = False  # else leaving the picture would ask
    return stage.window
