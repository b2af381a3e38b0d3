"""The page of an application: the form, the set, the paper, what the law blocks, the whole way in real windows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from narcdesk import applications, certificates, consents
from narcdesk.applications import NotAllowed, Status
from narcdesk.audit import AuditEntry
from narcdesk.certificates import CertificateStatus
from narcdesk.consents import ConsentKind
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.ui import application_desk
from tests.ui.application_desk import (
    ISTOK,
    TRAINING,
    VOLGOGRAD,
    dialog_of,
    edition,
    opened,
    paper_text,
    settle,
    texts,
    window_of,
)
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics, cut, mnemonics, overlaps
from tests.ui.hands import press, type_text
from ui import theme
from ui.application_page import ApplicationPage
from ui.certificate_dialog import CertificateDialog
from ui.consent_dialog import ConsentDialog
from ui.desk import Desk
from ui.fact_dialog import FactDialog
from ui.main_window import MainWindow
from ui.pdf_view import PdfDialog
from ui.pieces import EmptyState
from ui.profile_banner import Questions
from ui.provider_choice_dialog import ProviderChoiceDialog

CTRL = Qt.KeyboardModifier.ControlModifier
TAB = Qt.FocusPolicy.TabFocus
TODAY = factories.DAY


class Case:
    """A register with a patient, and the window over it."""

    def __init__(self, qtbot: QtBot, desk: Desk, patient: Patient) -> None:
        self.qtbot, self.desk, self.patient = qtbot, desk, patient
        self.register = desk.register
        self.window: MainWindow = window_of(qtbot, desk)

    def new(self) -> ApplicationPage:
        return opened(self.qtbot, self.window, patient=self.patient.id)

    def draft(self, *, with_consents: bool = True) -> ApplicationPage:
        if with_consents:
            factories.both_consents(self.register, self.patient.id)
        kept = factories.application(self.register, self.patient.id)
        return opened(self.qtbot, self.window, application=kept.id)

    def submitted(self) -> ApplicationPage:
        page = self.draft()
        page.submit()
        settle(self.qtbot, page)
        return page

    def kept(self, number: int = 1) -> applications.Application:
        return applications.one(self.register, number)

    def come_forward(self) -> None:
        """A screen brings the window to the front when the one over it is gone."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def step(self, page: ApplicationPage, event: str, **values: object) -> None:
        """Take a step of the way through its window."""
        page.take_step(event)
        dialog = dialog_of(self.qtbot, FactDialog)
        dialog.form.fill(values)
        dialog.save()
        settle(self.qtbot, page)


@pytest.fixture
def case(qtbot: QtBot, tmp_path: Path, heard: Heard) -> Iterator[Case]:
    """A region whose terms are all known."""
    desk, patient = application_desk.desk_of(tmp_path / "учебный реестр", TRAINING)
    yield Case(qtbot, desk, patient)
    desk.register.close()


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    """The largest type, which Ctrl+plus leads to."""
    worn = theme.current()
    theme.apply(qapp, theme.Theme(points=theme.LARGEST))
    yield
    theme.apply(qapp, worn)


@pytest.fixture
def volgograd(qtbot: QtBot, tmp_path: Path, heard: Heard) -> Iterator[Case]:
    """A region of whose terms no act is known."""
    desk, patient = application_desk.desk_of(tmp_path / "реестр области", VOLGOGRAD)
    yield Case(qtbot, desk, patient)
    desk.register.close()


# Filling and keeping


def test_of_a_new_application_nothing_is_kept_until_it_is_put_aside(case: Case) -> None:
    page = case.new()
    assert QApplication.focusWidget() is page.body.form["days"].control  # the first empty field
    assert page.body.form.values()["circumstance"] == "voluntary"  # as the card says
    assert applications.listing(case.register) == []
    assert page.may_leave()
    type_text(page.body.form["days"].control, "120")
    assert case.desk.has_unsaved
    form, papers = page.body.form, page.body.checklist.papers
    type_text(form["provider_id"].control, "bcnjr")  # «исток» in the other layout
    press(form["provider_id"].control, Qt.Key.Key_Return)
    assert form.provider_id == ISTOK
    assert form["provider_id"].note.text.text() == "Свободно для мужчин: 3 — на 16.03.2026 · по телефону: Белова"
    papers["П2"].box.click()
    papers["П2"].sheets.retype("4")
    papers["П2"].dated.retype("10.3.26")
    press(page, Qt.Key.Key_S, CTRL)
    kept = case.kept()
    assert (kept.status, kept.days, kept.provider_id, kept.number) == (Status.DRAFT, 120, ISTOK, None)
    paper = applications.papers(case.register, kept.id)["П2"]
    assert (paper.sheets, paper.dated) == (4, TODAY.replace(day=10))
    assert case.window.pages.page is not page  # back at the list
    again = opened(case.qtbot, case.window, application=kept.id)
    assert again.body.form["days"].typed() == "120"
    assert again.body.checklist.at_hand() == {"П2": ("4", TODAY.replace(day=10))}
    assert not again.body.is_edited


def test_what_cannot_be_kept_leads_to_its_field(case: Case) -> None:
    page = case.new()
    form, papers = page.body.form, page.body.checklist.papers
    form["days"].retype("сто")
    form["provider_id"].retype("Полянка")
    press(page, Qt.Key.Key_S, CTRL)
    assert form["provider_id"].is_wrong
    assert QApplication.focusWidget() is form["provider_id"].control
    form["provider_id"].retype("")
    press(page, Qt.Key.Key_S, CTRL)
    assert form["days"].is_wrong
    assert form["days"].typed() == "сто"
    form["days"].retype("90")
    papers["П1"].box.click()
    papers["П1"].sheets.retype("два")
    press(page, Qt.Key.Key_S, CTRL)
    assert applications.listing(case.register) == []
    assert "П1. Листов: нужно целое число" in texts(page)
    assert QApplication.focusWidget() is papers["П1"].sheets.control
    papers["П1"].sheets.retype("2")
    press(page, Qt.Key.Key_S, CTRL)
    assert case.kept().days == 90


def test_leaving_asks_only_when_there_is_something_to_lose(case: Case, heard: Heard) -> None:
    page = case.draft()
    press(page, Qt.Key.Key_Escape)
    assert heard.asked == []
    page = opened(case.qtbot, case.window, application=1)
    type_text(page.body.form["earlier"].control, "УЧ-00007")
    press(page, Qt.Key.Key_Escape)
    assert heard.asked == ["Изменения в заявке не сохранены"]
    assert case.window.pages.page is page  # Esc at the question means to stay
    heard.answer = "save"
    press(page, Qt.Key.Key_Escape)
    assert case.kept().earlier == "УЧ-00007"
    assert case.window.pages.page is not page
    page = opened(case.qtbot, case.window, application=1)
    type_text(page.body.form["earlier"].control, " лишнее")
    heard.answer = "drop"
    press(page, Qt.Key.Key_Escape)
    assert case.kept().earlier == "УЧ-00007"
    assert not case.desk.has_unsaved


def test_the_paper_follows_what_is_typed(case: Case) -> None:
    page = case.draft()
    assert "180 дней" in paper_text(page)
    assert "ПРОЕКТ" in paper_text(page)
    page.preview.view.turn(1)
    for letters in ("1", "12", "120"):
        page.body.form["days"].retype(letters)
        page.body.form["days"].edited.emit()
    settle(case.qtbot, page)
    assert "120 дней" in paper_text(page)
    assert page.preview.view.page == 1  # the sheet that was open stays open
    assert case.kept().days == 180  # nothing is kept by looking
    line = next(line for line in page.lines if line.code == "days")
    assert line.said == "просим дней: 120"


def test_a_lock_a_moment_after_the_last_letter_loses_nothing(case: Case, qtbot: QtBot) -> None:
    page = case.draft()
    page.body.form["days"].retype("120")
    page.body.form["days"].edited.emit()
    page.preview.show_sketch(page.body.sketch(), at_once=True)
    case.register.close()
    qtbot.wait(400)  # both pauses are over; a crash of the program would fail this test
    case.desk.register = Register.open(case.register.folder, "zimin", factories.PASSWORD, clock=factories.Clock())
    case.window.pages.refresh()
    settle(qtbot, page)
    assert page.body.form["days"].typed() == "120"
    assert "120 дней" in paper_text(page)


def test_an_application_that_is_opened_is_journalled(case: Case) -> None:
    case.draft()
    with case.register.read() as session:
        looks = session.query(AuditEntry).filter(AuditEntry.action == "patients.look").count()
    assert looks == 1


def test_who_has_no_right_sees_nothing(qtbot: QtBot, tmp_path: Path, heard: Heard) -> None:
    clock = factories.Clock()
    desk, patient = application_desk.desk_of(tmp_path / "реестр", TRAINING, clock)
    kept = factories.application(desk.register, patient.id)
    with factories.signed_in(desk.register, Role.STATISTICIAN, clock) as register:
        window = window_of(qtbot, Desk(register))
        page = ApplicationPage(window.desk, kept.id)
        window.pages.open_over(page)
        assert not page.isVisible()
        assert not any("Воробьёв" in text for text in texts(window.pages))  # type: ignore[arg-type]
        assert window.findChildren(EmptyState)


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
    assert list(page.body.way.buttons) == ["return_back", "refuse", "withdraw"]
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
    assert "Орган вернул: нет выписки; вернуть до 23.03.2026." in texts(page)
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


def test_the_set_is_printed_and_its_window_names_nobody(case: Case) -> None:
    page = case.submitted()
    press(page, Qt.Key.Key_P, CTRL)
    dialog = dialog_of(case.qtbot, PdfDialog)
    assert dialog.windowTitle() == "Комплект заявки З-2026-0001"
    assert dialog.view.pages == page.preview.view.pages
    assert_fits(dialog)
    dialog.reject()


# What is not known is said


def test_unknown_terms_are_said_to_be_unset(volgograd: Case) -> None:
    page = volgograd.draft()
    banner = next(text for text in texts(page) if text.startswith("Не подтверждено по актам"))
    assert "начало действия порядка, уполномоченный орган" in banner
    assert "редакция" in page.header.line.text()
    page.submit()
    volgograd.step(page, "send", letter="исх. 14")
    assert texts(page).count("срок не задан в профиле") == 5  # the stage and the four terms
    case_edition = edition(page)
    assert_fits(volgograd.window, allowed=case_edition)
    Questions(page, page.case.profile).open()
    asked = dialog_of(volgograd.qtbot, Questions)
    assert any("За сколько дней орган принимает решение" in label for label in texts(asked))  # type: ignore[arg-type]
    assert_fits(asked)
    assert_mnemonics(asked)
    asked.accept()


def test_a_region_with_two_documents_offers_both(volgograd: Case) -> None:
    page = volgograd.new()
    form = page.body.form
    assert form["instrument"].typed() == "Сертификат"
    type_text(form["instrument"].control, "")
    form["instrument"].set_value("referral")
    form["instrument"].edited.emit()
    form["days"].retype("365")
    settle(volgograd.qtbot, page)
    assert form["instrument"].note.text.text() == "направление на социальную реабилитацию"
    assert "направления на социальную реабилитацию" in paper_text(page)
    assert any(line.title == "Срок курса до 180 дней" for line in page.lines)


@pytest.mark.parametrize("state", ["draft", "sent"])
def test_tab_walks_as_the_eye_does(case: Case, state: str) -> None:
    page = case.draft(with_consents=state == "sent")
    if state == "sent":
        page.submit()
        case.step(page, "send", letter="исх. 1")
    else:
        page.body.checklist.papers["П2"].box.click()
        settle(case.qtbot, page)
        page.refresh()
    case.come_forward()
    case.qtbot.wait(20)
    shown = [
        act for act in page.findChildren(QWidget) if act.isVisible() and act.isEnabled() and act.focusPolicy() & TAB
    ]
    inside = [widget for widget in shown if page.body.isAncestorOf(widget)]
    page.submit_button.setFocus()
    page.main_button.setFocus()
    walked: list[QWidget] = [in_focus()]
    while (walked[-1] is not walked[0] or len(walked) == 1) and len(walked) < 2 * len(shown):
        press(in_focus(), Qt.Key.Key_Tab)
        walked.append(in_focus())
    left = [widget.mapTo(page.body, QPoint(0, 0)) for widget in walked if widget in inside]
    assert len(left) == len(inside)
    assert left == sorted(left, key=lambda at: (at.y() // 20, at.x()))
    first = walked.index(next(widget for widget in walked if widget in inside))
    assert all(widget in inside for widget in walked[first : first + len(inside)])


# How it looks


@pytest.mark.parametrize(("width", "height"), [(1366, 740), (1280, 680)])
def test_a_draft_fits(case: Case, width: int, height: int) -> None:
    page = case.draft(with_consents=False)
    case.window.resize(width, height)
    page.body.checklist.papers["П3"].box.click()
    settle(case.qtbot, page)
    assert_fits(case.window, allowed=edition(page))
    assert all(len(found) == 1 for found in mnemonics(page).values())


def test_the_dark_scheme_fits(case: Case, dark: object) -> None:
    page = case.submitted()
    assert_fits(case.window, allowed=edition(page))
    assert all(len(found) == 1 for found in mnemonics(page).values())


def test_with_little_room_the_form_has_all_of_it(large: object, case: Case) -> None:
    page = case.draft(with_consents=False)
    page.body.checklist.papers["П3"].box.click()
    settle(case.qtbot, page)
    assert not page.preview.isVisible()
    assert not [*cut(page), *overlaps(page)]


def test_the_smallest_window_shows_the_whole_form(case: Case) -> None:
    page = case.draft(with_consents=False)
    case.window.resize(960, 540)
    page.body.checklist.papers["П3"].box.click()
    settle(case.qtbot, page)
    assert not page.preview.isVisible()
    assert_fits(case.window, allowed=edition(page))
    case.window.resize(1366, 740)
    assert page.preview.isVisible()


def in_focus() -> QWidget:
    """What has the cursor."""
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def shown_acts(page: ApplicationPage) -> list[str]:
    """The buttons at the top, from the left."""
    acts = [page.discard_button, page.aside_button, page.print_button, page.submit_button, page.main_button]
    return [button.words for button in acts if button.isVisible()]


def give(case: Case, kind: ConsentKind) -> None:
    """Fill the window of a consent that is open, without its printed sheet."""
    dialog = dialog_of(case.qtbot, ConsentDialog)
    assert dialog.form["kind"].value() == kind.value
    dialog.prints.set_value(False)
    if kind is ConsentKind.SECRECY:
        dialog.form["scope"].set_value(["observation", "diagnosis"])
    dialog.save()
    case.come_forward()
