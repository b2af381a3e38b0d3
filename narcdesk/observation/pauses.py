"""What moves the days of an observation: a pause (hospital, a centre, a posting), and a visit moved to another day.

No order was seen to regulate a pause; it is a fact that the office writes down with its reason. While one lasts no
visit is overdue, and absence is not counted; afterwards absence counts from its end.
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
from narcdesk.fields import Kind, asked
from narcdesk.observation.days import read_whole
from narcdesk.observation.episodes import Episode
from narcdesk.observation.visits import Visit
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck


class PauseReason(Coded):
    """Why nobody waits for the patient meanwhile."""

    HOSPITAL = "hospital", "лечится в стационаре"
    CENTRE = "centre", "проходит реабилитацию в центре"
    AWAY = "away", "временно выехал, предупредил"
    CUSTODY = "custody", "под стражей, решения нет"
    OTHER = "other", "другое"


class Pause(MayBeStruck, Base, kw_only=True):
    """A stretch within an episode in which the patient cannot come; both days belong to it."""

    __tablename__ = "pauses"
    __table_args__ = (sa.Index("ix_pauses_episode_id", "episode_id"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    episode_id: Mapped[int] = mapped_column(sa.ForeignKey("episodes.id"))
    since: Mapped[date] = mapped_column(info=asked("С какого дня", Kind.PAST_DAY, required=True, width=12))
    until: Mapped[date | None] = mapped_column(
        default=None, info=asked("По какой день", Kind.NEAR_DAY, width=12, hint="если уже известно")
    )
    reason: Mapped[PauseReason] = mapped_column(
        coded(PauseReason), info=asked("Причина", Kind.CHOICE, required=True, choices=PauseReason, width=32)
    )
    note: Mapped[str] = mapped_column(
        sa.String(200), default="", info=asked("Чем подтверждено", Kind.TEXT, width=40, hint="справка, звонок, письмо")
    )


class VisitMove(MayBeStruck, Base, kw_only=True):
    """The next visit was agreed anew: from which day to which, and why."""

    __tablename__ = "visit_moves"
    __table_args__ = (sa.Index("ix_visit_moves_visit_id", "visit_id"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visits.id"))
    was_on: Mapped[date]
    agreed_on: Mapped[date] = mapped_column(info=asked("Когда договорились", Kind.PAST_DAY, required=True, width=12))
    to: Mapped[date] = mapped_column(info=asked("Новый день явки", Kind.NEAR_DAY, required=True, width=12))
    why: Mapped[str] = mapped_column(
        sa.String(200), info=asked("Причина", Kind.TEXT, required=True, width=40, hint="звонил сам, болеет, в рейсе")
    )
    by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))


def pause(register: Register, episode_id: int, typed: Mapping[str, Any]) -> Pause:
    """Nobody waits for the patient for a while; raises Invalid, NotFound, UserError."""
    with register.write("observation.pause") as session:
        episode = session.get(Episode, episode_id)
        if episode is None:
            raise NotFound("Такого наблюдения в реестре нет.")
        if episode.ended_on is not None:
            raise UserError(f"Наблюдение завершено {show(episode.ended_on)}.", do="Откройте карту заново.")
        told = read_whole(Pause, typed, register.today())
        since, until, problems = told["since"], told.get("until"), []
        if since < episode.taken_on:
            problems.append(Problem("since", f"С какого дня: под наблюдением с {show(episode.taken_on)}"))
        if until is not None and until < since:
            problems.append(Problem("until", "По какой день: раньше начала"))
        for other in pauses_of(session, episode.id):
            if (other.until is None or other.until >= since) and (until is None or other.since <= until):
                problems.append(Problem("since", f"С какого дня: уже есть перерыв с {show(other.since)}"))
                break
        if problems:
            raise Invalid(problems)
        patients.living(session.get_one(Patient, episode.patient_id), since)
        made = Pause(patient_id=episode.patient_id, episode_id=episode.id, **told)
        session.add(made)
    return made


def resume(register: Register, pause_id: int, until: date) -> Pause:
    """The pause is over: its last day."""
    with register.write("observation.resume") as session:
        kept = session.get(Pause, pause_id)
        if kept is None:
            raise NotFound("Такого перерыва в реестре нет.")
        if not kept.since <= until <= register.today():
            raise Invalid([Problem("until", "Последний день: между началом перерыва и сегодняшним днём")])
        kept.until = until
    return kept


def move(register: Register, patient_id: int, typed: Mapping[str, Any]) -> VisitMove:
    """The next visit is agreed anew, by telephone mostly; raises Invalid, UserError."""
    with register.write("observation.move") as session:
        patient = patients.known(session, patient_id)
        told = read_whole(VisitMove, typed, register.today())
        last = last_visit(session, patient_id)
        if last is None or last.next_on is None:
            raise UserError("Переносить нечего: явка не назначена.", do="Запишите явку и назначьте следующую.")
        problems = []
        if told["agreed_on"] < last.on:
            problems.append(Problem("agreed_on", f"Когда договорились: последняя явка {show(last.on)}"))
        if told["to"] < told["agreed_on"]:
            problems.append(Problem("to", "Новый день явки: раньше дня, когда договорились"))
        elif told["to"] == last.next_on:
            problems.append(Problem("to", "Новый день явки: на этот день она и назначена"))
        if problems:
            raise Invalid(problems)
        patients.living(patient, told["agreed_on"])
        made = VisitMove(patient_id=patient_id, visit_id=last.id, was_on=last.next_on, by=register.person.id, **told)
        last.next_on = told["to"]
        session.add(made)
    return made


def last_visit(session: Session, patient_id: int, day: date | None = None) -> Visit | None:
    """The last visit, kept or not, that was by a day."""
    query = sa.select(Visit).where(Visit.patient_id == patient_id)
    if day is not None:
        query = query.where(Visit.on <= day)
    return session.scalar(query.order_by(Visit.on.desc(), Visit.id.desc()).limit(1))


def pauses_of(session: Session, episode_id: int) -> list[Pause]:
    """The pauses of an episode, the oldest first."""
    return list(session.scalars(sa.select(Pause).where(Pause.episode_id == episode_id).order_by(Pause.since)))


def pauses(register: Register, patient_id: int) -> list[Pause]:
    """All pauses of a patient, the newest first."""
    with register.read("patients.look") as session:
        query = sa.select(Pause).where(Pause.patient_id == patient_id)
        return list(session.scalars(query.order_by(Pause.since.desc(), Pause.id.desc())))


def moves(register: Register, patient_id: int) -> list[VisitMove]:
    """All visits that were moved, the newest first."""
    with register.read("patients.look") as session:
        query = sa.select(VisitMove).where(VisitMove.patient_id == patient_id)
        return list(session.scalars(query.order_by(VisitMove.agreed_on.desc(), VisitMove.id.desc())))
