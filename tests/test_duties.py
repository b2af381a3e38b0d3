"""Duties that a court put on a person: what stands in the decision is kept, never computed."""

from datetime import date
from typing import Any

import pytest

from narcdesk import duties, history, journal
from narcdesk.duties import Duty, DutyResult
from narcdesk.errors import Invalid, NotFound, UserError
from narcdesk.journal import Wanted
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


def test_what_is_over_ends_once_and_nobody_appears_after_it(register: Register) -> None:
    duty = receive(register)
    duties.finish(register, duty.id, date(2026, 3, 9), DutyResult.EVADED)
    with pytest.raises(UserError, match=r"уже окончена 09\.03\.2026: уклонился"):
        duties.finish(register, duty.id, TODAY, DutyResult.FULFILLED)
    with pytest.raises(Invalid, match=r"обязанность окончена 09\.03\.2026"):
        duties.appeared(register, duty.id, date(2026, 3, 10))
    assert duties.appeared(register, duty.id, date(2026, 3, 9)).result is DutyResult.EVADED


def test_no_duty_ends_before_he_appeared(register: Register) -> None:
    duty = receive(register)
    duties.appeared(register, duty.id, date(2026, 3, 10))
    with pytest.raises(Invalid, match="раньше явки"):
        duties.finish(register, duty.id, date(2026, 3, 9), DutyResult.FULFILLED)


def test_a_duty_is_begun_by_appearing_and_ends_with_a_result(register: Register) -> None:
    duty = receive(register)
    assert duties.appeared(register, duty.id, date(2026, 3, 10)).appeared_on == date(2026, 3, 10)
    with register.read() as session:
        assert duties.is_under_duty(session, duty.patient_id)
    ended = duties.finish(register, duty.id, TODAY, DutyResult.FULFILLED)
    assert (ended.ended_on, ended.result) == (TODAY, DutyResult.FULFILLED)
    with register.read() as session:
        assert not duties.is_under_duty(session, duty.patient_id)


def test_the_term_of_the_notice_runs_in_working_days_from_the_coming(register: Register) -> None:
    duty = receive(register)
    assert duty.tell_by is None
    # Tuesday the 10th; the 11th, 12th and 13th are the three working days.
    assert duties.appeared(register, duty.id, date(2026, 3, 10)).tell_by == date(2026, 3, 13)
    # Friday the 13th; Monday to Wednesday.
    assert duties.appeared(register, duty.id, date(2026, 3, 13)).tell_by == date(2026, 3, 18)
    # Friday the 6th: Monday the 9th is the holiday of Sunday the 8th.
    assert duties.appeared(register, duty.id, date(2026, 3, 6)).tell_by == date(2026, 3, 12)


def test_where_no_act_sets_a_term_none_is_computed(register: Register) -> None:
    duty = receive(register, kind="УК-73")
    assert duties.appeared(register, duty.id, date(2026, 3, 10)).tell_by is None
    assert duties.told(register, duty.id, TODAY).told_on == TODAY


def test_the_controlling_body_is_told_of_the_coming(register: Register) -> None:
    duty = receive(register)
    duties.appeared(register, duty.id, date(2026, 3, 12))
    before = register.head.seq
    duties.told(register, duty.id, date(2026, 3, 13), "  12-у ")
    (kept,) = duties.listing(register, duty.patient_id)
    assert (kept.told_on, kept.told_number) == (date(2026, 3, 13), "12-у")
    assert register.head.seq == before + 1
    newest, *_ = journal.listing(register, Wanted())
    assert newest.action == "Отмечено сообщение о явке по решению суда"
    assert [(line.what, line.fields) for line in journal.touched(register, newest.seq)] == [
        ("передача сведений", ""),
        ("обязанность по решению суда", "служебные сведения"),
    ]
    told = [event for event in history.events(register, duty.patient_id) if "сообщено" in event.said]
    assert [(event.on, event.said) for event in told] == [(date(2026, 3, 13), "сообщено о явке, исх. № 12-у")]


def test_nobody_is_told_of_what_has_not_happened(register: Register) -> None:
    duty = receive(register)
    with pytest.raises(UserError, match="явка не отмечена"):
        duties.told(register, duty.id, TODAY)
    duties.appeared(register, duty.id, date(2026, 3, 12))
    for on, words in ((date(2026, 3, 11), "раньше явки"), (date(2026, 3, 17), "сегодняшним днём")):
        with pytest.raises(Invalid, match=words):
            duties.told(register, duty.id, on)
    with pytest.raises(Invalid, match="не длиннее 60"):
        duties.told(register, duty.id, TODAY, "1" * 61)
    (kept,) = duties.listing(register, duty.patient_id)
    assert (kept.told_on, kept.told_number) == (None, "")


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
        duties.told(register, 404, TODAY)
    with pytest.raises(NotFound):
        duties.finish(register, 404, TODAY, DutyResult.CANCELLED)
