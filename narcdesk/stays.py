"""The stay of a person at the organisation of his course: marks of coming, leaving and returning, and the days in it.

A course begins and ends by itself (`courses`); between these days the marks tell where the person was. What the
organisation confirms by its act is a mark as well. Days are counted inclusively, and a day counts once, whatever
marks or courses share it (a transfer is a day of both).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import patients
from narcdesk.base import Base, Coded, coded
from narcdesk.courses import Course
from narcdesk.dates import show
from narcdesk.errors import Invalid, NotFound, Problem
from narcdesk.fields import Kind, asked
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck

Span = tuple[date, date]  # the first and the last day, both counted


class MarkKind(Coded):
    """What is known of a person in a course."""

    ARRIVED = "arrived", "прибыл"
    CONFIRMED = "confirmed", "подтверждено актом"
    ABSENT = "absent", "отсутствует"
    INTERRUPTED = "interrupted", "прервал"
    RETURNED = "returned", "вернулся"


AWAY = (MarkKind.ABSENT, MarkKind.INTERRUPTED)


class StayMark(MayBeStruck, Base, kw_only=True):
    """One mark of a course."""

    __tablename__ = "stay_marks"
    __table_args__ = (sa.Index("ix_stay_marks_course_id_on", "course_id", "on"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    course_id: Mapped[int] = mapped_column(sa.ForeignKey("courses.id"))
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    kind: Mapped[MarkKind] = mapped_column(
        coded(MarkKind), info=asked("Отметка", Kind.CHOICE, required=True, choices=MarkKind, width=22)
    )
    on: Mapped[date] = mapped_column(info=asked("Дата", Kind.PAST_DAY, required=True, width=12))
    reason: Mapped[str] = mapped_column(sa.String(300), default="", info=asked("Причина", Kind.TEXT, width=44))
    act: Mapped[str] = mapped_column(
        sa.String(60), default="", info=asked("Акт или письмо организации, №", Kind.TEXT, width=16)
    )
    act_on: Mapped[date | None] = mapped_column(default=None, info=asked("Дата акта", Kind.PAST_DAY, width=12))
    awaited_by: Mapped[date | None] = mapped_column(
        default=None, info=asked("Ждём до", Kind.NEAR_DAY, width=12, hint="акта организации или возвращения")
    )

    @property
    def said(self) -> str:
        """«прервал: ушёл сам», «подтверждено актом № 14 от 20.03.2026»."""
        act = f"№ {self.act}" if self.act else ""
        on = f"от {show(self.act_on)}" if self.act_on else ""
        words = " ".join(filter(None, (self.kind.label, act, on)))
        return f"{words}: {self.reason}" if self.reason else words


@dataclass(frozen=True)
class Stay:
    """Where a person was in a course: the days, whether he is away now, since when and till when he is awaited."""

    spans: tuple[Span, ...]
    away: StayMark | None  # the mark by which he left, while the course goes on
    is_unconfirmed: bool  # he arrived, and the organisation has not told so

    @property
    def days(self) -> int:
        """Days in the course, each counted once."""
        return count(self.spans)


def count(spans: Iterable[Span]) -> int:
    """Days in these spans; a day in several of them is one day."""
    total, beyond = 0, date.min.toordinal()  # the first day that is not counted yet
    for first, last in sorted(spans):
        begins = max(first.toordinal(), beyond)
        total += max(0, last.toordinal() + 1 - begins)
        beyond = max(beyond, last.toordinal() + 1)
    return total


def stay(course: Course, marks: Sequence[StayMark], today: date) -> Stay:
    """What the marks of a course tell as of a day; they stand in the order of their days."""
    spans: list[Span] = []
    since: date | None = course.started_on
    left: StayMark | None = None
    arrived: StayMark | None = None
    confirmed = False
    for mark in marks:
        if mark.kind is MarkKind.ARRIVED:
            since, arrived, confirmed = (since if arrived else mark.on), mark, False
        elif mark.kind is MarkKind.CONFIRMED:
            confirmed = True
        elif mark.kind in AWAY and since is not None:
            spans.append((since, mark.on))
            since, left = None, mark
        elif mark.kind in AWAY:
            left = mark  # an absence that became an interruption
        elif since is None:  # he returned
            since, left = mark.on, None
    if since is not None and since <= (last := course.ended_on or today):
        spans.append((since, last))
    goes_on = course.ended_on is None
    return Stay(tuple(spans), left if goes_on else None, arrived is not None and not confirmed)


def mark(register: Register, course_id: int, typed: Mapping[str, Any]) -> StayMark:
    """Write a mark down; raises Invalid where it contradicts the marks around it."""
    with register.write("stays.mark") as session:
        course = session.get(Course, course_id)
        if course is None:
            raise NotFound("Такого курса в реестре нет.")
        values = patients.told(session, StayMark, course.patient_id, typed, register.today())
        made = StayMark(course_id=course_id, patient_id=course.patient_id, **values)
        marks = _marks(session, course_id)
        later = next((at for at, known in enumerate(marks) if known.on > made.on), len(marks))
        problems = [*_wrong(made, course), *out_of_order([*marks[:later], made, *marks[later:]])]
        if problems:
            raise Invalid(problems)
        session.add(made)
    return made


def _wrong(made: StayMark, course: Course) -> Iterator[Problem]:
    if made.on < course.started_on:
        yield Problem("on", f"Дата: раньше начала курса, {show(course.started_on)}")
    if course.ended_on is not None and made.on > course.ended_on and made.kind is not MarkKind.CONFIRMED:
        yield Problem("on", f"Дата: курс окончен {show(course.ended_on)}")
    if made.kind is MarkKind.INTERRUPTED and not made.reason:
        yield Problem("reason", "Причина: нужно заполнить, если курс прерван")
    if made.kind is MarkKind.CONFIRMED and made.act_on is None:
        yield Problem("act_on", "Дата акта: нужно заполнить")
    if made.awaited_by is not None and made.awaited_by < made.on:
        yield Problem("awaited_by", "Ждём до: раньше самой отметки")


def out_of_order(marks: Sequence[StayMark]) -> Iterator[Problem]:
    """What cannot follow what: nobody arrives twice, leaves when he has left, returns when he is there."""
    is_away, arrived, gone = False, False, False
    for known in marks:
        if known.kind is MarkKind.ARRIVED:
            if arrived or is_away:
                yield Problem("kind", f"Отметка: {show(known.on)} он уже прибыл раньше; если вернулся, так и отметьте")
            arrived = True
        elif known.kind is MarkKind.RETURNED:
            if not is_away:
                yield Problem("kind", f"Отметка: к {show(known.on)} он не отсутствовал, возвращаться неоткуда")
            is_away = gone = False
        elif known.kind in AWAY:
            if gone or (is_away and known.kind is MarkKind.ABSENT):
                yield Problem("kind", f"Отметка: к {show(known.on)} он уже отсутствует")
            is_away, gone = True, known.kind is MarkKind.INTERRUPTED


def _marks(session: Session, course_id: int) -> list[StayMark]:
    query = sa.select(StayMark).where(StayMark.course_id == course_id)
    return list(session.scalars(query.order_by(StayMark.on, StayMark.id)))


def listing(register: Register, patient_id: int) -> list[StayMark]:
    """All marks of a patient's courses, the newest first."""
    with register.read("patients.look") as session:
        query = sa.select(StayMark).join(Course, Course.id == StayMark.course_id)
        query = query.where(StayMark.patient_id == patient_id)
        return list(session.scalars(query.order_by(StayMark.on.desc(), StayMark.id.desc())))


def of_patient(register: Register, patient_id: int) -> dict[int, Stay]:
    """Course -> what its marks tell, as of today."""
    by_course: dict[int, list[StayMark]] = {}
    for known in reversed(listing(register, patient_id)):
        by_course.setdefault(known.course_id, []).append(known)
    with register.read("patients.look") as session:
        found = session.scalars(sa.select(Course).where(Course.patient_id == patient_id))
        return {course.id: stay(course, by_course.get(course.id, ()), register.today()) for course in found}


def days_under(register: Register, certificate_id: int) -> int:
    """Days that were spent under a certificate, in all its courses; a day of two courses is one day."""
    with register.read("patients.look") as session:
        found = session.scalars(sa.select(Course).where(Course.certificate_id == certificate_id))
        told = [stay(course, _marks(session, course.id), register.today()) for course in found]
    return count(span for one in told for span in one.spans)
