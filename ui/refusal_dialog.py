"""A refusal: of what, why, what was explained, by whose hand; then the plan of motivation that must follow."""

from typing import cast

from PySide6.QtWidgets import QWidget

from narcdesk import refusals
from narcdesk.consents import ADDRESSED, Consent, ConsentKind
from narcdesk.fields import fields_of
from narcdesk.patients import Patient
from narcdesk.refusals import Refusal, RefusalReason, RefusedOf, SignedHow
from narcdesk.register import Register
from ui import motivation_forms
from ui.consent_dialog import HIMSELF, is_asked_if_capable, signers_of, usual_signer
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import Asked, FactDialog, Typed, asked_by
from ui.fields import ChoiceField


class RefusalDialog(FactDialog):
    """Only what this refusal needs is asked: witnesses without a signature, a recipient where data were to go."""

    def __init__(self, parent: QWidget, desk: Desk, patient: Patient, of: RefusedOf | None = None) -> None:
        signer = ChoiceField(
            "representative_id", "Кто отказался", desk.ask(signers_of, patient), required=True, chars=36
        )
        told_by = ChoiceField("explained_by", "Кто разъяснил", motivation_forms.people(desk), required=True, chars=28)
        self._capable = {kind: desk.ask(is_asked_if_capable, patient, kind) for kind in ConsentKind}
        of_age = fields_of(Consent)[-1]
        declared = {field.name: field for field in fields_of(Refusal)}
        first = ("on", "of", "recipient", "reason", "words")
        rest = [field for name, field in declared.items() if name not in first]
        asked: list[Asked] = [*(declared[name] for name in first), signer, of_age, told_by, *rest]
        super().__init__(
            parent,
            desk,
            "Отказ",
            asked,
            lambda register, typed: self._record(register, patient, typed),
            draft=FormDraft(desk, "refusals.record", patient_id=patient.id),
            line=f"{patient.full_name} · сначала разъясните последствия",
            fill={
                "on": desk.today(),
                "signed": SignedHow.SIGNED,
                "representative_id": desk.ask(usual_signer, patient),
                "explained_by": str(desk.register.person.id),
            },
        )
        for name in ("of", "signed", "reason", "representative_id"):
            self.form[name].edited.connect(self._ask_what_is_needed)
        if of is not None:
            self.form["of"].set_value(of.value)
        self._ask_what_is_needed()
        self.accepted.connect(lambda: self._go_on(parent, desk, patient))

    def _ask_what_is_needed(self) -> None:
        """Show and hide what belongs to this refusal."""
        chosen = str(self.form["of"].value())
        of = RefusedOf(chosen) if chosen in set(RefusedOf) else None
        kind = of.consent if of is not None else None
        self.form.show_field("recipient", kind in ADDRESSED)
        self.form.show_field("witnesses", self.form["signed"].value() == SignedHow.BY_ACT.value)
        alone = self.form["representative_id"].value() == HIMSELF
        self.form.show_field("capable_by", of is not None and alone and self._capable[kind or ConsentKind.CARE])
        hint = "причины нет в списке: запишите её" if self.form["reason"].value() == RefusalReason.OTHER.value else ""
        self.form["words"].note.say(hint)
        self.grow()

    def _record(self, register: Register, patient: Patient, typed: Typed) -> Refusal:
        signer, told_by = str(typed["representative_id"]), str(typed["explained_by"])
        return refusals.record(
            register,
            patient.id,
            asked_by(Refusal, typed),
            representative_id=int(signer) if signer.isdecimal() else None,
            explained_by=int(told_by) if told_by.isdecimal() else None,
            capable_by=str(typed.get("capable_by") or ""),
        )

    def _go_on(self, parent: QWidget, desk: Desk, patient: Patient) -> None:
        """The plan is asked for at once, while the person is still here; it may be left for later."""
        if cast(Refusal, self.made).of.needs_plan and desk.ask(motivation_forms.unanswered, patient.id) is not None:
            motivation_forms.plan(parent, desk, patient)
