"""Decisions of the medical commission (ВК) about an observation: it ends one on recovery, or lets it go on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import patients
from narcdesk.base import Base, Coded, coded
from narcdesk.dates import show
from narcdesk.errors import Invalid, NotFound, Problem
from narcdesk.fields import Kind, asked
from narcdesk.observation.days import read_whole
from narcdesk.observation.episodes import Episode
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck


class Verdict(Coded):
    """What the commission decided."""

    END = "end", "снять с наблюдения"
    GO_ON = "go_on", "продолжить наблюдение"


class CommissionDecision(MayBeStruck, Base, kw_only=True):
    """One protocol of the commission about one episode."""

    __tablename__ = "commission_decisions"
    __table_args__ = (sa.Index("ix_commission_decisions_episode_id", "episode_id"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    episode_id: Mapped[int] = mapped_column(sa.ForeignKey("episodes.id"))
    decided_on: Mapped[date] = mapped_column(info=asked("Дата решения", Kind.PAST_DAY, required=True, width=12))
    number: Mapped[str] = mapped_column(
        sa.String(40), info=asked("Номер протокола", Kind.TEXT, required=True, width=16)
    )
    members: Mapped[str] = mapped_column(
        sa.String(400),
        info=asked("Состав комиссии", Kind.TEXT, required=True, width=44, hint="председатель и члены: И. О. Фамилия"),
    )
    verdict: Mapped[Verdict] = mapped_column(
        coded(Verdict), info=asked("Решение", Kind.CHOICE, required=True, choices=Verdict, width=26)
    )
    said: Mapped[str] = mapped_column(
        sa.Text, default="", info=asked("Обоснование", Kind.LONG_TEXT, width=44, hint="на чём основано решение")
    )
    again_on: Mapped[date | None] = mapped_column(
        default=None, info=asked("Вернуться к вопросу", Kind.NEAR_DAY, width=12, hint="если наблюдение продолжено")
    )


def decide(register: Register, episode_id: int, typed: Mapping[str, Any]) -> CommissionDecision:
    """Write a decision of the commission down; raises Invalid, NotFound."""
    with register.write("observation.decide") as session:
        episode = session.get(Episode, episode_id)
        if episode is None:
            raise NotFound("Такого наблюдения в реестре нет.")
        told = read_whole(CommissionDecision, typed, register.today())
        on, again_on, problems = told["decided_on"], told.get("again_on"), []
        if on < episode.taken_on or (episode.ended_on is not None and on > episode.ended_on):
            until = f" до {show(episode.ended_on)}" if episode.ended_on else ""
            problems.append(Problem("decided_on", f"Дата решения: наблюдение с {show(episode.taken_on)}{until}"))
        if again_on is not None and again_on <= on:
            problems.append(Problem("again_on", "Вернуться к вопросу: позже даты решения"))
        if again_on is None and told["verdict"] is Verdict.GO_ON:
            problems.append(Problem("again_on", "Вернуться к вопросу: назначьте день"))
        if again_on is not None and told["verdict"] is Verdict.END:
            problems.append(Problem("again_on", "Вернуться к вопросу: наблюдение снимают, возвращаться не к чему"))
        if problems:
            raise Invalid(problems)
        patients.living(session.get_one(Patient, episode.patient_id), on)
        made = CommissionDecision(patient_id=episode.patient_id, episode_id=episode.id, **told)
        session.add(made)
    return made


def decisions(register: Register, patient_id: int) -> list[CommissionDecision]:
    """All decisions about a patient, the newest first."""
    with register.read("patients.look") as session:
        query = sa.select(CommissionDecision).where(CommissionDecision.patient_id == patient_id)
        return list(session.scalars(query.order_by(CommissionDecision.decided_on.desc(), CommissionDecision.id.desc())))


def decided(session: Session, episode_id: int, verdict: Verdict, day: date) -> CommissionDecision | None:
    """The last decision about an episode made by a day, if it was of this kind: an earlier one is overtaken."""
    last = session.scalar(
        sa.select(CommissionDecision)
        .where(CommissionDecision.episode_id == episode_id, CommissionDecision.decided_on <= day)
        .order_by(CommissionDecision.decided_on.desc(), CommissionDecision.id.desc())
        .limit(1)
    )
    return last if last is not None and last.verdict is verdict else None
