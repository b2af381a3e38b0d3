"""The four indicators of a year against a table worked out by hand, and each number opens exactly those people."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk import counted, training, vault
from narcdesk.dates import Period
from narcdesk.indicators import Indicator, all_indicators
from narcdesk.register import Register
from tests import control_table
from tests.ui.conftest import Heard
from tests.ui.hands import focus_on, in_next_dialog
from ui.desk import Desk
from ui.indicators_page import IndicatorsPage
from ui.persons_dialog import SIDES, PersonsDialog

GOLDEN = Path(__file__).parent.parent / "golden" / "control_table_2025.yaml"
YEAR = Period.parse("2025")
TABLE: dict[str, dict[str, Any]] = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    folder = tmp_path_factory.mktemp("учёба") / "Учебный реестр"
    built = training.build(folder, patients=40, seed=1, today=date(2026, 6, 15), kdf=vault.QUICK)
    yield built.register
    built.register.close()


def by_hand(code: str, side: str) -> set[int]:
    return set(TABLE[code][side])


def test_the_table_by_hand_leaves_nobody_out_who_is_near() -> None:
    """Each list is of the kind that it says, and nobody is both counted and not."""
    assert {code: (len(by_hand(code, "numerator")), len(by_hand(code, "denominator"))) for code in TABLE} == {
        "included": (4, 8),
        "finished": (4, 8),
        "patronage": (4, 6),
        "sober": (3, 6),
    }
    for code, sides in TABLE.items():
        assert not by_hand(code, "numerator") & set(sides["not_counted"]), code


def test_a_second_calculation_from_the_bare_tables_agrees(register: Register) -> None:
    def ask(statement: str) -> list[int]:
        with register.read() as session:
            return [row[0] for row in session.connection().exec_driver_sql(statement)]

    found = control_table.of_year(ask, 2025)
    assert found == {code: {side: by_hand(code, side) for side in SIDES} for code in TABLE}


@pytest.mark.parametrize("indicator", all_indicators(), ids=lambda one: one.code)
@pytest.mark.parametrize("side", SIDES)
def test_the_program_counts_and_names_the_same_people(
    register: Register, indicator: Indicator, side: counted.Side
) -> None:
    people = counted.persons(register, indicator, side, YEAR)
    named = counted.explained(register, indicator, side, YEAR, people)
    assert {one.card_number for one in named} == by_hand(indicator.code, side)
    assert all(one.because for one in named)


def test_every_number_on_the_page_opens_its_people(qtbot: QtBot, register: Register, state: Path, heard: Heard) -> None:
    page = IndicatorsPage(Desk(register))
    qtbot.addWidget(page)
    page.resize(1114, 640)
    page.refresh()
    focus_on(page)
    assert page.period.value() == "2025"
    qtbot.waitUntil(lambda: len(page.cards) == 4)
    QApplication.processEvents()
    opened: dict[str, dict[str, set[int]]] = {}
    for code, card in page.cards.items():
        for at, side in enumerate(SIDES):
            button = card.numbers[at]
            assert button.text().split()[0] == str(len(by_hand(code, side)))

            def look(dialog: PersonsDialog, code: str = code, side: str = side, at: int = at) -> None:
                assert dialog.tabs.currentIndex() == at
                rows = dialog.lists[at].rows.rows
                opened.setdefault(code, {})[side] = {row.card_number for row in rows}

            in_next_dialog(look)
            button.click()  # type: ignore[union-attr]
    assert opened == {code: {side: by_hand(code, side) for side in SIDES} for code in TABLE}
