"""Facts struck out from the card: asked why, kept behind a button, taken back; a death noted; what was before."""

from collections.abc import Iterator
from datetime import date
from operator import attrgetter
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from narcdesk import (
    consents,
    courses,
    deaths,
    diagnoses,
    duties,
    families,
    groups,
    injecting,
    mistakes,
    observation,
    occupations,
    patients,
    patronage,
    poisonings,
    referrals,
    stays,
    treatments,
)
from narcdesk.consents import Consent
from narcdesk.courses import Course
from narcdesk.diagnoses import Diagnosis
from narcdesk.duties import Duty
from narcdesk.families import FamilyMember, FamilyTalk
from narcdesk.groups import GroupVisit
from narcdesk.injecting import InjectingFact
from narcdesk.observation import EndGround, Episode, RemissionFact, Visit
from narcdesk.occupations import Occupation, WorkHelp
from narcdesk.patients import DeathCause, Patient
from narcdesk.patronage import Contact, Patronage
from narcdesk.poisonings import Poisoning
from narcdesk.referrals import ReferralIn, ReferralOut
from narcdesk.register import Register
from narcdesk.staff import Role
from narcdesk.stays import StayMark
from narcdesk.treatments import PlanStep, TreatmentPlan
from tests import factories
from tests.factories import DAY, Clock
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits
from tests.ui.hands import press
from tests.ui.office import card, choose, cursor, fill, form, happens, no_form, office_window, save, type_on
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.patient_observation import ObservationTab
from ui.patient_overview import OverviewTab
from ui.patient_page import PatientPage
from ui.patient_patronage import PatronageTab
from ui.struck_facts import KINDS, FactsCard

CTRL = Qt.KeyboardModifier.ControlModifier
WHY = "записано не в ту карту"
TAB_AND_LIST: dict[type[Any], tuple[str, str]] = {
    Consent: ("consents", "sheets"),
    Diagnosis: ("observation", "diagnoses"),
    Episode: ("observation", "episodes"),
    Visit: ("observation", "visits"),
    RemissionFact: ("observation", "facts"),
    Poisoning: ("observation", "poisonings"),
    Duty: ("duties", "duties"),
    ReferralIn: ("referrals", "incoming"),
    ReferralOut: ("referrals", "outgoing"),
    Course: ("courses", "courses"),
    TreatmentPlan: ("courses", "plans"),
    PlanStep: ("courses", "steps"),
    StayMark: ("courses", "marks"),
    Patronage: ("patronage", "programmes"),
    Contact: ("patronage", "contacts"),
    Occupation: ("patronage", "support.occupations"),
    WorkHelp: ("patronage", "support.help"),
    FamilyMember: ("patronage", "support.members"),
    FamilyTalk: ("patronage", "support.talks"),
    GroupVisit: ("patronage", "support.visits"),
    InjectingFact: ("patronage", "support.injecting"),
}


def write_everything(register: Register, who: int) -> None:
    """One fact of every kind; the programme that can be struck out has no contacts, and is the first in its list."""
    factories.diagnosis(register, who)
    consents.give(register, who, {"kind": "care", "given_on": DAY})
    observation.take(register, who, {"taken_on": "10.02.2026"})
    observation.visit(register, who, {"on": "02.03.2026", "note": "сон лучше"})
    observation.note_remission(register, who, {"kind": "abstinent", "on": "02.03.2026", "proof": "тест"})
    duties.receive(register, who, {"kind": "АП", "court": "суд", "decided_on": "02.03.2026"})
    referrals.receive(register, {"received_on": "02.03.2026"}, sender="police", patient_id=who)
    referrals.prepare(register, who, {"made_on": "02.03.2026", "purpose": "помощь"}, addressee="court")
    courses.start(register, who, {"kind": "treatment", "started_on": "12.02.2026", "place": "ОНД"})
    first = patronage.begin(register, who, {"opened_on": "10.02.2026"})
    patronage.contact(register, first.id, {"on": "02.03.2026", "way": "phone"})
    patronage.close(register, first.id, date(2026, 3, 3))
    patronage.begin(register, who, {"opened_on": "10.03.2026"})
    decided = {"decided_on": "02.03.2026", "decider": "doctor", "need": "F11.2", "conditions": "outpatient"}
    plan = treatments.plan(register, who, {"kind": "outpatient", **decided})
    treatments.schedule(register, plan.id, {"kind": "visit", "due_on": "20.03.2026"})
    other = courses.start(register, who, {"kind": "social", "started_on": "10.02.2026"})  # not the first of its list
    stays.mark(register, other.id, {"kind": "arrived", "on": "11.02.2026"})
    occupations.note(register, who, {"kind": "works", "since": "02.03.2026"})
    occupations.refer(register, who, {"kind": "work", "on": "02.03.2026", "sent_to": "центр занятости"})
    mother = families.enter(register, who, {"name": "Воробьёва Анна", "tie": "mother", "consent_on": "02.03.2026"})
    families.talk(register, mother.id, {"kind": "talk", "on": "03.03.2026"})
    families.enter(register, who, {"name": "Воробьёв Пётр", "tie": "father", "consent_on": "05.03.2026"})
    groups.visit(register, who, {"on": "02.03.2026", "said": "ходит по вторникам"})
    injecting.note(register, who, {"on": "02.03.2026", "state": "no", "source": "осмотр"})
    poisonings.record(register, who, {"on": "02.03.2026", "known_from": "person"})


@pytest.fixture
def patient(desk: Desk) -> Patient:
    made = factories.patient(desk.register)
    write_everything(desk.register, made.id)
    return made


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, patient: Patient) -> MainWindow:
    return opened(qtbot, desk, patient)


def opened(qtbot: QtBot, desk: Desk, patient: Patient) -> MainWindow:
    made = office_window(qtbot, desk, section=1)
    made.pages.open_over(PatientPage(desk, patient.id))
    return made


def list_of(window: MainWindow, kind: type[Any]) -> FactsCard:
    tab, name = TAB_AND_LIST[kind]
    found = attrgetter(name)(card(window, tab).made[tab])
    assert isinstance(found, FactsCard)
    found.table.setFocus()
    QApplication.processEvents()
    return found


def standing(desk: Desk, kind: type[Any], patient: Patient) -> list[int]:
    return [fact.id for fact in desk.ask(KINDS[kind].listing, patient.id)]


@pytest.mark.parametrize("kind", TAB_AND_LIST, ids=lambda kind: kind.__name__)
def test_a_fact_of_every_kind_is_struck_out_by_keys_alone_and_comes_back_by_ctrl_z(
    window: MainWindow, desk: Desk, patient: Patient, kind: type[Any]
) -> None:
    facts = list_of(window, kind)
    before = standing(desk, kind, patient)
    press(facts.table, Qt.Key.Key_Delete)
    dialog = form()
    assert dialog.windowTitle() == "Зачеркнуть как ошибку"
    assert_fits(dialog)
    save(dialog)
    assert dialog.isVisible()  # why was not said
    assert dialog.form["why"].is_wrong
    type_on(WHY)
    press(cursor(), Qt.Key.Key_Return)  # Enter went on to the button
    assert no_form()
    assert standing(desk, kind, patient) == before[1:]
    [struck] = desk.ask(mistakes.struck_out, kind, patient.id)
    assert (struck.id, struck.struck_why) == (before[0], WHY)
    assert window.status.notice.text() == "Зачёркнута ошибочная запись."
    assert_fits(window)
    press(window, Qt.Key.Key_Z, CTRL)
    assert standing(desk, kind, patient) == before
    assert desk.ask(mistakes.struck_out, kind, patient.id) == []
    assert not facts.struck_button.isVisible()


def strike(desk: Desk, kind: type[Any], patient: Patient) -> None:
    fact = standing(desk, kind, patient)[0]
    assert desk.do(front_window(), mistakes.strike_out, kind, fact, WHY) is not None


def front_window() -> MainWindow:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))


def test_what_was_struck_out_is_seen_on_wish_with_who_when_and_why(
    window: MainWindow, desk: Desk, patient: Patient
) -> None:
    facts = list_of(window, Visit)
    desk.do(window, observation.visit, patient.id, {"on": "09.03.2026"})
    strike(desk, Visit, patient)
    assert [visit.on.day for visit in facts.table.rows.rows] == [2]
    assert facts.struck_button.text() == "Показать зачёркнутые: 1"
    press(facts.struck_button, Qt.Key.Key_Space)
    assert [visit.on.day for visit in facts.table.rows.rows] == [9, 2]  # in its place by the day
    assert (facts.said.text(), facts.why.text()) == ("Зачёркнуто 16.03.2026, Зимин А. Н.", WHY)
    assert facts.why.isVisible()
    assert_fits(window)
    index = facts.table.rows.index(0, 0)
    assert facts.table.rows.data(index, Qt.ItemDataRole.AccessibleTextRole) == "зачёркнуто: 09.03.2026"
    facts.table.setFocus()
    press(facts.table, Qt.Key.Key_Delete)  # twice is once
    assert QApplication.activeModalWidget() is None
    facts.table.go_to(1)
    assert not facts.why.isVisible()
    press(facts.struck_button, Qt.Key.Key_Space)
    assert [visit.on.day for visit in facts.table.rows.rows] == [2]


def test_nothing_goes_on_from_what_was_struck_out(window: MainWindow, desk: Desk, patient: Patient) -> None:
    facts = list_of(window, Course)
    strike(desk, Course, patient)
    facts.show_struck()
    assert [column.text(facts.table.rows.rows[0]) for column in facts.table.rows.columns][-1] == ""  # no «Окончить»
    facts.table.setFocus()
    press(facts.table, Qt.Key.Key_Return)
    assert QApplication.activeModalWidget() is None
    programmes = list_of(window, Patronage)
    strike(desk, Patronage, patient)
    programmes.show_struck()
    tab = card(window, "patronage").made["patronage"]
    assert isinstance(tab, PatronageTab)
    assert tab.begin_button.isVisible()  # the one that was open is none


def menu_at(facts: FactsCard, at: QPoint, reason: QContextMenuEvent.Reason) -> QMenu:
    port = facts.table.viewport()
    QApplication.sendEvent(port, QContextMenuEvent(reason, at, port.mapToGlobal(at)))
    assert happens(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_the_menu_of_a_row_strikes_out_too(window: MainWindow, desk: Desk, patient: Patient) -> None:
    facts = list_of(window, Visit)
    menu = menu_at(facts, QPoint(40, 10), QContextMenuEvent.Reason.Mouse)
    assert [action.text().partition("\t")[0] for action in menu.actions()] == ["&Зачеркнуть как ошибку…"]
    press(menu, Qt.Key.Key_Down)
    press(menu, Qt.Key.Key_Return)
    dialog = form()
    fill(dialog, why=WHY)
    save(dialog)
    assert no_form()
    assert standing(desk, Visit, patient) == []
    menu = menu_at(facts, QPoint(40, 10), QContextMenuEvent.Reason.Keyboard)
    assert [action.text() for action in menu.actions()] == ["&Показать зачёркнутые: 1"]
    menu.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def nurse(desk: Desk, patient: Patient, clock: Clock) -> Iterator[Desk]:
    strike_one = desk.ask(diagnoses.history, patient.id)[0]
    mistakes.strike_out(desk.register, Diagnosis, strike_one.id, WHY)
    factories.diagnosis(desk.register, patient.id)
    with factories.signed_in(desk.register, Role.NURSE, clock) as register:
        yield Desk(register)


def test_a_nurse_strikes_out_visits_and_no_diagnosis_but_sees_those_that_are(
    qtbot: QtBot, nurse: Desk, patient: Patient
) -> None:
    window = opened(qtbot, nurse, patient)
    facts = list_of(window, Diagnosis)
    assert [action.text() for action in facts.menu().actions()] == ["&Показать зачёркнутые: 1"]
    press(facts.table, Qt.Key.Key_Delete)
    assert QApplication.activeModalWidget() is None
    facts = list_of(window, Visit)
    assert [action.text() for action in facts.menu().actions()] == ["&Зачеркнуть как ошибку…\tDel"]


# A death


def overview(window: MainWindow) -> OverviewTab:
    tab = card(window, "overview").made["overview"]
    assert isinstance(tab, OverviewTab)
    return tab


def test_a_death_is_noted_by_keys_and_taken_back(window: MainWindow, desk: Desk, patient: Patient) -> None:
    tab = overview(window)
    assert not tab.alive_button.isVisible()
    tab.death_button.setFocus()
    press(tab.death_button, Qt.Key.Key_Return)
    dialog = form()
    assert dialog.windowTitle() == "Отметить смерть"
    assert_fits(dialog)
    type_on("05.02.2026")  # before he was taken under observation
    choose(dialog, death_cause="сомат")
    save(dialog)
    assert dialog.form["died_on"].is_wrong
    dialog.form["died_on"].set_value("")
    fill(dialog, died_on="12.03.2026")
    save(dialog)
    assert no_form()
    kept = desk.ask(patients.one, patient.id)
    assert (kept.died_on, kept.death_cause) == (date(2026, 3, 12), DeathCause.SOMATIC)
    assert desk.ask(observation.episodes, patient.id)[0].end_ground is EndGround.DEATH
    assert window.status.notice.text() == "Отмечена смерть пациента."
    assert not tab.death_button.isVisible()
    assert_fits(window)
    tab.alive_button.click()
    assert desk.ask(patients.one, patient.id).died_on is None
    assert desk.ask(observation.episodes, patient.id)[0].ended_on is None
    assert window.status.notice.text() == "Отменена отметка о смерти."
    press(window, Qt.Key.Key_Z, CTRL)
    assert desk.ask(patients.one, patient.id).died_on == date(2026, 3, 12)


def test_a_death_without_a_known_cause_is_noted_and_said(window: MainWindow, desk: Desk, patient: Patient) -> None:
    overview(window).death_button.click()
    dialog = form()
    fill(dialog, died_on="12.03.2026")
    save(dialog)
    assert no_form()
    assert desk.ask(patients.one, patient.id).death_cause is None
    assert_fits(window)


def test_an_observation_that_death_ended_is_not_struck_out_before_that(
    window: MainWindow, desk: Desk, patient: Patient, heard: Heard
) -> None:
    desk.do(window, deaths.note, patient.id, date(2026, 3, 12))
    facts = list_of(window, Episode)
    press(facts.table, Qt.Key.Key_Delete)
    dialog = form()
    fill(dialog, why=WHY)
    save(dialog)
    assert [error.do for error in heard.told] == ["Сначала отмените отметку о смерти."]
    assert dialog.isVisible()
    dialog.drop()


# What was before


def test_an_observation_of_before_is_written_down_with_its_end(
    window: MainWindow, desk: Desk, patient: Patient
) -> None:
    tab = card(window, "observation").made["observation"]
    assert isinstance(tab, ObservationTab)
    assert not tab.take_button.isVisible()
    press(tab.before_button, Qt.Key.Key_Return)
    dialog = form()
    assert dialog.form["is_over"].value() is True
    assert dialog.form["taken_on"].value() in ("", None)
    fill(dialog, taken_on="03.02.2020")
    save(dialog)
    assert dialog.form["ended_on"].is_wrong  # both are asked for
    assert dialog.form["end_ground"].is_wrong
    assert "death" not in dialog.form["end_ground"]._options  # type: ignore[attr-defined]
    assert_fits(dialog)
    fill(dialog, ended_on="01.03.2021")
    choose(dialog, end_ground="переезд")
    save(dialog)
    assert no_form()
    going_on, older = desk.ask(observation.episodes, patient.id)
    assert going_on.ended_on is None
    assert (older.taken_on, older.ended_on, older.end_ground) == (date(2020, 2, 3), date(2021, 3, 1), EndGround.MOVED)
    assert window.status.undo.isVisible()


def test_the_end_is_asked_for_only_of_what_is_over(qtbot: QtBot, desk: Desk, clock: Clock) -> None:
    other = factories.patient(desk.register, surname="Галкин", snils="")
    window = opened(qtbot, desk, other)
    tab = card(window, "observation").made["observation"]
    assert isinstance(tab, ObservationTab)
    assert not tab.before_button.isVisible()
    tab.take()
    dialog = form()
    assert dialog.form["ended_on"].isHidden()
    over = dialog.form["is_over"].control
    over.setFocus()
    press(over, Qt.Key.Key_Space)
    assert dialog.form["ended_on"].isVisible()
    press(over, Qt.Key.Key_Space)
    save(dialog)
    assert no_form()
    [episode] = desk.ask(observation.episodes, other.id)
    assert (episode.taken_on, episode.ended_on) == (DAY, None)
