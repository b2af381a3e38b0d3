"""R3, R6: a disk that fails or fills up, at whatever call: sentences, and nothing is lost."""

import pytest

from tests.faults.asking import CAN, WHY_NOT, prove
from tests.faults.full_disks import ACTIONS, DISKS

pytestmark = pytest.mark.skipif(not CAN, reason=WHY_NOT)


def test_an_error_at_any_call_is_a_sentence_and_loses_nothing() -> None:
    found = prove("io_errors", 100)
    assert found.wrong == []
    assert found.tried == 100
    assert found.counted["calls of the scenario"] > 200
    assert found.counted["refused with a sentence"] > 50


def test_whatever_disk_is_full_whatever_is_done_the_person_is_told_of_the_room() -> None:
    found = prove("full_disks", 1)
    assert found.wrong == []
    assert (len(ACTIONS), len(DISKS)) == (12, 4)
    used = len(ACTIONS) * len(DISKS) - found.counted["actions with a disk that they do not use"]
    assert found.tried == used > 12
    assert found.counted["refused"] > 6
