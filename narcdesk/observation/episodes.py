"""Episodes of observation: from the day a patient was taken to the day it ended, by the order in force on its day."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import diagnoses, patients, rules
from narcdesk.base import Base, Coded, coded
from narcdesk.dates import show
from narcdesk.diagnoses import Diagnosis, Group
from narcdesk.errors import Invalid, Problem, UserError
from narcdesk.fields import Kind, asked
from narcdesk.observation.days import must_be_alive, read_whole
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck


class EndGround(Coded):
    """Why an observation ended; one list for all rule sets."""

    RECOVERY = "recovery", "выздоровление, стойкая ремиссия"
    MOVED = "moved", "переезд"
    REFUSED = "refused", "письменный отказ"
    NO_SHOW = "no_show", "неявка, нет сведений"
    PRISON = "prison", "лишение свободы"
    WRONG = "wrong", "диагноз не подтверждён"
    DEATH = "death", "смерть"


class Episode(MayBeStruck, Base, kw_only=True):
    """One observation, from the day it was taken to the day it ended."""

    __tablename__ = "episodes"
    __table_args__ = (sa.Index("ix_episodes_patient_id_taken_on", "patient_id", "taken_on"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"))
    rule_set: Mapped[str] = mapped_column(sa.String(16))
    taken_on: Mapped[date] = mapped_column(info=asked("Взят под наблюдение", Kind.PAST_DAY, required=True, width=12))
    first_in_life: Mapped[bool] = mapped_column(default=False, info=asked("Впервые в жизни", Kind.YES_NO))
    group: Mapped[str | None] = mapped_column(sa.String(8), default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    end_ground: Mapped[EndGround | None] = mapped_column(coded(EndGround), default=None)

    def is_open_on(self, day: date) -> bool:
        """On the books at the end of a day."""
        return self.taken_on <= day and (self.ended_on is None or day < self.ended_on)


def take(
    register: Register,
    patient_id: int,
    typed: Mapping[str, Any],
    *,
    group: str | None = None,
    ended: tuple[date, EndGround | None] | None = None,
) -> Episode:
    """Take a patient under observation by the rule set of that day; one of before a later one comes with its end."""
    with register.write("observation.take") as session:
        patient = patients.known(session, patient_id)
        episode = drawn_up(patient, typed, register.today(), group=group, ended=ended)
        for other in session.scalars(sa.select(Episode).where(Episode.patient_id == patient_id)):
            _must_not_overlap(episode.taken_on, episode.ended_on, other)
        session.add(episode)
    return episode


def drawn_up(
    patient: Patient,
    typed: Mapping[str, Any],
    today: date,
    *,
    group: str | None = None,
    ended: tuple[date, EndGround | None] | None = None,
) -> Episode:
    """An observation after all checks that ask nothing of the others; raises Invalid, UserError.

    An old list may tell when one ended and not why: only there the ground is None.
    """
    values = read_whole(Episode, typed, today)
    must_be_alive(patient, "taken_on", "Взят под наблюдение", values["taken_on"])
    if ended is not None and not (values["taken_on"] <= ended[0] <= today):
        raise Invalid([Problem("ended_on", "Дата снятия: между взятием и сегодняшним днём")])
    if ended is not None and ended[1] is EndGround.DEATH:
        raise Invalid([Problem("end_ground", "Причина снятия: смерть отмечают в карте пациента")])
    order = rules.observation_rules(values["taken_on"])
    if group and group not in {known.code for known in order.groups}:
        raise Invalid([Problem("group", f"Группа: в порядке {order.id} такой нет")])
    return Episode(
        patient_id=patient.id,
        rule_set=order.id,
        group=group,
        ended_on=ended[0] if ended else None,
        end_ground=ended[1] if ended else None,
        **values,
    )


def _must_not_overlap(taken_on: date, ended_on: date | None, other: Episode) -> None:
    is_before = ended_on is not None and ended_on <= other.taken_on
    if is_before or (other.ended_on is not None and other.ended_on <= taken_on):
        return
    if other.ended_on is None:
        raise UserError("Пациент уже под наблюдением.", do="Завершите прежнее наблюдение.")
    later = f"есть более позднее, с {show(other.taken_on)}; укажите, когда до него кончилось это"
    said = later if taken_on < other.taken_on else f"прежнее — до {show(other.ended_on)}"
    raise Invalid([Problem("taken_on", f"Взят под наблюдение: {said}")])


def open_episode(session: Session, patient_id: int, day: date) -> Episode | None:
    """The observation that is going on."""
    return session.scalar(
        sa.select(Episode)
        .where(
            Episode.patient_id == patient_id,
            Episode.taken_on <= day,
            sa.or_(Episode.ended_on.is_(None), Episode.ended_on > day),
        )
        .order_by(Episode.taken_on.desc())
        .limit(1)
    )


def episodes(register: Register, patient_id: int) -> list[Episode]:
    """All observations of a patient, the newest first."""
    with register.read("patients.look") as session:
        return list(
            session.scalars(
                sa.select(Episode).where(Episode.patient_id == patient_id).order_by(Episode.taken_on.desc())
            )
        )


def observed(session: Session, day: date) -> set[int]:
    """Patients under observation at the end of a day."""
    return set(
        session.scalars(
            sa.select(Episode.patient_id).where(
                Episode.taken_on <= day, sa.or_(Episode.ended_on.is_(None), Episode.ended_on > day)
            )
        )
    )


def in_groups(session: Session, groups: tuple[Group, ...], day: date) -> set[int]:
    """Patients who belong to one of the groups at the end of a day, as rows of form 37 count them.

    It is the diagnosis of that day. Who was taken under observation before his first diagnosis was written down
    belongs to the row of that diagnosis from the taking day on: a row is never without its persons.
    """
    return diagnoses.in_groups(session, groups, day) | {
        diagnosis.patient_id for diagnosis in first_ones_after(session, day) if diagnosis.group in groups
    }


def first_ones_after(session: Session, day: date, persons: Collection[int] | None = None) -> list[Diagnosis]:
    """First diagnoses, made after a day, of those (of these persons) who were under observation on it already."""
    first = (
        sa.select(Diagnosis.patient_id, sa.func.min(Diagnosis.made_on).label("made_on"))
        .group_by(Diagnosis.patient_id)
        .subquery()
    )
    query = (
        sa.select(Diagnosis)
        .join(first, sa.and_(first.c.patient_id == Diagnosis.patient_id, first.c.made_on == Diagnosis.made_on))
        .join(Episode, Episode.patient_id == Diagnosis.patient_id)
        .where(
            Diagnosis.made_on > day,
            Episode.taken_on <= day,
            sa.or_(Episode.ended_on.is_(None), Episode.ended_on >= Diagnosis.made_on),
        )
        .order_by(Diagnosis.id.desc())  # of two of one day the one that was written first stays
    )
    if persons is not None:
        query = query.where(Diagnosis.patient_id.in_(persons))
    return list({diagnosis.patient_id: diagnosis for diagnosis in session.scalars(query)}.values())
