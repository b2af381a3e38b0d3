"""What comes to a region by mail: nothing is passed over in silence, and who is missing or counted twice is named."""

import os
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from narcdesk.commission import package, region, sealing
from narcdesk.commission.region import plain
from narcdesk.commission.region.words import in_words
from narcdesk.commission.tables import Cell
from tests.command_line import Ask
from tests.commission_samples import RECIPIENT, batch, built
from tests.districts import OFFICES, key_of, keys_in


def _sent(folder: Path, office: int, period: str = "2024", *, like: int | None = None, **given: str) -> Path:
    """A batch of an office, with the numbers of another one if so told."""
    number = office if like is None else like
    made = batch(number, 60, period, office=OFFICES[number], batch_id=f"{office:032x}", **given)
    path = folder / f"{OFFICES[office]} {period}.zip"
    path.write_bytes(package.build(made, key_of(office)))
    return path


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return keys_in(tmp_path / "Ключи")


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    folder = tmp_path / "Почта"
    folder.mkdir()
    return folder


def _text(book: Path, sheet: str) -> str:
    rows = CalamineWorkbook.from_path(str(book)).get_sheet_by_name(sheet).to_python()
    return "\n".join(str(cell) for row in rows for cell in row)


def test_an_ending_in_capitals_is_no_reason_to_be_passed_over(mail: Path, keys: Path) -> None:
    """A disk of DOS names, as a scanner of viruses or an old stick leaves them."""
    path = _sent(mail, 0)
    path.rename(path.with_suffix(".ZIP"))
    (keys / "Ангарск.pem").rename(keys / "Ангарск.PEM")
    (found,) = region.consolidate([mail], keys).regions
    assert [one.release.office for one in found.districts] == ["Ангарск"]


def test_a_batch_that_nobody_has_opened_is_refused_and_not_passed_over(mail: Path, keys: Path) -> None:
    _sent(mail, 0)
    (mail / "вложения").mkdir()
    closed = mail / "вложения" / "Братск 2024.zip.hpke"
    closed.write_bytes(sealing.seal(built(), sealing.public_key(RECIPIENT)))
    (refused,) = region.consolidate([mail], keys).refused
    assert refused.batch == str(closed)
    assert "зашифрован" in refused.reason and "narcdesk-cli open" in refused.reason
    _sent(mail, 1)  # opened into the same folder, as the command offers
    found = region.consolidate([mail], keys)
    assert (found.refused, len(found.regions[0].districts)) == ((), 2)


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes")
def test_a_name_in_another_encoding_stops_nobody(mail: Path, keys: Path, tmp_path: Path, ask: Ask) -> None:
    """What an archiver of Windows leaves on Linux, and what a terminal would obey."""
    _sent(mail, 0)
    for name in ("Районы.zip".encode("cp1251"), b"\x1b[2Jgood.zip"):
        (mail / os.fsdecode(name)).write_bytes(b"?")
    out = tmp_path / "out"
    done = ask("consolidate", mail, "--keys", keys, "--out", out)
    assert done.status == 1, done.err
    assert "\x1b" not in done.out and done.out.count("Не принят ") == 2
    assert "good.zip" in _text(out / "Сводная.xlsx", "Не приняты")
    assert "��.zip" in _text(out / "Сводная.xlsx", "Не приняты")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="rights of POSIX, and of no administrator")
def test_a_folder_that_cannot_be_read_is_named(mail: Path, keys: Path, ask: Ask, tmp_path: Path) -> None:
    _sent(mail, 0)
    (mail / "закрытая").mkdir(mode=0)
    done = ask("consolidate", mail, "--keys", keys, "--out", tmp_path / "out")
    assert done.status == 2 and "закрытая" in done.err


def test_of_whom_there_is_nothing_is_told_period_by_period(mail: Path, keys: Path, tmp_path: Path, ask: Ask) -> None:
    for office, period in ((0, "2024"), (1, "2024"), (0, "2023")):
        _sent(mail, office, period)
    (mail / "Тулун 2024.zip").write_bytes(b"cut")
    out = tmp_path / "out"
    done = ask("consolidate", mail, "--keys", keys, "--out", out, "--json")
    assert done.data["missing"] == [
        {"recipient": "municipal", "period": "2023", "keys": ["Братск.pem", "Тулун.pem"]},
        {"recipient": "municipal", "period": "2024", "keys": ["Тулун.pem"]},
    ]
    said = ask("consolidate", mail, "--keys", keys, "--out", out).out
    assert "2023 год: в сводной нет 2 организаций из 3, чьи ключи известны: «Братск.pem», «Тулун.pem»." in said
    assert "2024 год: в сводной нет 1 организации из 3, чьи ключи известны: «Тулун.pem»." in said
    assert "нет 1 организации из 3, чьи ключи известны: «Тулун.pem»." in _text(out / "Сводная.xlsx", "2024 показатели")
    rows = CalamineWorkbook.from_path(str(out / "Сводная.xlsx")).get_sheet_by_name("Нет в сводной").to_python()
    assert rows[-3:] == [["2023 год", "Братск.pem"], ["2023 год", "Тулун.pem"], ["2024 год", "Тулун.pem"]]
    assert "разные организации" in _text(out / "Сводная.xlsx", "Динамика, годы")
    for office in (1, 2):
        _sent(mail, office, "2023")
    _sent(mail, 2)
    assert ask("consolidate", mail, "--keys", keys, "--out", out, "--json").data["missing"] == []
    assert "разные организации" not in _text(out / "Сводная.xlsx", "Динамика, годы")
    assert "Нет в сводной" not in CalamineWorkbook.from_path(str(out / "Сводная.xlsx")).sheet_names


def test_one_office_with_two_keys_is_pointed_at(mail: Path, keys: Path, tmp_path: Path, ask: Ask) -> None:
    """After its register was made anew an office has another key: whether it is one or two nobody here can know."""
    _sent(mail, 0)
    _sent(mail, 1)
    _sent(mail, 2, like=0)
    out = tmp_path / "out"
    done = ask("consolidate", mail, "--keys", keys, "--out", out)
    assert done.status == 0
    twice = "Одно название у нескольких ключей: «Ангарск»."
    assert twice in done.out
    assert twice in _text(out / "Сводная.xlsx", "2024 показатели")


def test_an_older_region_is_not_taken_for_this_one(mail: Path, keys: Path, tmp_path: Path, ask: Ask) -> None:
    (mail / "битый.zip").write_bytes(b"cut")
    asked = ("consolidate", mail, "--keys", keys, "--out", tmp_path / "out")
    assert "осталась прежняя" not in ask(*asked).out
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "Сводная.xlsx").write_bytes(b"of last year")
    told = ask(*asked)
    assert told.status == 1 and "осталась прежняя «Сводная.xlsx»" in told.out


def test_recipients_are_told_apart(mail: Path, keys: Path, tmp_path: Path, ask: Ask) -> None:
    _sent(mail, 0)
    _sent(mail, 1)
    _sent(mail, 2, recipient="regional")
    said = ask("consolidate", mail, "--keys", keys, "--out", tmp_path).out
    assert "2024 год, муниципальная комиссия: организаций 2." in said
    assert "2024 год, региональная комиссия: организаций 1." in said


def test_numbers_that_go_farther_than_rounding_promise_no_bound(mail: Path, keys: Path) -> None:
    """An office that had to agree with what left before says so, and the sums of its region do too."""
    made = batch(0, 60, office=OFFICES[0])
    wider = replace(made, release=replace(made.release, widened=True))
    (mail / "0.zip").write_bytes(package.build(wider, key_of(0)))
    _sent(mail, 1)
    (found,) = region.consolidate([mail], keys).regions
    said = " ".join(in_words(found))
    assert "Ошибка суммы не больше 8" in said
    assert "но у 1 организации некоторые числа отошли дальше" in said
    rows = b"".join(plain._cells(iter(found.districts))).decode().splitlines()
    shown = {(row.split(",")[4], row.split(",")[11]) for row in rows if row.count(",") == 12}
    assert shown == {("Ангарск", "widened"), ("Братск", "rounded")}
    exact = replace(wider.release, exact=True, counts={**made.release.counts, Cell("taken"): 13})
    (row,) = (
        line
        for line in b"".join(plain._cells(iter([region.District("ab", exact)]))).decode().splitlines()
        if ",1," in line and line.endswith(",taken,13,exact,1") and "Всего" in line
    )
    assert row


def test_one_office_is_one(mail: Path, keys: Path) -> None:
    _sent(mail, 0)
    (found,) = region.consolidate([mail], keys).regions
    assert in_words(found)[0].startswith("Сложены только опубликованные числа 1 организации.")


def test_a_page_of_a_long_table_has_its_header(mail: Path, keys: Path, tmp_path: Path) -> None:
    _sent(mail, 0)
    region.write(region.consolidate([mail], keys), tmp_path)
    with zipfile.ZipFile(tmp_path / "Сводная.xlsx") as archive:
        names = archive.read("xl/workbook.xml").decode()
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert names.count("_xlnm.Print_Titles") == len(sheets)
