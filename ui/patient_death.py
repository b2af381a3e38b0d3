"""The death of a patient, noted on his card, and taken back if it was a mistake."""

from datetime import date

from PySide6.QtWidgets import QWidget

from narcdesk import deaths
from narcdesk.fields import Field, Kind
from narcdesk.patients import DeathCause, Patient
from narcdesk.register import Register
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import FactDialog, read_first

NOTING = [
    Field("died_on", "Дата смерти", Kind.PAST_DAY, required=True),
    Field(
        "death_cause",
        "Причина",
        Kind.CHOICE,
        choices=DeathCause,
        width=28,
        hint="как в форме 37; если неизвестна, оставьте пустой",
    ),
]


def note(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """The day of a death, and its cause where the office knows it."""

    def act(register: Register, died_on: date, death_cause: DeathCause | None = None) -> Patient:
        return deaths.note(register, patient.id, died_on, death_cause)

    dialog = FactDialog(
        parent,
        desk,
        "Отметить смерть",
        NOTING,
        read_first(NOTING, act),
        draft=FormDraft(
            desk, "patients.note_death", patient_id=patient.id, record_id=patient.id, kind=patient.__tablename__
        ),
        line=f"{patient.full_name} · наблюдение, если оно идёт, этим днём закончится",
        verb="&Отметить",
    )
    dialog.open()
    return dialog
