"""The registry page: who fits, who is marked, two side by side, one with all its facts and a call."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from narcdesk import providers
from narcdesk.providers import ProviderView
from tests import factories
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import focus_on, in_next_dialog, press, type_text
from tests.ui.office import form
from ui import provider_forms
from ui.compare_dialog import CompareDialog
from ui.desk import Desk
from ui.form_dialog import FormDialog
from ui.main_window import MainWindow
from ui.page import Page
from ui.pieces import Pill, Text
from ui.provider_page import ProviderPage
from ui.providers_page import ProvidersPage

LAST_YEAR = date(2025, 3, 16)
CTRL = Qt.KeyboardModifier.ControlModifier


def organisation(name: str, **facts: Any) -> dict[str, Any]:
    usual = {"forms": ["стационарная"], "places_total": 10, "places_men": 10, "places_women": 0, "term_days": 180}
    return {"name": name, **usual, **facts}


ORGANISATIONS = [
    organisation("АНО «Берег»", address="с. Верхнее", phones=["+78440000001"]),
    organisation("Дом «Рябина»", places_men=0, places_women=10, forms=["полустационарная"]),
    organisation("Ёлка, центр помощи", included_from=date(2026, 3, 17)),  # from tomorrow
    organisation("Фонд «Исток»", term_days=90),
    organisation("Фонд «Былое»"),
]


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, heard: Heard) -> ProvidersPage:
    register = desk.register
    providers.take_list(register, title="Список № 1", as_of=LAST_YEAR, new=ORGANISATIONS, changed={}, gone=[])
    known = {one.name: one.id for one in providers.find(register)}
    fresh = {known["АНО «Берег»"]: {"term_days": 200}}
    gone = [known["Фонд «Былое»"]]
    providers.take_list(register, title="Список № 2", as_of=factories.DAY, new=[], changed=fresh, gone=gone)
    made = ProvidersPage(desk)
    qtbot.addWidget(made)
    made.resize(1114, 640)
    made.refresh()
    focus_on(made.table)
    return made


def names(page: ProvidersPage) -> list[str]:
    return [one.name for one in page.table.rows.rows]


def row_of(page: ProvidersPage, name: str) -> ProviderView:
    (found,) = [one for one in page.table.rows.rows if one.name == name]
    return found


def told(page: ProvidersPage, name: str) -> list[str]:
    return [column.text(row_of(page, name)) for column in page.table.rows.columns]


def test_those_in_the_registry_today_stand_by_the_alphabet(page: ProvidersPage) -> None:
    assert names(page) == ["АНО «Берег»", "Дом «Рябина»", "Фонд «Исток»"]
    assert page.header.line.text() == (
        "В реестре сегодня: 3 · самые новые сведения на 16.03.2026 · порядок по алфавиту"
    )
    assert told(page, "АНО «Берег»") == [
        "АНО «Берег»",
        "стационарная",
        "10, 10 / 0",
        "200 дней",
        "+7 (844) 000-00-01",
        "16.03.2026",
    ]
    assert told(page, "Дом «Рябина»")[4:] == ["—", "16.03.2025"]
    assert_fits(page)


def test_old_facts_have_a_sign_besides_the_colour(page: ProvidersPage) -> None:
    last = page.table.rows.columns[-1]
    assert last.icon is not None
    assert last.icon(row_of(page, "Дом «Рябина»")) == "clock"
    assert last.icon(row_of(page, "АНО «Берег»")) == ""


def test_filters_narrow_at_once(qtbot: QtBot, page: ProvidersPage) -> None:
    page.sex.line.setFocus()
    page.sex.line.selectAll()  # as Tab does
    type_text(page.sex.line, "жен")
    press(page.sex.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(page) == ["Дом «Рябина»"])
    page.sex.set_value("")
    page.filters["today"].control.click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: "Ёлка, центр помощи" in names(page))
    page.filters["closed"].control.click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: "Фонд «Былое»" in names(page))
    assert told(page, "Фонд «Былое»")[0] == "Фонд «Былое» (исключена 16.03.2026)"
    type_text(page.filters["place"].control, "верхн")
    qtbot.waitUntil(lambda: names(page) == ["АНО «Берег»"])
    page.filters["place"].set_value("")
    page.form.line.selectAll()
    type_text(page.form.line, "полу")
    press(page.form.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(page) == ["Дом «Рябина»"])


def test_a_name_is_found_in_either_layout_from_the_list_itself(qtbot: QtBot, page: ProvidersPage) -> None:
    type_text(page.table, "bcn")  # ист
    qtbot.waitUntil(lambda: names(page) == ["Фонд «Исток»"])
    assert QApplication.focusWidget() is page.box
    press(page.box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(names(page)) == 3)
    type_text(page.box, "нет таких")
    qtbot.waitUntil(lambda: names(page) == [])
    assert_fits(page)


def test_two_are_compared_by_keys_alone(page: ProvidersPage) -> None:
    press(page.table, Qt.Key.Key_F8)
    press(page.table, Qt.Key.Key_Down)
    press(page.table, Qt.Key.Key_F8)
    assert page.compare_button.words == "Сравнить 2"
    seen: list[str] = []

    def look(dialog: CompareDialog) -> None:
        assert_fits(dialog)
        assert_mnemonics(dialog)
        assert len(dialog.findChildren(Pill)) == 1  # only the term differs: 200 days and 90
        seen.extend(text.text() for text in dialog.findChildren(Text))
        press(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()

    in_next_dialog(look)
    press(page.table, Qt.Key.Key_R, CTRL)
    assert {"200 дней", "90 дней", "на 16.03.2026 · Список № 2", "на 16.03.2025, 365 дней назад · Список № 1"} <= set(
        seen
    )


def test_one_cannot_be_compared(page: ProvidersPage, heard: Heard) -> None:
    press(page.table, Qt.Key.Key_F8)
    press(page.table, Qt.Key.Key_R, CTRL)
    assert heard.told[0].what == "Сравнить можно от 2 до 4 организаций, отмечено: 1."
    page.unmark.click()
    assert page.compare_button.words == "Сравнить"
    assert not page.unmark.isVisible()


# One provider


@pytest.fixture
def opened(qtbot: QtBot, page: ProvidersPage) -> ProviderPage:
    shown: list[Page] = []
    page.opens.connect(shown.append)
    press(page.table, Qt.Key.Key_Home)
    press(page.table, Qt.Key.Key_Return)
    (one,) = shown
    assert isinstance(one, ProviderPage)
    qtbot.addWidget(one)
    one.resize(1114, 640)
    one.refresh()
    focus_on(one)
    return one


def facts(page: ProviderPage) -> dict[str, list[str]]:
    return {line.kind: [c.text(line) for c in page.facts.rows.columns] for line in page.facts.rows.rows}


def history(page: ProviderPage) -> list[list[str]]:
    return [[column.text(fact) for column in page.history.rows.columns] for fact in page.history.rows.rows]


def test_every_fact_has_its_day_its_source_and_its_history(opened: ProviderPage) -> None:
    assert opened.header.title.text() == "АНО «Берег»"
    assert facts(opened)["term_days"] == ["Срок программы", "200 дней", "16.03.2026", "Список № 2"]
    assert facts(opened)["forms"] == ["Формы", "стационарная", "16.03.2025, 365 дней назад", "Список № 1"]
    assert facts(opened)["inn"] == ["ИНН", "нет сведений", "—", "—"]
    assert "free_men" not in facts(opened)
    kinds = list(facts(opened))
    opened.facts.go_to(kinds.index("term_days"))
    assert history(opened) == [
        ["16.03.2026", "200 дней", "Список № 2", "16.03.2026, Зимин А. Н."],
        ["16.03.2025", "180 дней", "Список № 1", "16.03.2026, Зимин А. Н."],
    ]
    assert opened.about.text() == "Срок программы: как менялось"
    assert_fits(opened)


def test_a_call_is_written_down_by_keys_alone(opened: ProviderPage, desk: Desk) -> None:
    def tell(dialog: FormDialog) -> None:
        assert_fits(dialog)
        assert_mnemonics(dialog)
        assert QApplication.focusWidget() is dialog.form["who"].control
        press(dialog, Qt.Key.Key_Return, CTRL)
        assert dialog.form["who"].is_wrong  # somebody must have said it
        type_text(dialog.form["who"].control, "Орлова")
        type_text(dialog.form["free_men"].control, "три")
        press(dialog, Qt.Key.Key_Return, CTRL)
        assert dialog.form["free_men"].is_wrong
        dialog.form["free_men"].set_value("3")
        press(dialog, Qt.Key.Key_Return, CTRL)
        assert dialog.result() == FormDialog.DialogCode.Accepted

    press(opened, Qt.Key.Key_Insert)
    tell(form())
    opened.refresh()
    assert facts(opened)["free_men"] == ["Свободно для мужчин", "3", "16.03.2026", "по телефону: Орлова"]
    assert desk.saved_at is not None


def test_a_closed_one_says_so(qtbot: QtBot, page: ProvidersPage, desk: Desk) -> None:
    (closed,) = providers.find(desk.register, "былое", open_only=False)
    shown = ProviderPage(desk, closed.id)
    qtbot.addWidget(shown)
    shown.resize(1114, 640)
    shown.refresh()
    shown.show()
    assert shown.closed.isVisible()
    assert shown.closed.text.text().startswith("Исключена 16.03.2026: нет в новом списке региона")
    assert_fits(shown)


def test_who_was_excluded_by_mistake_is_brought_back_and_may_be_excluded_again(
    opened: ProviderPage, desk: Desk
) -> None:
    def offered() -> tuple[bool, bool]:
        opened.refresh()
        return opened.exclude.isVisible(), opened.restore.isVisible()

    assert offered() == (True, False)
    providers.exclude(desk.register, opened.provider.id, {"ground": "term", "on": factories.DAY})
    assert offered() == (False, True)
    providers.restore(desk.register, opened.provider.id, {"why": "ошибка в списке"})
    assert offered() == (True, False)


def test_a_check_with_all_its_criteria_fits_the_window_without_scrolling(page: ProvidersPage, desk: Desk) -> None:
    (berth, *_rest) = providers.find(desk.register, "Берег")
    over = MainWindow(desk)
    over.resize(1366, 768)
    over.show()
    dialog = provider_forms.check(over, desk, berth)
    QApplication.processEvents()
    assert_fits(dialog)
    assert_mnemonics(dialog)
    assert not any(area.verticalScrollBar().isVisible() for area in dialog.findChildren(QScrollArea))
    fields = dialog.form.fields
    rows = [[fields[f"{one.value}.{what}"] for what in ("met", "method", "note")] for one in providers.Criterion]
    for row in rows:  # a criterion is one row, read from left to right
        assert len({field.mapTo(dialog, QPoint(0, 0)).y() for field in row}) == 1
        assert [field.mapTo(dialog, QPoint(0, 0)).x() for field in row] == sorted(
            field.mapTo(dialog, QPoint(0, 0)).x() for field in row
        )
    assert fields["staff.note"].control.accessibleName() == "Кадры, замечание"
    dialog.form.fill({"purpose": "monitoring", "who": "комиссия", "staff.met": "partly", "staff.method": "talk"})
    dialog.save()
    (kept,) = providers.checks(desk.register, berth.id)
    assert kept.summary == "групп критериев 1: 1 с замечаниями"
    over.close()
