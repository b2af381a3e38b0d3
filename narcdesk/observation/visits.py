"""Visits to the office: kept or not, the test, how things go, and the next day agreed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from narcdesk import patients
from narcdesk.base import Base, Coded, coded
from narcdesk.errors import Invalid, Problem
from narcdesk.fields import Kind, asked
from narcdesk.observation.days import must_be_alive, read_whole
from narcdesk.observation.remission import BY_TEST, RemissionFact, RemissionKind
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck


class TestResult(Coded):
    """A test for substances at a visit."""

    __test__ = False  # for pytest: it is a test of the office

    CLEAN = "clean", "отрицательный"
    FOUND = "found", "положительный"
    NONE = "none", "не проводился"


class Visit(MayBeStruck, Base, kw_only=True):
    """A visit to the office: kept or not, the test, and the next day agreed."""

    __tablename__ = "visits"
    __table_args__ = (sa.Index("ix_visits_patient_id_on", "patient_id", "on"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"))
    on: Mapped[date] = mapped_column(info=asked("Дата", Kind.PAST_DAY, required=True, width=12))
    kept: Mapped[bool] = mapped_column(default=True, info=asked("Явился", Kind.YES_NO))
    test: Mapped[TestResult] = mapped_column(
        coded(TestResult),
        default=TestResult.NONE,
        info=asked("Тест", Kind.CHOICE, choices=TestResult, width=20),
    )
    note: Mapped[str] = mapped_column(sa.Text, default="", info=asked("Динамика", Kind.LONG_TEXT, width=44))
    next_on: Mapped[date | None] = mapped_column(default=None, info=asked("Следующая явка", Kind.NEAR_DAY, width=12))
    by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))

    def contradictions(self) -> list[Problem]:
        """What in it cannot be together."""
        problems = []
        if not self.kept and self.test is not TestResult.NONE:
            problems.append(Problem("test", "Тест: пациент не явился, результата быть не может"))
        if self.next_on is not None and self.next_on < self.on:
            problems.append(Problem("next_on", "Следующая явка: раньше этой"))
        return problems


def visit(register: Register, patient_id: int, typed: Mapping[str, Any]) -> Visit:
    """Write a visit down; a positive test is also a confirmed use."""
    with register.write("observation.visit") as session:
        patient = patients.known(session, patient_id)
        made = Visit(patient_id=patient_id, by=register.person.id, **read_whole(Visit, typed, register.today()))
        must_be_alive(patient, "on", "Дата", made.on)
        if problems := made.contradictions():
            raise Invalid(problems)
        session.add(made)
        if made.test is TestResult.FOUND:
            session.add(RemissionFact(patient_id=patient_id, kind=RemissionKind.USE, on=made.on, proof=BY_TEST))
    return made


def visits(register: Register, patient_id: int) -> list[Visit]:
    """All visits of a patient, the newest first."""
    with register.read("patients.look") as session:
        return list(
            session.scalars(
                sa.select(Visit).where(Visit.patient_id == patient_id).order_by(Visit.on.desc(), Visit.id.desc())
            )
        )
