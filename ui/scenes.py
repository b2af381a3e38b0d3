"""What `ui.screens` takes pictures of: every window and dialog, and what brings each to the front.

The pictures are made of one training register, so a scene that changes something (papers, a batch) stands after those
that show it as it was.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from narcdesk import (
    applications,
    certificates,
    consents,
    observation,
    patients,
    patronage,
    profile,
    tasks,
)
from narcdesk.applications import Status
from narcdesk.patients import Patient
from narcdesk.tasks import Task, What
from ui import (
    application_steps,
    batch_scenes,
    certificate_steps,
    commission_scenes,
    consent_dialog,
    consent_scenes,
    course_scenes,
    duty_dialogs,
    duty_scenes,
    episode_dialogs,
    fact_scenes,
    key_scenes,
    letter_scenes,
    list_scenes,
    lock_scenes,
    messages,
    observation_scenes,
    patient_facts,
    profile_scenes,
    provider_scenes,
    referral_scenes,
    search_scenes,
    statistics_scenes,
    today_scenes,
    visit_dialogs,
)
from ui.application_page import ApplicationPage
from ui.applications_page import ApplicationsPage
from ui.batch_tabs import Prepared
from ui.certificate_dialog import CertificateDialog
from ui.certificates_page import CertificatesPage
from ui.commission_page import CommissionPage
from ui.consent_dialog import ConsentDialog
from ui.crash import CrashWindow
from ui.desk import Desk
from ui.diagnosis_dialog import DiagnosisDialog
from ui.first_run import FirstRun
from ui.form_dialog import BACK, UNSAVED
from ui.import_wizard import ImportWizard
from ui.main_window import MainWindow
from ui.messages import Message
from ui.page import Page
from ui.patient_dialog import PatientDialog
from ui.patient_page import TABS, PatientPage
from ui.patients_page import PatientsPage
from ui.profile_banner import Questions
from ui.settings_page import SettingsPage
from ui.unlock import UnlockWindow
from ui.work import WorkWindow

DAY = date(2026, 11, 20)  # on this day the training register has every reminder
TODAY, PATIENTS, APPLICATIONS, PROVIDERS, COMMISSION, REPORTS, JOURNAL, SETTINGS = range(8)  # sections
LISTS = {"today": TODAY, "patients": PATIENTS, "applications": APPLICATIONS, "providers": PROVIDERS, "journal": JOURNAL}
SETTINGS_TABS = ("settings", "settings-staff", "settings-region")
NOBODY = "ъъъ"  # nobody is called so
FIRST_RUN = ("first-run", "first-run-head", "first-run-place", "first-run-backups")
_UNSAVED = {"drop": "&Не сохранять", "save": "&Сохранить и закрыть"}
_LIST = (
    "Наименование\tИНН\tАдрес\tМест всего\tФормы\n"
    "АНО «Новый путь»\t0400000005\tс. Медвяное, ул. Тихая, 3\t24\tстационарная\n"
    "АНО учебное подворье «Ключ»\t\tд. Дальняя Гать, ул. Тихая, д. 2\tоколо 12\tстационарная\n"
)

Scene = tuple[str, Callable[[], QWidget]]


def settle(times: int = 60) -> None:
    """Let the window find its room, and what is done beside it be done."""
    running = cast(QApplication, QApplication.instance())
    for _ in range(times):
        running.processEvents()
        running.thread().msleep(10)


@dataclass
class Stage:
    """The window over the training register, and whom the pictures show."""

    window: MainWindow
    desk: Desk
    counted: Prepared | None = None  # the batch of the pictures of the commission

    def go(self, section: int) -> QWidget:
        """A section's own page."""
        self.window.pages.go(section)
        return self.window

    def over(self, section: int, page: Page) -> QWidget:
        """A page opened over a section."""
        self.window.pages.go(section)
        self.window.pages.open_over(page)
        return self.window

    def page(self, section: int) -> Any:
        """The page of a section, brought to the front."""
        self.go(section)
        return self.window.pages.page

    def opened(self, act: Callable[[], object]) -> QWidget:
        """The dialog that an act opens; one that would hold up whoever opened it is only shown."""
        with _shown_only():
            act()
            for _ in range(100):
                if isinstance(found := QApplication.activeModalWidget(), QDialog) and not isinstance(found, WorkWindow):
                    return found
                settle(5)
        raise LookupError("nothing was opened")

    def application(self, status: Status) -> int:
        """An application in a state."""
        return self.desk.ask(applications.listing, status=status)[0].id

    def due(self, what: What) -> Task:
        """Something of a kind that is due."""
        return next(task for task in self.desk.ask(tasks.today) if task.what is what)

    def nothing(self, section: int) -> QWidget:
        """A list in which nothing was found; its box is empty again for the next picture."""
        page: PatientsPage | ApplicationsPage = self.page(section)
        page.box.setText(NOBODY)
        settle()
        return self.window

    def settings(self, tab: int) -> QWidget:
        """A tab of the settings."""
        cast(SettingsPage, self.page(SETTINGS)).tabs.setCurrentIndex(tab)
        return self.window

    def commission(self, tab: int) -> CommissionPage:
        """The page of the commission with a year counted."""
        page = cast(CommissionPage, self.page(COMMISSION))
        page.refresh()
        page.period.set_value(str(DAY.year - 1))
        if self.counted is None:
            page.count()
            self.wait(lambda: page.prepared is not None)
            self.counted = page.prepared
        else:  # counted and attacked for the picture before this one
            page.show_counted(self.counted)
        page.tabs.setCurrentIndex(tab)
        return page

    def wait(self, until: Callable[[], bool]) -> None:
        """Let what was begun apart from the window come to its end."""
        for _ in range(3000):
            settle(1)
            if until():
                return

    def patient(self) -> Patient:
        """A person with a long way behind him."""
        granted = self.desk.ask(applications.listing, status=Status.GRANTED)
        return self.desk.ask(patients.one, granted[0].patient_id)

    def imported(self, step: int) -> QWidget:
        """The import of a list at one of its steps."""
        wizard = ImportWizard(self.window, self.desk)
        wizard.show()
        wizard.paste(_LIST)
        for _ in range(step):
            wizard.next()
            settle()
        return wizard

    def clear(self, shown: QWidget) -> None:
        """Make room for the next picture."""
        if shown is not self.window:
            shown.hide()
            shown.deleteLater()
        page = self.window.pages.page
        if isinstance(page, PatientsPage | ApplicationsPage):
            page.box.clear()

    def locked(self) -> QWidget:
        """What is asked before the windows come back from under their curtains."""
        return UnlockWindow(self.desk.register.folder, person=self.desk.register.person.login, parent=self.window)


@contextmanager
def _shown_only() -> Iterator[None]:
    usual = QDialog.exec
    setattr(QDialog, "exec", QDialog.open)  # noqa: B010 - mypy knows that it is a method
    try:
        yield
    finally:
        setattr(QDialog, "exec", usual)  # noqa: B010


def scenes(stage: Stage) -> Iterator[Scene]:
    """Every window: its name, and what brings it to the front."""
    yield from _pages(stage)
    yield from _of_a_patient(stage)
    yield from _of_an_application(stage)
    yield from batch_scenes.scenes(stage)
    yield from provider_scenes.scenes(stage)
    yield from commission_scenes.scenes(stage)
    yield from statistics_scenes.scenes(stage)
    yield from list_scenes.scenes(stage)
    yield from key_scenes.scenes(stage)
    yield from lock_scenes.scenes(stage)
    yield from observation_scenes.scenes(stage)
    yield from profile_scenes.scenes(stage)
    yield from duty_scenes.scenes(stage)
    yield from _around(stage)
    yield from letter_scenes.scenes(stage)
    yield from course_scenes.scenes(stage)
    yield from consent_scenes.scenes(stage)
    yield from today_scenes.scenes(stage)
    yield from referral_scenes.scenes(stage)
    yield from search_scenes.scenes(stage)
    yield from fact_scenes.scenes(stage)


def _pages(stage: Stage) -> Iterator[Scene]:
    for name, section in LISTS.items():
        yield name, lambda section=section: stage.go(section)  # type: ignore[misc]
    yield "patients-nothing", lambda: stage.nothing(PATIENTS)
    yield "applications-nothing", lambda: stage.nothing(APPLICATIONS)
    for number, name in enumerate(SETTINGS_TABS):
        yield name, lambda number=number: stage.settings(number)  # type: ignore[misc]
    yield "settings-hire", lambda: stage.opened(lambda: stage.page(SETTINGS).hire())
    yield "settings-password", lambda: stage.opened(lambda: stage.page(SETTINGS).change_password())


def _of_a_patient(stage: Stage) -> Iterator[Scene]:
    desk, window, person = stage.desk, stage.window, stage.patient()
    for tab in TABS:
        name = "patient" if tab == "overview" else f"patient-{tab}"
        yield name, lambda tab=tab: stage.over(PATIENTS, PatientPage(desk, person.id, tab))  # type: ignore[misc]
    yield "patient-new", lambda: PatientDialog(window, desk)
    yield "patient-wrong", lambda: _wrong(PatientDialog(window, desk, typed=_names(person)))
    yield "patient-amend", lambda: PatientDialog(window, desk, person)
    me = (window, desk, person)
    episode = desk.ask(observation.episodes, person.id)[0]
    sheet = desk.ask(consents.listing, person.id)[0]
    yield "consent-new", lambda: ConsentDialog(*me)
    yield "consent-withdraw", lambda: consent_dialog.withdraw(*me, sheet)
    yield "diagnosis-new", lambda: DiagnosisDialog(*me)
    yield "visit", lambda: visit_dialogs.visit(*me)
    yield "remission", lambda: visit_dialogs.remission(*me)
    yield "observation-take", lambda: episode_dialogs.take(*me)
    yield "observation-end", lambda: episode_dialogs.end(*me, episode)
    yield "representative", lambda: patient_facts.representative(*me)
    yield "duty", lambda: duty_dialogs.receive(*me)
    yield "course", lambda: patient_facts.course(*me, None)
    yield "patronage", lambda: patient_facts.begin_patronage(*me)
    yield "patronage-contact", lambda: _contact(stage)


def _of_an_application(stage: Stage) -> Iterator[Scene]:
    desk, window, person = stage.desk, stage.window, stage.patient()
    for status in Status:
        name = "application" if status is Status.DRAFT else f"application-{status.value}"
        yield (
            name,
            lambda s=status: stage.over(APPLICATIONS, ApplicationPage(desk, stage.application(s))),  # type: ignore[misc]
        )
    granted = desk.ask(applications.one, stage.application(Status.GRANTED))
    for event in application_steps.STEPS:
        yield (
            f"application-step-{event.replace('_', '-')}",
            lambda event=event: application_steps.ask(window, desk, event, granted, person.full_name),  # type: ignore[misc]
        )
    yield "certificate-new", lambda: CertificateDialog(window, desk, granted, person.full_name)
    issued = desk.ask(certificates.one, stage.due(What.CERTIFICATE).record_id)
    asked = desk.ask(applications.one, issued.application_id)
    yield "application-certificate", lambda: stage.over(APPLICATIONS, ApplicationPage(desk, asked.id))
    yield "certificates", lambda: stage.over(APPLICATIONS, CertificatesPage(desk))
    told = desk.ask(certificates.one, stage.due(What.PROVIDER_ACT).record_id)
    yield "application-acts", lambda: stage.over(APPLICATIONS, ApplicationPage(desk, told.application_id))
    for event in certificate_steps.STEPS:
        yield (
            f"certificate-{event}",
            lambda event=event: certificate_steps.ask(window, desk, event, asked, issued, person.full_name),  # type: ignore[misc]
        )
    yield "questions", lambda: Questions(window, profile.in_force("34", DAY))
    yield "paper", lambda: stage.opened(lambda: _print(stage, granted.id))


def _around(stage: Stage) -> Iterator[Scene]:
    window = stage.window
    yield "question", lambda: Message(window, UNSAVED, BACK, _UNSAVED, safe="save", danger="drop")
    yield "told", lambda: Message(window, *_TOLD, {"": "&Понятно"}, safe="")
    yield "work", lambda: _half_done(WorkWindow(window, "Проверяем журнал и каждую строку реестра…", bool))
    yield "notice", lambda: _noticed(stage)
    yield "menu", lambda: _popped(stage)
    yield "crash", lambda: CrashWindow(RuntimeError())
    yield "lock", stage.locked
    yield "unlock", lambda: UnlockWindow(stage.desk.register.folder)
    for number, name in enumerate(FIRST_RUN):
        yield name, lambda number=number: _first_run(number)  # type: ignore[misc]


def _first_run(step: int) -> QWidget:
    window = FirstRun()
    window.show_step(step)
    return window


_TOLD = (
    "Отправить заявку нельзя: нет согласия на передачу врачебной тайны.",
    "Ничего не потеряно. Запишите согласие и отправьте заявку ещё раз.",
)


def _names(person: Patient) -> dict[str, str]:
    return {"surname": person.surname, "given": person.given, "snils": "11223344596"}


def _wrong(dialog: PatientDialog) -> QWidget:
    dialog.show()
    settle(40)
    dialog.save()
    return dialog


def _contact(stage: Stage) -> QWidget:
    due = stage.due(What.PATRONAGE)
    person = stage.desk.ask(patients.one, due.patient_id)
    programme = next(one for one in stage.desk.ask(patronage.listing, person.id) if one.id == due.record_id)
    return patient_facts.contact(stage.window, stage.desk, person, programme)


def _print(stage: Stage, application_id: int) -> None:
    page = ApplicationPage(stage.desk, application_id)
    stage.over(APPLICATIONS, page)
    page.print_set()


def _half_done(shown: WorkWindow) -> QWidget:
    shown.show_step(2_400, 5_955)
    shown.show_count()
    return shown


def _noticed(stage: Stage) -> QWidget:
    stage.go(PATIENTS)
    messages.offer_undo(stage.window, "Явка Галкина В. И. убрана.", bool)
    return stage.window


def _popped(stage: Stage) -> QWidget:
    stage.window.show_notice("", "", None)
    return stage.window.menu()
