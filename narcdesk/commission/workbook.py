"""The Excel part of a batch: one sheet for each table, for the meeting and for print.

No formulas, links, comments, hidden sheets or properties; every text is written as text. The sheets are drawn from
`pages`, and `check` reads a finished workbook back against the same pages.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import islice
from xml.etree import ElementTree

from narcdesk.commission.archive import NotAnArchive, pack, unpack
from narcdesk.commission.batch import HIDDEN, NOT_SHOWN, THIS_YEAR, Release
from narcdesk.commission.frame import YEAR_BEFORE
from narcdesk.commission.spreadsheet import SHARE_COLUMNS, Unreadable

Value = str | int | None
Row = tuple[Value, ...]

# All that the sheets, their list and their styles may be made of: nothing that computes, links or hides.
_ELEMENTS = frozenset(
    re.findall(
        r"\w+",
        """
        Types Default Override Relationships Relationship
        Properties Application DocSecurity ScaleCrop HeadingPairs TitlesOfParts vector variant lpstr i4 Company
        LinksUpToDate SharedDoc HyperlinksChanged AppVersion coreProperties creator lastModifiedBy created modified
        workbook fileVersion workbookPr bookViews workbookView sheets sheet calcPr
        worksheet sheetPr pageSetUpPr dimension sheetViews sheetView pane selection sheetFormatPr cols col sheetData
        row c v pageMargins pageSetup sst si t
        styleSheet fonts font b sz color name family scheme fills fill patternFill fgColor bgColor borders border
        left right top bottom diagonal cellStyleXfs cellXfs cellStyles cellStyle xf alignment dxfs tableStyles
        """,
    )
)
_PARTS = frozenset(
    {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/theme/theme1.xml",
        "xl/workbook.xml",
    }
)
_EMPTY = ("creator", "lastModifiedBy", "Company")
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<'
_NUMBER = re.compile(r"[0-9]{1,7}")
_REFERENCE = re.compile(r"([A-Z]{1,2})([1-9][0-9]{0,3})")
# The rows of a sheet as the program writes them; whatever is written otherwise is read slowly.
_ROWS = re.compile(
    rb'(?:<row r="[1-9][0-9]{0,3}" spans="[0-9:]{1,12}"(?: ht="[1-9][0-9]{1,3}" customHeight="1")?>'
    rb'(?:<c r="[A-Z]{1,2}[1-9][0-9]{0,3}" s="[0-9]{1,3}"(?:/>|(?: t="s")?><v>[0-9]{1,7}</v></c>))*</row>)*'
)
_FILLED = re.compile(rb'<c r="([A-Z]{1,2})([1-9][0-9]{0,3})" s="[0-9]{1,3}"( t="s")?><v>([0-9]+)</v></c>')
_LINE = 15  # points of a row of one line
_NARROW, _WIDE = 15, 34  # widths of columns, in letters
_LONG = 60  # letters of a text that is given a wide one
_BOLD = 1.3  # letters that one of a header takes
_SMALL = 20_000  # bytes of a part that is worth remembering: most are the same in all books


@dataclass(frozen=True)
class Page:
    """One sheet: its name and its rows; the header is row `header`, and the last row is a total if `total`."""

    name: str
    rows: tuple[Row, ...]
    header: int | None = None
    total: bool = False


def pages(release: Release, fingerprint: str) -> list[Page]:
    """What stands in the workbook, sheet by sheet."""
    policy = release.policy
    under = f"{release.office}. {release.period.label}. {policy.says(release.method + '_line')}"
    shares: list[Row] = [
        (
            share.indicator.title,
            *map(_shown, (share.numerator, share.denominator, share.percent)),
            share.target.percent if share.target else None,
            share.target.act if share.target else None,
            NOT_SHOWN if share.year_before is None else share.year_before,
            share.remark(policy, release.period),
        )
        for share in release.shares
    ]
    head = SHARE_COLUMNS[:-1]  # without codes, which are for programs
    title = (f"Показатели плана. {policy.remarks['method']}",)
    found = [Page("Показатели", (title, (under,), (), head, *shares), header=3)]
    numbers = (_shown(release.counts[cell]) for cell in policy.frame.cells)  # table by table, line by line
    for table in policy.tables:
        lines: list[Row] = [(line.title, *islice(numbers, len(line.cells))) for line in table.lines]
        title = (f"Таблица {table.number}. {table.title}",)
        rows = (title, (under,), (table.note,) if table.note else (), (table.corner, *table.header), *lines)
        found.append(Page(f"Таблица {table.number}", rows, header=3, total=table.rows is not None))
    found += _compared(release, under)
    about = (
        ("О выгрузке",),
        ("Организация", release.office),
        ("Получатель", policy.title),
        ("Период", release.period.label),
        ("Номер пакета", release.batch_id),
        ("Правила выгрузки", f"{policy.called}, редакция {policy.edition}"),
        ("Номера таблиц", policy.numbering),
        ("Сведения о людях", "Отсутствуют: только количества."),
        ("Округление", policy.says(f"{release.method}_about")),
        ("Проценты", "Целые, из показанных чисел."),
        (
            "Знак «…»",
            f"Показатель скрыт: в основании меньше {policy.indicator_base} или в группе меньше {policy.k}."
            + f" Число скрыто: оно от 1 до {policy.k - 1} или выдало бы такое." * release.exact,
        ),
        ("Отпечаток ключа", fingerprint),
        ("Как проверить", "Откройте в браузере ПРОВЕРКА.html из этого пакета; подробно в ПРОВЕРКА.txt."),
    )
    return [*found, Page("О выгрузке", about)]


def _compared(release: Release, under: str) -> list[Page]:
    table = release.policy.comparison
    lines: list[Row] = [
        (line.title, _shown(release.counts[cell]), release.earlier.get(cell, NOT_SHOWN))
        for line in table.lines
        for cell in line.cells
    ]
    title, head = (f"Таблица {table.number}. {table.title}",), (table.corner, THIS_YEAR, YEAR_BEFORE)
    return [Page(f"Таблица {table.number}", (title, (under,), (table.note,), head, *lines), header=3)] if lines else []


def write(release: Release, fingerprint: str) -> bytes:
    """`tables.xlsx`, the same bytes for the same release."""
    import xlsxwriter  # whoever verifies a batch reads a book and writes none

    from narcdesk.spreadsheets import writing

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    # Excel needs some day here; the day of the work is nobody's business.
    book.set_properties({"created": datetime(1980, 1, 1)})
    line = {"border": 1, "valign": "top", "text_wrap": True}
    styles = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "plain": book.add_format({"valign": "top"}),
        "wrapped": book.add_format({"valign": "top", "text_wrap": True}),
        "head": book.add_format({**line, "bold": True, "align": "center", "bg_color": "#E8ECEF"}),
        "cell": book.add_format(line),
        "total": book.add_format({**line, "bold": True}),
    }
    for page in pages(release, fingerprint):
        sheet, widths = book.add_worksheet(page.name), _widths(page)
        for row, values in enumerate(page.rows):
            style = _style(page, row)
            if style not in ("title", "plain"):
                high = writing.height((str(value), width) for value, width in zip(values, widths, strict=False))
                sheet.set_row(row, high if high > _LINE else None)
            for column, value in enumerate(values):
                if isinstance(value, int):
                    sheet.write_number(row, column, value, styles[style])
                elif value:
                    sheet.write_string(row, column, value, styles[style])
                elif style in ("cell", "total"):
                    sheet.write_blank(row, column, None, styles[style])
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        if page.header is not None:
            sheet.freeze_panes(page.header + 1, 1)
    book.close()
    # Packed anew, since deflaters differ from computer to computer.
    return pack(_inflated(file.getvalue()))


def check(data: bytes, release: Release, fingerprint: str) -> list[str]:
    """What in a finished workbook differs from the release, in sentences."""
    expected = pages(release, fingerprint)
    try:
        parts = unpack(data)
        if set(parts) != _PARTS | {f"xl/worksheets/sheet{n}.xml" for n in range(1, len(expected) + 1)}:
            raise Unreadable("В tables.xlsx есть лишние части или не хватает нужных.")
        trees = {
            name: _tree(part) for name, part in parts.items() if not name.startswith(("xl/theme/", "xl/worksheets/"))
        }
        texts = ["".join(text.itertext()) for text in trees["xl/sharedStrings.xml"]]
        names = [sheet.get("name") for sheet in trees["xl/workbook.xml"].iter() if _local(sheet) == "sheet"]
        if names != [page.name for page in expected]:
            raise Unreadable("В tables.xlsx не те листы.")
        properties = [*trees["docProps/core.xml"], *trees["docProps/app.xml"]]
        if any(part.text for part in properties if _local(part) in _EMPTY):
            raise Unreadable("В свойствах tables.xlsx назван автор или организация.")
        wanted = [_expected(page) for page in expected]
        if set(texts) != {value for page in wanted for value in page.values() if isinstance(value, str)}:
            raise Unreadable("В tables.xlsx есть текст, которого нет в таблицах, или не хватает текста.")
        return [
            f"В tables.xlsx лист «{page.name}» не совпадает с таблицами CSV."
            for number, page in enumerate(expected, start=1)
            if _sheet(parts[f"xl/worksheets/sheet{number}.xml"], texts) != wanted[number - 1]
        ]
    except Unreadable as error:
        return [str(error)]
    except (NotAnArchive, ElementTree.ParseError, UnicodeDecodeError, ValueError, IndexError):
        return ["tables.xlsx не читается как книга, записанная программой."]


def _shown(number: int | None) -> Value:
    return HIDDEN if number is None else number


def _style(page: Page, row: int) -> str:
    if row == 0:
        return "title"
    if page.header is None:
        return "wrapped"
    if row < page.header:
        return "plain"
    if row == page.header:
        return "head"
    return "total" if page.total and row == len(page.rows) - 1 else "cell"


def _widths(page: Page) -> list[float]:
    """How many letters each column takes: no word of a header is broken, and no long text runs down the page."""
    if page.header is None:
        return [24, 72]
    texts = [[str(value) for value in row] for row in page.rows[page.header :]]
    columns = list(zip(*texts, strict=True))
    words = [max(len(word) for word in column[0].split()) for column in columns]
    return [46] + [
        _WIDE if max(map(len, column)) > _LONG else max(_NARROW, _BOLD * word)
        for column, word in zip(columns[1:], words[1:], strict=True)
    ]


def _inflated(data: bytes) -> dict[str, bytes]:
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _tree(part: bytes) -> ElementTree.Element:
    return _known_tree(part) if len(part) < _SMALL else _read_tree(part)


@lru_cache(64)
def _known_tree(part: bytes) -> ElementTree.Element:
    return _read_tree(part)


def _read_tree(part: bytes) -> ElementTree.Element:
    # Another encoding, a type description or a word to some program: the reader below would follow or pass over them.
    if not part.startswith(_DECLARATION) or part.count(b"<?") != 1 or b"<!" in part:
        raise Unreadable("В tables.xlsx есть указания, которых программа не пишет.")
    root = ElementTree.fromstring(part)
    for element in root.iter():
        hides = "hidden" in element.attrib or (_local(element) == "sheet" and "state" in element.attrib)
        if hides or _local(element) not in _ELEMENTS:
            raise Unreadable("В tables.xlsx есть то, чего программа не пишет: формула, ссылка или скрытое.")
    return root


def _local(element: ElementTree.Element) -> str:
    return _without_space(element.tag)


@lru_cache(1000)  # a book of strangers may name its elements as it likes
def _without_space(tag: str) -> str:
    return tag.rpartition("}")[2]


def _sheet(part: bytes, texts: Sequence[str]) -> dict[tuple[int, int], Value]:
    """The cells of a sheet; rows as the program writes them are not made a tree of, for a region has thousands."""
    head, begin, rest = part.partition(b"<sheetData>")
    rows, end, tail = rest.rpartition(b"</sheetData>")
    if not (begin and end and _ROWS.fullmatch(rows)) or _cells(_tree(head + begin + end + tail), texts):
        return _cells(_tree(part), texts)
    return {
        (int(row) - 1, _column(letters)): texts[int(number)] if is_text else int(number)
        for letters, row, is_text, number in _FILLED.findall(rows)
    }


@lru_cache(1000)
def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - ord("A") + 1
    return column - 1


def _cells(sheet: ElementTree.Element, texts: Sequence[str]) -> dict[tuple[int, int], Value]:
    found: dict[tuple[int, int], Value] = {}
    for cell in sheet.iter():
        if _local(cell) != "c" or not len(cell):
            continue
        match, text = _REFERENCE.fullmatch(cell.get("r", "")), "".join(cell.itertext())
        if match is None or not _NUMBER.fullmatch(text):
            raise Unreadable("В tables.xlsx есть ячейка, какой программа не пишет.")
        number = int(text)
        found[int(match[2]) - 1, _column(match[1].encode())] = texts[number] if cell.get("t") == "s" else number
    return found


def _expected(page: Page) -> dict[tuple[int, int], Value]:
    return {
        (row, column): value
        for row, values in enumerate(page.rows)
        for column, value in enumerate(values)
        if value is not None and value != ""
    }
