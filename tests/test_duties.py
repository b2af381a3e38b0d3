"""Duties that a court put on a person: what stands in the decision is kept, never computed."""

from datetime import date
from typing import Any

import pytest

from narcdesk import duties, history, journal
from narcdesk.dates import included_calendar
from narcdesk.duties import Duty, DutyResult
from narcdesk.errors import Invalid, NotFound, UserError
from narcdesk.journal import Wanted
from narcdesk.register import Register
from tests import factories
from tests.factories import Clock

TODAY = date(2026, 3, 16)
CALENDAR = included_calendar()


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
    assert duty.tell_by(CALENDAR) is None
    # Tuesday the 10th; the 11th, 12th and 13th are the three working days.
    assert duties.appeared(register, duty.id, date(2026, 3, 10)).tell_by(CALENDAR) == date(2026, 3, 13)
    # Friday the 13th; Monday to Wednesday.
    assert duties.appeared(register, duty.id, date(2026, 3, 13)).tell_by(CALENDAR) == date(2026, 3, 18)
    # Friday the 6th: Monday the 9th is the holiday of Sunday the 8th.
    assert duties.appeared(register, duty.id, date(2026, 3, 6)).tell_by(CALENDAR) == date(2026, 3, 12)


@pytest.mark.parametrize(
    ("came", "tell_by"),  # each counted by hand in the official calendar of its year; that of 2027 is provisional
    [
        (date(2023, 2, 22), date(2023, 3, 1)),  # 23, 24 off; 27, 28, 1
        (date(2023, 5, 5), date(2023, 5, 12)),  # 8, 9 off; 10, 11, 12
        (date(2023, 11, 3), date(2023, 11, 9)),  # Monday the 6th for Saturday the 4th
        (date(2023, 12, 28), date(2024, 1, 10)),  # 29; the New Year to the 8th; 9, 10
        (date(2024, 4, 25), date(2024, 5, 2)),  # 26, the worked Saturday 27; 29 to 1 off; 2
        (date(2024, 5, 7), date(2024, 5, 14)),  # 8; 9 to 12 off; 13, 14
        (date(2024, 10, 31), date(2024, 11, 5)),  # 1, the worked Saturday 2; 4 off; 5
        (date(2024, 12, 27), date(2025, 1, 10)),  # the worked Saturday 28; 29.12 to 8.01 off; 9, 10
        (date(2025, 4, 30), date(2025, 5, 7)),  # 1 to 4 off; 5, 6, 7
        (date(2025, 5, 7), date(2025, 5, 14)),  # 8 to 11 off; 12, 13, 14
        (date(2025, 6, 11), date(2025, 6, 18)),  # 12 to 15 off
        (date(2025, 10, 31), date(2025, 11, 6)),  # the worked Saturday 1; 2 to 4 off; 5, 6
        (date(2025, 12, 29), date(2026, 1, 13)),  # 30; 31.12 to 11.01 off; 12, 13
        (date(2026, 5, 8), date(2026, 5, 14)),  # 9 to 11 off; 12, 13, 14
        (date(2026, 11, 3), date(2026, 11, 9)),  # 4 off; 5, 6, 9
        (date(2026, 12, 29), date(2027, 1, 12)),  # 30; 31.12 to 10.01 off; 11, 12
        (date(2027, 2, 18), date(2027, 2, 24)),  # 19, the worked Saturday 20; 22, 23 off; 24
        (date(2027, 4, 30), date(2027, 5, 6)),  # Monday the 3rd for Saturday the 1st
    ],
)
def test_the_three_days_of_the_notice_pass_over_the_official_holidays(
    register: Register, clock: Clock, came: date, tell_by: date
) -> None:
    clock.go(date(2027, 6, 1))
    duty = receive(register, decided_on="09.01.2023", received_on="")
    assert duties.appeared(register, duty.id, came).tell_by(CALENDAR) == tell_by


def test_where_no_act_sets_a_term_none_is_computed(register: Register) -> None:
    duty = receive(register, kind="УК-73")
    assert duties.appeared(register, duty.id, date(2026, 3, 10)).tell_by(CALENDAR) is None
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
    assert newest.action == "Отмечено сообщение по решению суда"
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
