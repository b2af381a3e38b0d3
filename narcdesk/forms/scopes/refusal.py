"""The sheet of a refusal."""

from typing import Any

from sqlalchemy.orm import Session

from narcdesk.dates import show, show_long
from narcdesk.forms import gathering
from narcdesk.forms.fields import OFFICE, PATIENT, REPRESENTATIVE
from narcdesk.forms.scope import Scope
from narcdesk.forms.shapes import Field, Flag, Group
from narcdesk.patients import Patient, Representative
from narcdesk.refusals import Refusal, SignedHow
from narcdesk.register import Register
from narcdesk.staff import Person

REFUSAL = Group(
    "refusal",
    "Отказ",
    (
        Field("number", "Номер", "О-2026-0004", required=True),
        Field("date", "Дата", "16.03.2026", required=True, blank_mm=25),
        Field("date_long", "Дата словами", "16 марта 2026 г.", required=True),
        Field("of", "От чего", "от лечения", required=True),
        Field("recipient", "Кому не передавать сведения", ""),
        Field("reason", "Причина из списка", "рассчитывает справиться сам", required=True),
        Field("words", "Причина словами человека", "брошу сам, на работе отпуск не дают"),
        Field(
            "consequences",
            "Какие последствия разъяснены",
            "зависимость будет усиливаться, возможны передозировка и утрата работы",
            required=True,
        ),
        Flag("by_act", "Подписать отказался, составлен акт", sample=False),
        Field("witnesses", "Свидетели", "Рябинина О. П., медсестра; Котов П. А., регистратор", blank_mm=70),
        Field("next_step", "Следующий шаг", "мотивационная беседа через неделю", required=True, blank_mm=70),
        Field("explained_by_post", "Кто разъяснил: должность", "Врач психиатр-нарколог", required=True),
        Field("explained_by_name", "Кто разъяснил: И. О. Фамилия", "А. Н. Зимин", required=True),
    ),
)


def gather(_register: Register, session: Session, refusal: Refusal) -> dict[str, Any]:
    """The person, who refused for him, what and why."""
    patient = session.get_one(Patient, refusal.patient_id)
    signer = session.get(Representative, refusal.representative_id) if refusal.representative_id else None
    told_by = session.get_one(Person, refusal.explained_by)
    return {
        "office": gathering.office_contents(session),
        "patient": gathering.patient_contents(patient, refusal.on),
        "representative": gathering.representative_contents(signer),
        "refusal": {
            "number": refusal.number,
            "date": show(refusal.on),
            "date_long": show_long(refusal.on),
            "of": refusal.of.label,
            "recipient": refusal.recipient,
            "reason": refusal.reason.label,
            "words": refusal.words,
            "consequences": refusal.consequences.rstrip(". "),
            "by_act": refusal.signed is SignedHow.BY_ACT,
            "witnesses": refusal.witnesses.rstrip(". "),
            "next_step": refusal.next_step,
            "explained_by_post": told_by.post or told_by.role_title,
            "explained_by_name": gathering.signature(told_by),
        },
    }


SCOPE = Scope(Group("refusal", "отказ", (OFFICE, PATIENT, REPRESENTATIVE, REFUSAL)), Refusal, gather)
