"""The commission's page: exact beside what leaves, who is counted, one file on the medium, any file checked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk.commission import export, package, verification
from narcdesk.commission.tables import Cell
from narcdesk.dates import Period
from narcdesk.drives import Drive
from narcdesk.staff import Role
from tests import factories
from tests.commission_samples import built
from tests.counted_office import QUARTER, Office, office
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import focus_on, in_next_dialog, press, type_text
from tests.ui.office import shown_page
from ui.batch_dialogs import ToldDialog
from ui.commission_page import CommissionPage
from ui.desk import Desk
from ui.page import Page
from ui.patient_page import PatientPage
from ui.pdf_view import PdfDialog
from ui.persons_dialog import PersonsDialog
from ui.pieces import Text
from ui.table import RowsTable
from ui.targets_dialog import TargetsDialog

CTRL = Qt.KeyboardModifier.ControlModifier
LATIN = frozenset({"SHA", "municipal", "zip", "II", "III", "IV"})
FIRST, SECOND = "I квартал 2026 года", "II квартал 2026 года"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path / "реестр кабинета")
    yield made
    made.register.close()


@pytest.fixture
def page(qtbot: QtBot, small: Office, heard: Heard, state: Path) -> CommissionPage:
    return shown(qtbot, small)


def shown(qtbot: QtBot, small: Office) -> CommissionPage:
    return shown_page(qtbot, CommissionPage(Desk(small.register)))


def count(qtbot: QtBot, page: CommissionPage, period: str = QUARTER) -> None:
    focus_on(page)  # the window of the work that stood before it gave the focus to nobody: there is no desktop here
    page.period.set_value(period)
    page.period.edited.emit()
    press(page.period.line, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.prepared is not None)
    QApplication.processEvents()


def cells(table: RowsTable[Any], title: str) -> list[str]:
    (line,) = [line for line in table.rows.rows if line.title == title]
    return [column.text(line) for column in table.rows.columns]


def texts(widget: Any) -> str:
    return "\n".join(text.text() for text in widget.findChildren(Text))


def test_nothing_is_counted_and_nothing_can_be_written_at_first(page: CommissionPage) -> None:
    assert page.period.typed() == SECOND  # the last that is over
    assert not page.write_button.isEnabled()
    assert page.count_button.isEnabled()
    assert_fits(page, allowed=LATIN)


def test_exact_counts_stand_beside_what_leaves(qtbot: QtBot, page: CommissionPage) -> None:
    count(qtbot, page)
    assert page.prepared is not None
    assert page.prepared.period == Period.parse(QUARTER)
    card = page.tabs.cards["included"]
    assert [part.text() for part in card.numbers] == ["5 человек", "4"]
    assert card.outside.text() == "… — скрыто: в основании показателя меньше 20 человек"
    assert "план на год не задан" in texts(card)
    assert "125,0 %" in texts(card)  # users of drugs who are not under observation count above the line only
    assert_fits(page, allowed=LATIN)
    page.tabs.setCurrentIndex(1)
    published = page.prepared.batch.release.counts
    row = cells(page.tabs.tables.table, "Наркомания")
    at = {"diagnosis": "drug_dependence"}
    assert row[1] == f"4 → {published[Cell.of('observed_start', at)]}"
    assert row[-1] == f"4 → {published[Cell.of('observed_end', at)]}"
    assert cells(page.tabs.tables.table, "Всего")[1].startswith("12 → ")
    assert_fits(page, allowed=LATIN)
    page.tabs.setCurrentIndex(2)
    assert "Сведений об отдельных людях нет, только количества." in texts(page)
    assert "Антинаркотическая комиссия муниципального образования" in texts(page)
    assert export.listing(page.desk.register) == []


def test_a_period_is_chosen_and_counted_by_keys_alone(qtbot: QtBot, page: CommissionPage) -> None:
    line = page.period.line
    line.setFocus()
    line.selectAll()
    type_text(line, "2025 год")
    press(line, Qt.Key.Key_Return)
    assert page.period.value() == "2025"  # and not the quarter that ends with it
    line.setFocus()
    line.selectAll()
    type_text(line, "2023")
    press(line, Qt.Key.Key_Return)
    assert page.period.value() == "2023"
    assert QApplication.focusWidget() is page.count_button
    press(page.count_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.prepared is not None)


def test_a_half_typed_recipient_is_nobody(qtbot: QtBot, page: CommissionPage, heard: Heard) -> None:
    line = page.recipient.line
    line.setFocus()
    line.selectAll()
    type_text(line, "рег")
    assert page.period.typed() == SECOND  # what was chosen stays
    assert not page.count_button.isEnabled()
    assert not page.stricter_button.isEnabled()
    press(line, Qt.Key.Key_Return)
    assert page.recipient.value() == "regional"
    assert QApplication.focusWidget() is page.period.line
    assert page.count_button.isEnabled()
    assert page.stricter_button.isEnabled()


def test_another_table_is_chosen(qtbot: QtBot, page: CommissionPage) -> None:
    count(qtbot, page)
    page.tabs.setCurrentIndex(1)
    choice = page.tabs.tables.choice.line
    choice.setFocus()
    choice.selectAll()
    type_text(choice, "реабилитация и серт")
    press(choice, Qt.Key.Key_Return)
    assert cells(page.tabs.tables.table, "Направлено на реабилитацию")[1].startswith("3 → ")
    assert_fits(page, allowed=LATIN)


def test_a_change_forgets_what_was_counted(qtbot: QtBot, page: CommissionPage) -> None:
    count(qtbot, page)
    assert page.write_button.isEnabled()
    page.period.set_value("2025")
    page.period.edited.emit()
    assert page.prepared is None
    assert not page.write_button.isEnabled()
    count(qtbot, page)
    page.desk.changed.emit()
    assert page.prepared is not None  # a letter was saved, somebody signed in: of these no batch is made
    factories.patient(page.desk.register, surname="Третьяков", snils="")
    page.desk.changed.emit()
    assert page.prepared is None
    assert not page.write_button.isEnabled()


# Who is counted


def test_who_is_counted_and_why_is_seen_and_journalled(qtbot: QtBot, page: CommissionPage) -> None:
    count(qtbot, page)
    before = page.desk.register.head.seq

    def look(dialog: PersonsDialog) -> None:
        assert page.desk.register.head.seq == before + 1
        (first, *_), second = dialog.lists[0].rows.rows, dialog.lists[1]
        assert "начата" in first.because
        assert dialog.tabs.tabText(0) == "&Числитель 5"
        assert_fits(dialog, allowed=LATIN)
        assert_mnemonics(dialog)
        dialog.tabs.setCurrentIndex(1)
        assert page.desk.register.head.seq == before + 2
        assert {one.because.split(" ")[0] for one in second.rows.rows} == {"диагноз"}
        assert len(second.rows.rows) == 4

    in_next_dialog(look)
    page.tabs.cards["included"].numbers[0].click()  # type: ignore[union-attr]


def test_a_card_is_opened_from_the_list(qtbot: QtBot, page: CommissionPage, small: Office) -> None:
    count(qtbot, page)
    opened: list[Page] = []
    page.opens.connect(opened.append)

    def choose(dialog: PersonsDialog) -> None:
        press(dialog.lists[0], Qt.Key.Key_Home)
        press(dialog.lists[0], Qt.Key.Key_Return)
        assert not dialog.isVisible()

    in_next_dialog(choose)
    page.tabs.cards["included"].numbers[0].click()  # type: ignore[union-attr]
    (card,) = opened
    assert isinstance(card, PatientPage)
    qtbot.addWidget(card)


def test_a_statistician_sees_counts_and_no_persons(qtbot: QtBot, small: Office, heard: Heard, state: Path) -> None:
    small.register.person.role = Role.STATISTICIAN.value
    page = shown(qtbot, small)
    count(qtbot, page)
    assert not any(hasattr(part, "click") for part in page.tabs.cards["included"].numbers)
    page.show_persons("included", "numerator")
    assert "нет права" in heard.told[0].what


def test_a_doctor_looks_and_writes_nothing(qtbot: QtBot, small: Office, heard: Heard, state: Path) -> None:
    small.register.person.role = Role.DOCTOR.value
    page = shown(qtbot, small)
    count(qtbot, page)
    assert not page.write_button.isVisible()


# The plan


def test_a_plan_of_the_office_s_own_is_kept_with_its_act(qtbot: QtBot, small: Office, page: CommissionPage) -> None:
    count(qtbot, page)

    def plan(dialog: TargetsDialog) -> None:
        assert_fits(dialog, allowed=LATIN)
        assert_mnemonics(dialog)
        type_text(dialog.form["sober"].control, "125")
        press(dialog, Qt.Key.Key_Return, CTRL)
        assert dialog.form["sober"].is_wrong
        assert dialog.form["act"].is_wrong
        dialog.form["sober"].set_value(25)
        type_text(dialog.form["act"].control, "Постановление от 12.01.2026 № 5")
        press(dialog, Qt.Key.Key_Return, CTRL)
        assert dialog.result() == TargetsDialog.DialogCode.Accepted

    in_next_dialog(plan)
    button = page.tabs.cards["sober"].plan_button
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: page.prepared is not None and "Постановление" in texts(page.tabs.cards["sober"]))
    assert "план на год не задан" in texts(page.tabs.cards["included"])
    assert_fits(page, allowed=LATIN)
    again = shown(qtbot, small)  # as after the program was closed
    count(qtbot, again)
    card = again.tabs.cards["sober"]
    assert "Постановление от 12.01.2026 № 5" in texts(card)
    assert card.plan_button is not None
    assert card.plan_button.accessibleName() == "Изменить план: Не употребляют более двух лет"

    def take_back(dialog: TargetsDialog) -> None:
        assert dialog.form["sober"].typed() == "25"
        dialog.form["sober"].set_value("")
        press(dialog, Qt.Key.Key_Return, CTRL)

    in_next_dialog(take_back)
    card.plan_button.click()
    qtbot.waitUntil(lambda: again.prepared is not None and "план на год не задан" in texts(again.tabs.cards["sober"]))


def test_who_may_not_plan_is_offered_nothing(qtbot: QtBot, small: Office, heard: Heard, state: Path) -> None:
    small.register.person.role = Role.STATISTICIAN.value
    page = shown(qtbot, small)
    count(qtbot, page)
    assert [card.plan_button for card in page.tabs.cards.values()] == [None] * 4
    assert "план на год не задан" in texts(page.tabs.cards["included"])


def test_a_year_of_the_regional_plan_has_no_other(qtbot: QtBot, page: CommissionPage) -> None:
    count(qtbot, page, "2023")
    assert [card.plan_button for card in page.tabs.cards.values()] == [None] * 4
    assert "36 %" in texts(page.tabs.cards["included"])


# What leaves


def test_a_batch_is_written_read_back_and_listed(qtbot: QtBot, page: CommissionPage, tmp_path: Path) -> None:
    stick = tmp_path / "флеш-накопитель"
    stick.mkdir()
    (stick / "Список больных.docx").write_bytes(b"")
    count(qtbot, page)
    said: list[str] = []

    def look(dialog: ToldDialog) -> None:
        said.append(texts(dialog))
        assert dialog.heading.text() == "Выгрузка записана"
        assert "В этой же папке лежит: «Список больных.docx»." in said[0]  # it would go to the commission too
        assert_mnemonics(dialog)

    in_next_dialog(look)
    page.write_into(stick)
    qtbot.waitUntil(lambda: bool(said))
    (file,) = set(stick.iterdir()) - {stick / "Список больных.docx"}
    data = file.read_bytes()
    assert verification.verify(file).ok
    for told in (file.name, package.sha256(data), export.fingerprint(page.desk.register), "носитель можно вынимать"):
        assert told in said[0]
    assert page.prepared is None  # it has left
    assert [column.text(page.tabs.batches.rows.rows[0]) for column in page.tabs.batches.rows.columns] == [
        "20.07.2026",
        FIRST,
        "муниципальная комиссия",
        "Зимин А. Н.",
        "—",
        file.name,
        package.sha256(data)[:16],
    ]
    page.tabs.setCurrentIndex(4)
    QApplication.processEvents()
    assert_fits(page, allowed=LATIN)
    in_next_dialog(lambda dialog: dialog.letter_button.click())
    page.tabs.batches.opened.emit(page.tabs.batches.rows.rows[0])
    (letter,) = page.findChildren(PdfDialog)
    assert letter.windowTitle() == "Сопроводительное письмо"
    assert letter.print_button.isVisible()
    letter.reject()
    page.refresh()
    page.period.set_value(QUARTER)
    assert page.period.typed() == f"{FIRST} — выгружен 20.07.2026"


def test_a_medium_that_failed_is_tried_again_with_the_same_batch(
    qtbot: QtBot, page: CommissionPage, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count(qtbot, page)
    assert page.prepared is not None
    batch_id = page.prepared.batch.release.batch_id
    medium = tmp_path / "флешка"
    medium.write_text("", encoding="utf-8")  # a file where a folder should be
    page.write_into(medium)
    qtbot.waitUntil(lambda: bool(heard.asked))
    assert "Выгрузка 2026-Q1" in heard.asked[0]
    assert export.listing(page.desk.register) == []
    assert page.prepared is not None
    medium.unlink()

    said: list[str] = []
    in_next_dialog(lambda dialog: said.append(dialog.heading.text()))
    with monkeypatch.context() as patch:
        patch.setattr(export, "prepare", None)  # nothing is counted again
        page.write_into(medium)
        qtbot.waitUntil(lambda: bool(said))
    assert said == ["Выгрузка записана"]
    assert export.listing(page.desk.register)[0].batch_id == batch_id


def test_a_stick_that_was_pulled_before_the_first_byte_is_told(
    qtbot: QtBot, page: CommissionPage, heard: Heard, tmp_path: Path
) -> None:
    """The folder may stand there still, on the disk of the computer: nothing is written into it."""
    count(qtbot, page)
    gone = Drive(tmp_path / "вынутая", "КОМИССИЯ", free=2**30, size=2**31)
    gone.root.mkdir()
    page.write_into(gone.root, gone)
    assert heard.asked == ["Накопитель вынут."]
    assert list(gone.root.iterdir()) == []


def test_a_period_that_overlaps_is_shown_as_such(qtbot: QtBot, page: CommissionPage, tmp_path: Path) -> None:
    export.export(page.desk.register, "municipal", Period.parse("2025"), tmp_path)
    page.refresh()
    page.period.set_value("2025-Q4")
    page.period.edited.emit()
    assert page.refusal.isVisible()
    assert "пересекается" in page.refusal.text.text()
    assert not page.count_button.isEnabled()
    assert_fits(page, allowed=LATIN)
    page.count()
    assert page.prepared is None


# Checking a file


@pytest.mark.parametrize("kind", ["ours", "foreign", "damaged", "gone"])
def test_any_file_is_checked(qtbot: QtBot, page: CommissionPage, heard: Heard, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "пакет.zip"
    if kind == "ours":
        file = export.export(page.desk.register, "municipal", Period.parse(QUARTER), tmp_path / "флешка").path
    elif kind != "gone":
        file.write_bytes(built() if kind == "foreign" else built()[:-1] + b"?")
    said: list[tuple[str, str]] = []
    if kind != "gone":
        in_next_dialog(lambda dialog: said.append((dialog.heading.text(), texts(dialog))))
    page.check_file(file)
    qtbot.waitUntil(lambda: bool(said or heard.told))
    if kind == "gone":
        assert heard.told[0].what == "Файл «пакет.zip» не найден."
        return
    ((heading, words),) = said
    expected, part = {
        "ours": ("Выгрузка цела", "Выгружен отсюда 20.07.2026"),
        "foreign": ("Выгрузка цела", "ключом другой организации"),
        "damaged": ("Это не целая выгрузка: не принимайте и не передавайте её", "изменён"),
    }[kind]
    assert heading == expected
    assert part in words
