"""Lists as text: CSV of Excel and of sites, and a table pasted from Word or a page."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator

from narcdesk.spreadsheets.grid import BadList, Cell, Grid, Line, check_size, too_big

DELIMITERS = "\t;,"  # the surer one first: the later ones also stand within cells
LONGEST_CELL = 32_767  # as in Excel; a longer one is a quotation mark that was never closed
_LOOKED_AT = 60  # lines among which the header is looked for

IsTitle = Callable[[str], bool]


def decoded(data: bytes) -> tuple[str, str, list[str]]:
    """The text of the file, its encoding, and notes: marked by its first bytes, else UTF-8, else Windows-1251."""
    for mark, codec, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
        (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
        (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
    ):
        if data.startswith(mark):
            return _in_encoding(data, codec, encoding)
    if b"\0" in data:
        raise BadList("Это не таблица: файл не текстовый.", do="Сохраните список как .xlsx или .csv и повторите.")
    try:
        return data.decode("utf-8"), "UTF-8", []
    except UnicodeDecodeError:
        return _in_encoding(data, "cp1251", "Windows-1251")


def _in_encoding(data: bytes, codec: str, encoding: str) -> tuple[str, str, list[str]]:
    text = data.decode(codec, "replace")
    damage = text.count("\ufffd")
    notes = [f"Не прочитано знаков файла: {damage}; на их месте стоит «\ufffd»."] if damage else []
    return text, encoding, notes


def grid(text: str, is_title: IsTitle) -> tuple[Grid, list[str]]:
    """The text as a grid, with notes; `is_title` knows the title of a column. Raises BadList."""
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r"\s*sep=([;,\t|])\s*", first)  # Excel writes it for itself, it is no record
    if told:
        text = rest
    delimiter = told[1] if told else _delimiter(text, is_title)
    first_number = 2 if told else 1
    try:
        return Grid("", tuple(_lines(text, delimiter, first_number)), separated=True), []
    except csv.Error:
        # One unpaired quotation mark must not swallow the rest of the list.
        note = "В файле есть непарные кавычки: все кавычки прочитаны как обычные знаки."
    try:
        return Grid("", tuple(_lines(text, delimiter, first_number, quoted=False)), separated=True), [note]
    except csv.Error:
        too_big(f"в нём есть ячейка длиннее {LONGEST_CELL} знаков")


def _records(text: str, delimiter: str, *, quoted: bool) -> Iterator[tuple[int, list[str]]]:
    """Records with the line of the file on which each begins; csv.Error for unpaired quotation marks."""
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
        strict=quoted,
    )
    begins = 1
    for record in reader:
        yield begins, record
        begins = reader.line_num + 1


def _lines(text: str, delimiter: str, first_number: int, *, quoted: bool = True) -> Iterator[Line]:
    count = width = 0
    for begins, record in _records(text, delimiter, quoted=quoted):
        cells: list[Cell] = [cell if cell.strip() else None for cell in record]
        if not any(cells):
            continue
        if max(map(len, record)) > LONGEST_CELL:
            raise csv.Error("a cell without an end")
        count, width = count + 1, max(width, len(cells))
        check_size(count, width)
        yield Line(begins + first_number - 1, tuple(cells))


def _delimiter(text: str, is_title: IsTitle) -> str:
    """The mark that gives the most titles in one line; without any title, the one with the most even table."""
    start = "".join(line for line, _ in zip(io.StringIO(text, newline=""), range(_LOOKED_AT), strict=False))

    def titles_or_evenness(delimiter: str) -> tuple[int, int]:
        records = _first_records(start, delimiter)
        surer = DELIMITERS[: DELIMITERS.index(delimiter)]
        titled = [
            (sum(is_title(cell) for cell in record if not set(surer) & set(cell)), len(record)) for record in records
        ]
        titles, width_of_titles = max(titled, key=lambda one: one[0], default=(0, 0))
        if titles > 1 or (titles and width_of_titles == 1):
            return titles, 0
        # One word among many cells may be a record that sounds like a title: a table without titles.
        widths = Counter(len(record) for record in records)
        return titles, max(((width - 1) * times for width, times in widths.items()), default=0)

    return max(DELIMITERS, key=titles_or_evenness)


def _first_records(text: str, delimiter: str) -> list[list[str]]:
    try:
        return [record for _, record in _records(text, delimiter, quoted=True)]
    except csv.Error:
        try:
            return [record for _, record in _records(text, delimiter, quoted=False)]
        except csv.Error:
            return []
