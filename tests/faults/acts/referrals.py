"""The directory of the district, referrals in and out."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from narcdesk import letters, referrals, subjects
from narcdesk.forms import sheets
from narcdesk.referrals import Move
from narcdesk.register import Register

if TYPE_CHECKING:
    from tests.faults.desk import Desk

LATER = date(2026, 6, 1)
SCHOOL = {"name": "Школа № 2", "kind": "education"}
PAPER = {"received_on": "12.03.2026", "document_number": "12/3", "answer_by": "20.06.2026"}
WHO = {"surname": "Ласточкин", "given": "Пётр", "birth": "1990"}
ON = {
    "made_on": "16.03.2026",
    "purpose": "лечение",
    "care_sort": "specialised",
    "care_form": "planned",
    "care_place": "inpatient",
}
STAGES = ("referral", "refused referral", "done referral")


def make_ready(register: Register, ids: dict[str, int]) -> None:
    """Bodies, papers of those who have a card and who have none, and referrals at each stage of their way."""
    for name in ("school", "old school"):
        ids[name] = subjects.enter(register, {**SCHOOL, "name": name}).id
    for name in ("sent here", "not coming"):
        ids[name] = referrals.receive(register, PAPER, sender="police", patient_id=ids["card"]).id
    ids["without a card"] = referrals.receive(register, {**PAPER, **WHO}, sender="police").id
    for stage in STAGES:
        made = referrals.prepare(register, ids["card"], ON, addressee="dispensary")
        ids[stage] = made.id
        typed = {"recipient_kind": "medical", "recipient": made.addressee_name, "ground": "13.4.8"}
        letter = letters.draft(register, ids["card"], typed, form=made.form, about=made)
        sheets.issue(register, letter.id)
        sheets.send(register, letter.id, register.today(), "почтой")
    referrals.move(register, ids["refused referral"], Move.REFUSE, register.today(), "нет мест")
    referrals.move(register, ids["done referral"], Move.FINISH, register.today(), back_by=register.today())


CLOSED = {"valid_to": LATER, "why": "закрыта"}

ACTS: dict[str, Callable[["Desk"], object]] = {
    "subjects.enter": lambda d: subjects.enter(d.register, SCHOOL),
    "subjects.amend": lambda d: subjects.amend(d.register, d["school"], {"phone": "8 900 000 00 33"}),
    "subjects.close": lambda d: subjects.close(d.register, d["old school"], {**CLOSED, "successor_id": d["school"]}),
    "referrals.receive": lambda d: referrals.receive(d.register, {**PAPER, **WHO}, sender="court"),
    "referrals.link": lambda d: referrals.link(d.register, d["without a card"], d["newcomer"]),
    "referrals.came": lambda d: referrals.came(d.register, d["sent here"], LATER),
    "referrals.close": lambda d: referrals.close(d.register, d["not coming"], LATER, "уехал"),
    "referrals.prepare": lambda d: referrals.prepare(d.register, d["newcomer"], ON, addressee="dispensary"),
    "referrals.move": lambda d: referrals.move(d.register, d["referral"], Move.ACCEPT, LATER),
    "referrals.came_back": lambda d: referrals.came_back(d.register, d["done referral"], LATER, "явка раз в неделю"),
    "referrals.step_back": lambda d: referrals.step_back(d.register, d["refused referral"], "отказали другому"),
}
