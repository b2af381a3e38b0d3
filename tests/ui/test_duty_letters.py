"""The buttons «Письмо…» of a court duty: the letter of an event, filled in; its sending marks the duty."""

from datetime import date

import pytest

from narcdesk import disclosures, duties, letters
from narcdesk.duties import Duty, DutyResult, EvasionSign, NoticeEvent
from narcdesk.letters import LetterState
from narcdesk.patients import Patient
from tests.factories import DAY
from tests.ui.fit import assert_fits, cut
from tests.ui.office import card, fill, form, happens, save
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.patient_duties import DutiesTab
from ui.patient_letters import LettersTab
from ui.pdf_view import PdfDialog


def received(desk: Desk, patient: Patient, kind: str = "АП") -> Duty:
    typed = {"kind": kind, "court": "мировой судья", "case_number": "5-12/2026", "decided_on": "02.03.2026"}
    typed["appear_by"] = "10.03.2026"
    return duties.receive(desk.register, patient.id, typed)


def tab_of(window: MainWindow) -> DutiesTab:
    tab = card(window, "duties").made["duties"]
    assert isinstance(tab, DutiesTab)
    return tab


def kept(desk: Desk, patient: Patient) -> Duty:
    (duty,) = duties.listing(desk.register, patient.id)
    return duty


def test_the_letter_of_the_coming_is_filled_in_and_its_sending_marks_the_duty(
    window: MainWindow, desk: Desk, patient: Patient
) -> None:
    duties.appeared(desk.register, received(desk, patient).id, date(2026, 3, 13))
    tab = tab_of(window)
    assert happens(lambda: not list(cut(window)))
    assert_fits(window)
    tab.letter_buttons[NoticeEvent.COMING].click()
    dialog = form()
    assert dialog.form["recipient_kind"].value() == "police"
    assert dialog.form["ground"].value() == "13.4.3.1"
    assert dialog.form["basis"].typed() == "решение суда от 02.03.2026, дело № 5-12/2026"
    save(dialog)
    shown = tab.findChild(PdfDialog)
    assert shown is not None
    shown.reject()
    (letter,) = letters.listing(desk.register, patient.id)
    assert (letter.form, letter.due_on, letter.about_kind) == ("sud_yavka", date(2026, 3, 18), "duties")
    assert kept(desk, patient).told_on is None  # a number is no sending
    post = card(window, "letters").made["letters"]
    assert isinstance(post, LettersTab)
    post.go_on(letter)
    sending = form()
    fill(sending, how="почтой")
    save(sending)
    assert letters.one(desk.register, letter.id).state is LetterState.SENT
    assert (kept(desk, patient).told_on, kept(desk, patient).told_number) == (DAY, letter.number)
    assert len(disclosures.of_patient(desk.register, patient.id)) == 1
    assert NoticeEvent.COMING not in tab_of(window).letter_buttons


@pytest.mark.parametrize(
    ("event", "form_code"),
    [
        (NoticeEvent.NO_SHOW, "sud_neyavka"),
        (NoticeEvent.EVASION, "sud_uklonenie"),
        (NoticeEvent.COMPLETION, "sud_ispolnenie"),
    ],
)
def test_every_event_has_its_button_and_its_letter(
    window: MainWindow, desk: Desk, patient: Patient, event: NoticeEvent, form_code: str
) -> None:
    duty = received(desk, patient, "УК-73")
    if event is NoticeEvent.EVASION:
        duties.evaded(desk.register, duty.id, DAY, EvasionSign.NOT_CAME)
    if event is NoticeEvent.COMPLETION:
        duties.appeared(desk.register, duty.id, date(2026, 3, 9))
        duties.finish(desk.register, duty.id, DAY, DutyResult.FULFILLED)
    tab = tab_of(window)
    tab.letter_buttons[event].click()
    dialog = form()
    assert (dialog.form["recipient_kind"].value(), dialog.form["ground"].value()) == ("penal", "13.4.3-УИИ")
    assert_fits(dialog)
    save(dialog)
    (letter,) = letters.listing(desk.register, patient.id)
    assert (letter.form, letter.due_on) == (form_code, None)  # no act that is known sets the term
    assert letter.number == "И-2026-0001"
    shown = tab.findChild(PdfDialog)
    assert shown is not None
    shown.reject()


def test_how_it_goes_and_an_answer_to_a_request_are_letters_too(
    window: MainWindow, desk: Desk, patient: Patient
) -> None:
    duties.appeared(desk.register, received(desk, patient).id, date(2026, 3, 9))
    tab = tab_of(window)
    tab.buttons["Сообщить о ходе"].click()
    dialog = form()
    save(dialog)
    shown = tab.findChild(PdfDialog)
    assert shown is not None
    shown.reject()
    tab.buttons["Ответ на запрос"].click()
    dialog = form()
    assert dialog.form["ground"].value() == "13.4.3"
    fill(dialog, basis="запрос № 8", words="явился в срок")
    save(dialog)
    assert {one.form for one in letters.listing(desk.register, patient.id)} == {"sud_hod", "otvet_na_zapros"}
    assert kept(desk, patient).told_on is None  # neither is the notice of the coming
