"""An application in a person's story: from the two consents to the certificate, or as far as it goes."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from narcdesk import applications, certificates, consents
from narcdesk.acts import Term
from narcdesk.consents import ConsentKind
from narcdesk.dates import Calendar
from narcdesk.diagnoses import Group
from narcdesk.profile import Attachment
from narcdesk.training.cases import Case
from narcdesk.training.days import Story
from narcdesk.training.shares import Asking

PURPOSE = "рассмотрение заявки и выдача сертификата"
LENGTHS = (180, 180, 180, 120, 120, 90)  # days that are asked for

GAPS = {  # working days since the event before
    "submit": (1, 4),
    "send": (1, 3),
    "register": (2, 5),
    "return_back": (3, 6),
    "grant": (4, 9),
    "wait": (4, 9),
    "refuse": (4, 9),
    "withdraw": (2, 8),
    "record": (1, 3),
    "choose": (1, 6),
    "enrol": (2, 15),
}

Timetable = list[tuple[str, date]]


def timetable(case: Case, events: Sequence[str], on: date, at: int = 0) -> Timetable:
    """When each event of an application happens, if the event number `at` falls on the working day `on`."""
    calendar = case.world.days.calendar
    offsets = [0]
    for event in events[1:]:
        offsets.append(offsets[-1] + case.rng.randint(*GAPS[event]))
    first = calendar.add_working_days(on, -offsets[at])
    return [(event, calendar.add_working_days(first, n)) for event, n in zip(events, offsets, strict=True)]


def leading_here(case: Case, asking: Asking) -> Timetable:
    """The timetable that brings the application to where it has to stand today."""
    calendar, today = case.world.days.calendar, case.world.days.last
    if asking.ends_in is None:
        return timetable(case, asking.events, calendar.add_working_days(today, -asking.ago), at=-1)
    term = case.world.profile.certificate_valid
    issued_on = _issued_for(term, calendar, today + timedelta(days=asking.ends_in))
    return timetable(case, asking.events, issued_on, at=asking.events.index("record"))


def _issued_for(term: Term, calendar: Calendar, valid_until: date) -> date:
    """The working day on which a certificate that ends on this day is issued, or the nearest that there is."""
    days = [valid_until - timedelta(days=n) for n in range(90)]
    known = [(abs((due - valid_until).days), day) for day in days if (due := term.due(day, calendar))]
    return min(one for one in known if calendar.is_working_day(one[1]))[1]


def way(case: Case, table: Timetable, asking: Asking) -> Story:
    """Event after event up to the last one, and what becomes of a certificate that leads to no course."""
    made = 0
    for event, day in table:
        if day > case.today:
            yield day
        if case.left:
            return
        made = _happen(case, event, made)
    if asking.certificate == "expired":
        yield from _expired(case)
    elif asking.certificate == "annulled":
        yield from _annulled(case)
    elif asking.withdrawn_consent or (table[-1][0] in ("refuse", "withdraw") and case.is_likely(0.4)):
        yield case.after(1, 2)
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
        case "wait":
            applications.queued(register, application_id, today, f"П-{case.rng.randrange(10, 400)}")
        case "refuse":
            reason = case.rng.choice(("R01", "R05", "R09")) if case.fate.group is Group.DRUGS else "R05"
            applications.refused(register, application_id, today, f"О-{case.rng.randrange(10, 90)}", reason)
        case "withdraw":
            applications.withdrawn(register, application_id, today, case.say("withdrawn"))
        case "record":
            _record(case, application_id)
        case "choose":
            _choose(case)
            _lose(case)
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
        return paper.condition == "court" and case.fate.duty is not None
    return case.is_likely(0.95 if paper.required else 0.5)


def _paper(case: Case, paper: Attachment) -> tuple[int, date | None]:
    """Sheets and date of a paper at hand."""
    dated = case.today - timedelta(days=case.rng.randrange(1, 20)) if paper.max_age_days else None
    return case.rng.randrange(1, 4), dated


def _record(case: Case, application_id: int) -> None:
    """The certificate came; till when it runs is what the profile proposes."""
    world, application = case.world, applications.one(case.register, application_id)
    tariff = world.profile.tariff
    world.certificates_seen += 1
    days = application.days or LENGTHS[0]
    typed = {
        "number": f"УЧ-{world.certificates_seen:05}",
        "issued_on": case.today,
        "valid_until": world.profile.certificate_valid.due(case.today, world.days.calendar),
        "days": days,
        "amount": days * (tariff.roubles if tariff and tariff.roubles else 0) * 100,
    }
    case.certificate_id = certificates.record(case.register, application_id, typed).id


def _choose(case: Case) -> None:
    chosen = case.world.providers_for(case.who.sex)
    if case.certificate_id is not None and chosen:
        certificates.choose_provider(case.register, case.certificate_id, case.rng.choice(chosen))


def _lose(case: Case) -> None:
    """Some lose the sheet, and one has no duplicate yet."""
    asking, certificate_id = case.fate.asking, case.certificate_id
    rng = Random(f"lost {case.patient_id}")
    has_no_other = asking is not None and asking.today == "lost"
    if certificate_id is None or not (has_no_other or rng.random() < 0.05):
        return
    application_id = certificates.one(case.register, certificate_id).application_id
    certificates.lost(case.register, certificate_id, case.today, "украден вместе с сумкой")
    if not has_no_other:
        _record(case, application_id)
        _choose(case)


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


def _annulled(case: Case) -> Story:
    """It lost its force before anybody came with it."""
    yield case.after(5, 30)
    if case.certificate_id is not None:
        certificates.annul(case.register, case.certificate_id, case.say("annulled"))
        case.certificate_id = None


def _withdraw_consent(case: Case) -> None:
    """He takes back what he let the office pass on."""
    held = [
        sheet
        for sheet in consents.listing(case.register, case.patient_id)
        if sheet.kind is ConsentKind.SECRECY and sheet.withdrawn_on is None
    ]
    if held:  # all of them are for the authority, and end together
        consents.withdraw(case.register, held[0].id, case.today, case.say("consent_withdrawn"))
