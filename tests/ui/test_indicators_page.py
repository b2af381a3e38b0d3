"""The page of the indicators: exact numbers that open their people, the plan, and the picture of how it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk import journal
from narcdesk.staff import Role
from tests import factories
from tests.counted_office import QUARTER, Office, office
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits
from tests.ui.hands import focus_on, in_next_dialog, press, type_text
from tests.ui.office import shown_page
from ui import theme
from ui.commission_page import CommissionPage
from ui.desk import Desk
from ui.indicators_page import IndicatorsPage
from ui.page import Page
from ui.persons_dialog import PersonsDialog
from ui.pieces import Text
from ui.targets_dialog import TargetsDialog
from ui.trend_chart import Point, TrendChart

CTRL = Qt.KeyboardModifier.ControlModifier
LATIN = frozenset({"I", "II", "III", "IV"})


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = office(tmp_path_factory.mktemp("кабинет") / "реестр")
    yield made
    made.register.close()


def shown(qtbot: QtBot, small: Office, period: str = QUARTER) -> IndicatorsPage:
    page = shown_page(qtbot, IndicatorsPage(Desk(small.register)))
    page.period.set_value(period)
    page.period.edited.emit()
    qtbot.waitUntil(lambda: bool(page.shown) and page.shown[0].now.period.code == period)
    QApplication.processEvents()
    return page


def texts(widget: object) -> str:
    return "\n".join(text.text() for text in widget.findChildren(Text))  # type: ignore[attr-defined]


def test_it_is_opened_without_a_batch(qtbot: QtBot, small: Office, state: Path, heard: Heard) -> None:
    commission = CommissionPage(Desk(small.register))
    qtbot.addWidget(commission)
    commission.refresh()
    opened: list[Page] = []
    commission.opens.connect(opened.append)
    commission.show_indicators()
    assert isinstance(opened[0], IndicatorsPage)
    assert commission.prepared is None


def test_the_numbers_of_a_quarter_open_their_people(qtbot: QtBot, small: Office, state: Path, heard: Heard) -> None:
    page = shown(qtbot, small)
    numbers = {code: [part.text() for part in card.numbers] for code, card in page.cards.items()}
    assert numbers == {
        "included": ["5 человек", "4"],
        "finished": ["3 человека", "4"],
        "patronage": ["1 человек", "5"],
        "sober": ["2 человека", "4"],
    }
    assert "125,0 %" in texts(page.cards["included"])
    assert [code for code, card in page.cards.items() if "строго" in texts(card)] == ["included"]
    assert "строго, из знаменателя: 2, 50,0 %" in texts(page.cards["included"])
    assert page.cards["sober"].outside.text() == "скрыто: в основании показателя меньше 20 человек"
    assert_fits(page, allowed=LATIN)

    def look(dialog: PersonsDialog) -> None:
        rows = dialog.lists[0].rows.rows
        assert [row.full_name.split()[1] for row in rows] == ["стадия"]
        assert "патронат" in rows[0].because.lower()

    in_next_dialog(look)
    page.cards["patronage"].numbers[0].click()  # type: ignore[union-attr]
    assert journal.listing(small.register, journal.Wanted())[0].action == "Открыт список людей в показателе"


def test_a_period_is_typed_letter_by_letter(qtbot: QtBot, small: Office, state: Path, heard: Heard) -> None:
    """What is half typed is no period yet; what was shown stays till one is chosen."""
    page = shown(qtbot, small)
    page.period.line.selectAll()
    type_text(page.period.line, "2025")
    press(page.period.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.shown[0].now.period.code == "2025")
    page.period.line.selectAll()
    type_text(page.period.line, "2019")  # the register did not know that year
    QApplication.processEvents()
    assert page.shown[0].now.period.code == "2025"
    assert heard.told == []


def test_a_register_without_a_closed_period_says_so(
    qtbot: QtBot, tmp_path: Path, state: Path, heard: Heard, clock: factories.Clock
) -> None:
    register = factories.register(tmp_path / "новый реестр", clock)
    page = IndicatorsPage(Desk(register))
    qtbot.addWidget(page)
    page.resize(1114, 640)
    page.refresh()
    focus_on(page)
    assert "Ещё ничего не закончилось" in texts(page)
    register.close()


def test_a_plan_is_set_from_here(qtbot: QtBot, small: Office, state: Path, heard: Heard) -> None:
    page = shown(qtbot, small, "2025")

    def plan(dialog: TargetsDialog) -> None:
        type_text(dialog.form["included"].control, "42")
        type_text(dialog.form["act"].control, "Постановление от 12.01.2025 № 5")
        press(dialog, Qt.Key.Key_Return, CTRL)

    in_next_dialog(plan)
    button = page.cards["included"].plan_button
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: "42 % · Постановление" in texts(page.cards["included"]))
    assert page.charts["included"].points[-1].target == 42
    regional = shown(qtbot, small, "2023")
    assert [card.plan_button for card in regional.cards.values()] == [None] * 4
    assert "36 %" in texts(regional.cards["included"])


def test_the_picture_is_read_by_keys_and_by_a_screen_reader(
    qtbot: QtBot, small: Office, state: Path, heard: Heard
) -> None:
    chart = shown(qtbot, small, "2025").charts["included"]
    assert chart.accessibleName().startswith("Включены в программы реабилитации: 2022 год: 0 из 0, доли нет, план 33 %")
    focus_on(chart)
    assert chart.accessibleDescription().startswith("2025 год: ")
    press(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription().startswith("2024 год: ")
    press(chart, Qt.Key.Key_Home)
    press(chart, Qt.Key.Key_Left)  # there is none before
    assert chart.accessibleDescription().startswith("2022 год: ")
    press(chart, Qt.Key.Key_End)
    assert chart.at == 3


def test_bars_are_as_high_as_their_shares_and_the_plan_stands_where_it_is(qtbot: QtBot, dark: theme.Theme) -> None:
    """In the dark scheme: the colour of the last bar fills twice as many rows of pixels for twice the share."""
    points = [Point("2024", 40.0, None, "2024"), Point("2025", 20.0, 40, "2025"), Point("2026", 40.0, None, "2026")]
    heights = []
    for last in (1, 3):
        chart = TrendChart("Доля", points[:last] if last == 1 else points[:1] + points[1:2])
        qtbot.addWidget(chart)
        chart.resize(300, chart.sizeHint().height())
        picture = QPixmap(chart.size())
        chart.render(picture)
        image, wanted = picture.toImage(), dark.color("primary").rgb()
        x = 150 if last == 1 else 225
        heights.append(sum(image.pixel(x, y) == wanted for y in range(image.height())))
    assert heights[1] == pytest.approx(heights[0] / 2, abs=2)


def test_a_statistician_sees_numbers_and_no_people(qtbot: QtBot, small: Office, state: Path, heard: Heard) -> None:
    before = small.register.person.role
    small.register.person.role = Role.STATISTICIAN.value
    try:
        page = shown(qtbot, small)
        assert not any(hasattr(part, "click") for part in page.cards["included"].numbers)
        assert [card.plan_button for card in page.cards.values()] == [None] * 4
    finally:
        small.register.person.role = before


def test_periods_under_the_bars_never_run_into_each_other(qtbot: QtBot, state: Path) -> None:
    """In a narrow card every second one is left out, never the last; the cursor tells of each all the same."""
    points = [Point(f"{at % 4 + 1} кв. {24 + at // 4}", 30.0, None, str(at)) for at in range(8)]
    chart = TrendChart("Доля", points)
    qtbot.addWidget(chart)
    widest = max(chart.fontMetrics().horizontalAdvance(point.label) for point in points)
    for width, every in ((8 * widest + 160, 1), (5 * widest, 2)):
        chart.resize(width, chart.sizeHint().height())
        assert chart.every() == every
