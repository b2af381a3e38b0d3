"""A consent: to what, to whom, what may be told, who signed; then its sheet, to be printed."""

from datetime import date
from typing import cast

from PySide6.QtWidgets import QWidget

from narcdesk import consents, patients, recipients
from narcdesk.consents import ADDRESSED, TELLING, Consent, ConsentKind, Told
from narcdesk.fields import Field, Kind, fields_of
from narcdesk.forms import papers
from narcdesk.patients import Patient
from narcdesk.recipients import Recipient
from narcdesk.register import Register
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import Asked, FactDialog, Typed, asked_by, read_first
from ui.fields import CheckField, ChecksField, ChoiceField
from ui.pdf_view import PdfDialog

HIMSELF, OTHER = "self", "other"


class ConsentDialog(FactDialog):
    """Only what the kind of consent needs is asked: care needs no recipient, secrecy needs to know what is told."""

    def __init__(self, parent: QWidget, desk: Desk, patient: Patient, kind: ConsentKind | None = None) -> None:
        self._offered = dict(enumerate(desk.ask(recipients.everybody, patient.id)))
        self._signers = desk.ask(signers_of, patient)
        self._with_sheet = {kind for kind in ConsentKind if papers.has_sheet(kind, desk.today())}
        to = {str(number): found.name for number, found in self._offered.items()} | {OTHER: "другой получатель"}
        hint = "орган региона, выбранная организация, справочник или другой"
        self.to = ChoiceField("to", "Получатель", to, chars=44, hint=hint)
        scope = ChecksField("scope", "Что разрешено сообщить", {told.value: told.label for told in Told})
        signer = ChoiceField("representative_id", "Кто подписал", self._signers, required=True, chars=36)
        self.prints = CheckField("prints", "Показать &лист для печати")
        declared = fields_of(Consent)
        self._capable = {kind: desk.ask(is_asked_if_capable, patient, kind) for kind in ConsentKind}
        about, of_age = declared[:-1], declared[-1]
        asked: list[Asked] = [about[0], self.to, *about[1:4], scope, *about[4:], signer, of_age, self.prints]
        super().__init__(
            parent,
            desk,
            "Согласие",
            asked,
            lambda register, typed: self._give(register, patient, typed),
            draft=FormDraft(desk, "consents.give", patient_id=patient.id),
            line=patient.full_name,
            fill={"given_on": desk.today(), "prints": True, "representative_id": desk.ask(usual_signer, patient)},
        )
        self.form["kind"].edited.connect(self._ask_what_is_needed)
        self.form["representative_id"].edited.connect(self._ask_what_is_needed)
        self.to.edited.connect(self._take_recipient)
        if kind is not None:
            self.form["kind"].set_value(kind.value)
        self._ask_what_is_needed()
        self.accepted.connect(lambda: self._show_sheet(parent, desk))

    def _ask_what_is_needed(self) -> None:
        """Show and hide what belongs to the chosen kind."""
        chosen = str(self.form["kind"].value())
        kind = ConsentKind(chosen) if chosen in set(ConsentKind) else None
        for name in ("to", "purpose"):
            self.form.show_field(name, kind in ADDRESSED)
        self.form.show_field("scope", kind in TELLING)
        alone = self.form["representative_id"].value() == HIMSELF
        self.form.show_field("capable_by", kind is not None and alone and self._capable[kind])
        self.form.show_field("prints", kind in self._with_sheet)
        if kind in ADDRESSED and not self.to.value():
            self.to.set_value("0")
        self._take_recipient()

    def _take_recipient(self) -> None:
        """Of a known recipient the address is shown and the purpose proposed, as far as known; another one is typed."""
        known = self._known()
        self.to.note.say(known.address if known else "")
        proposed = {one.purpose for one in self._offered.values()}
        if known and (
            known.purpose or self.form["purpose"].value() in proposed
        ):  # what another is asked for is not his
            self.form["purpose"].set_value(known.purpose)
        self.form.show_field("recipient", not self.to.isHidden() and known is None)
        self.form.show_field("recipient_address", not self.to.isHidden() and (known is None or not known.address))
        self.grow()

    def _known(self) -> Recipient | None:
        chosen = str(self.to.value())
        return self._offered[int(chosen)] if chosen.isdecimal() and not self.to.isHidden() else None

    def _give(self, register: Register, patient: Patient, typed: Typed) -> Consent:
        known, signer = self._known(), str(typed["representative_id"])
        to = {"recipient": known.name} if known else {}
        if known and known.address:
            to["recipient_address"] = known.address
        return consents.give(
            register,
            patient.id,
            asked_by(Consent, {**typed, **to}),
            scope=cast(list[str], typed.get("scope") or []),
            representative_id=int(signer) if signer.isdecimal() else None,
        )

    def _show_sheet(self, parent: QWidget, desk: Desk) -> None:
        if not self.prints.isHidden() and self.prints.value():
            show_sheet(parent, desk, cast(Consent, self.made))


def signers_of(register: Register, patient: Patient) -> dict[str, str]:
    """The patient himself, and whoever may speak for him today."""
    today = register.today()
    return {HIMSELF: "сам пациент"} | {
        str(found.id): f"{found.full_name}, {found.kinship.label}"
        for found in patients.representatives(register, patient.id)
        if found.is_valid_on(today)
    }


def is_asked_if_capable(register: Register, patient: Patient, kind: ConsentKind) -> bool:
    """Whether the patient is so young that his own signature needs a document of his full capacity."""
    with register.read() as session:
        return consents.needs_representative(session, patient, register.today(), kind)


def usual_signer(register: Register, patient: Patient) -> str:
    """Who has to sign by the law: with a child, the first who may speak for him."""
    with register.read() as session:
        needed = consents.needs_representative(session, patient, register.today())
    return list(signers_of(register, patient))[-1 if needed else 0]


def show_sheet(parent: QWidget, desk: Desk, consent: Consent) -> None:
    """Make the paper of a consent and show it, to be printed and signed."""
    paper = desk.do(parent, papers.prepare_consent, consent.id)
    if paper is not None:
        pdf = desk.ask(papers.pdf, [paper])
        PdfDialog(parent, desk, paper.title, pdf, consent.number, [paper]).open()


WITHDRAWING = [
    Field("withdrawn_on", "Дата отзыва", Kind.PAST_DAY, required=True),
    Field("how", "Как отозвано", Kind.TEXT, width=36, required=True, hint="например: заявление подано лично"),
]


def withdraw(parent: QWidget, desk: Desk, patient: Patient, kept: Consent) -> FactDialog:
    """The person takes a consent back."""

    def take_back(register: Register, withdrawn_on: date, how: str) -> Consent:
        return consents.withdraw(register, kept.id, withdrawn_on, how)

    line = f"{patient.full_name} · {kept.kind.label}, № {kept.number}"
    dialog = FactDialog(
        parent,
        desk,
        "Отзыв согласия",
        WITHDRAWING,
        read_first(WITHDRAWING, take_back),
        draft=FormDraft(desk, "consents.withdraw", patient_id=patient.id, record_id=kept.id, kind=kept.__tablename__),
        line=line,
        fill={"withdrawn_on": desk.today()},
        verb="&Отозвать согласие",
    )
    dialog.open()
    return dialog
