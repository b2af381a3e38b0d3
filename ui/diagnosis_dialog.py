"""A diagnosis: the facts chosen from lists, or its code typed; each follows the other at once."""

from collections.abc import Mapping
from typing import cast

from PySide6.QtWidgets import QWidget

from narcdesk import diagnoses, rules
from narcdesk.diagnoses import SIGNS, Diagnosis, Letter
from narcdesk.errors import Invalid, Problem, UserError
from narcdesk.fields import fields_of
from narcdesk.patients import Patient
from narcdesk.register import Register
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import FactDialog, Typed, asked_by
from ui.fields import ChoiceField, TextField


class CodeField(TextField):
    """The code as a person types it; when the cursor goes on, as the forms of the ministry write it."""

    def facts(self) -> dict[str, str | None] | None:
        """What the code says, once it says anything."""
        try:
            return diagnoses.parse_code(str(self.value()))
        except UserError:
            return None

    def leave(self) -> None:
        super().leave()
        if facts := self.facts():
            self.set_value(diagnoses.code_of(facts))

    def doubt(self) -> str:
        readable = not self.value() or self.facts() is not None
        return "" if readable else "Такого кода нет. Пример: F11.242Н или F10.1."


class DiagnosisDialog(FactDialog):
    """«F11.242Н» typed into the first field fills the lists; lists chosen by hand write the code."""

    def __init__(self, parent: QWidget, desk: Desk, patient: Patient) -> None:
        self.code = CodeField("code", "Код МКБ-10", hint="например, F11.242Н; или выберите ниже из списков", chars=10)
        super().__init__(
            parent,
            desk,
            "Диагноз",
            [self.code, *fields_of(Diagnosis)],
            lambda register, typed: self._record(register, patient, typed),
            draft=FormDraft(desk, "diagnoses.record", patient_id=patient.id),
            line=patient.full_name,
            fill={"made_on": desk.today()},
        )
        self.code.edited.connect(self._read_code)
        for name in SIGNS:
            self.form[name].edited.connect(self._write_code)
        self._offer_what_fits({})

    def _record(self, register: Register, patient: Patient, typed: Typed) -> Diagnosis:
        told = self.code.facts() or {}
        chosen = diagnoses.code_of(typed)
        if typed["code"] and chosen != diagnoses.code_of({**told, "letter": told.get("letter") or typed.get("letter")}):
            raise Invalid([Problem("code", "Код МКБ-10: не сходится с выбранным ниже, исправьте одно из двух")])
        return diagnoses.record(register, patient.id, asked_by(Diagnosis, typed))

    def _read_code(self) -> None:
        if facts := self.code.facts():  # half typed it says nothing yet
            self._offer_what_fits(facts)
            for name in SIGNS:
                self.form[name].set_value(facts[name])

    def _write_code(self) -> None:
        self._offer_what_fits(self._facts())
        self.code.set_value(diagnoses.code_of(self._facts()))
        self.code.show_error("")

    def _facts(self) -> dict[str, object]:
        return {name: self.form[name].value() for name in SIGNS}

    def _offer_what_fits(self, facts: Mapping[str, object]) -> None:
        """Each state has fifth signs of its own; only a dependence has a stage, and alcohol has no letter."""
        state, sign, letters = str(facts.get("state") or ""), str(facts.get("current") or ""), self._letters(facts)
        signs = dict(rules.icd().fifth(state))
        if sign and sign not in signs and state in ("8", "9"):  # forms 11 and 37 write signs that no list names
            signs[sign] = f"знак {sign}"
        self._ask("current", signs)
        self._ask("stage", rules.icd().stages if state == "2" else {})
        self._ask("letter", letters)
        if len(letters) == 1:
            self.form["letter"].set_value(next(iter(letters)))

    def _letters(self, facts: Mapping[str, object]) -> dict[str, str]:
        return {letter: Letter(letter).label for letter in rules.icd().letters(str(facts.get("substance") or ""))}

    def _ask(self, name: str, options: Mapping[str, str]) -> None:
        cast(ChoiceField, self.form[name]).offer(options)
        self.form[name].setEnabled(bool(options))
