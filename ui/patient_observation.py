"""The tab of observation: visits, episodes, facts of remission, diagnoses, acute poisonings."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from narcdesk import observation, rules
from narcdesk.dates import show
from narcdesk.diagnoses import Diagnosis
from narcdesk.observation import Episode, RemissionFact, RemissionKind, TestResult, Visit
from narcdesk.poisonings import Poisoning
from ui import episode_dialogs, patient_facts, sheets, visit_dialogs
from ui.desk import Desk
from ui.diagnosis_dialog import DiagnosisDialog
from ui.observation_course import CourseDialog, standing
from ui.patient_tab import PatientTab, new
from ui.pieces import Abreast, Elided, QuietButton, column
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
POISONINGS: list[Column[Poisoning]] = [
    Column("Дата", lambda case: show(case.on), 10),
    Column("", lambda case: case.said, lines=2),
]
PAPERS = {  # about the observation that is open
    "karta_nablyudeniya": "Напечатать к&арту наблюдения…",
    "zaklyuchenie_vracha": "Напечатать &заключение врача…",
    "otkaz_ot_nablyudeniya": "Напечатать о&тказ от наблюдения…",
}


class ObservationTab(PatientTab):
    """The diagnosis, the observation and the remission side by side; the visits below, and the poisonings if any."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._open: Episode | None = None
        self.take_button = new("Взять", self.take)
        self.before_button = new("Прежнее", self.take)
        self.end_button = QuietButton("Снять", self.end)
        self.more_button = QuietButton("Ещё…", self.open_more)
        self.more_button.setAccessibleName("Наблюдение: группа, комиссия, перерыв, перевод")
        self.move_button = QuietButton("Перенести явку", self.move_visit)
        self.awaited, self.sober = Elided("", "caption", "muted"), Elided("", "caption", "muted")
        self.poisoning_button = new("Отравление", self.note_poisoning)
        self.diagnosis_button = new("Диагноз", self.diagnose)
        self.visits = FactsCard(
            desk,
            Visit,
            "Явки",
            VISITS,
            self.move_button,
            self.poisoning_button,
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
            self.more_button,
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
        self.poisonings = FactsCard(
            desk,
            Poisoning,
            "Отравления",
            POISONINGS,
            empty="Записанное зачёркнуто как ошибка.",
            titles=False,
        )
        for card, line in ((self.visits, self.awaited), (self.facts, self.sober)):
            line.setContentsMargins(16, 0, 16, 0)
            card.body.insertWidget(0, line)
        above = Abreast(self.diagnoses, self.episodes, self.facts, shares=(26, 17, 21))
        self._below = Abreast(self.visits, self.poisonings, shares=(43, 21))
        both = column(above, self._below, gap=12)
        both.setStretch(0, 2)
        both.setStretch(1, 3)
        self.setLayout(both)

    def ask(self) -> None:
        for card in (self.visits, self.episodes, self.facts, self.diagnoses, self.poisonings):
            card.show_facts(self.patient)
        self.poisonings.setHidden(self.poisonings.is_empty)  # few ever have one, and the visits need the room
        self._below.fold()
        self._open = next((episode for episode in self.episodes.facts if episode.ended_on is None), None)
        self.take_button.setVisible(self._open is None)
        self.before_button.setVisible(self._open is not None)
        self.end_button.setVisible(self._open is not None)
        self.more_button.setVisible(self._open is not None)
        last = next(iter(self.visits.facts), None)
        self.move_button.setVisible(last is not None and last.next_on is not None)
        self._say_how_it_stands()
        self.diagnosis_button.setVisible(self.desk.may("diagnoses.record"))
        self.poisoning_button.setVisible(self.desk.may("poisonings.record"))

    def record_visit(self) -> None:
        """A visit (F9)."""
        visit_dialogs.visit(self, self.desk, self.patient)

    def take(self) -> None:
        """Under observation; while one goes on, an earlier one that has ended."""
        episode_dialogs.take(self, self.desk, self.patient)

    def end(self) -> None:
        """The end of the observation that is open."""
        if self._open is not None:
            episode_dialogs.end(self, self.desk, self.patient, self._open)

    def move_visit(self) -> None:
        """The next visit on another day."""
        visit_dialogs.move(self, self.desk, self.patient)

    def _say_how_it_stands(self) -> None:
        """How often to come, the day that is waited for, a pause; how long the remission is, by each count."""
        found = self.desk.ask(standing, self.patient.id)
        for line, said in ((self.awaited, found.awaited), (self.sober, found.remission)):
            line.setText(said)
            line.setVisible(bool(said))

    def more(self) -> QMenu:
        """What else may be decided about the observation that is open; made anew each time."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        episode = self._open
        if episode is not None:
            me = (self, self.desk, self.patient)
            order = rules.rule_set(episode.rule_set)
            pauses = self.desk.ask(observation.pauses, self.patient.id)
            paused = next((one for one in pauses if one.until is None), None)
            if not order.act.is_in_force_on(self.desk.today()):
                menu.addAction("&Перевести на новый порядок…", lambda: episode_dialogs.transfer(*me, episode))
            if order.groups_named:
                menu.addAction("Сменить &группу…", lambda: episode_dialogs.regroup(*me, episode))
            menu.addAction("Решение &комиссии…", lambda: episode_dialogs.decide(*me, episode))
            if paused is None:
                menu.addAction("Пере&рыв…", lambda: episode_dialogs.pause(*me, episode))
            else:
                menu.addAction("&Окончить перерыв…", lambda: episode_dialogs.resume(*me, paused))
            menu.addSeparator()
            for code, verb in PAPERS.items():
                menu.addAction(verb, partial(sheets.open_sheet, self, self.desk, code, episode))
            menu.addSeparator()
        menu.addAction("&Ход наблюдения…", self.show_course)
        return menu

    def open_more(self) -> None:
        """Show that menu under its button."""
        self.more().popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    def show_course(self) -> CourseDialog:
        """Groups, decisions, pauses and moved visits, each of which may be struck out."""
        dialog = CourseDialog(self, self.desk, self.patient)
        dialog.open()
        return dialog

    def note_remission(self) -> None:
        """A fact of abstinence or of use."""
        visit_dialogs.remission(self, self.desk, self.patient)

    def note_poisoning(self) -> None:
        """An acute poisoning that became known."""
        patient_facts.poisoning(self, self.desk, self.patient)

    def diagnose(self) -> None:
        """A diagnosis, by its code or by lists."""
        DiagnosisDialog(self, self.desk, self.patient).open()
