"""The two CSV parts of a batch, for Excel by a double click and for programs: UTF-8 with BOM, `;`, CRLF.

Reading holds every row against the closed list; what is not expected at its very place is a sentence, never a value.
"""

import csv
import io
import re
from collections.abc import Sequence
from functools import lru_cache

from narcdesk.commission.batch import HIDDEN, HIDES, NOT_SHOWN, Release, Share, Target
from narcdesk.commission.frame import COLUMNS, Frame
from narcdesk.commission.policy import Policy
from narcdesk.commission.tables import Cell, Indicator
from narcdesk.dates import Period

SHARE_COLUMNS = (
    "Показатель",
    "Числитель",
    "Знаменатель",
    "Процент",
    "План на год, %",
    "Основание плана",
    "Год назад, %",
    "Примечание",
    "Код",
)

_COUNT = re.compile(r"0|[1-9][0-9]{0,6}")


class Unreadable(ValueError):
    """A part of a batch that is not what the program writes; the sentence is for the person."""


def write_tables(release: Release) -> bytes:
    """`tables.csv`: one row for each cell of each table, then one for each number of a year before."""
    frame = release.policy.frame
    numbers = [_shown(release.counts[cell]) for cell in frame.cells]
    return frame.filled(numbers + [str(release.earlier.get(cell, NOT_SHOWN)) for cell in frame.earlier])


def read_tables(data: bytes, policy: Policy, *, exact: bool) -> dict[Cell, int | None]:
    """The published counts, None where hidden (only beside `exact` ones); raises Unreadable at what is not allowed."""
    cells = policy.frame.cells
    counts: dict[Cell, int | None] = {}
    for number, (text, cell) in enumerate(zip(_numbers(data, policy.frame), cells, strict=False), start=2):
        hidden = exact and text == HIDDEN and not policy.is_stock(cell)
        count = None if hidden else _count(text, "tables.csv", number)
        if counts.setdefault(cell, count) != count:
            raise Unreadable(f"В tables.csv, строка {number}: то же число в другой таблице иное ({cell.code}).")
    return counts


def read_earlier(data: bytes, policy: Policy) -> dict[Cell, int]:
    """The numbers of a year before that were shown then; raises Unreadable at what is not allowed."""
    first = len(policy.frame.cells)
    told = enumerate(zip(_numbers(data, policy.frame)[first:], policy.frame.earlier, strict=True), start=first + 2)
    return {cell: _count(text, "tables.csv", number) for number, (text, cell) in told if text != NOT_SHOWN}


@lru_cache(2)  # a table is read for its own numbers and again for those of the year before
def _numbers(data: bytes, frame: Frame) -> tuple[str, ...]:
    """What stands where numbers do, all rows being those that are allowed; else it is said which is not."""
    known = frame.numbers(data)
    if known is not None:
        return known
    rows = _read(data, COLUMNS, "tables.csv")
    if len(rows) != len(frame.rows):
        raise Unreadable(f"В tables.csv строк с данными {len(rows)}, а должно быть {len(frame.rows)}.")
    for number, (row, allowed) in enumerate(zip(rows, frame.rows, strict=True), start=2):
        if (*row[:3], row[4]) != allowed:
            raise Unreadable(f"В tables.csv, строка {number}: этого нет в перечне того, что может выйти.")
    return tuple(row[3] for row in rows)


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
        share = _share(row, indicator, policy, number)
        if _share_row(share, policy, period) != tuple(row):
            raise Unreadable(f"В indicators.csv, строка {number}: этого нет в перечне того, что может выйти.")
        shares.append(share)
    return tuple(shares)


def _share_row(share: Share, policy: Policy, period: Period) -> tuple[str, ...]:
    numbers = (share.numerator, share.denominator, share.percent)
    return (
        share.indicator.title,
        *map(_shown, numbers),
        str(share.target.percent) if share.target else "",
        share.target.act if share.target else "",
        NOT_SHOWN if share.year_before is None else str(share.year_before),
        share.remark(policy, period),
        share.indicator.code,
    )


def _share(row: Sequence[str], indicator: Indicator, policy: Policy, line: int) -> Share:
    target = Target(_count(row[4], "indicators.csv", line), row[5]) if row[4] else None
    before = None if row[6] == NOT_SHOWN else _count(row[6], "indicators.csv", line)
    if row[1:4] == [HIDDEN] * 3:
        reasons = {policy.remarks[name]: name for name in HIDES}
        hidden = next((name for text, name in reasons.items() if row[7].startswith(text)), "")
        if not hidden:
            raise Unreadable(f"В indicators.csv, строка {line}: числа скрыты, а причина не названа.")
        return Share(indicator, None, None, None, target, hidden, before)
    numerator, denominator, share = (_count(text, "indicators.csv", line) for text in row[1:4])
    return Share(indicator, numerator, denominator, share, target, year_before=before)


def _shown(number: int | None) -> str:
    return HIDDEN if number is None else str(number)


def _count(text: str, name: str, line: int) -> int:
    if not _COUNT.fullmatch(text):
        raise Unreadable(f"В {name}, строка {line}: здесь должно стоять целое число.")
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
