"""The way of an application in real windows: what the law blocks, each step, the certificate at its end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk import applications, certificates, consents
from narcdesk.applications import NotAllowed, Status
from narcdesk.certificates import CertificateStatus
from narcdesk.consents import ConsentKind
from tests import factories
from tests.ui import application_desk
from tests.ui.application_desk import (
    ISTOK,
    TRAINING,
    Case,
    dialog_of,
    edition,
    in_focus,
    paper_text,
    settle,
    shown_acts,
    texts,
)
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import press, type_text
from ui.certificate_dialog import CertificateDialog
from ui.consent_dialog import ConsentDialog
from ui.fact_dialog import FactDialog
from ui.pdf_view import PdfDialog
from ui.provider_choice_dialog import ProviderChoiceDialog

CTRL = Qt.KeyboardModifier.ControlModifier
TAB = Qt.FocusPolicy.TabFocus
TODAY = factories.DAY


@pytest.fixture
def case(qtbot: QtBot, tmp_path: Path, heard: Heard) -> Iterator[Case]:
    """A region whose terms are all known."""
    desk, patient = application_desk.desk_of(tmp_path / "учебный реестр", TRAINING)
    yield Case(qtbot, desk, patient)
    desk.register.close()


# What the law blocks


def test_a_missing_consent_blocks_leads_to_it_and_is_given_there(case: Case, heard: Heard) -> None:
    page = case.draft(with_consents=False)
    press(page, Qt.Key.Key_Return, CTRL)
    settle(case.qtbot, page)
    assert isinstance(heard.told[0], NotAllowed)
    assert "согласие на персональные данные" in heard.told[0].what
    assert case.kept().number is None
    buttons = page.body.checklist.consent_buttons
    assert QApplication.focusWidget() is buttons["personal_data"]
    assert_fits(case.window, allowed=edition(page))
    press(buttons["personal_data"], Qt.Key.Key_Return)
    give(case, ConsentKind.PERSONAL_DATA)
    settle(case.qtbot, page)
    second = page.body.checklist.consent_buttons["secrecy"]
    assert QApplication.focusWidget() is second  # on to what is missing next
    type_text(page.body.form["earlier"].control, "нет")
    press(second, Qt.Key.Key_Return)
    give(case, ConsentKind.SECRECY)
    assert case.desk.has_unsaved  # the sheet is kept, what is typed beside it is not
    settle(case.qtbot, page)
    assert QApplication.focusWidget() is page.submit_button
    press(page.submit_button, Qt.Key.Key_Return)
    assert case.kept().number == "З-2026-0001"
    assert heard.informed == ["Заявка подана, её номер З-2026-0001."]
    assert len(heard.told) == 1


def test_a_withdrawn_consent_blocks_submission_sending_and_printing(case: Case, heard: Heard) -> None:
    page = case.draft()
    sheet = consents.listing(case.register, case.patient.id)[0]
    assert sheet.kind is ConsentKind.SECRECY
    case.desk.do(case.window, consents.withdraw, sheet.id, TODAY, "заявление")
    settle(case.qtbot, page)
    assert "Нет: отозвано 16.03.2026 — без него заявку подавать нельзя" in texts(page)
    page.submit()
    assert "отозвано 16.03.2026" in heard.told[0].what
    factories.both_consents(case.register, case.patient.id)
    page.refresh()
    page.submit()
    sheet = consents.listing(case.register, case.patient.id)[0]
    case.desk.do(case.window, consents.withdraw, sheet.id, TODAY, "заявление")
    settle(case.qtbot, page)
    assert any(text.startswith("Отправлять нельзя. Согласие на передачу") for text in texts(page))
    assert_fits(case.window, allowed=edition(page))
    page.print_set()
    assert isinstance(heard.told[1], NotAllowed)
    page.take_step("send")
    dialog = dialog_of(case.qtbot, FactDialog)
    dialog.form.fill({"letter": "исх. 1"})
    dialog.save()
    assert isinstance(heard.told[2], NotAllowed)
    assert case.kept().status is Status.READY
    dialog.form.is_edited = False
    dialog.reject()
    case.come_forward()
    assert QApplication.focusWidget() is page.body.checklist.consent_buttons["secrecy"]


# The whole way


def test_the_whole_way_in_windows(case: Case, heard: Heard) -> None:
    page = case.submitted()
    assert page.header.title.text() == "Заявка З-2026-0001"
    assert "ПРОЕКТ" not in paper_text(page)
    assert shown_acts(page) == ["Напечатать комплект", "Отправлена…"]
    case.step(page, "send", letter="исх. 14")
    assert shown_acts(page) == ["Напечатать комплект", "Зарегистрирована…"]
    assert "срок — с регистрации органом" in texts(page)
    case.step(page, "register", number="вх. 8")
    assert shown_acts(page) == ["Напечатать комплект", "Решено выдать…"]
    assert "до 30.03.2026" in texts(page)
    assert "до 30.03.2026: 10 рабочих дней со дня регистрации заявления" in texts(page)
    assert list(page.body.way.buttons) == ["wait", "return_back", "refuse", "withdraw", "correct"]
    case.step(page, "grant", decision="3-р")
    assert case.kept().status is Status.GRANTED
    assert shown_acts(page) == ["Напечатать комплект", "Записать сертификат…"]
    page.record_certificate()
    dialog = dialog_of(case.qtbot, CertificateDialog)
    assert dialog.form["valid_until"].value() == TODAY.replace(month=5, day=15)  # 60 days by the profile
    dialog.form.fill({"number": "УЧ-00001", "amount": "180 000,00"})
    dialog.save()
    settle(case.qtbot, page)
    assert {"УЧ-00001", "16.03.2026", "15.05.2026", "180 дней", "180 000,00 ₽", "не выбрана"} <= set(texts(page))
    assert shown_acts(page) == ["Напечатать комплект", "Выбрать организацию…"]
    page.choose_provider()
    choice = dialog_of(case.qtbot, ProviderChoiceDialog)
    assert_fits(choice)
    type_text(choice.box, "исток")
    press(choice.box, Qt.Key.Key_Return)
    press(choice.table, Qt.Key.Key_Return)
    settle(case.qtbot, page)
    certificate = certificates.listing(case.register, case.patient.id)[0]
    assert (certificate.provider_id, certificate.status) == (ISTOK, CertificateStatus.ISSUED)
    assert "АНО «Исток»" in texts(page)
    assert shown_acts(page) == ["Напечатать комплект"]
    events = [step.event for step in applications.way(case.register, 1)]
    assert events == ["start", "submit", "send", "register", "grant"]
    assert {"16.03.2026 · исх. 14", "16.03.2026 · вх. 8", "16.03.2026 · № 3-р"} <= set(texts(page))
    assert heard.told == []


def test_the_way_by_keys_alone(case: Case, heard: Heard) -> None:
    factories.both_consents(case.register, case.patient.id)
    page = case.new()
    days = QApplication.focusWidget()
    assert days is page.body.form["days"].control
    type_text(days, "120")
    for _ in range(6):  # on through the form, into the set
        press(in_focus(), Qt.Key.Key_Return)
    first = page.body.checklist.papers["П1"]
    assert QApplication.focusWidget() is first.box
    press(first.box, Qt.Key.Key_Space)
    press(first.box, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is first.sheets.control
    for _ in range(2):
        press(in_focus(), Qt.Key.Key_Return)
    for _ in range(20):
        if QApplication.focusWidget() is page.submit_button:
            break
        press(in_focus(), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.submit_button  # the last paper leads to it and does not press it
    assert applications.listing(case.register) == []
    press(page, Qt.Key.Key_Return, CTRL)
    settle(case.qtbot, page)
    assert case.kept().number == "З-2026-0001"
    assert applications.papers(case.register, 1)["П1"].sheets == 1
    press(page, Qt.Key.Key_Return, CTRL)
    dialog = dialog_of(case.qtbot, FactDialog)
    assert_fits(dialog)
    assert_mnemonics(dialog)
    focused = QApplication.focusWidget()
    assert focused is dialog.form["letter"].control  # the day is there already
    type_text(focused, "исх. 3")
    press(focused, Qt.Key.Key_Return, CTRL)
    settle(case.qtbot, page)
    assert case.kept().status is Status.SENT
    case.come_forward()
    press(page, Qt.Key.Key_Escape)
    assert case.window.pages.page is not page
    assert heard.told == []


def test_a_returned_application_is_completed_and_sent_again(case: Case) -> None:
    page = case.submitted()
    case.step(page, "send", letter="исх. 14")
    papers = page.body.checklist.papers
    assert not papers["П2"].box.isEnabled()  # the set is not here
    case.step(page, "return_back", why="нет выписки")
    assert "Орган вернул: нет выписки; доработать до 23.03.2026." in texts(page)
    papers = page.body.checklist.papers
    papers["П2"].box.click()
    settle(case.qtbot, page)
    assert shown_acts(page) == ["Сохранить документы", "Напечатать комплект", "Отправлена…"]
    assert_fits(case.window, allowed=edition(page))
    page.aside_button.click()
    assert list(applications.papers(case.register, 1)) == ["П2"]
    assert case.window.pages.page is page
    assert shown_acts(page) == ["Напечатать комплект", "Отправлена…"]
    case.step(page, "send", letter="исх. 15")
    assert case.kept().status is Status.SENT


def test_a_refusal_needs_a_reason_of_the_region(case: Case) -> None:
    page = case.submitted()
    case.step(page, "send", letter="исх. 14")
    page.take_step("refuse")
    dialog = dialog_of(case.qtbot, FactDialog)
    dialog.save()
    assert dialog.form["reason_code"].is_wrong
    case.qtbot.wait(1)
    assert_fits(dialog)
    type_text(dialog.form["reason_code"].control, "r07")
    press(dialog.form["reason_code"].control, Qt.Key.Key_Return)
    dialog.form.fill({"decision": "О-35"})
    dialog.save()
    settle(case.qtbot, page)
    step = applications.way(case.register, 1)[-1]
    assert (step.event, step.reason_code, step.document) == ("refuse", "R07", "О-35")
    assert any("исчерпано годовое число" in text for text in texts(page))
    assert shown_acts(page) == ["Напечатать комплект"]
    assert_fits(case.window, allowed=edition(page))


def test_a_day_that_cannot_be_stays_in_the_window(case: Case) -> None:
    page = case.submitted()
    page.take_step("send")
    dialog = dialog_of(case.qtbot, FactDialog)
    dialog.form.fill({"on": TODAY.replace(day=17), "letter": "исх. 14"})
    dialog.save()
    assert dialog.form["on"].is_wrong
    dialog.form.fill({"on": TODAY.replace(day=2)})
    dialog.save()
    assert "Раньше предыдущего шага" in dialog.form["on"].note.text.text()
    assert case.kept().status is Status.READY
    dialog.form.is_edited = False
    dialog.reject()


def test_a_draft_is_withdrawn(case: Case) -> None:
    page = case.draft()
    case.step(page, "withdraw", why="передумал")
    assert case.kept().status is Status.WITHDRAWN
    assert shown_acts(page) == ["Напечатать комплект"]
    assert "Отозвана" in texts(page)


def test_an_application_waits_in_a_queue_and_a_wrong_answer_is_put_back(case: Case) -> None:
    page = case.submitted()
    case.step(page, "send", letter="исх. 14")
    assert "correct" not in page.body.way.buttons  # what left the office has left it
    case.step(page, "wait", document="письмо 6")
    assert case.kept().status is Status.WAITING
    assert any("до 31.12.2026" in text for text in texts(page))
    assert_fits(case.window, allowed=edition(page))
    case.step(page, "grant", decision="7-р")
    assert page.main_button.words == "Записать сертификат…"  # never the way back
    button = page.body.way.buttons["correct"]
    press(button, Qt.Key.Key_Space)
    dialog = dialog_of(case.qtbot, FactDialog)
    dialog.save()
    assert dialog.form["why"].is_wrong
    dialog.form.fill({"why": "решение о другом человеке"})
    case.qtbot.wait(1)
    assert_fits(dialog)
    dialog.save()
    settle(case.qtbot, page)
    assert case.kept().status is Status.WAITING
    assert any("записано ошибочно" in text for text in texts(page))
    assert any("Решено выдать: решение о другом человеке" in text for text in texts(page))


def test_the_set_is_printed_and_its_window_names_nobody(case: Case) -> None:
    page = case.submitted()
    press(page, Qt.Key.Key_P, CTRL)
    dialog = dialog_of(case.qtbot, PdfDialog)
    assert dialog.windowTitle() == "Комплект заявки З-2026-0001"
    assert dialog.view.pages == page.preview.view.pages
    assert_fits(dialog)
    dialog.reject()


def give(case: Case, kind: ConsentKind) -> None:
    """Fill the window of a consent that is open, without its printed sheet."""
    dialog = dialog_of(case.qtbot, ConsentDialog)
    assert dialog.form["kind"].value() == kind.value
    dialog.prints.set_value(False)
    if kind is ConsentKind.SECRECY:
        dialog.form["scope"].set_value(["observation", "diagnosis"])
    dialog.save()
    case.come_forward()
