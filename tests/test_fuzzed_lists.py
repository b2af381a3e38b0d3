"""Whatever file is chosen: no crash, no hang, and nothing in the register without a yes."""

import random
import time
from datetime import date
from pathlib import Path

from narcdesk import patient_lists, schema
from narcdesk.errors import UserError
from narcdesk.patient_lists import Answers
from narcdesk.register import Register
from tests.fuzzed_lists import HANGS, files, look, odd_table
from tests.registry_lists import by_xlsxwriter


def test_two_thousand_spoiled_files_give_no_crash_no_hang_and_change_nothing(
    register: Register, tmp_path: Path
) -> None:
    head, slowest, read = register.head, 0.0, 0
    for path in files(2_000, 4, tmp_path):
        began = time.perf_counter()
        read += look(register, path)
        slowest = max(slowest, time.perf_counter() - began)
    assert slowest < HANGS
    assert register.head == head
    assert read > 200  # many are still lists: the test does not only look at refusals


def test_odd_sheets_are_read_and_what_can_be_taken_is_taken_soundly(register: Register, tmp_path: Path) -> None:
    dice, taken = random.Random(7), 0
    for _ in range(60):
        path = by_xlsxwriter(tmp_path / "Учёт.xlsx", odd_table(dice))
        try:
            file = patient_lists.open_list(path)
            grid = patient_lists.likeliest(file)
            columns = patient_lists.columns_of(grid)
            head = register.head
            proposal = patient_lists.propose(register, file, grid, columns, Answers(came_on=date(2020, 1, 1)))
            assert register.head == head
            taken += patient_lists.take(register, proposal) is not None
        except UserError:
            continue
    assert taken > 1
    assert schema.check(register) == []
