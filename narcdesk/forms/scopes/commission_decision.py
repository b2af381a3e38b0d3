"""The conclusion of the medical commission about an observation, from its protocol."""

from typing import Any

from sqlalchemy.orm import Session

from narcdesk.dates import show, show_long
from narcdesk.forms import gathering
from narcdesk.forms.fields import OFFICE, PATIENT, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.scopes.episode import EPISODE, episode_contents
from narcdesk.forms.shapes import Field, Flag, Group
from narcdesk.observation import CommissionDecision, Episode, Verdict
from narcdesk.patients import Patient
from narcdesk.register import Register

DECISION = Group(
    "decision",
    "Решение врачебной комиссии",
    (
        Field("number", "Номер протокола", "17", required=True, blank_mm=25),
        Field("date", "Дата решения", "16.03.2026", required=True, blank_mm=25),
        Field("date_long", "Дата решения словами", "16 марта 2026 г.", required=True, blank_mm=35),
        Field("members", "Состав комиссии", "П. П. Председателев, В. В. Врачев", required=True, blank_mm=70),
        Field("verdict", "Решение", "снять с наблюдения", required=True),
        Field("said", "Обоснование", "стойкая ремиссия больше трёх лет", blank_mm=70),
        Field("again_on", "Когда вернуться к вопросу", "16.09.2026"),
        Flag("ends", "Наблюдение снимают", sample=True),
    ),
)


def gather(register: Register, session: Session, decision: CommissionDecision) -> dict[str, Any]:
    """The decision, the observation as the facts show it, the person."""
    patient = session.get_one(Patient, decision.patient_id)
    episode = session.get_one(Episode, decision.episode_id)
    return {
        "office": gathering.office_contents(session),
        "patient": gathering.patient_contents(patient, register.today()),
        "staff": gathering.staff_contents(session, register.person),
        "episode": episode_contents(session, episode, register),
        "decision": {
            "number": decision.number,
            "date": show(decision.decided_on),
            "date_long": show_long(decision.decided_on),
            "members": decision.members,
            "verdict": decision.verdict.label,
            "said": decision.said,
            "again_on": show(decision.again_on) if decision.again_on else "",
            "ends": decision.verdict is Verdict.END,
        },
    }


SCOPE = Scope(
    Group(
        "commission_decision",
        "заключение врачебной комиссии о наблюдении",
        (OFFICE, PATIENT, EPISODE, DECISION, STAFF),
    ),
    CommissionDecision,
    gather,
)
