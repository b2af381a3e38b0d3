"""The tab of observation: visits, episodes, facts of remission, diagnoses."""

from narcdesk.dates import show
from narcdesk.diagnoses import Diagnosis
from narcdesk.observation import Episode, RemissionFact, RemissionKind, TestResult, Visit
from ui import patient_facts
from ui.desk import Desk
from ui.diagnosis_dialog import DiagnosisDialog
from ui.patient_tab import PatientTab, new
from ui.pieces import QuietButton, column, row
from ui.struck_facts import FactsCard
from ui.table import Column

VISITS: list[Column[Visit]] = [
    Column("Дата", lambda visit: show(visit.on), 10),
    Column(
        "Явка",
        lambda visit: "явился" if visit.kept else "не явился",
        11,
        tone=lambda visit: "text" if visit.kept else "warn",
        icon=lambda visit: "circle-check" if visit.kept else "circle-x",
    ),
    Column(
        "Тест",
        lambda visit: "" if visit.test is TestResult.NONE else visit.test.label,
        13,
        tone=lambda visit: "danger" if visit.test is TestResult.FOUND else "text",
    ),
    Column("Динамика", lambda visit: visit.note),
    Column("Следующая", lambda visit: show(visit.next_on) if visit.next_on else "", 11),
]


def _stand(episode: Episode) -> str:
    """How an observation stands: «идёт, ДН-2026, группа ДН-3», «до 19.06.2024, переезд»."""
    if episode.ended_on and episode.end_ground:
        return f"до {show(episode.ended_on)}, {episode.end_ground.label}"
    return ", ".join(filter(None, ("идёт", episode.rule_set, f"группа {episode.group}" if episode.group else "")))


EPISODES: list[Column[Episode]] = [
    Column("Взят", lambda episode: show(episode.taken_on), 10),
    Column("", _stand, lines=2),
]
FACTS: list[Column[RemissionFact]] = [
    Column("Дата", lambda fact: show(fact.on), 10),
    Column(
        "",
        lambda fact: ", ".join(filter(None, (fact.kind.label, fact.proof))),
        lines=2,
        tone=lambda fact: "ok" if fact.kind is RemissionKind.ABSTINENT else "text",
    ),
]
DIAGNOSES: list[Column[Diagnosis]] = [
    Column("С", lambda diagnosis: show(diagnosis.made_on), 10),
    Column("", lambda diagnosis: f"{diagnosis.code} — {diagnosis.title}", lines=2),
]


class ObservationTab(PatientTab):
    """The diagnosis, the observation and the remission side by side; the visits below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._open: Episode | None = None
        self.take_button = new("Взять", self.take)
        self.before_button = new("Прежнее", self.take)
        self.end_button = QuietButton("Снять", self.end)
        self.diagnosis_button = new("Диагноз", self.diagnose)
        self.visits = FactsCard(
            desk,
            Visit,
            "Явки",
            VISITS,
            new("Явка", self.record_visit),
            empty="Явок ещё не было, F9 запишет первую.",
        )
        self.episodes = FactsCard(
            desk,
            Episode,
            "Наблюдение",
            EPISODES,
            self.take_button,
            self.before_button,
            self.end_button,
            empty="Под наблюдением не был.",
            titles=False,
        )
        self.facts = FactsCard(
            desk,
            RemissionFact,
            "Ремиссия",
            FACTS,
            new("Факт", self.note_remission),
            empty="Ремиссия считается от последнего употребления, если трезвость подтверждена.",
            titles=False,
        )
        self.diagnoses = FactsCard(
            desk,
            Diagnosis,
            "Диагнозы",
            DIAGNOSES,
            self.diagnosis_button,
            empty="Диагноз не записан.",
            titles=False,
        )
        above = row(self.diagnoses, self.episodes, self.facts, gap=12)
        for card, share in ((self.diagnoses, 26), (self.episodes, 17), (self.facts, 21)):
            above.setStretchFactor(card, share)
        both = column(above, self.visits, gap=12)
        both.setStretch(0, 2)
        both.setStretch(1, 3)
        self.setLayout(both)

    def ask(self) -> None:
        for card in (self.visits, self.episodes, self.facts, self.diagnoses):
            card.show_facts(self.patient)
        self._open = next((episode for episode in self.episodes.facts if episode.ended_on is None), None)
        self.take_button.setVisible(self._open is None)
        self.before_button.setVisible(self._open is not None)
        self.end_button.setVisible(self._open is not None)
        self.diagnosis_button.setVisible(self.desk.may("diagnoses.record"))

    def record_visit(self) -> None:
        """A visit (F9)."""
        patient_facts.visit(self, self.desk, self.patient)

    def take(self) -> None:
        """Under observation; while one goes on, an earlier one that has ended."""
        patient_facts.take(self, self.desk, self.patient)

    def end(self) -> None:
        """The end of the observation that is open."""
        if self._open is not None:
            patient_facts.end_observation(self, self.desk, self.patient, self._open)

    def note_remission(self) -> None:
        """A fact of abstinence or of use."""
        patient_facts.remission(self, self.desk, self.patient)

    def diagnose(self) -> None:
        """A diagnosis, by its code or by lists."""
        DiagnosisDialog(self, self.desk, self.patient).open()
