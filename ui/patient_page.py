"""The card of a patient: who it is, where he stands, what is wrong next, and everything the office knows in tabs."""

from collections.abc import Callable, Sequence, Sized
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from narcdesk import (
    applications,
    consents,
    courses,
    documents,
    duties,
    gaps,
    infections,
    pathway,
    patients,
    tasks,
)
from narcdesk.applications import Row
from narcdesk.consents import ConsentKind
from narcdesk.dates import days_phrase
from narcdesk.gaps import Mend
from narcdesk.pathway import Standing, Step
from narcdesk.register import Register
from narcdesk.tasks import Task, Urgency
from ui import episode_dialogs, motivation_forms, patient_facts, patient_words, provider_choice_dialog, visit_dialogs
from ui.application_page import ApplicationPage
from ui.consent_dialog import ConsentDialog
from ui.desk import Desk
from ui.diagnosis_dialog import DiagnosisDialog
from ui.list_export import ListExport
from ui.page import Page
from ui.patient_applications import ApplicationsTab
from ui.patient_consents import ConsentsTab
from ui.patient_courses import CoursesTab
from ui.patient_dialog import PatientDialog
from ui.patient_duties import DutiesTab
from ui.patient_infections import InfectionsTab
from ui.patient_letters import LettersTab
from ui.patient_motivation import MotivationTab
from ui.patient_observation import ObservationTab
from ui.patient_overview import OverviewTab
from ui.patient_papers import ActsTab, PapersTab
from ui.patient_patronage import PatronageTab
from ui.patient_referrals import ReferralsTab
from ui.patient_tab import PatientTab
from ui.pieces import Banner, Button, PageHeader, PrimaryButton, Stage, StageBar, State, clear, column, held, scrolled
from ui.pieces.steps import StageButton
from ui.table import RowsTable
from ui.taking_up import PLACES

STATES = {
    Standing.DONE: State.DONE,
    Standing.NOW: State.NOW,
    Standing.AHEAD: State.AHEAD,
    Standing.BROKEN: State.WAITING,
}


@dataclass(frozen=True)
class TabEntry:
    """One tab: its title, what makes it when it is first looked at, and how many rows its title tells of."""

    title: str
    make: Callable[[Desk], PatientTab]
    count: Callable[[Register, int], Sized] | None = None
    right: str = ""  # without it the tab is not there at all


def _applications(register: Register, patient_id: int) -> list[Row]:
    return applications.listing(register, patient_id=patient_id)


TABS = {
    "overview": TabEntry("&Обзор", OverviewTab),
    "observation": TabEntry("&Наблюдение", ObservationTab),
    "courses": TabEntry("&Лечение", CoursesTab, courses.listing),
    "patronage": TabEntry("&Патронат", PatronageTab),
    "consents": TabEntry("Со&гласия", ConsentsTab, consents.listing),
    "motivation": TabEntry("&Мотивация", MotivationTab),
    "applications": TabEntry(
        "Заявк&и", ApplicationsTab, lambda register, who: applications.listing(register, patient_id=who)
    ),
    "duties": TabEntry("С&уд", DutiesTab, duties.listing),
    "letters": TabEntry("Пис&ьма", LettersTab),
    "referrals": TabEntry("Напра&вления", ReferralsTab),
    "papers": TabEntry("&Бумаги", PapersTab, documents.listing),
    "acts": TabEntry("Ис&тория", ActsTab),
    "infections": TabEntry("Ин&фекции", InfectionsTab, right=infections.RIGHT),
}

Verb = tuple[str, Callable[[], object]]  # what a button says and does


class PatientPage(Page):
    """One card; `tab` is what stands open at first. Opening it is journalled once, looking further is not."""

    def __init__(self, desk: Desk, patient_id: int, tab: str = "overview") -> None:
        super().__init__(desk)
        self._id, self._is_looked_at = patient_id, False
        self._before: QWidget  # the stop of Tab before what stands under the stages
        self.apply_button = PrimaryButton("Подать заявку", self.apply, icon="send")
        amend = Button("Изменить карту", self.amend, key="F2")
        visit = Button("Записать явку", self.record_visit, icon="calendar-check", key="F9")
        self.choose_button = Button("Выбрать организацию", self.choose_provider, key="F4")
        self._acts = [amend, visit, self.choose_button, self.apply_button]
        self.header = PageHeader("", "", self._acts)
        self._stages, self._wrong = QVBoxLayout(), QVBoxLayout()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("Разделы карты")
        self._tabs = {name: entry for name, entry in TABS.items() if not entry.right or desk.may(entry.right)}
        for entry in self._tabs.values():
            self.tabs.addTab(held(column(gap=0)), entry.title)
        self.made: dict[str, PatientTab] = {}
        self.show_tab(tab)
        self.tabs.currentChanged.connect(lambda _at: self._show_front_tab())
        ListExport(self, desk, self._list_in_front, self._list_title).by_key()
        self.setLayout(column(self.header, self._stages, self._wrong, self.tabs, gap=12, grows=self.tabs))

    # What it shows

    def refresh(self) -> None:
        patient = self.desk.ask(patients.one if self._is_looked_at else patients.look, self._id)
        self._is_looked_at = True
        self.patient = patient
        self.header.show_words(patient.full_name, patient_words.line(patient, self.desk.today()))
        if patient.merged_into is not None:
            self._say_that_it_is_closed(patient.merged_into)
            return
        for part in (self.tabs, *self._acts):  # parted again meanwhile
            part.setVisible(True)
        self.apply_button.setVisible(patient.died_on is None)  # an application after a death is refused
        self.choose_button.setVisible(patient.died_on is None and self.desk.may("choices.offer"))
        due = self.desk.ask(tasks.of_patient, patient.id)
        clear(self._stages)
        bar = StageBar([self._stage(step) for step in self.desk.ask(pathway.stages, patient.id, due)])
        self._stages.addWidget(bar)
        self._before = self.apply_button  # made last, the stages would be the last stops of Tab
        for stage in bar.findChildren(StageButton):
            self.setTabOrder(self._before, stage)
            self._before = stage
        self._say_what_is_wrong(due)
        for at, entry in enumerate(self._tabs.values()):
            count = len(self.desk.ask(entry.count, patient.id)) if entry.count else 0
            self.tabs.setTabText(at, f"{entry.title} {count}" if count else entry.title)
        self._show_front_tab()

    def _say_that_it_is_closed(self, kept_id: int) -> None:
        """A card that was joined to another holds nothing any more: it leads there."""
        clear(self._stages)
        clear(self._wrong)
        kept = self.desk.ask(patients.one, kept_id)
        verb = f"Открыть карту № {kept.card_number}"
        said = f"Карта закрыта: она объединена с картой № {kept.card_number}, {kept.full_name}. Всё записанное там."
        self._wrong.addWidget(Banner("info", said, verb, lambda: self.opens.emit(PatientPage(self.desk, kept_id))))
        self._wrong.addStretch(1)
        for part in (self.tabs, *self._acts):
            part.hide()

    def first_stop(self) -> QWidget:
        return self.tabs.tabBar()

    def _show_front_tab(self) -> None:
        """The tab in front is made when it is first looked at, and asks anew each time it comes forward."""
        name = list(self._tabs)[self.tabs.currentIndex()]
        if name not in self.made:
            tab = self.made[name] = TABS[name].make(self.desk)
            tab.setContentsMargins(0, 12, 0, 0)
            tab.opens.connect(self.opens)
            place = self.tabs.currentWidget().layout()
            assert place is not None
            place.addWidget(scrolled(tab))
        self.made[name].show_patient(self.patient)

    def _list_in_front(self) -> RowsTable[Any] | None:
        """The list with the cursor, or the first of the tab; what has a right of its own does not leave in a file."""
        if self._tabs[list(self._tabs)[self.tabs.currentIndex()]].right:
            return None
        tables = self.tabs.currentWidget().findChildren(RowsTable)
        return next((table for table in tables if table.hasFocus()), next(iter(tables), None))

    def _list_title(self) -> str:
        table = self._list_in_front()
        return f"Карта {self.patient.card_number}. {table.accessibleName() if table else ''}".strip()

    def _stage(self, step: Step) -> Stage:
        """A stage of the way, which leads to where it goes on."""
        today = self.desk.today()
        by = f" до {step.due:{'%d.%m' if step.due.year == today.year else '%d.%m.%Y'}}" if step.due else ""
        is_late = step.due is not None and step.due < today
        act = partial(self.show_tab, PLACES[step.what].tab if step.what else step.to.value)
        then = f"дальше: {step.then}{by}" if step.then else ""
        return Stage(step.stage.label, step.said, STATES[step.standing], then, is_late, act)

    def _say_what_is_wrong(self, due: Sequence[Task]) -> None:
        """The one thing to mend next: without which the law forbids to go on, then what is overdue, then missing."""
        clear(self._wrong)
        found = self.desk.ask(gaps.of_patient, self.patient.id)
        grave = next((gap for gap in found if gap.is_grave), None)
        if grave:
            banner = Banner("danger", grave.said, *self._mending(grave.mend))
        elif due and due[0].urgency is Urgency.OVERDUE:
            act = partial(self.take_up, due[0])
            banner = Banner("danger", _late(due[0], self.desk.today()), PLACES[due[0].what].verb, act)
        elif found:
            banner = Banner("warn", found[0].said, *self._mending(found[0].mend))
        else:
            return
        self._wrong.addWidget(banner)
        assert banner.button is not None
        self.setTabOrder(self._before, banner.button)  # made last, it would be the last stop of Tab

    def _mending(self, mend: Mend) -> Verb:
        """The button that mends a gap."""
        me = (self, self.desk, self.patient)
        verbs: dict[Mend, Verb] = {
            Mend.REPRESENTATIVE: ("Записать представителя", lambda: patient_facts.representative(*me)),
            Mend.CARE: ("Записать согласие", lambda: ConsentDialog(*me, ConsentKind.CARE).open()),
            Mend.DIAGNOSIS: ("Записать диагноз", lambda: DiagnosisDialog(*me).open()),
            Mend.TAKE: ("Взять под наблюдение", lambda: episode_dialogs.take(*me)),
            Mend.OBSERVATION: ("Записать согласие", lambda: ConsentDialog(*me, ConsentKind.OBSERVATION).open()),
            Mend.VISIT: ("Записать явку", self.record_visit),
            Mend.MOTIVATION: ("Составить план", lambda: motivation_forms.plan(*me)),
        }
        return verbs[mend]

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front."""
        self.tabs.setCurrentIndex(list(self._tabs).index(name))

    # What is done

    def amend(self) -> None:
        """Change what the card says."""
        dialog = PatientDialog(self, self.desk, self.patient)
        dialog.recognised.connect(lambda patient_id: self.opens.emit(PatientPage(self.desk, patient_id)))
        dialog.open()

    def take_up(self, task: Task) -> None:
        """Do what is due: the tab where it belongs, and its form."""
        place = PLACES[task.what]
        self.show_tab(place.tab)
        if place.act is not None:
            place.act(self, self.desk, self.patient, task)

    def record_visit(self) -> None:
        """A visit, from whichever tab."""
        visit_dialogs.visit(self, self.desk, self.patient)

    def choose_provider(self) -> None:
        """Organisations for this person, the sheet for his hand, and what he signed."""
        provider_choice_dialog.of_card(self, self.desk, self.patient)

    def apply(self) -> None:
        """Begin an application for this person."""
        self.opens.emit(ApplicationPage(self.desk, patient_id=self.patient.id))


def _late(task: Task, today: date) -> str:
    """«Явка была назначена на 16.11.2026; просрочено на 5 дней.»"""
    late = f"; просрочено на {days_phrase((today - task.due).days)}" if task.due else ""
    return f"{task.said[:1].upper()}{task.said[1:]}{late}."
