"""Whatever the office does, in whatever order, an application goes no way that certificates.md, section 6, forbids.

The tables here are written by hand, from that section and not from the program. A step that is refused leaves all as it
was; one that is taken has exactly one entry of the journal.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, ClassVar

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

import narcdesk.schema  # noqa: F401  (all tables must be known)
from narcdesk import applications
from narcdesk.audit import AuditEntry
from narcdesk.errors import UserError
from narcdesk.register import Register
from tests import factories
from tests.factories import Clock

# 6.1: state -> event -> state. The authority's events may come without its word that it registered the application.
APPLICATION: dict[str, dict[str, str]] = {
    "draft": {"submit": "ready", "withdraw": "withdrawn"},
    "ready": {"send": "sent", "withdraw": "withdrawn"},
    "sent": {
        "register": "registered",
        "return_back": "returned",
        "wait": "waiting",
        "grant": "granted",
        "refuse": "refused",
        "withdraw": "withdrawn",
    },
    "returned": {"send": "sent", "refuse": "refused", "withdraw": "withdrawn"},
    "registered": {
        "return_back": "returned",
        "wait": "waiting",
        "grant": "granted",
        "refuse": "refused",
        "withdraw": "withdrawn",
    },
    "waiting": {"grant": "granted", "refuse": "refused", "carry_over": "waiting", "withdraw": "withdrawn"},
    "granted": {},
    "refused": {},
    "withdrawn": {},
}
SETTINGS = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture],
)
DAYS = st.integers(min_value=-3, max_value=0)  # how long before today an event is said to have been


class Machine(RuleBasedStateMachine):
    """What every way has in common: one register for all, a clock that goes on, and the journal."""

    register: ClassVar[Register]
    clock: ClassVar[Clock]

    def entries(self) -> int:
        with self.register.read() as session:
            return session.scalar(sa.select(sa.func.count()).select_from(AuditEntry)) or 0

    def day(self, before: int) -> date:
        return self.register.today() + timedelta(days=before)

    def last_action(self) -> str:
        with self.register.read() as session:
            last = sa.select(AuditEntry.action).order_by(AuditEntry.seq.desc()).limit(1)
            return session.scalar(last) or ""

    def tried(self, act: Callable[[], Any], action: str) -> bool:
        """Do an act; whether it was let. It has one entry if it was, and none if it was not."""
        before = self.entries()
        try:
            act()
        except UserError:
            assert self.entries() == before
            return False
        assert self.entries() == before + 1
        assert self.last_action() == action
        return True

    @rule(days=st.sampled_from([1, 3, 40, 400]))
    def time_goes_on(self, days: int) -> None:
        self.clock.go(self.register.today() + timedelta(days=days))


class Applications(Machine):
    """6.1: the application."""

    @initialize()
    def begin(self) -> None:
        self.id = factories.asked(self.register).id
        self.way, self.states = ["start"], ["draft"]

    def happens(self, event: str, act: Callable[[], Any]) -> None:
        allowed = event in APPLICATION[self.states[-1]]
        if self.tried(act, f"applications.{event}"):
            assert allowed, f"{self.states[-1]} -> {event}"
            self.way.append(event)
            self.states.append(APPLICATION[self.states[-1]][event])

    @rule()
    def submit(self) -> None:
        self.happens("submit", lambda: applications.submit(self.register, self.id))

    @rule(before=DAYS)
    def send(self, before: int) -> None:
        self.happens("send", lambda: applications.send(self.register, self.id, self.day(before), "исх. 1"))

    @rule(before=DAYS)
    def register_it(self, before: int) -> None:
        self.happens("register", lambda: applications.registered(self.register, self.id, self.day(before), "вх. 1"))

    @rule(before=DAYS)
    def return_back(self, before: int) -> None:
        self.happens("return_back", lambda: applications.returned(self.register, self.id, self.day(before), "нет"))

    @rule(before=DAYS)
    def wait(self, before: int) -> None:
        self.happens("wait", lambda: applications.queued(self.register, self.id, self.day(before)))

    @rule(before=DAYS)
    def carry_over(self, before: int) -> None:
        self.happens("carry_over", lambda: applications.carried_over(self.register, self.id, self.day(before)))

    @rule(before=DAYS)
    def grant(self, before: int) -> None:
        self.happens("grant", lambda: applications.granted(self.register, self.id, self.day(before), "реш. 1"))

    @rule(before=DAYS)
    def refuse(self, before: int) -> None:
        self.happens("refuse", lambda: applications.refused(self.register, self.id, self.day(before), "", "R01"))

    @rule(before=DAYS)
    def withdraw(self, before: int) -> None:
        self.happens("withdraw", lambda: applications.withdrawn(self.register, self.id, self.day(before), "нет"))

    @rule()
    def correct(self) -> None:
        """6.5, rule 2: a reverse transition with a reason, back to where it stood; not behind what left the office."""
        if self.tried(lambda: applications.corrected(self.register, self.id, "не тот"), "applications.correct"):
            assert self.way[-1] not in ("start", "submit", "send")
            self.way.pop()
            self.states.pop()
        else:
            assert self.way[-1] in ("start", "submit", "send")

    @invariant()
    def it_stands_where_its_steps_led(self) -> None:
        if not hasattr(self, "id"):
            return
        application = applications.one(self.register, self.id)
        assert application.status.value == self.states[-1]
        days = [application.submitted_on, application.sent_on, application.registered_on, application.decided_on]
        known = [day for day in days if day is not None]
        assert known == sorted(known)
        assert application.is_final == (self.states[-1] in ("granted", "refused", "withdrawn"))
        assert (application.decided_on is not None) == (self.states[-1] in ("granted", "refused"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Register, Clock]]:
    """One training register for all ways: each is of a patient of its own."""
    clock = Clock()
    register = factories.register(tmp_path_factory.mktemp("пути") / "Реестр", clock, region_code="00")
    yield register, clock
    register.close()


@pytest.mark.parametrize("machine", [Applications])
def test_no_sequence_of_acts_leads_where_the_section_forbids(
    office: tuple[Register, Clock], machine: type[Machine]
) -> None:
    machine.register, machine.clock = office
    run_state_machine_as_test(machine, settings=SETTINGS)
