"""Sheets that go out: every value of its own kind, a header that stays in sight, nothing that a spreadsheet would run.

A text stays a text whatever it begins with: «=», «+», «-», «@» are no formulas here, and a СНИЛС keeps its zeros.
"""

import csv
import io
import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

Value = str | int | float | bool | date | datetime | None
MOST_ROWS = 1_048_000  # a sheet of a workbook holds no more
_WIDE = 60  # letters: beyond it a column is no help


def workbook(target: io.BytesIO) -> Any:
    """A book to be filled row by row; it makes no formula and no link of what it is given."""
    options = {"in_memory": True, "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    return xlsxwriter.Workbook(target, options)


def fill(book: Any, name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Value]]) -> int:
    """Add a sheet with a header under a filter, ready to be printed; how many rows it got."""
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"num_format": "@"})
    on, at = (book.add_format({"num_format": form}) for form in ("dd.mm.yyyy", "dd.mm.yyyy hh:mm:ss"))
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    for place, (title, width) in enumerate(columns):
        sheet.set_column(place, place, min(max(width, len(title) + 2), _WIDE))
        sheet.write_string(0, place, title, bold)
    number = 0
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(number, place, value.replace(tzinfo=None), at)
            elif isinstance(value, date):
                sheet.write_datetime(number, place, datetime(value.year, value.month, value.day), on)
            elif isinstance(value, bool):
                sheet.write_string(number, place, "да" if value else "нет")
            elif isinstance(value, int | float):
                sheet.write_number(number, place, value)
            elif value:
                sheet.write_string(number, place, str(value)[:32_767], text)
    last = max(len(columns) - 1, 0)
    sheet.autofilter(0, 0, number, last)
    sheet.print_area(0, 0, number, last)
    return number


def height(texts: Iterable[tuple[str, float]]) -> int:
    """How high a row of wrapped texts must be, in points, each with the letters that its column takes.

    Whoever opens the book may not reckon it himself: LibreOffice leaves a row of no height one line high.
    """
    return 15 * max(math.ceil(1.15 * len(text) / width) or 1 for text, width in texts)


def about(book: Any, name: str, lines: Iterable[tuple[str, str]]) -> None:
    """Add the sheet that says what the others hold."""
    say(book.add_worksheet(name), lines)


def say(sheet: Any, lines: Iterable[tuple[str, str]]) -> None:
    """The same on a sheet that is there already."""
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 110)
    for number, (title, said) in enumerate(lines):
        sheet.write_string(number, 0, title)
        sheet.write_string(number, 1, said)


_RUN = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for the beginning of a formula


def delimited(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """The same as text for whoever asks for it: UTF-8 with its mark, semicolons, lines as Windows ends them."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=";", lineterminator="\r\n")
    writer.writerow(map(_said, columns))
    writer.writerows([_said(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + made.getvalue().encode()


def _said(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y %H:%M:%S}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, int | float):
        return str(value).replace(".", ",")
    text = value or ""
    return f"'{text}" if text.startswith(_RUN) else text
