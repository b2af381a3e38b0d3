"""The tab of courts: what was put upon the person, whether he came, how it ended, and whom the office tells of it."""

from PySide6.QtWidgets import QVBoxLayout

from narcdesk import rules
from narcdesk.acts import Term
from narcdesk.dates import Calendar, show
from narcdesk.duties import Duty
from narcdesk.working_days import calendar_of
from ui import patient_facts
from ui.desk import Desk
from ui.patient_tab import PatientTab, new
from ui.pieces import Card, Facts, QuietButton, clear, column
from ui.struck_facts import FactsCard
from ui.table import Column


def _kind(duty: Duty) -> str:
    return next((kind.title for kind in rules.duty_kinds() if kind.code == duty.kind), duty.kind)


def _court(duty: Duty) -> str:
    return ", ".join(filter(None, (duty.court, f"дело № {duty.case_number}" if duty.case_number else "")))


def _verb(duty: Duty) -> str:
    if duty.ended_on:
        return ""
    return "Окончить" if duty.appeared_on else "Отметить явку"


DUTIES: list[Column[Duty]] = [
    Column("Решение", lambda duty: show(duty.decided_on), 10),
    Column("Вид", _kind, 20, lines=2, strong=True),
    Column("Суд", _court, lines=2),
    Column("Явиться до", lambda duty: show(duty.appear_by) if duty.appear_by else "", 11),
    Column("Явился", lambda duty: show(duty.appeared_on) if duty.appeared_on else "", 10),
    Column(
        "Исполнение",
        lambda duty: f"{duty.result.label} {show(duty.ended_on)}" if duty.result and duty.ended_on else "идёт",
        15,
        lines=2,
    ),
    Column("", _verb, 14, align="right", link=True),
]


class DutiesTab(PatientTab):
    """Decisions of courts, the newest first; below, what the act wants of the office for the one with the cursor."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown: Duty | None = None
        self.duties = FactsCard(
            desk,
            Duty,
            "Обязанности по решению суда",
            DUTIES,
            new("Решение суда", self.receive),
            empty="Решений суда нет. Здесь будут обязанности пройти диагностику, лечение или реабилитацию.",
        )
        self._told = QVBoxLayout()
        self.told_button = QuietButton("Отметить сооб&щение о явке", self.tell, icon="send")
        self._law = Card("Что сообщает кабинет", self._told, None, aside=self.told_button)
        self.duties.table.opened.connect(self.go_on)
        self.duties.table.chosen.connect(lambda _row: self._tell_the_law(self.duties.current()))
        both = column(self.duties, self._law, gap=12)
        both.setStretch(0, 1)
        self.setLayout(both)

    def ask(self) -> None:
        self.duties.show_facts(self.patient)
        self._tell_the_law(self.duties.current() or next(iter(self.duties.facts), None))

    def _tell_the_law(self, duty: Duty | None) -> None:
        clear(self._told)
        self._law.setVisible(duty is not None)
        self._shown = duty
        if duty is not None:
            self._told.addWidget(Facts(_law_of(duty, self.desk.ask(calendar_of))))
            self.told_button.setVisible(duty.appeared_on is not None and duty.told_on is None)

    def receive(self) -> None:
        """A decision of a court reached the office."""
        patient_facts.duty(self, self.desk, self.patient)

    def tell(self) -> None:
        """The body that controls the duty was told of the coming."""
        if self._shown is not None:
            patient_facts.told(self, self.desk, self.patient, self._shown)

    def go_on(self, duty: Duty) -> None:
        """What comes next of a duty: the person came, or the duty ended."""
        if duty.ended_on is None:
            ask = patient_facts.end_duty if duty.appeared_on else patient_facts.appeared
            ask(self, self.desk, self.patient, duty)


def _law_of(duty: Duty, calendar: Calendar) -> list[tuple[str, str]]:
    """To whom the office tells what, and when, by the act of this kind of duty."""
    kind = rules.duty_kind(duty.kind)
    to = next((subject.name for subject in rules.subjects(duty.decided_on) if subject.code == kind.controller), "")
    return [
        ("Возложено", duty.measures or kind.content),
        ("Акт", kind.act),
        ("Контролирует", to),
        ("О явке", _of_coming(kind.start_notice, duty, calendar)),
        ("Об уклонении", _term(kind.evasion_notice)),
        ("Об окончании", _term(kind.completion_notice)),
    ]


def _of_coming(term: Term, duty: Duty, calendar: Calendar) -> str:
    if duty.told_on is not None:
        by = f", исх. № {duty.told_number}" if duty.told_number else ""
        return f"сообщено {show(duty.told_on)}{by}"
    tell_by = duty.tell_by(calendar)
    if tell_by is None or duty.appeared_on is None:
        return _term(term)
    return "; ".join(filter(None, (f"{_term(term)}, до {show(tell_by)}", term.doubt(duty.appeared_on, calendar))))


def _term(term: Term) -> str:
    return term.shown if term.value is not None else "срок не задан, сверьте с актом"
