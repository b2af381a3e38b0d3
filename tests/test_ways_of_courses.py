"""6.3 of certificates.md: a course, the stay in it and the patronage after it, in whatever order they are written down.

What may follow what is written here by hand; each act that is let has one entry of the journal, a refused one none.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from narcdesk import courses, patronage, stays
from narcdesk.courses import Outcome
from narcdesk.register import Register
from tests import factories
from tests.factories import Clock
from tests.test_ways import SETTINGS, Machine

# State of the stay -> mark -> state. Whoever is absent may turn out to have interrupted; nobody arrives a second time.
STAY = {
    "enrolled": {"arrived": "running", "absent": "absent", "interrupted": "interrupted"},
    "running": {"absent": "absent", "interrupted": "interrupted"},
    "absent": {"interrupted": "interrupted", "returned": "back"},
    "interrupted": {"returned": "back"},
}
OUTCOMES = st.sampled_from([Outcome.FINISHED, Outcome.DROPPED, Outcome.REFUSED, Outcome.TRANSFERRED])


class Courses(Machine):
    """Courses of one person without a certificate, one after the other, and programmes of patronage."""

    @initialize()
    def begin(self) -> None:
        self.patient = factories.patient(self.register, snils="").id
        self.course = 0
        self.stay, self.has_arrived = "", False
        self.ended: dict[int, tuple[date, str]] = {}
        self.programme = 0
        self.closed: dict[int, date] = {}

    @rule()
    def start(self) -> None:
        if self.course and self.course not in self.ended:
            return
        made: list[Any] = []
        typed = {"kind": "social", "started_on": self.register.today()}
        assert self.tried(lambda: made.append(courses.start(self.register, self.patient, typed)), "courses.start")
        self.course, self.stay, self.has_arrived = made[0].id, "enrolled", False

    @rule(kind=st.sampled_from(["arrived", "absent", "interrupted", "returned"]))
    def mark(self, kind: str) -> None:
        if not self.course:
            return
        typed = {"kind": kind, "on": self.register.today(), "reason": "ушёл сам" if kind == "interrupted" else ""}
        let = self.tried(lambda: stays.mark(self.register, self.course, typed), "stays.mark")
        is_over = self.course in self.ended and self.ended[self.course][0] < self.register.today()
        stands = "running" if self.stay == "back" else self.stay
        way = STAY[stands] if self.has_arrived or stands != "running" else STAY["enrolled"]
        if let:
            assert not is_over and kind in way, f"{self.stay} -> {kind}"
            self.stay = way[kind]
            self.has_arrived |= kind == "arrived"
        elif not is_over:
            assert kind not in way, f"{self.stay} -> {kind} was refused"

    @rule(outcome=OUTCOMES)
    def finish(self, outcome: Outcome) -> None:
        if not self.course:
            return
        today = self.register.today()
        let = self.tried(lambda: courses.finish(self.register, self.course, today, outcome), "courses.finish")
        assert let == (self.course not in self.ended)
        if let:
            self.ended[self.course] = (today, outcome.value)

    @rule()
    def open_patronage(self) -> None:
        if self.programme and self.programme not in self.closed:
            return
        made: list[Any] = []
        typed = {"opened_on": self.register.today(), "goals": "трезвость"}
        act = lambda: made.append(patronage.begin(self.register, self.patient, typed))  # noqa: E731
        assert self.tried(act, "patronage.begin")
        self.programme = made[0].id

    @rule()
    def contact(self) -> None:
        if not self.programme:
            return
        today = self.register.today()
        typed = {"on": today, "way": "phone", "sober": True}
        let = self.tried(lambda: patronage.contact(self.register, self.programme, typed), "patronage.contact")
        assert let == (self.closed.get(self.programme, today) >= today)

    @rule()
    def close(self) -> None:
        if not self.programme:
            return
        today = self.register.today()
        let = self.tried(lambda: patronage.close(self.register, self.programme, today), "patronage.close")
        assert let == (self.programme not in self.closed)
        if let:
            self.closed[self.programme] = today

    @invariant()
    def the_card_says_the_same(self) -> None:
        if not getattr(self, "patient", 0):
            return
        found = {one.id: one for one in courses.listing(self.register, self.patient)}
        ended = {id: (one.ended_on, one.outcome.value) for id, one in found.items() if one.outcome}
        assert ended == self.ended
        if self.course and self.course not in self.ended:
            away = stays.of_patient(self.register, self.patient)[self.course].away
            assert (away.kind.value if away else "") == (self.stay if self.stay in ("absent", "interrupted") else "")
        programmes = {one.id: one.closed_on for one in patronage.listing(self.register, self.patient)}
        assert {id: on for id, on in programmes.items() if on} == self.closed


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Register, Clock]]:
    """One register for all ways: each is of a patient of its own."""
    clock = Clock()
    register = factories.register(tmp_path_factory.mktemp("курсы") / "Реестр", clock)
    yield register, clock
    register.close()


def test_no_sequence_of_acts_leads_where_the_section_forbids(office: tuple[Register, Clock]) -> None:
    Courses.register, Courses.clock = office
    run_state_machine_as_test(Courses, settings=SETTINGS)
