"""The days that follow from the facts of an observation: when a visit is waited for, and since when nobody came."""

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.dates import Calendar, add_months
from narcdesk.observation.assignments import lived_by
from narcdesk.observation.cells import order
from narcdesk.observation.episodes import Episode
from narcdesk.observation.pauses import Pause, last_visit, pauses_of
from narcdesk.observation.rhythm import working_day
from narcdesk.observation.visits import Visit
from narcdesk.working_days import office_calendar


@dataclass(frozen=True)
class Awaited:
    """The next visit: the day it is waited for, and the last day on which it is not overdue yet."""

    on: date
    until: date


def awaited(next_on: date, pauses: list[Pause], grace: int, calendar: Calendar) -> Awaited | None:
    """When the visit agreed is waited for: after a pause that it fell into; None while such a pause has no end."""
    day = next_on
    for pause in sorted(pauses, key=lambda one: one.since):
        if pause.since <= day and (pause.until is None or day <= pause.until):
            if pause.until is None:
                return None
            day = working_day(pause.until + timedelta(days=1), calendar)
    return Awaited(day, day + timedelta(days=grace))


def awaited_of(session: Session, episode: Episode, day: date, grace: int) -> Awaited | None:
    """The visit that a patient is waited for as things stand on a day; None: none is agreed, or a pause goes on."""
    last = last_visit(session, episode.patient_id, day)
    if last is None or last.next_on is None:
        return None
    return awaited(last.next_on, pauses_of(session, episode.id), grace, office_calendar(session))


def absent_since(session: Session, episode: Episode, day: date) -> date | None:
    """The day from which absence is counted: the last visit kept, the end of a pause, or the day he was taken.

    None while a pause goes on.
    """
    kept = session.scalar(
        sa.select(sa.func.max(Visit.on)).where(
            Visit.patient_id == episode.patient_id, Visit.kept, Visit.on >= episode.taken_on, Visit.on <= day
        )
    )
    since = max(filter(None, (episode.taken_on, kept)))
    for pause in pauses_of(session, episode.id):
        if pause.since <= day and (pause.until is None or day <= pause.until):
            return None
        if pause.until is not None and pause.until < day:
            since = max(since, pause.until)
    return since


def no_show_on(session: Session, episode: Episode, day: date) -> date | None:
    """The day on which absence becomes a ground to end an observation, as things stand on a day.

    None: a pause goes on, or neither the order nor the office tells after how many months.
    """
    rule_set, _group = lived_by(session, episode, day)
    absence = order(session, rule_set).absence
    since = absent_since(session, episode, day)
    if absence is None or absence.months is None or since is None:
        return None
    return add_months(since, absence.months)
