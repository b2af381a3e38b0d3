"""Acute poisonings of the office's own patients: what became known of each case, and from where.

Table 6 of the report to the commission counts the cases, not the people. Nobody reports them to the office: what it
does not come to know is in no card, and so in no number.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import patients, rules
from narcdesk.base import Base, Coded, coded
from narcdesk.errors import Problem
from narcdesk.fields import Kind, asked
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck


class KnownFrom(Coded):
    """Who told of it: the office's own classification, no act gives one."""

    PERSON = "person", "сам пациент или родные"
    ORGANISATION = "organisation", "медицинская организация"
    AMBULANCE = "ambulance", "скорая помощь"
    OTHER = "other", "иной источник"


def _substances(_day: date) -> Mapping[str, str]:
    return rules.icd().substances


class Poisoning(MayBeStruck, Base, kw_only=True):
    """One case on one day; `substance` is a code of the diagnoses, None while nobody knows it."""

    __tablename__ = "poisonings"
    __table_args__ = (
        sa.Index("ix_poisonings_patient_id_on", "patient_id", "on"),
        sa.Index("ix_poisonings_on", "on"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"))
    on: Mapped[date] = mapped_column(info=asked("Дата отравления", Kind.PAST_DAY, required=True, width=12))
    substance: Mapped[str | None] = mapped_column(
        sa.String(3),
        default=None,
        info=asked("Вещество", Kind.CHOICE, choices=_substances, width=36, hint="не установлено — оставьте пустым"),
    )
    known_from: Mapped[KnownFrom] = mapped_column(
        coded(KnownFrom),
        info=asked(
            "Откуда известно",
            Kind.CHOICE,
            required=True,
            choices=KnownFrom,
            width=32,
            hint="перечень кабинета, не из закона",
        ),
    )
    remark: Mapped[str] = mapped_column(
        sa.String(300),
        default="",
        info=asked("Примечание", Kind.TEXT, width=44, hint="чем подтверждено, чем кончилось"),
    )

    @property
    def said(self) -> str:
        """«опиоиды; скорая помощь; введён налоксон»."""
        what = rules.icd().substances[self.substance].lower() if self.substance else "вещество не установлено"
        return "; ".join(filter(None, (what, self.known_from.label, self.remark)))


def record(register: Register, patient_id: int, typed: Mapping[str, Any]) -> Poisoning:
    """Write a case down; there is one of a day, whatever was taken. Raises Invalid, UserError after a death."""
    with register.write("poisonings.record") as session:
        values = patients.told(
            session,
            Poisoning,
            patient_id,
            typed,
            register.today(),
            wrong=lambda read: _twice(session, patient_id, read.get("on")),
        )
        poisoning = Poisoning(patient_id=patient_id, **values)
        session.add(poisoning)
    return poisoning


def _twice(session: Session, patient_id: int, day: date | None) -> list[Problem]:
    """Told of by the ambulance and by the hospital, one case would count as two."""
    query = sa.select(Poisoning.id).where(Poisoning.patient_id == patient_id, Poisoning.on == day)
    if day is None or session.scalar(query.limit(1)) is None:
        return []
    return [Problem("on", "Дата отравления: этот случай уже записан, два за день не считаются")]


def listing(register: Register, patient_id: int) -> list[Poisoning]:
    """All cases of a patient, the newest first."""
    with register.read("patients.look") as session:
        query = sa.select(Poisoning).where(Poisoning.patient_id == patient_id)
        return list(session.scalars(query.order_by(Poisoning.on.desc(), Poisoning.id.desc())))
