"""Therapeutic communities and groups of mutual help: the directory, and that a person goes there by his own word.

Regulation 4.4. Nobody here knows who goes to a group: a visit is what a person said in his own card, without a key to
the directory, so that no list of a group's people can be made; and no paper of a group names one.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from narcdesk import patients
from narcdesk.base import Base, Coded, coded
from narcdesk.errors import Invalid, NotFound, Problem
from narcdesk.fields import Kind, asked, read
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck


class GroupKind(Coded):
    """What kind of community it is."""

    MUTUAL = "mutual", "группа взаимопомощи"
    COMMUNITY = "community", "терапевтическое сообщество"
    FAMILY = "family", "группа для родных"


class SupportGroup(Base, kw_only=True):
    """One group or community, as it tells of itself."""

    __tablename__ = "support_groups"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(200), info=asked("Название", Kind.TEXT, required=True, width=44))
    kind: Mapped[GroupKind] = mapped_column(
        coded(GroupKind), info=asked("Вид", Kind.CHOICE, required=True, choices=GroupKind, width=30)
    )
    place: Mapped[str] = mapped_column(sa.String(300), default="", info=asked("Где", Kind.TEXT, width=44))
    days: Mapped[str] = mapped_column(
        sa.String(200), default="", info=asked("Дни и часы", Kind.TEXT, width=44, hint="вт и чт, 19:00")
    )
    contact: Mapped[str] = mapped_column(
        sa.String(200), default="", info=asked("Связь", Kind.TEXT, width=44, hint="телефон или сайт самой группы")
    )
    valid_from: Mapped[date] = mapped_column(
        info=asked("Сведения на", Kind.PAST_DAY, required=True, width=12, hint="когда об этом узнали")
    )
    valid_to: Mapped[date | None] = mapped_column(
        default=None, info=asked("Действует до", Kind.NEAR_DAY, width=12, hint="пусто, пока собирается")
    )

    def is_open_on(self, day: date) -> bool:
        """Whether it meets on a day, as far as is known."""
        return self.valid_to is None or day <= self.valid_to


class GroupVisit(MayBeStruck, Base, kw_only=True):
    """That a person goes to a group, by his own word alone."""

    __tablename__ = "group_visits"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    on: Mapped[date] = mapped_column(info=asked("Когда сказал", Kind.PAST_DAY, required=True, width=12))
    said: Mapped[str] = mapped_column(
        sa.String(300),
        info=asked("Со слов пациента", Kind.TEXT, required=True, width=44, hint="куда ходит, как часто"),
    )


def enter(register: Register, typed: Mapping[str, Any]) -> SupportGroup:
    """A group for the directory; raises Invalid."""
    with register.write("groups.enter") as session:
        group = SupportGroup(**_read(register, typed, whole=True))
        _must_hold(group)
        session.add(group)
    return group


def amend(register: Register, group_id: int, typed: Mapping[str, Any]) -> SupportGroup:
    """What has changed about a group; it is closed by the day till which it met. Raises Invalid."""
    with register.write("groups.amend") as session:
        group = session.get(SupportGroup, group_id)
        if group is None:
            raise NotFound("Такой группы в справочнике нет.")
        for name, value in _read(register, typed, whole=False).items():
            setattr(group, name, value)
        _must_hold(group)
    return group


def _read(register: Register, typed: Mapping[str, Any], *, whole: bool) -> dict[str, Any]:
    reading = read(SupportGroup, typed, register.today(), whole=whole)
    if reading.problems:
        raise Invalid(reading.problems)
    return reading.values


def _must_hold(group: SupportGroup) -> None:
    if group.valid_to is not None and group.valid_to < group.valid_from:
        raise Invalid([Problem("valid_to", "Действует до: раньше дня, на который известно")])


def visit(register: Register, patient_id: int, typed: Mapping[str, Any]) -> GroupVisit:
    """A person said that he goes to a group; raises Invalid."""
    with register.write("groups.visit") as session:
        values = patients.told(session, GroupVisit, patient_id, typed, register.today())
        told = GroupVisit(patient_id=patient_id, **values)
        session.add(told)
    return told


def directory(register: Register, *, open_only: bool = True) -> list[SupportGroup]:
    """The groups by their names; those that meet no more only on wish."""
    with register.read() as session:
        query = sa.select(SupportGroup).order_by(SupportGroup.name, SupportGroup.id)
        if open_only:
            still = sa.or_(SupportGroup.valid_to.is_(None), SupportGroup.valid_to >= register.today())
            query = query.where(still)
        return list(session.scalars(query))


def listing(register: Register, patient_id: int) -> list[GroupVisit]:
    """What a person said of groups, the newest first."""
    with register.read("patients.look") as session:
        query = sa.select(GroupVisit).where(GroupVisit.patient_id == patient_id)
        return list(session.scalars(query.order_by(GroupVisit.on.desc(), GroupVisit.id.desc())))
