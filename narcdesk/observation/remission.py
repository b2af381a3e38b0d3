"""The dated facts that remission is made of, each with its proof; its length is computed, never typed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import patients
from narcdesk.base import Base, Coded, coded
from narcdesk.fields import Kind, asked
from narcdesk.observation.days import must_be_alive, read_whole
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck

BY_TEST = "тест на явке"  # the proof of a use that a positive test told of


class RemissionKind(Coded):
    """Facts of abstinence and of use, each with its proof."""

    LAST_USE = "last_use", "последнее употребление"
    ABSTINENT = "abstinent", "трезвость подтверждена"
    USE = "use", "употребление подтверждено"


class RemissionFact(MayBeStruck, Base, kw_only=True):
    """One dated fact about abstinence with its proof: remission is computed from these, never typed."""

    __tablename__ = "remission_facts"
    __table_args__ = (sa.Index("ix_remission_facts_patient_id_on", "patient_id", "on"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"))
    kind: Mapped[RemissionKind] = mapped_column(
        coded(RemissionKind), info=asked("Факт", Kind.CHOICE, required=True, choices=RemissionKind, width=28)
    )
    on: Mapped[date] = mapped_column(info=asked("Дата", Kind.PAST_DAY, required=True, width=12))
    proof: Mapped[str] = mapped_column(
        sa.String(200), default="", info=asked("Чем подтверждено", Kind.TEXT, required=True, width=36)
    )


def note_remission(register: Register, patient_id: int, typed: Mapping[str, Any]) -> RemissionFact:
    """Write down a fact of abstinence or of use with its proof."""
    with register.write("observation.note_remission") as session:
        patient = patients.known(session, patient_id)
        fact = RemissionFact(patient_id=patient_id, **read_whole(RemissionFact, typed, register.today()))
        must_be_alive(patient, "on", "Дата", fact.on)
        session.add(fact)
    return fact


def remission_facts(register: Register, patient_id: int) -> list[RemissionFact]:
    """All facts of abstinence and use, the newest first."""
    with register.read("patients.look") as session:
        return list(
            session.scalars(
                sa.select(RemissionFact)
                .where(RemissionFact.patient_id == patient_id)
                .order_by(RemissionFact.on.desc(), RemissionFact.id.desc())
            )
        )


def abstinent_since(session: Session, patient_id: int, day: date) -> date | None:
    """The day from which abstinence counts: the last known use, if it was confirmed on a later day."""
    return abstinent(session, day, patient_id).get(patient_id)


def last_use(session: Session, day: date, patient_id: int | None = None) -> dict[int, date]:
    """The last use known by a day, of each patient who has one, or of one patient."""
    return _last_fact(session, day, (RemissionKind.LAST_USE, RemissionKind.USE), patient_id)


def abstinent(session: Session, day: date, patient_id: int | None = None) -> dict[int, date]:
    """Patients whose abstinence is confirmed by a day, and since when: their last use, confirmed on a later day."""
    used = last_use(session, day, patient_id)
    confirmed = _last_fact(session, day, (RemissionKind.ABSTINENT,), patient_id)
    return {person: since for person, since in used.items() if person in confirmed and confirmed[person] > since}


def _last_fact(
    session: Session, day: date, kinds: tuple[RemissionKind, ...], patient_id: int | None
) -> dict[int, date]:
    query = (
        sa.select(RemissionFact.patient_id, sa.func.max(RemissionFact.on).label("last"))
        .where(RemissionFact.on <= day, RemissionFact.kind.in_(kinds))
        .group_by(RemissionFact.patient_id)
    )
    if patient_id is not None:
        query = query.where(RemissionFact.patient_id == patient_id)
    return {row.patient_id: row.last for row in session.execute(query)}
