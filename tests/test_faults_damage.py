"""R4, R5: damaged, lost and foreign files: a clear error, or everything as it was, or how much is missing."""

import pytest

from tests.faults.asking import CAN, WHY_NOT, prove

pytestmark = pytest.mark.skipif(not CAN, reason=WHY_NOT)


def test_damage_to_any_file_never_gives_wrong_data() -> None:
    found = prove("damages", 1000)
    assert found.wrong == []
    assert found.tried == 1000
    said = {what.partition(": ")[2] for what in found.counted}
    assert {"refused", "refused while reading", "the last operations are missing, and it says how many"} <= said


def test_no_pair_of_lost_foreign_and_aged_files_is_passed_over_in_silence() -> None:
    found = prove("side_files", 60)
    assert found.wrong == []
    assert found.tried > 40
