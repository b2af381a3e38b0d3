"""The list of persons under a court duty for the head organisation: drawn up, numbered, sent like any letter."""

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from narcdesk import duties, letters
from narcdesk.dates import show
from narcdesk.disclosures import AddresseeKind
from narcdesk.fields import fields_of
from narcdesk.forms import sheets
from narcdesk.letters import Letter, LetterState
from narcdesk.register import Register
from ui import letter_dialog
from ui.bodies import BodyField, of_kinds, show_addressee
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import FactDialog, Typed, asked_by, opened
from ui.fields import CheckField

FORM, BETWEEN_DOCTORS = "spisok_sud", "13.4.8"  # of resources/forms; of 323-ФЗ ст. 13 ч. 4
WEEK = timedelta(days=6)
ASKED = ("recipient_address", "attention", "ground", "basis", "words", "answer_due")


def draw(parent: QWidget, desk: Desk) -> FactDialog:
    """A new list: for which days, for whom, on what ground; its number and paper at once, unless that is put off."""
    declared = {field.name: field for field in fields_of(Letter)}
    to = BodyField(desk, declared["recipient"], of_kinds([AddresseeKind.MEDICAL]))
    issues = CheckField("issues", "Сразу дать &номер и показать бумагу")
    last = desk.ask(duties.last_list)
    since = last.until + timedelta(days=1) if last and last.until < desk.today() else desk.today() - WEEK
    dialog = FactDialog(
        parent,
        desk,
        "Список лиц с обязанностью по суду",
        [*fields_of(duties.DutyList), to, *(declared[name] for name in ASKED), issues],
        _write,
        draft=FormDraft(desk, "duties.draw_list"),
        line="Головной медицинской организации: с именами, без диагнозов; запишется в журнал передачи каждого",
        fill={"since": since, "until": desk.today(), "ground": BETWEEN_DOCTORS, "issues": True},
    )

    to.picked.connect(lambda _key: show_addressee(dialog.form, to.body))
    dialog.accepted.connect(lambda: _show(parent, desk, dialog))
    return opened(dialog)


def _write(register: Register, typed: Typed) -> Letter:
    """The list, its letter and on wish its number and paper in one act: without a ground none of them stays."""
    with register.together():
        drawn = duties.draw_list(register, asked_by(duties.DutyList, typed))
        about = {**asked_by(Letter, typed), "recipient_kind": AddresseeKind.MEDICAL.value}
        letter = letters.draft(register, None, about, form=FORM, about=drawn)
        if typed.get("issues"):
            sheets.issue(register, letter.id)
    return letter


def _show(parent: QWidget, desk: Desk, dialog: FactDialog) -> None:
    if dialog.form["issues"].value():
        letter_dialog.show_paper(parent, desk, desk.ask(letters.one, dialog.made.id))


def go_on(parent: QWidget, desk: Desk, letter: Letter) -> None:
    """The next step of a list, or its paper."""
    if letter.state is LetterState.DRAFT:
        letter_dialog.issue(parent, desk, letter)
    elif letter.state is LetterState.NUMBERED:
        letter_dialog.send(parent, desk, None, letter)
    elif letter.state is LetterState.SENT and letter.answer_due:
        letter_dialog.answered(parent, desk, None, letter)
    else:
        letter_dialog.show_paper(parent, desk, letter)


def said(letter: Letter) -> str:
    """How a list is called among the others: its number or the day that it was begun on."""
    return letter.number or f"черновик от {show(letter.drafted_on)}"


STEPS = {
    "letters.send": letter_dialog.send,
    "letters.answered": letter_dialog.answered,
    "letters.cancel": letter_dialog.cancel,
}
