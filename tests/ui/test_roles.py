"""Each role signs in for real, every page and tab of the program is opened: what is not his is not there."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

import ui
from narcdesk import applications, certificates, disclosures, documents, infections, observation, patients
from narcdesk.errors import Forbidden
from narcdesk.forms import papers
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.factories import DAY, Clock
from tests.ui.conftest import Heard
from tests.ui.office import happens
from ui.application_page import ApplicationPage
from ui.desk import Desk
from ui.journal_page import JournalPage
from ui.main_window import MainWindow
from ui.page import Page
from ui.patient_observation import ObservationTab
from ui.patient_page import PatientPage

SURNAME, STREET, PHONE = "Канарейкин", "Попугаева", "99887766"
PLANTED = (SURNAME, SURNAME.upper(), STREET, PHONE, "087-654-303", "08765430300")
SECRET = ("центра СПИД", "ВИЧ", "Инфекции", "особые сведения")  # the journal names the act, and no card with it

SECTIONS = {
    Role.HEAD: ["Сегодня", "Пациенты", "Заявки", "Организации", "Комиссия", "Отчёты", "Журнал", "Настройки"],
    Role.DOCTOR: ["Сегодня", "Пациенты", "Заявки", "Организации", "Комиссия", "Отчёты", "Настройки"],
    Role.NURSE: ["Сегодня", "Пациенты", "Заявки", "Организации", "Настройки"],
    Role.STATISTICIAN: ["Организации", "Комиссия", "Отчёты", "Настройки"],
    Role.ADMINISTRATOR: ["Журнал", "Настройки"],
}
TREATS = (Role.HEAD, Role.DOCTOR, Role.NURSE)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def person(desk: Desk) -> Patient:
    """Somebody with everything that a window could show: a way to the certificate, papers, an infection."""
    register = desk.register
    made = factories.patient(
        register,
        surname=SURNAME,
        snils="087-654-303 00",
        registration_address=f"ул. {STREET}, д. 3",
        phone=f"890{PHONE}",
    )
    factories.diagnosis(register, made.id)
    sheets = factories.both_consents(register, made.id)
    observation.take(register, made.id, {"taken_on": "10.02.2026"})
    application = applications.submit(register, factories.application(register, made.id).id)
    applications.send(register, application.id, DAY, "12-у")
    applications.granted(register, application.id, DAY, "45")
    certificates.record(register, application.id, {"number": "С 1", "issued_on": DAY, "days": "180"})
    infections.record(register, made.id, {"infection": "hiv", "found_on": "2019", "source": "справка центра СПИД"})
    told = {"told_on": DAY, "recipient": "Суд", "what": "справка", "ground": "13.4.3"}
    disclosures.record(register, made.id, told)
    documents.printed(register, papers.prepare_consent(register, sheets[0].id).id)
    patients.look(register, made.id)
    return made


@pytest.fixture
def signed_in(desk: Desk, person: Patient, clock: Clock) -> Iterator[Callable[[Role], Desk]]:
    opened = []

    def sign_in(role: Role) -> Desk:
        context = factories.signed_in(desk.register, role, clock)
        register = context.__enter__()
        opened.append(context)
        return Desk(register)

    yield sign_in
    for context in opened:
        context.__exit__(None, None, None)


def texts(widget: QWidget) -> Iterator[str]:
    """Every word that a widget and all in it hold, shown or not: what may not be seen must not be there."""
    for one in [widget, *widget.findChildren(QWidget)]:
        yield from (one.toolTip(), one.accessibleName(), one.accessibleDescription(), one.windowTitle())
        if isinstance(one, QLabel | QAbstractButton | QLineEdit):
            yield one.text()
        if isinstance(one, QLineEdit):
            yield one.placeholderText()
        if isinstance(one, QPlainTextEdit | QTextEdit):
            yield one.toPlainText()
        if isinstance(one, QTabWidget):
            yield from (one.tabText(at) for at in range(one.count()))
        if isinstance(one, QComboBox):
            yield from (one.itemText(at) for at in range(one.count()))
        if isinstance(one, QAbstractItemView) and (model := one.model()) is not None:
            yield from _cells(model)


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    for row in range(model.rowCount()):
        for at in range(model.columnCount()):
            yield from (str(model.data(model.index(row, at), role) or "") for role in roles)


def found(widget: QWidget, words: tuple[str, ...]) -> list[str]:
    return sorted({text for text in texts(widget) if any(word in text for word in words)})


def tabs_of(page: QWidget) -> Iterator[str]:
    """Bring every tab of a page forward, one after another."""
    yield ""
    for tabs in page.findChildren(QTabWidget):
        for at in range(tabs.count()):
            tabs.setCurrentIndex(at)
            QApplication.processEvents()
            yield tabs.tabText(at)


@pytest.fixture
def window(qtbot: QtBot) -> Callable[[Desk], MainWindow]:
    def make(desk: Desk) -> MainWindow:
        made = MainWindow(desk)
        qtbot.addWidget(made)
        made.resize(1366, 768)
        made.show()
        return made

    return make


@pytest.mark.parametrize("role", list(Role))
def test_every_section_and_tab_opens_and_holds_only_what_is_his(
    signed_in: Callable[[Role], Desk], window: Callable[[Desk], MainWindow], heard: Heard, role: Role
) -> None:
    desk = signed_in(role)
    made = window(desk)
    assert [section.text() for section in made.sidebar.sections] == SECTIONS[role]
    for section in range(len(made.entries)):
        made.pages.go(section)
        page = made.pages.page
        assert page is not None, made.entries[section].title
        for tab in tabs_of(page):
            assert page.isVisible(), (made.entries[section].title, tab)  # a refusal would stand in its place
            if role not in TREATS:
                assert found(made, PLANTED) == [], (made.entries[section].title, tab)
            if role not in (Role.HEAD, Role.DOCTOR):
                assert found(made, SECRET[:3] if role is Role.ADMINISTRATOR else SECRET) == []
    assert heard.told == []
    assert QApplication.activeModalWidget() is None
    for key in range(len(made.entries), 9):
        assert f"Ctrl+{key + 1}" not in [section.toolTip() for section in made.sidebar.sections]


@pytest.mark.parametrize("role", list(Role))
def test_search_and_today_lead_nowhere_for_who_has_neither(
    signed_in: Callable[[Role], Desk], window: Callable[[Desk], MainWindow], heard: Heard, role: Role
) -> None:
    made = window(signed_in(role))
    made.pages.go(len(made.entries) - 1)
    before = made.pages.page
    made.search()
    if role in TREATS:
        assert made.searching.isVisible()
    else:
        assert made.pages.page is before
    assert heard.told == []


@pytest.mark.parametrize("role", TREATS)
def test_the_card_and_its_application_open_whole(
    signed_in: Callable[[Role], Desk],
    window: Callable[[Desk], MainWindow],
    heard: Heard,
    person: Patient,
    role: Role,
) -> None:
    desk = signed_in(role)
    made = window(desk)
    pages: list[Callable[[], Page]] = [
        lambda: PatientPage(desk, person.id),
        lambda: ApplicationPage(desk, 1),
        lambda: ApplicationPage(desk, patient_id=person.id),
    ]
    for make in pages:
        page = make()
        made.pages.open_over(page)
        for tab in tabs_of(page):
            assert page.isVisible(), tab
            assert found(made, PLANTED)
            if role is Role.NURSE:
                assert found(made, SECRET) == [], tab
        made.pages.back()
    assert heard.told == []


@pytest.mark.parametrize("role", [Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_a_page_or_a_window_of_a_patient_that_is_opened_by_force_shows_nothing(
    qtbot: QtBot, signed_in: Callable[[Role], Desk], window: Callable[[Desk], MainWindow], person: Patient, role: Role
) -> None:
    """No button leads there; were one forgotten, the core itself would refuse."""
    desk = signed_in(role)
    made = window(desk)
    for page in (PatientPage(desk, person.id), ApplicationPage(desk, 1), ApplicationPage(desk, patient_id=person.id)):
        made.pages.open_over(page)
        assert not page.isVisible()
        assert found(made, PLANTED) == []
        made.pages.back()


@pytest.mark.parametrize("role", TREATS)
def test_the_buttons_of_acts_that_are_not_his_are_not_there(
    signed_in: Callable[[Role], Desk], window: Callable[[Desk], MainWindow], person: Patient, role: Role
) -> None:
    desk = signed_in(role)
    made = window(desk)
    page = PatientPage(desk, person.id, "observation")
    made.pages.open_over(page)
    tab = page.made["observation"]
    assert isinstance(tab, ObservationTab)
    assert tab.diagnosis_button.isVisibleTo(tab) is (role is not Role.NURSE)
    titles = [page.tabs.tabText(at).replace("&", "") for at in range(page.tabs.count())]
    assert ("Инфекции" in titles) is (role is not Role.NURSE)


def test_the_journal_names_no_card_beside_a_special_record_to_the_administrator(
    signed_in: Callable[[Role], Desk], window: Callable[[Desk], MainWindow]
) -> None:
    made = window(signed_in(Role.ADMINISTRATOR))
    made.pages.go(0)
    page = made.pages.page
    assert isinstance(page, JournalPage)
    (row,) = [entry for entry in page.table.rows.rows if entry.action == "Записаны особые сведения"]
    assert (row.subject, row.patient_id) == ("особые сведения", None)


def test_every_page_and_window_is_known_to_the_walk() -> None:
    """A new page is a section, or opened over one; whoever adds it looks at what a role may see of it."""
    pages = set()
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        for name, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(kind, Page) and kind is not Page and kind.__module__ == module.name:
                pages.add(name)
    assert pages == {
        "ApplicationPage",
        "ApplicationsPage",
        "BatchesPage",
        "CertificatesPage",
        "CohortPage",
        "CommissionPage",
        "DistrictReportPage",
        "DuplicatesPage",
        "DutiesPage",
        "IndicatorsPage",
        "JournalPage",
        "PatientPage",
        "PatientsPage",
        "ProviderPage",
        "ProvidersPage",
        "ReferralsPage",
        "SettingsPage",
        "StatisticsPage",
        "FormTextPage",
        "FormTextsPage",
        "SubjectsPage",
        "TalksPage",
        "TodayPage",
        "TransferPage",
        "WeekPage",
    }


def test_an_act_by_force_is_refused_in_words(
    signed_in: Callable[[Role], Desk], window: Callable[[Desk], MainWindow], heard: Heard, person: Patient
) -> None:
    desk = signed_in(Role.STATISTICIAN)
    made = window(desk)
    assert desk.do(made, patients.amend, person.id, {"remark": "нет"}) is None
    assert happens(lambda: len(heard.told) == 1)
    assert isinstance(heard.told[0], Forbidden)


def test_what_was_planted_is_there_for_who_may_see_it(desk: Desk, person: Patient) -> None:
    """Without this the walk could pass for a register that holds nothing."""
    register: Register = desk.register
    assert [fact.source for fact in infections.listing(register, person.id)] == ["справка центра СПИД"]
    assert patients.one(register, person.id).surname == SURNAME
