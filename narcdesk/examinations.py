"""Checks of information that a person uses (regulation 4.4): only after his consent, or with his refusal written down.

323-ФЗ ст. 20; for a minor his representative consents up to eighteen. The act of the examination is a paper of its own.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import consents, patients, refusals
from narcdesk.base import Base, Coded, coded
from narcdesk.consents import ConsentKind
from narcdesk.errors import Invalid, Problem, UserError
from narcdesk.fields import Kind, asked, read
from narcdesk.refusals import RefusedOf
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck


class ExaminationOutcome(Coded):
    """What an examination told."""

    FOUND = "found", "употребление подтверждено"
    NOT_FOUND = "not_found", "употребление не подтверждено"
    REFUSED = "refused", "отказался от освидетельствования"


class Examination(MayBeStruck, Base, kw_only=True):
    """One check, with the consent that let it be made, or the refusal of it."""

    __tablename__ = "examinations"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    consent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("consents.id"), default=None)
    refusal_id: Mapped[int | None] = mapped_column(sa.ForeignKey("refusals.id"), default=None)
    on: Mapped[date] = mapped_column(info=asked("Дата", Kind.PAST_DAY, required=True, width=12))
    reason: Mapped[str] = mapped_column(
        sa.String(300),
        info=asked("Какие сведения проверяли", Kind.TEXT, required=True, width=44, hint="откуда и о чём, без лишнего"),
    )
    place: Mapped[str] = mapped_column(sa.String(200), default="", info=asked("Где проведено", Kind.TEXT, width=36))
    act: Mapped[str] = mapped_column(sa.String(60), default="", info=asked("Акт №", Kind.TEXT, width=16))
    outcome: Mapped[ExaminationOutcome] = mapped_column(
        coded(ExaminationOutcome), info=asked("Итог", Kind.CHOICE, required=True, choices=ExaminationOutcome, width=32)
    )
    result: Mapped[str] = mapped_column(sa.Text, default="", info=asked("Результат словами", Kind.LONG_TEXT, width=44))


def record(register: Register, patient_id: int, typed: Mapping[str, Any]) -> Examination:
    """Write a check down; without a consent of that day, or a refusal, there may be none. Raises Invalid, UserError."""
    with register.write("examinations.record") as session:
        patient = patients.known(session, patient_id)
        reading = read(Examination, typed, register.today(), whole=True)
        values, problems = reading.values, list(reading.problems)
        problems += patients.before_birth(patient, "on", "Дата", values.get("on"))
        is_refused = values.get("outcome") is ExaminationOutcome.REFUSED
        if not is_refused and values.get("outcome") and not values.get("result"):
            problems.append(Problem("result", "Результат словами: нужно заполнить"))
        if problems:
            raise Invalid(problems)
        patients.living(patient, values["on"])
        examination = Examination(patient_id=patient_id, **values)
        if is_refused:
            examination.refusal_id = _refusal(session, patient_id, values["on"])
        else:
            examination.consent_id = _consent(session, patient_id, values["on"])
        session.add(examination)
    return examination


def _consent(session: Session, patient_id: int, day: date) -> int:
    """The sheet that lets it be made; raises UserError."""
    consent = consents.valid(session, patient_id, ConsentKind.EXAMINATION, day)
    if consent is None:
        raise UserError(
            "Освидетельствование без согласия не проводят: на этот день нет действующего согласия на медицинское "
            "освидетельствование (323-ФЗ ст. 20).",
            do="Запишите согласие или отказ на вкладке «Согласия».",
        )
    return consent.id


def _refusal(session: Session, patient_id: int, day: date) -> int:
    refusal = refusals.standing(session, patient_id, RefusedOf.EXAMINATION, day)
    if refusal is None:
        raise UserError(
            "Отказ от медицинского освидетельствования на этот день не записан.",
            do="Сначала запишите отказ на вкладке «Согласия»: причину, что разъяснено, подпись.",
        )
    return refusal.id


def listing(register: Register, patient_id: int) -> list[Examination]:
    """All checks of a patient, the newest first."""
    with register.read("patients.look") as session:
        query = sa.select(Examination).where(Examination.patient_id == patient_id)
        return list(session.scalars(query.order_by(Examination.on.desc(), Examination.id.desc())))
