"""A region's tables as files: a workbook for the meeting, its sums as a table, and plain tables to reckon on with."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from narcdesk.commission.region import book, plain
from narcdesk.commission.region.gathering import Consolidated, Region
from narcdesk.files import make_folder, write_atomically
from narcdesk.spreadsheets import writing

BOOK, TOTALS = "Сводная.xlsx", "Сводная таблицы.csv"
TOTAL_COLUMNS = ("Период", "Таблица", "Строка", "Столбец", "Сумма", "Районов", "Код", "Скрыто в районах", "Получатель")


def write(found: Consolidated, folder: Path) -> tuple[list[Path], str]:
    """The files of all regions, whole or not at all each, and a sentence of what could not be made here.

    Raises NoSpace, NotWritable, WrongPlace, DiskTrouble.
    """
    if not found.regions:
        return [], ""
    make_folder(folder)
    write_atomically(folder / BOOK, book.book(found))
    write_atomically(folder / TOTALS, writing.delimited(TOTAL_COLUMNS, _total_rows(found.regions)))
    tables, lacking = plain.write(found.regions, folder)
    return [folder / BOOK, folder / TOTALS, *tables], lacking


def _total_rows(regions: Iterable[Region]) -> Iterable[Sequence[writing.Value]]:
    for region in regions:
        for table in region.policy.tables:
            for line in table.lines:
                for column, cell in zip(table.header, line.cells, strict=True):
                    title = f"{table.number}. {table.title}"
                    shown = len(region.districts) - region.unseen[cell]
                    total = region.totals[cell] if shown else None
                    names = region.period.code, title, line.title, column
                    yield *names, total, shown, cell.code, region.unseen[cell], region.policy.recipient
