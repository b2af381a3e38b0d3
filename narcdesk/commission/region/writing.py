"""A region's tables as files: a workbook for the meeting, and plain tables for whoever reckons on with them."""

import io
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from narcdesk.commission.batch import HIDDEN, Share
from narcdesk.commission.region.gathering import Consolidated, Refused, Region, Sum
from narcdesk.commission.tables import Indicator
from narcdesk.files import make_folder, write_atomically
from narcdesk.spreadsheets import writing

TYPICAL = 1.6  # how far a rounded count lies from the true one, root of the mean square: offices of 20 to 3,000 people
MANY = 40  # districts in one picture; of more the bars would be hairs
BANDS = tuple(range(0, 100, 10))  # of percent, for a picture of more
_FIRST, _OTHER = 46, 19  # widths of columns, in letters

Value = str | int | None

DISTRICT_COLUMNS = ("Период", "Организация", "Отпечаток ключа", "Код", "Число")
SHARE_COLUMNS = (
    "Период",
    "Организация",
    "Отпечаток ключа",
    "Код",
    "Числитель",
    "Знаменатель",
    "Процент",
    "План на год, %",
    "Примечание",
)
TOTAL_COLUMNS = ("Период", "Таблица", "Строка", "Столбец", "Сумма", "Районов", "Код")


def write(found: Consolidated, folder: Path) -> list[Path]:
    """The files of all regions; whole or not at all each. Raises NoSpace, NotWritable, WrongPlace, DiskTrouble."""
    if not found.regions:
        return []
    make_folder(folder)
    parts = {
        "Сводная.xlsx": _book(found),
        "Сводная таблицы.csv": writing.delimited(TOTAL_COLUMNS, _total_rows(found.regions)),
        "Сводная районы.csv": writing.delimited(DISTRICT_COLUMNS, _district_rows(found.regions)),
        "Сводная показатели районов.csv": writing.delimited(SHARE_COLUMNS, _share_rows(found.regions)),
    }
    for name, data in parts.items():
        write_atomically(folder / name, data)
    return [folder / name for name in parts]


def in_words(region: Region) -> list[str]:
    """What sums of rounded counts are, and what they are not."""
    count, base = len(region.districts), region.policy.base
    likely = math.ceil(2 * TYPICAL * math.sqrt(count))
    return [
        f"Сложены только опубликованные числа {count} организаций. Точных чисел районов здесь нет и быть не может.",
        f"Каждое число района заменено соседним кратным {base}. Ошибка суммы не больше {(base - 1) * count}, "
        f"обычно не больше {likely}: ошибки районов гасят друг друга. Малые суммы ненадёжны.",
        "Показатель сложен из районов, где он показан: скрытые (мало людей) в него не вошли. Сравнивайте с планом "
        "с этой оговоркой.",
        "Один человек, которого наблюдали в двух районах, посчитан дважды: по числам этого не видно.",
    ]


def _total_rows(regions: Iterable[Region]) -> Iterable[Sequence[Value]]:
    for region in regions:
        for table in region.policy.tables:
            for line in table.lines:
                for column, cell in zip(table.header, line.cells, strict=True):
                    title = f"{table.number}. {table.title}"
                    total = region.totals[cell]
                    yield region.period.code, title, line.title, column, total, len(region.districts), cell.code


def _district_rows(regions: Iterable[Region]) -> Iterable[Sequence[Value]]:
    for region in regions:
        for district in region.districts:
            release = district.release
            for cell, count in release.counts.items():
                yield region.period.code, release.office, district.fingerprint, cell.code, count


def _share_rows(regions: Iterable[Region]) -> Iterable[Sequence[Value]]:
    for region in regions:
        for district in region.districts:
            for share in district.release.shares:
                yield (
                    region.period.code,
                    district.release.office,
                    district.fingerprint,
                    share.indicator.code,
                    share.numerator,
                    share.denominator,
                    share.percent,
                    share.target.percent if share.target else None,
                    share.remark(region.policy, region.period),
                )


def _book(found: Consolidated) -> bytes:
    file = io.BytesIO()
    book = writing.workbook(file)
    sheets = _Sheets(book)
    for region in found.regions:
        sheets.region(region)
    if len({region.period.code for region in found.regions}) > 1:
        sheets.trend(found.regions)
    if found.refused:
        sheets.refused(found.refused)
    book.close()
    return file.getvalue()


class _Sheets:
    def __init__(self, book: Any) -> None:
        line = {"border": 1, "valign": "top", "text_wrap": True}
        self._book = book
        self._names: Counter[str] = Counter()
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._plain = book.add_format({"valign": "top", "text_wrap": True})
        self._head = book.add_format({**line, "bold": True, "align": "center", "bg_color": "#E8ECEF"})
        self._cell = book.add_format(line)

    def region(self, region: Region) -> None:
        """All sheets of one period."""
        code = region.period.code
        self._shares(f"{code} показатели", region)
        self._districts(f"{code} районы", region)
        for table in region.policy.tables:
            rows: list[tuple[Value, ...]] = [
                (line.title, *(region.totals[cell] for cell in line.cells)) for line in table.lines
            ]
            title = f"Таблица {table.number}. {table.title}. {region.period.label}"
            self._table(f"{code} табл. {table.number}", title, [table.note], (table.corner, *table.header), rows)

    def trend(self, regions: Sequence[Region]) -> None:
        """The percentages of the indicators period by period, with lines."""
        indicators = regions[0].policy.indicators
        head = ("Период", *map(_short, indicators))
        rows = [(region.period.code, *(one.percent for one in region.sums)) for region in regions]
        sheet, top = self._table("Динамика", "Показатели по периодам, %", _legend(indicators), head, rows)
        chart = self._chart("line", sheet, top, len(rows), len(head) - 1)
        self._place(sheet, chart, top + len(rows) + 2, "Доля, %")

    def refused(self, refused: Sequence[Refused]) -> None:
        """What was not taken in."""
        rows = [(Path(one.batch).name, one.reason) for one in refused]
        self._table("Не приняты", "Пакеты, которые не вошли в сводную", [], ("Файл", "Почему"), rows)

    def _shares(self, name: str, region: Region) -> None:
        head = ("Показатель", "Числитель", "Знаменатель", "Процент", "План на год, %", "Районов", "Скрыт в районах")
        rows = [self._share_row(one) for one in region.sums]
        self._table(name, f"Показатели плана по области. {region.period.label}", in_words(region), head, rows)

    @staticmethod
    def _share_row(one: Sum) -> tuple[Value, ...]:
        shown: tuple[Value, ...] = (one.numerator, one.denominator, one.percent) if one.shown else (HIDDEN,) * 3
        planned = one.target.percent if one.target else None
        return (one.indicator.title, *shown, planned, one.shown, one.hidden)

    def _districts(self, name: str, region: Region) -> None:
        indicators = region.policy.indicators
        head = ("Организация", *map(_short, indicators), "Начало отпечатка ключа")
        rows: list[tuple[Value, ...]] = [
            (one.release.office, *map(_percent, one.release.shares), one.fingerprint[:16]) for one in region.districts
        ]
        words = ["Процент района; «…» — показатель скрыт: в районе мало людей.", *_legend(indicators)]
        sheet, top = self._table(name, f"Показатели по районам, %. {region.period.label}", words, head, rows)
        if len(rows) <= MANY:
            chart = self._chart("bar", sheet, top, len(rows), len(indicators))
            self._place(
                sheet, chart, top + len(rows) + 2, "Доля, %", across=True, high=16 * len(rows) * len(indicators)
            )
        else:
            self._bands(f"{region.period.code} районы по долям", region)

    def _bands(self, name: str, region: Region) -> None:
        """How many districts lie in each ten percent, for more of them than a picture of bars holds."""
        indicators = region.policy.indicators
        head = ("Доля, %", *map(_short, indicators))
        rows: list[tuple[Value, ...]] = []
        for least in BANDS:
            most = 100 if least == BANDS[-1] else least + 9
            shares = [[one.release.shares[at].percent for one in region.districts] for at in range(len(indicators))]
            counts = (sum(share is not None and least <= share <= most for share in column) for column in shares)
            rows.append((f"{least}–{most}", *counts))
        words = ["Сколько районов в каждой десятке процентов; скрытые не посчитаны.", *_legend(indicators)]
        sheet, top = self._table(name, f"Районы по величине показателей. {region.period.label}", words, head, rows)
        chart = self._chart("column", sheet, top, len(rows), len(indicators))
        self._place(sheet, chart, top + len(rows) + 2, "Районов")

    def _chart(self, kind: str, sheet: Any, top: int, lines: int, columns: int) -> Any:
        """A picture of so many columns of numbers under a header."""
        chart = self._book.add_chart({"type": kind})
        for column in range(1, columns + 1):
            chart.add_series(
                {
                    "name": [sheet.name, top, column],
                    "categories": [sheet.name, top + 1, 0, top + lines, 0],
                    "values": [sheet.name, top + 1, column, top + lines, column],
                    **({"marker": {"type": "circle"}} if kind == "line" else {}),
                }
            )
        return chart

    @staticmethod
    def _place(sheet: Any, chart: Any, row: int, axis: str, *, across: bool = False, high: int = 380) -> None:
        (chart.set_x_axis if across else chart.set_y_axis)({"name": axis})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 960, "height": max(380, high)})
        sheet.insert_chart(row, 0, chart)

    def _table(
        self, name: str, title: str, notes: Sequence[str], head: Sequence[str], rows: Sequence[Sequence[Value]]
    ) -> tuple[Any, int]:
        """A sheet with one table: the sheet, and the row of its header."""
        self._names[name] += 1  # of two editions of the rules a period has two sheets of a kind
        sheet = self._book.add_worksheet(name if self._names[name] == 1 else f"{name} ({self._names[name]})")
        across = _FIRST + _OTHER * max(1, len(head) - 1)
        sheet.write_string(0, 0, title, self._title)
        notes = [note for note in notes if note]
        for row, note in enumerate(notes, start=1):
            sheet.set_row(row, _high([(note, across)]))
            sheet.merge_range(row, 0, row, max(1, len(head) - 1), note, self._plain)
        top = len(notes) + 2
        for row, values in enumerate([head, *rows], start=top):
            style = self._head if row == top else self._cell
            sheet.set_row(row, _high((str(value), _OTHER if at else _FIRST) for at, value in enumerate(values)))
            for column, value in enumerate(values):
                if isinstance(value, int):
                    sheet.write_number(row, column, value, style)
                elif value:
                    sheet.write_string(row, column, value, style)
                else:
                    sheet.write_blank(row, column, None, style)
        sheet.set_column(0, 0, _FIRST)
        sheet.set_column(1, max(1, len(head) - 1), _OTHER)
        sheet.freeze_panes(top + 1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        return sheet, top


def _high(texts: Iterable[tuple[str, int]]) -> int:
    """How high a row must be, in points: whoever opens the book may not reckon the heights of wrapped rows himself."""
    return 15 * max(math.ceil(1.15 * len(text) / width) or 1 for text, width in texts)


def _short(indicator: Indicator) -> str:
    return f"Показатель {indicator.number}"


def _legend(indicators: Iterable[Indicator]) -> list[str]:
    """What the short names over the columns stand for: the act's own would fill the page."""
    return [f"{_short(indicator)}: {indicator.title}" for indicator in indicators]


def _percent(share: Share) -> Value:
    return HIDDEN if share.percent is None else share.percent
