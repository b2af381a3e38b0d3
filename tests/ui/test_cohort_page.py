"""The page of the records of cases: the census, the report of what was tried, a second person, one sealed file."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk.commission.cohorts import export, policy
from narcdesk.commission.export import listing
from narcdesk.drives import Drive
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.cohort_register import YEAR, filled_register
from tests.cohort_samples import CENSUS, rules
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import in_next_dialog, press, type_text
from tests.ui.office import shown_page
from ui import batch_writing, cohort_page, messages
from ui.cohort_page import CohortPage
from ui.confirm_dialog import ConfirmDialog
from ui.desk import Desk
from ui.medium_dialog import Place
from ui.pieces import Text

CTRL = Qt.KeyboardModifier.ControlModifier
LATIN = frozenset({"SHA", "zip", "hpke", "F", "census", "csv", "I", "II", "III", "IV"})


@pytest.fixture
def filled(tmp_path: Path, state: Path) -> Iterator[Register]:
    register = filled_register(tmp_path / "реестр")
    yield register
    register.close()


def _page(qtbot: QtBot, register: Register) -> CohortPage:
    return shown_page(qtbot, CohortPage(Desk(register)))


def _texts(page: CohortPage) -> str:
    return "\n".join(text.text() for text in page.findChildren(Text) if text.isVisibleTo(page))


def test_records_are_prepared_confirmed_and_written(
    qtbot: QtBot, filled: Register, heard: Heard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = _page(qtbot, filled)
    assert page.year.value() == str(YEAR)
    assert "за этот год 150 записей, а нужно не меньше 1000" in page.refusal.text.text()
    assert "выходят таблицами: раздел «Комиссия»" in page.refusal.text.text()
    assert not page.button.isEnabled()
    monkeypatch.setattr(policy, "in_force", lambda day: replace(rules(), least=100))
    page.refresh()
    assert not page.refusal.isVisibleTo(page)
    assert not page.write_button.isEnabled()
    page.more.click()
    press(page.year.line, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.prepared is not None)
    QApplication.processEvents()
    said = _texts(page)
    for words in ("Записей за 2024 год: 150.", "Проверено на готовом файле", "Кто направил", "Для примера, 5"):
        assert words in said
    assert "Канарейк" not in said
    assert_fits(page, allowed=LATIN)
    assert_mnemonics(page)
    monkeypatch.setattr(batch_writing, "ask_medium", lambda *asked: Place(tmp_path / "флеш"))

    def confirmed(dialog: ConfirmDialog) -> None:
        type_text(dialog.password.control, factories.PASSWORD)
        dialog.confirm()
        qtbot.waitUntil(lambda: dialog.person is not None)

    in_next_dialog(confirmed)
    page.write()
    in_next_dialog(lambda dialog: dialog.reject())
    qtbot.waitUntil(lambda: len(listing(filled)) == 1)
    qtbot.waitUntil(lambda: page.prepared is None)
    assert [path.suffix for path in (tmp_path / "флеш").iterdir()] == [".hpke"]
    assert "уже выгружены" in page.refusal.text.text()
    assert heard.told == []


def _prepared(qtbot: QtBot, register: Register, monkeypatch: pytest.MonkeyPatch) -> CohortPage:
    """A page with records that a second person has confirmed."""
    monkeypatch.setattr(policy, "in_force", lambda day: replace(rules(), least=100))
    page = _page(qtbot, register)
    page.prepare()
    qtbot.waitUntil(lambda: page.prepared is not None)

    def confirmed(dialog: ConfirmDialog) -> None:
        type_text(dialog.password.control, factories.PASSWORD)
        dialog.confirm()
        qtbot.waitUntil(lambda: dialog.person is not None)

    in_next_dialog(confirmed)
    assert page.confirm()
    return page


def test_a_medium_that_failed_is_tried_again_with_the_same_records(
    qtbot: QtBot, filled: Register, heard: Heard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = _prepared(qtbot, filled, monkeypatch)
    assert page.prepared is not None
    batch_id = page.prepared.batch_id
    medium, other = tmp_path / "флешка", tmp_path / "другая"
    for path in (medium, other):
        path.write_text("", encoding="utf-8")  # a file where a folder should be
    gone = Drive(tmp_path / "вынутая", "ДИСПАНСЕР", free=2**30, size=2**31)
    gone.root.mkdir()
    places = [Place(gone.root, gone), Place(medium), Place(other)]
    monkeypatch.setattr(batch_writing, "ask_medium", lambda *asked: places.pop(0))
    said: list[str] = []

    def answer(parent: object, heading: str, text: str, answers: dict[str, str], *, safe: str) -> str:
        said.append(heading)
        assert "заново готовить её не нужно" in text
        assert (listing(filled), safe) == ([], "again")
        assert answers["again"] == "&Повторить"
        if places:
            return "elsewhere"
        other.unlink()  # now it is put in
        return "again"

    monkeypatch.setattr(messages, "ask", answer)
    monkeypatch.setattr(export, "prepare", None)  # nothing is prepared anew, and nobody is asked to confirm again
    in_next_dialog(lambda dialog: dialog.reject())
    page.write()
    qtbot.waitUntil(lambda: len(listing(filled)) == 1)
    qtbot.waitUntil(lambda: page.prepared is None)
    assert said[0] == "Накопитель вынут."
    assert [batch_id[:8] in words for words in said[1:]] == [True, True]  # the name of the file
    assert list(gone.root.iterdir()) == []
    assert [path.suffix for path in other.iterdir()] == [".hpke"]
    assert listing(filled)[0].batch_id == batch_id


def test_whoever_does_not_try_again_has_his_records_still(
    qtbot: QtBot, filled: Register, heard: Heard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = _prepared(qtbot, filled, monkeypatch)
    before = page.prepared
    (tmp_path / "флешка").write_text("", encoding="utf-8")
    heard.answer = "stay"
    page.write_into(tmp_path / "флешка")
    qtbot.waitUntil(lambda: bool(heard.asked))
    assert (listing(filled), heard.told) == ([], [])
    assert page.prepared is before and page.confirmed_by is not None
    assert page.write_button.isEnabled()
    page.more.click()  # other records are to be prepared, and confirmed again
    assert (page.prepared, page.confirmed_by) == (None, None)


def test_who_may_bring_in_the_census(
    qtbot: QtBot, filled: Register, heard: Heard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bad = tmp_path / "плохая.csv"
    bad.write_text("Населённый пункт;Вид;Пол;Возраст;Жителей\nВерх;село;кто;20;1\n", encoding="utf-8")
    page = _page(qtbot, filled)
    for path in (CENSUS, bad):
        monkeypatch.setattr(cohort_page, "ask_file", lambda *asked, path=path: path)
        page.census_button.click()
    assert "жителей 27\u00a0311" in page.district.text()
    assert "Строка 2: пол «кто» непонятен" in str(heard.told[0])
    filled.person.role = Role.STATISTICIAN.value
    other = _page(qtbot, filled)
    assert not other.census_button.isVisibleTo(other)
    assert other.write_button.isVisibleTo(other)
