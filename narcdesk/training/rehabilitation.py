"""The long way back: treatment, medical and social rehabilitation, the certificate for it, patronage afterwards."""

from collections.abc import Generator, Sequence
from datetime import date, timedelta

from narcdesk import applications, certificates, consents, courses, observation, patronage
from narcdesk.acts import Term
from narcdesk.consents import ConsentKind
from narcdesk.courses import CourseKind, Outcome
from narcdesk.dates import Calendar, add_months
from narcdesk.diagnoses import Group
from narcdesk.profile import Attachment
from narcdesk.training.cases import Case
from narcdesk.training.days import Story
from narcdesk.training.fates import Ending, Habit, Present, Way

PURPOSE = "рассмотрение заявки и выдача сертификата"
LENGTHS = (180, 180, 180, 120, 120, 90)

GAPS = {  # working days since the event before
    "submit": (1, 4),
    "send": (1, 3),
    "register": (2, 5),
    "return_back": (3, 6),
    "grant": (4, 9),
    "refuse": (4, 9),
    "withdraw": (2, 8),
    "record": (1, 3),
    "choose": (1, 6),
    "enrol": (2, 15),
}

Timetable = list[tuple[str, date]]


def way(case: Case) -> Story:
    """From treatment to patronage, as far as this person goes."""
    fate = case.fate
    if fate.way is Way.GRADUATE:
        yield from _graduated_before(case)
        return
    if fate.present is not None:
        table = _leading_here(case, fate.present)
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
    if fate.present is not None:
        yield from _application(case, table, fate.present)
    elif fate.ending is not None:
        begins = case.after(1, 15)
        yield begins
        yield from _application(case, timetable(case, fate.ending.events, begins), fate.ending)
    else:
        yield case.after(5, 30)
        yield from _course(case, CourseKind.SOCIAL, case.rng.choice(LENGTHS), is_complex=True)
        yield from _afterwards(case)


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
        place = case.say("treated_at")
    elif kind is CourseKind.MEDICAL:
        place = case.say("rehabilitated_at")
    else:
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
    case.away_until = case.after(length, length)
    yield case.away_until
    if case.course_id is not None:  # else he left, and the course ended then
        courses.finish(register, case.course_id, case.today, outcome)
        case.course_id = case.certificate_id = None


def _graduated_before(case: Case) -> Story:
    """He came with the papers of a programme that he finished before the register began."""
    register, day = case.register, case.fate.came + timedelta(days=10)
    for kind, length in ((CourseKind.TREATMENT, 25), (CourseKind.MEDICAL, 45), (CourseKind.SOCIAL, 180)):
        typed = {
            "kind": kind.value,
            "place": case.say("treated_at" if kind is CourseKind.TREATMENT else "rehabilitated_at"),
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


# The application


def timetable(case: Case, events: Sequence[str], on: date, at: int = 0) -> Timetable:
    """When each event of an application happens, if the event number `at` falls on the working day `on`."""
    calendar = case.world.days.calendar
    offsets = [0]
    for event in events[1:]:
        offsets.append(offsets[-1] + case.rng.randint(*GAPS[event]))
    first = calendar.add_working_days(on, -offsets[at])
    return [(event, calendar.add_working_days(first, n)) for event, n in zip(events, offsets, strict=True)]


def _leading_here(case: Case, present: Present) -> Timetable:
    """The timetable that brings the application to where it has to stand today."""
    calendar, today = case.world.days.calendar, case.world.days.last
    if present.ends_in is None:
        return timetable(case, present.events, calendar.add_working_days(today, -present.ago), at=-1)
    term = case.world.profile.certificate_valid
    issued_on = _issued_for(term, calendar, today + timedelta(days=present.ends_in))
    return timetable(case, present.events, issued_on, at=present.events.index("record"))


def _issued_for(term: Term, calendar: Calendar, valid_until: date) -> date:
    """The working day on which a certificate that ends on this day is issued, or the nearest that there is."""
    days = [valid_until - timedelta(days=n) for n in range(90)]
    known = [(abs((due - valid_until).days), day) for day in days if (due := term.due(day, calendar))]
    return min(one for one in known if calendar.is_working_day(one[1]))[1]


def _application(case: Case, table: Timetable, goal: Ending | Present) -> Story:
    """Event after event; then the course, or whatever else becomes of the certificate."""
    made = 0
    for event, day in table:
        if day > case.today:
            yield day
        if case.left:
            return
        made = _happen(case, event, made)
    if isinstance(goal, Present):
        if goal.withdrawn_consent:
            yield case.after(1, 2)
            _withdraw_consent(case)
        outcome = "finished"
    else:
        outcome = goal.course
    if table[-1][0] == "enrol":
        yield from _under_certificate(case, outcome)
    elif outcome == "expired":
        yield from _expired(case)
    elif outcome == "annulled":
        yield case.after(5, 30)
        if case.certificate_id is not None:
            certificates.annul(case.register, case.certificate_id, case.say("annulled"))
            case.certificate_id = None
    elif table[-1][0] in ("refuse", "withdraw") and case.is_likely(0.4):
        yield case.after(3, 20)
        _withdraw_consent(case)


def _happen(case: Case, event: str, application_id: int) -> int:
    """One event of an application, as the office writes it down; gives the application's id."""
    register, today = case.register, case.today
    match event:
        case "start":
            return _start(case)
        case "submit":
            applications.submit(register, application_id)
        case "send":
            applications.send(register, application_id, today, f"{case.rng.randrange(20, 900)}-у")
        case "register":
            applications.registered(register, application_id, today, f"ВХ-{case.rng.randrange(100, 9_000)}")
        case "return_back":
            applications.returned(register, application_id, today, case.say("returned"))
        case "grant":
            applications.granted(register, application_id, today, f"Р-{case.rng.randrange(10, 400)}")
        case "refuse":
            reason = case.rng.choice(("R01", "R05", "R09")) if case.fate.group is Group.DRUGS else "R05"
            applications.refused(register, application_id, today, f"О-{case.rng.randrange(10, 90)}", reason)
        case "withdraw":
            applications.withdrawn(register, application_id, today, case.say("withdrawn"))
        case "record":
            _record(case, application_id)
        case "choose":
            _choose(case)
    if event in ("grant", "refuse", "withdraw"):
        case.application_id = None
    return application_id


def _start(case: Case) -> int:
    """The two sheets that the law wants, the draft, and the papers of the set."""
    case.sign(ConsentKind.PERSONAL_DATA, PURPOSE)
    case.sign(ConsentKind.SECRECY, PURPOSE)
    chosen = case.world.providers_for(case.who.sex)
    provider_id = case.rng.choice(chosen) if chosen and case.is_likely(0.4) else None
    draft = {
        "days": case.rng.choice(LENGTHS),
        "circumstance": case.fate.ground,
        "service_form": "residential" if case.is_likely(0.8) else "outpatient",
        "reply": "office" if case.is_likely(0.7) else "in_person",
    }
    started = applications.start(case.register, case.patient_id, draft, provider_id=provider_id)
    papers = {one.code: _paper(case, one) for one in case.world.profile.attachments if _is_brought(case, one)}
    applications.amend(case.register, started.id, {}, provider_id=provider_id, papers=papers)
    case.application_id = started.id
    return started.id


def _is_brought(case: Case, paper: Attachment) -> bool:
    """Most bring what is asked, and some of what is not."""
    if paper.generated_by_app:
        return False
    if paper.condition is not None:
        return paper.condition == "court" and case.fate.ground not in ("voluntary", "released")
    return case.is_likely(0.95 if paper.required else 0.5)


def _paper(case: Case, paper: Attachment) -> tuple[int, date | None]:
    """Sheets and date of a paper at hand."""
    dated = case.today - timedelta(days=case.rng.randrange(1, 20)) if paper.max_age_days else None
    return case.rng.randrange(1, 4), dated


def _record(case: Case, application_id: int) -> None:
    """The certificate came; till when it runs is what the profile proposes."""
    world, application = case.world, applications.one(case.register, application_id)
    world.certificates_seen += 1
    days = application.days or LENGTHS[0]
    typed = {
        "number": f"УЧ-{world.certificates_seen:05}",
        "issued_on": case.today,
        "valid_until": world.profile.certificate_valid.due(case.today, world.days.calendar),
        "days": days,
        "amount": days * (world.profile.tariff.roubles if world.profile.tariff else 0) * 100,
    }
    case.certificate_id = certificates.record(case.register, application_id, typed).id


def _choose(case: Case) -> None:
    chosen = case.world.providers_for(case.who.sex)
    if case.certificate_id is not None and chosen:
        certificates.choose_provider(case.register, case.certificate_id, case.rng.choice(chosen))


def _under_certificate(case: Case, outcome: str) -> Story:
    """Social rehabilitation for which the certificate pays, to its end or not."""
    if case.certificate_id is None:
        return
    days = certificates.one(case.register, case.certificate_id).days
    length = days if outcome == "finished" else case.rng.randrange(12, 60)
    yield from _course(case, CourseKind.SOCIAL, length, is_complex=True, outcome=Outcome(outcome))
    if outcome == "finished":
        yield from _afterwards(case)


def _expired(case: Case) -> Story:
    """Nobody came with it in time."""
    if case.certificate_id is None:
        return
    valid_until = certificates.one(case.register, case.certificate_id).valid_until
    assert valid_until is not None
    yield case.world.days.calendar.add_working_days(valid_until, case.rng.randrange(1, 5))
    if case.certificate_id is not None:
        certificates.expire(case.register, case.certificate_id)
        case.certificate_id = None


def _withdraw_consent(case: Case) -> None:
    """He takes back what he let the office pass on."""
    for sheet in consents.listing(case.register, case.patient_id):
        if sheet.kind is ConsentKind.SECRECY and sheet.withdrawn_on is None:
            consents.withdraw(case.register, sheet.id, case.today, case.say("consent_withdrawn"))


# Afterwards


def _afterwards(case: Case) -> Story:
    """Patronage for those who agree to it: contact after contact, for a year or longer."""
    if not case.is_likely(0.72):
        return
    if not case.fate.is_old:
        yield case.after(3, 20)
    if case.left:
        return
    register, until = case.register, add_months(case.today, case.rng.choice((12, 12, 18)))
    typed = {"opened_on": case.today, "until": until, "goals": case.say("goals")}
    programme = patronage.begin(register, case.patient_id, typed)
    case.patronage_id = programme.id
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
        fact = {"kind": "use", "on": case.today, "proof": "признал на встрече по патронату"}
        observation.note_remission(case.register, case.patient_id, fact)
        case.last_use, case.is_confirmed = case.today, False
