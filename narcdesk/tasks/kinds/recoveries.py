"""A remission long enough for the commission to end the observation; and what it has decided and nobody has done."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import observation, rules
from narcdesk.dates import add_months, plural, show
from narcdesk.diagnoses import Diagnosis
from narcdesk.observation import CommissionDecision, Episode, RemissionFact, RemissionKind, Verdict
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.task import WHO, Asked, Task, Urgency, What, Who

TITLE = "На комиссию"
USED = (RemissionKind.LAST_USE, RemissionKind.USE)


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Open observations that the commission may end by their order, and those that it has ended on paper."""
    if not asked.is_since(None):
        return
    for episode, patient, decided_on in session.execute(asked.only(_decided(), Patient.id)):
        yield _task(episode, patient, f"комиссия решила снять {show(decided_on)}: завершите наблюдение")
    for order in rules.all_rule_sets():
        known = observation.order(session, order.id)
        for rule in known.ends:
            if rule.ground == "recovery" and rule.after_months is not None:
                yield from _possible(session, asked, known, rule, rule.after_months)


def _possible(session: Session, asked: Asked, order: rules.RuleSet, rule: rules.EndRule, months: int) -> Iterator[Task]:
    whose = f" ({rules.BY_OFFICE})" if rule.months_by_office else "" if rule.confirmed else f" ({rules.UNCONFIRMED})"
    what = "ремиссия" if order.counts == "remission" else "наблюдение"
    needed = plural(months, "полный месяц", "полных месяца", "полных месяцев")
    for episode, patient in session.execute(asked.only(_long_enough(asked, order, rule, months), Patient.id)):
        facts = observation.rhythm_of(session, episode, asked.day)
        if facts.months >= months:
            said = f"{what}: {facts.months} полных месяцев, нужно {needed}{whose}; можно на комиссию"
            yield _task(episode, patient, said)


def _task(episode: Episode, patient: Who, said: str) -> Task:
    return Task(What.COMMISSION, episode.id, patient.id, "ВК", patient.named, said, None, Urgency.WAITING)


def _decided() -> sa.Select[Episode, Who, date]:
    query = (
        sa.select(Episode, WHO, CommissionDecision.decided_on)
        .join(Patient, alive(Episode.patient_id))
        .join(CommissionDecision, CommissionDecision.episode_id == Episode.id)
        .where(Episode.ended_on.is_(None), CommissionDecision.verdict == Verdict.END)
        .order_by(CommissionDecision.decided_on, Episode.id)
    )
    return query


def _long_enough(asked: Asked, order: rules.RuleSet, rule: rules.EndRule, months: int) -> sa.Select[Episode, Who]:
    """By the database; the last days of short months are then told apart one by one."""
    latest = add_months(asked.day, -months)
    later = sa.select(CommissionDecision.id).where(
        CommissionDecision.episode_id == Episode.id,
        sa.or_(
            CommissionDecision.verdict == Verdict.END,
            CommissionDecision.again_on > asked.day,
        ),
    )
    query = (
        sa.select(Episode, WHO)
        .join(Patient, alive(Episode.patient_id))
        .where(Episode.ended_on.is_(None), Episode.rule_set == order.id, ~later.exists())
        .order_by(Episode.taken_on, Episode.id)
    )
    if order.counts == "remission":
        query = _sober(query, asked, latest)
    else:
        query = query.where(Episode.taken_on <= latest)
    if rule.group is None:
        return query
    group = next(known for known in order.groups if known.code == rule.group)
    if order.groups_named:
        return query.where(Episode.group == group.code)
    code = Diagnosis.substance + "." + Diagnosis.state
    return query.join(
        Diagnosis, sa.and_(Diagnosis.patient_id == Episode.patient_id, Diagnosis.replaced_on.is_(None))
    ).where(code.in_(group.icd))


def _sober(query: sa.Select[Episode, Who], asked: Asked, latest: date) -> sa.Select[Episode, Who]:
    """The last use lies so far back, and abstinence was confirmed after it."""

    def last(kinds: tuple[RemissionKind, ...]) -> sa.Subquery:
        return (
            sa.select(RemissionFact.patient_id, sa.func.max(RemissionFact.on).label("last"))
            .where(RemissionFact.kind.in_(kinds), RemissionFact.on <= asked.day)
            .group_by(RemissionFact.patient_id)
            .subquery()
        )

    used, confirmed = last(USED), last((RemissionKind.ABSTINENT,))
    return (
        query.join(used, used.c.patient_id == Episode.patient_id)
        .join(confirmed, confirmed.c.patient_id == Episode.patient_id)
        .where(used.c.last <= latest, confirmed.c.last > used.c.last)
    )
