"""The plain tables of a region: each row is a published number; the statements of the document reckon what we do."""

import csv
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from narcdesk.commission import package, region
from narcdesk.commission.region import plain
from narcdesk.commission.region.gathering import Consolidated
from narcdesk.commission.tables import Cell
from narcdesk.files import NoSpace
from tests.command_line import Ask
from tests.commission_samples import batch

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = (ROOT / "docs" / "region.md").read_text(encoding="utf-8")
OFFICES = ('Больница "Ангарск", 1-я', "Братск; больница", "Тулун")
SENT = ((0, 300, "2024"), (1, 900, "2024"), (2, 30, "2024"), (0, 300, "2023"), (1, 900, "2023"), (1, 900, "2023-Q4"))


@pytest.fixture(scope="module")
def mail(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Batches of three districts, their keys beside them."""
    folder = tmp_path_factory.mktemp("Область")
    (folder / "Ключи").mkdir()
    (folder / "Почта").mkdir()
    for number, (office, size, period) in enumerate(SENT):
        key = Ed25519PrivateKey.from_private_bytes(bytes([office + 1]) * 32)
        (folder / "Ключи" / f"{office}.pem").write_bytes(package.public_pem(key))
        made = batch(number, size, period, office=OFFICES[office], batch_id=f"{number:032x}")
        (folder / "Почта" / f"{number}.zip").write_bytes(package.build(made, key))
    return folder


@pytest.fixture(scope="module")
def found(mail: Path) -> Consolidated:
    gathered = region.consolidate([mail / "Почта"], mail / "Ключи")
    assert gathered.refused == ()
    return gathered


@pytest.fixture(scope="module")
def written(found: Consolidated, mail: Path) -> Path:
    folder = mail / "Сводная [2024] 'область'"  # no sign of a name is taken for several files
    made, lacking = region.write(found, folder)
    assert lacking == ""
    assert [path.name for path in made] == [
        "Сводная.xlsx",
        "Сводная таблицы.csv",
        "cells.csv",
        "indicators.csv",
        "cells.parquet",
        "indicators.parquet",
    ]
    return folder


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_published_number_is_a_row(found: Consolidated, written: Path) -> None:
    rows = _rows(written / "cells.csv")
    assert list(rows[0]) == list(plain.CELL_COLUMNS)
    one = [row for row in rows if row["district"] == OFFICES[1] and row["period"] == "2023-Q4"]
    (release,) = (
        district.release for part in found.regions if part.period.code == "2023-Q4" for district in part.districts
    )
    assert {row["cell"]: int(row["value"]) for row in one} == {cell.code: n for cell, n in release.counts.items()}
    assert {(row["shown"], row["base"]) for row in one} == {("rounded", "5")}
    assert {(row["period_start"], row["period_end"]) for row in one} == {("2023-10-01", "2023-12-31")}
    assert {row["recipient"] for row in one} == {"municipal"}
    places = {(row["table_number"], row["row_title"], row["column_title"], row["cell"]) for row in one}
    assert ("2", "Наркомания", "Женщины", "observed_end[diagnosis=drug_dependence,sex=f]") in places
    assert len(places) == len(one) == sum(len(table.cells) for table in release.policy.tables)
    assert not (written / "cells.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_exact_rounded_and_hidden_numbers_are_told_apart() -> None:
    """Of a large office the region is shown exact flows, rounded stocks, and no small flow."""
    release = batch(3, 40, "2024", "regional").release
    flow, small = Cell("taken"), Cell("removed")
    mixed = replace(release, exact=True, counts={**release.counts, flow: 13, small: None})
    district = region.District("ab" * 32, mixed)
    first = release.policy.tables[0].code
    said = b"".join(plain._cells(iter([district]))).decode().splitlines()
    rows = {row[9]: row[10:] for row in csv.reader(said) if row[6] == "1"}
    assert first == "movement"
    assert rows["taken"] == ["13", "exact", "1"]
    assert rows["removed"] == ["", "hidden", ""]
    assert rows["observed_end"] == [str(release.counts[Cell("observed_end")]), "rounded", "5"]


def test_each_indicator_is_a_row_and_what_is_hidden_is_empty(written: Path) -> None:
    rows = _rows(written / "indicators.csv")
    assert list(rows[0]) == list(plain.INDICATOR_COLUMNS)
    assert len(rows) == 4 * len(SENT)
    small = {row["indicator"]: row for row in rows if row["district"] == "Тулун"}
    assert (small["sober"]["shown"], small["sober"]["percent"], small["sober"]["target_percent"]) == (
        "hidden",
        "",
        "25",
    )
    assert "меньше" in small["sober"]["remark"]
    quarter = [row for row in rows if row["period"] == "2023-Q4" and row["shown"] == "shown"]
    assert quarter and all("план годовой" in row["remark"] for row in quarter)


def test_parquet_holds_the_same_rows(written: Path) -> None:
    for name, columns in (("cells", plain.CELL_COLUMNS), ("indicators", plain.INDICATOR_COLUMNS)):
        path = plain._quoted(plain._literally(written / f"{name}.parquet"))
        with duckdb.connect() as engine:
            told = engine.execute(f"DESCRIBE SELECT * FROM read_parquet({path})").fetchall()
            rows = engine.execute(f"SELECT * FROM read_parquet({path})").fetchall()
        assert {column: kind for column, kind, *_ in told} == columns
        held = [["" if value is None else str(value) for value in row] for row in rows]
        assert held == [list(row.values()) for row in _rows(written / f"{name}.csv")]


def test_the_same_region_gives_the_same_bytes(found: Consolidated, written: Path, tmp_path: Path) -> None:
    region.write(found, tmp_path)
    for name in ("cells.csv", "indicators.csv", "cells.parquet", "indicators.parquet"):
        assert (tmp_path / name).read_bytes() == (written / name).read_bytes(), name


def _statements(fence: str) -> list[str]:
    blocks = re.findall(rf"^```{fence}\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)
    return [statement for block in blocks for statement in block.split(";") if statement.strip()]


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_the_statements_of_the_document_reckon_as_the_program_does(
    found: Consolidated, written: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(written)
    other = {"csv": ".parquet'", "parquet": "read_csv("}[kind]
    with duckdb.connect() as engine:
        for statement in _statements("sql"):
            if other not in statement:
                engine.execute(statement)
        sums = engine.execute("SELECT period, cell, total, districts, hidden, farthest FROM region_sums").fetchall()
        shares = engine.execute("SELECT * EXCLUDE recipient FROM region_indicators").fetchall()
        against = engine.execute("SELECT period, district, indicator, points FROM districts_against_plan").fetchall()
        trend = engine.execute("SELECT indicator, period, percent, change FROM trend").fetchall()
    by_period = {part.period.code: part for part in found.regions}
    for period, cell, total, districts, hidden, farthest in sums:
        of_region = {code.code: count for code, count in by_period[period].totals.items()}
        count = len(by_period[period].districts)
        assert (total, districts, hidden, farthest) == (of_region[cell], count, 0, 4 * count)
    assert {cell for _, cell, *_ in sums} == {cell.code for cell in by_period["2024"].districts[0].release.counts}
    told: dict[tuple[str, str], Any] = {(period, indicator): rest for period, indicator, *rest in shares}
    for period, part in by_period.items():
        for one in part.sums:
            numerator, denominator, percent, shown, hidden, reached = told[period, one.indicator.code]
            assert (numerator or 0, denominator or 0, percent) == (one.numerator, one.denominator, one.percent)
            assert (shown, hidden) == (one.shown, one.hidden)
            assert reached == sum(
                points >= 0 for when, _, code, points in against if (when, code) == (period, one.indicator.code)
            )
    percents = {
        (one.indicator.code, period): one.percent for period in ("2023", "2024") for one in by_period[period].sums
    }
    for indicator, period, percent, change in trend:
        assert percent == percents[indicator, period]
        before = percents[indicator, "2023"]
        assert change == (None if period == "2023" or before is None or percent is None else percent - before)
    assert len(trend) == 8
    assert not any(period == "2023-Q4" for period, *_ in against) and against


def test_the_document_names_every_column_for_spark() -> None:
    loading = " ".join(_statements("sparksql"))
    spark = {"VARCHAR": "STRING", "INTEGER": "INT", "DATE": "DATE"}
    for columns in (plain.CELL_COLUMNS, plain.INDICATOR_COLUMNS):
        told = ", ".join(f"{name} {spark[kind]}" for name, kind in columns.items())
        assert told in " ".join(loading.split())


def test_without_duckdb_the_rest_is_there_and_a_sentence_says_why(
    mail: Path, tmp_path: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "cells.parquet").write_bytes(b"of an earlier region")
    done = ask("consolidate", mail / "Почта", "--keys", mail / "Ключи", "--out", tmp_path / "out", "--json")
    assert done.status == 0
    assert [Path(path).name for path in done.data["tables"]][2:] == ["cells.csv", "indicators.csv"]
    assert done.data["notes"][-1] == plain.NO_PARQUET
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        Path(path).name for path in done.data["tables"]
    )


@pytest.mark.skipif(sys.platform != "linux", reason="no device that is always full")
def test_a_full_disk_is_called_full_and_keeps_the_older_table(written: Path, tmp_path: Path) -> None:
    (tmp_path / "cells.csv").write_bytes((written / "cells.csv").read_bytes())
    (tmp_path / "cells.parquet").write_bytes(b"older")
    (tmp_path / "cells.parquet.new").symlink_to("/dev/full")
    with pytest.raises(NoSpace, match="Не хватает места"):
        plain._parquet(tmp_path / "cells.csv", plain.CELL_COLUMNS)
    assert (tmp_path / "cells.parquet").read_bytes() == b"older"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cells.csv", "cells.parquet"]
