"""A referral to a medical organisation, with all that form 057/у asks; to nobody else is it made."""

from typing import Any

from sqlalchemy.orm import Session

from narcdesk import diagnoses
from narcdesk.dates import show
from narcdesk.errors import UserError
from narcdesk.forms.fields import LETTER, OFFICE, PATIENT, REPRESENTATIVE, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.scopes import referral_out
from narcdesk.forms.shapes import Field, Group
from narcdesk.patients import Patient
from narcdesk.referrals import ReferralOut
from narcdesk.referrals.outgoing import objections, sent
from narcdesk.register import Register

POLICY = Group(
    "policy",
    "Полис ОМС и место жительства",
    (
        Field("kind", "Вид полиса", "единый номер, 16 цифр", blank_mm=40),
        Field("number", "Номер", "1234567890123452", blank_mm=50),
        Field("issued_on", "Дата выдачи", "01.12.2022", blank_mm=25),
        Field("insurer", "Страховая организация", "АО «Страховая медицинская организация „Заречье“»", blank_mm=70),
        Field("locality", "Город или село", "город", blank_mm=40),
    ),
)

CARE = Group(
    "care",
    "Помощь и состояние",
    (
        Field("sort", "Вид помощи", "специализированная", required=True, blank_mm=60),
        Field("form", "Форма помощи", "плановая", required=True, blank_mm=40),
        Field("place", "Условия", "стационарно", required=True, blank_mm=40),
        Field("courses", "Число курсов; пусто, если не указано", "1", blank_mm=15),
        Field("diagnosis_code", "Шифр по МКБ-10", "F11.242Н", required=True, blank_mm=30),
        Field("diagnosis", "Диагноз словами", "Опиоиды, синдром зависимости, стадия II", required=True, blank_mm=70),
        Field("concomitant", "Сопутствующие диагнозы", "", blank_mm=70),
        Field("grounds", "Обоснование", "нужен стационарный этап лечения", blank_mm=70),
        Field("examined", "Результаты обследований", "", blank_mm=70),
    ),
)


def gather(register: Register, session: Session, referral: ReferralOut) -> dict[str, Any]:
    """All of a referral, and the diagnosis of now; raises UserError for whoever may not have it."""
    if not referral.is_medical:
        raise UserError(
            "Форма 057/у — только для медицинской организации.",
            do="Для других оформите письмо «Направление в организацию».",
        )
    patient = session.get_one(Patient, referral.patient_id)
    diagnosis = diagnoses.present(session, patient.id)
    return {
        **referral_out.gather(register, session, referral),
        "policy": {
            "kind": patient.policy_kind.label if patient.policy_kind else "",
            "number": patient.policy_number,
            "issued_on": show(patient.policy_issued_on) if patient.policy_issued_on else "",
            "insurer": patient.policy_insurer,
            "locality": patient.locality.label if patient.locality else "",
        },
        "care": {
            "sort": referral.care_sort.label if referral.care_sort else "",
            "form": referral.care_form.label if referral.care_form else "",
            "place": referral.care_place.label if referral.care_place else "",
            "courses": str(referral.courses_wanted) if referral.courses_wanted else "",
            "diagnosis_code": diagnosis.code if diagnosis else "",
            "diagnosis": diagnosis.title if diagnosis else "",
            "concomitant": referral.concomitant,
            "grounds": referral.grounds,
            "examined": referral.examined,
        },
    }


SCOPE = Scope(
    Group(
        "referral_medical",
        "направление в медицинскую организацию",
        (OFFICE, PATIENT, REPRESENTATIVE, referral_out.REFERRAL, POLICY, CARE, LETTER, STAFF),
    ),
    ReferralOut,
    gather,
    objects=objections,
    follows=sent,
)
