"""A list of facts of which one may turn out to be a mistake: it is struck out with a reason, and shown on wish."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from narcdesk import (
    consents,
    courses,
    diagnoses,
    duties,
    examinations,
    families,
    groups,
    injecting,
    journal,
    memos,
    mistakes,
    motivation,
    observation,
    occupations,
    patronage,
    poisonings,
    provider_acts,
    referrals,
    refusals,
    stays,
    talks,
    treatments,
)
from narcdesk.certificates import ProviderAct
from narcdesk.consents import Consent
from narcdesk.courses import Course
from narcdesk.dates import show
from narcdesk.diagnoses import Diagnosis
from narcdesk.duties import Duty, Prescription
from narcdesk.examinations import Examination
from narcdesk.families import FamilyMember, FamilyTalk
from narcdesk.fields import Field, Kind
from narcdesk.groups import GroupVisit
from narcdesk.injecting import InjectingFact
from narcdesk.memos import Memo
from narcdesk.motivation import MotivationPlan, MotivationStep
from narcdesk.observation import (
    Assignment,
    CommissionDecision,
    Episode,
    Pause,
    RemissionFact,
    TestResult,
    Visit,
    VisitMove,
)
from narcdesk.occupations import Occupation, WorkHelp
from narcdesk.patients import Patient
from narcdesk.patronage import Contact, Patronage
from narcdesk.poisonings import Poisoning
from narcdesk.referrals import ReferralIn, ReferralOut
from narcdesk.refusals import Refusal
from narcdesk.register import Register
from narcdesk.stays import StayMark
from narcdesk.struck import WHY_LENGTH, MayBeStruck
from narcdesk.talks import Talk
from narcdesk.treatments import PlanStep, TreatmentPlan
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import FactDialog, read_first
from ui.keys import on_key
from ui.patient_tab import ListCard
from ui.pieces import Button, Elided, QuietButton, column, held, row
from ui.table import Column


def contacts(register: Register, patient_id: int) -> list[Contact]:
    """Every contact of a patient, programme by programme."""
    programmes = patronage.listing(register, patient_id)
    return [contact for programme in programmes for contact in patronage.contacts(register, programme.id)]


@dataclass(frozen=True)
class FactKind:
    """A kind of facts: what stands of a patient, the day of one, how one is called, what goes back along with it."""

    table: type[Any]
    listing: Callable[[Register, int], Sequence[Any]]
    day: Callable[[Any], date]
    called: Callable[[Any], str]
    along: Callable[[Any], str] = lambda _fact: ""

    @property
    def form(self) -> str:
        """The name of the form that strikes one out, for its draft: the same number may be of another kind."""
        return f"patients.strike_out.{self.table.__tablename__}"


def _test_too(visit: Visit) -> str:
    return "Зачеркнётся и употребление, о котором сказал тест." if visit.test is TestResult.FOUND else ""


def _certificate_back(course: Course) -> str:
    only = "Если других курсов по сертификату нет, он снова станет неиспользованным."
    return only if course.certificate_id is not None else ""


KINDS: dict[type[MayBeStruck], FactKind] = {
    kind.table: kind
    for kind in (
        FactKind(Consent, consents.listing, lambda one: one.given_on, lambda one: f"согласие № {one.number}"),
        FactKind(
            Diagnosis,
            diagnoses.history,
            lambda one: one.made_on,
            lambda one: f"диагноз {one.code} от {show(one.made_on)}",
            lambda _one: "Прежний диагноз, если он был, снова станет действующим.",
        ),
        FactKind(
            Episode,
            observation.episodes,
            lambda one: one.taken_on,
            lambda one: f"наблюдение с {show(one.taken_on)}",
        ),
        FactKind(Visit, observation.visits, lambda one: one.on, lambda one: f"явка {show(one.on)}", _test_too),
        FactKind(
            Assignment,
            observation.assignments,
            lambda one: one.on,
            lambda one: one.said,
            lambda _one: "Прежние порядок и группа снова станут действующими.",
        ),
        FactKind(
            CommissionDecision,
            observation.decisions,
            lambda one: one.decided_on,
            lambda one: f"протокол ВК № {one.number} от {show(one.decided_on)}",
        ),
        FactKind(Pause, observation.pauses, lambda one: one.since, lambda one: f"перерыв с {show(one.since)}"),
        FactKind(
            VisitMove,
            observation.moves,
            lambda one: one.agreed_on,
            lambda one: f"перенос явки на {show(one.to)}",
            lambda one: f"Снова будет назначено {show(one.was_on)}, если явку не переносили позже.",
        ),
        FactKind(
            RemissionFact,
            observation.remission_facts,
            lambda one: one.on,
            lambda one: f"{one.kind.label}, {show(one.on)}",
        ),
        FactKind(
            Duty,
            duties.listing,
            lambda one: one.decided_on,
            lambda one: f"решение суда от {show(one.decided_on)}",
        ),
        FactKind(
            Prescription,
            duties.prescriptions,
            lambda one: one.given_on,
            lambda one: f"предписание от {show(one.given_on)}",
        ),
        FactKind(
            Course,
            courses.listing,
            lambda one: one.started_on,
            lambda one: f"{one.kind.label}, с {show(one.started_on)}",
            _certificate_back,
        ),
        FactKind(
            Patronage,
            patronage.listing,
            lambda one: one.opened_on,
            lambda one: f"патронат с {show(one.opened_on)}",
        ),
        FactKind(
            Contact,
            contacts,
            lambda one: one.on,
            lambda one: f"контакт {show(one.on)}",
            lambda one: "Зачеркнётся и употребление, о котором сказал тест." if one.test is TestResult.FOUND else "",
        ),
        FactKind(
            TreatmentPlan,
            treatments.listing,
            lambda one: one.decided_on,
            lambda one: f"план: {one.kind.label}, {show(one.decided_on)}",
            lambda _one: "Вместе с планом зачеркнутся его шаги.",
        ),
        FactKind(PlanStep, treatments.steps, lambda one: one.due_on, lambda one: f"{one.title}, {show(one.due_on)}"),
        FactKind(ProviderAct, provider_acts.listing, lambda one: one.since, lambda one: f"акт {one.named}"),
        FactKind(StayMark, stays.listing, lambda one: one.on, lambda one: f"{one.kind.label}, {show(one.on)}"),
        FactKind(
            Occupation, occupations.listing, lambda one: one.since, lambda one: f"{one.kind.label} с {show(one.since)}"
        ),
        FactKind(WorkHelp, occupations.help_given, lambda one: one.on, lambda one: f"помощь {show(one.on)}"),
        FactKind(FamilyMember, families.listing, lambda one: one.consent_on, lambda one: one.tie.label),
        FactKind(FamilyTalk, families.talks, lambda one: one.on, lambda one: f"{one.kind.label} {show(one.on)}"),
        FactKind(GroupVisit, groups.listing, lambda one: one.on, lambda one: f"со слов, {show(one.on)}"),
        FactKind(InjectingFact, injecting.listing, lambda one: one.on, lambda one: f"сведения на {show(one.on)}"),
        FactKind(Poisoning, poisonings.listing, lambda one: one.on, lambda one: f"отравление {show(one.on)}"),
        FactKind(
            ReferralIn,
            referrals.incoming,
            lambda one: one.received_on,
            lambda one: f"направление к нам, получено {show(one.received_on)}",
        ),
        FactKind(
            ReferralOut,
            referrals.outgoing,
            lambda one: one.made_on,
            lambda one: f"направление от {show(one.made_on)}",
        ),
        FactKind(Refusal, refusals.listing, lambda one: one.on, lambda one: f"отказ № {one.number}"),
        FactKind(
            MotivationPlan,
            motivation.plans,
            lambda one: one.opened_on,
            lambda one: f"план мотивации от {show(one.opened_on)}",
            lambda _one: "Вместе с планом зачеркнутся его шаги.",
        ),
        FactKind(MotivationStep, motivation.steps, lambda one: one.due or date.max, lambda one: f"шаг «{one.what}»"),
        FactKind(Talk, talks.listing, lambda one: one.on, lambda one: f"беседа {show(one.on)}"),
        FactKind(Memo, memos.listing, lambda one: one.given_on, lambda one: f"памятка {show(one.given_on)}"),
        FactKind(
            Examination, examinations.listing, lambda one: one.on, lambda one: f"освидетельствование {show(one.on)}"
        ),
    )
}


def strike_out(parent: QWidget, desk: Desk, patient: Patient, fact: Any) -> FactDialog:
    """Say that a fact was written down by mistake, and why."""
    kind = KINDS[type(fact)]
    stays = "Запись останется в карте зачёркнутой и нигде не считается."
    hint = " ".join(filter(None, (stays, kind.along(fact))))
    asked = [Field("why", "Почему", Kind.TEXT, required=True, width=44, longest=WHY_LENGTH, hint=hint)]

    def strike(register: Register, why: str) -> Any:
        return mistakes.strike_out(register, kind.table, fact.id, why)

    dialog = FactDialog(
        parent,
        desk,
        "Зачеркнуть как ошибку",
        asked,
        read_first(asked, strike),
        draft=FormDraft(desk, kind.form, patient_id=patient.id, record_id=fact.id, kind=kind.table.__tablename__),
        line=f"{patient.full_name} · {kind.called(fact)}",
        verb="За&черкнуть",
    )
    dialog.open()
    return dialog


class FactsCard(ListCard):
    """A list of facts of one kind. Delete, or the menu of a row, strikes it out; what was struck stays behind a button.

    Who may not write such a fact down may not strike it out either, and has no such act.
    """

    def __init__(
        self,
        desk: Desk,
        table: type[MayBeStruck],
        heading: str,
        columns: Sequence[Column[Any]],
        *buttons: Button,
        empty: str,
        titles: bool = True,
    ) -> None:
        shown = [_without_link(one) if one.link else one for one in columns]
        super().__init__(heading, shown, *buttons, empty=empty, titles=titles, crossed=_is_struck)
        self._desk, self._kind = desk, KINDS[table]
        self._may_strike = desk.may("patients.strike_out") and desk.may(mistakes.RIGHTS[table])
        self._patient: Patient | None = None
        self._people: dict[int, str] = {}
        self._struck: list[Any] = []
        self.facts: list[Any] = []  # those that stand
        self.struck_button = QuietButton("", self.show_struck)
        self._shows_struck = False
        self.said, self.why = Elided("", "caption", "muted"), Elided("", "caption")  # who and when; the reason
        self._foot = held(column(self.said, self.why, row(self.struck_button, None), gap=0))
        self._foot.setContentsMargins(8, 0, 16, 0)
        for line in (self.said, self.why):
            line.setContentsMargins(8, 0, 0, 0)
        self.body.addWidget(self._foot)
        self.table.chosen.connect(self._say_why)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._open_menu)
        on_key(self.table, "Del", self.strike_current, Qt.ShortcutContext.WidgetShortcut)

    def show_facts(self, patient: Patient, only: Callable[[Any], bool] = lambda _fact: True) -> None:
        """Ask anew, and show what stands; what was struck out too, if that is wished. `only` some of the patient's."""
        self._patient = patient
        self.facts = [fact for fact in self._desk.ask(self._kind.listing, patient.id) if only(fact)]
        self._struck = list(filter(only, self._desk.ask(mistakes.struck_out, self._kind.table, patient.id)))
        self._people = self._desk.ask(journal.people) if self._struck else {}
        self._show()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all, struck out or not."""
        return not self.facts and not self._struck

    def current(self) -> Any:
        """The fact with the cursor; None where it was a mistake."""
        fact = self.table.current()
        return None if fact is None or _is_struck(fact) else fact

    def _show(self) -> None:
        count = len(self._struck)
        self._shows_struck = self._shows_struck and bool(count)
        rows = self.facts
        if self._shows_struck:
            rows = sorted([*self.facts, *self._struck], key=self._kind.day, reverse=True)
        self.struck_button.setText(f"{'Скрыть' if self._shows_struck else 'Показать'} зачёркнутые: {count}")
        self.struck_button.setAccessibleName(f"{self.table.accessibleName()}: {self.struck_button.words}")
        self._foot.setVisible(bool(count))
        self.table.show_rows(rows)
        self._say_why(self.table.current())

    def show_struck(self) -> None:
        """Show the mistakes among the facts, the cursor on the first; or hide them again."""
        self._shows_struck = not self._shows_struck
        self._show()
        if self._shows_struck:
            self.table.go_to(next(at for at, fact in enumerate(self.table.rows.rows) if _is_struck(fact)))

    def _say_why(self, fact: Any) -> None:
        is_struck = fact is not None and _is_struck(fact)
        if is_struck:
            who = self._people.get(fact.struck_by, "—")
            self.said.setText(f"Зачёркнуто {show(fact.struck_on)}, {who}")
            self.why.setText(fact.struck_why)
        self.said.setVisible(is_struck)
        self.why.setVisible(is_struck)

    # The act

    def strike_current(self) -> None:
        """Ask why the fact with the cursor is a mistake."""
        fact = self.current()
        if self._may_strike and fact is not None and self._patient is not None:
            strike_out(self, self._desk, self._patient, fact)

    def menu(self) -> QMenu:
        """What may be done with the row under the cursor; made anew each time."""
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._may_strike and self.current() is not None:
            menu.addAction("&Зачеркнуть как ошибку…\tDel", self.strike_current)
        if self._struck:
            menu.addAction(f"&{self.struck_button.text()}", self.show_struck)
        return menu

    def _open_menu(self, at: QPoint) -> None:
        menu = self.menu()
        if not menu.actions():
            menu.deleteLater()
            return
        row_of_cursor = self.table.visualRect(self.table.currentIndex())
        if not row_of_cursor.contains(at) and self.table.indexAt(at).row() != self.table.currentIndex().row():
            at = row_of_cursor.bottomLeft() + QPoint(16, 0)  # asked for by a key: beside the row, not the mouse
        menu.popup(self.table.viewport().mapToGlobal(at))


def _is_struck(fact: MayBeStruck) -> bool:
    return fact.struck_on is not None


def _without_link(one: Column[Any]) -> Column[Any]:
    """A column of verbs says none where there is nothing to do any more."""
    return replace(one, text=lambda fact: "" if _is_struck(fact) else one.text(fact))


OF_RECORD = {kind.form: (kind.listing, strike_out) for kind in KINDS.values()}  # for drafts
