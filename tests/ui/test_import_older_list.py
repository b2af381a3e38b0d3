"""A list older than what the register knows: nothing newer is replaced unless the person says so."""

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from narcdesk import providers
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.lists import LATIN, PIER, book, go, opened, read, shown
from ui.desk import Desk
from ui.import_wizard import COLUMNS, DIFFERENCE, DONE, SOURCE, ImportWizard


@pytest.fixture
def wizard(qtbot: QtBot, desk: Desk, heard: Heard, state: Path) -> ImportWizard:
    return opened(qtbot, desk)


def test_an_older_list_waits_for_the_persons_word(
    qtbot: QtBot, wizard: ImportWizard, desk: Desk, tmp_path: Path
) -> None:
    known = {"name": "АНО «Причал»", "inn": "0400000005", "places_total": 24}
    providers.take_list(
        desk.register, title="Новый", as_of=date(2026, 3, 1), new=[known], changed={}, gone=[], file_sha256="a" * 64
    )
    read(qtbot, wizard, book(tmp_path, PIER))  # of 02.02.2026: 20 places
    for step in (COLUMNS, DIFFERENCE):
        go(qtbot, wizard, step)
    passed = [row[0] for row in shown(wizard.difference_step.passed)]
    assert [line for line in passed if line.startswith("Старее, чем в реестре: не внесено") and "Мест всего" in line]
    go(qtbot, wizard, SOURCE)
    step_of_source = wizard.source_step
    assert step_of_source.over_newer.isVisible()
    assert_fits(wizard, allowed=LATIN)
    assert_mnemonics(wizard)
    step_of_source.form.fill({"as_of": date(2026, 3, 10)})
    step_of_source.form.edited.emit()
    assert not step_of_source.over_newer.isVisible()
    step_of_source.form.fill({"as_of": date(2026, 2, 2)})
    step_of_source.form.edited.emit()
    go(qtbot, wizard, DONE)
    facts = providers.find(desk.register)[0].facts
    assert (facts["places_total"].value, facts["phones"].value) == (24, ["+70001000001"])


def test_older_facts_are_taken_where_the_person_says_so(
    qtbot: QtBot, wizard: ImportWizard, desk: Desk, tmp_path: Path
) -> None:
    known = {"name": "АНО «Причал»", "inn": "0400000005", "places_total": 24}
    providers.take_list(desk.register, title="Новый", as_of=date(2026, 3, 1), new=[known], changed={}, gone=[])
    read(qtbot, wizard, book(tmp_path, PIER))
    for step in (COLUMNS, DIFFERENCE, SOURCE):
        go(qtbot, wizard, step)
    wizard.source_step.over_newer.click()
    go(qtbot, wizard, DONE)
    assert providers.find(desk.register)[0].value("places_total") == 20
