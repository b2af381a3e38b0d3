"""A letter with a patient's name on it: to whom, on what ground, then its number and its paper; what came of it."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QWidget

from narcdesk import letters
from narcdesk.base import Base, place_of
from narcdesk.dates import show
from narcdesk.disclosures import CONSENT
from narcdesk.fields import Field, Kind, fields_of
from narcdesk.forms import sheets
from narcdesk.letters import Letter
from narcdesk.patients import Patient
from narcdesk.register import Register
from ui import sheets as shown
from ui.bodies import BodyField, show_addressee
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import Asked, FactDialog, Typed, asked_by, ending
from ui.fields import CheckField, ChoiceField

ANSWER, CONCLUSION = "otvet_na_zapros", "spravka_pismom"


class LetterDialog(FactDialog):
    """A new letter of a form about a record. The consent is asked where the ground is one, the document where not."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        patient: Patient,
        form: str,
        about: Base,
        *,
        fill: Mapping[str, object] | None = None,
        due_on: date | None = None,
    ) -> None:
        self._consents = {
            str(one.id): f"№ {one.number} от {show(one.given_on)}: {one.recipient}"
            for one in desk.ask(letters.consents_for, patient.id)
        }
        self.consent = ChoiceField(
            "consent_id", "Согласие", self._consents, chars=44, hint="для этого самого получателя, действует сегодня"
        )
        self.issues = CheckField("issues", "Сразу дать &номер и показать бумагу")
        declared = {field.name: field for field in fields_of(Letter)}
        self.to = BodyField(desk, declared["recipient"])
        asked: list[Asked] = [
            declared["recipient_kind"],
            self.to,
            *(declared[name] for name in ("recipient_address", "attention", "ground")),
            self.consent,
            *(declared[name] for name in ("basis", "words", "answer_due")),
            self.issues,
        ]

        def action(register: Register, typed: Typed) -> Letter:
            return self._write(register, patient, form, about, due_on, typed)

        super().__init__(
            parent,
            desk,
            sheets.title_of(form),
            asked,
            action,
            draft=FormDraft(
                desk,
                f"letters.draft.{form}",
                patient_id=patient.id,
                record_id=place_of(about)[1],
            ),
            line=f"{patient.full_name} · исходящее письмо",
            fill={"issues": True, **(fill or {})},
        )
        self.form["ground"].edited.connect(self._ask_for_the_ground)
        self.to.picked.connect(lambda _key: show_addressee(self.form, self.to.body))
        self._ask_for_the_ground()
        self.accepted.connect(lambda: self._show_paper(parent, desk))

    def _ask_for_the_ground(self) -> None:
        by_consent = self.form["ground"].value() == CONSENT
        self.form.show_field("consent_id", by_consent)
        self.form.show_field("basis", not by_consent)
        if by_consent and not self._consents:
            self.consent.note.say("действующих согласий на передачу врачебной тайны нет: запишите согласие в карте")
        self.grow()

    def _write(
        self, register: Register, patient: Patient, form: str, about: Base, due_on: date | None, typed: Typed
    ) -> Letter:
        """The draft, and on wish its number and paper in the same act: without a ground neither stays."""
        chosen = str(typed.get("consent_id") or "")
        with register.together():
            letter = letters.draft(
                register,
                patient.id,
                asked_by(Letter, typed),
                form=form,
                about=about,
                consent_id=int(chosen) if chosen.isdecimal() and typed.get("ground") == CONSENT else None,
                due_on=due_on,
            )
            if typed.get("issues"):
                sheets.issue(register, letter.id)
        return letter

    def _show_paper(self, parent: QWidget, desk: Desk) -> None:
        if self.issues.value():
            show_paper(parent, desk, desk.ask(letters.one, self.made.id))


def answer_to_request(parent: QWidget, desk: Desk, patient: Patient) -> LetterDialog:
    """An answer to somebody's request about a patient."""
    dialog = LetterDialog(parent, desk, patient, ANSWER, patient)
    dialog.open()
    return dialog


def conclusion(parent: QWidget, desk: Desk, patient: Patient) -> LetterDialog:
    """The doctor's conclusion (приказ № 972н) to whom the person named in his consent."""
    dialog = LetterDialog(parent, desk, patient, CONCLUSION, patient, fill={"ground": CONSENT})
    dialog.open()
    return dialog


def issue(parent: QWidget, desk: Desk, letter: Letter) -> None:
    """Give a draft its number and show the paper; why not is said."""
    if desk.do(parent, sheets.issue, letter.id) is not None:
        show_paper(parent, desk, desk.ask(letters.one, letter.id))


def show_paper(parent: QWidget, desk: Desk, letter: Letter) -> None:
    """The paper of a letter as it was issued."""
    if letter.document_id is not None:
        shown.show(parent, desk, [desk.ask(letters.paper, letter)], letter.number or "")


SENDING = [
    Field("on", "Дата отправки", Kind.PAST_DAY, required=True),
    Field("how", "Как отправлено", Kind.TEXT, width=32, hint="почтой, нарочным, лично в руки"),
]
ANSWERING = [
    Field("on", "Ответ получен", Kind.PAST_DAY, required=True),
    Field("answer", "Что ответили", Kind.TEXT, width=44, required=True),
]
CANCELLING = [Field("why", "Почему не отправляется", Kind.TEXT, width=44, required=True)]


def send(parent: QWidget, desk: Desk, patient: Patient | None, letter: Letter) -> FactDialog:
    """The letter left the office: the log of disclosures has it."""

    def act(register: Register, on: date, how: str) -> Letter:
        return sheets.send(register, letter.id, on, how)

    me = (parent, desk, patient, letter, "letters.send", "Отправка письма", SENDING, act)
    return ending(*me, line=_called(letter), verb="&Отправлено")


def answered(parent: QWidget, desk: Desk, patient: Patient | None, letter: Letter) -> FactDialog:
    """What came back."""

    def act(register: Register, on: date, answer: str) -> Letter:
        return letters.answered(register, letter.id, on, answer)

    me = (parent, desk, patient, letter, "letters.answered", "Ответ на письмо", ANSWERING, act)
    return ending(*me, line=_called(letter))


def cancel(parent: QWidget, desk: Desk, patient: Patient | None, letter: Letter) -> FactDialog:
    """It will not go; its number stays taken."""

    def act(register: Register, why: str) -> Letter:
        return letters.cancel(register, letter.id, why)

    me = (parent, desk, patient, letter, "letters.cancel", "Письмо не отправляется", CANCELLING, act)
    return ending(*me, line=_called(letter), verb="Не &отправлять")


def _called(letter: Letter) -> str:
    return f"{letter.number or 'черновик'}, {letter.recipient}"
