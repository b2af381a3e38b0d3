"""The journal of court duties and the list that leaves, by the windows; bodies that the directory offers."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from narcdesk import disclosures, duties, letters, observation, patients, subjects, taking_back, treatments
from narcdesk.consents import listing as consents_of
from narcdesk.letters import LetterState
from narcdesk.patients import Patient
from narcdesk.treatments import StepMark
from tests import factories
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import press, type_text
from tests.ui.office import card, choose, fill, form, happens, no_form, save
from ui import plan_facts
from ui.consent_dialog import ConsentDialog
from ui.desk import Desk
from ui.duties_page import DutiesPage
from ui.fields import Field, SuggestField
from ui.letter_dialog import answer_to_request
from ui.main_window import MainWindow
from ui.patient_dialog import PatientDialog
from ui.patient_duties import DutiesTab
from ui.patient_page import PatientPage
from ui.pdf_view import PdfDialog
from ui.task_list import TaskList

DISPENSARY = "Заречный диспансер"
COURT = {"kind": "АП", "court": "мировой судья", "decided_on": "02.03.2026", "received_on": "04.03.2026"}


def dispensary(desk: Desk) -> None:
    typed = {"name": DISPENSARY, "kind": "medical", "reference": "dispensary", "address": "г. Н, ул. Первая, 1"}
    subjects.enter(desk.register, {**typed, "post": "главному врачу"})


def inspection(desk: Desk) -> None:
    subjects.enter(desk.register, {"name": "Заречный филиал УИИ", "kind": "penal", "reference": "uii"})


def pick(field: Field, typed: str) -> None:
    """Type the first letters, go into the list with the arrow and take what is marked, as a hand does."""
    assert isinstance(field, SuggestField)
    field.control.setFocus()
    field.line.clear()
    type_text(field.line, typed)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Return)


def test_the_journal_is_shown_printed_and_turned_by_years(window: MainWindow, desk: Desk, patient: Patient) -> None:
    duties.receive(desk.register, patient.id, COURT)
    page = DutiesPage(desk)
    window.pages.open_over(page)
    [line] = page.table.rows.rows
    assert (line.name, line.article) == (patient.full_name, "КоАП РФ ст. 4.1 ч. 2.1")
    assert_fits(window)
    assert not page.after.isEnabled()
    page.turn(-1)
    assert page.table.rows.rows == []
    page.turn(1)
    page.print_journal()
    assert happens(lambda: isinstance(QApplication.activeModalWidget(), PdfDialog))
    paper = QApplication.activeModalWidget()
    assert isinstance(paper, PdfDialog)
    paper.reject()
    page.open_card(line)
    assert isinstance(window.pages.page, PatientPage)


def test_the_list_goes_with_its_paper_and_its_line_in_the_log(window: MainWindow, desk: Desk, patient: Patient) -> None:
    duties.receive(desk.register, patient.id, COURT)
    dispensary(desk)
    page = DutiesPage(desk)
    window.pages.open_over(page)
    page.draw_list()
    dialog = form()
    pick(dialog.form["recipient"], "зар")
    assert_fits(dialog)
    assert_mnemonics(dialog)
    assert dialog.form["recipient"].value() == DISPENSARY
    assert dialog.form["recipient_address"].value() == "г. Н, ул. Первая, 1"
    assert dialog.form["attention"].value() == "главному врачу"
    save(dialog)
    shown = page.findChild(PdfDialog)
    assert shown is not None
    shown.reject()
    [letter] = page.lists.rows.rows
    assert letter.state is LetterState.NUMBERED
    page.lists.opened.emit(letter)
    sending = form()
    fill(sending, how="курьером")
    save(sending)
    assert letters.of_form(desk.register, "spisok_sud")[0].state is LetterState.SENT
    [told] = disclosures.of_patient(desk.register, patient.id)
    assert (told.recipient, told.ground) == (DISPENSARY, "13.4.8")


def test_a_list_to_whom_it_may_not_go_is_not_kept(
    window: MainWindow, desk: Desk, patient: Patient, heard: Heard
) -> None:
    inspection(desk)
    page = DutiesPage(desk)
    window.pages.open_over(page)
    page.draw_list()
    dialog = form()
    fill(dialog, recipient="Заречный филиал УИИ")
    save(dialog)
    assert "в справочнике адресат — уголовно-исполнительная инспекция" in heard.told[-1].what
    assert letters.of_form(desk.register, "spisok_sud") == []
    assert duties.last_list(desk.register) is None
    dialog.draft.drop()


def test_a_list_on_the_first_screen_leads_to_the_page_of_lists(window: MainWindow, desk: Desk) -> None:
    drawn = duties.draw_list(desk.register, {"since": "10.03.2026", "until": "16.03.2026"})
    typed = {"recipient_kind": "medical", "recipient": DISPENSARY, "ground": "13.4.8"}
    letters.draft(desk.register, None, typed, form="spisok_sud", about=drawn)
    window.pages.go(0)
    today = window.pages.page
    assert today is not None
    today.refresh()
    shown = today.findChild(TaskList)
    assert shown is not None
    (task,) = shown.table.rows.rows
    assert task.who == "Список лиц с обязанностью"
    shown.take_up(task)
    assert isinstance(window.pages.page, DutiesPage)


def test_the_card_offers_who_sends_and_lets_anybody_be_typed(window: MainWindow, desk: Desk, patient: Patient) -> None:
    subjects.enter(desk.register, {"name": "Школа № 3", "kind": "education"})
    inspection(desk)
    PatientDialog(window, desk).open()
    dialog = form()
    pick(dialog.form["sent_by"], "зареч")
    assert (dialog.form["sent_by"].value(), dialog.form["came_from"].value()) == ("Заречный филиал УИИ", "uii")
    pick(dialog.form["sent_by"], "школ")
    assert dialog.form["came_from"].value() == "uii"  # what a person has chosen stays
    dialog.form["came_from"].set_value(None)
    pick(dialog.form["sent_by"], "школ")
    assert (dialog.form["sent_by"].value(), dialog.form["came_from"].value()) == ("Школа № 3", "other")
    dialog.drop()
    PatientDialog(window, desk, desk.ask(patients.one, patient.id)).open()
    amended = form()
    fill(amended, sent_by="Школ")
    press(amended.form["sent_by"].control, Qt.Key.Key_Return)  # Enter goes on: nobody is put in place of the words
    assert amended.form["sent_by"].value() == "Школ"
    amended.form["sent_by"].set_value("")
    fill(amended, sent_by="фельдшер  Лугового")
    save(amended)
    assert no_form()
    assert desk.ask(patients.one, patient.id).sent_by == "фельдшер Лугового"


def test_the_office_that_controls_a_duty_comes_from_the_directory(
    window: MainWindow, desk: Desk, patient: Patient
) -> None:
    inspection(desk)
    tab = card(window, "duties").made["duties"]
    assert isinstance(tab, DutiesTab)
    tab.receive()
    dialog = form()
    choose(dialog, kind="УК-73")
    fill(dialog, court="районный суд", decided_on="02.03.2026")
    pick(dialog.form["controller_office"], "зареч")
    assert dialog.form["controller"].value() == "uii"
    save(dialog)
    [duty] = desk.ask(duties.listing, patient.id)
    assert (duty.controller_office, duty.controller) == ("Заречный филиал УИИ", "uii")


def test_a_consent_may_be_for_any_body_of_the_directory(window: MainWindow, desk: Desk, patient: Patient) -> None:
    dispensary(desk)
    subjects.enter(desk.register, {"name": "Школа № 3", "kind": "education"})
    ConsentDialog(window, desk, patient).open()
    dialog = form()
    choose(dialog, kind="на передачу врачебной тайны")
    choose(dialog, to="Школа № 3")
    assert not dialog.form["recipient_address"].isHidden()  # the directory does not know it
    dialog.form["scope"].set_value(["visit"])
    fill(dialog, purpose="учёба", recipient_address="с. Луговое")
    dialog.form["prints"].set_value(False)
    save(dialog)
    [sheet] = consents_of(desk.register, patient.id)
    assert (sheet.recipient, sheet.recipient_address, sheet.purpose) == ("Школа № 3", "с. Луговое", "учёба")


def test_marking_a_planned_visit_asks_what_the_visit_asks(window: MainWindow, desk: Desk, patient: Patient) -> None:
    decided = {"kind": "outpatient", "decided_on": "02.03.2026", "decider": "doctor", "need": "F11"}
    plan = treatments.plan(desk.register, patient.id, {**decided, "conditions": "outpatient"})
    step, following = treatments.schedule(
        desk.register, plan.id, {"kind": "visit", "due_on": factories.DAY}, times=2, every=7
    )
    plan_facts.mark_step(window, desk, patient, step)
    dialog = form()
    assert dialog.form["next_on"].value() == following.due_on
    dialog.form["test"].set_value("clean")
    save(dialog)
    [visit] = observation.visits(desk.register, patient.id)
    assert (visit.on, visit.test.value, visit.next_on) == (factories.DAY, "clean", following.due_on)
    assert [one.mark for one in desk.ask(treatments.steps, patient.id)] == [StepMark.DONE, None]
    done = desk.register.last
    assert done is not None
    taking_back.take_back(desk.register, done)
    assert observation.visits(desk.register, patient.id) == []
    assert [one.mark for one in desk.ask(treatments.steps, patient.id)] == [None, None]


def test_a_letter_takes_its_addressee_from_the_directory(window: MainWindow, desk: Desk, patient: Patient) -> None:
    dispensary(desk)
    answer_to_request(window, desk, patient)
    dialog = form()
    pick(dialog.form["recipient"], "заречный д")
    assert (dialog.form["recipient_kind"].value(), dialog.form["recipient"].value()) == ("medical", DISPENSARY)
    assert dialog.form["recipient_address"].value() == "г. Н, ул. Первая, 1"
    assert dialog.form["attention"].value() == "главному врачу"
    assert dialog.form.is_edited  # so that a draft of it is kept
    dialog.draft.drop()
