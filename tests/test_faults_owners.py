"""R9, R27: one owner among twenty copies; no key in the memory of a locked program."""

import pytest

from tests.faults.asking import CAN, WHY_NOT, prove
from tests.faults.copies import COPIES

pytestmark = pytest.mark.skipif(not CAN, reason=WHY_NOT)


def test_of_twenty_copies_one_owns_the_register_and_the_others_say_who() -> None:
    found = prove("copies", 5)
    assert found.wrong == []
    assert found.counted == {"owners": 5, "told who has it": 5 * (COPIES - 1)}


def test_no_key_of_the_register_is_in_memory_after_the_lock() -> None:
    found = prove("memory", 2)
    assert found.wrong == []
    assert found.counted["places of the key of the register"] == 0
