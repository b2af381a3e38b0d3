"""The list of groups of mutual help that a person takes along: what groups there are, and of nobody who goes there."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import patients
from narcdesk.dates import show
from narcdesk.forms import gathering
from narcdesk.forms.fields import OFFICE, PATIENT, REPRESENTATIVE, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.scopes.patient import TODAY, today_contents
from narcdesk.forms.shapes import Field, Group, Rows
from narcdesk.groups import SupportGroup
from narcdesk.patients import Patient
from narcdesk.register import Register

GROUPS = Rows(
    "groups",
    "Группы, которые собираются сейчас",
    (
        Field("name", "Название", "Группа «Рассвет»", required=True),
        Field("kind", "Вид", "группа взаимопомощи", required=True),
        Field("place", "Где", "ул. Тихая, д. 3, дом культуры"),
        Field("days", "Дни и часы", "вт и чт, 19:00"),
        Field("contact", "Связь", "+7 (000) 000-00-55"),
        Field("as_of", "На какой день сведения", "01.03.2026", required=True),
    ),
    (
        {
            "name": "Группа «Рассвет»", "kind": "группа взаимопомощи", "place": "ул. Тихая, д. 3, дом культуры",
            "days": "вт и чт, 19:00", "contact": "+7 (000) 000-00-55", "as_of": "01.03.2026",
        },
        {
            "name": "Сообщество «Берег»", "kind": "терапевтическое сообщество", "place": "с. Верхнее", "days": "",
            "contact": "", "as_of": "10.02.2026",
        },
    ),
)  # fmt: skip


def gather(register: Register, session: Session, patient: Patient) -> dict[str, Any]:
    """The groups that are open today; of the person stands nothing here but who took the list."""
    day = register.today()
    still = sa.or_(SupportGroup.valid_to.is_(None), SupportGroup.valid_to >= day)
    query = sa.select(SupportGroup).where(still).order_by(SupportGroup.name, SupportGroup.id)
    return {
        "office": gathering.office_contents(session),
        "patient": gathering.patient_contents(patient, day),
        "representative": gathering.representative_contents(patients.speaks_for(session, patient, day)),
        "today": today_contents(day),
        "groups": [
            {
                "name": group.name,
                "kind": group.kind.label,
                "place": group.place,
                "days": group.days,
                "contact": group.contact,
                "as_of": show(group.valid_from),
            }
            for group in session.scalars(query)
        ],
        "staff": gathering.staff_contents(session, register.person),
    }


SCOPE = Scope(
    Group("support_groups", "список групп взаимопомощи", (OFFICE, PATIENT, REPRESENTATIVE, TODAY, GROUPS, STAFF)),
    Patient,
    gather,
)
