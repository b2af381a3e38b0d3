"""The next visit agreed at the last one: overdue after the office's grace, and not waited for during a pause."""

from collections.abc import Iterator
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from narcdesk import observation
from narcdesk.dates import show
from narcdesk.observation import Awaited, Episode, Pause, Visit
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.tasks.task import Asked, Task, What, due_task, patients_by_id, urgency_of
from narcdesk.working_days import office_calendar

TITLE = "Явки"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """The next visit agreed at the last one, for those under observation."""
    rows = _waited(session, asked)
    asked.counts.append(len(rows))
    if asked.patient_id is None:
        rows = rows[asked.offset : asked.offset + asked.limit]
    people = patients_by_id(session, {patient_id for _, patient_id, _ in rows})
    for visit_id, patient_id, waited in rows:
        is_missed = asked.day > waited.on
        said = "явка была назначена на" if is_missed else "назначена на"
        task = due_task(asked, What.VISIT, visit_id, people[patient_id], "Явка", said, waited.on)
        if is_missed and waited.until != waited.on:
            more = "" if waited.until < asked.day else f", ждём до {show(waited.until)}"
            task = replace(task, due=waited.until, said=task.said + more, urgency=urgency_of(waited.until, asked.day))
        yield task


def _waited(session: Session, asked: Asked) -> list[tuple[int, int, Awaited]]:
    """Visit, patient and the days he is waited for. To look for the last visit of everybody is what costs: once."""
    other = aliased(Visit)
    last = (
        sa.select(other.id)
        .where(other.patient_id == Episode.patient_id)
        .order_by(other.on.desc(), other.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    falls_into = sa.and_(
        Pause.episode_id == Episode.id,
        Pause.since <= Visit.next_on,
        sa.or_(Pause.until.is_(None), Pause.until >= Visit.next_on),
    )
    query = (
        sa.select(Visit.id, Visit.next_on, Visit.patient_id, Pause.episode_id, Pause.until)
        .select_from(Episode)
        .join(Visit, Visit.id == last)
        .join(Patient, alive(Visit.patient_id))
        .outerjoin(Pause, falls_into)
        .where(
            Episode.ended_on.is_(None),
            Visit.next_on <= asked.week,
            sa.or_(asked.until(Visit.next_on, asked.week), Pause.until.is_not(None)),
            asked.received(Visit.patient_id),
        )
        .order_by(Visit.next_on, Visit.id)
    )
    if asked.patient_id is not None:
        query = query.where(Episode.patient_id == asked.patient_id)
    rows = session.execute(query).all()
    pauses = _pauses(session, {row[3] for row in rows if row[3] is not None and row[4] is not None})
    grace, calendar = observation.grace_days(session), office_calendar(session)
    waited = []
    for visit_id, next_on, patient_id, paused, until in rows:
        assert next_on is not None  # the query asks for it
        if paused is not None and until is None:
            continue  # nobody waits for him till the pause has an end
        days = observation.awaited(next_on, pauses.get(paused, []), grace, calendar)
        if days is not None and days.on <= asked.week and asked.is_since(days.on):
            waited.append((visit_id, patient_id, days))
    return sorted(waited, key=lambda one: (one[2].on, one[0])) if pauses else waited


def _pauses(session: Session, episodes: set[int]) -> dict[int | None, list[Pause]]:
    found: dict[int | None, list[Pause]] = {}
    for pause in session.scalars(sa.select(Pause).where(Pause.episode_id.in_(episodes))):
        found.setdefault(pause.episode_id, []).append(pause)
    return found
