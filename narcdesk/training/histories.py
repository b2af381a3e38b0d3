"""A person's way through the office: he comes, is examined and observed, keeps his visits or not, and leaves."""

from datetime import date, timedelta
from random import Random

from narcdesk import diagnoses, duties, observation, patients, rules
from narcdesk.consents import ConsentKind
from narcdesk.dates import add_months
from narcdesk.duties import DutyResult, NoticeEvent
from narcdesk.observation import EndGround
from narcdesk.training import motivation, rehabilitation, support
from narcdesk.training.cases import Case
from narcdesk.training.days import Story
from narcdesk.training.shares import Habit, Way

CHECK = timedelta(days=170)  # how often sobriety is put on paper
SILENT = timedelta(days=21)  # of those who stay away now, the office may not know yet


def way(case: Case) -> Story:
    """The whole way of one person; what runs beside it are stories of their own."""
    days, fate = case.world.days, case.fate
    yield fate.entered
    _enter(case)
    if fate.appear_by is not None:
        days.begin(duty(case))
        return
    case.sign(ConsentKind.CARE)
    if not fate.is_old:
        yield case.after(0, 4)
    _examine(case)
    if fate.duty is not None:
        days.begin(duty(case))
    if not fate.is_observed:
        return
    _take(case, days.working(fate.came + timedelta(days=7)) if fate.is_old else case.today)
    days.begin(visits(case))
    days.begin(motivation.way(case))
    if fate.way is not Way.VISITS:
        days.begin(rehabilitation.way(case))
    if fate.end is not None:
        days.begin(leaving(case))
    if case.representative_id is not None:
        days.begin(coming_of_age(case))
        days.begin(motivation.own_hand(case))
    if case.is_likely(0.08):
        days.begin(new_phone(case))


def _enter(case: Case) -> None:
    """Open the card, and a minor's with his representative."""
    fate, who = case.fate, case.who
    typed = {
        "surname": who.surname,
        "given": who.given,
        "patronymic": who.patronymic,
        "sex": who.sex,
        "birth": who.birth,
        **who.card,
        "came_from": fate.came_from,
        "came_on": fate.came,
        "legal_ground": fate.ground,
        "remark": case.say("from_paper") if fate.is_old else "",
    }
    case.patient_id = patients.enter(case.register, typed, not_given=who.not_given, odd=who.odd).id
    if who.birth.least_age_on(case.today) < 18:
        parent = {
            "kinship": who.parent.kinship.value,
            "surname": who.parent.surname,
            "given": who.parent.given,
            "patronymic": who.parent.patronymic,
            "powers": "свидетельство о рождении I-УЧ 000000 (вымышленное)",
            "address": who.card["actual_address"] or who.card["registration_address"],
            "phone": who.card["phone"],
        }
        case.representative_id = patients.appoint(case.register, case.patient_id, parent).id


def _examine(case: Case) -> None:
    """The diagnosis, and the last use as he tells it."""
    came, is_old = case.fate.came, case.fate.is_old
    made_on = case.world.days.working(came + timedelta(days=case.rng.randrange(5))) if is_old else case.today
    facts = {**case.fate.diagnosis, "made_on": made_on, "first_in_life": case.is_first}
    diagnoses.record(case.register, case.patient_id, facts)
    support.note_injecting(case)
    support.note_poisoning(case, came, 0.06)
    case.note_use(came - timedelta(days=case.rng.randrange(1, 12)), case.say("last_use_proof"))
    if is_old and case.fate.habit is not Habit.USES and case.is_likely(0.6):
        case.note_sober(case.today)


def _take(case: Case, on: date) -> None:
    """Take under observation by the order of that day; the orders since 2015 ask a consent."""
    order = rules.observation_rules(on)
    case.rule_set = order.id
    if order.needs_consent:
        case.sign(ConsentKind.OBSERVATION, months=36 if case.is_likely(0.25) else 0)
    typed = {"taken_on": on, "first_in_life": case.is_first}
    group = case.observation_group() if order.groups_named else None
    case.episode_id = observation.take(case.register, case.patient_id, typed, group=group).id


# Visits


def visits(case: Case) -> Story:
    """Visit after visit by the order's intervals, until the observation ends or he stays away."""
    episode_id, checked = case.episode_id, case.today
    day = case.after(20, 35) if case.fate.is_old else case.today
    goes_on = True
    while goes_on:
        yield day
        if case.episode_id != episode_id:
            return
        is_away = case.away_until is not None and case.today < case.away_until
        keeps = {Habit.SOBER: 0.93, Habit.RELAPSES: 0.82, Habit.USES: 0.66}[case.fate.habit]
        if is_away or not case.is_likely(keeps):
            day, goes_on = _missed(case, is_away)
        else:
            day, goes_on = _kept(case)
            if case.last_use is not None and case.today - max(checked, case.last_use) >= CHECK:
                checked = case.today
                case.note_sober(case.today)
                _say_in_the_code(case)
                if _may_recover(case) and case.is_likely(0.6):
                    case.leave(EndGround.RECOVERY)
                    return
        if day >= case.world.days.last - SILENT and case.is_likely(0.08):
            return


def _missed(case: Case, is_away: bool) -> tuple[date, bool]:
    back = case.away_until if is_away and case.away_until else None
    proposed = case.world.days.working(back + timedelta(days=3)) if back else case.after(21, 38)
    day, goes_on = (proposed, True) if is_away else case.world.agree("visit", proposed)
    note = case.say("visit", "away" if is_away else "missed")
    observation.visit(
        case.register,
        case.patient_id,
        {"on": case.today, "kept": False, "test": "none", "note": note, "next_on": day},
    )
    return day, goes_on


def _kept(case: Case) -> tuple[date, bool]:
    uses = case.relapses()
    test = "found" if uses else "clean" if case.is_likely(0.68) else "none"
    if uses:
        case.last_use, case.is_confirmed = case.today, False
    day, goes_on = case.world.agree("visit", _next_visit(case))
    typed = {
        "on": case.today,
        "kept": True,
        "test": test,
        "note": case.say("visit", "uses" if uses else "sober"),
        "next_on": day,
    }
    observation.visit(case.register, case.patient_id, typed)
    if uses:
        support.note_poisoning(case, case.today, 0.12)
    _say_in_the_code(case)
    return day, goes_on


def _next_visit(case: Case) -> date:
    """By the order of the episode; where it has no figure, the old one that it proposes."""
    interval = rules.rule_set(case.rule_set).interval(case.observation_group(), case.remission_months())
    every = (interval.every or interval.proposed if interval else None) or 1
    is_weeks = interval is not None and interval.unit == "week"
    limit = case.today + timedelta(weeks=every) if is_weeks else add_months(case.today, every)
    return case.world.days.working(limit - timedelta(days=case.rng.randrange(4)))


def _say_in_the_code(case: Case) -> None:
    """Half a year sober changes the fifth sign of the code; a use changes it back."""
    is_abstinent = case.remission_months() >= 6
    if is_abstinent is case.is_abstinent or case.fate.diagnosis["state"] != "2":
        return
    case.is_abstinent = is_abstinent
    facts = {**case.fate.diagnosis, "made_on": case.today}
    diagnoses.record(case.register, case.patient_id, facts | ({"current": "0"} if is_abstinent else {}))


def _may_recover(case: Case) -> bool:
    """Whether the order lets the commission end it: so many months of remission, or of observation."""
    order = rules.rule_set(case.rule_set)
    counted = case.remission_months()
    if order.counts == "observation" and counted:
        counted = int((case.today - case.fate.came).days / 30.44)
    ends = [rule for rule in order.ends_for(case.observation_group()) if rule.ground == "recovery"]
    return any(rule.after_months is not None and counted >= rule.after_months for rule in ends)


# Other turns of the way


def leaving(case: Case) -> Story:
    """The observation ends on a ground that its order knows; some come back."""
    end, end_on = case.fate.end, case.fate.end_on
    if end is None or end_on is None:
        return
    yield end_on
    known = rules.rule_set(case.rule_set).ends_for(case.observation_group())
    if case.left or end.value not in {rule.ground for rule in known}:
        return
    case.leave(end)
    if end in (EndGround.MOVED, EndGround.PRISON, EndGround.REFUSED) and case.is_likely(0.3):
        yield case.after(200, 420)
        case.left = case.is_first = False
        case.note_use(case.today - timedelta(days=case.rng.randrange(1, 9)), case.say("last_use_proof"))
        _take(case, case.today)
        case.world.days.begin(visits(case))


def duty(case: Case) -> Story:
    """A court's decision: received, appeared, fulfilled or evaded."""
    ground = next(one for one in rules.legal_grounds() if one.code == case.fate.ground)
    decided_on = case.fate.came - timedelta(days=case.rng.randrange(14, 40))
    appear_by = case.fate.appear_by or case.fate.came + timedelta(days=case.rng.randrange(5, 30))
    typed = {
        "kind": ground.duty_kind,
        "court": case.say("courts"),
        "case_number": f"{case.rng.randrange(1, 6)}-{case.rng.randrange(10, 900)}/{decided_on.year} (уч.)",
        "decided_on": decided_on,
        "in_force_on": decided_on + timedelta(days=case.rng.randrange(10, 14)),
        "measures": case.say("measures"),
        "appear_by": appear_by,
        "received_on": min(case.today, decided_on + timedelta(days=case.rng.randrange(12, 40))),
    }
    received = duties.receive(case.register, case.patient_id, typed)
    if case.fate.appear_by is not None:
        return
    result = case.fate.duty or DutyResult.FULFILLED
    if result is DutyResult.EVADED and case.is_likely(0.6):
        yield case.after(60, 120)
    else:
        yield case.after(1, 20)
        duties.appeared(case.register, received.id, min(case.today, appear_by))
        yield case.world.days.later(1)
        duties.told(case.register, received.id, case.today, f"{received.id}-у")
        until = case.after(180, 400)  # drawn before the story goes on, so that other stories draw what they drew
        yield case.world.days.later(3)
        if ground.duty_kind == "АП":
            duties.answered(case.register, received.id, {"registered_on": case.today})
        yield from _prescriptions(case, received.id, until)
        yield until
        if result is DutyResult.FULFILLED and case.left:
            result = DutyResult.EVADED
    duties.finish(case.register, received.id, case.today, result)
    if result is DutyResult.CANCELLED:
        return
    yield case.world.days.later(1)
    event = NoticeEvent.EVASION if result is DutyResult.EVADED else NoticeEvent.COMPLETION
    duties.told(case.register, received.id, case.today, f"{received.id}/2-у", event)


def _prescriptions(case: Case, duty_id: int, until: date) -> Story:
    """What the doctor prescribes under some duties, and how it is broken; from a stream of its own."""
    own = Random(duty_id)
    for what in ("явка на приём", "тест мочи", "занятие в группе")[: own.choice((0, 0, 0, 1, 3))]:
        given = duties.prescribe(case.register, duty_id, {"given_on": case.today, "what": what})
        on = case.world.days.later(own.randrange(7, 21))
        if on >= until:
            return
        yield on
        if own.random() < 0.5:
            duties.broke(case.register, given.id, case.today, own.choice(("не пришёл", "отказался")))


def coming_of_age(case: Case) -> Story:
    """The representative's powers end with the eighteenth birthday."""
    yield case.world.days.working(add_months(case.who.birth.latest, 12 * 18))
    if case.representative_id is not None:
        patients.release(case.register, case.representative_id)


def new_phone(case: Case) -> Story:
    """He tells that his number has changed."""
    yield case.after(60, 500)
    number = f"+7000{case.rng.randrange(10**7):07}"
    unknown = {name: why for name, why in case.who.not_given.items() if name != "phone"}
    patients.amend(case.register, case.patient_id, {"phone": number}, not_given=unknown)
