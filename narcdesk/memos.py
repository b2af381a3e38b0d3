"""Memos: what order of help was explained on paper, when it was given, and whether the receipt is signed.

Regulation 4.4: the office tells a person the order of diagnosis, treatment, rehabilitation and resocialisation.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import patients
from narcdesk.base import Base, Coded, coded
from narcdesk.dates import show
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import Kind, asked, read
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck


class MemoKind(Coded):
    """What a memo explains."""

    DIAGNOSTICS = "diagnostics", "порядок диагностики"
    TREATMENT = "treatment", "порядок лечения"
    MEDICAL = "medical", "порядок медицинской реабилитации"
    SOCIAL = "social", "порядок социальной реабилитации"
    RESOCIALISATION = "resocialisation", "порядок ресоциализации"
    WHOLE = "whole", "весь порядок помощи"


class Memo(MayBeStruck, Base, kw_only=True):
    """One memo that was given into a person's hand."""

    __tablename__ = "memos"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    kind: Mapped[MemoKind] = mapped_column(
        coded(MemoKind), info=asked("Памятка", Kind.CHOICE, required=True, choices=MemoKind, width=36)
    )
    given_on: Mapped[date] = mapped_column(info=asked("Выдана", Kind.PAST_DAY, required=True, width=12))
    signed_on: Mapped[date | None] = mapped_column(
        default=None, info=asked("Расписка подписана", Kind.PAST_DAY, width=12, hint="пусто, пока не подписана")
    )
    given_by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))


def give(register: Register, patient_id: int, typed: Mapping[str, Any]) -> Memo:
    """Write down that a memo was given. Raises Invalid, UserError."""
    with register.write("memos.give") as session:
        patient = patients.known(session, patient_id)
        reading = read(Memo, typed, register.today(), whole=True)
        values, problems = reading.values, list(reading.problems)
        problems += patients.before_birth(patient, "given_on", "Выдана", values.get("given_on"))
        if values.get("signed_on") and values.get("given_on") and values["signed_on"] < values["given_on"]:
            problems.append(Problem("signed_on", "Расписка подписана: раньше выдачи"))
        if problems:
            raise Invalid(problems)
        patients.living(patient, values.get("signed_on") or values["given_on"])
        memo = Memo(patient_id=patient_id, given_by=register.person.id, **values)
        session.add(memo)
    return memo


def sign(register: Register, memo_id: int, on: date) -> Memo:
    """The receipt of a memo was signed later."""
    with register.write("memos.sign") as session:
        memo = _known(session, memo_id)
        if memo.signed_on is not None:
            raise UserError(f"Расписка уже подписана {show(memo.signed_on)}.", do="Нажмите F5: кто-то отметил раньше.")
        if not memo.given_on <= on <= register.today():
            raise Invalid([Problem("signed_on", "Расписка подписана: между выдачей и сегодняшним днём")])
        patients.living(patients.known(session, memo.patient_id), on)
        memo.signed_on = on
    return memo


def _known(session: Session, memo_id: int) -> Memo:
    memo = session.get(Memo, memo_id)
    if memo is None:
        raise NotFound("Такой памятки в реестре нет.")
    return memo


def listing(register: Register, patient_id: int) -> list[Memo]:
    """All memos of a patient, the newest first."""
    with register.read("patients.look") as session:
        query = sa.select(Memo).where(Memo.patient_id == patient_id)
        return list(session.scalars(query.order_by(Memo.given_on.desc(), Memo.id.desc())))
