"""Looking through an .xlsx before it is read: what is too big, broken or tricky is refused here.

The reader that comes after makes room for everything between the first and the last cell of a sheet; two cells
in far corners, in a file of three kilobytes, would end the program. And a ZIP may say another size than it
unpacks to. So the parts are unpacked here, within a limit, looked through, and handed on in a new ZIP: what is
read is what was checked. No part may define entities, so nothing can be drawn in from outside.
"""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NoReturn
from xml.parsers import expat

from narcdesk.spreadsheets.grid import MOST_COLUMNS, BadList, check_size, too_big

MOST_UNPACKED = 64 * 1024 * 1024  # bytes of all parts together
MOST_PARTS = 2_000
MOST_ELEMENTS = 6_000_000  # of one sheet: some seconds of looking through
MOST_TEXT = 20_000_000  # characters of one sheet; a text that is kept once may stand in each cell
MOST_ODD = 10_000

Odd = Mapping[tuple[int, int], str]
"""Cells that the reader gives as empty and that are not: row and column from 0, and what stands there."""


@dataclass(frozen=True)
class Checked:
    """A workbook fit for reading, and its odd cells by the sheet's place in the book."""

    data: bytes
    odd: Mapping[int, Odd] = field(default_factory=dict)


def damaged() -> NoReturn:
    """Refuse a workbook that is broken inside."""
    raise BadList("Книга Excel повреждена и не читается.", do="Получите файл ещё раз или сохраните его заново.")


def checked(data: bytes) -> Checked:
    """The same workbook after the check; raises BadList."""
    parts = _unpacked(data)
    try:
        texts = next((part for name, part in parts.items() if name.lower() == "xl/sharedstrings.xml"), b"")
        shared = _Texts.lengths(texts)
        sheets = {name: _Sheet.looked_through(part, shared) for name, part in parts.items()}
        order = _order_of_sheets(parts)
    except (expat.ExpatError, LookupError, ValueError):  # the last two: an encoding that expat cannot take
        damaged()
    odd = {place: sheet.odd for place, name in enumerate(order) if (sheet := sheets.get(name)) and sheet.odd}
    return Checked(_packed(parts), odd)


# Drawings, themes and linked books are never read, so they need not be right either.
_READ = re.compile(r"\[content_types\]\.xml|_rels/\.rels|xl/(_rels/|worksheets/)?[^/]+\.(xml|rels)")


def _unpacked(data: bytes) -> dict[str, bytes]:
    if data.count(b"PK\x01\x02") > MOST_PARTS:
        too_big("частей внутри книги слишком много")
    parts: dict[str, bytes] = {}
    room = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _name_what_it_is({info.filename.lower() for info in archive.infolist()})
            for info in archive.infolist():
                if not _READ.fullmatch(info.filename.lower()):
                    continue
                with archive.open(info) as part:
                    content = part.read(room + 1)
                room -= len(content)
                if room < 0:
                    too_big("распакованный, он занял бы слишком много памяти")
                parts[info.filename] = content
    except BadList:
        raise
    except Exception as error:  # a broken archive makes zipfile raise a dozen kinds of errors
        if isinstance(error, RuntimeError) and "encrypted" in str(error):
            raise BadList("Файл закрыт паролем.", do="Сохраните его без пароля и повторите.") from error
        damaged()
    return parts


def _name_what_it_is(names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    if any(name.startswith("word/") for name in names):
        raise BadList(
            "Это документ Word, а не таблица Excel.",
            do="Скопируйте таблицу из Word в пустой лист Excel, сохраните его как .xlsx и повторите.",
        )
    raise BadList(
        "Это не книга Excel (.xlsx).", do="Откройте файл в программе, где он сделан, и сохраните его как .xlsx."
    )


def _packed(parts: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()

    def refuse(*_: object) -> NoReturn:
        damaged()

    parser.StartDoctypeDeclHandler = refuse
    return parser


@lru_cache(maxsize=100)  # a list of years asks it a million times of four names
def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _Texts:
    """The lengths of the texts that a book keeps once for all its cells."""

    def __init__(self) -> None:
        self.all: list[int] = []
        self._most = 0

    @classmethod
    def lengths(cls, part: bytes) -> Sequence[int]:
        texts = cls()
        texts._most = len(part) // len(b"<si/>")
        if part:
            parser = _parser()
            parser.StartElementHandler = texts._start
            parser.CharacterDataHandler = texts._text
            parser.Parse(part, True)
        return texts.all

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if _local(name) == "si":
            self.all.append(0)
        promised = attributes.get("uniqueCount", "").lstrip("+")
        if promised.isdecimal() and int(promised) > self._most:
            damaged()  # the reader would believe the number and make room for them all

    def _text(self, text: str) -> None:
        if self.all:
            self.all[-1] += len(text)


_REFERENCE = re.compile(r"([A-Za-z]{1,7})([0-9]{1,9})")


@lru_cache(maxsize=MOST_COLUMNS)
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


class _Sheet:
    """How far one sheet reaches, how much text it would bring, and which of its cells are odd."""

    def __init__(self, shared: Sequence[int]) -> None:
        self.odd: dict[tuple[int, int], str] = {}
        self._shared = shared
        self._elements = self._text_length = 0
        self._row = self._column = -1
        self._bottom = self._right = 0
        self._kind = ""
        self._value: list[str] = []
        self._filled = self._formula = self._inside = False

    @classmethod
    def looked_through(cls, part: bytes, shared: Sequence[int]) -> "_Sheet":
        """A part of the book that is no sheet is only parsed."""
        sheet = cls(shared)
        parser = _parser()

        def first(name: str, _: Mapping[str, str]) -> None:
            is_sheet = _local(name) == "worksheet"
            parser.StartElementHandler = sheet._start if is_sheet else None
            parser.EndElementHandler = sheet._end if is_sheet else None
            parser.CharacterDataHandler = sheet._data if is_sheet else None

        parser.StartElementHandler = first
        parser.Parse(part, True)
        return sheet

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            too_big("ячеек слишком много")
        local = _local(name)
        if local == "c":
            self._place(attributes.get("r"))
            self._kind = attributes.get("t", "")
            self._value.clear()
            self._filled = self._formula = False
        elif local in ("v", "is"):
            self._inside = self._filled = True
        elif local == "f":
            self._formula = True
        elif local == "row":
            number = attributes.get("r", "")
            self._row = int(number) - 1 if number.isdecimal() else self._row + 1
            self._column = -1

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self._column += 1
        elif match := _REFERENCE.fullmatch(reference):
            self._column, self._row = _column(match[1]), int(match[2]) - 1
        else:
            damaged()

    def _data(self, text: str) -> None:
        if self._inside:
            self._value.append(text)

    def _end(self, name: str) -> None:
        local = _local(name)
        if local in ("v", "is"):
            self._inside = False
        elif local == "c" and (self._filled or self._formula):
            self._settle("".join(self._value))

    def _settle(self, value: str) -> None:
        if self._row >= self._bottom or self._column >= self._right:
            self._bottom, self._right = max(self._bottom, self._row + 1), max(self._right, self._column + 1)
            check_size(self._bottom, self._right)
        length = len(value)
        if self._kind == "s":
            index = int(value) if value.strip().isdecimal() else -1
            if not 0 <= index < len(self._shared):
                damaged()
            length = self._shared[index]
        elif self._kind == "e":
            self.odd[self._row, self._column] = value or "#"
        elif self._formula and not value and self._kind != "str":  # a text formula may give an empty text
            self.odd[self._row, self._column] = "="
        self._text_length += length
        if self._text_length > MOST_TEXT or len(self.odd) > MOST_ODD:
            too_big("в ячейках слишком много текста или ошибок")


def _order_of_sheets(parts: Mapping[str, bytes]) -> list[str]:
    """The parts of the sheets in the order of the book."""
    by_lower = {name.lower(): name for name in parts}
    targets: dict[str, str] = {}
    order: list[str] = []

    def relation(name: str, attributes: Mapping[str, str]) -> None:
        if _local(name) == "Relationship":
            target = attributes.get("Target", "").lstrip("/")
            path = target if target.lower().startswith("xl/") else f"xl/{target}"
            targets[attributes.get("Id", "")] = by_lower.get(path.lower(), "")

    def sheet(name: str, attributes: Mapping[str, str]) -> None:
        if _local(name) == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            order.append(targets.get(link, ""))

    for path, handler in (("xl/_rels/workbook.xml.rels", relation), ("xl/workbook.xml", sheet)):
        parser = _parser()
        parser.StartElementHandler = handler
        parser.Parse(parts.get(by_lower.get(path, ""), b"<none/>"), True)
    return order
