"""The days that follow from the facts of an observation: when a visit is waited for, and since when nobody came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.dates import Calendar, add_months
from narcdesk.observation.assignments import each_lived_by
from narcdesk.observation.cells import order, values
from narcdesk.observation.episodes import Episode
from narcdesk.observation.pauses import Pause, last_visit, pauses_of
from narcdesk.observation.rhythm import working_day
from narcdesk.observation.visits import Visit
from narcdesk.struck import standing
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


@dataclass(frozen=True)
class Silence:
    """Since when nobody has come, and the day on which that is a ground to end; None: no term of that is known."""

    since: date
    ground_on: date | None


def silences(session: Session, episodes: Sequence[Episode], day: date) -> dict[int, Silence]:
    """Since when nobody has come, by the ids of the episodes, as things stand on a day; during a pause there is none.

    It is counted from the last visit kept, the end of a pause, or the day he was taken, whichever is the last.
    """
    if not episodes:
        return {}
    asked = {"episodes": [episode.id for episode in episodes], "day": day}
    since = {episode.id: episode.taken_on for episode in episodes}
    since |= {row[0]: row[1] for row in session.execute(_KEPT, asked)}
    paused = set()
    for pause in session.scalars(_PAUSES, asked):
        if pause.until is None or day <= pause.until:
            paused.add(pause.episode_id)
        else:
            since[pause.episode_id] = max(since[pause.episode_id], pause.until)
    office, lived = values(session), each_lived_by(session, episodes, day)
    terms = {id: order(session, id, office).absence for id in {rule_set for rule_set, _group in lived.values()}}
    found = {}
    for episode_id, begun in since.items():
        term = terms[lived[episode_id][0]]
        months = None if term is None else term.months
        if episode_id not in paused:
            found[episode_id] = Silence(begun, None if months is None else add_months(begun, months))
    return found


_KEPT = standing(
    sa.select(Episode.id, sa.func.max(Visit.on))
    .join(Visit, Visit.patient_id == Episode.patient_id)
    .where(Episode.id.in_(sa.bindparam("episodes", expanding=True)))
    .where(Visit.kept, Visit.on >= Episode.taken_on, Visit.on <= sa.bindparam("day"))
    .group_by(Episode.id)
)
_PAUSES = standing(
    sa.select(Pause).where(
        Pause.episode_id.in_(sa.bindparam("episodes", expanding=True)), Pause.since <= sa.bindparam("day")
    )
)


def absent_since(session: Session, episode: Episode, day: date) -> date | None:
    """The day from which absence is counted; None while a pause goes on."""
    found = silences(session, [episode], day).get(episode.id)
    return found.since if found else None


def no_show_on(session: Session, episode: Episode, day: date) -> date | None:
    """The day on which absence becomes a ground to end an observation, as things stand on a day.

    None: a pause goes on, or neither the order nor the office tells after how many months.
    """
    found = silences(session, [episode], day).get(episode.id)
    return found.ground_on if found else None
