"""The office's own plan for a year: kept in the register, set by the head alone, journalled, printed by every batch."""

import pytest

from narcdesk import journal, schema
from narcdesk.commission import targets
from narcdesk.commission.batch import Target
from narcdesk.errors import Forbidden, Invalid, NotFound
from narcdesk.journal import Wanted
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.factories import Clock

ACT = "Постановление администрации района от 12.01.2026 № 5"
PLAN = {"included": Target(42, ACT), "sober": Target(27, ACT)}


def test_a_plan_outlives_the_program(register: Register) -> None:
    targets.plan(register, 2026, PLAN)
    folder = register.folder
    register.close()
    again = Register.open(folder, "zimin", factories.PASSWORD, clock=Clock())
    try:
        assert targets.of_year(again, 2026) == PLAN
        assert targets.of_year(again, 2025) == {}
        assert schema.check(again) == []
    finally:
        again.close()


def test_a_plan_is_changed_and_taken_back_line_by_line(register: Register) -> None:
    targets.plan(register, 2026, PLAN)
    targets.plan(register, 2027, PLAN)
    targets.plan(register, 2026, {"included": Target(45, f"  {ACT} "), "finished": Target(0, ACT)})
    assert targets.of_year(register, 2026) == {"included": Target(45, ACT), "finished": Target(0, ACT)}
    assert targets.of_year(register, 2027) == PLAN
    newest, *_ = journal.listing(register, Wanted())
    assert newest.action == "Задан план показателей на год"
    touched = sorted((line.what, line.change) for line in journal.touched(register, newest.seq))
    assert touched == [
        ("план показателя на год", "изменено"),
        ("план показателя на год", "создано"),
        ("план показателя на год", "удалено"),
    ]
    targets.plan(register, 2026, {})
    assert targets.of_year(register, 2026) == {}
    assert schema.check(register) == []


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"sober": Target(125, ACT)}, "targets.sober"),
        ({"sober": Target(-1, ACT)}, "targets.sober"),
        ({"sober": Target(25, " ")}, "targets.sober"),
        ({"sober": Target(25, "а" * 301)}, "act"),
    ],
)
def test_what_is_no_plan_is_refused(register: Register, wanted: dict[str, Target], field: str) -> None:
    targets.plan(register, 2026, PLAN)
    with pytest.raises(Invalid) as told:
        targets.plan(register, 2026, wanted)
    assert [problem.field for problem in told.value.problems] == [field]
    assert targets.of_year(register, 2026) == PLAN


def test_an_indicator_that_is_not_there_is_refused(register: Register) -> None:
    with pytest.raises(NotFound):
        targets.plan(register, 2026, {"выдуманный": Target(25, ACT)})


def test_the_head_alone_plans_and_others_look(register: Register, clock: Clock) -> None:
    targets.plan(register, 2026, PLAN)
    with factories.signed_in(register, Role.STATISTICIAN, clock) as opened:
        assert targets.of_year(opened, 2026) == PLAN
        with pytest.raises(Forbidden):
            targets.plan(opened, 2026, {})
        assert targets.of_year(opened, 2026) == PLAN
