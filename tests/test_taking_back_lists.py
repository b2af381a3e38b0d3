"""A large act is taken back step by step: how far it is, and that it may be stopped to the last."""

from pathlib import Path

import pytest

from narcdesk import patient_lists, patients, taking_back
from narcdesk.audit import Change
from narcdesk.register import Register
from tests import factories
from tests.canonical import canonical
from tests.patient_lists import ILYIN, LVOVA, proposed, written


def test_whoever_is_told_how_far_it_is_may_stop_it_to_the_last(register: Register, tmp_path: Path) -> None:
    patient_lists.take(register, proposed(register, written(tmp_path, ILYIN, LVOVA)))
    step, before, head = register.last, canonical(register), register.head
    assert step is not None
    rows, new = len(step.rows), sum(left.change is Change.INSERT for left in step.rows)
    heard: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        heard.append((done, of))
        if done > 2 * rows:  # all was found and compared, and the first of what is new has gone already
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        taking_back.take_back(register, step, progress=stop)
    assert {of for _, of in heard} == {2 * rows + new}
    assert [done for done, _ in heard] == sorted({done for done, _ in heard})
    assert (canonical(register), register.head, register.last) == (before, head, step)
    taking_back.take_back(register, step)
    assert patients.count(register) == 0


def test_the_numbers_of_a_list_are_those_that_the_register_would_give(register: Register, tmp_path: Path) -> None:
    first = patient_lists.take(register, proposed(register, written(tmp_path, ILYIN)))
    second = patient_lists.take(register, proposed(register, written(tmp_path, LVOVA)))
    assert first is not None
    assert second is not None
    assert [patients.one(register, number).surname for number in (1, 2)] == ["Ильин", "Львова"]
    assert factories.patient(register, snils="").id == 3
