"""The file of a batch, read with other people's tools: zipfile, csv, openpyxl, OpenSSL."""

import csv
import hashlib
import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcdesk.commission import package, workbook
from narcdesk.commission.archive import NotAnArchive, pack, unpack
from narcdesk.commission.batch import Target, assemble
from narcdesk.commission.tables import tally
from narcdesk.commission.verification import verify
from narcdesk.dates import Period
from tests.commission_samples import ANCHOR, KEY, NUMBERS, OFFICE, batch, built, municipal, people

PARTS = {
    "tables.csv",
    "indicators.csv",
    "tables.xlsx",
    "datapackage.json",
    "office.pem",
    "manifest.json",
    "manifest.sig",
    "ПРОВЕРКА.html",
    "ПРОВЕРКА.txt",
}

NASTY = ["=1+1", "+7", "-2", "@SUM(A1)", "|calc", "%5", "\t=1", "\r=1", "\u200b=1", "\ufeff=1", "'=1", '=cmd|"/C"!A1']


def _open(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def _rows(data: bytes, name: str) -> list[list[str]]:
    text = _open(data).read(name).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_a_stranger_unzips_it() -> None:
    archive = _open(built())
    assert archive.testzip() is None
    assert set(archive.namelist()) == PARTS
    for member in archive.infolist():
        assert member.compress_type == zipfile.ZIP_STORED
        assert member.date_time == (1980, 1, 1, 0, 0, 0)
        assert (member.extra, member.comment) == (b"", b"")
        assert member.flag_bits == 0x800


def test_the_same_batch_is_the_same_bytes() -> None:
    assert package.build(batch(), KEY) == built()


def test_another_process_makes_the_same_bytes() -> None:
    code = "import hashlib; from tests.commission_samples import built; print(hashlib.sha256(built()).hexdigest())"
    root = Path(__file__).parents[1]
    ran = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == hashlib.sha256(built()).hexdigest()


def test_tables_open_in_a_russian_excel() -> None:
    raw = _open(built()).read("tables.csv")
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    rows = _rows(built(), "tables.csv")
    assert rows[0] == ["Таблица", "Строка", "Столбец", "Число", "Код"]
    shown = [row for row in rows[1:] if row[3] != "—"]
    assert all(row[3].isdigit() and int(row[3]) % 5 == 0 for row in shown)
    unknown = [row for row in rows[1:] if row[3] == "—"]  # of a year of which nothing has left but its last day
    assert all(row[2] == "Год назад" for row in unknown)
    assert {row[4] for row in shown if row[2] == "Год назад"} == {
        f"{stock}_end@year_before" for stock in ("observed", "minors", "duties")
    }


def test_totals_in_the_file_are_sums_of_its_rows() -> None:
    by_age = [row for row in _rows(built(), "tables.csv") if row[0].startswith("3.")]
    for title in {row[1] for row in by_age}:
        line = [int(row[3]) for row in by_age if row[1] == title]
        assert sum(line[:-1]) == line[-1]
    for title in {row[2] for row in by_age}:
        column = [int(row[3]) for row in by_age if row[2] == title]
        assert sum(column[:-1]) == column[-1]


def test_the_workbook_shows_the_same_numbers() -> None:
    book = openpyxl.load_workbook(io.BytesIO(_open(built()).read("tables.xlsx")))
    assert book.sheetnames == ["Показатели", *(f"Таблица {number}" for number in (*NUMBERS, "12")), "О выгрузке"]
    rows = _rows(built(), "tables.csv")[1:]
    for number in NUMBERS:
        listed = [int(row[3]) for row in rows if row[0].startswith(f"{number}. ")]
        sheet = book[f"Таблица {number}"]
        shown = [cell.value for line in sheet.iter_rows(min_row=5, min_col=2) for cell in line]
        assert shown == listed
    assert all(cell.data_type in ("n", "s") for sheet in book for line in sheet.iter_rows() for cell in line)
    assert all(sheet.sheet_state == "visible" for sheet in book)


def test_every_row_is_as_high_as_its_words_for_a_reader_that_does_not_reckon_heights() -> None:
    """LibreOffice leaves a row of no height one line high: the titles of the indicators lay over one another."""
    book = openpyxl.load_workbook(io.BytesIO(_open(built()).read("tables.xlsx")))
    for sheet in book:
        first = 2 if sheet.title == "О выгрузке" else 4
        for line in sheet.iter_rows(min_row=first):
            high = sheet.row_dimensions[line[0].row].height or 15
            for cell in line:
                width = sheet.column_dimensions[cell.column_letter].width
                said = str(cell.value or "")
                assert high >= 15 * (len(said) / width), (sheet.title, cell.coordinate)
                if cell.row == 4 and first == 4 and cell.column > 1:
                    assert all(len(word) < width for word in said.split()), (sheet.title, said)
                assert cell.alignment.wrap_text or not said


def test_rows_of_sheets_are_read_the_fast_way_as_the_slow_one() -> None:
    parts = unpack(_open(built()).read("tables.xlsx"))
    texts = ["".join(one.itertext()) for one in workbook._read_tree(parts["xl/sharedStrings.xml"])]
    sheets = [part for name, part in parts.items() if name.startswith("xl/worksheets/")]
    assert len(sheets) == len(_rows_by_table()) + 2
    for part in sheets:
        rows = part.partition(b"<sheetData>")[2].rpartition(b"</sheetData>")[0]
        assert workbook._ROWS.fullmatch(rows)
        assert workbook._sheet(part, texts) == workbook._cells(workbook._read_tree(part), texts) != {}


def _rows_by_table() -> set[str]:
    return {row[0] for row in _rows(built(), "tables.csv")[1:]}


def test_the_workbook_tells_nothing_of_who_and_when() -> None:
    book = openpyxl.load_workbook(io.BytesIO(_open(built()).read("tables.xlsx")))
    properties = book.properties
    assert not any((properties.creator, properties.lastModifiedBy, properties.title, properties.description))
    assert properties.created.year == 1980
    assert properties.modified.year == 1980


def test_the_indicators_show_the_plan() -> None:
    header, *rows = _rows(built(), "indicators.csv")
    assert [row[header.index("План на год, %")] for row in rows] == ["40", "35", "40", "25"]
    assert rows[3][1:4] == ["…", "…", "…"]
    assert "меньше 5 человек" in rows[3][header.index("Примечание")]


def test_the_workbook_says_what_may_be_misread() -> None:
    book = openpyxl.load_workbook(io.BytesIO(_open(built()).read("tables.xlsx")))
    assert [cell.value for cell in book["Показатели"][4]][4] == "План на год, %"
    assert "все группы расстройств" in book["Таблица 8"]["A3"].value
    assert "считается снятием и взятием" in book["Таблица 1"]["A3"].value
    assert book["Таблица 2"]["A3"].value is None
    about = {line[0].value: line[1].value for line in book["О выгрузке"].iter_rows(min_row=2, max_col=2)}
    assert "Листы не потеряны" in about["Номера таблиц"]
    assert about["Правила выгрузки"] == "муниципальная комиссия, редакция 2026-1"
    remarks = [line[7].value for line in book["Показатели"].iter_rows(min_row=5)]
    assert ["только наркомания" in (remark or "") for remark in remarks] == [False, True, False, False]


def test_formulas_stay_texts() -> None:
    for text in NASTY:
        target = {code: Target(50, text + " акт") for code in ("included", "finished", "patronage", "sober")}
        made = package.build(batch(period="2025", office=text + " больница", targets=target), KEY)
        cells = [cell for name in ("tables.csv", "indicators.csv") for row in _rows(made, name) for cell in row]
        book = openpyxl.load_workbook(io.BytesIO(_open(made).read("tables.xlsx")))
        cells += [cell.value for sheet in book for line in sheet.iter_rows() for cell in line if cell.data_type == "s"]
        assert not any(cell.startswith(("=", "+", "-", "@", "|", "%", "\t", "\r")) for cell in cells)
        assert all(cell.isprintable() for cell in cells)
        assert not any(cell.data_type == "f" for sheet in book for line in sheet.iter_rows() for cell in line)
        assert verify(made).ok


def test_the_description_lists_every_value_of_every_text() -> None:
    described = json.loads(_open(built()).read("datapackage.json"))
    for resource in described["resources"]:
        header, *rows = _rows(built(), resource["path"])
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == header
        for number, field in enumerate(fields):
            shown = {row[number] for row in rows} - {"", "…", "—"}
            if field["type"] == "integer":
                assert all(int(text) >= field["constraints"]["minimum"] for text in shown)
            elif shown:
                assert shown <= set(field["constraints"]["enum"])


def test_the_manifest_names_every_part_and_no_moment() -> None:
    archive = _open(built())
    manifest = json.loads(archive.read("manifest.json"))
    assert manifest["parts"] == {
        name: hashlib.sha256(archive.read(name)).hexdigest() for name in PARTS - {"manifest.json", "manifest.sig"}
    }
    assert manifest["period"] == "2024"
    assert manifest["office"] == OFFICE
    assert manifest["key"]["sha256"] == hashlib.sha256(archive.read("office.pem")).hexdigest()
    assert manifest["protection"]["base"] == 5
    assert not any(word in archive.read("manifest.json").decode() for word in ("2025", "2026-11", "time"))


def test_the_notice_names_the_commands_and_the_key() -> None:
    archive = _open(built())
    notice = archive.read("ПРОВЕРКА.txt").decode("utf-8-sig")
    assert hashlib.sha256(archive.read("office.pem")).hexdigest() in notice
    assert "openssl pkeyutl -verify -pubin -inkey office.pem -rawin -in manifest.json -sigfile manifest.sig" in notice
    for name in ("tables.csv", "indicators.csv", "tables.xlsx", "office.pem"):
        assert f"certutil -hashfile {name} SHA256" in notice
    assert "{" not in notice
    assert notice.count("\n") == notice.count("\r\n")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no OpenSSL here")
def test_stock_openssl_accepts_the_batch_and_refuses_an_altered_one(tmp_path: Path) -> None:
    folder = tmp_path / "Пакет комиссии"
    _open(built()).extractall(folder)
    command = "openssl pkeyutl -verify -pubin -inkey office.pem -rawin -in manifest.json -sigfile manifest.sig"
    assert subprocess.run(command.split(), cwd=folder, capture_output=True, check=False).returncode == 0
    manifest = folder / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"2024"', b'"2023"'))
    assert subprocess.run(command.split(), cwd=folder, capture_output=True, check=False).returncode != 0


def test_it_is_written_whole_under_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "Флеш накопитель"
    folder.mkdir()
    name = package.file_name(batch().release)
    written = package.write(folder, name, built())
    assert name == "Выгрузка 2024 муниципальная комиссия 0f0f0f0f.zip"
    assert [path.name for path in folder.iterdir()] == [name]
    assert written.path.read_bytes() == built()
    assert written.sha256 == hashlib.sha256(built()).hexdigest()


def test_no_exact_count_is_in_any_part() -> None:
    """Two offices that differ in every exact count but publish the same numbers make the same batch."""
    first = batch(seed=1)
    second = batch(seed=2, ledger=first.ledger)
    assert second.exact != first.exact
    ours, theirs = unpack(package.build(first, KEY)), unpack(package.build(second, KEY))
    assert ours["tables.csv"] == theirs["tables.csv"]
    assert ours["datapackage.json"] == theirs["datapackage.json"]


def test_the_names_of_people_have_no_way_in() -> None:
    counted = people(1, 300)
    canary = "КАНАРЕЙКА-7f3a"
    for persons in counted.values():
        for number, one in enumerate(persons):
            persons[number] = {**one, "fio": f"{canary} {number}", "snils": "112-233-445 95", "born": "1987-03-12"}
    rules = municipal()
    made = assemble(
        rules,
        Period.parse("2024"),
        tally(rules.system, counted),
        office=OFFICE,
        anchor=ANCHOR,
        batch_id="0f" * 16,
    )
    assert package.build(made, KEY) == built()


# zipfile itself reads a NUL as an end and, on Windows, a backslash as a slash.
NAMES = st.text(st.characters(exclude_characters="\0\\", exclude_categories=["Cs"]), max_size=12)


@given(st.dictionaries(NAMES, st.binary(max_size=60), max_size=6))
def test_what_is_packed_is_unpacked(parts: dict[str, bytes]) -> None:
    packed = pack(parts)
    assert unpack(packed) == parts
    assert {info.filename for info in _open(packed).infolist()} == set(parts)


@given(st.binary(max_size=400))
def test_garbage_is_no_archive(data: bytes) -> None:
    for garbage in (data, pack({"a": b"b"}) + data[:50] + b".", b"PK\3\4" + data):
        with pytest.raises(NotAnArchive):
            unpack(garbage)


PUBLIC = package.public_pem(KEY)


@pytest.mark.parametrize("pem", [PUBLIC + b" \t\n", b"\t" + PUBLIC, PUBLIC.replace(b"\n", b"\r\n"), PUBLIC[:-1]])
def test_around_the_key_inside_there_is_no_room_to_write(pem: bytes) -> None:
    """Everything else of it is as the program would write it for such a key."""
    release = batch().release
    parts = {
        **package.texts(release, pem),
        package.KEY: pem,
        package.BOOK: workbook.write(release, package.sha256(pem)),
    }
    manifest = package.canonical(package.describe(release, parts))
    forged = pack({**parts, package.MANIFEST: manifest, package.SIGNATURE: KEY.sign(manifest)})
    for key in (PUBLIC, None):
        assert verify(forged, key).problems == ["Ключ office.pem в пакете записан не так, как его пишет программа."]


def test_the_frame_of_a_table_is_the_file_and_any_other_byte_is_seen() -> None:
    frame, data = municipal().frame, unpack(built())["tables.csv"]
    found = frame.numbers(data)
    assert found is not None
    assert frame.filled(found) == data
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [tuple(row) for row in rows[1:]] == [
        (*names, number, code) for (*names, code), number in zip(frame.rows, found, strict=True)
    ]
    assert rows[1][3] == found[0] != "0"
    for other in (data[:-1], data + b"\r\n", data[3:], data.replace(b"\r\n", b"\n"), data.replace(b";", b",", 1), b""):
        assert frame.numbers(other) is None
