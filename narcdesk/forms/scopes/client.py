"""A person who came for advice or for social services: his head fields, work and family, the rest for the hand."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import occupations, patients
from narcdesk.families import FamilyMember
from narcdesk.fields import fields_of
from narcdesk.forms import gathering
from narcdesk.forms.fields import OFFICE, PATIENT, REPRESENTATIVE, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.scopes.patient import TODAY, today_contents
from narcdesk.forms.shapes import Field, Group, Rows
from narcdesk.patients import Patient
from narcdesk.register import Register

CLIENT = Group(
    "client",
    "Как пришёл и чем занят",
    (
        Field("came_from", "Кто направил", "обратился сам", blank_mm=60),
        Field("occupation", "Занятость", "ищет работу, состоит в центре занятости", blank_mm=60),
        Field("place", "Место работы, учёбы", "ООО «Пример», слесарь", blank_mm=60),
    ),
)
FAMILY = Rows(
    "family",
    "Члены семьи, чьё согласие на контакт действует",
    (Field("name", "Фамилия, имя", "Воробьёва Мария"), Field("tie", "Кем приходится", "мать")),
    ({"name": "Воробьёва Мария", "tie": "мать"}, {"name": "Воробьёв Пётр", "tie": "отец"}),
)


def gather(register: Register, session: Session, patient: Patient) -> dict[str, Any]:
    """The person, what he does today, and those of his family who may be named: with a consent that stands."""
    day = register.today()
    did = occupations.listing(register, patient.id)
    now = max((one for one in did if one.since <= day), key=lambda one: (one.since, one.id), default=None)
    family = session.scalars(
        sa.select(FamilyMember)
        .where(FamilyMember.patient_id == patient.id)
        .where(sa.or_(FamilyMember.withdrawn_on.is_(None), FamilyMember.withdrawn_on > day))
        .order_by(FamilyMember.id)
    )
    return {
        "office": gathering.office_contents(session),
        "patient": gathering.patient_contents(patient, day),
        "representative": gathering.representative_contents(patients.speaks_for(session, patient, day)),
        "today": today_contents(day),
        "client": {
            "came_from": came_from(patient),
            "occupation": now.kind.label if now else "",
            "place": now.place if now else "",
        },
        "family": [{"name": member.name, "tie": member.tie.label} for member in family],
        "staff": gathering.staff_contents(session, register.person),
    }


def came_from(patient: Patient) -> str:
    """Who sent the person, in the words of the day on which he came."""
    senders = next(field for field in fields_of(Patient) if field.name == "came_from")
    return patient.sent_by or senders.options(patient.came_on).get(patient.came_from, "")


SCOPE = Scope(
    Group(
        "client",
        "бумага о человеке, его занятости и семье",
        (OFFICE, PATIENT, REPRESENTATIVE, TODAY, CLIENT, FAMILY, STAFF),
    ),
    Patient,
    gather,
)
