"""The act of a check of information on use (regulation 4.4): what was checked, by whose consent, what was found."""

from typing import Any

from sqlalchemy.orm import Session

from narcdesk.consents import Consent
from narcdesk.dates import show, show_long
from narcdesk.examinations import Examination, ExaminationOutcome
from narcdesk.forms import gathering
from narcdesk.forms.fields import OFFICE, PATIENT, REPRESENTATIVE, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.shapes import Field, Flag, Group
from narcdesk.patients import Patient, Representative
from narcdesk.refusals import Refusal
from narcdesk.register import Register

EXAMINATION = Group(
    "examination",
    "Проверка сведений об употреблении",
    (
        Field("act", "Номер акта", "12", required=True, blank_mm=25),
        Field("date", "Дата", "16.03.2026", required=True, blank_mm=25),
        Field("date_long", "Дата словами", "16 марта 2026 г.", required=True, blank_mm=35),
        Field("place", "Где проведена", "наркологический кабинет", blank_mm=70),
        Field("reason", "Какие сведения проверяли", "сообщение родных о возобновлении употребления", required=True),
        Field("consent", "Согласие: номер и дата; пусто при отказе", "№ С-2026-0033 от 16.03.2026", blank_mm=50),
        Flag("is_refused", "Человек отказался", sample=False),
        Field("refusal", "Отказ: номер и дата; пусто, если согласен", "", blank_mm=50),
        Field("outcome", "Итог", "употребление не подтверждено", required=True),
        Field("result", "Результат словами", "экспресс-тест мочи на пять групп отрицательный, жалоб нет", blank_mm=70),
    ),
)


def gather(register: Register, session: Session, examination: Examination) -> dict[str, Any]:
    """The check, the sheet that let it be made or the refusal of it, and who signed that."""
    patient = session.get_one(Patient, examination.patient_id)
    consent = session.get(Consent, examination.consent_id) if examination.consent_id else None
    refusal = session.get(Refusal, examination.refusal_id) if examination.refusal_id else None
    sheet = consent or refusal
    signer = session.get(Representative, sheet.representative_id) if sheet and sheet.representative_id else None
    return {
        "office": gathering.office_contents(session),
        "patient": gathering.patient_contents(patient, examination.on),
        "representative": gathering.representative_contents(signer),
        "examination": {
            "act": examination.act,
            "date": show(examination.on),
            "date_long": show_long(examination.on),
            "place": examination.place,
            "reason": examination.reason,
            "consent": f"№ {consent.number} от {show(consent.given_on)}" if consent else "",
            "is_refused": examination.outcome is ExaminationOutcome.REFUSED,
            "refusal": f"№ {refusal.number} от {show(refusal.on)}" if refusal else "",
            "outcome": examination.outcome.label,
            "result": examination.result,
        },
        "staff": gathering.staff_contents(session, register.person),
    }


SCOPE = Scope(
    Group("examination", "акт проверки сведений", (OFFICE, PATIENT, REPRESENTATIVE, EXAMINATION, STAFF)),
    Examination,
    gather,
)
