"""Another day for a contact of patronage that was agreed."""

from datetime import date

from PySide6.QtWidgets import QWidget

from narcdesk import appointments
from narcdesk.fields import Field, Kind
from narcdesk.patients import Patient
from narcdesk.patronage import Contact, Patronage
from narcdesk.register import Register
from ui.desk import Desk
from ui.fact_dialog import FactDialog, ending

MOVED = [Field("day", "Новый день", Kind.NEAR_DAY, required=True, width=12, hint="можно +7 или 30.03")]


def contact(parent: QWidget, desk: Desk, patient: Patient, programme: Patronage) -> FactDialog:
    """Another day for the contact that was agreed under this programme."""

    def move(register: Register, day: date) -> Contact:
        return appointments.move_contact(register, programme.id, day)

    me = (parent, desk, patient, programme, "patronage.move", "Перенести контакт по патронату", MOVED, move)
    return ending(*me, verb="Пере&нести")
