"""What an invented office does in a year about observation and court duties, and what its plain book says of it."""

from datetime import date, timedelta

from narcdesk import diagnoses, duties, mistakes, observation
from narcdesk.duties import DutyResult, EvasionSign, NoticeEvent
from narcdesk.observation import CommissionDecision, EndGround
from tests.year_acts import Office
from tests.year_book import DAY, Row, newest

BY = "приказ по больнице"

# Observation ---------------------------------------------------------------------------------------------------------


def is_diagnosed(office: Office) -> bool:
    """The doctor writes a diagnosis, or another one."""
    who = office.someone()
    if who is None or (office.book.last_diagnosis(who) and office.seldom(0.1)):
        return False
    substance, state = office.dice.choice(["F10", "F10", "F11"]), office.dice.choice(["1", "2", "2"])
    typed = {"substance": substance, "state": state, "stage": "2" if state == "2" else "", "made_on": office.day}
    made = diagnoses.record(office.register, who, typed | ({"current": "4"} if state == "2" else {}))
    office.book.diagnoses.append({"id": made.id, "who": who, "on": office.day, "substance": substance, "state": state})
    return True


def is_sober(office: Office) -> bool:
    """A last use of years ago is told, or abstinence is confirmed; now and then a new use is."""
    episode = office.one(office.book.episodes, ended=None)
    if episode is None:
        return False
    who = episode["who"]
    known = office.book.standing(office.book.sober, who=who)
    used, on = (False, office.day) if known and office.dice.random() < 0.9 else (True, office.day)
    if not known:
        on = office.day - timedelta(days=office.dice.choice([330, 360, 1070, 1085]))
    kind = ("last_use" if on < office.day else "use") if used else "abstinent"
    made = observation.note_remission(office.register, who, {"kind": kind, "on": on, "proof": "справка"})
    office.book.sober.append({"id": made.id, "who": who, "on": on, "used": used})
    return True


def commission_decides(office: Office) -> bool:
    """It ends the observation of whom the first screen proposes, or lets it go on for a while."""
    episode = office.shown("recoveries", office.book.episodes)
    if episode is None:
        return False
    decided = newest(office.book.standing(office.book.decisions, episode=episode["id"]))
    is_end = office.dice.random() < 0.4
    if decided is not None and decided["end"] and office.dice.random() < 0.5:
        observation.end(office.register, episode["id"], office.day, EndGround.MOVED)
        episode["ended"] = office.day
        return True
    again = None if is_end else office.ahead(60)
    typed = {"decided_on": office.day, "number": "5", "members": "Зимин А. Н., Серов П. П.", "again_on": again}
    made = observation.decide(office.register, episode["id"], {**typed, "verdict": "end" if is_end else "go_on"})
    row = {"id": made.id, "who": episode["who"], "episode": episode["id"], "on": office.day}
    office.book.decisions.append({**row, "end": is_end, "again": again})
    return True


def commission_erred(office: Office) -> bool:
    """A protocol was another's."""
    decision = office.one(office.book.decisions)
    if decision is None or office.seldom(0.2):
        return False
    mistakes.strike_out(office.register, CommissionDecision, decision["id"], "протокол о другом")
    decision["struck"] = True
    return True


def is_away(office: Office) -> bool:
    """Nobody waits for him for a while; or he is back."""
    pause = office.one(office.book.pauses, until=None)
    if pause is not None and pause["since"] < office.day and office.dice.random() < 0.5:
        pause["until"] = office.day - DAY
        observation.resume(office.register, pause["id"], pause["until"])
        return True
    episode = office.one(office.book.episodes, ended=None)
    if episode is None or any(
        one["until"] is None or one["until"] >= office.day
        for one in office.book.standing(office.book.pauses, episode=episode["id"])
    ):
        return False
    until = office.dice.choice([None, office.ahead(25), office.ahead(25)])
    made = observation.pause(
        office.register, episode["id"], {"since": office.day, "until": until, "reason": "hospital"}
    )
    row = {"id": made.id, "who": episode["who"], "episode": episode["id"], "since": office.day, "until": until}
    office.book.pauses.append(row)
    return True


def is_transferred(office: Office) -> bool:
    """The doctor moves one from an older order into the one of the day."""
    episode = office.one([one for one in office.book.episodes if one["order"] != _order(office.day)], ended=None)
    if episode is None or _order(office.day) == "ДН-2015":
        return False
    group = office.dice.choice(["ДН-1", "ДН-2", "ДН-3"])
    observation.transfer(office.register, episode["id"], {"on": office.day, "why": "приказ"}, group=group)
    episode.update(order="ДН-2026", group=group)
    return True


def _order(day: date) -> str:
    return "ДН-2026" if day >= date(2026, 9, 1) else "ДН-2015"


def head_sets(office: Office) -> bool:
    """Once each, in its order: what no order of observation and no act about duties tells."""
    done = len(office.book.settings) + len(office.book.terms)
    if (office.day - date(2026, 1, 20)).days < done * 14 or done >= len(SET):
        return False
    named, value = SET[done]
    if isinstance(named, tuple):
        kind, event, is_working = named
        term = {"event": event, "days": value, "working": is_working, "act": BY, "valid_from": office.day}
        made = duties.set_term(office.register, kind, term)
        row = {"id": made.id, "kind": kind, "event": event, "days": value, "working": is_working}
        office.book.terms.append({**row, "since": office.day})
    else:
        observation.set_cell(office.register, CELLS[named], {"value": str(value), "basis": BY})
        office.book.settings[named] = value
    return True


CELLS = {
    "grace": "office.grace",
    "absence": "ДН-2015.absence",
    "ДН-1": "ДН-2026.end.recovery.ДН-1.months",
    "ДН-2": "ДН-2026.end.recovery.ДН-2.months",
    "ДН-3": "ДН-2026.end.recovery.ДН-3.months",
}
SET: tuple[tuple[str | tuple[str, str, bool], int], ...] = (
    (("АП", "no_show", True), 5),
    ("absence", 2),
    ("grace", 3),
    (("УК-73", "no_show", False), 10),
    (("УК-73", "evasion", False), 7),
    (("АП", "completion", True), 10),
    (("УК-73", "evasion", True), 2),  # another one stands over the first
    ("ДН-1", 12),
    ("ДН-2", 36),
    ("ДН-3", 35),
)

# Courts --------------------------------------------------------------------------------------------------------------


def court_writes(office: Office) -> bool:
    """A decision with a day to come, or without one."""
    who = office.someone()
    if who is None:
        return False
    by, kind = office.perhaps(30), office.dice.choice(["АП", "УК-73"])
    typed = {"kind": kind, "court": "мировой судья", "decided_on": office.day, "appear_by": by}
    made = duties.receive(office.register, who, typed)
    empty: Row = {"came": None, "ended": None, "result": None, "left": None, "evaded": None, "registered": None}
    office.book.duties.append({"id": made.id, "who": who, "kind": kind, "by": by, **empty, "told": {}})
    return True


def comes_by_court(office: Office) -> bool:
    """He came."""
    duty = office.one(office.book.duties, came=None, ended=None)
    if duty is None:
        return False
    duties.appeared(office.register, duty["id"], office.day)
    duty["came"] = office.day
    return True


def court_is_told(office: Office) -> bool:
    """The body that controls him was written to, of something that it had not been told."""
    owed = [(event, duty) for event in TOLD if (duty := office.shown(event, office.book.duties)) is not None]
    if not owed or office.seldom(0.7):
        return False
    event, duty = office.dice.choice(owed)
    duties.told(office.register, duty["id"], office.day, "12", TOLD[event])
    duty["told"][TOLD[event].value] = office.day
    return True


TOLD = {
    "court_notices": NoticeEvent.COMING,
    "court_no_shows": NoticeEvent.NO_SHOW,
    "court_evasion_notices": NoticeEvent.EVASION,
    "court_completions": NoticeEvent.COMPLETION,
}


def police_answer(office: Office) -> bool:
    """They have registered him."""
    duty = office.shown("court_registrations", office.book.duties)
    if duty is None:
        return False
    duties.answered(office.register, duty["id"], {"registered_on": office.day})
    duty["registered"] = office.day
    return True


def does_not_obey(office: Office) -> bool:
    """He left without leave, or did not carry out one prescription after another."""
    came = [one for one in office.book.duties if one["came"]]
    duty = office.one(came, ended=None, evaded=None, left=None)
    if duty is None:
        return False
    if office.dice.random() < 0.3:
        duties.left(office.register, duty["id"], office.day)
        duty["left"] = office.day
        return True
    for _ in range(office.dice.choice([1, 2])):
        given = duties.prescribe(office.register, duty["id"], {"given_on": office.day, "what": "явка"})
        duties.broke(office.register, given.id, office.day)
        row = {"id": given.id, "who": duty["who"], "duty": duty["id"], "on": office.day}
        office.book.broken.append(row)
    return True


def is_judged(office: Office) -> bool:
    """A person of the office decides that it is evasion."""
    duty = office.shown("court_evasion", office.book.duties)
    if duty is None or office.seldom(0.5):
        return False
    sign = EvasionSign.LEFT if duty["left"] else EvasionSign.BROKEN
    duties.evaded(office.register, duty["id"], office.day, sign)
    duty["evaded"] = office.day
    return True


def duty_ends(office: Office) -> bool:
    """Fulfilled, or not."""
    duty = office.one(office.book.duties, ended=None)
    if duty is None or office.seldom(0.6):
        return False
    result = office.dice.choice(list(DutyResult))
    duties.finish(office.register, duty["id"], office.day, result)
    duty.update(ended=office.day, result=result.value)
    return True
