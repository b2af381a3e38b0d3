"""R11: a wrong clock confuses no history, is told at once, and deadlines say that the day must be looked at."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from narcdesk import administration, observation, patients, tasks
from narcdesk.audit import AuditEntry
from narcdesk.audit.clock import believed, later
from narcdesk.errors import Forbidden
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.factories import PASSWORD, Clock

TOLD = "Проверьте дату на компьютере"
VOLGOGRAD, KALININGRAD = timezone(timedelta(hours=3)), timezone(timedelta(hours=2))
MOSCOW_SUMMER = timezone(timedelta(hours=4))

Jump = Callable[[datetime], datetime]
JUMPS: dict[str, tuple[Jump, bool]] = {  # what happens to the clock, and whether it is told
    "twenty years back": (lambda moment: moment.replace(year=moment.year - 20), True),
    "a day back": (lambda moment: moment - timedelta(days=1), True),
    "ten years ahead": (lambda moment: moment.replace(year=moment.year + 10), True),
    "summer time begins": (lambda moment: moment.astimezone(MOSCOW_SUMMER), False),
    "put back by hand for the winter": (lambda moment: moment - timedelta(hours=1), False),
    "another time zone": (lambda moment: moment.astimezone(KALININGRAD), False),
}


def visited(register: Register) -> None:
    """A patient whose next visit is due in a day."""
    who = factories.patient(register).id
    factories.diagnosis(register, who)
    observation.take(register, who, {"taken_on": "06.02.2026"})
    observation.visit(register, who, {"on": "16.03.2026", "kept": True, "test": "none", "next_on": "17.03.2026"})


def numbers(register: Register) -> list[int]:
    with register.read() as session:
        return list(session.scalars(sa.select(AuditEntry.seq).order_by(AuditEntry.seq)))


def must_tell(register: Register, told: bool) -> None:
    assert register.clock_doubt.startswith(TOLD) is told
    marked = {tasks.UNSURE in task.said for task in tasks.of_patient(register, 1) if task.due}
    assert marked == {told}


@pytest.mark.parametrize("jump", JUMPS)
def test_the_clock_jumps_during_a_session(register: Register, clock: Clock, jump: str) -> None:
    visited(register)
    must_tell(register, told=False)
    change, told = JUMPS[jump]
    clock.moment = change(clock.moment)
    must_tell(register, told)
    patients.look(register, 1)
    must_tell(register, told)  # an act at a wrong hour does not make it right
    assert numbers(register) == list(range(1, register.head.seq + 1))
    assert register.check([]) == []


@pytest.mark.parametrize("jump", JUMPS)
def test_the_clock_jumps_between_two_sessions(register: Register, clock: Clock, jump: str) -> None:
    visited(register)
    register.close()
    change, told = JUMPS[jump]
    before, clock.moment = clock.moment, change(clock.moment)
    for _ in range(3):  # it is told until somebody has looked at it
        opened = Register.open(register.folder, "zimin", PASSWORD, clock=clock)
        must_tell(opened, told)
        assert numbers(opened) == list(range(1, opened.head.seq + 1))
        opened.close()
    clock.moment = before + timedelta(hours=3)
    mended = Register.open(register.folder, "zimin", PASSWORD, clock=clock)
    must_tell(mended, told=False)
    mended.close()


def test_the_sentence_names_both_days(register: Register, clock: Clock) -> None:
    visited(register)
    clock.moment = clock.moment.replace(year=2006)
    said = "Проверьте дату на компьютере: на нём 16.03.2006, а последняя запись журнала от 16.03.2026."
    assert register.clock_doubt == said


def test_the_head_says_that_the_clock_is_right(register: Register, clock: Clock) -> None:
    visited(register)
    clock.moment = clock.moment.replace(year=2036)
    assert register.clock_doubt
    administration.trust_clock(register)
    assert register.clock_doubt == ""
    with factories.opened_again(register, clock) as again:
        assert again.clock_doubt == ""
        clock.moment = clock.moment.replace(year=2026)
        assert again.clock_doubt.startswith(TOLD)  # then it was wrong after all
        with again.read() as session:
            last = session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.seq.desc()).limit(2)).all()
        assert "office.trust_clock" in last


def test_a_nurse_does_not_say_it(register: Register, clock: Clock) -> None:
    with factories.signed_in(register, Role.NURSE, clock) as other, pytest.raises(Forbidden):
        administration.trust_clock(other)


def test_an_office_closed_for_the_holidays_is_no_jump(register: Register, clock: Clock) -> None:
    visited(register)
    clock.moment += timedelta(days=200)
    assert register.clock_doubt == ""


def test_a_wrong_moment_among_right_ones_is_passed_over() -> None:
    day = datetime(2026, 3, 16, 9, tzinfo=VOLGOGRAD)
    hours = [day, day.replace(year=2006), day + timedelta(hours=1), day.replace(year=2046), day + timedelta(hours=2)]
    assert later(None, hours) == day + timedelta(hours=2)
    assert believed(None, day)
    assert not believed(day, day - timedelta(hours=3))
