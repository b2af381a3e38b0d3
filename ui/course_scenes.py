"""Pictures of plans, stays, patronage and what helps beside them; `ui.scenes` shows them with the others."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from narcdesk import courses, families, groups, injecting, occupations, patronage, stays, treatments
from narcdesk.patients import Patient
from narcdesk.treatments import StepMark
from ui import plan_facts, support_facts
from ui.groups_dialog import GroupsDialog
from ui.patient_page import PatientPage

if TYPE_CHECKING:
    from ui.scenes import Scene, Stage

PATIENTS = 1  # the section


def scenes(stage: "Stage") -> Iterator["Scene"]:
    """The tabs of help as they fill up, and every form of them."""
    desk, window, person = stage.desk, stage.window, stage.patient()
    me = (window, desk, person)
    yield "plan", lambda: plan_facts.plan(*me)
    yield "family-talk", lambda: support_facts.family_talk(*me)
    yield "occupation", lambda: support_facts.occupation(*me)
    yield "work-help", lambda: support_facts.work_help(*me)
    yield "family-member", lambda: support_facts.member(*me)
    yield "injecting", lambda: support_facts.injecting_use(*me)
    yield "patient-helped", lambda: _shown(stage, "courses")
    yield "patient-supported", lambda: _shown(stage, "patronage")
    yield "plan-schedule", lambda: plan_facts.schedule(*me, _plan(stage))
    yield "plan-step", lambda: plan_facts.mark_step(*me, _open_step(stage))
    yield "plan-stage", lambda: plan_facts.enter_stage(*me, _plan(stage))
    yield "stay-mark", lambda: plan_facts.mark_stay(*me, desk.ask(courses.listing, person.id)[0])
    yield "help-result", lambda: support_facts.help_result(*me, desk.ask(occupations.help_given, person.id)[0])
    yield "patronage-amend", lambda: support_facts.amend_patronage(*me, desk.ask(patronage.listing, person.id)[0])
    yield "group-visit", lambda: support_facts.group_visit(*me)
    yield "groups", lambda: GroupsDialog(*me)
    yield "group-new", lambda: support_facts.new_group(window, desk)


def _plan(stage: "Stage") -> treatments.TreatmentPlan:
    _help(stage, person := stage.patient())
    return stage.desk.ask(treatments.listing, person.id)[0]


def _open_step(stage: "Stage") -> treatments.PlanStep:
    _help(stage, person := stage.patient())
    return next(step for step in stage.desk.ask(treatments.steps, person.id) if step.mark is None)


def _shown(stage: "Stage", tab: str) -> QWidget:
    person = stage.patient()
    _help(stage, person)
    return stage.over(PATIENTS, PatientPage(stage.desk, person.id, tab))


def _help(stage: "Stage", person: Patient) -> None:
    """Everything once, by the office's own acts."""
    register, today = stage.desk.register, stage.desk.today()
    if treatments.listing(register, person.id):
        return
    typed = {"decider": "commission", "decided_by": "В. В. Вымыслов", "protocol": "14", "protocol_on": "-20"}
    need = {"need": "синдром зависимости, вернулся после стационарного этапа", "measures": "группа, психолог"}
    when = {"decided_on": "-20", "begin_by": "-10", "until": "+100", "after_inpatient": "да"}
    plan = treatments.plan(
        register, person.id, {"kind": "outpatient", "conditions": "outpatient", **typed, **need, **when}
    )
    steps = treatments.schedule(register, plan.id, {"kind": "visit", "due_on": "-14"}, times=6, every=7)
    treatments.mark(register, steps[0].id, steps[0].due_on, StepMark.DONE, "жалоб нет")
    treatments.mark(register, steps[1].id, steps[1].due_on, StepMark.MISSED)
    treatments.enter_stage(register, plan.id, today, "восстановительный")
    course = courses.start(register, person.id, {"kind": "social", "started_on": "-30", "place": "АНО «Исток»"})
    stays.mark(register, course.id, {"kind": "arrived", "on": "-30", "awaited_by": "-3"})
    stays.mark(register, course.id, {"kind": "confirmed", "on": "-20", "act": "14", "act_on": "-21"})
    stays.mark(register, course.id, {"kind": "interrupted", "on": "-4", "reason": "ушёл сам", "awaited_by": "+3"})
    _support(stage, person)


def _support(stage: "Stage", person: Patient) -> None:
    register = stage.desk.register
    occupations.note(register, person.id, {"since": "-60", "kind": "none"})
    occupations.note(
        register, person.id, {"since": "-5", "kind": "works", "place": "склад, грузчик", "source": "со слов"}
    )
    for sent_to, answer_by in (("центр занятости населения", "-1"), ("колледж, вечернее отделение", "+9")):
        kind = "work" if "центр" in sent_to else "schooling"
        occupations.refer(register, person.id, {"kind": kind, "on": "-12", "sent_to": sent_to, "answer_by": answer_by})
    mother = families.enter(
        register, person.id, {"name": "Галкина Анна", "tie": "mother", "consent_on": "-40", "phone": "8 900 000-00-11"}
    )
    families.talk(register, mother.id, {"kind": "training", "on": "-9", "note": "как поддержать и не контролировать"})
    groups.enter(
        register,
        {
            "name": "Группа «Рассвет»",
            "kind": "mutual",
            "place": "ул. Тихая, д. 3, дом культуры",
            "days": "вт и чт, 19:00",
            "contact": "+7 900 000-00-55",
            "valid_from": "-30",
        },
    )
    groups.visit(register, person.id, {"on": "-2", "said": "«Рассвет», по вторникам"})
    injecting.note(register, person.id, {"on": "-60", "state": "before", "source": "осмотр, со слов"})
    if not any(one.closed_on is None for one in patronage.listing(register, person.id)):
        goals = {"goals": "трезвость, работа, жильё", "measures": "центр занятости, группа", "until": "м+12"}
        programme = patronage.begin(
            register, person.id, {"opened_on": "-40", "responsible": "соцработник Рябинина В. П.", **goals}
        )
        contact = {"on": "-20", "way": "visit", "sober": "да", "test": "clean", "work": "ищет работу"}
        rest = {
            "family": "живёт с матерью",
            "risks": "прежняя компания",
            "help": "записан к психологу",
            "next_on": "+2",
        }
        patronage.contact(register, programme.id, {**contact, **rest})
