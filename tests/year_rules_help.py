"""What should be due of help, of papers and of who is sent where, each rule by itself, from the plain book alone."""

from collections.abc import Iterator
from datetime import date

from tests.year_book import Book, newest, working_days_after
from tests.year_rules_watch import Due

HELP = ("care", "observation", "treatment", "medical", "social_course", "patronage")  # refused, it wants motivation
COURSES = ("treatment", "medical", "social_course")

# Applications, certificates, letters ---------------------------------------------------------------------------------


def applications(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """By the terms of the training region: decision in 10 working days, completion in 5, notice of a grant in 3."""
    given = {one["application"] for one in book.certificates}
    for asked in book.standing(book.applications):
        who, id_, state = asked["who"], asked["id"], asked["state"]
        if state == "ready":
            yield who, id_, asked["submitted"]
        elif state == "sent":
            yield who, id_, None
        elif state == "registered" and working_days_after(asked["registered"], 10) <= soon:
            yield who, id_, working_days_after(asked["registered"], 10)
        elif state == "returned":
            yield who, id_, working_days_after(asked["returned"], 5)
        elif state == "granted" and id_ not in given:
            yield who, id_, working_days_after(asked["granted"], 3)


def certificates(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """Not used yet, and its day comes in two weeks or has passed."""
    for given in book.standing(book.certificates, state="issued"):
        if given["until"] <= soon:
            yield given["who"], given["id"], given["until"]


def letters_to_send(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """Begun and not gone, by its term or from the day that it was begun."""
    for letter in book.standing(book.letters, state="draft"):
        if letter["due"] <= soon:
            yield letter["who"], letter["id"], letter["due"]


def letters_awaiting(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """Gone, and the answer has not come."""
    for letter in book.standing(book.letters, state="sent"):
        if letter["answer_due"] and letter["answer_due"] <= soon:
            yield letter["who"], letter["id"], letter["answer_due"]


# Referrals -----------------------------------------------------------------------------------------------------------


def referred_here(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """Sent to the office, neither come nor given up, by the day of the paper or by none."""
    for paper in book.standing(book.sent_here, came=None, closed=None):
        if paper["by"] is None or paper["by"] <= week:
            yield paper["who"], paper["id"], paper["by"]


def answers_to_senders(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """Who sent asked for an answer, whether the person came or not, and none has left."""
    for paper in book.standing(book.sent_here, answered=None, asked=True):
        if paper["answer_by"] is None or paper["answer_by"] <= soon:
            yield paper["who"], paper["id"], paper["answer_by"]


def referrals_unsent(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """Made and not sent: due from the day that it was made."""
    for sent in book.standing(book.sent_on, state="prepared"):
        yield sent["who"], sent["id"], sent["made"]


def referrals_unanswered(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """Sent, and nobody has said whether he is taken in."""
    for sent in book.standing(book.sent_on, state="sent"):
        if sent["answer_by"] is None or sent["answer_by"] <= soon:
            yield sent["who"], sent["id"], sent["answer_by"]


def back_for_outpatient_stage(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """Done with there, and awaited here by a day within the week."""
    for sent in book.standing(book.sent_on, state="done", back=None):
        if sent["back_by"] is not None and sent["back_by"] <= week:
            yield sent["who"], sent["id"], sent["back_by"]


# Refusals and motivation ---------------------------------------------------------------------------------------------


def refused_applications(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """The authority said no; since then nobody has spoken with him, and he asks for nothing anew."""
    for asked in book.standing(book.applications, state="refused"):
        who, on = asked["who"], asked["refused"]
        talked = any(talk["on"] >= on for talk in book.standing(book.talks, who=who))
        later = [one for one in book.standing(book.applications, who=who) if one["id"] > asked["id"]]
        if not talked and all(one["state"] == "withdrawn" for one in later):
            yield who, asked["id"], on


def refusals(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """Help was refused; since then no plan went on, and neither a sheet nor a course says that he takes it now."""
    for refused in book.standing(book.refusals):
        who, on, of = refused["who"], refused["on"], refused["of"]
        plans = [plan for plan in book.standing(book.motivation, who=who) if not plan["closed"] or plan["closed"] >= on]
        sheets = [s for s in book.standing(book.consents, who=who, kind=of, withdrawn=None) if s["given"] >= on]
        courses = [one for one in book.standing(book.courses, who=who) if one["on"] >= on and of in COURSES]
        if of in HELP and not plans and not sheets and not courses:
            yield who, refused["id"], on


def motivation_contacts(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """The next contact of a plan that goes on: as the last talk since says, else as the plan does."""
    for plan in book.standing(book.motivation, closed=None):
        talk = newest(one for one in book.standing(book.talks, who=plan["who"]) if one["on"] >= plan["on"])
        following = (talk and talk["next"]) or plan["next"]
        if following <= week:
            yield plan["who"], plan["id"], following


def motivation_steps(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """A step of a plan that goes on, with a day, not done."""
    going_on = {plan["id"] for plan in book.standing(book.motivation, closed=None)}
    for step in book.standing(book.steps, done=None):
        if step["plan"] in going_on and step["due"] is not None and step["due"] <= week:
            yield step["who"], step["id"], step["due"]


def talks(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """The last talk agreed a next one, and no plan of motivation has had its say since."""
    for who in book.people:
        last = newest(book.standing(book.talks, who=who))
        if last is None or last["next"] is None or last["next"] > week:
            continue
        plans = book.standing(book.motivation, who=who)
        if not any(plan["closed"] is None or plan["closed"] >= last["on"] for plan in plans):
            yield who, last["id"], last["next"]


# Plans, stays, patronage, work ---------------------------------------------------------------------------------------


def plan_beginnings(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """A plan that is neither begun nor ended, by its day."""
    for plan in book.standing(book.plans, begun=None, ended=None):
        if plan["by"] is not None and plan["by"] <= week:
            yield plan["who"], plan["id"], plan["by"]


def plan_ends(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """A plan that was begun and comes to the end of its term."""
    for plan in book.standing(book.plans, ended=None):
        if plan["begun"] and plan["until"] is not None and plan["until"] <= week:
            yield plan["who"], plan["id"], plan["until"]


def plan_steps(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """What was planned for a day and not marked, while the plan goes on."""
    going_on = {plan["id"] for plan in book.standing(book.plans, ended=None)}
    for step in book.standing(book.planned, mark=None):
        if step["plan"] in going_on and step["due"] <= week:
            yield step["who"], step["id"], step["due"]


def stay_acts(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """He arrived, and the organisation has not written it: by the day of the office, or undated while he is there."""
    for mark in book.standing(book.marks, kind="arrived"):
        course = next(one for one in book.courses if one["id"] == mark["course"])
        if book.standing(book.marks, kind="confirmed", course=course["id"]):
            continue
        if mark["by"] is not None and mark["by"] <= soon:
            yield mark["who"], mark["id"], mark["by"]
        elif mark["by"] is None and course["ended"] is None:
            yield mark["who"], mark["id"], None


def stay_returns(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """He is away from a course that goes on, and is awaited by a day within the week."""
    for course in book.standing(book.courses, ended=None):
        moved = [one for one in book.standing(book.marks, course=course["id"]) if one["kind"] in MOVED]
        last = newest(moved)
        if last is not None and last["kind"] != "returned" and last["by"] is not None and last["by"] <= week:
            yield last["who"], last["id"], last["by"]


MOVED = ("absent", "interrupted", "returned")


def patronage(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """The last contact of an open programme names the next within the week."""
    for programme in book.standing(book.programmes, closed=None):
        last = newest(book.standing(book.contacts, programme=programme["id"]))
        if last is not None and last["next"] is not None and last["next"] <= week:
            yield programme["who"], programme["id"], last["next"]


def patronage_ends(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """An open programme comes to the end of its term."""
    for programme in book.standing(book.programmes, closed=None):
        if programme["until"] is not None and programme["until"] <= week:
            yield programme["who"], programme["id"], programme["until"]


def work_help(book: Book, day: date, soon: date, week: date) -> Iterator[Due]:
    """Sent for work or schooling, and nobody has asked what came of it."""
    for given in book.standing(book.help, answered=None):
        if given["by"] is not None and given["by"] <= week:
            yield given["who"], given["id"], given["by"]
