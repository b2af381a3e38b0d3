"""How an invented office helps people in a year: motivation, plans, stays, patronage, work; with its plain book."""

from typing import Any

from narcdesk import (
    appointments,
    courses,
    mistakes,
    motivation,
    observation,
    occupations,
    patronage,
    refusals,
    stays,
    talks,
    treatments,
)
from narcdesk.courses import Outcome
from narcdesk.motivation import PlanResult
from narcdesk.occupations import HelpResult
from narcdesk.talks import Talk
from narcdesk.treatments import PlanOutcome, PlanStep, StepMark, TreatmentPlan
from tests.year_acts import Office
from tests.year_book import Row, newest

# Refusals, motivation, talks -----------------------------------------------------------------------------------------


def refuses(office: Office) -> bool:
    """Of help, or of the passing on of data; the sheets that let it end with it."""
    who = office.someone()
    if who is None or office.seldom(0.6):
        return False
    of = office.dice.choice(["care", "observation", "treatment", "patronage", "personal_data"])
    to = office.register.profile_on(office.day).authority.name if of == "personal_data" else ""
    typed = {"on": office.day, "of": of, "recipient": to, "reason": "alone", "explained": True, "signed": "signed"}
    typed |= {"consequences": "разъяснены", "next_step": "беседа"}
    mother = office.book.people[who]["mother"] if office.is_minor(who) else None
    made = refusals.record(office.register, who, typed, representative_id=mother)
    office.book.refusals.append({"id": made.id, "who": who, "of": of, "on": office.day})
    for sheet in office.book.standing(office.book.consents, who=who, kind=of, to=to, withdrawn=None):
        sheet["withdrawn"] = office.day
    return True


def plan_is_made(office: Office) -> bool:
    """Motivation after a refusal, or without one."""
    refused = office.shown("refusals", office.book.refusals)
    who = refused["who"] if refused and office.dice.random() < 0.6 else office.someone()
    if who is None or office.book.standing(office.book.motivation, who=who, closed=None):
        return False
    if office.book.standing(office.book.talks, who=who, on=office.day):
        return False  # which of two words of one day about the next contact was the later, no book tells
    following, steps = office.ahead(30), [{"what": "позвонить", "due": office.perhaps(30)} for _ in range(2)]
    typed = {"opened_on": office.day, "goal": "лечение", "next_on": following}
    made = motivation.plan(office.register, who, typed, steps)
    office.book.motivation.append({"id": made.id, "who": who, "on": office.day, "next": following, "closed": None})
    for kept in motivation.steps(office.register, who):
        if kept.plan_id == made.id:
            row = {"id": kept.id, "who": who, "plan": made.id, "due": kept.due, "done": None}
            office.book.steps.append(row)
    return True


def plan_goes_on(office: Office) -> bool:
    """A step is done, or the work by a plan ends."""
    plan = office.one(office.book.motivation, closed=None)
    if plan is None:
        return False
    step = office.one(office.book.steps, plan=plan["id"], done=None)
    if step is not None and office.dice.random() < 0.7:
        motivation.done(office.register, step["id"], office.day, "дозвонились")
        step["done"] = office.day
        return True
    if office.seldom(0.4):
        return False
    motivation.close(office.register, plan["id"], office.day, PlanResult.AGREED)
    plan["closed"] = office.day
    return True


def talks_to(office: Office) -> bool:
    """A talk, mostly with the day of the next one."""
    who = office.someone()
    if who is None:
        return False
    is_planned = bool(office.book.standing(office.book.motivation, who=who, closed=None))
    following = office.ahead(30) if is_planned else office.perhaps(30)
    typed = {"on": office.day, "with_whom": "alone", "stage": "thinking", "theme": "treatment", "result": "подумает"}
    made = talks.hold(office.register, who, {**typed, "next_on": following})
    office.book.talks.append({"id": made.id, "who": who, "on": office.day, "next": following})
    return True


def talk_was_a_mistake(office: Office) -> bool:
    """It was with another; what was agreed before it holds again."""
    talk = office.one(office.book.talks)
    if talk is None or office.seldom(0.3):
        return False
    mistakes.strike_out(office.register, Talk, talk["id"], "с другим")
    talk["struck"] = True
    return True


# Plans of treatment --------------------------------------------------------------------------------------------------


def help_is_planned(office: Office) -> bool:
    """A decision about treatment, with a day to begin and a term, or without."""
    who = office.someone()
    if who is None:
        return False
    by, until = office.perhaps(20), office.dice.choice([None, office.ahead(60, least=20)])
    typed = {"kind": "outpatient", "decided_on": office.day, "decider": "doctor", "need": "зависимость"}
    typed |= {"conditions": "outpatient", "begin_by": by, "until": until}
    made = treatments.plan(office.register, who, typed)
    row = {"id": made.id, "who": who, "by": by, "until": until, "begun": None, "ended": None}
    office.book.plans.append(row)
    return True


def _visit_of_the_mark(office: Office, step: Row, marked: PlanStep) -> None:
    """A planned visit that was kept or missed is written down with its mark, unless that day has such a visit."""
    kept = marked.mark is StepMark.DONE
    known = office.book.standing(office.book.visits, who=step["who"], on=office.day, kept=kept)
    assert (marked.visit_id is not None) == (marked.mark is not StepMark.CANCELLED and not known)
    for made in observation.visits(office.register, step["who"]):
        if made.id == marked.visit_id:
            office.visited(step["who"], made)


def planned_help_goes_on(office: Office) -> bool:
    """Steps are planned and marked, the plan begins and ends, or was a mistake."""
    plan = office.one(office.book.plans, ended=None)
    if plan is None:
        return False
    step = office.one(office.book.planned, plan=plan["id"], mark=None)
    what = office.dice.random()
    if step is None or what < 0.3:
        day = office.ahead(25)
        if plan["until"] is not None and plan["until"] < day:
            return _plan_ends(office, plan)
        for made in treatments.schedule(office.register, plan["id"], {"kind": "visit", "due_on": day}):
            row = {"id": made.id, "who": plan["who"], "plan": plan["id"], "due": made.due_on}
            row |= {"mark": None, "on": None, "visit": None}
            office.book.planned.append(row)
    elif what < 0.7:
        became = office.dice.choice(list(StepMark))
        marked = treatments.mark(office.register, step["id"], office.day, became)
        _visit_of_the_mark(office, step, marked)
        step |= {"mark": became.value, "on": office.day, "visit": marked.visit_id}
        if became is StepMark.DONE:
            plan["begun"] = plan["begun"] or office.day
    elif what < 0.85 and plan["begun"] is None:
        treatments.begin(office.register, plan["id"], office.day)
        plan["begun"] = office.day
    elif what < 0.9:
        mistakes.strike_out(office.register, TreatmentPlan, plan["id"], "план другого")
        steps = office.book.standing(office.book.planned, plan=plan["id"])
        theirs = {step["visit"] for step in steps} - {None}
        for row in (plan, *steps):
            row["struck"] = True
        for visit in office.book.standing(office.book.visits):
            if visit["id"] in theirs:
                office.struck(visit)
    else:
        return _plan_ends(office, plan)
    return True


def _plan_ends(office: Office, plan: Row) -> bool:
    treatments.finish(office.register, plan["id"], office.day, PlanOutcome.DONE)
    plan["ended"] = office.day
    return True


# Courses and stays ---------------------------------------------------------------------------------------------------


def course_begins(office: Office) -> bool:
    """He goes to an organisation."""
    who = office.someone()
    if who is None or office.book.standing(office.book.courses, who=who, ended=None):
        return False
    typed = {"kind": "medical", "place": "центр", "started_on": office.day}
    made = courses.start(office.register, who, typed)
    row = {"id": made.id, "who": who, "on": office.day, "ended": None, "arrived": False, "away": ""}
    office.book.courses.append(row)
    return True


def stay_goes_on(office: Office) -> bool:
    """He arrives, leaves and returns, the organisation writes its act, the course ends."""
    course = office.one(office.book.courses, ended=None)
    if course is None:
        return False
    if course["away"]:
        ways = ["returned"] + ["interrupted"] * (course["away"] == "absent")
    else:
        ways = ["confirmed", "absent", "interrupted", "end"] if course["arrived"] else ["arrived"]
    way = office.dice.choice(ways)
    if way == "end":
        courses.finish(office.register, course["id"], office.day, Outcome.FINISHED)
        course["ended"] = office.day
        if (paid := course.get("certificate")) is not None:
            paid.update(state="used", over=office.day)
        return True
    by = office.perhaps(20) if way in ("arrived", "absent", "interrupted") else None
    typed: dict[str, Any] = {"kind": way, "on": office.day, "reason": "ушёл сам", "awaited_by": by}
    made = stays.mark(office.register, course["id"], typed | ({"act_on": office.day} if way == "confirmed" else {}))
    row = {"id": made.id, "who": course["who"], "course": course["id"], "kind": way, "on": office.day, "by": by}
    office.book.marks.append(row)
    if way == "arrived":
        course["arrived"] = True
    elif way != "confirmed":
        course["away"] = "" if way == "returned" else way
    return True


# Patronage and work --------------------------------------------------------------------------------------------------


def is_accompanied(office: Office) -> bool:
    """Patronage begins, goes on by contacts, gets a longer term, ends."""
    programme = office.one(office.book.programmes, closed=None)
    if programme is None or office.dice.random() < 0.3:
        who = office.someone()
        if who is None:
            return False
        until = office.perhaps(60)
        made = patronage.begin(office.register, who, {"opened_on": office.day, "until": until})
        office.book.programmes.append({"id": made.id, "who": who, "until": until, "closed": None})
    elif office.dice.random() < 0.15:
        patronage.close(office.register, programme["id"], office.day)
        programme["closed"] = office.day
    elif office.dice.random() < 0.15:
        programme["until"] = office.ahead(60)
        patronage.amend(office.register, programme["id"], {"until": programme["until"]})
    else:
        following = office.perhaps(30)
        typed = {"on": office.day, "way": "phone", "next_on": following}
        contact = patronage.contact(office.register, programme["id"], typed)
        row = {"id": contact.id, "who": programme["who"], "programme": programme["id"], "on": office.day}
        office.book.contacts.append({**row, "next": following})
    return True


def contact_by_a_key(office: Office) -> bool:
    """A contact that the first screen shows was made: one keystroke; or it is moved."""
    programme = office.shown("patronage", office.book.programmes)
    if programme is None:
        return False
    if office.dice.random() < 0.5:
        made = appointments.contacted(office.register, programme["id"])
        row = {"id": made.id, "who": programme["who"], "programme": programme["id"], "on": office.day}
        office.book.contacts.append({**row, "next": made.next_on})
    else:
        last = newest(office.book.standing(office.book.contacts, programme=programme["id"]))
        assert last is not None  # the first screen shows it
        last["next"] = office.ahead(30, least=0)
        appointments.move_contact(office.register, programme["id"], last["next"])
    return True


def is_helped_to_work(office: Office) -> bool:
    """He is sent to the employment centre, or it is asked what came of it."""
    given = office.one(office.book.help, answered=None)
    if given is not None and office.dice.random() < 0.5:
        occupations.answer(office.register, given["id"], office.day, HelpResult.PLACED)
        given["answered"] = office.day
        return True
    who, by = office.someone(), office.perhaps(30)
    if who is None:
        return False
    typed = {"on": office.day, "kind": "work", "sent_to": "центр занятости", "answer_by": by}
    made = occupations.refer(office.register, who, typed)
    office.book.help.append({"id": made.id, "who": who, "by": by, "answered": None})
    return True
