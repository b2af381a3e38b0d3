"""An answer to whoever sent a person to the office: whether he came. That is medical secrecy already."""

from typing import Any

from sqlalchemy.orm import Session

from narcdesk.dates import show
from narcdesk.errors import UserError
from narcdesk.forms import gathering
from narcdesk.forms.fields import LETTER, OFFICE, PATIENT, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.shapes import Field, Flag, Group
from narcdesk.patients import Patient
from narcdesk.referrals import ReferralIn
from narcdesk.referrals.incoming import answered, objections
from narcdesk.register import Register

REFERRED = Group(
    "referred",
    "Поступившее направление",
    (
        Field("sender", "Кто направил", "Отдел МВД России по Заречному району", required=True, blank_mm=70),
        Field("paper", "Номер и дата документа: «№ 12/3 от 10.03.2026»", "№ 12/3 от 10.03.2026", blank_mm=60),
        Field("received_on", "Когда получено", "12.03.2026", required=True, blank_mm=25),
        Flag("came", "Человек пришёл", sample=True),
        Field("came_on", "Когда пришёл", "14.03.2026", blank_mm=25),
    ),
)


def gather(register: Register, session: Session, referral: ReferralIn) -> dict[str, Any]:
    """The person, the paper by which he was sent, and whether he came; raises UserError while he has no card."""
    if referral.patient_id is None:
        raise UserError(
            "У человека нет карты, а ответ с именем записывают в журнал передачи сведений по карте.",
            do="Заведите карту или свяжите направление с имеющейся.",
        )
    patient = session.get_one(Patient, referral.patient_id)
    return {
        "office": gathering.office_contents(session),
        "patient": gathering.patient_contents(patient, register.today()),
        "referred": {
            "sender": gathering.capital(referral.sender_name),
            "paper": referral.paper,
            "received_on": show(referral.received_on),
            "came": referral.came_on is not None,
            "came_on": show(referral.came_on) if referral.came_on else "",
        },
        "letter": gathering.letter_contents(session, None),
        "staff": gathering.staff_contents(session, register.person),
    }


SCOPE = Scope(
    Group("referral_in", "ответ тому, кто направил человека", (OFFICE, PATIENT, REFERRED, LETTER, STAFF)),
    ReferralIn,
    gather,
    objects=objections,
    follows=answered,
)
