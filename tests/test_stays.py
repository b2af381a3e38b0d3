"""The stay at an organisation: marks in an order that can be, and days each counted once."""

from datetime import date
from typing import Any

import pytest

from narcdesk import applications, certificates, courses, mistakes, stays
from narcdesk.courses import Course, Outcome
from narcdesk.errors import Invalid, NotFound, UserError
from narcdesk.register import Register
from narcdesk.stays import MarkKind, StayMark
from tests import factories
from tests.factories import DAY, Clock


def day(text: str) -> date:
    return date(2026, int(text[3:]), int(text[:2]))


@pytest.fixture
def course(register: Register) -> Course:
    who = factories.patient(register).id
    return courses.start(register, who, {"kind": "social", "started_on": "01.02.2026"})


def put(register: Register, course: Course, kind: str, on: str, **more: Any) -> StayMark:
    needed = {"interrupted": {"reason": "ушёл сам"}, "confirmed": {"act_on": f"{on}.2026"}}.get(kind, {})
    return stays.mark(register, course.id, {"kind": kind, "on": f"{on}.2026", **needed, **more})


def fields(told: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.field for problem in told.value.problems]


def test_a_course_without_marks_is_a_stay_from_its_first_day_to_today(register: Register, course: Course) -> None:
    told = stays.of_patient(register, course.patient_id)[course.id]
    assert told.days == 28 + 16  # all of February, and 1 to 16 March
    assert told.away is None
    assert not told.is_unconfirmed


MARKS: dict[str, tuple[list[tuple[str, str]], int]] = {  # what was marked, and the days counted by hand till 16 March
    "arrived later than the course began": ([("arrived", "10.02")], 19 + 16),
    "away": ([("arrived", "01.02"), ("absent", "10.02")], 10),
    "away and back": ([("absent", "10.02"), ("returned", "15.02")], 10 + 14 + 16),
    "away and back on one day": ([("absent", "10.02"), ("returned", "10.02")], 28 + 16),
    "broken off and back": ([("interrupted", "20.02"), ("returned", "01.03")], 20 + 16),
    "an absence that became an interruption": (
        [("absent", "05.02"), ("interrupted", "07.02"), ("returned", "10.03")],
        5 + 7,
    ),
    "twice away": (
        [("absent", "03.02"), ("returned", "05.02"), ("absent", "05.02"), ("returned", "07.02")],
        3 + 1 + 22 + 16,
    ),
    "an act changes no days": ([("arrived", "01.02"), ("confirmed", "05.02")], 28 + 16),
}


@pytest.mark.parametrize(("marks", "days"), MARKS.values(), ids=MARKS)
def test_days_are_counted_from_the_marks(
    register: Register, course: Course, marks: list[tuple[str, str]], days: int
) -> None:
    for kind, on in marks:
        put(register, course, kind, on)
    assert stays.of_patient(register, course.patient_id)[course.id].days == days


def test_an_end_ends_the_stay(register: Register, course: Course) -> None:
    put(register, course, "absent", "10.02", awaited_by="12.02.2026")
    assert stays.of_patient(register, course.patient_id)[course.id].away is not None
    courses.finish(register, course.id, day("20.02"), Outcome.DROPPED)
    told = stays.of_patient(register, course.patient_id)[course.id]
    assert (told.days, told.away) == (10, None)


def test_a_mark_is_put_between_others_by_its_day(register: Register, course: Course) -> None:
    put(register, course, "absent", "10.02")
    put(register, course, "returned", "20.02")
    put(register, course, "arrived", "02.02")  # written down last, happened first
    told = stays.of_patient(register, course.patient_id)[course.id]
    assert told.spans == ((day("02.02"), day("10.02")), (day("20.02"), DAY))
    assert [mark.kind for mark in stays.listing(register, course.patient_id)] == [
        MarkKind.RETURNED,
        MarkKind.ABSENT,
        MarkKind.ARRIVED,
    ]


CANNOT: dict[str, tuple[list[tuple[str, str]], tuple[str, str]]] = {
    "a return of who was there": ([], ("returned", "10.02")),
    "a second coming": ([("arrived", "01.02")], ("arrived", "03.02")),
    "a second absence": ([("absent", "10.02")], ("absent", "12.02")),
    "a second interruption": ([("interrupted", "10.02")], ("interrupted", "12.02")),
    "an absence before an absence": ([("absent", "10.02")], ("absent", "08.02")),
    "a coming while away": ([("absent", "10.02")], ("arrived", "12.02")),
}


@pytest.mark.parametrize(("marks", "last"), CANNOT.values(), ids=CANNOT)
def test_what_cannot_follow_what_is_refused(
    register: Register, course: Course, marks: list[tuple[str, str]], last: tuple[str, str]
) -> None:
    for kind, on in marks:
        put(register, course, kind, on)
    with pytest.raises(Invalid) as told:
        put(register, course, *last)
    assert set(fields(told)) == {"kind"}
    assert len(stays.listing(register, course.patient_id)) == len(marks)


@pytest.mark.parametrize(
    ("kind", "on", "typed", "wrong"),
    [
        ("arrived", "31.01", {}, "on"),
        ("arrived", "17.03", {}, "on"),
        ("interrupted", "10.02", {"reason": ""}, "reason"),
        ("confirmed", "10.02", {"act_on": ""}, "act_on"),
        ("absent", "10.02", {"awaited_by": "09.02.2026"}, "awaited_by"),
    ],
)
def test_a_mark_says_what_it_must(
    register: Register, course: Course, kind: str, on: str, typed: dict[str, str], wrong: str
) -> None:
    with pytest.raises(Invalid) as told:
        put(register, course, kind, on, **typed)
    assert fields(told) == [wrong]


def test_after_the_end_only_the_act_comes(register: Register, course: Course) -> None:
    put(register, course, "arrived", "02.02")
    courses.finish(register, course.id, day("20.02"), Outcome.FINISHED)
    with pytest.raises(Invalid, match=r"курс окончен 20\.02\.2026"):
        put(register, course, "absent", "21.02")
    assert stays.of_patient(register, course.patient_id)[course.id].is_unconfirmed
    put(register, course, "confirmed", "25.02", act="14")
    assert not stays.of_patient(register, course.patient_id)[course.id].is_unconfirmed
    assert stays.listing(register, course.patient_id)[0].said == "подтверждено актом № 14 от 25.02.2026"


def test_a_mark_on_which_others_rest_is_struck_out_after_them(register: Register, course: Course) -> None:
    left = put(register, course, "absent", "10.02")
    back = put(register, course, "returned", "12.02")
    with pytest.raises(UserError, match="опираются более поздние"):
        mistakes.strike_out(register, StayMark, left.id, "не он")
    with pytest.raises(UserError, match="отметки о пребывании"):
        mistakes.strike_out(register, Course, course.id, "не он")
    for mark in (back, left):
        mistakes.strike_out(register, StayMark, mark.id, "не он")
    mistakes.strike_out(register, Course, course.id, "не он")
    assert stays.of_patient(register, course.patient_id) == {}


def test_a_day_of_two_courses_under_one_certificate_is_one_day(training_register: Register, clock: Clock) -> None:
    register = training_register
    asked = factories.asked(register)
    applications.submit(register, asked.id)
    applications.send(register, asked.id, DAY, "исх. 14")
    applications.granted(register, asked.id, DAY, "реш. 3")
    certificate = certificates.record(register, asked.id, {"number": "УЧ-1", "issued_on": DAY, "days": "180"})
    clock.go(date(2026, 6, 30))
    typed = {"kind": "social", "started_on": "01.04.2026"}
    first = courses.start(register, certificate.patient_id, typed, certificate_id=certificate.id)
    courses.finish(register, first.id, date(2026, 4, 20), Outcome.TRANSFERRED)
    typed = {"kind": "social", "started_on": "20.04.2026"}
    second = courses.start(register, certificate.patient_id, typed, certificate_id=certificate.id)
    stays.mark(register, second.id, {"kind": "absent", "on": "30.04.2026"})
    courses.finish(register, second.id, date(2026, 5, 2), Outcome.DROPPED)
    assert stays.days_under(register, certificate.id) == 30  # 1 to 30 April, the day of the transfer once


@pytest.mark.parametrize(
    ("spans", "days"),
    [
        ([], 0),
        ([("01.02", "01.02")], 1),
        ([("01.02", "05.02"), ("05.02", "07.02")], 7),
        ([("03.02", "04.02"), ("01.02", "10.02")], 10),
        ([("01.02", "02.02"), ("05.02", "06.02")], 4),
    ],
)
def test_no_day_counts_twice(spans: list[tuple[str, str]], days: int) -> None:
    assert stays.count((day(first), day(last)) for first, last in spans) == days


def test_there_is_no_mark_of_no_course(register: Register) -> None:
    with pytest.raises(NotFound):
        stays.mark(register, 404, {"kind": "arrived", "on": DAY})
