"""Letters about a court duty: each notice to the body that controls it is a draft with addressee, ground and term."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from narcdesk import duties, rules
from narcdesk.dates import show
from narcdesk.duties import CORRECTION, Duty, NoticeEvent, Owed, Way
from narcdesk.patients import Patient
from ui.bodies import as_addressee, of_today
from ui.desk import Desk
from ui.letter_dialog import ANSWER, LetterDialog

FORMS = {
    NoticeEvent.COMING: "sud_yavka",
    NoticeEvent.NO_SHOW: "sud_neyavka",
    NoticeEvent.EVASION: "sud_uklonenie",
    NoticeEvent.COMPLETION: "sud_ispolnenie",
}
COURSE = "sud_hod"


def notice(parent: QWidget, desk: Desk, patient: Patient, kept: Duty, event: NoticeEvent) -> LetterDialog:
    """The letter about an event, due by the term of the act or of the office."""
    way = desk.ask(duties.of_duty, kept.id)
    owed = next((one for one in way.owed if one.event is event), None)
    return _letter(parent, desk, patient, way, FORMS[event], owed)


def course(parent: QWidget, desk: Desk, patient: Patient, kept: Duty) -> LetterDialog:
    """How the duty goes: for the body that asked, or by the office's own arrangement."""
    return _letter(parent, desk, patient, desk.ask(duties.of_duty, kept.id), COURSE, None)


def correction(parent: QWidget, desk: Desk, patient: Patient, kept: Duty) -> LetterDialog:
    """What was told of the duty was a mistake: whoever was told has to know."""
    return _letter(parent, desk, patient, desk.ask(duties.of_duty, kept.id), CORRECTION, None)


def answer(parent: QWidget, desk: Desk, patient: Patient, kept: Duty) -> LetterDialog:
    """An answer to a request of the controlling body, in the office's own words."""
    way = desk.ask(duties.of_duty, kept.id)
    fill = {**_addressee(desk, way), "ground": "13.4.3"}
    dialog = LetterDialog(parent, desk, patient, ANSWER, patient, fill=fill)
    dialog.open()
    return dialog


def _letter(parent: QWidget, desk: Desk, patient: Patient, way: Way, form: str, owed: Owed | None) -> LetterDialog:
    duty = way.duty
    number = f", дело № {duty.case_number}" if duty.case_number else ""
    fill = {
        **_addressee(desk, way),
        "ground": way.kind.disclosure,
        "basis": f"решение суда от {show(duty.decided_on)}{number}",
    }
    due_on = owed.due if owed is not None else None
    dialog = LetterDialog(parent, desk, patient, form, duty, fill=fill, due_on=due_on)
    dialog.open()
    return dialog


def _addressee(desk: Desk, way: Way) -> dict[str, object]:
    """Of a body that the directory knows by this name, its address too; of another, who it is by the kind of duty."""
    known = next(iter(desk.ask(of_today, lambda body: body.name == way.recipient)), None)
    if known is not None:
        return as_addressee(known)
    code = way.duty.controller or way.kind.controller
    body = next((one for one in rules.subjects(desk.today()) if one.code == code), None)
    return {"recipient": way.recipient, "recipient_kind": body.kind if body else ""}


OF_RECORD: dict[str, Callable[[QWidget, Desk, Patient, Duty], LetterDialog]] = {  # for drafts
    **{f"letters.draft.{form}": partial(notice, event=event) for event, form in FORMS.items()},
    f"letters.draft.{COURSE}": course,
    f"letters.draft.{CORRECTION}": correction,
}
