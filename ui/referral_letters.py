"""What comes next of a referral, the letter with its ground included: the form that opens for it."""

from PySide6.QtWidgets import QDialog, QWidget

from narcdesk import letters, subjects
from narcdesk.disclosures import CONSENT
from narcdesk.letters import Letter, LetterState
from narcdesk.patients import Patient
from narcdesk.referrals import ANSWER_FORM, OPEN, ReferralIn, ReferralOut, ReferralState
from narcdesk.register import Register
from narcdesk.subjects import Body
from ui import letter_dialog, referral_dialogs
from ui.bodies import as_addressee
from ui.desk import Desk
from ui.letter_dialog import LetterDialog

BETWEEN_DOCTORS, ON_REQUEST = "13.4.8", "13.4.3"  # of 323-ФЗ ст. 13 ч. 4
WAITING = (LetterState.DRAFT, LetterState.NUMBERED)


def go_on(parent: QWidget, desk: Desk, patient: Patient, referral: ReferralIn | ReferralOut) -> None:
    """Open the form of the next step: he came, the sender is answered; the letter, what was answered, he is back."""
    me = (parent, desk, patient)
    if isinstance(referral, ReferralIn):
        if referral.came_on is None:
            referral_dialogs.came(*me, referral)
        elif referral.wants_answer and referral.answered_on is None:
            answer(*me, referral)
    elif referral.state is ReferralState.PREPARED:
        issue(*me, referral)
    elif referral.state in OPEN:
        referral_dialogs.move(*me, referral)
    elif referral.state is ReferralState.DONE and referral.back_by is not None and referral.back_on is None:
        referral_dialogs.came_back(*me, referral)


def answer(parent: QWidget, desk: Desk, patient: Patient, referral: ReferralIn) -> None:
    """Answer whoever sent the person; a letter that is begun goes on."""
    if not _went_on(parent, desk, patient, referral):
        new_answer(parent, desk, patient, referral).open()


def new_answer(parent: QWidget, desk: Desk, patient: Patient, referral: ReferralIn) -> LetterDialog:
    """A letter to the sender; by a request only where the paper is one: the clerk says so himself."""
    body = desk.ask(_body, referral.sender)
    fill = {**as_addressee(body), "recipient": referral.sender_name}
    return LetterDialog(parent, desk, patient, ANSWER_FORM, referral, fill=fill)


def issue(parent: QWidget, desk: Desk, patient: Patient, referral: ReferralOut) -> None:
    """The letter by which a referral leaves; one that is begun goes on: its number, its sending."""
    if not _went_on(parent, desk, patient, referral):
        new_letter(parent, desk, patient, referral).open()


def new_letter(parent: QWidget, desk: Desk, patient: Patient, referral: ReferralOut) -> LetterDialog:
    """To doctors by the exchange between them, to everybody else by the person's consent."""
    body = desk.ask(_body, referral.addressee)
    fill = {
        **as_addressee(body),
        "recipient": referral.addressee_name,
        "recipient_kind": referral.addressee_kind.value,
        "ground": BETWEEN_DOCTORS if referral.is_medical else CONSENT,
        "answer_due": referral.answer_by,
    }
    if not referral.is_medical:
        held = desk.ask(letters.consents_for, patient.id)
        fill["consent_id"] = next((str(one.id) for one in held if one.recipient == referral.addressee_name), "")
    return LetterDialog(parent, desk, patient, referral.form, referral, fill=fill)


def _body(register: Register, key: str) -> Body:
    with register.read("subjects.look") as session:
        return subjects.body_of(session, key)


def _went_on(parent: QWidget, desk: Desk, patient: Patient, referral: ReferralIn | ReferralOut) -> QDialog | bool:
    """Whether there was a letter that has not left, and its next step is asked now."""
    begun: Letter | None = next((one for one in desk.ask(letters.about, referral) if one.state in WAITING), None)
    if begun is None:
        return False
    if begun.state is LetterState.DRAFT:
        letter_dialog.issue(parent, desk, begun)
        return True
    return letter_dialog.send(parent, desk, patient, begun)
