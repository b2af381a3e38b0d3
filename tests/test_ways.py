"""Whatever the office does, in whatever order, nothing goes a way that certificates.md, section 6, forbids.

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

from narcdesk import applications, certificates, courses
from narcdesk.audit import AuditEntry
from narcdesk.courses import Outcome
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
    max_examples=22,
    stateful_step_count=25,
    suppress_health_check=[*HealthCheck],
)
DAYS = st.sampled_from([0, 0, 0, 0, -2])  # how long before today an event is said to have been: mostly today


class Machine(RuleBasedStateMachine):
    """What every way has in common: one register for all, a clock that goes on, and the journal."""

    register: ClassVar[Register]
    clock: ClassVar[Clock]

    def __init__(self) -> None:
        super().__init__()
        self.clock.go(factories.DAY)  # each way begins on the same day: else it would hang on those before it

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

    @rule(days=st.sampled_from([1, 1, 3, 40, 400]))
    def time_goes_on(self, days: int) -> None:
        self.clock.go(self.register.today() + timedelta(days=days))


# 6.2, with what 2.4 says may end one in use (A03-A06). A course moves it by its beginning and by its end.
CERTIFICATE: dict[str, dict[str, str]] = {
    "issued": {"start": "active", "expire": "expired", "lose": "lost", "annul": "annulled"},
    "lost": {},
    "active": {"finish": "used", "suspend": "suspended", "annul": "annulled"},
    "suspended": {"resume": "active", "annul": "annulled"},
    "used": {"settle": "settled"},
    "settled": {},
    "expired": {"start": "active"},  # only for a course that began in time and was written down late
    "annulled": {},
}
LIVE = {"issued", "active", "suspended"}


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


class Certificates(Machine):
    """6.2: the certificates of one granted application; only one of them at a time is of use."""

    @initialize()
    def begin(self) -> None:
        application = factories.asked(self.register)
        applications.submit(self.register, application.id)
        applications.send(self.register, application.id, self.day(0), "исх. 1")
        applications.granted(self.register, application.id, self.day(0), "реш. 1")
        self.application, self.patient = application.id, application.patient_id
        self.states: dict[int, list[str]] = {}
        self.events: dict[int, list[str]] = {}
        self.course = 0
        self.record(0)

    @property
    def newest(self) -> int:
        return max(self.states)

    def happens(self, event: str, act: Callable[[], Any], action: str = "") -> bool:
        states = self.states[self.newest]
        allowed = event in CERTIFICATE[states[-1]]
        was_let = self.tried(act, action or f"certificates.{event}")
        if was_let:
            assert allowed, f"{states[-1]} -> {event}"
            states.append(CERTIFICATE[states[-1]][event])
            self.events[self.newest].append(event)
        return was_let

    @rule(before=DAYS)
    def record(self, before: int) -> None:
        """A first one, a duplicate, one instead of another: never beside one that is of use."""
        number = f"УЧ-{self.application}-{len(self.states)}"
        made: list[Any] = []
        typed = {"number": number, "issued_on": self.day(before), "days": "180"}
        act = lambda: made.append(certificates.record(self.register, self.application, typed))  # noqa: E731
        if self.tried(act, "certificates.record"):
            if self.states and self.states[self.newest][-1] in LIVE:  # its days were over: it is so marked
                assert self.states[self.newest][-1] == "issued"
                self.states[self.newest].append("expired")
                self.events[self.newest].append("expire")
            assert made[0].replaces_id == (self.newest if self.states else None)
            self.states[made[0].id], self.events[made[0].id] = ["issued"], []

    @rule(before=DAYS)
    def start(self, before: int) -> None:
        typed = {"kind": "social", "started_on": self.day(before)}
        made: list[Any] = []
        act = lambda: made.append(  # noqa: E731
            courses.start(self.register, self.patient, typed, certificate_id=self.newest)
        )
        if self.happens("start", act, "courses.start"):
            self.course = made[0].id

    @rule(before=DAYS, outcome=st.sampled_from([Outcome.FINISHED, Outcome.DROPPED, Outcome.REFUSED]))
    def finish(self, before: int, outcome: Outcome) -> None:
        if self.course and self.states[self.newest][-1] in ("active", "suspended"):
            act = lambda: courses.finish(self.register, self.course, self.day(before), outcome)  # noqa: E731
            self.happens("finish", act, "courses.finish")

    @rule(before=DAYS)
    def lose(self, before: int) -> None:
        self.happens("lose", lambda: certificates.lost(self.register, self.newest, self.day(before)))

    @rule(before=DAYS)
    def suspend(self, before: int) -> None:
        self.happens(
            "suspend", lambda: certificates.suspended(self.register, self.newest, self.day(before), "больница")
        )

    @rule(before=DAYS)
    def resume(self, before: int) -> None:
        self.happens("resume", lambda: certificates.resumed(self.register, self.newest, self.day(before)))

    @rule(before=DAYS)
    def settle(self, before: int) -> None:
        self.happens("settle", lambda: certificates.settled(self.register, self.newest, self.day(before)))

    @rule()
    def expire(self) -> None:
        self.happens("expire", lambda: certificates.expire(self.register, self.newest))

    @rule(code=st.sampled_from(["A02", "A05"]))
    def annul(self, code: str) -> None:
        self.happens("annul", lambda: certificates.annul(self.register, self.newest, reason_code=code))

    @rule(before=st.integers(min_value=0, max_value=1))
    def correct(self, before: int) -> None:
        """6.5, rule 2; what a course did goes back with the course, and nothing behind one that came instead."""
        of = sorted(self.states)[-1 - min(before, len(self.states) - 1)]
        if self.tried(lambda: certificates.corrected(self.register, of, "не тот"), "certificates.correct"):
            assert of == self.newest
            assert self.events[of].pop() in ("lose", "suspend", "resume", "settle", "expire", "annul")
            self.states[of].pop()

    @invariant()
    def each_stands_where_its_way_led_and_one_is_of_use(self) -> None:
        if not getattr(self, "states", None):
            return
        found = {one.id: one.status.value for one in certificates.listing(self.register, self.patient)}
        assert found == {id: states[-1] for id, states in self.states.items()}
        assert sum(status in LIVE for status in found.values()) <= 1
        steps = certificates.way(self.register, self.newest)
        assert len({step.id for step in steps if step.corrects is None}) >= 1 + len(self.events[self.newest])


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Register, Clock]]:
    """One training register for all ways: each is of a patient of its own."""
    clock = Clock()
    register = factories.register(tmp_path_factory.mktemp("пути") / "Реестр", clock, region_code="00")
    yield register, clock
    register.close()


@pytest.mark.parametrize("machine", [Applications, Certificates])
def test_no_sequence_of_acts_leads_where_the_section_forbids(
    office: tuple[Register, Clock], machine: type[Machine]
) -> None:
    machine.register, machine.clock = office
    run_state_machine_as_test(machine, settings=SETTINGS)


# State -> the events that lead to it from a draft.
LEADS_TO = {
    "draft": (),
    "ready": ("submit",),
    "sent": ("submit", "send"),
    "returned": ("submit", "send", "return_back"),
    "registered": ("submit", "send", "register"),
    "waiting": ("submit", "send", "wait"),
    "granted": ("submit", "send", "grant"),
    "refused": ("submit", "send", "refuse"),
    "withdrawn": ("withdraw",),
}
EVENTS: dict[str, Callable[[Register, int, date], object]] = {
    "submit": lambda register, id, _day: applications.submit(register, id),
    "send": lambda register, id, day: applications.send(register, id, day, "исх. 1"),
    "register": lambda register, id, day: applications.registered(register, id, day, "вх. 1"),
    "return_back": lambda register, id, day: applications.returned(register, id, day, "нет"),
    "wait": lambda register, id, day: applications.queued(register, id, day),
    "carry_over": lambda register, id, day: applications.carried_over(register, id, day),
    "grant": lambda register, id, day: applications.granted(register, id, day, "реш. 1"),
    "refuse": lambda register, id, day: applications.refused(register, id, day, "", "R01"),
    "withdraw": lambda register, id, day: applications.withdrawn(register, id, day, "нет"),
}


@pytest.mark.parametrize("state", LEADS_TO)
def test_in_each_state_just_the_events_of_the_section_are_let(office: tuple[Register, Clock], state: str) -> None:
    """By chance the rarer states are seldom met: here each is tried with every event."""
    register, clock = office
    for event, act in EVENTS.items():
        clock.go(factories.DAY)
        id = factories.asked(register).id
        for step in LEADS_TO[state]:
            EVENTS[step](register, id, register.today())
        assert applications.one(register, id).status.value == state
        if event == "carry_over":  # into the next year, when that has come
            clock.go(date(factories.DAY.year + 1, 1, 11))
        try:
            act(register, id, register.today())
        except UserError:
            assert event not in APPLICATION[state], event
        else:
            assert applications.one(register, id).status.value == APPLICATION[state][event]
