"""A referral of a patient to whoever is no medical organisation: nothing of his illness stands here."""

from typing import Any

from sqlalchemy.orm import Session

from narcdesk import patients
from narcdesk.dates import show, show_long
from narcdesk.forms import gathering
from narcdesk.forms.fields import LETTER, OFFICE, PATIENT, REPRESENTATIVE, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.shapes import Field, Group
from narcdesk.patients import Patient
from narcdesk.referrals import ReferralOut
from narcdesk.referrals.outgoing import objections, sent
from narcdesk.register import Register

REFERRAL = Group(
    "referral",
    "Направление",
    (
        Field("date", "Дата направления", "16.03.2026", required=True, blank_mm=25),
        Field("date_long", "Дата словами", "16 марта 2026 г.", required=True, blank_mm=35),
        Field("to", "Куда", "Центр занятости населения Заречного района", required=True, blank_mm=70),
        Field("department", "Отделение, к кому", "отдел профориентации", blank_mm=60),
        Field("purpose", "Цель", "содействие в трудоустройстве", required=True, blank_mm=70),
        Field("answer_by", "До какого дня ждём ответа; пусто, если кабинет срока не назвал", "30.03.2026", blank_mm=25),
    ),
)


def referral_contents(referral: ReferralOut) -> dict[str, Any]:
    """The group `referral`."""
    return {
        "date": show(referral.made_on),
        "date_long": show_long(referral.made_on),
        "to": gathering.capital(referral.addressee_name),
        "department": referral.department,
        "purpose": referral.purpose,
        "answer_by": show(referral.answer_by) if referral.answer_by else "",
    }


def gather(register: Register, session: Session, referral: ReferralOut) -> dict[str, Any]:
    """The person, where he is sent and what for."""
    patient = session.get_one(Patient, referral.patient_id)
    return {
        "office": gathering.office_contents(session),
        "patient": gathering.patient_contents(patient, referral.made_on),
        "representative": gathering.representative_contents(patients.speaks_for(session, patient, register.today())),
        "referral": referral_contents(referral),
        "letter": gathering.letter_contents(session, None),
        "staff": gathering.staff_contents(session, register.person),
    }


SCOPE = Scope(
    Group(
        "referral_out", "направление пациента в организацию", (OFFICE, PATIENT, REPRESENTATIVE, REFERRAL, LETTER, STAFF)
    ),
    ReferralOut,
    gather,
    objects=objections,
    follows=sent,
)
