"""How an observation goes: a line for the card, and the window with its groups, decisions, pauses and moved visits."""

from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QWidget

from narcdesk import observation
from narcdesk.dates import show
from narcdesk.observation import Assignment, CommissionDecision, Pause, VisitMove
from narcdesk.patients import Patient
from narcdesk.register import Register
from ui import sheets
from ui.desk import Desk
from ui.pieces import Button, Elided, QuietButton, column, held, row, rule
from ui.struck_facts import FactsCard
from ui.table import Column
from ui.windows import let_go

SIZE = (900, 520)  # px: all four lists at the smallest screen


@dataclass(frozen=True)
class Standing:
    """Two lines of the card: the visit that is waited for and its rhythm; the remission by both counts."""

    awaited: str
    remission: str


def standing(register: Register, patient_id: int) -> Standing:
    """How the observation of a patient stands today."""
    day = register.today()
    with register.read("patients.look") as session:
        sober = observation.remission_on(session, patient_id, day)
        episode = observation.open_episode(session, patient_id, day)
        if episode is None:
            return Standing("", "" if sober is None else f"{sober.shown} · {sober.band}")
        rhythm = observation.rhythm_of(session, episode, day)
        grace = observation.grace_days(session)
        waited = observation.awaited_of(session, episode, day, grace)
        pauses = observation.pauses_of(session, episode.id)
    said = [rhythm.order.id, rhythm.group.code if rhythm.group and rhythm.order.groups_named else "", rhythm.shown]
    going = next((one for one in pauses if one.since <= day and (one.until is None or day <= one.until)), None)
    if going is not None:
        until = f" по {show(going.until)}" if going.until else ""
        said.append(f"перерыв{until}: {going.reason.label}")
    elif waited is not None:
        said.append(f"ждём {show(waited.on)}" + (f", крайний день {show(waited.until)}" if grace else ""))
    facts = [sober.shown, sober.band, sober.by(rhythm.order)] if sober else []
    return Standing(" · ".join(filter(None, said)), " · ".join(filter(None, facts)))


GROUPS: list[Column[Assignment]] = [
    Column("С", lambda one: show(one.on), 10),
    Column("", lambda one: ", ".join(filter(None, (one.said, one.why))), lines=2),
]
DECISIONS: list[Column[CommissionDecision]] = [
    Column("Дата", lambda one: show(one.decided_on), 10),
    Column("", lambda one: f"№ {one.number}: {one.verdict.label}; {one.members}", lines=2),
]
PAUSES: list[Column[Pause]] = [
    Column("С", lambda one: show(one.since), 10),
    Column("По", lambda one: show(one.until) if one.until else "идёт", 10),
    Column("", lambda one: ", ".join(filter(None, (one.reason.label, one.note))), lines=2),
]
MOVES: list[Column[VisitMove]] = [
    Column("Когда", lambda one: show(one.agreed_on), 10),
    Column("", lambda one: f"с {show(one.was_on)} на {show(one.to)}: {one.why}", lines=2),
]


class CourseDialog(QDialog):
    """Four lists, each with its own mistakes."""

    def __init__(self, parent: QWidget, desk: Desk, patient: Patient) -> None:
        super().__init__(parent)
        self._desk, self._patient = desk, patient
        self.setWindowTitle("Ход наблюдения")
        self.groups = FactsCard(
            desk, Assignment, "Порядок и группа", GROUPS, empty="Группу и порядок не меняли.", titles=False
        )
        self.paper_button = QuietButton("За&ключение…", self.print_decision, icon="printer")
        self.decisions = FactsCard(
            desk,
            CommissionDecision,
            "Решения комиссии",
            DECISIONS,
            self.paper_button,
            empty="Решений комиссии нет.",
            titles=False,
        )
        self.pauses = FactsCard(desk, Pause, "Перерывы", PAUSES, empty="Перерывов не было.", titles=False)
        self.moves = FactsCard(desk, VisitMove, "Перенесённые явки", MOVES, empty="Явки не переносили.", titles=False)
        self._cards = (self.groups, self.decisions, self.pauses, self.moves)
        words = held(column(Elided("Ход наблюдения", "title"), Elided(patient.full_name, "caption", "muted"), gap=0))
        words.setContentsMargins(24, 20, 24, 12)
        lists = held(column(row(self.groups, self.decisions, gap=12), row(self.pauses, self.moves, gap=12), gap=12))
        lists.setContentsMargins(24, 16, 24, 16)
        foot = held(row(None, Button("&Закрыть", self.reject)))
        foot.setContentsMargins(24, 12, 24, 16)
        self.setLayout(column(words, rule(), lists, rule(), foot, gap=0, grows=lists))
        self.resize(*SIZE)
        desk.changed.connect(self.refresh)
        self.finished.connect(lambda: let_go(self))
        self.refresh()

    def refresh(self) -> None:
        """Ask anew."""
        for card in self._cards:
            card.show_facts(self._patient)
        self.paper_button.setVisible(bool(self.decisions.facts))

    def print_decision(self) -> None:
        """The conclusion of the commission, of the protocol with the cursor."""
        decision = self.decisions.current() or next(iter(self.decisions.facts), None)
        if decision is not None:
            sheets.open_sheet(self, self._desk, "zaklyuchenie_vk", decision)
