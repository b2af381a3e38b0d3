"""Two applications of one person and all their certificates, walked together: section 6.5, rule 3, and what joins them.

The checker knows only what a register shows in the end: which application is decided how, which certificate lives.
"""

from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule, run_state_machine_as_test

from narcdesk import applications, certificates
from narcdesk.register import Register
from tests import factories
from tests.factories import Clock
from tests.test_ways import LIVE, SETTINGS, Machine

WHICH = st.integers(min_value=0, max_value=1)
FEWER = settings(SETTINGS, max_examples=20, stateful_step_count=10, phases=[Phase.generate])


class Held(NamedTuple):
    """A certificate as a register shows it: its state, and what stands on its application."""

    instrument: str
    state: str
    application: str


def wrong(held: Collection[Held]) -> list[str]:
    """What a person's certificates must not show: two that live for one instrument, one without its decision."""
    found = []
    for instrument in {one.instrument for one in held}:
        living = [one for one in held if one.instrument == instrument and one.state in LIVE]
        if len(living) > 1:
            found.append(f"{len(living)} certificates of {instrument} live at once")
    found += [
        f"{one.state} on {one.application}" for one in held if one.state != "annulled" and one.application != "granted"
    ]
    return found


def stands(what: str, *states: str) -> Callable[["Together"], bool]:
    """That something of the person stands in one of these states: an act on nothing would only waste a step."""
    return lambda machine: bool(set(states) & set(getattr(machine, what)()))


class Together(Machine):
    """The acts of an office on one person, in any order, on one day."""

    time_goes_on = None  # type: ignore[assignment]

    def decisions(self) -> list[str]:
        return [applications.one(self.register, id_).status.value for id_ in self.asked]

    def papers(self) -> list[str]:
        return [one.status.value for one in certificates.listing(self.register, self.patient)]

    @initialize()
    def begin(self) -> None:
        first = factories.asked(self.register)
        self.patient, self.number = first.patient_id, 0
        self.asked = [first.id, factories.application(self.register, self.patient).id]
        for id_ in self.asked:
            applications.submit(self.register, id_)
            applications.send(self.register, id_, self.day(0), "исх. 1")
            applications.granted(self.register, id_, self.day(0), "реш. 1")
        self.record(0)
        self.annul(0, "A02")  # from here a forbidden state is two or three acts away, whatever they are

    def newest(self, which: int) -> int:
        found = certificates.of_application(self.register, self.asked[which])
        return found.id if found is not None else 0

    def let(self, act: Callable[[], Any], action: str) -> None:
        self.tried(act, action)

    @precondition(stands("decisions", "sent"))
    @rule(which=WHICH, event=st.sampled_from(["grant", "grant", "refuse"]))
    def decided(self, which: int, event: str) -> None:
        id_, day = self.asked[which], self.day(0)
        if event == "grant":
            self.let(lambda: applications.granted(self.register, id_, day, "реш. 1"), "applications.grant")
        else:
            self.let(lambda: applications.refused(self.register, id_, day, "", "R01"), "applications.refuse")

    @precondition(stands("decisions", "granted", "refused"))
    @rule(which=WHICH)
    def decision_put_back(self, which: int) -> None:
        act = lambda: applications.corrected(self.register, self.asked[which], "не тот")  # noqa: E731
        self.let(act, "applications.correct")

    @rule(which=WHICH)
    def record(self, which: int) -> None:
        self.number += 1
        typed = {"number": f"УЧ-{self.patient}-{self.number}", "issued_on": self.day(0), "days": "180"}
        act = lambda: certificates.record(self.register, self.asked[which], typed)  # noqa: E731
        self.let(act, "certificates.record")

    @precondition(stands("papers", "issued"))
    @rule(which=WHICH, code=st.sampled_from(["A02", "A05"]))
    def annul(self, which: int, code: str) -> None:
        act = lambda: certificates.annul(self.register, self.newest(which), reason_code=code)  # noqa: E731
        self.let(act, "certificates.annul")

    @precondition(stands("papers", "annulled"))
    @rule(which=WHICH)
    def certificate_put_back(self, which: int) -> None:
        act = lambda: certificates.corrected(self.register, self.newest(which), "не тот")  # noqa: E731
        self.let(act, "certificates.correct")

    @invariant()
    def nothing_of_it_is_wrong(self) -> None:
        if not hasattr(self, "asked"):
            return
        asked = {id_: applications.one(self.register, id_) for id_ in self.asked}
        held = [
            Held(asked[one.application_id].instrument, one.status.value, asked[one.application_id].status.value)
            for one in certificates.listing(self.register, self.patient)
        ]
        assert wrong(held) == []


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Register, Clock]]:
    clock = Clock()
    register = factories.register(tmp_path_factory.mktemp("пары") / "Реестр", clock, region_code="00")
    yield register, clock
    register.close()


def test_no_sequence_of_acts_on_two_applications_shows_what_section_6_forbids(office: tuple[Register, Clock]) -> None:
    Together.register, Together.clock = office
    run_state_machine_as_test(Together, settings=FEWER)


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ([Held("certificate", "issued", "granted"), Held("certificate", "active", "granted")], "live at once"),
        ([Held("certificate", "issued", "sent")], "issued on sent"),
        ([Held("certificate", "used", "refused")], "used on refused"),
    ],
)
def test_the_checker_catches_a_forbidden_history(held: list[Held], said: str) -> None:
    assert said in wrong(held)[0]


def test_what_is_allowed_is_not_caught() -> None:
    ended = [Held("certificate", state, "granted") for state in ("annulled", "lost", "expired", "settled")]
    two = [Held("certificate", "active", "granted"), Held("referral", "issued", "granted")]
    assert wrong([*ended, *two, Held("certificate", "annulled", "sent")]) == []
