"""Rules that stand in the place of older ones: what left by the old edition is verified by it and kept to."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from narcdesk.commission import package, policy, region
from narcdesk.commission.batch import Batch, assemble
from narcdesk.commission.knowledge import merged
from narcdesk.commission.region import words
from narcdesk.commission.tables import Cell, tally
from narcdesk.commission.verification import verify
from narcdesk.dates import Period
from tests.commission_samples import ANCHOR, KEY, OFFICE, OTHER_KEY, people, rules_for

OLDER = "municipal-2025.yaml"
POISONINGS = {"poisonings", "poisonings_minors"}


@pytest.fixture(scope="module", autouse=True)
def editions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Beside the rules of today those of an invented year before, which had no table of poisonings."""
    folder = shutil.copytree(policy.FOLDER, tmp_path_factory.mktemp("редакции") / "commission")
    text = (folder / "municipal.yaml").read_text(encoding="utf-8")
    for old, new in {"2026-1": "2025-1", "2026-01-01": "2025-01-01", "poisonings, ": ""}.items():
        assert old in text
        text = text.replace(old, new)
    (folder / OLDER).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(policy, "FOLDER", folder)
        policy.all_policies.cache_clear()
        yield
    policy.all_policies.cache_clear()


@pytest.fixture(scope="module")
def older(editions: None) -> Batch:
    """The year 2024 as it left to a municipality before poisonings were counted."""
    rules = policy.load(OLDER)
    exact = tally(rules.system, people(3, 300))
    return assemble(rules, Period.parse("2024"), exact, office=OFFICE, anchor=ANCHOR)


def _now(period: str, ledger: Batch, recipient: str = "municipal") -> Batch:
    rules = rules_for(recipient)
    exact = tally(rules.widest.system, people(3, 300))
    known = merged({}, ledger.ledger)
    return assemble(rules, Period.parse(period), exact, office=OFFICE, anchor=ANCHOR, ledger=known)


def test_a_batch_of_the_older_edition_is_verified_by_it(older: Batch) -> None:
    found = verify(package.build(older, KEY))
    assert found.problems == []
    assert found.release is not None
    assert found.release.policy.edition == "2025-1"
    assert not POISONINGS & {cell.measure for cell in found.release.counts}
    assert "6" not in [table.number for table in found.release.policy.tables]


@pytest.mark.parametrize("recipient", ["municipal", "public"])
def test_the_newer_one_shows_what_left_as_it_left_and_the_poisonings_beside_it(older: Batch, recipient: str) -> None:
    newer = _now("2024", older, recipient)
    assert {cell: newer.release.counts[cell] for cell in older.release.counts} == older.release.counts
    added = {cell.measure for cell in newer.release.counts} - {cell.measure for cell in older.release.counts}
    assert added == POISONINGS
    assert abs((newer.release.counts[Cell("poisonings")] or 0) - 25) < 5  # 300 // 12
    assert verify(package.build(newer, KEY)).problems == []


def test_a_year_later_nothing_stands_beside_what_was_not_counted_then(older: Batch) -> None:
    newer = _now("2025", older)
    shown = newer.release.earlier
    assert Cell("examinations") in shown
    assert not POISONINGS & {cell.measure for cell in shown}


def test_a_region_keeps_districts_of_two_editions_apart_and_says_which(older: Batch, tmp_path: Path) -> None:
    newer = replace(older, release=replace(_now("2024", older).release, office="Ангарск"))
    for name, made, key in (("Ангарск", newer, OTHER_KEY), ("Братск", older, KEY)):
        (tmp_path / f"{name}.zip").write_bytes(package.build(made, key))
        (tmp_path / f"{name}.pem").write_bytes(package.public_pem(key))
    found = region.consolidate([tmp_path], tmp_path)
    assert (found.refused, found.missing) == ((), ())  # nobody is missing: each is in one of the two
    assert list(words.names(found.regions).values()) == ["2024 год, правила 2025-1", "2024 год, правила 2026-1"]
    region.write(found, tmp_path / "Сводная")
    book = CalamineWorkbook.from_path(str(tmp_path / "Сводная" / "Сводная.xlsx"))
    trend = book.get_sheet_by_name("Динамика, годы").to_python()
    assert [row[0] for row in trend[-2:]] == ["2024, правила 2025-1", "2024, правила 2026-1"]
    assert "2024 табл. 6" in book.sheet_names and "2024 табл. 6 (2)" not in book.sheet_names
