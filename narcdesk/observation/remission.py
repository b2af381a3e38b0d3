"""The dated facts that remission is made of, each with its proof; its length is computed, never typed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import patients, rules
from narcdesk.base import Base, Coded, coded
from narcdesk.dates import add_months, days_phrase, plural, show, years_phrase
from narcdesk.fields import Kind, asked
from narcdesk.observation.days import must_be_alive, read_whole
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck, standing

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


@dataclass(frozen=True)
class Remission:
    """Abstinence that is confirmed: since when, and how long by a day; both notions of it follow from the length."""

    since: date
    days: int
    months: int  # full ones

    @property
    def band(self) -> str:
        """The band of form 37, table 2130; shorter ones are not counted there."""
        if self.months < 6:
            return "в форму 37 ещё не входит"
        if self.months < 12:
            return "форма 37: от 6 до 12 месяцев"
        return "форма 37: от года до двух лет" if self.months < 24 else "форма 37: больше двух лет"

    @property
    def shown(self) -> str:
        """«14 месяцев, с 03.09.2025»."""
        length = plural(self.months, "месяц", "месяца", "месяцев") if self.months else days_phrase(self.days)
        return f"{length}, с {show(self.since)}"

    def by(self, order: rules.RuleSet) -> str:
        """Whether an order calls it a remission; "" where the order does not define one."""
        if order.remission_months is None:
            return ""
        years = years_phrase(order.remission_months // 12)
        is_one = self.months >= order.remission_months
        return f"по {order.id} ремиссия" if is_one else f"по {order.id} ещё не ремиссия, нужен {years}"


def remission_on(session: Session, patient_id: int, day: date) -> Remission | None:
    """The remission of a patient as the facts show it on a day; None: not confirmed."""
    since = abstinent_since(session, patient_id, day)
    return None if since is None else Remission(since, (day - since).days, full_months(since, day))


def full_months(since: date | None, day: date) -> int:
    """Full months from a day to another; 0 when nothing is counted."""
    if since is None or since > day:
        return 0
    months = (day.year - since.year) * 12 + day.month - since.month
    return months if add_months(since, months) <= day else months - 1


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
    return abstinent(session, day, [patient_id]).get(patient_id)


def last_use(session: Session, day: date, persons: Collection[int] | None = None) -> dict[int, date]:
    """The last use known by a day, of each patient who has one, or of those of these persons who have."""
    return _last_fact(session, day, (RemissionKind.LAST_USE, RemissionKind.USE), persons)


def abstinent(session: Session, day: date, persons: Collection[int] | None = None) -> dict[int, date]:
    """Patients whose abstinence is confirmed by a day, and since when: their last use, confirmed on a later day."""
    used = last_use(session, day, persons)
    confirmed = _last_fact(session, day, (RemissionKind.ABSTINENT,), persons)
    return {person: since for person, since in used.items() if person in confirmed and confirmed[person] > since}


def _last_fact(
    session: Session, day: date, kinds: tuple[RemissionKind, ...], persons: Collection[int] | None
) -> dict[int, date]:
    asked = {"day": day, "kinds": kinds}
    if persons is not None and not persons:
        return {}
    if persons is None:
        found = session.execute(_LAST, asked)
    else:
        found = session.execute(_LAST_OF, asked | {"persons": list(persons)})
    return {row.patient_id: row.last for row in found}


_LAST = standing(
    sa.select(RemissionFact.patient_id, sa.func.max(RemissionFact.on).label("last"))
    .where(RemissionFact.on <= sa.bindparam("day"), RemissionFact.kind.in_(sa.bindparam("kinds", expanding=True)))
    .group_by(RemissionFact.patient_id)
)
_LAST_OF = _LAST.where(RemissionFact.patient_id.in_(sa.bindparam("persons", expanding=True)))
