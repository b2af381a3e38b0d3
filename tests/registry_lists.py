"""Lists of providers as offices make them: by Excel and its likes, with merged cells, headings and hidden sheets."""

import csv
import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import xlsxwriter

from narcdesk.registry.columns import open_list, propose
from narcdesk.registry.rows import ProviderRow, read

Table = Sequence[Sequence[object]]

# Nobody's numbers, their check digits worked out by hand.
INN, INN_OF_PERSON = "0400000005", "340000000075"
OGRN, OGRN_OF_PERSON = "1020400000004", "320340000000001"

TITLES = [
    "№",
    "Наименование",
    "ИНН",
    "ОГРН",
    "Адрес оказания услуг",
    "Руководитель",
    "Телефон",
    "Мест (М/Ж)",
    "Формы",
    "Срок программы",
    "Включена с",
    "По",
]
CENTRE = [
    1,
    'АНО «Центр социальной реабилитации "Пример"»',
    INN,
    OGRN,
    "400000, г. Н, ул. Первая, д. 1",
    "Иванов И. И.",
    "+7 (000) 000-00-01",
    "24 (18/6)",
    "стационарная",
    "180 дн.",
    "01.03.2025",
    "28.02.2028",
]
PERSON = [
    2,
    "ИП Петров П. П.",
    INN_OF_PERSON,
    OGRN_OF_PERSON,
    "р. п. Н, пер. Второй, 2",
    "он же",
    "8(00000)2-00-02, доб. 1",
    "10",
    "Полустационарная; патронат",
    "до 6 мес.",
    "с 15.04.2025 г.",
    "бессрочно",
]
CENTRE_READ: Mapping[str, object] = {
    "name": 'АНО «Центр социальной реабилитации "Пример"»',
    "inn": INN,
    "ogrn": OGRN,
    "address": "400000, г. Н, ул. Первая, д. 1",
    "head": "Иванов И. И.",
    "phones": ["+70000000001"],
    "places_total": 24,
    "places_men": 18,
    "places_women": 6,
    "forms": ["стационарная"],
    "term_days": 180,
    "included_from": "2025-03-01",
    "included_to": "2028-02-28",
}
PERSON_READ: Mapping[str, object] = {
    "name": "ИП Петров П. П.",
    "inn": INN_OF_PERSON,
    "ogrn": OGRN_OF_PERSON,
    "address": "р. п. Н, пер. Второй, 2",
    "head": "он же",
    "phones": ["+70000020002 доб. 1"],
    "places_total": 10,
    "places_men": None,
    "places_women": None,
    "forms": ["полустационарная", "патронат"],
    "term_days": 180,
    "included_from": "2025-04-15",
    "included_to": None,
}


def read_rows(path: Path) -> list[ProviderRow]:
    """What the list tells with the columns that are proposed."""
    (grid,) = open_list(path).grids
    return read(grid, propose(grid))


def as_read(path: Path) -> list[dict[str, object]]:
    return [row.as_json() for row in read_rows(path)]


def by_openpyxl(path: Path, table: Table, *, merged: Sequence[str] = (), sheet: str = "Реестр") -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in table:
        page.append(list(row))
    for cells in merged:
        page.merge_cells(cells)
    book.save(path)
    book.close()
    return path


def by_xlsxwriter(path: Path, table: Table, *, mac_dates: bool = False) -> Path:
    with xlsxwriter.Workbook(str(path), {"date_1904": mac_dates, "strings_to_formulas": False}) as book:
        page = book.add_worksheet("Реестр")
        as_date = book.add_format({"num_format": "dd.mm.yyyy"})
        for row, cells in enumerate(table):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    page.write_datetime(row, column, cell, as_date)
                elif cell is not None:
                    page.write(row, column, cell)
    return path


def as_csv(table: Table, delimiter: str = ";") -> str:
    """As Excel saves it: CRLF, quotation marks only where they are needed."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(table)
    return text.getvalue()


def by_hand(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def with_part(book: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same .xlsx with one part of its ZIP changed."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if part == name else content)
    return changed.getvalue()


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def old_excel(table: Table, *, extent: tuple[int, int] | None = None) -> bytes:
    """An .xls of Excel 97 with one sheet: records of MS-XLS in the smallest file system of MS-CFB."""
    rows, columns = extent or (len(table), max(map(len, table)))
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    sheet += _record(0x200, struct.pack("<IIHHH", 0, rows, 0, columns, 0))
    for row, cells in enumerate(table):
        for column, cell in enumerate(cells):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(cell, str):
                sheet += _record(0x204, place + struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le"))
            elif isinstance(cell, int):
                sheet += _record(0x203, place + struct.pack("<d", cell))
    sheet += _record(0x0A, b"")
    name = "Реестр"
    begin = _record(0x809, struct.pack("<HHHHII", 0x600, 0x05, 0, 0, 0, 0))
    name_length = 8 + 2 * len(name)
    start = len(begin) + 4 + name_length + 4
    bound = struct.pack("<IBBBB", start, 0, 0, len(name), 1) + name.encode("utf-16-le")
    stream = (begin + _record(0x85, bound) + _record(0x0A, b"") + sheet).ljust(4096, b"\0")
    return _file_system("Workbook", stream)


def _file_system(name: str, stream: bytes) -> bytes:
    last, special = 0xFFFFFFFE, 0xFFFFFFFD
    sectors = -(-len(stream) // 512)
    assert sectors + 2 <= 128, "one table of sectors is enough for a test"
    chain = [special, last, *range(3, sectors + 2), last]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, last, 0, last, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)

    def entry(title: str, kind: int, child: int, first: int, length: int) -> bytes:
        words = title.encode("utf-16-le") + b"\0\0"
        no = 0xFFFFFFFF
        body = words.ljust(64, b"\0") + struct.pack("<HBBIII", len(words), kind, 1, no, no, child)
        return (body + bytes(36) + struct.pack("<II", first, length)).ljust(128, b"\0")

    folder = entry("Root Entry", 5, 1, last, 0) + entry(name, 2, 0xFFFFFFFF, 2, len(stream))
    return header + table + folder.ljust(512, b"\0") + stream.ljust(sectors * 512, b"\0")
