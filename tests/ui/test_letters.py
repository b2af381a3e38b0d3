"""Letters on the card: without a ground nothing is kept and the words stay; with one, paper, sending and log."""

from narcdesk import disclosures, letters
from narcdesk.letters import LetterState
from narcdesk.patients import Patient
from tests.ui.conftest import Heard
from tests.ui.office import card, choose, fill, form, save
from ui.desk import Desk
from ui.form_dialog import FormDialog
from ui.main_window import MainWindow
from ui.patient_letters import LettersTab
from ui.pdf_view import PdfDialog


def tab_of(window: MainWindow) -> LettersTab:
    tab = card(window, "letters").made["letters"]
    assert isinstance(tab, LettersTab)
    return tab


def typed(tab: LettersTab, kind: str) -> FormDialog:
    tab.answer()
    dialog = form()
    choose(dialog, recipient_kind=kind, ground="13.4.3")
    fill(dialog, recipient="Районный суд", basis="запрос № 8", words="явился в срок")
    save(dialog)
    return dialog


def test_with_a_ground_the_paper_is_shown_and_the_letter_led_to_its_end(
    window: MainWindow, desk: Desk, patient: Patient
) -> None:
    tab = tab_of(window)
    typed(tab, "court")
    shown = tab.findChild(PdfDialog)
    assert shown is not None
    assert shown.windowTitle() == "Ответ на запрос"
    shown.reject()
    assert [one.number for one in letters.listing(desk.register, patient.id)] == ["И-2026-0001"]
    tab.go_on(letters.listing(desk.register, patient.id)[0])
    sending = form()
    fill(sending, how="почтой")
    save(sending)
    assert letters.listing(desk.register, patient.id)[0].state is LetterState.SENT
    assert [told.letter for told in disclosures.of_patient(desk.register, patient.id)] == ["И-2026-0001"]
    assert tab.told.table.model().rowCount() == 1


def test_without_a_ground_nothing_is_kept_and_what_was_typed_stays(
    window: MainWindow, desk: Desk, patient: Patient, heard: Heard
) -> None:
    dialog = typed(tab_of(window), "employer")
    assert "не подходит адресату «работодатель»" in heard.told[-1].what
    assert letters.listing(desk.register, patient.id) == []
    assert dialog.isVisible()
    assert dialog.form["words"].value() == "явился в срок"


def test_only_what_has_not_gone_can_be_kept_back(window: MainWindow, desk: Desk, patient: Patient) -> None:
    tab = tab_of(window)
    typed(tab, "court")
    shown = tab.findChild(PdfDialog)
    assert shown is not None
    shown.reject()
    tab.letters.table.go_to(0)
    assert not tab.cancel_button.isHidden()
    tab.cancel()
    dialog = form()
    fill(dialog, why="запрос отозван")
    save(dialog)
    assert letters.listing(desk.register, patient.id)[0].state is LetterState.CANCELLED
    tab.letters.table.go_to(0)
    assert tab.cancel_button.isHidden()
