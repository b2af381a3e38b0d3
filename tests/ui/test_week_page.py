"""The week: how much is due on each day, arrows from day to day, and moving what was agreed. DAY is a Monday."""

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from narcdesk import duties, observation
from tests import factories
from tests.ui.fit import assert_fits
from tests.ui.hands import press
from tests.ui.office import CTRL, cursor, front, office_window
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.week_page import WeekPage

SHIFT = Qt.KeyboardModifier.ShiftModifier


def visited(desk: Desk, surname: str, next_on: str) -> int:
    person = factories.patient(desk.register, surname=surname, snils="").id
    observation.take(desk.register, person, {"taken_on": "06.02.2026"})
    observation.visit(desk.register, person, {"on": "02.03.2026", "next_on": next_on, "kept": True})
    return person


def opened(qtbot: QtBot, desk: Desk) -> tuple[MainWindow, WeekPage]:
    window = office_window(qtbot, desk)
    press(window, Qt.Key.Key_F11)
    return window, front(window, WeekPage)


def shown(page: WeekPage) -> list[str]:
    return [task.who.split()[0] for task in page.list.table.rows.rows]


def test_each_day_tells_how_much_is_due_and_arrows_go_on(qtbot: QtBot, desk: Desk) -> None:
    visited(desk, "Котов", "16.03.2026")
    visited(desk, "Лапин", "18.03.2026")
    person = visited(desk, "Серов", "25.03.2026")
    typed = {"kind": "АП", "court": "Суд", "decided_on": "02.03.2026", "appear_by": "18.03.2026"}
    duties.receive(desk.register, person, typed)
    window, page = opened(qtbot, desk)
    assert page.header.title.text() == "Неделя 16.03.2026 – 22.03.2026"
    assert page.header.line.text() == "за неделю 3 дела"
    assert [page.strip.words(number) for number in range(4)] == ["1 дело", "дел нет", "2 дела", "дел нет"]
    assert cursor() is page.strip
    assert_fits(window)
    assert shown(page) == ["Котов"]
    press(page.strip, Qt.Key.Key_Right)
    assert shown(page) == []
    press(page.strip, Qt.Key.Key_Right)
    assert shown(page) == ["Лапин", "Серов"]
    press(page.strip, Qt.Key.Key_Down)
    assert cursor() is page.list.table
    press(window, Qt.Key.Key_Right, CTRL)
    assert page.monday == date(2026, 3, 23)
    assert shown(page) == ["Серов"]
    press(page.list.table, Qt.Key.Key_Left)
    assert shown(page) == []
    press(window, Qt.Key.Key_F11)
    assert (page.monday, shown(page)) == (date(2026, 3, 16), ["Котов"])


def test_what_is_late_is_told_on_its_day(qtbot: QtBot, desk: Desk) -> None:
    visited(desk, "Котов", "11.03.2026")
    _, page = opened(qtbot, desk)
    press(page.window(), Qt.Key.Key_Left, CTRL)
    assert page.strip.words(2) == "просрочено: 1"


def test_shift_and_an_arrow_move_a_visit_over_days_off(qtbot: QtBot, desk: Desk) -> None:
    person = visited(desk, "Котов", "20.03.2026")  # a Friday
    window, page = opened(qtbot, desk)
    for _ in range(4):
        press(page.strip, Qt.Key.Key_Right)
    press(page.strip, Qt.Key.Key_Down)
    press(page.list.table, Qt.Key.Key_Right, SHIFT)
    assert desk.ask(observation.visits, person)[0].next_on == date(2026, 3, 23)
    assert shown(page) == []
    press(window, Qt.Key.Key_Z, CTRL)
    assert desk.ask(observation.visits, person)[0].next_on == date(2026, 3, 20)
    assert shown(page) == ["Котов"]
