"""Injecting use as dated facts with their source: forms 11 (row 18, table 4000) and 37 count who injects."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import patients
from narcdesk.base import Base, Coded, coded
from narcdesk.fields import Kind, asked
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck


class Injecting(Coded):
    """What is known of it."""

    YES = "yes", "употребляет инъекционно"
    BEFORE = "before", "употреблял инъекционно раньше"
    NO = "no", "инъекционно не употреблял"


class InjectingFact(MayBeStruck, Base, kw_only=True):
    """What became known on a day, and from where."""

    __tablename__ = "injecting_facts"
    __table_args__ = (sa.Index("ix_injecting_facts_patient_id_on", "patient_id", "on"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"))
    on: Mapped[date] = mapped_column(info=asked("На какой день", Kind.PAST_DAY, required=True, width=12))
    state: Mapped[Injecting] = mapped_column(
        coded(Injecting), info=asked("Инъекции", Kind.CHOICE, required=True, choices=Injecting, width=34)
    )
    source: Mapped[str] = mapped_column(
        sa.String(300), info=asked("Откуда известно", Kind.TEXT, required=True, width=44, hint="осмотр, со слов")
    )


def note(register: Register, patient_id: int, typed: Mapping[str, Any]) -> InjectingFact:
    """Write down what is known; raises Invalid."""
    with register.write("injecting.note") as session:
        values = patients.told(session, InjectingFact, patient_id, typed, register.today())
        fact = InjectingFact(patient_id=patient_id, **values)
        session.add(fact)
    return fact


def listing(register: Register, patient_id: int) -> list[InjectingFact]:
    """Everything known of a patient, the newest first."""
    with register.read("patients.look") as session:
        query = sa.select(InjectingFact).where(InjectingFact.patient_id == patient_id)
        return list(session.scalars(query.order_by(InjectingFact.on.desc(), InjectingFact.id.desc())))


def injects(session: Session, day: date) -> set[int]:
    """Patients of whom the last fact known by a day says that they inject."""
    last = (
        sa.select(
            InjectingFact.patient_id,
            InjectingFact.state,
            sa.func.row_number()
            .over(partition_by=InjectingFact.patient_id, order_by=(InjectingFact.on.desc(), InjectingFact.id.desc()))
            .label("place"),
        )
        .where(InjectingFact.on <= day)
        .subquery()
    )
    return set(session.scalars(sa.select(last.c.patient_id).where(last.c.place == 1, last.c.state == Injecting.YES)))
