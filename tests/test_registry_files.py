"""Files that are lists, files that are not, and files made to do harm."""

import hashlib
import io
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
import xlsxwriter

from narcdesk.errors import UserError
from narcdesk.registry.columns import open_list, pasted, propose
from narcdesk.registry.rows import read
from narcdesk.spreadsheets.grid import MOST_COLUMNS, MOST_ROWS, BadList
from tests.registry_lists import (
    CENTRE,
    CENTRE_READ,
    PERSON,
    PERSON_READ,
    TITLES,
    Table,
    as_csv,
    as_read,
    by_hand,
    by_openpyxl,
    old_excel,
    with_part,
)

LIST: Table = [TITLES, CENTRE, PERSON]
SHEET = "xl/worksheets/sheet1.xml"


def book(tmp_path: Path) -> bytes:
    return by_openpyxl(tmp_path / "реестр организаций.xlsx", LIST).read_bytes()


def refused(tmp_path: Path, content: bytes, match: str) -> None:
    path = tmp_path / "чужой файл"
    path.write_bytes(content)
    with pytest.raises(BadList, match=match):
        open_list(path)


class TestLists:
    @pytest.mark.parametrize(
        ("codec", "told"),
        [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp1251", "Windows-1251")],
    )
    def test_the_encoding_of_a_text_is_told(self, tmp_path: Path, codec: str, told: str) -> None:
        assert open_list(by_hand(tmp_path / "реестр.csv", as_csv(LIST), codec)).encoding == told
        assert open_list(by_openpyxl(tmp_path / "реестр.xlsx", LIST)).encoding == ""

    def test_name_and_hash(self, tmp_path: Path) -> None:
        path = by_openpyxl(tmp_path / "Реестр организаций.xlsx", LIST)
        file = open_list(path)
        assert file.name == "Реестр организаций.xlsx"
        assert file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert [grid.sheet for grid in file.grids] == ["Реестр"]

    def test_hidden_sheets_are_passed_over_with_a_note(self, tmp_path: Path) -> None:
        path = tmp_path / "реестр.xlsx"
        made = openpyxl.Workbook()
        page = made.active
        assert page is not None
        for row in LIST:
            page.append(list(row))
        for title, state in (("черновик", "hidden"), ("служебный", "veryHidden")):
            hidden = made.create_sheet(title)
            hidden.append(["Наименование", "ИНН"])
            hidden.sheet_state = state
        made.create_sheet("пустой")
        made.create_chartsheet("диаграмма")
        made.save(path)
        file = open_list(path)
        assert len(file.grids) == 1
        assert file.notes == ("Лист «черновик» скрыт и не прочитан.", "Лист «служебный» скрыт и не прочитан.")

    def test_an_old_excel_book(self, tmp_path: Path) -> None:
        path = tmp_path / "реестр.xls"
        path.write_bytes(old_excel(LIST))
        assert as_read(path) == [{"row": 2, **CENTRE_READ}, {"row": 3, **PERSON_READ}]

    def test_the_name_of_the_file_says_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "реестр.csv"
        path.write_bytes(book(tmp_path))
        assert as_read(path) == [{"row": 2, **CENTRE_READ}, {"row": 3, **PERSON_READ}]

    def test_a_table_pasted_from_a_document(self) -> None:
        file = pasted("Организация\tТелефон\nЦентр «Надежда»\t+7 (000) 000-00-01\n")
        (grid,) = file.grids
        (row,) = read(grid, propose(grid))
        assert (row.name, row.phones) == ("Центр «Надежда»", ("+70000000001",))

    def test_the_separator_that_excel_notes_for_itself(self, tmp_path: Path) -> None:
        path = by_hand(tmp_path / "реестр.csv", "sep=,\r\n" + as_csv(LIST, ","))
        assert as_read(path) == [{"row": 3, **CENTRE_READ}, {"row": 4, **PERSON_READ}]

    def test_commas_in_addresses_do_not_part_a_list_of_semicolons(self, tmp_path: Path) -> None:
        rows = [["Организация", "Адрес"], *[[f"Центр {n}", "400000, г. Н, ул. Первая, д. 1, кв. 2"] for n in range(9)]]
        found = as_read(by_hand(tmp_path / "реестр.csv", as_csv(rows)))
        assert {row["address"] for row in found} == {"400000, г. Н, ул. Первая, д. 1, кв. 2"}

    def test_titles_with_commas_in_a_table_of_tabs(self) -> None:
        file = pasted(
            "Наименование, ИНН\tРуководитель, телефон\nЦентр, ИНН 0400000005\tИванов И. И., +7 (000) 000-00-01\n"
        )
        (grid,) = file.grids
        (row,) = read(grid, propose(grid))
        assert (row.name, row.inn, row.head, row.phones) == ("Центр", "0400000005", "Иванов И. И.", ("+70000000001",))

    def test_letters_lost_in_the_encoding_are_noted(self, tmp_path: Path) -> None:
        path = tmp_path / "реестр.csv"
        path.write_bytes("Наименование;Адрес\nЦентр;г. Н".encode("cp1251") + b"\x98\n")
        file = open_list(path)
        (grid,) = file.grids
        (row,) = read(grid, propose(grid))
        assert file.notes == ("Не прочитано знаков файла: 1; на их месте стоит «\ufffd».",)
        assert (row.name, row.address) == ("Центр", None)
        assert [error.column for error in row.errors] == ["Адрес"]


class TestNotLists:
    def test_no_such_file(self, tmp_path: Path) -> None:
        with pytest.raises(UserError, match=r"«нет такого\.xlsx» не открывается"):
            open_list(tmp_path / "нет такого.xlsx")

    @pytest.mark.parametrize(
        ("content", "match"),
        [
            (b"", "ни одной заполненной строки"),
            (b" \r\n;;;\r\n", "ни одной заполненной строки"),
            (b"%PDF-1.7 ...", "PDF"),
            (b"{\\rtf1 ...", "RTF"),
            (b"\xef\xbb\xbf<html><table>", "страница сайта"),
            (b"\x89PNG\r\n\x1a\n\0\0", "не текстовый"),
            (b"PK\x03\x04" + b"0" * 60, "повреждена"),
            (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "повреждена"),
        ],
    )
    def test_other_files_are_named(self, tmp_path: Path, content: bytes, match: str) -> None:
        refused(tmp_path, content, match)

    def test_a_document_of_word(self, tmp_path: Path) -> None:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr("word/document.xml", "<w/>")
        refused(tmp_path, made.getvalue(), "документ Word")

    @pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
    def test_a_book_cut_short(self, tmp_path: Path, cut: float) -> None:
        whole = book(tmp_path)
        refused(tmp_path, whole[: int(len(whole) * cut)], "повреждена")


class TestHarm:
    """Each of these would end the program or fill its memory, were it given to the reader as it is."""

    def test_two_cells_in_far_corners(self, tmp_path: Path) -> None:
        far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        refused(
            tmp_path,
            with_part(book(tmp_path), SHEET, lambda xml: xml.replace(b"</sheetData>", far)),
            "велик для списка",
        )

    def test_frames_drawn_to_the_end_of_the_sheet_are_no_harm(self, tmp_path: Path) -> None:
        framed = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
        path = tmp_path / "с рамками.xlsx"
        path.write_bytes(with_part(book(tmp_path), SHEET, lambda xml: xml.replace(b"</sheetData>", framed)))
        assert as_read(path) == [{"row": 2, **CENTRE_READ}, {"row": 3, **PERSON_READ}]

    def test_merged_cells_to_the_end_of_the_sheet_are_no_harm(self, tmp_path: Path) -> None:
        merged = b'</sheetData><mergeCells count="1"><mergeCell ref="M1:XFD1048576"/></mergeCells>'
        path = tmp_path / "объединено.xlsx"
        path.write_bytes(with_part(book(tmp_path), SHEET, lambda xml: xml.replace(b"</sheetData>", merged)))
        assert len(as_read(path)) == 2

    def test_merged_cells_over_merged_cells(self, tmp_path: Path) -> None:
        again = b"".join(b'<mergeCell ref="A1:L3"/>' for _ in range(20_000))
        merged = b"</sheetData><mergeCells>" + again + b"</mergeCells>"
        spoiled = with_part(book(tmp_path), SHEET, lambda xml: xml.replace(b"</sheetData>", merged))
        refused(tmp_path, spoiled, "объединённых ячеек слишком много")

    @pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
    def test_entities_from_outside(self, tmp_path: Path, part: str) -> None:
        secret = by_hand(tmp_path / "тайна.txt", "тайна")
        doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
        harmful = with_part(
            book(tmp_path), part, lambda xml: doctype + xml[xml.index(b"?>") + 2 if b"?>" in xml else 0 :]
        )
        refused(tmp_path, harmful, "повреждена")

    @pytest.mark.parametrize("encoding", [b"shift_jis", b"utf-7", b"no-such", b"idna"])
    def test_a_strange_encoding(self, tmp_path: Path, encoding: bytes) -> None:
        declared = b'<?xml version="1.0" encoding="' + encoding + b'"?>'
        refused(
            tmp_path,
            with_part(book(tmp_path), SHEET, lambda xml: declared + xml[xml.index(b"<worksheet") :]),
            "повреждена",
        )

    def test_a_bomb_of_zeros(self, tmp_path: Path) -> None:
        refused(
            tmp_path,
            with_part(book(tmp_path), SHEET, lambda xml: xml + b" " * 100_000_000),
            "слишком много памяти",
        )

    def test_a_part_that_hides_its_size(self, tmp_path: Path) -> None:
        bomb = with_part(book(tmp_path), SHEET, lambda xml: xml + b" " * 100_000_000)
        size = (100_000_000 + len(zipfile.ZipFile(io.BytesIO(book(tmp_path))).read(SHEET))).to_bytes(4, "little")
        refused(tmp_path, bomb.replace(size, (5_000).to_bytes(4, "little")), "повреждена")

    def test_a_promise_of_four_thousand_million_texts(self, tmp_path: Path) -> None:
        made = io.BytesIO()
        with xlsxwriter.Workbook(made) as workbook:
            workbook.add_worksheet().write(0, 0, "Наименование")
        harmful = with_part(
            made.getvalue(),
            "xl/sharedStrings.xml",
            lambda xml: xml.replace(b'uniqueCount="1"', b'uniqueCount="4294967295"'),
        )
        refused(tmp_path, harmful, "повреждена")

    def test_one_long_text_in_every_cell(self, tmp_path: Path) -> None:
        made = io.BytesIO()
        with xlsxwriter.Workbook(made) as workbook:
            page = workbook.add_worksheet()
            for row in range(1_000):
                page.write(row, 0, "я" * 32_000)
        refused(tmp_path, made.getvalue(), "слишком много текста")

    @pytest.mark.parametrize("extent", [(65_536, 256), (0xFF000003, 3)])
    def test_an_old_book_that_promises_a_huge_sheet(self, tmp_path: Path, extent: tuple[int, int]) -> None:
        refused(tmp_path, old_excel(LIST, extent=extent), "велик для списка")

    def test_an_old_book_whose_sectors_go_in_a_circle(self, tmp_path: Path) -> None:
        harmful = bytearray(old_excel(LIST))
        harmful[512 + 4 * 3 : 512 + 4 * 4] = (2).to_bytes(4, "little")
        refused(tmp_path, bytes(harmful), "повреждена")

    @pytest.mark.parametrize(
        "text",
        [
            "\n".join(["Наименование"] * (MOST_ROWS + 1)),
            "Наименование" + ";x" * (MOST_COLUMNS + 1),
            "Наименование;ИНН\n" + "я" * 200_000,
        ],
        ids=["rows", "columns", "one cell"],
    )
    def test_a_text_that_is_no_list(self, tmp_path: Path, text: str) -> None:
        refused(tmp_path, text.encode(), "велик для списка")

    def test_a_file_of_many_megabytes_is_not_even_opened(self, tmp_path: Path) -> None:
        path = tmp_path / "огромный.csv"
        with path.open("wb") as file:
            file.truncate(31 * 1024 * 1024)
        with pytest.raises(BadList, match="больше 30 МБ"):
            open_list(path)


def test_no_damage_ends_the_program(tmp_path: Path) -> None:
    """Random damage to real lists, in a program of its own: the reader below is native code and may abort."""
    (tmp_path / "a.xlsx").write_bytes(book(tmp_path))
    (tmp_path / "b.xls").write_bytes(old_excel(LIST))
    (tmp_path / "c.csv").write_bytes(as_csv(LIST).encode("cp1251"))
    program = textwrap.dedent(
        """
        import random, sys
        from pathlib import Path
        from narcdesk.errors import UserError
        from narcdesk.registry.columns import propose
        from narcdesk.registry.columns import open_list
        from narcdesk.registry.rows import read

        folder = Path(sys.argv[1])
        victim = folder / "повреждённый"
        for name in ("a.xlsx", "b.xls", "c.csv"):
            whole = (folder / name).read_bytes()
            for seed in range(300):
                dice = random.Random(seed)
                content = bytearray(whole)
                for _ in range(dice.choice((1, 3, 10))):
                    at = dice.randrange(len(content))
                    content[at : at + dice.choice((1, 1, 0, 8))] = bytes([dice.randrange(256)])
                victim.write_bytes(content)
                try:
                    for grid in open_list(victim).grids:
                        read(grid, propose(grid))
                except UserError:
                    pass
        print("done")
        """
    )
    home = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=home, capture_output=True, timeout=300, check=False
    )
    assert done.stdout.split() == [b"done"], done.stderr.decode(errors="replace")[-2000:]
