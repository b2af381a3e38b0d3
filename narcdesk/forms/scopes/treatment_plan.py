"""The plan of a treatment or of the out-patient stage: the decision, and the steps with their marks."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import patients, treatments
from narcdesk.dates import show, show_long
from narcdesk.forms import gathering
from narcdesk.forms.fields import OFFICE, PATIENT, REPRESENTATIVE, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.scopes.patient import TODAY, today_contents
from narcdesk.forms.shapes import Field, Flag, Group, Rows
from narcdesk.register import Register
from narcdesk.treatments import Decider, PlanStep, TreatmentPlan

PLAN = Group(
    "plan",
    "План",
    (
        Field("kind", "Чего план", "амбулаторный этап медицинской реабилитации", required=True, blank_mm=70),
        Field("date", "Дата решения", "02.03.2026", required=True, blank_mm=25),
        Field("date_long", "Дата решения словами", "2 марта 2026 г.", required=True, blank_mm=35),
        Flag("by_commission", "Решила врачебная комиссия, а не один врач", sample=True),
        Field("protocol", "Номер протокола комиссии", "14", blank_mm=20),
        Field("protocol_date", "Дата протокола комиссии", "02.03.2026", blank_mm=25),
        Field("decided_by", "Врач или председатель комиссии: Фамилия И. О.", "Зимин А. Н.", blank_mm=60),
        Field("need", "Необходимость", "синдром зависимости, окончен стационарный этап", required=True, blank_mm=70),
        Field("conditions", "Условия", "амбулаторно", required=True, blank_mm=50),
        Field("begin_by", "Начать до", "09.03.2026", blank_mm=25),
        Field("until", "Срок: до какого дня", "30.06.2026", blank_mm=25),
        Field("measures", "Мероприятия", "групповая беседа; психолог; поддерживающая терапия", blank_mm=70),
        Flag("after_inpatient", "После стационарного этапа", sample=True),
        Field("begun_on", "Когда начат; пусто, пока не начат", "06.03.2026", blank_mm=25),
        Field("stage", "Этап, которого достиг; пусто, пока этапов нет", "восстановительный", blank_mm=50),
        Field("outcome", "Чем кончился и когда; пусто, пока идёт", "", blank_mm=50),
    ),
)

STEPS = Rows(
    "steps",
    "Что назначено и что сделано",
    (
        Field("date", "Когда назначено", "06.03.2026", required=True),
        Field("what", "Что", "Явка", required=True),
        Field("mark", "Отметка: что вышло и когда; пусто, пока не отмечено", "выполнено 06.03.2026"),
        Field("note", "Запись", "жалоб нет"),
    ),
    (
        {"date": "06.03.2026", "what": "Явка", "mark": "выполнено 06.03.2026", "note": "жалоб нет"},
        {"date": "10.03.2026", "what": "Мероприятие: групповая беседа", "mark": "не явился 10.03.2026", "note": ""},
        {"date": "20.03.2026", "what": "Явка", "mark": "", "note": ""},
        {"date": "03.04.2026", "what": "Переход на этап: поддерживающий", "mark": "", "note": ""},
    ),
)


def gather(register: Register, session: Session, plan: TreatmentPlan) -> dict[str, Any]:
    """The plan as it stands today, whose it is, who speaks for him."""
    day, patient = register.today(), patients.known(session, plan.patient_id)
    query = sa.select(PlanStep).where(PlanStep.plan_id == plan.id).order_by(PlanStep.due_on, PlanStep.id)
    steps = list(session.scalars(query))
    return {
        "office": gathering.office_contents(session),
        "patient": gathering.patient_contents(patient, day),
        "representative": gathering.representative_contents(patients.speaks_for(session, patient, day)),
        "today": today_contents(day),
        "plan": _plan(plan, treatments.stage_of(steps, plan.id)),
        "steps": [_step(step) for step in steps],
        "staff": gathering.staff_contents(session, register.person),
    }


def _plan(plan: TreatmentPlan, stage: str) -> dict[str, Any]:
    outcome = f"{plan.outcome.label} {show(plan.ended_on)}" if plan.outcome and plan.ended_on else ""
    return {
        "kind": plan.kind.label,
        "date": show(plan.decided_on),
        "date_long": show_long(plan.decided_on),
        "by_commission": plan.decider is Decider.COMMISSION,
        "protocol": plan.protocol,
        "protocol_date": show(plan.protocol_on) if plan.protocol_on else "",
        "decided_by": plan.decided_by,
        "need": _in_a_line(plan.need),
        "conditions": plan.conditions.label,
        "begin_by": show(plan.begin_by) if plan.begin_by else "",
        "until": show(plan.until) if plan.until else "",
        "measures": _in_a_line(plan.measures),
        "after_inpatient": plan.after_inpatient,
        "begun_on": show(plan.begun_on) if plan.begun_on else "",
        "stage": stage,
        "outcome": outcome,
    }


def _step(step: PlanStep) -> dict[str, str]:
    mark = f"{step.mark.label} {show(step.done_on)}" if step.mark and step.done_on else ""
    return {"date": show(step.due_on), "what": step.title, "mark": mark, "note": _in_a_line(step.note)}


def _in_a_line(text: str) -> str:
    """What was typed in several lines, as a cell of a paper has it."""
    return "; ".join(filter(None, (line.strip() for line in text.splitlines())))


SCOPE = Scope(
    Group(
        "treatment_plan",
        "план лечения, реабилитации",
        (OFFICE, PATIENT, REPRESENTATIVE, TODAY, PLAN, STEPS, STAFF),
    ),
    TreatmentPlan,
    gather,
)
