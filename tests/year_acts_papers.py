"""Whom others send to an invented office, whom it sends on, and the letters of both, with its plain book."""

from typing import Any

from narcdesk import letters, referrals
from narcdesk.base import Base
from narcdesk.forms import sheets
from narcdesk.patients import Patient
from narcdesk.referrals import Move
from tests.year_acts import Office
from tests.year_book import LETTER, NOBODY, Row

POLICE, DISPENSARY = "отдел МВД России по району", "областной наркологический диспансер"


def is_sent_here(office: Office) -> bool:
    """The police send somebody, who has a card or none yet."""
    who = office.dice.choice([office.someone(), None])
    by, answer_by, asked = office.perhaps(20), office.dice.choice([None, office.ahead(30)]), office.dice.random() < 0.5
    typed = {"received_on": office.day, "appear_by": by, "answer_by": answer_by, "wants_answer": asked}
    typed |= {} if who else {"surname": "Неизвестнов", "given": "Пётр"}
    made = referrals.receive(office.register, typed, sender="police", patient_id=who)
    row = {"id": made.id, "who": who or NOBODY, "by": by, "asked": asked or answer_by is not None}
    office.book.sent_here.append({**row, "answer_by": answer_by, "came": None, "closed": None, "answered": None})
    return True


def was_sent_here(office: Office) -> bool:
    """He gets a card, comes, is given up; and who sent him is answered."""
    paper = office.one([one for one in office.book.sent_here if not (one["came"] and one["answered"])])
    if paper is None:
        return False
    if paper["who"] == NOBODY and office.dice.random() < 0.6:
        who = office.someone()
        if who is None:
            return False
        referrals.link(office.register, paper["id"], who)
        paper["who"] = who
    elif paper["who"] != NOBODY and paper["asked"] and not paper["answered"] and office.dice.random() < 0.6:
        return _begin_letter(office, paper, "here")
    elif paper["came"] is None and paper["who"] != NOBODY and office.dice.random() < 0.6:
        referrals.came(office.register, paper["id"], office.day)
        paper.update(came=office.day, closed=None)
    elif paper["came"] is None and paper["closed"] is None:
        referrals.close(office.register, paper["id"], office.day, "уехал")
        paper["closed"] = office.day
    else:
        return False
    return True


def is_sent_on(office: Office) -> bool:
    """To the regional dispensary, by form 057/у."""
    who = office.someone()
    if who is None or office.book.last_diagnosis(who) is None:
        return False
    typed = {"made_on": office.day, "purpose": "реабилитация", "care_sort": "specialised", "care_form": "planned"}
    typed |= {"care_place": "inpatient", "grounds": "нужен стационарный этап", "answer_by": office.perhaps(20)}
    made = referrals.prepare(office.register, who, typed, addressee="dispensary")
    row = {"id": made.id, "who": who, "made": office.day, "answer_by": made.answer_by, "way": [], "state": "prepared"}
    office.book.sent_on.append({**row, "back_by": None, "back": None})
    return True


def was_sent_on(office: Office) -> bool:
    """The letter is begun; he is taken in or refused, done with, awaited back and comes; or a step was a mistake."""
    sent = office.one([one for one in office.book.sent_on if one["state"] not in ("refused", "cancelled")])
    if sent is None:
        return False
    state = sent["state"]
    if state == "prepared" and not any(one["about"] == ("on", sent["id"]) for one in office.book.letters):
        return _begin_letter(office, sent, "on")
    if state == "done" and sent["back"] is None and office.dice.random() < 0.7:
        referrals.came_back(office.register, sent["id"], office.day)
        sent["back"] = office.day
    elif state in ("accepted", "done") and office.dice.random() < 0.3:
        referrals.step_back(office.register, sent["id"], "ошибка")
        if sent["back"] is not None:
            sent["back"] = None
        else:
            sent.update(state=sent["way"].pop(), back_by=None)
    elif state in ("sent", "accepted"):
        how = office.dice.choice([Move.ACCEPT, Move.FINISH, Move.FINISH, Move.REFUSE, Move.CANCEL])
        if how is Move.ACCEPT and state == "accepted":
            return False
        back_by = office.perhaps(25) if how is Move.FINISH else None
        referrals.move(office.register, sent["id"], how, office.day, "так решено", back_by=back_by)
        sent["way"].append(state)
        sent.update(state=BECAME[how], back_by=back_by)
    else:
        return False
    return True


BECAME = {Move.ACCEPT: "accepted", Move.REFUSE: "refused", Move.FINISH: "done", Move.CANCEL: "cancelled"}


def writes(office: Office) -> bool:
    """A letter is begun, sent, answered or dropped."""
    letter = office.one([one for one in office.book.letters if one["state"] in ("draft", "sent")])
    if letter is None or office.dice.random() < 0.2:
        who = office.someone()
        return who is not None and _begin_letter(office, {"who": who, "id": who}, "person")
    if letter["state"] == "sent":
        letters.answered(office.register, letter["id"], office.day, "сведения получены")
        letter["state"] = "answered"
    elif _is_idle(office, letter) or office.dice.random() < 0.2:
        letters.cancel(office.register, letter["id"], "не нужно")
        letter["state"] = "cancelled"
    else:
        sheets.issue(office.register, letter["id"])
        sheets.send(office.register, letter["id"], office.day, "почтой")
        letter["state"] = "sent"
        kind, row = letter["about"]
        for paper in office.book.sent_here:
            if (kind, row) == ("here", paper["id"]) and paper["answered"] is None:
                paper["answered"] = office.day
        for sent in office.book.sent_on:
            if (kind, row) == ("on", sent["id"]) and sent["state"] == "prepared":
                sent["state"] = "sent"
    return True


def _is_idle(office: Office, letter: Row) -> bool:
    """Whether what it is about was cancelled meanwhile."""
    return any(letter["about"] == ("on", one["id"]) and one["state"] == "cancelled" for one in office.book.sent_on)


def _begin_letter(office: Office, row: Row, kind: str) -> bool:
    who, answer_due = row["who"], office.dice.choice([None, office.ahead(40)])
    due = office.dice.choice([None, office.ahead(30)])
    about: Base
    if kind == "here":
        about, form = referrals.one_in(office.register, row["id"]), "otvet_na_napravlenie"
        typed: dict[str, Any] = {"recipient": POLICE, "recipient_kind": "police", "ground": "13.4.3", "basis": "запрос"}
    elif kind == "on":
        about, form = referrals.one_out(office.register, row["id"]), "napravlenie_057u"
        typed = {"recipient": DISPENSARY, "recipient_kind": "medical", "ground": "13.4.8"}
    else:
        with office.register.read() as session:
            about, form = session.get_one(Patient, who), "otvet_na_zapros"
        typed = dict(LETTER)
    made = letters.draft(office.register, who, {**typed, "answer_due": answer_due}, form=form, about=about, due_on=due)
    kept = {"id": made.id, "who": who, "state": "draft", "due": due or office.day, "answer_due": answer_due}
    office.book.letters.append({**kept, "about": (kind, row["id"])})
    return True
