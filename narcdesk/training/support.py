"""What goes beside a course and after it: the plan of visits, the stay, work, family, groups, injecting, poisonings.

Drawn from streams of its own, made of the card's number: nobody's way depends on it.
"""

from datetime import date, timedelta
from random import Random

from narcdesk import families, groups, injecting, occupations, poisonings, stays, treatments
from narcdesk.observation import EndGround
from narcdesk.occupations import HelpResult
from narcdesk.register import Register
from narcdesk.training.cases import Case
from narcdesk.training.days import Story
from narcdesk.training.shares import Habit
from narcdesk.treatments import PlanOutcome, StepMark

GROUPS = (  # invented; name, kind, place, days
    ("Группа «Рассвет» (учебная)", "mutual", "г. Среднеозёрск, дом культуры", "вт и чт, 19:00"),
    ("Сообщество «Берег» (учебное)", "community", "с. Медвяное, ул. Тихая, 3", "ежедневно"),
    ("Группа для родных «Рядом» (учебная)", "family", "г. Среднеозёрск, библиотека", "сб, 12:00"),
)
INJECTED = ("F11", "F15")  # what is injected at all, as far as this district knows
TOLD_BY = {  # who told of a poisoning, how often, and what is written down beside
    "person": (3, "со слов матери, врача не вызывали"),
    "organisation": (4, "лечился в отделении реанимации"),
    "ambulance": (3, "вызов бригады, от больницы отказался"),
}
WORKS = ("works", "склад, грузчик"), ("works", "пилорама"), ("seeks", ""), ("none", ""), ("studies", "колледж")


def list_groups(register: Register) -> None:
    """The directory of groups, as the office begins with it."""
    for name, kind, place, days in GROUPS:
        groups.enter(
            register, {"name": name, "kind": kind, "place": place, "days": days, "valid_from": register.today()}
        )


def note_injecting(case: Case) -> None:
    """What the examination tells of injecting."""
    if case.fate.diagnosis["substance"] in INJECTED:
        state = Random(f"injecting {case.patient_id}").choice(("yes", "before", "no"))
        fact = {"on": case.today, "state": state, "source": "осмотр, со слов пациента"}
        injecting.note(case.register, case.patient_id, fact)


def note_poisoning(case: Case, before: date, chance: float) -> None:
    """An acute poisoning some days before he came: mostly by what he uses, or by alcohol; now and then nobody knows."""
    rng = Random(f"poisoning {case.patient_id} {before}")
    if rng.random() >= chance:
        return
    known_from = rng.choices(list(TOLD_BY), [often for often, _ in TOLD_BY.values()])[0]
    substance = rng.choices([case.fate.diagnosis["substance"], "F10", None], (7, 2, 1))[0]
    on = before - timedelta(days=rng.randrange(1, 10))
    if any(one.on == on for one in poisonings.listing(case.register, case.patient_id)):
        return  # he came twice within days: it is the case that is written down already
    typed = {"on": on, "substance": substance, "known_from": known_from}
    poisonings.record(case.register, case.patient_id, {**typed, "remark": TOLD_BY[known_from][1]})


def plan(case: Case, length: int) -> Story:
    """The out-patient stage by a plan of the commission: a visit a week, each marked on its day."""
    rng, register, days = Random(f"plan {case.patient_id}"), case.register, case.world.days
    if rng.random() < 0.65:
        return
    typed = {
        "kind": "outpatient",
        "decided_on": case.today,
        "decider": "commission",
        "protocol": str(rng.randrange(1, 90)),
        "protocol_on": case.today,
        "decided_by": "В. В. Вымыслов",
        "need": "синдром зависимости, окончено лечение",
        "conditions": "outpatient",
        "until": case.today + timedelta(days=length + 30),
        "measures": "беседы с врачом и психологом, группа",
        "after_inpatient": True,
    }
    made = treatments.plan(register, case.patient_id, typed)
    first = days.working(case.today + timedelta(days=7))
    for step in treatments.schedule(
        register, made.id, {"kind": "visit", "due_on": first}, times=max(2, length // 9), every=7
    ):
        yield days.working(step.due_on)
        if case.left:
            if case.left_for is not EndGround.DEATH:
                treatments.finish(register, made.id, case.today, PlanOutcome.DROPPED)
            return
        missed = rng.random() < 0.15
        treatments.mark(register, step.id, case.today, StepMark.MISSED if missed else StepMark.DONE)
    treatments.finish(register, made.id, case.today, PlanOutcome.DONE)


def stay(case: Case, course_id: int) -> Story:
    """He arrives, the organisation confirms it by its act; some are away for a few days."""
    rng, register, days = Random(f"stay {case.patient_id}"), case.register, case.world.days
    awaited = case.today + timedelta(days=21)
    stays.mark(register, course_id, {"kind": "arrived", "on": case.today, "awaited_by": awaited})
    yield days.later(rng.randrange(4, 12))
    if case.course_id != course_id:
        return
    act = {"act": str(rng.randrange(1, 90)), "act_on": case.today}
    stays.mark(register, course_id, {"kind": "confirmed", "on": case.today, **act})
    if rng.random() < 0.7:
        return
    yield days.later(rng.randrange(10, 25))
    if case.course_id != course_id:
        return
    back = case.today + timedelta(days=4)
    typed = {"kind": "absent", "on": case.today, "reason": "семейные обстоятельства", "awaited_by": back}
    stays.mark(register, course_id, typed)
    yield days.later(3)
    if case.course_id == course_id:
        stays.mark(register, course_id, {"kind": "returned", "on": case.today})


def beside(case: Case) -> Story:
    """Along with patronage: what he does, how he was helped to it, who of the family was talked to, what group."""
    rng, register, who = Random(f"support {case.patient_id}"), case.register, case.patient_id
    kind, place = rng.choice(WORKS)
    occupations.note(register, who, {"since": case.today, "kind": kind, "place": place, "source": "со слов пациента"})
    if rng.random() < 0.35:
        mother = {"name": f"{case.who.surname}, мать", "tie": "mother", "consent_on": case.today}
        member = families.enter(register, who, mother)
        families.talk(register, member.id, {"on": case.today, "kind": "talk", "note": "чем помочь и чего не делать"})
    if rng.random() < 0.3:
        groups.visit(register, who, {"on": case.today, "said": "ходит в «Рассвет» по вторникам"})
    if kind in ("seeks", "none"):
        sent = {"kind": "work", "on": case.today, "sent_to": "центр занятости населения (учебный)"}
        asked = case.today + timedelta(days=30)
        given = occupations.refer(register, who, {**sent, "answer_by": asked})
        yield case.world.days.working(asked - timedelta(days=rng.randrange(1, 9)))
        if not case.left:
            result = HelpResult.PLACED if case.fate.habit is Habit.SOBER else HelpResult.DECLINED
            occupations.answer(register, given.id, case.today, result)
