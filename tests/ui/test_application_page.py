"""The page of an application: what is typed and kept, the paper beside it, what is not known, how it looks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from narcdesk import applications, patients
from narcdesk.applications import Status
from narcdesk.audit import AuditEntry
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.ui import application_desk
from tests.ui.application_desk import (
    ISTOK,
    TRAINING,
    VOLGOGRAD,
    Case,
    dialog_of,
    edition,
    in_focus,
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
from ui.desk import Desk
from ui.patient_page import PatientPage
from ui.pieces import EmptyState
from ui.profile_banner import Questions

CTRL = Qt.KeyboardModifier.ControlModifier
TAB = Qt.FocusPolicy.TabFocus
TODAY = factories.DAY


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


def test_the_card_lies_a_key_away_and_esc_comes_back(case: Case) -> None:
    page = case.draft()
    press(page, Qt.Key.Key_F2)
    card = case.window.pages.page
    assert isinstance(card, PatientPage)
    assert card.header.title.text() == case.patient.full_name
    press(card, Qt.Key.Key_Escape)
    assert case.window.pages.page is page


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


def test_what_is_known_in_part_is_told_apart_from_what_stays_empty(case: Case) -> None:
    patients.amend(case.register, case.patient.id, {"birth": "02.1988", "snils": "", "document_issued_by": ""})
    page = case.draft()
    said = page.preview.said.text()
    doubts, blanks = said.split(" На бумаге останется пустым: ")
    assert doubts == "Проверьте перед печатью: дата рождения (известна не вся)."
    assert blanks == "документ: кем выдан."
    assert_fits(page, allowed=edition(page))


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


@pytest.mark.parametrize("stage", ["draft", "sent"])
def test_tab_walks_as_the_eye_does(case: Case, stage: str) -> None:
    page = case.draft(with_consents=stage == "sent")
    if stage == "sent":
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
