"""The two CSV parts of a batch, for Excel by a double click and for programs: UTF-8 with BOM, `;`, CRLF.

Reading holds every row against the closed list; what is not expected at its very place is a sentence, never a value.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from narcdesk.commission.batch import HIDDEN, Release, Share, Target
from narcdesk.commission.policy import Policy
from narcdesk.commission.tables import Cell, Indicator
from narcdesk.dates import Period

TABLE_COLUMNS = ("Таблица", "Строка", "Столбец", "Число", "Код")
SHARE_COLUMNS = (
    "Показатель",
    "Числитель",
    "Знаменатель",
    "Процент",
    "План на год, %",
    "Основание плана",
    "Примечание",
    "Код",
)

_COUNT = re.compile(r"0|[1-9][0-9]{0,6}")


class Unreadable(ValueError):
    """A part of a batch that is not what the program writes; the sentence is for the person."""


def write_tables(release: Release) -> bytes:
    """`tables.csv`: one row for each cell of each table."""
    rows = [
        (table, line, column, str(release.counts[cell]), cell.code)
        for table, line, column, cell in _places(release.policy)
    ]
    return _write([TABLE_COLUMNS, *rows])


def read_tables(data: bytes, policy: Policy) -> dict[Cell, int]:
    """The published counts; raises Unreadable at the first thing that the policy does not allow."""
    rows, places = _read(data, TABLE_COLUMNS, "tables.csv"), list(_places(policy))
    if len(rows) != len(places):
        raise Unreadable(f"В tables.csv строк с данными {len(rows)}, а должно быть {len(places)}.")
    counts: dict[Cell, int] = {}
    for number, (row, (table, line, column, cell)) in enumerate(zip(rows, places, strict=True), start=2):
        if (*row[:3], row[4]) != (table, line, column, cell.code):
            raise Unreadable(f"В tables.csv, строка {number}: этого нет в перечне того, что может выйти.")
        count = _count(row[3], f"tables.csv, строка {number}")
        if counts.setdefault(cell, count) != count:
            raise Unreadable(f"В tables.csv, строка {number}: то же число в другой таблице иное ({cell.code}).")
    return counts


def write_shares(release: Release) -> bytes:
    """`indicators.csv`: one row for each indicator of the plan."""
    return _write([SHARE_COLUMNS, *(_share_row(share, release.policy, release.period) for share in release.shares)])


def read_shares(data: bytes, policy: Policy, period: Period) -> tuple[Share, ...]:
    """The published indicators; raises Unreadable at the first thing that the policy does not allow."""
    rows = _read(data, SHARE_COLUMNS, "indicators.csv")
    if len(rows) != len(policy.indicators):
        raise Unreadable(f"В indicators.csv показателей {len(rows)}, а должно быть {len(policy.indicators)}.")
    shares = []
    for number, (row, indicator) in enumerate(zip(rows, policy.indicators, strict=True), start=2):
        share = _share(row, indicator, policy, f"indicators.csv, строка {number}")
        if _share_row(share, policy, period) != tuple(row):
            raise Unreadable(f"В indicators.csv, строка {number}: этого нет в перечне того, что может выйти.")
        shares.append(share)
    return tuple(shares)


def _places(policy: Policy) -> Iterator[tuple[str, str, str, Cell]]:
    for table in policy.tables:
        for line in table.lines:
            for column, cell in zip(table.header, line.cells, strict=True):
                yield f"{table.number}. {table.title}", line.title, column, cell


def _share_row(share: Share, policy: Policy, period: Period) -> tuple[str, ...]:
    numbers = (share.numerator, share.denominator, share.percent)
    return (
        share.indicator.title,
        *(HIDDEN if number is None else str(number) for number in numbers),
        str(share.target.percent) if share.target else "",
        share.target.act if share.target else "",
        share.remark(policy, period),
        share.indicator.code,
    )


def _share(row: Sequence[str], indicator: Indicator, policy: Policy, where: str) -> Share:
    target = Target(_count(row[4], where), row[5]) if row[4] else None
    if row[1:4] == [HIDDEN] * 3:
        reasons = {policy.remarks[name]: name for name in ("small_base", "small_group")}
        hidden = next((name for text, name in reasons.items() if row[6].startswith(text)), "")
        if not hidden:
            raise Unreadable(f"В {where}: числа скрыты, а причина не названа.")
        return Share(indicator, None, None, None, target, hidden)
    numerator, denominator, share = (_count(text, where) for text in row[1:4])
    return Share(indicator, numerator, denominator, share, target)


def _count(text: str, where: str) -> int:
    if not _COUNT.fullmatch(text):
        raise Unreadable(f"В {where}: здесь должно стоять целое число.")
    return int(text)


def _write(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _read(data: bytes, columns: Sequence[str], name: str) -> list[list[str]]:
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Unreadable(f"{name} не читается как таблица.") from error
    if not rows or tuple(rows[0]) != tuple(columns) or any(len(row) != len(columns) for row in rows):
        raise Unreadable(f"В {name} не те столбцы, что разрешены.")
    return rows[1:]
