"""Keys of recipients in the settings: taken after the fingerprint was compared, shown in groups, put away."""

import re
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from narcdesk.commission import recipient_keys, sealing
from tests.commission_samples import RECIPIENT
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits
from ui.desk import Desk
from ui.settings_page import SettingsPage


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> SettingsPage:
    made = SettingsPage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 680)
    made.show()
    made.tabs.setCurrentIndex(made.recipients_tab)
    made.refresh()
    return made


def test_a_key_is_taken_after_its_fingerprint_was_compared_and_put_away(
    page: SettingsPage, desk: Desk, heard: Heard, tmp_path: Path
) -> None:
    tab = page.recipients
    codes = [one.code for one in tab.table.rows.rows]
    assert codes == [one.code for one in recipient_keys.listing(desk.register)]
    assert {"municipal", "regional", "public", "medical"} == set(codes)
    medical = tab.table.rows.rows[codes.index("medical")]
    assert tab.table.rows.columns[1].text(medical) == "нужен: без него выгрузки не будет"
    tab.table.go_to(codes.index("regional"))
    assert tab.give_button.isEnabled() and not tab.drop_button.isEnabled()
    wrong = tmp_path / "не ключ.pem"
    wrong.write_bytes(b"-----BEGIN")
    tab.take(wrong)
    assert heard.told and "не ключ получателя" in str(heard.told[-1])
    sent = tmp_path / "recipient-public.pem"
    sent.write_bytes(RECIPIENT)
    heard.answer = "stay"
    tab.take(sent)
    assert recipient_keys.kept(desk.register, "regional") is None
    heard.answer = "keep"
    tab.take(sent)
    assert "Шифровать этим ключом? Антинаркотическая комиссия субъекта Российской Федерации" in heard.asked[-1]
    assert recipient_keys.kept(desk.register, "regional") == sealing.PublicKey(RECIPIENT)
    page.refresh()
    shown = [column.text(tab.table.rows.rows[codes.index("regional")]) for column in tab.table.rows.columns]
    fingerprint = sealing.PublicKey(RECIPIENT).fingerprint
    assert "".join(shown[2].split()) == fingerprint
    assert shown[1].startswith("задан ")
    groups = set(re.findall("[a-f]{2,}", shown[2]))
    assert_fits(page, allowed=frozenset({"HPKE", "narcdesk", "cli", "recipient", "key"} | groups))
    tab.table.go_to(codes.index("regional"))
    heard.answer = "drop"
    tab.drop_button.click()
    assert recipient_keys.kept(desk.register, "regional") is None
