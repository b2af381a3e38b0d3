"""The group, and the order, that an episode lives by from a day on: every change is a dated decision of a person.

Taken under observation by one order, a patient stays in it till somebody moves him into the next one: when the order
of 12.02.2026 came into force, nothing was moved by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import patients, rules
from narcdesk.base import Base
from narcdesk.dates import show
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import Kind, asked
from narcdesk.observation.days import read_whole
from narcdesk.observation.episodes import Episode
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck, standing


class Assignment(MayBeStruck, Base, kw_only=True):
    """From a day on an episode is of this order and group; before it was of those."""

    __tablename__ = "assignments"
    __table_args__ = (sa.Index("ix_assignments_episode_id", "episode_id"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    episode_id: Mapped[int] = mapped_column(sa.ForeignKey("episodes.id"))
    on: Mapped[date] = mapped_column(info=asked("С какого дня", Kind.PAST_DAY, required=True, width=12))
    rule_set: Mapped[str] = mapped_column(sa.String(16))
    group: Mapped[str] = mapped_column(sa.String(8))
    before_rule_set: Mapped[str] = mapped_column(sa.String(16))
    before_group: Mapped[str | None] = mapped_column(sa.String(8), default=None)
    why: Mapped[str] = mapped_column(
        sa.String(200), default="", info=asked("Почему", Kind.TEXT, width=40, hint="диагноз, решение суда, заключение")
    )
    by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))

    @property
    def is_transfer(self) -> bool:
        """Whether the order changed too."""
        return self.rule_set != self.before_rule_set

    @property
    def said(self) -> str:
        """«ДН-2 → ДН-3», «переведён с ДН-2015 на ДН-2026, группа ДН-3»."""
        if self.is_transfer:
            return f"переведён с {self.before_rule_set} на {self.rule_set}, группа {self.group}"
        return f"{self.before_group or 'без группы'} → {self.group}"


def regroup(register: Register, episode_id: int, typed: Mapping[str, Any], *, group: str) -> Assignment:
    """Move an episode into another group of its order, from a day on; raises Invalid, NotFound, UserError."""
    with register.write("observation.regroup") as session:
        episode = _open(session, episode_id)
        order = rules.rule_set(episode.rule_set)
        if not order.groups_named:
            raise UserError(f"Порядок {order.id} на группы не делит.", do="Группы есть с 01.09.2026.")
        if group == episode.group:
            raise Invalid([Problem("group", f"Группа: пациент уже в группе {group}")])
        return _assign(register, session, episode, order, group, typed)


def transfer(register: Register, episode_id: int, typed: Mapping[str, Any], *, group: str) -> Assignment:
    """Move an episode of an older order into the order of that day and one of its groups."""
    with register.write("observation.transfer") as session:
        episode = _open(session, episode_id)
        on = read_whole(Assignment, typed, register.today())["on"]
        order = rules.observation_rules(on)
        if order.id == episode.rule_set:
            raise UserError(f"Пациент уже наблюдается по порядку {order.id}.", do="Нажмите F5.")
        return _assign(register, session, episode, order, group, typed)


def _open(session: Session, episode_id: int) -> Episode:
    episode = session.get(Episode, episode_id)
    if episode is None:
        raise NotFound("Такого наблюдения в реестре нет.")
    if episode.ended_on is not None:
        raise UserError(f"Наблюдение завершено {show(episode.ended_on)}.", do="Возьмите под наблюдение заново.")
    return episode


def _assign(
    register: Register,
    session: Session,
    episode: Episode,
    order: rules.RuleSet,
    group: str,
    typed: Mapping[str, Any],
) -> Assignment:
    told = read_whole(Assignment, typed, register.today())
    problems = []
    if group not in {known.code for known in order.groups}:
        problems.append(Problem("group", f"Группа: в порядке {order.id} такой нет" if group else "Группа: выберите"))
    since = max([episode.taken_on, *(known.on for known in assignments_of(session, episode.id))])
    if told["on"] < since:
        problems.append(Problem("on", f"С какого дня: не раньше {show(since)}"))
    if problems:
        raise Invalid(problems)
    patients.living(session.get_one(Patient, episode.patient_id), told["on"])
    made = Assignment(
        patient_id=episode.patient_id,
        episode_id=episode.id,
        rule_set=order.id,
        group=group,
        before_rule_set=episode.rule_set,
        before_group=episode.group,
        by=register.person.id,
        **told,
    )
    episode.rule_set, episode.group = order.id, group
    session.add(made)
    return made


def assignments_of(session: Session, episode_id: int) -> list[Assignment]:
    """The changes of an episode, the oldest first."""
    query = sa.select(Assignment).where(Assignment.episode_id == episode_id).order_by(Assignment.on, Assignment.id)
    return list(session.scalars(query))


def assignments(register: Register, patient_id: int) -> list[Assignment]:
    """All changes of order and group of a patient, the newest first."""
    with register.read("patients.look") as session:
        query = sa.select(Assignment).where(Assignment.patient_id == patient_id)
        return list(session.scalars(query.order_by(Assignment.on.desc(), Assignment.id.desc())))


def lived_by(session: Session, episode: Episode, day: date) -> tuple[str, str | None]:
    """The order and the group of an episode as they stood at the end of a day."""
    return each_lived_by(session, [episode], day)[episode.id]


def each_lived_by(session: Session, episodes: Sequence[Episode], day: date) -> dict[int, tuple[str, str | None]]:
    """The same of many episodes, by their ids."""
    lived = {episode.id: (episode.rule_set, episode.group) for episode in episodes}
    if episodes:
        for change in session.scalars(_LATER, {"episodes": list(lived), "day": day}):  # the first of them at the end
            lived[change.episode_id] = (change.before_rule_set, change.before_group)
    return lived


_LATER = standing(
    sa.select(Assignment)
    .where(Assignment.episode_id.in_(sa.bindparam("episodes", expanding=True)), Assignment.on > sa.bindparam("day"))
    .order_by(Assignment.on.desc(), Assignment.id.desc())
)


@dataclass(frozen=True)
class Way:
    """One stretch of an episode under one order and group."""

    rule_set: str
    group: str | None
    since: date


def way(register: Register, episode: Episode) -> list[Way]:
    """What an episode lived by, stretch after stretch: it remembers every order with its dates."""
    with register.read("patients.look") as session:
        changes = assignments_of(session, episode.id)
    if not changes:
        return [Way(episode.rule_set, episode.group, episode.taken_on)]
    first = Way(changes[0].before_rule_set, changes[0].before_group, episode.taken_on)
    return [first, *(Way(change.rule_set, change.group, change.on) for change in changes)]
