"""A card: new or amended, with cards of what may be the same person beside it while one types."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from narcdesk import duplicates, merges, patients
from narcdesk.duplicates import Namesake, Verdict
from narcdesk.fields import fields_of
from narcdesk.merges import Choice
from narcdesk.patients import OTHER_SENDER, DocumentKind, Patient, Sex
from ui import messages
from ui.bodies import BodyField, sends
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fields import ChoiceField, Form, TextField
from ui.form_dialog import FormDialog
from ui.pieces import Card, Facts, QuietButton, Text, column, held, row, scrolled

PAUSE = 200  # ms after the last letter, before namesakes are looked for
ASIDE = 324  # px: the width of the panel of namesakes
WHO = ("surname", "given", "patronymic", "birth", "sex", "snils", "policy_number", "document_number", "phone")
SHOWN = (*WHO, "settlement")  # fields that stand beside those that are typed
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
        asked = {field.name: field for field in fields_of(Patient)}
        self.sent_by = BodyField(desk, asked["sent_by"], sends)
        form = Form.of(asked.values(), desk.today, columns=2, ready={"sent_by": self.sent_by})
        self.namesakes = Namesakes(self._recognise, self._tell_apart)
        self._others: set[int] = desk.ask(duplicates.told_apart, kept.id) | {kept.id} if kept else set()
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
        for name in patients.NAMED:
            form[name].edited.connect(self._offer_cases)
        form["document_kind"].edited.connect(self._ask_for_requisites)
        self.sent_by.picked.connect(lambda _key: self._say_who_sent())
        for field in form.fields.values():
            if isinstance(field, TextField | ChoiceField):
                field.line.left.connect(self._say_what_is_odd)
        form.edited.connect(partial(desk.note_unsaved, True))
        self.rejected.connect(partial(desk.note_unsaved, False))
        self._ask_for_requisites()
        self._offer_cases()
        self._look_for_namesakes()

    def who(self) -> str:
        """The name as far as it is typed; of a card that is there, its number."""
        names = (self.form[name].typed() for name in ("surname", "given", "patronymic"))
        return super().who() if self._kept else " ".join(filter(None, names))

    def _offer_cases(self) -> None:
        """How papers will decline the name, pale in the field where another way is typed; of a new card nobody asks."""
        surname, given, patronymic, sex = (str(self.form[name].value() or "") for name in patients.NAMED)
        for name, case in patients.CASES.items():
            field = self.form[name]
            assert isinstance(field, TextField)
            told = Sex(sex) if sex in set(Sex) else None
            field.offer(patients.declined(surname, given, patronymic, told, case))
            self.form.show_field(name, shown=self._kept is not None)

    def _ask_for_requisites(self) -> None:
        """A birth certificate has no department code, who has no document has no requisites."""
        kind = str(self.form["document_kind"].value() or "")
        asked = DocumentKind(kind).requisites if kind in set(DocumentKind) else REQUISITES
        for name in REQUISITES:
            self.form.show_field(name, name in asked)

    def _say_who_sent(self) -> None:
        """A body taken from the directory says by itself which of the regulation's it is."""
        body, field = self.sent_by.body, self.form["came_from"]
        if body is not None and not field.value():
            field.set_value(body.reference or OTHER_SENDER)
            field.edited.emit()

    def _say_what_is_odd(self) -> None:
        """What can hardly be right is said when the cursor goes on, with room for the reason why it stays."""
        self.form.show_warnings(patients.look_over(self.form.values(), self._desk.today()).warnings)

    def _save(self) -> bool:
        self._say_what_is_odd()
        values, reasons = self._values(), {"not_given": self.form.not_given(), "odd": self.form.odd()}
        if self._kept is None:
            made = self._desk.do(self, self.saving(duplicates.enter), values, others=sorted(self._others), **reasons)
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
        values = patients.look_over(self.form.values(), self._desk.today()).values
        who = duplicates.typed(values)
        found = self._desk.ask(duplicates.namesakes, who, but=self._others)
        day = self._desk.today()
        self.namesakes.show_cards(
            [(one, merges.compared(values, merges.values_of(one.card), day)) for one in found] if who.surname else []
        )
        self.grow()

    def _tell_apart(self, card: Patient) -> None:
        """It is another person: of a card that is there, that is kept at once; of a new one, with it."""
        if (
            self._kept is not None
            and self._desk.do(self, duplicates.tell, self._kept.id, card.id, Verdict.OTHER) is None
        ):
            return
        self._others.add(card.id)
        self._look_for_namesakes()

    def _recognise(self, card: Patient) -> None:
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
    """Cards that may be of the same person, field by field against what is typed; beside the form, blocking nothing."""

    def __init__(self, recognise: Callable[[Patient], object], tell_apart: Callable[[Patient], object]) -> None:
        super().__init__()
        self._recognise, self._tell_apart = recognise, tell_apart
        self._cards = column(gap=12)
        inner = held(column(self._cards, None, gap=0))
        heading = Text("Возможно, карта уже есть", "heading", "warn", wrap=True)
        area = scrolled(inner)
        self.setLayout(column(heading, area, gap=12, grows=area))
        self.setContentsMargins(8, 16, 8, 16)
        self.setFixedWidth(ASIDE)
        self.hide()

    def show_cards(self, found: Sequence[tuple[Namesake, Sequence[Choice]]]) -> None:
        """Show these instead of those before; nothing at all when there is none."""
        while item := self._cards.takeAt(0):
            if card := item.widget():
                card.hide()
                card.deleteLater()
        for one, choices in found:
            facts = Facts([("Карта", f"№ {one.card.card_number}"), ("Общее", one.why)])
            for choice in choices:
                if choice.name in SHOWN and choice.gone:
                    differs = choice.differs and bool(choice.kept)
                    facts.add(
                        choice.title, f"≠ {choice.gone}" if differs else choice.gone, "warn" if differs else "text"
                    )
            acts = (
                QuietButton("Это он — открыть карту", partial(self._recognise, one.card)),
                QuietButton("Это другой человек", partial(self._tell_apart, one.card)),
            )
            name = Text(one.card.full_name, "strong", wrap=True)
            self._cards.addWidget(Card("", name, facts, *[row(button, None) for button in acts]))
        self.setVisible(bool(found))
