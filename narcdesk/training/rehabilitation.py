"""The long way back: treatment, medical and social rehabilitation, patronage afterwards."""

from collections.abc import Generator
from datetime import date, timedelta
from random import Random

from narcdesk import certificates, courses, observation, patronage
from narcdesk.courses import CourseKind, Outcome
from narcdesk.dates import add_months
from narcdesk.observation import EndGround
from narcdesk.training import application, reports, support
from narcdesk.training.cases import Case
from narcdesk.training.days import Story
from narcdesk.training.shares import Habit, Way

EACH_YEAR = 320  # days
PLACES = {
    CourseKind.TREATMENT: "treated_at",
    CourseKind.MEDICAL: "rehabilitated_at",
    CourseKind.SOCIAL: "social_at",
}


def way(case: Case) -> Story:
    """From treatment to patronage, as far as this person goes."""
    fate = case.fate
    if fate.way is Way.GRADUATE:
        yield from _graduated_before(case)
        return
    asking = fate.asking
    table: application.Timetable = []
    if fate.way is Way.PRESENT and asking is not None:
        table = application.leading_here(case, asking)
        yield case.world.days.working(table[0][1] - timedelta(days=case.rng.randrange(95, 125)))
    else:
        yield case.after(20, 400) if fate.is_old else case.after(4, 40)
    if case.is_likely(0.06):
        yield from _course(case, CourseKind.TREATMENT, case.rng.randrange(4, 10), outcome=Outcome.TRANSFERRED)
    yield from _course(case, CourseKind.TREATMENT, case.rng.randrange(18, 29))
    if fate.way is Way.TREATMENT or case.left:
        return
    yield case.after(2, 12)
    yield from _course(case, CourseKind.MEDICAL, case.rng.randrange(28, 46))
    if asking is not None:
        if not table:
            begins = case.after(1, 15)
            yield begins
            table = application.timetable(case, asking.events, begins)
        yield from application.way(case, table, asking)
        yield from _social(case, asking.certificate)
    else:
        yield case.after(5, 30)
        yield from _social(case, "finished")


# Courses


def _course(
    case: Case, kind: CourseKind, length: int, *, is_complex: bool = False, outcome: Outcome = Outcome.FINISHED
) -> Generator[date, None, None]:
    """One course from its first day to its last; a certificate that he holds pays for social rehabilitation."""
    if case.left:
        return
    register, provider_id, certificate_id = case.register, None, None
    if kind is CourseKind.TREATMENT:
        case.note_use(case.today - timedelta(days=case.rng.randrange(1, 4)), case.say("last_use_proof"))
    place = case.say(PLACES[kind])
    if kind is CourseKind.SOCIAL:
        place, certificate_id = "", case.certificate_id
        chosen = certificates.one(register, certificate_id).provider_id if certificate_id else None
        provider_id = chosen or case.rng.choice(case.world.providers_for(case.who.sex))
    case.course_id = courses.start(
        register,
        case.patient_id,
        {"kind": kind.value, "place": place, "started_on": case.today, "complex": is_complex},
        certificate_id=certificate_id,
        provider_id=provider_id,
    ).id
    if kind is CourseKind.SOCIAL:
        case.world.days.begin(support.stay(case, case.course_id))
        is_silent = case.fate.asking is not None and case.fate.asking.today == "silent"
        if certificate_id is not None and not is_silent:
            case.world.days.begin(reports.acts(case, certificate_id))
            if outcome is Outcome.FINISHED and (after := _stands_still(case)):
                case.world.days.begin(reports.pause(case, certificate_id, after))
    elif kind is CourseKind.MEDICAL:
        case.world.days.begin(support.plan(case, length))
    last = case.after(length, length)
    if kind is not CourseKind.MEDICAL:
        case.away_until = last
    yield last
    case.is_treated = True
    if case.course_id is not None:  # else he left, and the course ended then
        courses.finish(register, case.course_id, case.today, outcome)
        case.course_id = case.certificate_id = None


def _stands_still(case: Case) -> int:
    """After how many days a course stands still, or 0: seldom."""
    if case.fate.asking is not None and case.fate.asking.today == "suspended":
        return 8
    rng = Random(f"stands still {case.patient_id}")
    return rng.randrange(20, 60) if rng.random() < 0.15 else 0


def _social(case: Case, course: str) -> Story:
    """Social rehabilitation, which ends the programme: under a certificate if he has one, to its end or not."""
    if course not in ("finished", "refused", "dropped"):
        return
    days = case.rng.choice(application.LENGTHS)
    if case.certificate_id is not None:
        days = certificates.one(case.register, case.certificate_id).days
    outcome = Outcome(course)
    length = days if outcome is Outcome.FINISHED else case.rng.randrange(12, 60)
    yield from _course(case, CourseKind.SOCIAL, length, is_complex=True, outcome=outcome)
    if outcome is Outcome.FINISHED:
        yield from _afterwards(case)


def _graduated_before(case: Case) -> Story:
    """He came with the papers of a programme that he finished before the register began."""
    case.is_treated = True
    register, day = case.register, case.fate.came + timedelta(days=10)
    for kind, length in ((CourseKind.TREATMENT, 25), (CourseKind.MEDICAL, 45), (CourseKind.SOCIAL, 180)):
        typed = {
            "kind": kind.value,
            "place": case.say(PLACES[kind]),
            "started_on": day,
            "complex": kind is CourseKind.SOCIAL,
        }
        course = courses.start(register, case.patient_id, typed)
        day += timedelta(days=length)
        courses.finish(register, course.id, day, Outcome.FINISHED)
        day += timedelta(days=case.rng.randrange(5, 20))
    if case.fate.habit is not Habit.USES:
        case.note_sober(case.today)
    yield from _afterwards(case)


# Afterwards


def _afterwards(case: Case) -> Story:
    """Patronage, and then the office's own question each year; whom it finds no more is lost from sight."""
    yield from _patronage(case)
    while case.fate.habit is Habit.SOBER:
        yield case.world.days.later(EACH_YEAR)
        if case.left and case.left_for is not EndGround.RECOVERY:
            return
        case.note_sober(case.today)


def _patronage(case: Case) -> Story:
    """Patronage for those who agree to it: contact after contact, for a year or longer."""
    if not case.is_likely(0.72):
        return
    if not case.fate.is_old:
        yield case.after(3, 20)
    if case.left:
        return
    register, until = case.register, add_months(case.today, case.rng.choice((12, 12, 18)))
    typed = {
        "opened_on": case.today,
        "until": until,
        "goals": case.say("goals"),
        "measures": "встречи по программе\nцентр занятости, группа взаимопомощи\nбеседы с родными, если согласны",
        "responsible": "медицинская сестра кабинета",
    }
    programme = patronage.begin(register, case.patient_id, typed)
    case.patronage_id = programme.id
    case.world.days.begin(support.beside(case))
    goes_on = True
    while goes_on and case.today < until:
        day, goes_on = case.world.agree("contact", case.after(26, 40))
        _contact(case, programme.id, day)
        yield day
        if case.patronage_id != programme.id:
            return
    if goes_on:
        patronage.close(register, programme.id, case.today)
        case.patronage_id = None


def _contact(case: Case, patronage_id: int, next_on: date) -> None:
    uses = case.relapses()
    typed = {
        "on": case.today,
        "way": case.rng.choice(("visit", "phone", "phone", "office")),
        "sober": not uses,
        "note": case.say("contact", "uses" if uses else "sober"),
        "next_on": next_on,
    }
    patronage.contact(case.register, patronage_id, typed)
    if uses:
        fact = {"kind": "use", "on": case.today, "proof": case.say("use_proof")}
        observation.note_remission(case.register, case.patient_id, fact)
        case.last_use, case.is_confirmed = case.today, False
