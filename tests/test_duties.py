"""Duties that a court put on a person: what stands in the decision is kept, never computed."""

from datetime import date
from typing import Any

import pytest

from narcdesk import duties
from narcdesk.duties import Duty, DutyResult
from narcdesk.errors import Invalid, NotFound
from narcdesk.register import Register
from tests import factories

TODAY = date(2026, 3, 16)


def receive(register: Register, **changes: Any) -> Duty:
    decision = {"kind": "АП", "court": "мировой судья участка № 1", "decided_on": "02.03.2026", "received_on": "с"}
    patient = factories.patient(register, snils="").id
    return duties.receive(register, patient, {**decision, **changes})


def test_a_decision_keeps_the_day_to_appear_as_the_court_wrote_it(register: Register) -> None:
    duty = receive(register, case_number="5-12/2026", in_force_on="13.03.2026", appear_by="31.03.2026")
    assert (duty.kind, duty.court, duty.case_number) == ("АП", "мировой судья участка № 1", "5-12/2026")
    assert (duty.decided_on, duty.in_force_on) == (date(2026, 3, 2), date(2026, 3, 13))
    assert (duty.received_on, duty.appear_by) == (TODAY, date(2026, 3, 31))
    assert receive(register).appear_by is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"in_force_on": "01.03.2026"}, "in_force_on"),
        ({"court": ""}, "court"),
        ({"kind": "УК-999"}, "kind"),
        ({"decided_on": "17.03.2026"}, "decided_on"),
        ({"received_on": "17.03.2026"}, "received_on"),
    ],
)
def test_what_no_court_could_have_decided_is_refused(register: Register, changes: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as told:
        receive(register, **changes)
    assert [problem.field for problem in told.value.problems] == [field]


def test_a_duty_is_begun_by_appearing_and_ends_with_a_result(register: Register) -> None:
    duty = receive(register)
    assert duties.appeared(register, duty.id, date(2026, 3, 10)).appeared_on == date(2026, 3, 10)
    with register.read() as session:
        assert duties.is_under_duty(session, duty.patient_id)
    ended = duties.finish(register, duty.id, TODAY, DutyResult.FULFILLED)
    assert (ended.ended_on, ended.result) == (TODAY, DutyResult.FULFILLED)
    with register.read() as session:
        assert not duties.is_under_duty(session, duty.patient_id)


@pytest.mark.parametrize("on", [date(2026, 3, 1), date(2026, 3, 17)])
def test_nothing_of_it_lies_before_the_decision_or_after_today(register: Register, on: date) -> None:
    duty = receive(register)
    with pytest.raises(Invalid, match="между решением суда и сегодняшним днём"):
        duties.appeared(register, duty.id, on)
    with pytest.raises(Invalid, match="между решением суда и сегодняшним днём"):
        duties.finish(register, duty.id, on, DutyResult.EVADED)
    (kept,) = duties.listing(register, duty.patient_id)
    assert (kept.appeared_on, kept.ended_on, kept.result) == (None, None, None)


def test_a_duty_that_is_not_there_is_told_calmly(register: Register) -> None:
    with pytest.raises(NotFound):
        duties.appeared(register, 404, TODAY)
    with pytest.raises(NotFound):
        duties.finish(register, 404, TODAY, DutyResult.CANCELLED)
