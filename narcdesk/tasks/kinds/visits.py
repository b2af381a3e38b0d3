"""The next visit agreed at the last one: overdue after the office's grace, and not waited for during a pause."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from narcdesk import observation
from narcdesk.dates import show
from narcdesk.observation import Episode, Pause, Visit
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.struck import standing
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, due_task, urgency_of
from narcdesk.working_days import office_calendar

TITLE = "Явки"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """The next visit agreed at the last one, for those under observation."""
    grace = timedelta(days=observation.grace_days(session))
    if asked.since is not None:  # a day agreed before a week may be waited for, with its grace, within it
        asked = replace(asked, since=asked.since - grace)
    for on, visit_id, patient in _waited(session, asked):
        is_missed, until = asked.day > on, on + grace
        said = "явка была назначена на" if is_missed else "назначена на"
        task = due_task(asked, What.VISIT, visit_id, patient, "Явка", said, on)
        if is_missed and until != on:
            more = "" if until < asked.day else f", ждём до {show(until)}"
            task = replace(task, due=until, said=task.said + more, urgency=urgency_of(until, asked.day))
        yield task


def _waited(session: Session, asked: Asked) -> list[tuple[date, int, Who]]:
    """The day he is waited for, visit and patient: as it was agreed, but for the few whose pause it fell into."""
    moved, last = _moved(session, asked), asked.offset + asked.limit
    cuts_here = bool(moved) and asked.patient_id is None
    rows = _agreed.rows(session, replace(asked, offset=0, limit=last) if cuts_here else asked)
    agreed = [(on, visit_id, patient) for on, visit_id, patient in rows if on is not None]
    if not cuts_here:
        return [*agreed, *moved]
    asked.counts.append(len(moved))
    return sorted([*agreed, *moved])[asked.offset : last]


def _moved(session: Session, asked: Asked) -> list[tuple[date, int, Who]]:
    rows = _paused.rows(session, asked)
    pauses: dict[int, list[Pause]] = {}
    for pause in session.scalars(_PAUSES, {"episodes": [row[0] for row in rows]}) if rows else ():
        pauses.setdefault(pause.episode_id, []).append(pause)
    calendar = office_calendar(session)
    moved = []
    for episode_id, visit_id, next_on, patient in rows:
        assert next_on is not None  # the query asks for it
        days = observation.awaited(next_on, pauses[episode_id], 0, calendar)
        if days is not None and days.on <= asked.week and asked.is_since(days.on):
            moved.append((days.on, visit_id, patient))
    return moved


_other = aliased(Visit)
_LAST = (
    sa.select(_other.id)
    .where(_other.patient_id == Episode.patient_id)
    .order_by(_other.on.desc(), _other.id.desc())
    .limit(1)
    .scalar_subquery()
)
_FALLS_INTO = sa.and_(
    Pause.episode_id == Episode.id,
    Pause.since <= Visit.next_on,
    sa.or_(Pause.until.is_(None), Pause.until >= Visit.next_on),
)


@asks_of(Episode.patient_id)
def _agreed(asked: Shape) -> sa.Select[date | None, int, Who]:
    """Whose visit fell into no pause. To look for the last visit of everybody is what costs: once."""
    return (
        sa.select(Visit.next_on, Visit.id, WHO)
        .select_from(Episode)
        .join(Visit, Visit.id == _LAST)
        .join(Patient, alive(Visit.patient_id))
        .where(Episode.ended_on.is_(None), asked.until(Visit.next_on, asked.week))
        .where(~sa.select(Pause.id).where(_FALLS_INTO).exists())
        .order_by(Visit.next_on, Visit.id)
    )


@asks_of(Episode.patient_id, in_pages=False)
def _paused(asked: Shape) -> sa.Select[int, int, date | None, Who]:
    """Whose visit fell into a pause that has an end; nobody waits for the others till it has one."""
    return (
        sa.select(Episode.id, Visit.id, Visit.next_on, WHO)
        .select_from(Pause)
        .join(Episode, Episode.id == Pause.episode_id)
        .join(Visit, Visit.id == _LAST)
        .join(Patient, alive(Visit.patient_id))
        .where(_FALLS_INTO, Pause.until.is_not(None), Episode.ended_on.is_(None), Visit.next_on <= asked.week)
    )


_PAUSES = standing(sa.select(Pause).where(Pause.episode_id.in_(sa.bindparam("episodes", expanding=True))))
