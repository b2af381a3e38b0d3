"""The certificate of an application: written down, given a provider, run out, annulled."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk import applications, certificates, choices, courses, history
from narcdesk.certificates import Certificate, CertificateStatus
from narcdesk.providers import Provider
from tests import factories
from tests.ui import application_desk
from tests.ui.application_desk import (
    ISTOK,
    OPORA,
    TRAINING,
    VOLGOGRAD,
    dialog_of,
    edition,
    opened,
    settle,
    texts,
    window_of,
)
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import focus_on, press, type_text
from ui.application_page import ApplicationPage
from ui.certificate_dialog import CertificateDialog
from ui.fact_dialog import FactDialog
from ui.patient_page import PatientPage
from ui.pdf_view import PdfDialog
from ui.provider_choice_dialog import ProviderChoiceDialog

CTRL = Qt.KeyboardModifier.ControlModifier
TODAY = factories.DAY


class Granted:
    """An application that the authority granted today, and its page."""

    def __init__(self, qtbot: QtBot, folder: Path, region: str) -> None:
        self.qtbot, self.clock = qtbot, factories.Clock()
        self.desk, self.patient = application_desk.desk_of(folder, region, self.clock)
        register = self.desk.register
        factories.both_consents(register, self.patient.id)
        kept = factories.application(register, self.patient.id)
        applications.submit(register, kept.id)
        applications.send(register, kept.id, TODAY, "исх. 1")
        applications.granted(register, kept.id, TODAY, "1-р")
        self.page = self.open()

    def open(self) -> ApplicationPage:
        self.window = window_of(self.qtbot, self.desk)
        return opened(self.qtbot, self.window, application=1)

    def record(self, **typed: str) -> None:
        given = {"number": "УЧ-00001", "issued_on": "16.03.2026", "days": "180"}
        self.desk.do(self.window, certificates.record, 1, {**given, **typed})
        settle(self.qtbot, self.page)

    def kept(self) -> Certificate:
        return certificates.listing(self.desk.register, self.patient.id)[0]


@pytest.fixture
def granted(qtbot: QtBot, tmp_path: Path, heard: Heard) -> Iterator[Granted]:
    made = Granted(qtbot, tmp_path / "учебный реестр", TRAINING)
    yield made
    made.desk.register.close()


@pytest.fixture
def volgograd(qtbot: QtBot, tmp_path: Path, heard: Heard) -> Iterator[Granted]:
    made = Granted(qtbot, tmp_path / "реестр области", VOLGOGRAD)
    yield made
    made.desk.register.close()


def test_a_certificate_is_written_down_by_keys(granted: Granted) -> None:
    press(granted.page, Qt.Key.Key_Return, CTRL)
    dialog = dialog_of(granted.qtbot, CertificateDialog)
    assert_fits(dialog)
    assert_mnemonics(dialog)
    assert QApplication.focusWidget() is dialog.form["number"].control
    type_text(dialog.form["number"].control, "УЧ-00001")
    press(dialog, Qt.Key.Key_Return, CTRL)
    settle(granted.qtbot, granted.page)
    kept = granted.kept()
    assert (kept.number, kept.days, kept.issued_on) == ("УЧ-00001", 180, TODAY)
    assert kept.valid_until == date(2026, 5, 15)


def test_the_proposed_day_follows_the_day_of_issue_until_it_is_typed(granted: Granted) -> None:
    granted.page.record_certificate()
    dialog = dialog_of(granted.qtbot, CertificateDialog)
    issued, until = dialog.form["issued_on"], dialog.form["valid_until"]
    assert until.note.text.text() == "60 календарных дней со дня выдачи"
    issued.retype("10.03.2026")
    issued.edited.emit()
    assert until.value() == date(2026, 5, 12)  # 60 days end on the 9th, a Saturday and a holiday
    until.retype("01.05.2026")
    until.edited.emit()
    issued.retype("16.03.2026")
    issued.edited.emit()
    assert until.value() == date(2026, 5, 1)
    dialog.form.is_edited = False
    dialog.reject()


def test_more_days_than_the_region_gives_are_told_at_once(granted: Granted) -> None:
    granted.page.record_certificate()
    dialog = dialog_of(granted.qtbot, CertificateDialog)
    days = dialog.form["days"]
    days.retype("9999")
    days.edited.emit()
    assert days.note.text.text() == "В регионе не больше 180 дней, сверьте с сертификатом."
    QApplication.processEvents()
    assert_fits(dialog)
    days.retype("180")
    days.edited.emit()
    assert days.note.is_silent
    dialog.form.is_edited = False
    dialog.reject()


def test_where_no_act_sets_the_term_the_day_is_asked(volgograd: Granted) -> None:
    volgograd.page.record_certificate()
    dialog = dialog_of(volgograd.qtbot, CertificateDialog)
    until = dialog.form["valid_until"]
    assert until.value() is None
    assert until.note.text.text() == "срок не задан в профиле: впишите день из сертификата"
    assert_fits(dialog)
    dialog.form.fill({"number": "34-0012"})
    dialog.save()
    settle(volgograd.qtbot, volgograd.page)
    assert volgograd.kept().valid_until is None
    assert "день не записан" in texts(volgograd.page)


def test_what_cannot_be_stays_in_the_window(granted: Granted) -> None:
    granted.page.record_certificate()
    dialog = dialog_of(granted.qtbot, CertificateDialog)
    dialog.form.fill({"number": "УЧ-00001", "issued_on": date(2026, 3, 2)})
    dialog.save()
    assert dialog.form["issued_on"].is_wrong
    assert certificates.listing(granted.desk.register, granted.patient.id) == []
    dialog.form.is_edited = False
    dialog.reject()


def test_a_provider_is_chosen_among_those_of_the_registry(granted: Granted) -> None:
    granted.record()
    granted.page.choose_provider()
    dialog = dialog_of(granted.qtbot, ProviderChoiceDialog)
    assert_fits(dialog)

    def names() -> list[str]:
        return [one.name for one in dialog.table.rows.rows]

    assert names() == ["АНО «Исток»"]  # the other one has places for women only
    columns = {column.title: column.text(dialog.table.rows.rows[0]) for column in dialog.table.rows.columns}
    assert columns["Свободно"] == "3 на 16.03.2026"
    assert columns["Подходит ли"].startswith("уточните: ")
    dialog.filters["unfit"].set_value(True)
    dialog.filters["unfit"].edited.emit()
    granted.qtbot.waitUntil(lambda: len(names()) == 2)
    type_text(dialog.box, "jgjh")  # «опор» in the other layout
    granted.qtbot.waitUntil(lambda: names() == ["Фонд «Опора»"])
    press(dialog.box, Qt.Key.Key_Return)
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert granted.kept().provider_id == OPORA
    settle(granted.qtbot, granted.page)
    assert granted.page.body.certificate.change.isVisible()
    granted.page.body.certificate.change.click()
    again = dialog_of(granted.qtbot, ProviderChoiceDialog)
    press(again.table, Qt.Key.Key_Home)
    press(again.table, Qt.Key.Key_Return)
    assert granted.kept().provider_id == ISTOK


def test_a_provider_is_chosen_from_the_card_for_the_certificate_that_waits(granted: Granted) -> None:
    card = PatientPage(granted.desk, granted.patient.id)
    granted.window.pages.open_over(card)
    press(card, Qt.Key.Key_F4)
    dialog = dialog_of(granted.qtbot, ProviderChoiceDialog)
    assert not dialog.choose_button.isVisible()  # nothing waits for it yet: a sheet to be signed, and no more
    assert dialog.sheet_button.isVisible()
    press(dialog.table, Qt.Key.Key_Home)
    press(dialog.table, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.make_sheet()
    dialog_of(granted.qtbot, PdfDialog).accept()
    (sheet,) = choices.listing(granted.desk.register, granted.patient.id)
    granted.desk.do(card, choices.sign, sheet.id, ISTOK, TODAY)
    dialog.reject()
    told = [
        event
        for event in history.events(granted.desk.register, granted.patient.id)
        if event.title == "Выбор организации"
    ]
    assert [event.said for event in told] == ["показано организаций: 1", "подписан: АНО «Исток»"]
    assert [len(event.papers) for event in told] == [1, 1]  # the sheet itself, from either line
    granted.record()
    focus_on(card)
    press(card, Qt.Key.Key_F4)
    again = dialog_of(granted.qtbot, ProviderChoiceDialog)
    press(again.table, Qt.Key.Key_Home)
    press(again, Qt.Key.Key_Return, CTRL)
    assert granted.kept().provider_id == ISTOK


def test_a_certificate_that_ran_out_is_said_so_and_marked(granted: Granted) -> None:
    granted.record(valid_until="20.03.2026")
    card = granted.page.body.certificate
    assert not card.expire.isVisible()
    granted.clock.go(date(2026, 3, 23))
    granted.page.refresh()
    settle(granted.qtbot, granted.page)
    said = "Обратиться в организацию надо было до 20.03.2026: сертификат больше не действует."
    assert said in texts(granted.page)
    assert_fits(granted.window, allowed=edition(granted.page))
    card.expire.click()
    assert granted.kept().status is CertificateStatus.EXPIRED
    settle(granted.qtbot, granted.page)
    assert "истёк" in texts(granted.page)
    assert not any(button.isVisible() for button in (card.expire, card.steps["annul"], card.change))


def test_annulling_needs_a_reason_of_the_region(granted: Granted) -> None:
    granted.record()
    granted.page.body.certificate.steps["annul"].click()
    dialog = dialog_of(granted.qtbot, FactDialog)
    assert_mnemonics(dialog)
    dialog.save()
    assert dialog.form["reason_code"].is_wrong
    type_text(dialog.form["reason_code"].control, "личный")
    press(dialog.form["reason_code"].control, Qt.Key.Key_Return)
    dialog.form.fill({"why": "заявление от 16.03.2026"})
    dialog.save()
    settle(granted.qtbot, granted.page)
    kept = granted.kept()
    assert kept.status is CertificateStatus.ANNULLED
    assert kept.ended_why == "личный отказ получателя; заявление от 16.03.2026"
    assert f"аннулирован: {kept.ended_why}" in texts(granted.page)


def test_a_certificate_in_use_is_shown_with_the_day_it_was_accepted(granted: Granted) -> None:
    granted.record()
    register = granted.desk.register
    certificates.choose_provider(register, 1, ISTOK)
    course = {"kind": "social", "started_on": "16.03.2026"}
    courses.start(register, granted.patient.id, course, certificate_id=1, provider_id=ISTOK)
    granted.page.refresh()
    settle(granted.qtbot, granted.page)
    assert "принят организацией, 16.03.2026" in texts(granted.page)
    assert not granted.page.body.certificate.change.isVisible()


def test_a_lost_certificate_is_replaced_and_both_are_told(granted: Granted) -> None:
    granted.record()
    card = granted.page.body.certificate
    assert [event for event, button in card.steps.items() if button.isVisible()] == ["lose", "annul"]
    card.steps["lose"].click()
    dialog = dialog_of(granted.qtbot, FactDialog)
    assert_fits(dialog)
    assert_mnemonics(dialog)
    dialog.form.fill({"note": "украден вместе с сумкой"})
    dialog.save()
    settle(granted.qtbot, granted.page)
    assert granted.kept().status is CertificateStatus.LOST
    assert any("украден вместе с сумкой" in text for text in texts(granted.page))
    assert granted.page.main_button.words == "Записать дубликат…"
    assert [event for event, button in card.steps.items() if button.isVisible()] == ["correct"]
    assert_fits(granted.window, allowed=edition(granted.page))
    granted.page.main_button.click()
    copy = dialog_of(granted.qtbot, CertificateDialog)
    type_text(copy.form["number"].control, "УЧ-00001")
    press(copy, Qt.Key.Key_Return, CTRL)
    assert "номер утраченного" in copy.form["number"].note.text.text()
    copy.form.fill({"number": "УЧ-00002"})
    press(copy, Qt.Key.Key_Return, CTRL)
    settle(granted.qtbot, granted.page)
    assert (granted.kept().number, granted.kept().replaces_id) == ("УЧ-00002", 1)
    assert "№ УЧ-00001" in texts(granted.page)
    assert any("1000 ₽ за день" in text for text in texts(granted.page))


def test_a_break_of_the_course_stops_the_certificate_for_its_term(granted: Granted) -> None:
    granted.record()
    course = {"kind": "social", "started_on": "16.03.2026"}
    courses.start(granted.desk.register, granted.patient.id, course, certificate_id=1)
    granted.page.refresh()
    granted.page.take_certificate_step("suspend")
    dialog = dialog_of(granted.qtbot, FactDialog)
    dialog.form.fill({"why": "больница"})
    dialog.save()
    settle(granted.qtbot, granted.page)
    assert (granted.kept().status, granted.kept().suspended_until) == (CertificateStatus.SUSPENDED, date(2026, 3, 30))
    shown = [event for event, button in granted.page.body.certificate.steps.items() if button.isVisible()]
    assert shown == ["take_act", "resume", "annul", "correct"]
    assert_fits(granted.window, allowed=edition(granted.page))


def test_an_organisation_that_left_the_registry_is_told_and_the_rest_of_the_days_is_proposed(granted: Granted) -> None:
    register = granted.desk.register
    granted.record()
    certificates.choose_provider(register, 1, ISTOK)
    course = {"kind": "social", "started_on": "16.03.2026"}
    courses.start(register, granted.patient.id, course, certificate_id=1)
    granted.page.refresh()
    said = "Организации больше нет в реестре"
    assert not any(said in text for text in texts(granted.page))
    granted.clock.go(date(2026, 3, 25))
    with register.write("providers.take_list") as session:
        session.get_one(Provider, ISTOK).closed_on = date(2026, 3, 20)
    granted.page.refresh()
    settle(granted.qtbot, granted.page)
    assert any(said in text for text in texts(granted.page))
    assert_fits(granted.window, allowed=edition(granted.page))
    granted.page.take_certificate_step("annul")
    end = dialog_of(granted.qtbot, FactDialog)
    assert end.form["reason_code"].value() == "A05"
    end.save()
    settle(granted.qtbot, granted.page)
    granted.page.refresh()
    granted.page.record_certificate()
    dialog = dialog_of(granted.qtbot, CertificateDialog)
    assert dialog.form["days"].value() == "170"  # 180 less the ten from 16 to 25 March
    dialog.form.is_edited = False
    dialog.reject()
