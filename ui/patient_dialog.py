"""A card: new or amended, with cards of what may be the same person beside it while one types."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from narcdesk import identifiers, patients, search
from narcdesk.dates import PartialDay
from narcdesk.fields import fields_of
from narcdesk.patients import DocumentKind, Patient
from narcdesk.search import Found
from ui import messages
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fields import ChoiceField, Form, TextField
from ui.form_dialog import FormDialog
from ui.pieces import Card, Facts, QuietButton, Text, column, row

PAUSE = 200  # ms after the last letter, before namesakes are looked for
ASIDE = 264  # px: the width of the panel of namesakes
WHO = ("surname", "given", "birth", "snils")  # what tells one person from another
REQUISITES = frozenset().union(*(kind.requisites for kind in DocumentKind))


class PatientDialog(FormDialog):
    """The whole card in two columns. `kept` is the card to amend; without it `typed` begins a new one.

    `saved` comes with the card; `recognised` with the number of another one, when the person turns out to have it.
    """

    saved = Signal(object)
    recognised = Signal(int)

    def __init__(
        self, parent: QWidget, desk: Desk, kept: Patient | None = None, typed: Mapping[str, str] | None = None
    ) -> None:
        self._desk, self._kept = desk, kept
        form = Form.of(fields_of(Patient), desk.today, columns=2)
        self.namesakes = Namesakes(self._recognise)
        super().__init__(
            parent,
            kept.full_name if kept else "Новый пациент",
            f"карта № {kept.card_number}" if kept else "Enter ведёт к следующему полю",
            form,
            self._save,
            draft=_draft(desk, kept),
            aside=self.namesakes,
        )
        if kept is not None:
            form.fill({field: getattr(kept, field) for field in form.fields}, kept.not_given, kept.odd)
        else:
            form.fill({"policy_kind": "unified", "document_kind": "passport", "came_on": desk.today()})
            form.fill(typed or {})
        self._looking = QTimer(self, singleShot=True, interval=PAUSE)
        self._looking.timeout.connect(self._look_for_namesakes)
        self.finished.connect(self._looking.stop)
        for name in WHO:
            form[name].edited.connect(self._looking.start)
        form["document_kind"].edited.connect(self._ask_for_requisites)
        for field in form.fields.values():
            if isinstance(field, TextField | ChoiceField):
                field.line.left.connect(self._say_what_is_odd)
        form.edited.connect(partial(desk.note_unsaved, True))
        self.rejected.connect(partial(desk.note_unsaved, False))
        self._ask_for_requisites()
        self._look_for_namesakes()

    def who(self) -> str:
        """The name as far as it is typed; of a card that is there, its number."""
        names = (self.form[name].typed() for name in ("surname", "given", "patronymic"))
        return super().who() if self._kept else " ".join(filter(None, names))

    def _ask_for_requisites(self) -> None:
        """A birth certificate has no department code, who has no document has no requisites."""
        kind = str(self.form["document_kind"].value() or "")
        asked = DocumentKind(kind).requisites if kind in set(DocumentKind) else REQUISITES
        for name in REQUISITES:
            self.form.show_field(name, name in asked)

    def _say_what_is_odd(self) -> None:
        """What can hardly be right is said when the cursor goes on, with room for the reason why it stays."""
        self.form.show_warnings(patients.look_over(self.form.values(), self._desk.today()).warnings)

    def _save(self) -> bool:
        self._say_what_is_odd()
        values, reasons = self._values(), {"not_given": self.form.not_given(), "odd": self.form.odd()}
        if self._kept is None:
            made = self._desk.do(self, self.saving(patients.enter), values, **reasons)
        else:
            made = self._desk.do(self, self.saving(patients.amend), self._kept.id, values, **reasons)
        if made is not None:
            self.saved.emit(made)
        return made is not None

    def _values(self) -> dict[str, object]:
        """What was typed; requisites that the document does not have are empty."""
        values = self.form.values()
        return {name: None for name in REQUISITES if name not in values} | values

    # Who may have a card already

    def _look_for_namesakes(self) -> None:
        if not self._desk.is_open:  # locked a moment after the last letter
            return
        surname, given, birth, snils = (self.form[name].value() for name in WHO)
        iso = birth.iso if isinstance(birth, PartialDay) else ""
        number = identifiers.snils(str(snils or "")).value
        found = self._desk.ask(search.namesakes, str(surname), str(given), iso, number)
        self.namesakes.show_cards([card for card in found if self._kept is None or card.id != self._kept.id])
        self.grow()

    def _recognise(self, card: Found) -> None:
        if self.form.is_edited:
            answers = {"stay": "&Остаться", "open": "Открыть &карту"}
            heading = f"Откроется карта № {card.card_number}, введённое здесь не сохранится"
            if messages.ask(self, heading, card.full_name, answers, safe="stay", danger="open") != "open":
                return
        self.drop()
        self.recognised.emit(card.id)


def _draft(desk: Desk, kept: Patient | None) -> FormDraft:
    if kept is None:
        return FormDraft(desk, "patients.enter")
    return FormDraft(desk, "patients.amend", patient_id=kept.id, record_id=kept.id, kind=kept.__tablename__)


class Namesakes(QWidget):
    """Cards that may be of the same person; it stands aside and blocks nothing."""

    def __init__(self, recognise: Callable[[Found], object]) -> None:
        super().__init__()
        self._recognise = recognise
        self._cards = column(gap=12)
        self.setLayout(
            column(Text("Возможно, карта уже есть", "heading", "warn", wrap=True), self._cards, None, gap=12)
        )
        self.setContentsMargins(8, 16, 24, 16)
        self.setFixedWidth(ASIDE)
        self.hide()

    def show_cards(self, found: list[Found]) -> None:
        """Show these instead of those before; nothing at all when there is none."""
        while item := self._cards.takeAt(0):
            if card := item.widget():
                card.hide()
                card.deleteLater()
        for who in found:
            facts = [("Родился", who.birth), ("Живёт", who.settlement), ("Карта", f"№ {who.card_number}")]
            button = QuietButton("Это он — открыть карту", partial(self._recognise, who))
            self._cards.addWidget(Card("", Text(who.full_name, "strong", wrap=True), Facts(facts), row(button, None)))
        self.setVisible(bool(found))
