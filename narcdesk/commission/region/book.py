"""The workbook of a region for the meeting: indicators against the plan, districts, sums, pictures, the refused."""

import io
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from narcdesk.commission.batch import HIDDEN, Share
from narcdesk.commission.region import words
from narcdesk.commission.region.gathering import Consolidated, Missing, Refused, Region, Sum
from narcdesk.commission.tables import Cell, CountTable, Indicator
from narcdesk.files import readable
from narcdesk.spreadsheets import writing

MANY = 40  # districts in one picture; of more the bars would be hairs
BANDS = tuple(range(0, 100, 10))  # of percent, for a picture of more
_FIRST, _OTHER, _WIDE = 46, 19, 76  # widths of columns, in letters
_BOLD = 1.3  # letters that one of a header takes

Value = str | int | None


def book(found: Consolidated) -> bytes:
    """The workbook of all regions, XLSX."""
    file = io.BytesIO()
    made = writing.workbook(file)
    sheets = _Sheets(made, found)
    for region in found.regions:
        sheets.region(region)
    for _, regions in groupby(found.regions, lambda region: region.policy.recipient):
        sheets.trend(list(regions))
    if found.missing:
        sheets.missing(found.missing)
    if found.refused:
        sheets.refused(found.refused)
    made.close()
    return file.getvalue()


class _Sheets:
    def __init__(self, book: Any, found: Consolidated) -> None:
        line = {"border": 1, "valign": "top", "text_wrap": True}
        self._book, self._called = book, words.names(found.regions)
        self._asked = {region.asked: words.asked_for(region, found.regions) for region in found.regions}
        self._missing = {(one.recipient, one.period.code): one for one in found.missing}
        self._several = len({region.policy.recipient for region in found.regions}) > 1
        self._names: Counter[str] = Counter()
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._plain = book.add_format({"valign": "top", "text_wrap": True})
        self._head = book.add_format({**line, "bold": True, "align": "center", "bg_color": "#E8ECEF"})
        self._cell = book.add_format(line)
        self._signed = book.add_format({**line, "num_format": "+0;-0;0"})

    def region(self, region: Region) -> None:
        """All sheets of one period."""
        code = region.period.code
        self._shares(f"{code} показатели", region)
        self._districts(f"{code} районы", region)
        for table in region.policy.tables:
            rows: list[tuple[Value, ...]] = [
                (line.title, *(_total(region, cell) for cell in line.cells)) for line in table.lines
            ]
            title = f"Таблица {table.number}. {table.title}. {self._called[region]}"
            notes = [table.note, _unseen(region, table)]
            self._table(f"{code} табл. {table.number}", title, notes, (table.corner, *table.header), rows)

    def trend(self, regions: Sequence[Region]) -> None:
        """The percentages of the indicators period by period, with lines; years apart from parts of a year."""
        for called, years in (("годы", True), ("части года", False)):
            self._trend([region for region in regions if region.period.is_year is years], called)

    def _trend(self, regions: Sequence[Region], called: str) -> None:
        if len(regions) < 2:
            return
        # Of two editions of the rules one may have an indicator more.
        indicators = list({one.code: one for region in regions for one in region.policy.indicators}.values())
        head = ("Период", *map(_short, indicators), "Организаций")
        rows: list[tuple[Value, ...]] = []
        for region in regions:
            percents = {one.indicator.code: one.percent for one in region.sums}
            shown = (percents.get(one.code) for one in indicators)
            rows.append((self._period(region), *shown, len(region.districts)))
        title = "Показатели по периодам, %" + (f". {regions[0].policy.called}" if self._several else "")
        said = [words.DIFFERENT] * (len({region.keys for region in regions}) > 1)
        sheet, top = self._table(f"Динамика, {called}", title, [*said, *_legend(indicators)], head, rows)
        chart = self._chart("line", sheet, top, len(rows), len(indicators))
        self._place(sheet, chart, top + len(rows) + 2, "Доля, %")

    def _period(self, region: Region) -> str:
        _, comma, edition = self._called[region].partition(", правила ")
        return region.period.code + comma + edition

    def missing(self, missing: Sequence[Missing]) -> None:
        """Of whose known keys there is nothing, all of them."""
        rows = [(self._asked[one.recipient, one.period.code], readable(key)) for one in missing for key in one.keys]
        title = "Ключи организаций, от которых за период ничего не сложено"
        self._table(words.NOT_HERE, title, [], ("Период", "Файл ключа"), rows, least=_WIDE)

    def refused(self, refused: Sequence[Refused]) -> None:
        """What was not taken in."""
        rows = [(readable(Path(one.batch).name), one.reason) for one in refused]
        self._table("Не приняты", "Пакеты, которые не вошли в сводную", [], ("Файл", "Почему"), rows, least=_WIDE)

    def _shares(self, name: str, region: Region) -> None:
        head = (
            *("Показатель", "Числитель", "Знаменатель", "Процент", "План на год, %"),
            *("Районов", "Скрыт в районах", "Районов достигли плана"),
        )
        reached = [sum(one is not None and one >= 0 for one in column) for column in _against(region)]
        rows = [
            (*self._share_row(one), count if region.period.is_year else None)
            for one, count in zip(region.sums, reached, strict=True)
        ]
        said = words.in_words(region)
        if missing := self._missing.get(region.asked):
            sentence = words.without(missing)
            said.append(f"{sentence[0].upper()}{sentence[1:]} Все — на листе «{words.NOT_HERE}».")
        self._table(name, f"Показатели плана по области. {self._called[region]}", said, head, rows)

    @staticmethod
    def _share_row(one: Sum) -> tuple[Value, ...]:
        shown: tuple[Value, ...] = (one.numerator, one.denominator, one.percent) if one.shown else (HIDDEN,) * 3
        planned = one.target.percent if one.target else None
        return (one.indicator.title, *shown, planned, one.shown, one.hidden)

    def _districts(self, name: str, region: Region) -> None:
        indicators = region.policy.indicators
        head = (
            *("Организация", *map(_short, indicators)),
            *(f"{_short(indicator)}: к плану" for indicator in indicators),
            "Начало отпечатка ключа",
        )
        against = _against(region)
        rows: list[tuple[Value, ...]] = [
            (
                *(one.release.office, *map(_percent, one.release.shares)),
                *(column[at] for column in against),
                one.fingerprint[:16],
            )
            for at, one in enumerate(region.districts)
        ]
        planned = [one.target.percent if one.target else None for one in region.sums]
        if any(percent is not None for percent in planned):
            rows.insert(0, ("План на год", *planned, *[None] * len(indicators), None))
        said = [
            "Процент района; «…» — показатель скрыт: в районе мало людей.",
            "К плану: на сколько процентных пунктов район выше (+) или ниже (-) своего плана на год; пусто, если "
            "показатель скрыт, плана нет или период — часть года.",
            *_legend(indicators),
        ]
        signed = range(len(indicators) + 1, 2 * len(indicators) + 1)
        title = f"Показатели по районам, %. {self._called[region]}"
        sheet, top = self._table(name, title, said, head, rows, signed)
        if len(region.districts) <= MANY:
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
        said = ["Сколько районов в каждой десятке процентов; скрытые не посчитаны.", *_legend(indicators)]
        sheet, top = self._table(name, f"Районы по величине показателей. {self._called[region]}", said, head, rows)
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
        if across:
            chart.set_y_axis({"reverse": True})  # from the top, as the table above
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 960, "height": max(380, high)})
        sheet.insert_chart(row, 0, chart)

    def _table(
        self,
        name: str,
        title: str,
        notes: Sequence[str],
        head: Sequence[str],
        rows: Sequence[Sequence[Value]],
        signed: Collection[int] = (),
        least: int = _OTHER,
    ) -> tuple[Any, int]:
        """A sheet with one table, some of whose columns are differences: the sheet, and the row of its header.

        `least`: how many letters each column but the first takes at least.
        """
        self._names[name] += 1  # of two editions of the rules a period has two sheets of a kind
        sheet = self._book.add_worksheet(name if self._names[name] == 1 else f"{name} ({self._names[name]})")
        others = max([least, *(len(word) * _BOLD for title in head[1:] for word in title.split())])
        across = _FIRST + others * max(1, len(head) - 1)
        sheet.write_string(0, 0, title, self._title)
        notes = [note for note in notes if note]
        for row, note in enumerate(notes, start=1):
            sheet.set_row(row, writing.height([(note, across)]))
            sheet.merge_range(row, 0, row, max(1, len(head) - 1), note, self._plain)
        top = len(notes) + 2
        for row, values in enumerate([head, *rows], start=top):
            style = self._head if row == top else self._cell
            sheet.set_row(
                row, writing.height((str(value), others if at else _FIRST) for at, value in enumerate(values))
            )
            for column, value in enumerate(values):
                if isinstance(value, int):
                    sheet.write_number(row, column, value, self._signed if column in signed else style)
                elif value:
                    sheet.write_string(row, column, value, style)
                else:
                    sheet.write_blank(row, column, None, style)
        sheet.set_column(0, 0, _FIRST)
        sheet.set_column(1, max(1, len(head) - 1), others)
        sheet.freeze_panes(top + 1, 1)
        sheet.repeat_rows(top)  # on paper
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        return sheet, top


def _total(region: Region, cell: Cell) -> Value:
    return region.totals[cell] if region.unseen[cell] < len(region.districts) else HIDDEN


def _unseen(region: Region, table: CountTable) -> str:
    """What is missing from the sums of a table, in a sentence; empty where nothing is."""
    lacking = sum(region.unseen[cell] > 0 for cell in table.cells)
    if not lacking:
        return ""
    return (
        f"Сложены только показанные числа: в {lacking} ячейках из {len(table.cells)} некоторые районы число скрыли, "
        "и в сумме этих районов нет; «…» — скрыли все. Сколько их для каждой ячейки, стоит в «Сводная таблицы.csv»."
    )


def _short(indicator: Indicator) -> str:
    return f"Показатель {indicator.number}"


def _legend(indicators: Iterable[Indicator]) -> list[str]:
    """What the short names over the columns stand for: the act's own would fill the page."""
    return [f"{_short(indicator)}: {indicator.title}" for indicator in indicators]


def _percent(share: Share) -> Value:
    return HIDDEN if share.percent is None else share.percent


def _against(region: Region) -> list[list[int | None]]:
    """Indicator by indicator, how far each district is above its own plan of the year, in points of percent."""
    return [
        [_distance(one.release.shares[at]) if region.period.is_year else None for one in region.districts]
        for at in range(len(region.policy.indicators))
    ]


def _distance(share: Share) -> int | None:
    return None if share.percent is None or share.target is None else share.percent - share.target.percent
