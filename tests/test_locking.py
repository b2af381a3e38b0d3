"""When the program locks itself: set by the head for the whole office, journalled."""

import pytest

from narcdesk import locking, schema
from narcdesk.errors import Forbidden, Invalid
from narcdesk.locking import Locking
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.factories import Clock


def test_while_nothing_is_set_it_locks_after_ten_minutes(register: Register) -> None:
    assert locking.rules(register) == Locking(10, False, False)


def test_the_head_sets_it_for_everybody(register: Register, clock: Clock) -> None:
    assert locking.amend(register, {"idle_minutes": "5", "on_minimise": True}) == Locking(5, True, False)
    locking.amend(register, {"idle_minutes": " 7 "})
    assert schema.check(register) == []
    with factories.signed_in(register, Role.NURSE, clock) as other:
        assert locking.rules(other) == Locking(7, True, False)
        with pytest.raises(Forbidden):
            locking.amend(other, {"idle_minutes": "60"})


@pytest.mark.parametrize("minutes", ["0", "61", "много", "-5"])
def test_it_is_between_a_minute_and_an_hour(register: Register, minutes: str) -> None:
    with pytest.raises(Invalid) as refused:
        locking.amend(register, {"idle_minutes": minutes})
    assert [problem.field for problem in refused.value.problems] == ["idle_minutes"]
    assert locking.rules(register).idle_minutes == 10
