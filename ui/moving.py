"""Another day for what was agreed: a visit, a contact of patronage."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from narcdesk import appointments
from narcdesk.fields import Field, Kind
from narcdesk.observation import Visit
from narcdesk.patients import Patient
from narcdesk.patronage import Patronage
from narcdesk.register import Register
from ui import visit_dialogs
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import FactDialog, read_first

MOVED = [Field("day", "Новый день", Kind.NEAR_DAY, required=True, width=12, hint="можно +7 или 30.03")]


def visit(parent: QWidget, desk: Desk, patient: Patient, _visit: Visit) -> FactDialog:
    """Another day for the visit that was agreed at the last one, and why."""
    return visit_dialogs.move(parent, desk, patient)


def contact(parent: QWidget, desk: Desk, patient: Patient, programme: Patronage) -> FactDialog:
    """Another day for the contact that was agreed under this programme."""
    heading = "Перенести контакт по патронату"
    return _move(parent, desk, patient, "patronage.move", heading, programme.id, appointments.move_contact)


def _move(
    parent: QWidget,
    desk: Desk,
    patient: Patient,
    form: str,
    heading: str,
    record_id: int,
    move: Callable[[Register, int, date], Any],
) -> FactDialog:
    dialog = FactDialog(
        parent,
        desk,
        heading,
        MOVED,
        read_first(MOVED, lambda register, day: move(register, record_id, day)),
        draft=FormDraft(desk, form, patient_id=patient.id, record_id=record_id),
        line=patient.full_name,
        verb="Пере&нести",
    )
    dialog.open()
    return dialog
