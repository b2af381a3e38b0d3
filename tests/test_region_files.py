"""Files of the shapes that regions send: the right rows, the right errors, nothing lost; broken ones are refused."""

import io
import random
import zipfile
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from narcdesk.register import Register
from narcdesk.registry import applying, rows
from narcdesk.registry.columns import open_list, pasted, propose
from narcdesk.spreadsheets.files import ListFile
from narcdesk.spreadsheets.grid import BadList
from tests import libreoffice_files
from tests.region_files import FILES, SHAPES, WRITERS, Shape, as_page
from tests.registry_lists import CENTRE, PERSON, TITLES, as_csv, by_hand, by_openpyxl, with_part

LIST = [TITLES, CENTRE, PERSON]


def test_there_are_files_enough() -> None:
    assert len(FILES) >= 60
    assert len(set(FILES)) == len(FILES)
    assert {writer for _, writer in FILES} == set(WRITERS)


@pytest.mark.parametrize(("name", "writer"), FILES)
def test_what_a_region_sends_is_read_as_it_was_meant(tmp_path: Path, name: str, writer: str) -> None:
    _is_read_as_meant(WRITERS[writer](tmp_path, SHAPES[name]), SHAPES[name])


@pytest.mark.parametrize("ending", libreoffice_files.FORMATS)
@pytest.mark.parametrize("name", libreoffice_files.KEPT)
def test_what_libreoffice_saved_is_read_as_it_was_meant(name: str, ending: str) -> None:
    _is_read_as_meant(open_list(libreoffice_files.kept(name, ending)), libreoffice_files.KEPT[name])


def test_a_small_book_of_libreoffice_may_be_broken_anywhere(tmp_path: Path) -> None:
    whole = libreoffice_files.kept("plain", "xls").read_bytes()
    chance = random.Random(4)
    refused = 0
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.choice([1, 4, 40])):
            data[chance.choice([chance.randrange(len(data)), chance.randrange(1024)])] = chance.randrange(256)
        path = tmp_path / "Реестр.xls"
        path.write_bytes(data)
        try:
            open_list(path)
        except BadList:
            refused += 1
    assert 0 < refused < 150


def _is_read_as_meant(file: ListFile, shape: Shape) -> None:
    grid = applying.likeliest(file)
    mapping = propose(grid)
    read = rows.read(grid, mapping)
    assert [row.row for row in read] == list(shape.numbers)
    for row, told in zip(read, shape.rows, strict=True):
        known = row.as_json() | dict(row.further)
        assert {fact: known.get(fact) for fact in told} == dict(told)
    wrong = [(error.row, error.column, error.message, error.severity) for row in read for error in row.errors]
    assert wrong == list(shape.wrong)
    assert rows.read_list(grid, mapping).passed_over == shape.notes


# What is copied


def test_of_several_tables_of_a_page_the_one_with_organisations_is_taken() -> None:
    menu = "<table><tr><td>Главная</td><td>О нас</td></tr></table>"
    file = pasted("", menu + as_page([TITLES, CENTRE]) + menu)
    assert [grid.sheet for grid in file.grids] == ["таблица 1", "таблица 2", "таблица 3"]
    assert applying.likeliest(file).sheet == "таблица 2"


def test_lines_within_a_cell_stay_lines_and_a_table_within_a_table_is_apart() -> None:
    html = (
        "<table><tr><th>Наименование<th>Телефон<tr><td>АНО&nbsp;&laquo;Причал&raquo;<script>alert(1)</script>"
        "<td>8 (000) 100-00-01<br>8 (000) 100-00-02<table><tr><td>внутри</td></tr></table></table>"
    )
    outer, inner = pasted("", html).grids
    (row,) = rows.read(outer, propose(outer))
    assert row.name == "АНО «Причал»"
    assert row.phones == ("+70001000001", "+70001000002")
    assert [line.cells for line in inner.lines] == [("внутри",)]


def test_a_page_without_a_table_is_read_as_the_text_beside_it() -> None:
    (grid,) = pasted(as_csv([TITLES, CENTRE], "\t"), "<p>просто слова</p>").grids
    assert [row.name for row in rows.read(grid, propose(grid))] == [CENTRE[1]]


@pytest.mark.parametrize(
    "html",
    [
        "<table>" * 40,
        "<table>" + "<tr><td>а</td></tr>" * 25_001,
        "<table><tr>" + "<td colspan=200>а</td>" * 200,
        "<table><tr>" + "<td>а" * 201,
        "<table>" + "<tr><td rowspan=25000 colspan=200>а" * 30,
    ],
)
def test_a_page_made_to_do_harm_is_refused(html: str) -> None:
    with pytest.raises(BadList, match="слишком велик"):
        pasted("", html)


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td rowspan=-3 colspan=x>Наименование<td>ИНН<tr><td>Причал",
        "<table><td>Наименование</td><td>ИНН</td></table></table></td>",
        "<table><tr><td>Наименование<td>ИНН</tr><tr></tr><tr><td rowspan=9999999>Причал<td>1",
        "<td>Наименование</td><!-- <table> --><![CDATA[<table>]]><table><tr><td>Наименование<td>&#0;&#xFFFFFFFF;ИНН",
    ],
)
def test_a_page_with_slips_is_read_as_far_as_it_goes(html: str) -> None:
    assert "Наименование" in [cell for cell in pasted("нет", html).grids[0].lines[0].cells if cell]


# What is broken


def _book(tmp_path: Path) -> bytes:
    return by_openpyxl(tmp_path / "целый.xlsx", LIST).read_bytes()


def _word() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ("cut in half", "повреждена"),
        ("a part cut", "повреждена"),
        ("a Word document", "Это документ Word"),
        ("a PDF", "Это PDF"),
        ("an RTF", "Это документ RTF"),
        ("a page of a site", "Это страница сайта"),
        ("nothing", "нет ни одной заполненной строки"),
        ("zeros", "Это не таблица"),
        ("only a header", "нет ни одной организации"),
        ("no header", "Не найден столбец с названием"),
        ("an empty book", "нет ни одной заполненной строки"),
        ("a mark of Excel", "служебная пометка"),
    ],
)
def test_a_broken_file_is_refused_with_its_reason(register: Register, tmp_path: Path, broken: str, words: str) -> None:
    book = _book(tmp_path)
    empty = openpyxl.Workbook()
    empty.save(tmp_path / "пустая.xlsx")
    empty.close()
    made = {
        "cut in half": book[: len(book) // 2],
        "a part cut": with_part(book, "xl/worksheets/sheet1.xml", lambda part: part[: len(part) // 2]),
        "a Word document": _word(),
        "a PDF": b"%PDF-1.7\n",
        "an RTF": b"{\\rtf1 }",
        "a page of a site": b"\xef\xbb\xbf<!doctype html><table></table>",
        "nothing": b"",
        "zeros": bytes(4096),
        "only a header": as_csv([TITLES]).encode(),
        "no header": as_csv([CENTRE, PERSON]).encode("cp1251"),
        "an empty book": (tmp_path / "пустая.xlsx").read_bytes(),
        "a mark of Excel": book,
    }[broken]
    path = tmp_path / ("~$Реестр.xlsx" if broken == "a mark of Excel" else "Реестр.xlsx")
    path.write_bytes(made)
    with pytest.raises(BadList, match=words):
        applying.propose(register, path)


def test_a_hidden_sheet_is_named_and_not_read(tmp_path: Path) -> None:
    path = by_openpyxl(tmp_path / "Реестр.xlsx", LIST)
    book = openpyxl.load_workbook(path)
    hidden = book.create_sheet("черновик")
    hidden.append(["Наименование", "ИНН"])
    hidden.append(["Скрытая", "0400000005"])
    hidden.sheet_state = "hidden"
    book.save(path)
    book.close()
    file = open_list(path)
    assert [grid.sheet for grid in file.grids] == ["Реестр"]
    assert file.notes == ("Лист «черновик» скрыт и не прочитан.",)


def test_a_damaged_encoding_loses_only_its_own_cells(tmp_path: Path) -> None:
    path = by_hand(tmp_path / "Реестр.csv", as_csv(LIST), "utf-8-sig")
    path.write_bytes(path.read_bytes().replace("стационарная".encode(), b"\xff\xfe", 1))
    file = open_list(path)
    (grid,) = file.grids
    first, second = rows.read(grid, propose(grid))
    assert first.inn == "0400000005"
    assert first.forms == ()
    assert [error.message for error in first.errors] == ["Часть знаков ячейки не прочитана."]
    assert second.forms == ("полустационарная", "патронат")
