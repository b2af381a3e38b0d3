"""Whatever file is chosen: no crash, no hang, and nothing in the register without a yes."""

import random
import time
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from narcdesk import patient_lists, schema
from narcdesk.errors import UserError
from narcdesk.patient_lists import Answers
from narcdesk.register import Register
from narcdesk.registry import rows
from narcdesk.registry.columns import open_list, propose
from tests import fuzzed_providers
from tests.fuzzed_lists import HANGS, files, look, odd_table
from tests.fuzzed_providers import Files
from tests.registry_lists import CENTRE, PERSON, TITLES, by_xlsxwriter


def test_two_thousand_spoiled_files_give_no_crash_no_hang_and_change_nothing(
    register: Register, tmp_path: Path
) -> None:
    head, slowest, read = register.head, 0.0, 0
    for path in files(2_000, 4, tmp_path):
        began = time.process_time()
        read += look(register, path)
        slowest = max(slowest, time.process_time() - began)
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


def test_of_two_thousand_spoiled_lists_of_providers_nothing_is_lost_or_made_up_without_a_word(
    register: Register, tmp_path: Path
) -> None:
    head, slowest, ended = register.head, 0.0, Counter[tuple[str, str]]()
    for way, path in Files(4, tmp_path)(2_000):
        began = time.process_time()
        how, wrong = fuzzed_providers.look(register, path)
        slowest = max(slowest, time.process_time() - began)
        ended[way, how] += 1
        assert wrong == [], (way, path.read_bytes()[:200])
    assert slowest < HANGS
    assert register.head == head
    ways = {way for way, _how in ended}
    assert ways == {"broken", "cut", "encoded", "odd", "merged", "formulas"}
    assert all(ended[way, "read"] >= 30 for way in ways)  # it does not only look at refusals


def test_the_second_look_at_a_list_sees_what_is_lost_and_what_is_made_up(tmp_path: Path) -> None:
    path = by_xlsxwriter(tmp_path / "Реестр.xlsx", [TITLES, CENTRE, PERSON])
    (grid,) = open_list(path).grids
    mapping = propose(grid)
    first, second = rows.read(grid, mapping)
    seen = partial(fuzzed_providers.unaccounted, grid, mapping)
    assert seen((first, second), ()) == []
    assert seen((first,), ()) == ["line 3 is lost"]
    assert seen((first,), ("Строка 3 пропущена: это итог.",)) == []
    assert seen((first, replace(second, row=4)), ()) == ["line 3 is lost", "line 4 is nowhere"]
    lies = replace(first, inn="7700000003", name="Другая", places_men=99, included_to=date(2029, 1, 1))
    assert seen((lies, second), ()) == [
        "row 2: 'Другая' is nobody's",
        "row 2: 7700000003 is nobody's",
        "row 2: 99 places are nobody's",
        "row 2: 2029-01-01 is nobody's",
    ]
    silent = replace(second, phones=())
    assert seen((first, silent), ()) == ["row 3: nothing is said of '8(00000)2-00-02, доб. 1' under «Телефон»"]
