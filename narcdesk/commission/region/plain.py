"""A region as plain tables for another engine: one row for each published number, names of columns without Cyrillic.

`cells.csv` and `indicators.csv` are UTF-8 without a mark, commas, a line feed, an empty field for what is hidden; where
DuckDB is installed the same rows lie beside them as Parquet. `docs/region.md` says how to load and to sum them.
"""

import csv
import hashlib
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from narcdesk import uncached
from narcdesk.commission.batch import Release
from narcdesk.commission.region.gathering import District, Region
from narcdesk.commission.tables import Cell
from narcdesk.files import DiskTrouble, trouble, write_atomically, write_proved

CELLS, INDICATORS = "cells.csv", "indicators.csv"
KEY = 16  # signs of a fingerprint: enough to tell the districts of a region apart
NO_PARQUET = (
    "Таблицы Parquet не записаны: DuckDB здесь нет или он не запускается (requirements-region.txt); "
    "те же строки лежат в CSV."
)

# Column -> type, as SQL names it.
_DISTRICT = {
    "recipient": "VARCHAR",
    "period": "VARCHAR",
    "period_start": "DATE",
    "period_end": "DATE",
    "district": "VARCHAR",
    "district_key": "VARCHAR",
}
CELL_COLUMNS = {
    **_DISTRICT,
    "table_number": "VARCHAR",
    "row_title": "VARCHAR",
    "column_title": "VARCHAR",
    "cell": "VARCHAR",
    "value": "INTEGER",
    "shown": "VARCHAR",
    "base": "INTEGER",
}
INDICATOR_COLUMNS = {
    **_DISTRICT,
    "indicator": "VARCHAR",
    "title": "VARCHAR",
    "numerator": "INTEGER",
    "denominator": "INTEGER",
    "percent": "INTEGER",
    "target_percent": "INTEGER",
    "target_act": "VARCHAR",
    "shown": "VARCHAR",
    "remark": "VARCHAR",
}

Value = str | int | None


def write(regions: Sequence[Region], folder: Path) -> tuple[list[Path], str]:
    """The files, and a sentence where Parquet could not be written. Raises as `files.write_proved`."""
    made = []
    for name, columns, pieces in (
        (CELLS, CELL_COLUMNS, _cells(_districts(regions))),
        (INDICATORS, INDICATOR_COLUMNS, map(_shares, _districts(regions))),
    ):
        _write(folder / name, columns, pieces)
        made.append(folder / name)
    try:
        made += [_parquet(folder / CELLS, CELL_COLUMNS), _parquet(folder / INDICATORS, INDICATOR_COLUMNS)]
    except ImportError:  # on Windows also where its library wants a part of the system that is not there
        for path in made:
            _take_away(path.with_suffix(".parquet"))
        return made, NO_PARQUET
    return made, ""


def _take_away(older: Path) -> None:
    """Of another region: beside the tables of this one it would be taken for theirs. Raises as `write`."""
    try:
        older.unlink(missing_ok=True)
    except OSError as error:
        raise trouble(error, older) from error


def _districts(regions: Iterable[Region]) -> Iterator[District]:
    return (district for region in regions for district in region.districts)


def _head(district: District) -> tuple[str, ...]:
    release = district.release
    period = release.period
    days = period.start.isoformat(), period.end.isoformat()
    return release.policy.recipient, period.code, *days, release.office, district.fingerprint[:KEY]


def _cells(districts: Iterable[District]) -> Iterator[bytes]:
    # The districts of a region have nearly all the same tables: where each cell stands is written out once.
    known: dict[tuple[str, ...], list[tuple[str, Cell, bool]]] = {}
    for district in districts:
        release = district.release
        policy = release.policy
        name = (policy.fingerprint, str(release.exact), *(table.code for table in policy.tables))
        if name not in known:
            known[name] = list(_places(release))
        head = _line(_head(district))
        rounded = f"{'widened' if release.widened else 'rounded'},{policy.base}"
        lines = []
        for place, cell, is_exact in known[name]:
            value = release.counts[cell]
            if value is None:
                lines.append(f"{head},{place},,hidden,\n")
            else:
                lines.append(f"{head},{place},{value},{'exact,1' if is_exact else rounded}\n")
        yield "".join(lines).encode()


def _places(release: Release) -> Iterator[tuple[str, Cell, bool]]:
    for table in release.policy.tables:
        for line in table.lines:
            for column, cell in zip(table.header, line.cells, strict=True):
                yield _line((table.number, line.title, column, cell.code)), cell, release.is_exact(cell)


def _shares(district: District) -> bytes:
    release = district.release
    head = _head(district)
    lines = []
    for share in release.shares:
        target = share.target
        numbers = share.numerator, share.denominator, share.percent
        planned: tuple[Value, ...] = (target.percent, target.act) if target else (None, "")
        shown = "hidden" if share.numerator is None else "shown"
        remark = share.remark(release.policy, release.period)
        row = (*head, share.indicator.code, share.indicator.title, *numbers, *planned, shown, remark)
        lines.append(_line(row) + "\n")
    return "".join(lines).encode()


def _line(values: Sequence[Value]) -> str:
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator="").writerow(values)
    return made.getvalue()


def _write(path: Path, columns: Iterable[str], pieces: Iterable[bytes]) -> None:
    written = hashlib.sha256()

    def hashed() -> Iterator[bytes]:
        for piece in (f"{','.join(columns)}\n".encode(), *pieces):
            written.update(piece)
            yield piece

    def is_whole(new: Path) -> bool:
        read = hashlib.sha256()
        for piece in uncached.pieces(new):
            read.update(piece)
        return read.digest() == written.digest()

    write_proved(path, hashed(), is_whole)


def _parquet(table: Path, columns: dict[str, str]) -> Path:
    """The same rows as Parquet; raises ImportError without DuckDB, and as `write_proved`."""
    import duckdb

    path = table.with_suffix(".parquet")
    types = ", ".join(f"{_quoted(name)}: {_quoted(kind)}" for name, kind in columns.items())
    rows = f"read_csv({_quoted(_literally(table))}, header = true, delim = ',', quote = '\"', columns = {{{types}}})"
    # One thread, so that the same rows give the same bytes, and a region takes no more memory than it did.
    alone: dict[str, Any] = {"threads": 1, "memory_limit": "256MB", "autoinstall_known_extensions": False}
    try:
        with tempfile.TemporaryDirectory() as name:  # the engine neither reads back nor calls a full disk full
            made = Path(name, path.name)
            with duckdb.connect(config={**alone, "temp_directory": name}) as engine:
                engine.execute(f"COPY (FROM {rows}) TO {_quoted(str(made))} (FORMAT parquet, COMPRESSION zstd)")
            data = made.read_bytes()
    except (duckdb.IOException, OSError) as error:
        raise DiskTrouble(
            f"Таблица «{path.name}» не собрана: «{table.name}» не читается, или на системном диске нет места.",
            do="Проверьте, что носитель подключён и на системном диске есть место, и повторите.",
        ) from error
    write_atomically(path, data)
    return path


def _literally(path: Path) -> str:
    """A path of which no sign stands for several files."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
