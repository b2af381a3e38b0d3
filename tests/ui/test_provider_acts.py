"""Acts of the organisation on the page of an application: written down by keys, counted, struck out, awaited."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk import certificates, courses, provider_acts
from tests.ui.application_desk import ISTOK, TRAINING, dialog_of, edition, settle, texts
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import press, type_text
from tests.ui.test_certificate import Granted
from ui.fact_dialog import FactDialog
from ui.provider_act_dialog import ProviderActDialog

CTRL = Qt.KeyboardModifier.ControlModifier
SIXTEEN = "16.03.2026 – 31.03.2026"


@pytest.fixture
def begun(qtbot: QtBot, tmp_path: Path, heard: Heard) -> Iterator[Granted]:
    """A course that began on 16 March under a certificate of the training region; it is 6 April."""
    made = Granted(qtbot, tmp_path / "учебный реестр", TRAINING)
    made.record()
    register = made.desk.register
    certificates.choose_provider(register, 1, ISTOK)
    courses.start(register, made.patient.id, {"kind": "social", "started_on": "16.03.2026"}, certificate_id=1)
    made.clock.go(date(2026, 4, 6))
    made.page.refresh()
    settle(qtbot, made.page)
    yield made
    made.desk.register.close()


def test_an_act_is_written_down_by_keys_and_counted(begun: Granted) -> None:
    page = begun.page
    shown = texts(page)
    assert "0 из 180, осталось 180" in shown
    assert "акт организации за март 2026 года ждём до 05.04.2026" in shown
    assert page.main_button.words == "Записать акт…"
    press(page, Qt.Key.Key_Return, CTRL)
    dialog = dialog_of(begun.qtbot, ProviderActDialog)
    assert_fits(dialog)
    assert_mnemonics(dialog)
    form = dialog.form
    assert [form[name].value() for name in ("since", "until")] == [date(2026, 3, 16), date(2026, 3, 31)]
    assert (form["amount"].value(), form["absent"].note.text.text()) == ("16 000,00", "в акте 16 дней")
    type_text(form["number"].control, "3")
    form["absent"].retype("2")
    form["absent"].edited.emit()
    assert (form["amount"].value(), form["absent"].note.text.text()) == ("14 000,00", "в акте 14 дней")
    form["price"].retype("900")
    form["price"].edited.emit()
    assert form["price"].note.text.text() == "В профиле региона 1000 ₽ за день, сверьте с актом."
    form["amount"].retype("13000")
    form["amount"].edited.emit()
    QApplication.processEvents()
    assert_fits(dialog)
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert form["amount"].is_wrong
    assert "14 дней по 900,00 ₽ — это 12 600,00 ₽" in form["amount"].note.text.text()
    form["amount"].retype("12600")
    press(dialog, Qt.Key.Key_Return, CTRL)
    settle(begun.qtbot, page)
    (kept,) = provider_acts.listing(begun.desk.register, begun.patient.id)
    assert (kept.number, kept.days, kept.amount, kept.provider_id) == ("3", 14, 12_600_00, ISTOK)
    shown = texts(page)
    assert "14 из 180, осталось 166" in shown
    assert not any("ждём до" in text for text in shown)
    rows = page.body.acts.table.rows
    assert [column.text(rows.rows[0]) for column in rows.columns] == [
        *("№ 3, 06.04.2026", SIXTEEN, "14, без 2", "12 600,00")
    ]
    assert_fits(begun.window, allowed=edition(page))


def test_a_wrong_act_is_struck_out_on_the_page(begun: Granted) -> None:
    typed = {"number": "3", "on": "06.04.2026", "since": "16.03.2026", "until": "31.03.2026"}
    provider_acts.record(begun.desk.register, 1, typed)
    begun.page.refresh()
    card = begun.page.body.acts
    card.table.setFocus()
    press(card.table, Qt.Key.Key_Delete)
    dialog = dialog_of(begun.qtbot, FactDialog)
    dialog.form.fill({"why": "акт другого человека"})
    dialog.save()
    settle(begun.qtbot, begun.page)
    assert provider_acts.listing(begun.desk.register, begun.patient.id) == []
    assert card.struck_button.words == "Показать зачёркнутые: 1"
    assert "0 из 180, осталось 180" in texts(begun.page)


def test_marks_of_the_course_are_redeemed_one_after_another(begun: Granted) -> None:
    page = begun.page
    assert "начало курса социальной реабилитации: выдан" in texts(page)
    page.body.certificate.steps["redeem"].click()
    dialog = dialog_of(begun.qtbot, FactDialog)
    assert_fits(dialog)
    assert_mnemonics(dialog)
    assert "Отметка 1: начало курса социальной реабилитации" in texts(dialog)
    type_text(dialog.form["code"].control, "12345678")
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert dialog.form["code"].is_wrong
    dialog.form.fill({"code": "123"})
    press(dialog, Qt.Key.Key_Return, CTRL)
    settle(begun.qtbot, page)
    assert "начало курса социальной реабилитации: погашен 06.04.2026, код 0000123" in texts(page)
    assert_fits(begun.window, allowed=edition(page))
