"""Looking through an old .xls (Excel 97-2003) before it is read, for the same reason as in `xlsx`.

The file is a small file system (MS-CFB) with a stream of records (MS-XLS) in it. Only two things are looked at:
that the chains of sectors come to an end, and where the cells lie.
"""

import struct
from collections.abc import Iterator

from narcdesk.spreadsheets.grid import BadList, check_size, too_big
from narcdesk.spreadsheets.xlsx import MOST_ODD, Checked, damaged

SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
MOST_DECLARED = 4_000_000  # cells; frames and fills reach further than the facts

_LAST_SECTOR = 0xFFFFFFFA  # numbers from here on mark ends and free sectors
_SMALL, _SMALL_SECTOR = 4096, 64  # bytes: a shorter stream lies in sectors of its own kind
_BOUND_SHEET, _END, _SHARED_TEXTS, _PASSWORD = 0x85, 0x0A, 0xFC, 0x2F
_MANY_NUMBERS, _MANY_BLANKS, _LOGICAL_OR_ERROR, _FORMULA = 0xBD, 0xBE, 0x205, 0x06
_DIMENSIONS = 0x200
_ONE_CELL = frozenset({0x01, 0x03, 0x04, 0x06, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E})


def checked(data: bytes) -> Checked:
    """The same bytes, with the cells that hold an error of Excel; raises BadList."""
    try:
        book = _stream(data)
        odd = {place: found for place, start in enumerate(_sheets(book)) if (found := _looked_through(book, start))}
    except (struct.error, IndexError, UnicodeDecodeError):
        damaged()
    return Checked(data, odd)


def _stream(data: bytes) -> bytes:
    """The records of the workbook."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in (512, 4096):
        damaged()
    sectors = len(data) // size

    def sector(number: int) -> bytes:
        if number >= sectors:
            damaged()
        return data[(number + 1) * size : (number + 2) * size]

    def numbers(sector_number: int) -> tuple[int, ...]:
        content = sector(sector_number)
        return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])

    tables = [number for number in struct.unpack_from("<109I", data, 76) if number < _LAST_SECTOR]
    further = struct.unpack_from("<I", data, 68)[0]
    while further < _LAST_SECTOR:
        *more, further = numbers(further)
        tables += [number for number in more if number < _LAST_SECTOR]
        if len(tables) > sectors:
            damaged()
    following = [number for table in tables for number in numbers(table)]

    def chain(first: int) -> bytes:
        content = []
        while first < _LAST_SECTOR:
            content.append(sector(first))
            first = following[first]
            if len(content) > sectors:
                damaged()
        return b"".join(content)

    folder = chain(struct.unpack_from("<I", data, 48)[0])
    entries = {name: entry for entry in _entries(folder) if (name := _name(entry))}
    if "EncryptedPackage" in entries:
        raise BadList("Файл закрыт паролем.", do="Сохраните его без пароля и повторите.")
    entry = entries.get("Workbook") or entries.get("Book")
    if entry is None:
        raise BadList("Это не книга Excel.", do="Откройте файл в программе, где он сделан, и сохраните его как .xlsx.")
    first, length = struct.unpack_from("<II", entry, 116)
    if length >= _SMALL:
        return chain(first)[:length]
    root = struct.unpack_from("<I", folder, 116)[0]
    return _small_stream(chain(root), chain(struct.unpack_from("<I", data, 60)[0]), first)[:length]


def _small_stream(small: bytes, table: bytes, first: int) -> bytes:
    """A stream that lies among the small ones: Excel never writes a book so, LibreOffice does."""
    following = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])
    content: list[bytes] = []
    while first < _LAST_SECTOR:
        if first * _SMALL_SECTOR >= len(small) or len(content) > len(following):
            damaged()
        content.append(small[first * _SMALL_SECTOR : (first + 1) * _SMALL_SECTOR])
        first = following[first]
    return b"".join(content)


def _entries(folder: bytes) -> Iterator[bytes]:
    return (folder[at : at + 128] for at in range(0, len(folder) - 127, 128))


def _name(entry: bytes) -> str:
    length = struct.unpack_from("<H", entry, 64)[0]
    return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + length]
        if kind == _END:
            return
        at += 4 + length


def _sheets(book: bytes) -> list[int]:
    """Where the records of each sheet begin."""
    starts = []
    for kind, body in _records(book, 0):
        if kind == _PASSWORD:
            raise BadList("Файл закрыт паролем.", do="Сохраните его без пароля и повторите.")
        if kind == _BOUND_SHEET:
            starts.append(struct.unpack_from("<I", body)[0])
        elif kind == _SHARED_TEXTS and struct.unpack_from("<I", body, 4)[0] > len(book):
            damaged()
    return starts


def _looked_through(book: bytes, start: int) -> dict[tuple[int, int], str]:
    odd: dict[tuple[int, int], str] = {}
    bottom = right = 0
    for kind, body in _records(book, start):
        if kind in _ONE_CELL:
            row, first = struct.unpack_from("<HH", body)
            last = first
        elif kind in (_MANY_NUMBERS, _MANY_BLANKS):
            row, first = struct.unpack_from("<HH", body)
            last = struct.unpack_from("<H", body, len(body) - 2)[0]
            if last < first or len(body) < 6 + (last - first + 1) * (6 if kind == _MANY_NUMBERS else 2):
                damaged()
        else:
            if kind == _DIMENSIONS:
                _check_dimensions(body)
            continue
        bottom, right = max(bottom, row + 1), max(right, last + 1)
        check_size(bottom, right)
        if _is_error(kind, body) and len(odd) < MOST_ODD:
            odd[row, first] = "#"
    return odd


def _check_dimensions(body: bytes) -> None:
    """What the sheet says of its size: the reader believes it and makes room at once."""
    top, bottom, left, right = struct.unpack_from("<IIHH" if len(body) >= 14 else "<HHHH", body)
    if bottom < top or right < left:
        damaged()
    if (bottom - top) * (right - left) > MOST_DECLARED:
        too_big("лист размечен почти до края")


def _is_error(kind: int, body: bytes) -> bool:
    if kind == _LOGICAL_OR_ERROR:
        return body[7] == 1
    return kind == _FORMULA and body[6] == 2 and body[12:14] == b"\xff\xff"
