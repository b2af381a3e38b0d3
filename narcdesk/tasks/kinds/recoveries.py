"""A remission long enough for the commission to end the observation; and what it has decided and nobody has done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from narcdesk import observation, rules
from narcdesk.dates import add_months, plural, show
from narcdesk.diagnoses import Diagnosis
from narcdesk.duties import Duty
from narcdesk.observation import CommissionDecision, Episode, RemissionFact, RemissionKind, Verdict
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Query, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, Urgency, What, Who

TITLE = "На комиссию"
USED = (RemissionKind.LAST_USE, RemissionKind.USE)


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Open observations that the commission may end by their order, and those that it has ended on paper."""
    if not asked.is_since(None):
        return
    for episode, patient, decided_on in _decided.rows(session, asked):
        yield _task(episode, patient, f"комиссия решила снять {show(decided_on)}: завершите наблюдение")
    for order in observation.orders(session):
        ends = [Wanted.of(order, rule) for rule in order.ends if rule.ground == "recovery" and rule.after_months]
        if ends:
            yield from _possible(session, asked, order, ends)


# How an order tells apart whom a rule is for. A group that nobody has decided is the one that the diagnosis proposes,
# in an order that has one for court duties too: whether there is such a duty.
By = Literal["", "diagnosis", "group", "group_by_court", "group_by_none"]


@dataclass(frozen=True)
class Wanted:
    """How long a remission or an observation one rule wants, and of whom."""

    months: int
    whose: str  # word of the length it is, where the order is not confirmed
    by: By
    group: rules.Group | None

    @classmethod
    def of(cls, order: rules.RuleSet, rule: rules.EndRule) -> "Wanted":
        """What a rule of an order wants."""
        assert rule.after_months is not None
        doubt = rules.BY_OFFICE if rule.months_by_office else "" if rule.confirmed else rules.UNCONFIRMED
        group = next((known for known in order.groups if known.code == rule.group), None)
        return cls(rule.after_months, f" ({doubt})" if doubt else "", _told_apart(order, group), group)


def _told_apart(order: rules.RuleSet, group: rules.Group | None) -> By:
    if group is None:
        return ""
    if not order.groups_named:
        return "diagnosis"
    if not any(known.needs_court_duty for known in order.groups):
        return "group"
    return "group_by_court" if group.needs_court_duty else "group_by_none"


def _possible(session: Session, asked: Asked, order: rules.RuleSet, ends: list[Wanted]) -> Iterator[Task]:
    what = "ремиссия" if order.counts == "remission" else "наблюдение"
    query = _long_enough(order.counts == "remission", tuple(end.by for end in ends))
    told: dict[str, Any] = {"rule_set": order.id}
    for place, end in enumerate(ends):
        told[f"latest_{place}"] = add_months(asked.day, -end.months)
        if end.group is not None:
            told |= {f"group_{place}": end.group.code, f"codes_{place}": end.group.icd}
    rows = query.rows(session, asked, **told)
    counted = observation.counted_months(session, [episode for episode, _, _ in rows], asked.day)
    for episode, patient, place in rows:
        end = ends[place]
        if counted[episode.id] >= end.months:
            needed = plural(end.months, "полный месяц", "полных месяца", "полных месяцев")
            said = f"{what}: {counted[episode.id]} полных месяцев, нужно {needed}{end.whose}; можно на комиссию"
            yield _task(episode, patient, said)


def _task(episode: Episode, patient: Who, said: str) -> Task:
    return Task(What.COMMISSION, episode.id, patient.id, "ВК", patient.named, said, None, Urgency.WAITING)


_other = aliased(CommissionDecision)
_LAST_DECISION = (  # the last word of the commission about an observation: what it said before is no longer so
    sa.select(_other.id)
    .where(_other.episode_id == Episode.id)
    .order_by(_other.decided_on.desc(), _other.id.desc())
    .limit(1)
    .correlate(Episode)
    .scalar_subquery()
)


@asks_of(Patient.id)
def _decided(_asked: Shape) -> sa.Select[Episode, Who, date]:
    return (
        sa.select(Episode, WHO, CommissionDecision.decided_on)
        .join(Patient, alive(Episode.patient_id))
        .join(CommissionDecision, CommissionDecision.episode_id == Episode.id)
        .where(Episode.ended_on.is_(None), CommissionDecision.verdict == Verdict.END)
        .where(CommissionDecision.id == _LAST_DECISION)
        .order_by(CommissionDecision.decided_on, Episode.id)
    )


@cache
def _long_enough(of_remission: bool, by: tuple[By, ...]) -> Query[Episode, Who, int]:
    """By the database, and by which of the rules; the last days of short months are then told apart one by one."""

    @asks_of(Patient.id)
    def query(asked: Shape) -> sa.Select[Episode, Who, int]:
        later = sa.select(CommissionDecision.id).where(
            CommissionDecision.episode_id == Episode.id,  # said too, for of most the commission has decided nothing
            CommissionDecision.id == _LAST_DECISION,
            sa.or_(
                CommissionDecision.verdict == Verdict.END,
                CommissionDecision.again_on > asked.day,
            ),
        )
        used, confirmed = _last(asked, USED), _last(asked, (RemissionKind.ABSTINENT,))
        since = used.c.last if of_remission else Episode.taken_on
        fits = [sa.and_(_is_of(one, place), since <= sa.bindparam(f"latest_{place}")) for place, one in enumerate(by)]
        found = (
            sa.select(Episode, WHO, sa.case(*((fit, place) for place, fit in enumerate(fits))))
            .select_from(Episode)
            .join(Patient, alive(Episode.patient_id))
            .where(Episode.ended_on.is_(None), Episode.rule_set == sa.bindparam("rule_set"))
            .where(sa.or_(*fits), ~later.exists())
            .order_by(Episode.taken_on, Episode.id)
        )
        if any(by):
            own = sa.and_(Diagnosis.patient_id == Episode.patient_id, Diagnosis.replaced_on.is_(None))
            found = found.outerjoin(Diagnosis, own)
        if of_remission:  # abstinence was confirmed after the last use
            found = found.join(used, used.c.patient_id == Episode.patient_id)
            found = found.join(confirmed, confirmed.c.patient_id == Episode.patient_id)
            found = found.where(confirmed.c.last > used.c.last)
        return found

    return query


def _is_of(by: By, place: int) -> sa.ColumnElement[bool]:
    """That a rule is for whom it is asked of."""
    if not by:
        return sa.true()
    code = Diagnosis.substance + "." + Diagnosis.state
    proposed: sa.ColumnElement[bool] = code.in_(sa.bindparam(f"codes_{place}", expanding=True))
    if by == "diagnosis":
        return proposed
    under_duty = sa.select(Duty.id).where(Duty.patient_id == Episode.patient_id, Duty.ended_on.is_(None)).exists()
    if by != "group":
        proposed = sa.and_(proposed, under_duty if by == "group_by_court" else ~under_duty)
    return sa.or_(Episode.group == sa.bindparam(f"group_{place}"), sa.and_(Episode.group.is_(None), proposed))


def _last(asked: Shape, kinds: tuple[RemissionKind, ...]) -> sa.Subquery:
    """The last fact of these kinds, of each patient."""
    query = (
        sa.select(RemissionFact.patient_id, sa.func.max(RemissionFact.on).label("last"))
        .where(RemissionFact.kind.in_(kinds), RemissionFact.on <= asked.day)
        .group_by(RemissionFact.patient_id)
    )
    if asked.is_of_one:  # else the facts of everybody would be gone through for a card
        query = query.where(asked.of(RemissionFact.patient_id))
    return query.subquery()
