"""A list as a file: what kind it is, its hash, and its sheets as grids."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from narcdesk.spreadsheets import delimited, excel, xls, xlsx
from narcdesk.spreadsheets.grid import BadList, Grid, too_big
from narcdesk.spreadsheets.html import grids as html_tables

MOST_BYTES = 30 * 1024 * 1024

_REFUSED = (
    (b"%PDF", "Это PDF: таблицу из него программа не читает.", "Наберите строки в Excel и сохраните как .xlsx."),
    (b"{\\rtf", "Это документ RTF, а не таблица.", "Скопируйте таблицу в Excel и сохраните как .xlsx."),
    (b"<", "Это страница сайта или XML, а не таблица.", "Откройте файл в Excel и сохраните как .xlsx."),
)


@dataclass(frozen=True)
class ListFile:
    """A file that was read: its name without the folder, its SHA-256, and the visible sheets that hold anything.

    `encoding` is that of a text file; a book has none.
    """

    name: str
    sha256: str
    grids: tuple[Grid, ...]
    notes: tuple[str, ...] = ()
    encoding: str = ""


def open_list(path: Path, knows_title: Callable[[str], bool]) -> ListFile:
    """Read a list from .xlsx, .xls or a text with separators, told by its contents; raises BadList.

    `knows_title` is asked about the words over the columns of a text file, to find its separator.
    """
    if path.name.startswith("~$"):
        raise BadList(
            "Это служебная пометка Excel об открытом файле, а не сам файл.", do="Выберите файл без «~$» в начале имени."
        )
    try:
        if path.stat().st_size > MOST_BYTES:
            too_big(f"больше {MOST_BYTES // 1024 // 1024} МБ")
        data = path.read_bytes()
    except OSError as error:
        raise BadList(
            f"Файл «{path.name}» не открывается.",
            do="Проверьте, что он на месте и не открыт в Excel.",
        ) from error
    grids, encoding, notes = _grids(data, knows_title)
    if not any(grid.lines for grid in grids):
        raise BadList(f"В файле «{path.name}» нет ни одной заполненной строки.", do="Выберите другой файл.")
    return ListFile(path.name, hashlib.sha256(data).hexdigest(), tuple(grids), tuple(notes), encoding)


def pasted(text: str, knows_title: Callable[[str], bool], html: str = "") -> ListFile:
    """The same for a table copied from Word or from a page; raises BadList.

    Where the clipboard brings `html` with a table, that is read: it knows merged cells and lines within a cell.
    """
    if len(text) + len(html) > MOST_BYTES:
        too_big("вставлено слишком много")
    if tables := html_tables(html):
        return ListFile("вставленная таблица", _sha256(html), tuple(tables))
    grid, notes = delimited.grid(text, knows_title)
    if not grid.lines:
        raise BadList("В буфере обмена нет текста.", do="Скопируйте таблицу ещё раз.")
    return ListFile("вставленная таблица", _sha256(text), (grid,), tuple(notes))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _grids(data: bytes, knows_title: Callable[[str], bool]) -> tuple[list[Grid], str, list[str]]:
    if data.startswith(b"PK\x03\x04"):
        return _of_book(xlsx.checked(data))
    if data.startswith(xls.SIGNATURE):
        return _of_book(xls.checked(data))
    for beginning, what, do in _REFUSED:
        if data.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(beginning):
            raise BadList(what, do=do)
    text, encoding, notes = delimited.decoded(data)
    grid, further = delimited.grid(text, knows_title)
    return [grid], encoding, notes + further


def _of_book(book: xlsx.Checked) -> tuple[list[Grid], str, list[str]]:
    grids, notes = excel.grids(book)
    return grids, "", notes
