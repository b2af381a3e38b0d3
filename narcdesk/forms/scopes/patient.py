"""A paper about a person as a whole: an answer to a request, a memo, a list of what he is told."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from narcdesk import patients
from narcdesk.dates import show, show_long
from narcdesk.forms import gathering
from narcdesk.forms.fields import LETTER, OFFICE, PATIENT, REPRESENTATIVE, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.shapes import Field, Group
from narcdesk.patients import Patient
from narcdesk.register import Register

TODAY = Group(
    "today",
    "День, когда бумага составлена",
    (
        Field("date", "Дата", "16.03.2026", required=True, blank_mm=25),
        Field("date_long", "Дата словами", "16 марта 2026 г.", required=True, blank_mm=35),
    ),
)


def today_contents(day: date) -> dict[str, Any]:
    """The group `today`."""
    return {"date": show(day), "date_long": show_long(day)}


def gather(register: Register, session: Session, patient: Patient) -> dict[str, Any]:
    """The person, who speaks for him, the office and the day."""
    day = register.today()
    return {
        "office": gathering.office_contents(session),
        "patient": gathering.patient_contents(patient, day),
        "representative": gathering.representative_contents(patients.speaks_for(session, patient, day)),
        "today": today_contents(day),
        "letter": gathering.letter_contents(session, None),
        "staff": gathering.staff_contents(session, register.person),
    }


SCOPE = Scope(
    Group("patient", "бумага о человеке в целом", (OFFICE, PATIENT, REPRESENTATIVE, TODAY, LETTER, STAFF)),
    Patient,
    gather,
)
