"""New papers where their user looks for them: made of the card, sent as a letter, printed from the journal."""

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from narcdesk import documents, letters
from narcdesk.disclosures import CONSENT
from narcdesk.forms import sheets
from narcdesk.patients import Patient
from tests.papers import TEMPLATES
from tests.ui.office import card, form
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.patient_letters import LettersTab
from ui.patient_papers import PapersTab
from ui.pdf_view import PdfDialog
from ui.talks_page import TalksPage


def test_a_paper_of_the_card_is_made_from_its_menu(window: MainWindow, desk: Desk, patient: Patient) -> None:
    tab = card(window, "papers").made["papers"]
    assert isinstance(tab, PapersTab)
    offered = {action.text(): action for action in tab.menu().findChildren(QAction) if action.text()}
    expected = {"spravka", "vypiska", "soglasie_organizatsii", "akt_uslug", "ippsu", "uchetnaya_kartochka"}
    assert {TEMPLATES[code].title for code in expected} <= set(offered)
    offered[TEMPLATES["vypiska"].title].trigger()
    shown = tab.findChild(PdfDialog)
    assert shown is not None
    shown.reject()
    assert [paper.form for paper in documents.listing(desk.register, patient.id)] == ["vypiska"]


def test_who_may_not_print_is_not_offered_it(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "may", lambda action: action != "documents.prepare")
    tab = PapersTab(desk)
    qtbot.addWidget(tab)
    assert tab.new_button.parent() is None


def test_a_conclusion_for_another_asks_for_the_consent_first(window: MainWindow, desk: Desk, patient: Patient) -> None:
    tab = card(window, "letters").made["letters"]
    assert isinstance(tab, LettersTab)
    tab.certify()
    dialog = form()
    assert dialog.form["ground"].value() == CONSENT
    assert dialog.windowTitle() == sheets.title_of("spravka_pismom")
    dialog.drop()
    assert letters.listing(desk.register, patient.id) == []


def test_the_journal_of_consultations_is_printed_beside_that_of_talks(qtbot: QtBot, desk: Desk) -> None:
    page = TalksPage(desk)
    qtbot.addWidget(page)
    page.refresh()
    page.count_button.click()
    shown = page.findChild(PdfDialog)
    assert shown is not None
    assert shown.windowTitle() == "Журнал учёта консультаций"
    shown.reject()
