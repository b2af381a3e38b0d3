"""The directory by the keyboard, a paper before its person, and a referral from its form to its letter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk import disclosures, letters, referrals, subjects
from narcdesk.patients import Patient
from narcdesk.referrals import ReferralState
from tests import factories
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits
from tests.ui.hands import press
from tests.ui.office import card, choose, fill, form, front, no_form, office_window, save
from ui.desk import Desk
from ui.letter_dialog import LetterDialog
from ui.main_window import MainWindow
from ui.patient_dialog import PatientDialog
from ui.patient_page import PatientPage
from ui.patient_referrals import ReferralsTab
from ui.pdf_view import PdfDialog
from ui.referrals_page import ReferralsPage
from ui.subjects_page import SubjectsPage


@pytest.fixture
def patient(desk: Desk) -> Patient:
    found = factories.patient(desk.register)
    factories.diagnosis(desk.register, found.id)
    return found


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> MainWindow:
    return office_window(qtbot, desk, section=1)


def test_the_directory_shows_ended_bodies_on_wish_and_takes_entries(window: MainWindow, desk: Desk) -> None:
    window.pages.open_over(SubjectsPage(desk))
    page = front(window, SubjectsPage)
    assert "межрайонный отдел УФСКН" not in [body.name for body in page.table.rows.rows]
    page.filters["ended"].set_value(True)
    page.narrow()
    [fskn] = [body for body in page.table.rows.rows if body.key == "fskn"]
    assert "подразделение МВД России" in fskn.standing
    QApplication.processEvents()
    assert_fits(window)
    page.table.go_to([body.key for body in page.table.rows.rows].index("police"))
    page.table.setFocus()
    press(page.table, Qt.Key.Key_Return)
    dialog = form()
    assert dialog.form["reference"].value() == "police"
    dialog.form["name"].set_value("Отдел МВД России по Заречному району")
    fill(dialog, address="р. п. Заречье, ул. Мира, д. 2", person="Иванову И. И.")
    save(dialog)
    assert no_form()
    [entry] = [body.entry for body in desk.ask(subjects.listing) if body.entry is not None]
    assert (entry.reference, entry.person) == ("police", "Иванову И. И.")
    page.table.go_to([body.key for body in page.table.rows.rows].index(entry.key))
    page.close_entry()
    closing = form()
    fill(closing, why="переименован")
    save(closing)
    assert no_form()
    assert desk.ask(subjects.one, entry.id).valid_to == desk.today()


def test_a_paper_before_its_person_becomes_a_card(window: MainWindow, desk: Desk) -> None:
    window.pages.open_over(ReferralsPage(desk))
    page = front(window, ReferralsPage)
    page.receive()
    dialog = form()
    choose(dialog, sender="отдел МВД")
    fill(dialog, document_number="12/3", surname="Ласточкин", given="Пётр", birth="05.06.1990")
    save(dialog)
    assert no_form()
    [(referral, nobody)] = desk.ask(referrals.waited_for)
    assert nobody is None
    assert_fits(window)
    page.open((referral, None))
    made = QApplication.activeModalWidget()
    assert isinstance(made, PatientDialog)
    assert made.form["surname"].value() == "Ласточкин"
    assert made.form["came_from"].value() == "police"
    known = factories.patient(desk.register, surname="Ласточкин", given="Пётр")  # he turns out to have a card
    made.recognised.emit(known.id)
    made.drop()
    [(linked, person)] = desk.ask(referrals.waited_for)
    assert person is not None
    assert (linked.patient_id, person.surname) == (person.id, "Ласточкин")
    assert card(window).patient.id == person.id


def test_a_referral_goes_from_its_form_to_its_letter(
    window: MainWindow, desk: Desk, patient: Patient, heard: Heard
) -> None:
    window.pages.open_over(PatientPage(desk, patient.id))
    tab = card(window, "referrals").made["referrals"]
    assert isinstance(tab, ReferralsTab)
    tab.prepare()
    dialog = form()
    assert not dialog.form["grounds"].isVisible()
    choose(dialog, addressee="ГБУЗ")
    dialog.form["addressee"].edited.emit()
    assert dialog.form["grounds"].isVisible()
    fill(dialog, purpose="лечение")
    save(dialog)
    assert no_form()
    [referral] = desk.ask(referrals.outgoing, patient.id)
    tab.go_on_out(referral)
    letter = form()
    assert isinstance(letter, LetterDialog)
    assert letter.form["ground"].value() == "13.4.8"
    save(letter)
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, PdfDialog)
    assert "057/у" in shown.windowTitle()
    shown.reject()
    assert desk.ask(referrals.one_out, referral.id).state is ReferralState.PREPARED  # it has not left yet
    tab.go_on_out(referral)
    sending = form()
    fill(sending, how="почтой")
    save(sending)
    assert no_form()
    assert desk.ask(referrals.one_out, referral.id).state is ReferralState.SENT
    assert [told.ground for told in desk.ask(disclosures.of_patient, patient.id)] == ["13.4.8"]
    QApplication.processEvents()
    assert_fits(window)


def test_without_a_consent_a_referral_to_social_services_makes_no_letter(
    window: MainWindow, desk: Desk, patient: Patient, heard: Heard
) -> None:
    made = referrals.prepare(
        desk.register, patient.id, {"made_on": desk.today(), "purpose": "помощь"}, addressee="social_protection"
    )
    window.pages.open_over(PatientPage(desk, patient.id))
    tab = card(window, "referrals").made["referrals"]
    assert isinstance(tab, ReferralsTab)
    tab.go_on_out(made)
    letter = form()
    assert letter.form["ground"].value() == "consent"
    save(letter)
    assert "согласие не указано" in heard.told[-1].what
    assert letter.isVisible()
    assert desk.ask(letters.listing, patient.id) == []
    letter.drop()
