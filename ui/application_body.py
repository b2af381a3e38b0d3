"""The left half of the page of an application: what is asked for, the way, the certificate, the set."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from narcdesk import applications
from narcdesk.applications import Sketch
from narcdesk.certificates import ProviderAct
from narcdesk.dates import show
from narcdesk.drafts import Contents
from narcdesk.errors import Invalid, Problem
from narcdesk.money import in_roubles
from ui.application_case import Case
from ui.application_checklist import Checklist
from ui.application_form import ApplicationForm
from ui.application_way import WayCard
from ui.certificate_card import CertificateCard
from ui.desk import Desk
from ui.fields import cursor
from ui.pieces import Card, Facts, clear, column
from ui.struck_facts import FactsCard
from ui.table import Column

ACTS: list[Column[ProviderAct]] = [
    Column("Акт", lambda act: f"№ {act.number}, {show(act.on)}", 14, lines=2, strong=True),
    Column("За дни", lambda act: act.period, lines=2),
    Column("Дней", lambda act: f"{act.days}" + (f", без {act.absent}" if act.absent else ""), 9),
    Column("Сумма, ₽", lambda act: in_roubles(act.amount) if act.amount is not None else "", 12, align="right"),
]
Take = Callable[[str], object]  # what opens the window of a step


class ApplicationBody(QWidget):
    """A draft is a form; what is submitted is read, and its way stands first. `edited` comes with every change."""

    edited = Signal()

    def __init__(self, desk: Desk, case: Case, take_step: Take, take_certificate_step: Take) -> None:
        super().__init__()
        self._desk, self._case = desk, case
        self.is_edited = False
        self.form = ApplicationForm(desk, case.profile, case.patient.sex)
        self.way = WayCard(take_step)
        self.certificate = CertificateCard(
            case.profile.instrument(case.application.instrument).short, take_certificate_step
        )
        self.acts = FactsCard(
            desk, ProviderAct, "Акты организации", ACTS, empty="Актов ещё нет. Акт записывают кнопкой выше."
        )
        self.checklist = Checklist(desk)
        self._facts = QVBoxLayout()
        self._asked = Card("Что просили", self._facts)
        self._draft = Card("", self.form)
        self._set = Card("Комплект", self.checklist)
        self.setLayout(column(self._draft, self.certificate, self.acts, self.way, self._asked, self._set, None, gap=12))
        self.form.edited.connect(self._edited)
        self.checklist.edited.connect(self._edited)
        self.form.elsewhere.connect(self.checklist.lead_to)
        self.form.finished.connect(self.checklist.go_to_first)

    def show_case(self, case: Case) -> None:
        """Show an application as it is kept; what is typed and not saved stays."""
        self._case = case
        if not self.is_edited:
            self.form.show_sketch(case.kept)
            self.checklist.load(case.kept.papers)
        self.checklist.set_open(case.set_is_open)
        self._draft.setVisible(case.is_draft)
        self._set.setVisible(not case.application.is_final)
        for card in (self.way, self._asked):
            card.setVisible(not case.is_draft)
        if not case.is_draft:
            self.way.show_way(case)
            clear(self._facts)
            self._facts.addWidget(Facts(case.facts()))
        self.certificate.setVisible(case.certificate is not None)
        issued = case.certificate
        self.acts.setVisible(issued is not None and issued.accepted_on is not None)
        if issued is not None:
            self.certificate.show_certificate(case, self._desk.today())
            self.acts.show_facts(case.patient, only=lambda act: act.certificate_id == issued.id)

    def saved(self) -> None:
        """All that is typed is kept now."""
        self.is_edited = self.form.is_edited = False

    # What is typed

    def contents(self) -> Contents | None:
        """Everything on the screen, for a draft; None while there is nothing to lose."""
        if not self.is_edited:
            return None
        typed: dict[str, Any] = self.form.typed()
        typed["words"] = {**typed["words"], "Бумаги": self.checklist.words()}
        return Contents({**typed, "papers": self.checklist.letters()}, *cursor.where(self._stops(), self))

    def take_up_papers(self, draft: Contents) -> None:
        """Tick what a draft had ticked, once the papers of its document are shown; then the cursor goes back."""
        self.checklist.retype(draft.values["papers"])
        cursor.put(self._stops(), draft.cursor, draft.position)

    def _stops(self) -> dict[str, list[QWidget]]:
        return {**self.form.stops(), **self.checklist.stops()}

    def unread(self) -> list[Problem]:
        """What no list has of what was typed into it."""
        return self.form.unread() if self._case.is_draft else []

    def typed(self) -> dict[str, object]:
        """What the office is asked to keep of the form; nothing once it is submitted."""
        return self.form.asked_values() if self._case.is_draft else {}

    def chosen(self) -> dict[str, Any]:
        """The document and the provider that are asked for; nothing once it is submitted."""
        choices = {"instrument": self.form.instrument, "provider_id": self.form.provider_id}
        return choices if self._case.is_draft else {}

    def sketch(self) -> Sketch:
        """The application as it stands on the screen."""
        draft, kept = self._case.is_draft, self._case.kept
        return self._desk.ask(
            applications.sketch,
            kept,
            self.typed(),
            instrument=self.form.instrument if draft and not self.form.unread() else "",
            provider_id=self.form.provider_id if draft else kept.application.provider_id,
            papers=self.checklist.at_hand(),
        )

    def show_problems(self, invalid: Invalid) -> None:
        """Lead to what cannot be accepted."""
        self.checklist.show_problems(invalid.problems)
        self.form.show_problems(invalid)
        if invalid.problems[0].field not in self.form.fields:
            self.checklist.lead_to(invalid.problems[0].field)

    def _edited(self) -> None:
        self.is_edited = True
        self.edited.emit()
