"""Backups under faults: a stick pulled at any call (R7), files damaged in any way (R4)."""

import pytest

from tests.faults import asking

pytestmark = pytest.mark.skipif(not asking.CAN, reason=asking.WHY_NOT)


def test_a_stick_pulled_at_any_moment_leaves_no_half_file_and_the_journal_says_so() -> None:
    found = asking.prove("pulled_sticks", 20)
    assert found.wrong == []
    assert found.counted["backup: refused"] > 0
    assert found.counted["export: refused"] > 0


def test_no_damage_of_a_backup_is_silent() -> None:
    found = asking.prove("hurt_backups", 200)
    assert found.wrong == []
    assert found.counted["refused"] > 190
