"""Another day for a contact of patronage that was agreed."""

from PySide6.QtWidgets import QWidget

from narcdesk import appointments
from narcdesk.fields import Field, Kind
from narcdesk.patients import Patient
from narcdesk.patronage import Patronage
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import FactDialog, read_first

MOVED = [Field("day", "Новый день", Kind.NEAR_DAY, required=True, width=12, hint="можно +7 или 30.03")]


def contact(parent: QWidget, desk: Desk, patient: Patient, programme: Patronage) -> FactDialog:
    """Another day for the contact that was agreed under this programme."""
    dialog = FactDialog(
        parent,
        desk,
        "Перенести контакт по патронату",
        MOVED,
        read_first(MOVED, lambda register, day: appointments.move_contact(register, programme.id, day)),
        draft=FormDraft(desk, "patronage.move", patient_id=patient.id, record_id=programme.id),
        line=patient.full_name,
        verb="Пере&нести",
    )
    dialog.open()
    return dialog
