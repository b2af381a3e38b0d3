"""What is written down from the card: consents, diagnoses, observation, duties, courses, patronage."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from narcdesk import consents, courses, diagnoses, duties, observation, patients, patronage, poisonings
from narcdesk.patients import Patient
from tests import factories
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits
from tests.ui.hands import press, type_text
from tests.ui.office import active, card, choose, fill, form, happens, no_form, notice, office_window, save
from ui.desk import Desk
from ui.diagnosis_dialog import DiagnosisDialog
from ui.fields import ChecksField, ChoiceField
from ui.main_window import MainWindow
from ui.patient_consents import ConsentsTab
from ui.patient_courses import CoursesTab
from ui.patient_duties import DutiesTab
from ui.patient_observation import ObservationTab
from ui.patient_page import PatientPage
from ui.patient_papers import PapersTab
from ui.patient_patronage import PatronageTab
from ui.pdf_view import PdfDialog


def test_a_consent_is_given_for_the_authority_and_its_sheet_shown(
    window: MainWindow, desk: Desk, patient: Patient
) -> None:
    tab = card(window, "consents").made["consents"]
    assert isinstance(tab, ConsentsTab)
    tab.give()
    dialog = form()
    choose(dialog, kind="на передачу")
    to, scope = dialog.form["to"], dialog.form["scope"]
    assert isinstance(to, ChoiceField)
    assert isinstance(scope, ChecksField)
    authority = desk.register.profile_on(desk.today()).authority
    assert to.line.text() == authority.name
    save(dialog)  # what may be told is not ticked yet
    assert dialog.isVisible()
    assert scope.is_wrong
    scope.boxes["observation"].click()
    scope.boxes["diagnosis"].click()
    save(dialog)
    assert happens(lambda: isinstance(QApplication.activeModalWidget(), PdfDialog))
    paper = QApplication.activeModalWidget()
    assert isinstance(paper, PdfDialog)
    assert paper.view.pages >= 1
    paper.reject()
    [sheet] = desk.ask(consents.listing, patient.id)
    assert (sheet.recipient, sheet.scope) == (authority.name, ["observation", "diagnosis"])
    assert sheet.representative_id is None
    papers = card(window, "papers").made["papers"]
    assert isinstance(papers, PapersTab)
    assert len(papers.papers.table.rows.rows) == 1


def test_another_recipient_is_typed(window: MainWindow, desk: Desk, patient: Patient) -> None:
    tab = card(window, "consents").made["consents"]
    assert isinstance(tab, ConsentsTab)
    tab.give(consents.ConsentKind.PERSONAL_DATA)
    dialog = form()
    assert not dialog.form["recipient"].isVisible()
    to = dialog.form["to"]
    to.set_value("other")
    to.edited.emit()
    assert dialog.form["recipient"].isVisible()
    dialog.form["prints"].set_value(False)
    fill(dialog, recipient="Центр занятости", recipient_address="р. п. Заречье")
    save(dialog)
    assert no_form()
    [sheet] = desk.ask(consents.listing, patient.id)
    assert (sheet.recipient, sheet.recipient_address) == ("Центр занятости", "р. п. Заречье")


def test_a_consent_is_withdrawn_with_its_day_and_manner(window: MainWindow, desk: Desk, patient: Patient) -> None:
    desk.do(window, consents.give, patient.id, {"kind": "care", "given_on": "10.03.2026"})
    tab = card(window, "consents").made["consents"]
    assert isinstance(tab, ConsentsTab)
    table = tab.sheets.table
    table.setFocus()
    press(table, Qt.Key.Key_Return)
    dialog = form()
    assert dialog.windowTitle() == "Отзыв согласия"
    dialog.form["withdrawn_on"].set_value("")
    fill(dialog, withdrawn_on="1.3.26", how="заявление от 15.03.2026")
    save(dialog)
    assert dialog.form["withdrawn_on"].is_wrong  # before it was given
    dialog.form["withdrawn_on"].set_value("15.03.2026")
    save(dialog)
    assert no_form()
    [sheet] = desk.ask(consents.listing, patient.id)
    assert (sheet.withdrawn_on, sheet.withdrawal) == (date(2026, 3, 15), "заявление от 15.03.2026")
    assert notice(window)[0].startswith("Нет действующего согласия на медицинскую помощь")


def test_a_child_needs_a_representative_who_then_signs(qtbot: QtBot, desk: Desk) -> None:
    child = factories.patient(
        desk.register, birth="12.03.2012", document_kind="birth", document_issued_on=None, document_series="I-АН"
    )
    window = office_window(qtbot, desk, section=1)
    window.pages.open_over(PatientPage(desk, child.id))
    said, button = notice(window)
    assert said.startswith("Пациенту 14 лет: согласия подписывает законный представитель")
    button.click()
    dialog = form()
    choose(dialog, kinship="мать")
    fill(dialog, surname="Воробьёва", given="Елена", powers="свидетельство о рождении")
    save(dialog)
    assert no_form()
    notice(window)[1].click()  # the consent to care
    dialog = form()
    assert dialog.form["representative_id"].typed() == "Воробьёва Елена, мать"
    dialog.form["prints"].set_value(False)
    save(dialog)
    assert no_form()
    [sheet] = desk.ask(consents.listing, child.id)
    [mother] = desk.ask(patients.representatives, child.id)
    assert sheet.representative_id == mother.id


def test_powers_end_after_one_question(window: MainWindow, desk: Desk, patient: Patient, heard: Heard) -> None:
    mother = patients.appoint(desk.register, patient.id, {"kinship": "mother", "surname": "Воробьёва", "given": "Е."})
    tab = card(window, "consents").made["consents"]
    assert isinstance(tab, ConsentsTab)
    heard.answer = "stay"
    tab.release(mother)
    assert desk.ask(patients.representatives, patient.id)[0].closed_on is None
    heard.answer = "end"
    tab.release(mother)
    assert desk.ask(patients.representatives, patient.id)[0].closed_on == factories.DAY
    assert heard.asked == ["Полномочия кончатся сегодня: Воробьёва Е."] * 2


def test_a_code_fills_the_lists_and_the_lists_write_the_code(window: MainWindow, desk: Desk, patient: Patient) -> None:
    dialog = DiagnosisDialog(card(window), desk, patient)
    dialog.open()
    active(dialog)
    assert_fits(dialog)
    type_text(dialog.code.control, "а11.242")  # not a code yet
    assert dialog.form["substance"].value() == ""
    dialog.code.set_value("")
    type_text(dialog.code.control, "ф11,242н")
    typed = {name: dialog.form[name].value() for name in ("substance", "state", "current", "stage", "letter")}
    assert typed == {"substance": "F11", "state": "2", "current": "4", "stage": "2", "letter": "Н"}
    press(dialog.code.control, Qt.Key.Key_Return)
    assert dialog.code.typed() == "F11.242Н"
    dialog.form["substance"].set_value("F10")
    dialog.form["substance"].edited.emit()
    assert dialog.code.typed() == "F10.242"
    assert not dialog.form["letter"].isEnabled()
    dialog.form["state"].set_value("1")
    dialog.form["state"].edited.emit()
    assert dialog.code.typed() == "F10.1"
    assert not dialog.form["stage"].isEnabled()
    save(dialog)
    assert no_form()
    [made] = desk.ask(diagnoses.history, patient.id)
    assert (made.code, made.made_on) == ("F10.1", factories.DAY)


def test_a_code_that_contradicts_the_lists_is_not_kept(window: MainWindow, desk: Desk, patient: Patient) -> None:
    dialog = DiagnosisDialog(card(window), desk, patient)
    dialog.open()
    active(dialog)
    type_text(dialog.code.control, "F10.1")
    dialog.code.set_value("F11.2Н")  # as if half corrected
    save(dialog)
    assert dialog.isVisible()
    assert dialog.code.is_wrong
    assert desk.ask(diagnoses.history, patient.id) == []
    dialog.form.is_edited = False
    dialog.reject()


def test_a_poisoning_is_written_down_by_keys_and_takes_room_only_then(
    window: MainWindow, desk: Desk, patient: Patient
) -> None:
    tab = card(window, "observation").made["observation"]
    assert isinstance(tab, ObservationTab)
    window.pages.refresh()
    assert tab.poisonings.isHidden()
    press(tab.poisoning_button, Qt.Key.Key_Space)
    dialog = form()
    assert_fits(dialog)
    save(dialog)  # neither its day nor who told of it
    assert dialog.form["on"].is_wrong and dialog.form["known_from"].is_wrong
    fill(dialog, on="01.03.2026", remark="введён налоксон")
    choose(dialog, substance="опио", known_from="скор")
    save(dialog)
    assert no_form()
    [made] = desk.ask(poisonings.listing, patient.id)
    assert (made.on, made.said) == (date(2026, 3, 1), "опиоиды; скорая помощь; введён налоксон")
    assert tab.poisonings.isVisible()
    assert tab.poisonings.facts[0].id == made.id


def test_observation_is_taken_by_the_order_of_the_day_and_ended(
    window: MainWindow, desk: Desk, patient: Patient
) -> None:
    factories.diagnosis(desk.register, patient.id)
    tab = card(window, "observation").made["observation"]
    assert isinstance(tab, ObservationTab)
    window.pages.refresh()
    assert tab.take_button.isVisible()
    tab.take()
    dialog = form()
    assert dialog.form["group"].isHidden()  # 1034н names no groups
    save(dialog)
    assert no_form()
    assert not tab.take_button.isVisible()
    tab.end()
    dialog = form()
    choose(dialog, ground="выздоровление")
    assert dialog.form["ground"].note.text.text().startswith("решает врачебная комиссия, после 36 месяцев")
    dialog.form["ground"].set_value("")
    choose(dialog, ground="переезд")
    save(dialog)
    assert no_form()
    [episode] = desk.ask(observation.episodes, patient.id)
    assert (episode.rule_set, episode.ended_on) == ("ДН-2015", factories.DAY)
    assert episode.end_ground is observation.EndGround.MOVED


def test_groups_are_those_of_the_order_in_force(qtbot: QtBot, desk: Desk, patient: Patient) -> None:
    factories.diagnosis(desk.register, patient.id)
    clock = desk.register._clock
    assert isinstance(clock, factories.Clock)
    clock.go(date(2026, 10, 5))
    window = office_window(qtbot, desk, section=1)
    window.pages.open_over(PatientPage(desk, patient.id, "observation"))
    tab = card(window).made["observation"]
    assert isinstance(tab, ObservationTab)
    tab.take()
    dialog = form()
    assert dialog.form["group"].value() == "ДН-3"
    dialog.form["taken_on"].set_value("")
    fill(dialog, taken_on="31.08.2026")
    press(dialog.form["taken_on"].control, Qt.Key.Key_Return)
    assert dialog.form["group"].isHidden()
    save(dialog)
    assert no_form()
    [episode] = desk.ask(observation.episodes, patient.id)
    assert (episode.rule_set, episode.group) == ("ДН-2015", None)


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_a_duty_is_received_appeared_for_and_ended(window: MainWindow, desk: Desk, patient: Patient) -> None:
    tab = card(window, "duties").made["duties"]
    assert isinstance(tab, DutiesTab)
    tab.receive()
    dialog = form()
    choose(dialog, kind="КоАП")
    fill(dialog, court="Мировой судья участка № 1", decided_on="10.03.2026", appear_by="20.03.2026")
    save(dialog)
    assert no_form()
    assert tab.told_button.isHidden()
    tab.duties.table.setFocus()
    for title, more in (("Явка по решению суда", {}), ("Окончание обязанности", {"result": "исполнена"})):
        if title == "Окончание обязанности":
            assert "3 рабочих дня со дня явки, до 19.03.2026" in words(tab)
            tab.told_button.click()
            dialog = form()
            assert dialog.windowTitle() == "Сообщение органу контроля"
            fill(dialog, told_number="12-у")
            save(dialog)
            assert no_form()
            assert tab.told_button.isHidden()
            assert "сообщено 16.03.2026, исх. № 12-у" in words(tab)
            tab.duties.table.setFocus()
        press(tab.duties.table, Qt.Key.Key_Return)
        dialog = form()
        assert dialog.windowTitle() == title
        choose(dialog, **more)
        save(dialog)
        assert no_form()
    [duty] = desk.ask(duties.listing, patient.id)
    assert (duty.appeared_on, duty.ended_on) == (factories.DAY, factories.DAY)
    assert duty.result is duties.DutyResult.FULFILLED
    assert_fits(window)


def test_courses_and_patronage_begin_and_end(window: MainWindow, desk: Desk, patient: Patient) -> None:
    tab = card(window, "courses").made["courses"]
    assert isinstance(tab, CoursesTab)
    tab.start_course()
    dialog = form()
    choose(dialog, kind="лечение")
    fill(dialog, place="ОНД")
    save(dialog)
    assert no_form()
    tab.courses.table.setFocus()
    press(tab.courses.table, Qt.Key.Key_Return)
    dialog = form()
    choose(dialog, outcome="завершён")
    save(dialog)
    assert no_form()
    [course] = desk.ask(courses.listing, patient.id)
    assert (course.place, course.outcome) == ("ОНД", courses.Outcome.FINISHED)
    after = card(window, "patronage").made["patronage"]
    assert isinstance(after, PatronageTab)
    after.begin_patronage()
    save(form())
    assert no_form()
    assert not after.begin_button.isVisible()
    after.contact()
    dialog = form()
    choose(dialog, way="визит")
    save(dialog)
    assert no_form()
    [programme] = desk.ask(patronage.listing, patient.id)
    [contact] = desk.ask(patronage.contacts, programme.id)
    assert (contact.on, contact.sober) == (factories.DAY, None)  # nobody said whether he was sober
