"""The way on top of a card, and what has happened below it: narrowed, with its papers, by the keyboard."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk import consents, courses, duties, observation
from narcdesk.forms import papers
from tests import factories
from tests.ui.fit import assert_fits
from tests.ui.hands import press, type_text
from tests.ui.office import front, happens, office_window
from ui.desk import Desk
from ui.patient_overview import OverviewTab
from ui.patient_page import PatientPage
from ui.pdf_view import PdfDialog
from ui.pieces.steps import StageButton


def opened(qtbot: QtBot, desk: Desk) -> PatientPage:
    person = factories.patient(desk.register, came_on="05.02.2026").id
    factories.diagnosis(desk.register, person)
    observation.take(desk.register, person, {"taken_on": "07.02.2026"})
    for on in ("09.02.2026", "10.03.2026"):
        observation.visit(desk.register, person, {"on": on, "kept": True, "note": "спокоен", "next_on": "10.04.2026"})
    typed = {"kind": "АП", "court": "Суд", "decided_on": "02.03.2026", "appear_by": "13.03.2026"}
    duties.receive(desk.register, person, typed)
    courses.start(desk.register, person, {"kind": "treatment", "started_on": "10.02.2026"})
    sheet = consents.give(desk.register, person, {"kind": "care", "given_on": date(2026, 3, 11)})
    if papers.has_sheet(sheet.kind, factories.DAY):
        papers.prepare_consent(desk.register, sheet.id)
    factories.both_consents(desk.register, person)
    papers.prepare_consent(desk.register, consents.listing(desk.register, person)[0].id)
    window = office_window(qtbot, desk)
    window.pages.open_over(PatientPage(desk, person))
    return front(window, PatientPage)


def test_a_stage_leads_to_where_it_goes_on(qtbot: QtBot, desk: Desk) -> None:
    page = opened(qtbot, desk)
    buttons = page.findChildren(StageButton)
    told = [button.accessibleName() for button in buttons]
    assert told == [
        "Выявление и мотивация, с 02.2026, дальше: явка по суду до 13.03",
        "Лечение, с 02.2026, дальше: явка до 10.04",
        "Реабилитация, впереди",
        "Патронат, впереди",
    ]
    assert_fits(page.window())
    buttons[0].setFocus()
    press(buttons[0], Qt.Key.Key_Return)
    assert page.tabs.tabText(page.tabs.currentIndex()).replace("&", "").startswith("Суд")
    page.findChildren(StageButton)[1].click()
    assert page.tabs.tabText(page.tabs.currentIndex()).replace("&", "") == "Наблюдение"


def test_the_history_is_narrowed_and_shows_its_papers(qtbot: QtBot, desk: Desk) -> None:
    page = opened(qtbot, desk)
    tab = page.made["overview"]
    assert isinstance(tab, OverviewTab)
    happened = tab.happened
    whole = len(happened.table.rows.rows)
    assert happened.count.text() == f"Всего {whole}"
    assert_fits(page.window())
    happened.kind.set_value("Явка")
    happened.kind.edited.emit()
    assert happens(lambda: [event.on.day for event in happened.table.rows.rows] == [10, 9])
    happened.period.set_value("1")
    happened.period.edited.emit()
    assert happens(lambda: [event.on for event in happened.table.rows.rows] == [date(2026, 3, 10)])
    happened.kind.set_value("all")
    happened.period.set_value("all")
    happened.words.control.setFocus()
    type_text(happened.words.control, "врачебной тайны")
    assert happens(lambda: [event.title for event in happened.table.rows.rows] == ["Согласие"])
    happened.table.setFocus()
    press(happened.table, Qt.Key.Key_Return)
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, PdfDialog)
    assert shown.view.document is not None and shown.view.document.pageCount() >= 1
    shown.reject()
