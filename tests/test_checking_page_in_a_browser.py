"""`ПРОВЕРКА.html` as a person uses it: opened from a folder in a browser, with files chosen, dropped and gone."""

import io
import json
import re
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from narcdesk.commission.archive import pack, unpack
from tests import chromium
from tests.checking_samples import FINGERPRINT, PUBLIC, TYPED, altered, letter
from tests.commission_samples import OFFICE, built


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[chromium.Browser]:
    """A page opened from a folder, out of a batch."""
    if chromium.FOUND is None:
        pytest.skip("no Chromium here")
    folder = tmp_path_factory.mktemp("Выгрузка")
    with zipfile.ZipFile(io.BytesIO(built())) as archive:
        archive.extract("ПРОВЕРКА.html", folder)
    with chromium.running(folder / "profile") as browser:
        browser.open(folder / "ПРОВЕРКА.html")
        yield browser


def _shown(browser: chromium.Browser, selector: str) -> str:
    text: str = browser.value(f"document.querySelector({json.dumps(selector)}).innerText")
    return text


def test_a_person_checks_a_batch_in_a_browser(browser: chromium.Browser, tmp_path: Path) -> None:
    assert browser.value("document.getElementById('result').hidden")
    good, bad, pem = tmp_path / "Выгрузка 2024.zip", tmp_path / "Подмена.zip", tmp_path / "office.pem"
    good.write_bytes(built())
    parts = unpack(built())
    bad.write_bytes(pack({**parts, "tables.csv": altered(parts["tables.csv"])}))
    pem.write_bytes(PUBLIC)
    browser.choose("#batch", good)
    browser.until("document.getElementById('verdict').textContent.includes('Пакет цел')")
    assert "сверьте отпечаток" in _shown(browser, "#verdict")
    assert OFFICE in _shown(browser, "#facts")
    assert re.sub(r"\s", "", _shown(browser, "#groups")) == FINGERPRINT
    assert "\t✓ не изменена" in _shown(browser, "#parts")
    browser.value("document.getElementById('fingerprint').focus()")
    browser.ask("Input.insertText", text=FINGERPRINT[:-1] + "0")
    assert "другим ключом" in _shown(browser, "#problems")
    browser.value("document.getElementById('fingerprint').select()")
    browser.ask("Input.insertText", text=" ".join(re.findall("....", FINGERPRINT)))
    assert "ключом, который вы указали" in _shown(browser, "#verdict")
    for words in (TYPED["in lines of Windows"], TYPED["bytes"], letter()):  # a field takes no line ends
        browser.value("document.getElementById('fingerprint').select()")
        browser.ask("Input.insertText", text=words)
        browser.until("document.getElementById('verdict').className.endsWith('good')")
        browser.value("document.getElementById('fingerprint').select()")
        browser.ask("Input.insertText", text="0")
        browser.until("document.getElementById('verdict').className.endsWith('bad')")
    browser.value("document.getElementById('fingerprint').select()")
    browser.ask("Input.insertText", text=FINGERPRINT)
    browser.choose("#key", pem)
    browser.until("document.getElementById('key-name').textContent === 'office.pem'")
    assert "ключом, который вы указали" in _shown(browser, "#verdict")
    browser.drop(bad)
    browser.until("document.getElementById('verdict').className.endsWith('bad')")
    assert "Не принимайте" in _shown(browser, "#verdict")
    assert "tables.csv\t✗ изменена" in _shown(browser, "#parts")
    assert "Подмена.zip" in _shown(browser, "#facts")
    assert browser.complaints == []


def test_what_a_stranger_wrote_is_shown_as_text(browser: chromium.Browser, tmp_path: Path) -> None:
    parts = unpack(built())
    manifest = parts["manifest.json"].replace(b'"period":"2024"', b'"period":"<img src=x onerror=alert(1)>"')
    path = tmp_path / "чужой.zip"
    path.write_bytes(pack({**parts, "manifest.json": manifest}))
    browser.drop(path)
    browser.until("document.getElementById('facts').textContent.includes('onerror')")
    assert browser.value("document.querySelector('img')") is None


def test_a_file_that_was_copied_again_is_read_again(browser: chromium.Browser, tmp_path: Path) -> None:
    """Under the name of before: a browser does not think that anything was chosen."""
    path = tmp_path / "Выгрузка.zip"
    path.write_bytes(built()[:5000])
    browser.choose("#batch", path)
    browser.until("document.getElementById('problems').textContent.includes('не до конца')")
    path.write_bytes(built())
    browser.choose("#batch", path)
    browser.until("document.getElementById('verdict').textContent.includes('Пакет цел')")


@pytest.mark.parametrize("way", ["chosen", "dropped"])
def test_a_file_that_cannot_be_read_does_not_leave_the_verdict_on_another(
    browser: chromium.Browser, tmp_path: Path, way: str
) -> None:
    """The stick was pulled, or a folder was dropped."""
    good, gone = tmp_path / "Хорошая.zip", tmp_path / "Вынутая.zip"
    good.write_bytes(built())
    browser.drop(good)
    browser.until("document.getElementById('facts').textContent.includes('Хорошая.zip')")
    assert "Пакет цел" in _shown(browser, "#verdict")
    if way == "dropped":
        gone.mkdir()
        browser.drop(gone)
    else:
        browser.choose("#batch", gone)
    browser.until("document.getElementById('facts').textContent.includes('Вынутая.zip')")
    assert "Не принимайте" in _shown(browser, "#verdict")
    assert "не читается" in _shown(browser, "#problems")
    assert browser.complaints == []


def test_a_file_too_large_for_a_batch_is_not_even_read(browser: chromium.Browser, tmp_path: Path) -> None:
    huge = tmp_path / "Диск.zip"
    with huge.open("wb") as file:
        file.truncate(5 * 2**30)
    browser.drop(huge)
    browser.until("document.getElementById('facts').textContent.includes('Диск.zip')")
    assert "слишком велик" in _shown(browser, "#problems")
    assert browser.complaints == []


def test_the_page_cannot_reach_a_network_that_is_there(browser: chromium.Browser) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        assert browser.value(f"fetch('{address}').then(() => 'reached', () => 'refused')") == "refused"
        loaded = f"new Promise(end => {{ const i = new Image(); i.onload = i.onerror = end; i.src = '{address}'; }})"
        browser.value(f"{loaded}.then(() => 0)")
        with pytest.raises(TimeoutError):
            server.accept()
