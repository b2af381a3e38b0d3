"""The first screen: groups, keys, where each row leads."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk import applications, duties, observation, patronage, tasks
from narcdesk.patients import Patient
from narcdesk.tasks import What
from tests import factories
from tests.ui.fit import assert_fits
from tests.ui.hands import press, type_text
from tests.ui.office import CTRL, cursor, form, front, happens, no_form, office_window, type_in
from ui import messages
from ui.application_page import ApplicationPage
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.patient_dialog import PatientDialog
from ui.patient_page import PatientPage
from ui.patients_page import PatientsPage
from ui.pdf_view import PdfDialog
from ui.pieces import QuietButton
from ui.today_page import TodayPage


def who(desk: Desk, surname: str) -> Patient:
    return factories.patient(desk.register, surname=surname, snils="")


@pytest.fixture
def busy(qtbot: QtBot, desk: Desk) -> MainWindow:
    """An office in which something of every kind is due."""
    register = desk.register
    late = who(desk, "Воробьёв").id
    observation.take(register, late, {"taken_on": "06.02.2026"})
    observation.visit(register, late, {"on": "09.02.2026", "next_on": "09.03.2026", "kept": True})
    today = who(desk, "Котов").id
    programme = patronage.begin(register, today, {"opened_on": "09.02.2026"})
    patronage.contact(register, programme.id, {"on": "16.02.2026", "way": "phone", "next_on": "16.03.2026"})
    soon = who(desk, "Лапин").id
    decision = {"kind": "АП", "court": "Мировой судья", "decided_on": "10.03.2026", "appear_by": "20.03.2026"}
    duties.receive(register, soon, decision)
    waits = who(desk, "Серов").id
    factories.both_consents(register, waits)
    asked = factories.application(register, waits)
    applications.submit(register, asked.id)
    applications.send(register, asked.id, date(2026, 3, 16), "12")
    return office_window(qtbot, desk)


def test_groups_follow_the_urgency_and_the_line_counts(busy: MainWindow) -> None:
    page = front(busy, TodayPage)
    heads = [(heading.words, count) for heading, count in page.table.rows.heads.values()]
    assert heads == [("Просрочено", 1), ("Сегодня", 1), ("Скоро", 1), ("Ждём, срок не задан", 1)]
    assert page.header.line.text() == "понедельник, 16 марта 2026 г. · 4 дела, 1 просрочено"
    assert [column.text(page.table.rows.rows[0]) for column in page.table.rows.columns] == [
        "Явка",
        "Воробьёв Илья Петрович, 1988",
        "явка была назначена на 09.03.2026 · 7 дней",
        "Записать явку",
    ]
    assert_fits(busy)


def test_enter_on_a_late_visit_opens_its_form(busy: MainWindow) -> None:
    page = front(busy, TodayPage)
    assert cursor() is page.table
    press(page.table, Qt.Key.Key_Return)
    dialog = form()
    assert dialog.windowTitle() == "Явка"
    card = front(busy, PatientPage)
    assert card.patient.surname == "Воробьёв"
    assert card.tabs.tabText(card.tabs.currentIndex()).replace("&", "") == "Наблюдение"
    dialog.reject()


@pytest.mark.parametrize(("downs", "title"), [(1, "Контакт по патронату"), (2, "Явка по решению суда")])
def test_arrows_lead_to_the_form_of_each_row(busy: MainWindow, downs: int, title: str) -> None:
    page = front(busy, TodayPage)
    for _ in range(downs):
        press(page.table, Qt.Key.Key_Down)
    press(page.table, Qt.Key.Key_Return)
    dialog = form()
    assert dialog.windowTitle() == title
    dialog.reject()


def test_whom_the_office_has_not_told_of_yet_is_told_from_here(qtbot: QtBot, desk: Desk) -> None:
    person = who(desk, "Воробьёв").id
    duty = duties.receive(desk.register, person, {"kind": "АП", "court": "Мировой судья", "decided_on": "02.03.2026"})
    duties.appeared(desk.register, duty.id, date(2026, 3, 13))
    window = office_window(qtbot, desk)
    page = front(window, TodayPage)
    assert_fits(window)
    press(page.table, Qt.Key.Key_Return)
    dialog = form()
    assert dialog.windowTitle() == "Сообщение органу контроля"
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert happens(lambda: QApplication.activeModalWidget() is None)
    assert [task for task in desk.ask(tasks.today) if task.what is What.NOTICE] == []
    (kept,) = desk.ask(duties.listing, person)
    assert kept.told_on == factories.DAY


def test_the_button_of_a_row_opens_the_application(busy: MainWindow) -> None:
    page = front(busy, TodayPage)
    last = len(page.table.rows.rows) - 1
    page.table.scrollToBottom()
    box = page.table.visualRect(page.table.rows.index(last, 3))
    below_the_heading = QPoint(box.right() - 30, box.bottom() - 20)
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.right() - 30, box.y() + 10))
    assert front(busy, TodayPage) is page  # the heading over a row is no button
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=below_the_heading)
    opened = front(busy, ApplicationPage)
    assert happens(lambda: opened.preview.latest.is_idle)


def test_the_search_goes_on_among_the_patients(busy: MainWindow) -> None:
    press(busy, Qt.Key.Key_F, CTRL)
    type_text(cursor(), "1988")
    press(cursor(), Qt.Key.Key_Return)  # several were born then: none is taken for the one that is meant
    page = front(busy, PatientsPage)
    assert page.box.text() == "1988"
    assert [found.full_name.split()[0] for found in page.table.rows.rows] == ["Воробьёв", "Котов", "Лапин", "Серов"]
    press(busy, Qt.Key.Key_Escape)  # empties the box
    press(busy, Qt.Key.Key_Escape)
    front(busy, TodayPage)


def test_a_new_card_begins_here_too(busy: MainWindow) -> None:
    press(busy, Qt.Key.Key_N, CTRL)
    dialog = form()
    assert isinstance(dialog, PatientDialog)
    dialog.reject()


def test_nothing_due_says_so(qtbot: QtBot, desk: Desk) -> None:
    window = office_window(qtbot, desk)
    page = front(window, TodayPage)
    assert page.table.rows.rows == []
    assert page.header.line.text() == "понедельник, 16 марта 2026 г."
    assert_fits(window)


def test_one_key_says_that_somebody_came_and_one_takes_it_back(qtbot: QtBot, desk: Desk) -> None:
    person = visited(desk, "Воробьёв", on="02.03.2026", next_on="16.03.2026")
    visited(desk, "Котов", on="02.03.2026", next_on="17.03.2026")
    window = office_window(qtbot, desk)
    page = front(window, TodayPage)
    assert page.list.buttons["Insert"].words == "Явился, далее 30.03.2026"
    assert page.list.buttons["Del"].words == "Не явился, вызвать 23.03.2026"
    assert_fits(window)
    press(page.table, Qt.Key.Key_Insert)
    came = desk.ask(observation.visits, person)[0]
    assert (came.on, came.kept, came.next_on) == (factories.DAY, True, date(2026, 3, 30))
    assert window.status.notice.text() == "Воробьёв Илья Петрович: явился."
    current = page.table.current()
    assert current is not None and current.who.startswith("Котов")  # the cursor stays at its place
    assert not page.list.buttons["Del"].isVisible()  # tomorrow nobody has missed yet
    press(window, Qt.Key.Key_Z, CTRL)
    assert [task.who.split()[0] for task in page.table.rows.rows] == ["Воробьёв", "Котов"]


def test_who_did_not_come_is_marked_with_the_others(qtbot: QtBot, desk: Desk) -> None:
    people = [visited(desk, surname, on="02.03.2026", next_on="16.03.2026") for surname in ("Котов", "Лапин", "Серов")]
    window = office_window(qtbot, desk)
    page = front(window, TodayPage)
    press(page.table, Qt.Key.Key_F8)
    press(page.table, Qt.Key.Key_F8)
    assert page.list.buttons["Del"].words == "Не явился: 2"
    assert_fits(window)
    press(page.table, Qt.Key.Key_Delete)
    kept = [[visit.kept for visit in desk.ask(observation.visits, person)] for person in people]
    assert kept == [[False, True], [False, True], [True]]
    assert page.table.marked() == []
    press(window, Qt.Key.Key_Z, CTRL)
    assert [len(desk.ask(observation.visits, person)) for person in people] == [1, 1, 1]


def test_a_letter_that_went_is_asked_about_once(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    person = who(desk, "Воробьёв").id
    duty = duties.receive(desk.register, person, {"kind": "АП", "court": "Мировой судья", "decided_on": "02.03.2026"})
    duties.appeared(desk.register, duty.id, date(2026, 3, 13))
    page = front(office_window(qtbot, desk), TodayPage)
    answers = iter(["stay", "do"])
    monkeypatch.setattr(messages, "ask", lambda *_args, **_rest: next(answers))
    press(page.table, Qt.Key.Key_Insert)
    assert desk.ask(duties.listing, person)[0].told_on is None
    press(page.table, Qt.Key.Key_Insert)
    assert desk.ask(duties.listing, person)[0].told_on == factories.DAY
    assert What.NOTICE not in {task.what for task in page.table.rows.rows}


def test_a_visit_is_moved_to_another_day(qtbot: QtBot, desk: Desk) -> None:
    person = visited(desk, "Воробьёв", on="02.03.2026", next_on="16.03.2026")
    page = front(office_window(qtbot, desk), TodayPage)
    press(page.table, Qt.Key.Key_F4)
    dialog = form()
    assert dialog.windowTitle() == "Перенести явку"
    type_in(dialog, to="+3")
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert no_form()
    assert desk.ask(observation.visits, person)[0].next_on == date(2026, 3, 19)


def test_the_filter_shows_one_kind_or_mine_alone(busy: MainWindow) -> None:
    page = front(busy, TodayPage)
    page.kind.set_value("patronage")
    page.kind.edited.emit()
    assert happens(lambda: [task.what for task in page.table.rows.rows] == [What.PATRONAGE])
    assert page.kind.typed() == "Патронат — 1"
    assert_fits(busy)
    page.kind.set_value("all")
    page.mine.set_value(True)
    page.mine.edited.emit()
    assert happens(lambda: len(page.table.rows.rows) == 4)


def test_what_the_screen_does_not_hold_is_one_step_away(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "LIMIT", 2)
    for number, surname in enumerate(("Котов", "Лапин", "Серов", "Уваров")):
        visited(desk, surname, on="02.03.2026", next_on=f"{11 + number}.03.2026")
    window = office_window(qtbot, desk)
    page = front(window, TodayPage)
    assert len(page.table.rows.rows) == 2
    [button] = page.rest.findChildren(QuietButton)
    assert button.words == "Явки: ещё 2 — открыть список"
    assert_fits(window)
    button.click()
    assert [task.who.split()[0] for task in page.table.rows.rows] == ["Котов", "Лапин", "Серов", "Уваров"]
    press(page.table, Qt.Key.Key_Delete)
    assert [task.who.split()[0] for task in page.table.rows.rows] == ["Лапин", "Серов", "Уваров"]


def visited(desk: Desk, surname: str, *, on: str, next_on: str) -> int:
    """Somebody under observation with the day of his next visit."""
    person = who(desk, surname).id
    observation.take(desk.register, person, {"taken_on": "06.02.2026"})
    observation.visit(desk.register, person, {"on": on, "next_on": next_on, "kept": True})
    return person


def test_the_list_for_calls_is_shown_to_be_printed(qtbot: QtBot, desk: Desk) -> None:
    window = office_window(qtbot, desk)
    press(window, Qt.Key.Key_P, CTRL)
    assert window.status.notice.text() == "Звонить сегодня некому."
    visited(desk, "Воробьёв", on="02.03.2026", next_on="09.03.2026")
    press(window, Qt.Key.Key_F5)
    press(window, Qt.Key.Key_P, CTRL)
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, PdfDialog)
    assert shown.windowTitle() == "Список для обзвона"
    shown.reject()
