"""The first tab of a card: what is known of the person, what comes next, and what has happened."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout

from narcdesk import deaths, history, tasks
from narcdesk.tasks import Urgency
from ui import patient_death, patient_words, theme
from ui.desk import Desk
from ui.patient_history import HistoryCard
from ui.patient_tab import PatientTab
from ui.pieces import Card, Facts, QuietButton, State, StepRow, Text, clear, column, held, row

STATES = {
    Urgency.OVERDUE: State.LATE,
    Urgency.TODAY: State.WAITING,
    Urgency.SOON: State.AHEAD,
    Urgency.WAITING: State.AHEAD,
}
MOST = 5  # tasks shown; the first ones are the most urgent
NARROW = 860  # px at the usual size of type: less is no room for three cards side by side


class OverviewTab(PatientTab):
    """Three cards side by side, as high as they need to be; the history has the rest of the room."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._medical, self._personal, self._next = (QVBoxLayout() for _ in range(3))
        self.death_button = QuietButton("Отметить смерть…", self.note_death)
        self.alive_button = QuietButton("Снять отметку о смерти", self.take_back_death)
        of_death = held(row(self.death_button, self.alive_button))
        cards = [
            Card("Диагноз и наблюдение", self._medical, None),
            Card("Личные данные", self._personal, None, aside=of_death),
            Card("Ближайшее", self._next, None),
        ]
        self.happened = HistoryCard(desk, self)
        self.events = self.happened.table
        # Its rows scroll within it: as high as it would like to be, it would scroll the page as well.
        self.events.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._cards = row(*cards, gap=12)
        for card, share in zip(cards, (5, 4, 3), strict=True):
            self._cards.setStretchFactor(card, share)
            card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setLayout(column(self._cards, self.happened, gap=12, grows=self.happened))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        is_narrow = self.width() < theme.current().px(NARROW)
        self._cards.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)

    def ask(self) -> None:
        patient = self.patient
        for box in (self._medical, self._personal, self._next):
            clear(box)
        self._medical.addWidget(Facts(self.desk.ask(patient_words.medical, patient)))
        self._personal.addWidget(Facts(self.desk.ask(patient_words.personal, patient)))
        is_dead = patient.died_on is not None
        self.death_button.setVisible(not is_dead and self.desk.may("patients.note_death"))
        self.alive_button.setVisible(is_dead and self.desk.may("patients.take_back_death"))
        due = self.desk.ask(tasks.of_patient, patient.id)
        for task in due[:MOST]:
            self._next.addWidget(StepRow(task.title, task.said, STATES[task.urgency], below=True))
        if not due:
            self._next.addWidget(Text("Ничего не назначено.", tone="muted"))
        self.happened.show_events(self.desk.ask(history.events, patient.id))

    def note_death(self) -> None:
        """The day of a death."""
        patient_death.note(self, self.desk, self.patient)

    def take_back_death(self) -> None:
        """It was noted by mistake; nothing is asked, for this can be taken back itself."""
        self.desk.do(self, deaths.take_back, self.patient.id)
