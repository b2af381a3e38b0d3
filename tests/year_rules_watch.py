"""What should be due of observation, of courts and of consents, each rule by itself, from the plain book alone."""

from collections.abc import Iterator
from datetime import date

from tests.year_book import DAY, Book, Row, months_after, newest, working_days_after

Due = tuple[int, int, date | None]  # whose, the row, the day

# Observation ---------------------------------------------------------------------------------------------------------


def visits(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """Under observation, and the last visit names a day within the week or one that has passed.

    A day within a pause is put off to the first working day after it; overdue is who has not come in the days of grace.
    """
    for episode in book.standing(book.episodes, ended=None):
        last = newest(book.standing(book.visits, who=episode["who"]))
        if last is None or last["next"] is None:
            continue
        waited = _after_pauses(book, episode, last["next"])
        if waited is not None and waited <= week:
            grace = book.settings.get("grace", 0) if day > waited else 0
            yield episode["who"], last["id"], waited + grace * DAY


def _after_pauses(book: Book, episode: Row, day: date) -> date | None:
    pauses = book.standing(book.pauses, episode=episode["id"])
    for pause in sorted(pauses, key=lambda one: one["since"]):
        if pause["since"] <= day and (pause["until"] is None or day <= pause["until"]):
            if pause["until"] is None:
                return None
            day = working_days_after(pause["until"], 1)
    return day


def no_shows(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """Nobody came for so many months: a year by the order of 1988, half a year by that of 2026.

    By the order of 2015 only where the head has set it. A pause is no absence, and absence counts from its end.
    """
    for episode in book.standing(book.episodes, ended=None):
        months = {"ДН-1988": 12, "ДН-2026": 6}.get(episode["order"], book.settings.get("absence"))
        pauses = book.standing(book.pauses, episode=episode["id"])
        if any(one["since"] <= day and (one["until"] is None or day <= one["until"]) for one in pauses):
            continue
        came = [one["on"] for one in book.standing(book.visits, who=episode["who"], kept=True)]
        since = max([episode["taken"], *came, *(one["until"] for one in pauses)])
        if months is not None and months_after(since, months) <= day:
            yield episode["who"], episode["id"], None


def recoveries(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """The last decision of the commission was to end it; or the months are full, and none puts it off."""
    for episode in book.standing(book.episodes, ended=None):
        last = newest(book.standing(book.decisions, episode=episode["id"]))
        if last is not None and last["end"]:
            yield episode["who"], episode["id"], None
        elif last is None or last["again"] <= day:
            months, since = _months_needed(book, episode), _counted_since(book, episode)
            if months is not None and since is not None and months_after(since, months) <= day:
                yield episode["who"], episode["id"], None


def _counted_since(book: Book, episode: Row) -> date | None:
    """By the order of 1988 from the taking on; later orders count abstinence that was confirmed after the last use."""
    if episode["order"] == "ДН-1988":
        return episode["taken"]
    facts = book.standing(book.sober, who=episode["who"])
    used = max((one["on"] for one in facts if one["used"]), default=None)
    return used if used and any(one["on"] > used for one in facts if not one["used"]) else None


def _months_needed(book: Book, episode: Row) -> int | None:
    group = episode["group"] or _proposed(book, episode)
    if episode["order"] == "ДН-1988":
        return {"alcohol": 36, "drugs": 60, "prevent": 12}.get(group)
    if episode["order"] == "ДН-2015":
        return {"syndrome": 36, "harmful": 12}.get(_proposed(book, episode))
    return book.settings.get(group)


def _proposed(book: Book, episode: Row) -> str:
    """The group that a diagnosis proposes, by the order of the observation."""
    known = book.last_diagnosis(episode["who"])
    if known is None:
        return ""
    harmful, alcohol = known[1] == "1", known[0] == "F10"
    if episode["order"] == "ДН-2015":
        return "harmful" if harmful else "syndrome"
    if episode["order"] == "ДН-1988":
        return "prevent" if harmful else "alcohol" if alcohol else "drugs"
    if any(not duty["ended"] for duty in book.standing(book.duties, who=episode["who"])):
        return "ДН-4"
    return "ДН-1" if harmful else "ДН-2" if alcohol else "ДН-3"


def transfers(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """Observed by an order that is over: that of 1988 long since, that of 2015 from 01.09.2026 on."""
    over = ("ДН-1988", "ДН-2015") if day >= date(2026, 9, 1) else ("ДН-1988",)
    for episode in book.standing(book.episodes, ended=None):
        if episode["order"] in over:
            yield episode["who"], episode["id"], None


# Courts --------------------------------------------------------------------------------------------------------------


def court_appearances(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """A court said when to come, and he has not come; who was found to evade is no longer waited for."""
    for duty in book.standing(book.duties, came=None, ended=None, evaded=None):
        if duty["by"] is not None and duty["by"] <= soon:
            yield duty["who"], duty["id"], duty["by"]


def _told_by(book: Book, duty: Row, event: str, on: date) -> date | None:
    """By the newest term of the office that held then; else the coming of КоАП 4.1 in three working days."""
    own = [one for one in book.terms if (one["kind"], one["event"]) == (duty["kind"], event) and one["since"] <= on]
    term = newest(own, "since")
    if term is not None:
        days = term["days"]
        return working_days_after(on, days) if term["working"] else on + days * DAY
    return working_days_after(on, 3) if (duty["kind"], event) == ("АП", "coming") else None


def court_notices(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """He came, the duty goes on, and who controls it has not been told."""
    for duty in book.standing(book.duties, ended=None):
        if duty["came"] and "coming" not in duty["told"]:
            yield duty["who"], duty["id"], _told_by(book, duty, "coming", duty["came"])


def court_no_shows(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """He has not come, and the office has a term to tell of that in duties of his kind."""
    kinds = {one["kind"] for one in book.terms if one["event"] == "no_show"}
    for duty in book.standing(book.duties, came=None, ended=None):
        if duty["by"] and duty["by"] < day and duty["kind"] in kinds and "no_show" not in duty["told"]:
            yield duty["who"], duty["id"], _told_by(book, duty, "no_show", duty["by"])


def court_evasion(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """He left without leave, or broke a third prescription, and nobody has decided what it is."""
    for duty in book.standing(book.duties, ended=None, evaded=None):
        broken = sorted(one["on"] for one in book.standing(book.broken, duty=duty["id"]))
        if duty["left"]:
            yield duty["who"], duty["id"], duty["left"]
        elif len(broken) > 2:
            yield duty["who"], duty["id"], broken[2]


def court_evasion_notices(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """He evades, by the decision of the office or by the end of the duty, and nobody has been told."""
    for duty in book.standing(book.duties):
        since = duty["evaded"] or (duty["ended"] if duty["result"] == "evaded" else None)
        if since and "evasion" not in duty["told"]:
            yield duty["who"], duty["id"], _told_by(book, duty, "evasion", since)


def court_completions(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """He has done what the court wanted, and nobody has been told."""
    for duty in book.standing(book.duties, result="fulfilled"):
        if "completion" not in duty["told"]:
            yield duty["who"], duty["id"], _told_by(book, duty, "completion", duty["ended"])


def court_registrations(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """Told of the coming, the police write in three days that they have registered him (КоАП 4.1); others do not."""
    for duty in book.standing(book.duties, kind="АП", ended=None, registered=None):
        if "coming" in duty["told"]:
            yield duty["who"], duty["id"], duty["told"]["coming"] + 3 * DAY


# Consents ------------------------------------------------------------------------------------------------------------


def ending_consents(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """A sheet ends in two weeks and no other of its kind goes on."""
    for sheet in book.standing(book.consents, withdrawn=None):
        until = sheet["until"]
        if until is None or not day <= until <= soon:
            continue
        others = book.standing(book.consents, who=sheet["who"], kind=sheet["kind"], to=sheet["to"], withdrawn=None)
        if not any(other["until"] is None or other["until"] > until for other in others):
            yield sheet["who"], sheet["id"], until


def withdrawn_consents(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """The authority has the application, and a consent by which it went was taken back."""
    told: set[int] = set()
    for asked in book.standing(book.applications):
        if asked["state"] not in ("sent", "registered", "returned"):
            continue
        for kind in ("personal_data", "secrecy"):
            own = [s for s in book.standing(book.consents, who=asked["who"], kind=kind) if s["to"]]
            if any(not s["withdrawn"] for s in own):
                continue
            gone = sorted((s["withdrawn"], s["id"]) for s in own if s["withdrawn"] and s["withdrawn"] <= day)
            if gone:
                if gone[-1][1] not in told:
                    told.add(gone[-1][1])
                    yield asked["who"], gone[-1][1], gone[-1][0]
                break


def birthdays(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """A word in the two weeks before it; after it, while a sheet of the mother's hand waits for his own.

    To наркомания, and before a diagnosis is known, he consents himself from eighteen; of other help to a drug addict he
    hears at sixteen, of any help but to наркомания at fifteen, of the test for intoxication at eighteen.
    """
    for who, person in book.people.items():
        if person["born"] is None or not book.alive(who):
            continue
        known = book.last_diagnosis(who)
        drugs = known is None or (known[0] != "F10" and known[1] != "1")
        ages = (15, 18) if not drugs else (18,) if known is None else (16, 18)
        days = [person["born"].replace(year=person["born"].year + age) for age in ages]
        ahead = [one for one in days if day < one <= soon]
        passed = [one for one in days if one <= day]
        is_watched = bool(book.standing(book.episodes, who=who, ended=None))
        if passed and is_watched and _waits_for_his_hand(book, who, day, 18 if drugs else 15):
            yield who, who, passed[-1]
        if ahead:
            yield who, who, ahead[0]


def _waits_for_his_hand(book: Book, who: int, day: date, own_from: int) -> bool:
    born = book.people[who]["born"]
    turns = [born.replace(year=born.year + age) for age in {own_from, 18}]
    sheets = [one for one in book.standing(book.consents, who=who, withdrawn=None) if (one["until"] or day) >= day]
    his = {(one["kind"], one["to"]) for one in sheets if not one["by_mother"]}
    return any(
        one["by_mother"] and (one["kind"], one["to"]) not in his and any(one["given"] < turn <= day for turn in turns)
        for one in sheets
    )
