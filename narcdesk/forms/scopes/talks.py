"""The sheet of motivation of one person: his plan with its steps, and every talk."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import motivation
from narcdesk.dates import show, show_long
from narcdesk.forms import gathering
from narcdesk.forms.fields import OFFICE, PATIENT, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.shapes import Field, Flag, Group, Rows
from narcdesk.motivation import MotivationPlan, MotivationStep
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.staff import Person
from narcdesk.talks import Talk

TALKS = Group(
    "talks",
    "Мотивация человека",
    (
        Field("date_long", "На какой день составлен", "16 марта 2026 г.", required=True),
        Flag("planned", "План мотивации ведётся", sample=True),
        Field("plan_date", "План: когда составлен", "02.03.2026"),
        Field("goal", "План: к чему ведём", "согласие на лечение"),
        Field("responsible", "План: ответственный", "Зимин А. Н."),
    ),
)
STEPS = Rows(
    "steps",
    "Шаги плана",
    (
        Field("what", "Что делаем", "", blank_mm=0),
        Field("by_whom", "Кто", "", blank_mm=0),
        Field("due", "Срок", "", blank_mm=0),
        Field("outcome", "Что вышло", "", blank_mm=0),
    ),
    (
        {"what": "беседа о последствиях", "by_whom": "кабинет", "due": "20.03.2026", "outcome": ""},
        {"what": "встреча в группе", "by_whom": "кабинет", "due": "", "outcome": "12.03.2026: обещал прийти"},
    ),
)
HELD = Rows(
    "held",
    "Беседы, старшие сначала",
    (
        Field("date", "Дата", "", blank_mm=0),
        Field("with_whom", "С кем", "", blank_mm=0),
        Field("theme", "Тема", "", blank_mm=0),
        Field("stage", "Стадия готовности", "", blank_mm=0),
        Field("result", "Итог, решение", "", blank_mm=0),
        Field("next", "Следующий контакт", "", blank_mm=0),
    ),
    (
        {
            "date": "05.03.2026",
            "with_whom": "с пациентом",
            "theme": "лечение",
            "stage": "задумывается, сомневается",
            "result": "согласен поговорить ещё раз",
            "next": "12.03.2026",
        },
        {
            "date": "12.03.2026",
            "with_whom": "с пациентом и семьёй",
            "theme": "медицинская реабилитация",
            "stage": "готовится, решил",
            "result": "готов обсудить срок лечения",
            "next": "20.03.2026",
        },
    ),
)


def gather(register: Register, session: Session, patient: Patient) -> dict[str, Any]:
    """The open plan and all talks as they stand today."""
    today = register.today()
    plan = motivation.open_plan(session, patient.id)
    held = session.scalars(sa.select(Talk).where(Talk.patient_id == patient.id).order_by(Talk.on, Talk.id))
    return {
        "office": gathering.office_contents(session),
        "patient": gathering.patient_contents(patient, today),
        "talks": {
            "date_long": show_long(today),
            "planned": plan is not None,
            "plan_date": show(plan.opened_on) if plan else "",
            "goal": plan.goal if plan else "",
            "responsible": session.get_one(Person, plan.responsible_id).short_name if plan else "",
        },
        "steps": _steps(session, plan) if plan else [],
        "held": [
            {
                "date": show(talk.on),
                "with_whom": talk.with_whom.label,
                "theme": talk.theme.label,
                "stage": talk.stage.label if talk.stage else "",
                "result": talk.result,
                "next": show(talk.next_on) if talk.next_on else "",
            }
            for talk in held
        ],
        "staff": gathering.staff_contents(session, register.person),
    }


def _steps(session: Session, plan: MotivationPlan) -> list[dict[str, str]]:
    query = sa.select(MotivationStep).where(MotivationStep.plan_id == plan.id).order_by(MotivationStep.id)
    return [
        {
            "what": step.what,
            "by_whom": step.by_whom,
            "due": show(step.due) if step.due else "",
            "outcome": f"{show(step.done_on)}: {step.outcome}" if step.done_on else "",
        }
        for step in session.scalars(query)
    ]


SCOPE = Scope(Group("talks", "лист мотивации", (OFFICE, PATIENT, TALKS, STEPS, HELD, STAFF)), Patient, gather)
