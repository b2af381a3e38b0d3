"""A card by the keyboard: typed, doubted, recognised, kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from narcdesk import duplicates, patients, search
from narcdesk.fields import Absence
from narcdesk.patients import DocumentKind, Patient
from tests import factories
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import press, type_text
from tests.ui.office import CTRL, active, cursor, fill, form, front, happens, no_form, office_window, save, type_in
from ui.desk import Desk
from ui.fields import TextField
from ui.patient_dialog import PatientDialog
from ui.patient_page import PatientPage
from ui.pieces import QuietButton, Text


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    behind = QWidget()
    qtbot.addWidget(behind)
    behind.resize(1366, 768)
    behind.show()
    return behind


def opened(window: QWidget, desk: Desk, **typed: str) -> PatientDialog:
    dialog = PatientDialog(window, desk, typed=typed)
    dialog.open()
    return active(dialog)


def only(desk: Desk) -> Patient:
    [found] = desk.ask(search.patients).rows
    return desk.ask(patients.one, found.id)


def test_a_card_is_entered_by_the_keyboard_alone(qtbot: QtBot, desk: Desk, heard: Heard) -> None:
    window = office_window(qtbot, desk, section=1)
    press(window, Qt.Key.Key_N, CTRL)
    dialog = form()
    type_in(  # the policy is the unified one, the document a passport, and she came today
        dialog,
        surname="Лапина",
        given="Дарья",
        patronymic="Сергеевна",
        sex="жен",
        birth="070395",
        snils="11223344595",
        policy_number="1234567890123452",
        document_series="1815",
        document_number="123456",
        document_issued_on="20 апреля 2015",
        document_issued_by="ОМВД Заречного района",
        document_department="340001",
        registration_address="404620, р. п. Заречье, ул. Новая, д. 3",
        settlement="р. п. Заречье",
        locality="город",
        phone="89000000012",
        email="lapina@example.invalid",
        came_from="обратился сам",
        legal_ground="добров",
    )
    assert cursor() is dialog.form["remark"].control
    press(cursor(), Qt.Key.Key_Tab)
    press(cursor(), Qt.Key.Key_Return, CTRL)
    assert no_form()
    page = front(window, PatientPage)
    assert heard.told == []
    kept = only(desk)
    assert page.patient.id == kept.id
    assert (kept.full_name, kept.sex.value, kept.birth.iso) == ("Лапина Дарья Сергеевна", "f", "1995-03-07")
    assert (kept.snils, kept.policy_number, kept.phone) == ("11223344595", "1234567890123452", "+79000000012")
    assert kept.email == "lapina@example.invalid"
    assert (kept.document_series, kept.document_department) == ("1815", "340001")
    assert (kept.came_from, kept.came_on, kept.legal_ground) == ("self", factories.DAY, "voluntary")


def test_the_card_fits_and_its_buttons_have_letters(window: QWidget, desk: Desk) -> None:
    dialog = opened(window, desk)
    assert (dialog.width(), dialog.height()) <= (1366, 768)
    assert_fits(dialog)
    assert_mnemonics(dialog)
    dialog.reject()


def test_what_is_wrong_leads_to_the_field_and_keeps_what_was_typed(window: QWidget, desk: Desk) -> None:
    dialog = opened(window, desk, surname="Лапина")
    fill(dialog, birth="32.13.1995", given="Дарья")
    save(dialog)
    assert dialog.isVisible()
    assert cursor() is dialog.form["sex"].control
    wrong = {name for name, field in dialog.form.fields.items() if field.is_wrong}
    assert wrong == {"sex", "birth", "came_from", "legal_ground"}
    assert dialog.form["birth"].typed() == "32.13.1995"
    assert_fits(dialog)
    dialog.form.is_edited = False
    dialog.reject()


def test_an_odd_snils_needs_its_reason(window: QWidget, desk: Desk) -> None:
    dialog = opened(window, desk)
    dialog.form.fill(factories.card(snils=None))
    fill(dialog, snils="11223344599")
    press(cursor(), Qt.Key.Key_Return)
    number = dialog.form["snils"]
    assert isinstance(number, TextField)
    assert "не сходится" in number.note.text.text()
    save(dialog)
    assert dialog.isVisible()
    assert number.is_wrong
    assert desk.ask(patients.count) == 0
    number._reason.setFocus()  # type: ignore[union-attr]
    type_text(cursor(), "так в документе")
    save(dialog)
    assert not dialog.isVisible()
    kept = only(desk)
    assert (kept.snils, kept.odd) == ("11223344599", {"snils": "так в документе"})


def test_a_doubt_that_only_the_whole_card_can_have_is_told_when_the_cursor_goes_on(window: QWidget, desk: Desk) -> None:
    dialog = opened(window, desk)
    dialog.form.fill(factories.card(document_series="1808", document_issued_on=None))
    fill(dialog, document_issued_on="20.04.2020")
    press(cursor(), Qt.Key.Key_Return)
    issued = dialog.form["document_issued_on"]
    assert isinstance(issued, TextField)
    assert "од в серии" in issued.note.text.text()
    issued.set_value("20.04.2008")
    dialog.form["document_series"].control.setFocus()
    press(cursor(), Qt.Key.Key_Return)
    assert issued._reason is not None
    assert issued._reason.isHidden()
    dialog.form.is_edited = False
    dialog.reject()


@pytest.mark.parametrize(("answer", "open_after"), [(None, True), ("drop", False)])
def test_closing_asks_by_verbs_when_something_was_typed(
    window: QWidget, desk: Desk, heard: Heard, answer: str | None, open_after: bool
) -> None:
    heard.answer = answer
    dialog = opened(window, desk)
    type_text(cursor(), "Л")
    assert desk.has_unsaved
    press(dialog, Qt.Key.Key_Escape)
    assert heard.asked == ["Введённое не сохранено"]
    assert dialog.isVisible() is open_after
    assert desk.has_unsaved is open_after
    heard.answer = "drop"
    dialog.reject()


def test_who_may_have_a_card_already_stands_beside_and_blocks_nothing(
    window: QWidget, desk: Desk, heard: Heard
) -> None:
    kept = factories.patient(desk.register)
    dialog = opened(window, desk)
    recognised: list[int] = []
    dialog.recognised.connect(recognised.append)
    fill(dialog, surname="воробьев", given="Илья", birth="12.03.1988")
    assert happens(lambda: not dialog.namesakes.isHidden())
    QApplication.processEvents()
    assert_fits(dialog)
    button, _ = dialog.namesakes.findChildren(QuietButton)
    heard.answer = "stay"
    button.click()
    assert dialog.isVisible()
    assert recognised == []
    heard.answer = "open"
    button.click()
    assert recognised == [kept.id]
    assert not dialog.isVisible()
    assert all("введённое здесь не сохранится" in heading for heading in heard.asked)


def test_a_document_is_asked_for_what_it_has(window: QWidget, desk: Desk) -> None:
    dialog = opened(window, desk)

    def shown() -> set[str]:
        return {
            name for name, field in dialog.form.fields.items() if name.startswith("document_") and field.isVisible()
        }

    assert "document_department" in shown()
    for kind in DocumentKind:
        dialog.form["document_kind"].set_value(kind.value)
        dialog.form["document_kind"].edited.emit()
        assert shown() - {"document_kind"} == kind.requisites
    dialog.form.is_edited = False
    dialog.reject()


def test_an_address_of_mail_that_is_none_is_doubted_and_may_stay(window: QWidget, desk: Desk) -> None:
    dialog = opened(window, desk)
    dialog.form.fill(factories.card())
    fill(dialog, email="воробей на почте")
    save(dialog)
    assert dialog.isVisible()
    email = dialog.form["email"]
    assert isinstance(email, TextField)
    assert "имя@узел" in email.note.text.text()
    email._reason.setFocus()  # type: ignore[union-attr]
    type_text(cursor(), "так сказал")
    save(dialog)
    assert only(desk).odd == {"email": "так сказал"}


def test_an_answer_may_be_refused(window: QWidget, desk: Desk) -> None:
    dialog = opened(window, desk)
    dialog.form.fill(factories.card(phone=None))
    phone = dialog.form["phone"]
    assert isinstance(phone, TextField)
    phone.set_absence(Absence.REFUSED)
    save(dialog)
    assert only(desk).not_given == {"phone": "refused"}


def test_an_amended_card_keeps_what_was_not_touched(window: QWidget, desk: Desk) -> None:
    kept = factories.patient(desk.register)
    dialog = PatientDialog(window, desk, kept)
    dialog.open()
    active(dialog)
    assert dialog.windowTitle() == "Воробьёв Илья Петрович"
    assert dialog.namesakes.isHidden()  # he is no namesake of himself
    dialog.form["phone"].set_value("")
    fill(dialog, phone="8 900 000-00-77")
    save(dialog)
    amended = only(desk)
    assert amended.phone == "+79000000077"
    assert (amended.snils, amended.registration_address) == (kept.snils, kept.registration_address)


def test_what_differs_is_marked_and_another_person_is_not_asked_about_again(
    window: QWidget, desk: Desk, heard: Heard
) -> None:
    kept = factories.patient(desk.register)
    dialog = opened(window, desk)
    fill(dialog, surname="Воробьёв", given="Илья", patronymic="Петрович", birth="03.12.1988")
    assert happens(lambda: not dialog.namesakes.isHidden())
    said = [text.text() for text in dialog.namesakes.findChildren(Text)]
    assert "то же имя, день и месяц переставлены" in said
    assert "≠ 12.03.1988" in said
    _, other = dialog.namesakes.findChildren(QuietButton)
    other.click()
    assert dialog.namesakes.isHidden()
    rest = factories.card(snils=None, policy_number="", document_kind="none")
    named = ("surname", "given", "patronymic", "birth")
    papers = [name for name in rest if name.startswith("document_") and name != "document_kind"]
    dialog.form.fill({name: rest[name] for name in rest if name not in (*named, *papers)})
    save(dialog)
    assert not dialog.isVisible()
    assert desk.ask(duplicates.told_apart, kept.id) == {kept.id + 1}


def test_a_card_shows_how_papers_decline_the_name_and_takes_a_correction(window: QWidget, desk: Desk) -> None:
    fresh = opened(window, desk, surname="Соловей")
    assert not fresh.form["name_genitive"].isVisible()  # not asked while a card is entered in haste
    fresh.drop()
    made = factories.patient(desk.register, surname="Соловей", given="Иван", patronymic="Петрович", sex="m")
    dialog = PatientDialog(window, desk, kept=made)
    dialog.open()
    active(dialog)
    genitive, dative = dialog.form["name_genitive"], dialog.form["name_dative"]
    assert isinstance(genitive, TextField)
    assert isinstance(dative, TextField)
    assert genitive.line.placeholderText() == "Соловея Ивана Петровича"
    assert dative.line.placeholderText() == "Соловею Ивану Петровичу"
    fill(dialog, name_genitive="Соловья Ивана Петровича")
    save(dialog)
    assert only(desk).name_in("genitive") == "Соловья Ивана Петровича"
    assert only(desk).name_in("dative") == "Соловею Ивану Петровичу"
