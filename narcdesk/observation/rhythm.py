"""How often a patient has to come: by his order, his group, and how long the remission or the observation lasts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from narcdesk import diagnoses, duties, rules
from narcdesk.dates import Calendar, add_months, show
from narcdesk.observation.assignments import each_lived_by, lived_by
from narcdesk.observation.cells import order
from narcdesk.observation.episodes import Episode, open_episode
from narcdesk.observation.remission import abstinent, abstinent_since, full_months
from narcdesk.working_days import office_calendar

NOT_FOUND = "срок следующей явки в порядке не найден, сверьте с приказом"


@dataclass(frozen=True)
class Rhythm:
    """How often a patient has to come: his order, his group by it, the interval of his state; None is not known."""

    order: rules.RuleSet
    group: rules.Group | None
    abstinent_since: date | None
    interval: rules.Interval | None
    months: int = 0  # of what the order counts: remission, or observation

    @property
    def shown(self) -> str:
        """In words: «не реже чем раз в 2 месяца (не подтверждено, сверьте с приказом)»."""
        if self.interval is None or self.interval.every is None:
            return NOT_FOUND
        doubt = f" ({self.interval.doubt})" if self.interval.doubt else ""
        return f"не реже чем {self.interval.shown}{doubt}"

    @property
    def state(self) -> str:
        """What the interval was chosen by: «ремиссия больше 14 месяцев», «наблюдение больше 3 месяцев»."""
        counted = "ремиссия" if self.order.counts == "remission" else "наблюдение"
        if self.order.counts == "remission" and self.abstinent_since is None:
            return "ремиссия не подтверждена"
        return f"{counted}, полных месяцев: {self.months}"


@dataclass(frozen=True)
class Proposal:
    """The day of the next visit and why it is that one; None: no order and nobody in the office told the term."""

    on: date | None
    why: str


def rhythm(session: Session, patient_id: int, day: date, *, uses: bool = False) -> Rhythm | None:
    """How often a patient under observation has to come as things stand on a day; None: not under observation."""
    episode = open_episode(session, patient_id, day)
    return None if episode is None else rhythm_of(session, episode, day, uses=uses)


def rhythm_of(session: Session, episode: Episode, day: date, *, uses: bool = False) -> Rhythm:
    """The rhythm of an episode as things stand on a day: by the order and the group that it lived by then.

    `uses`: a test of that day, not written down yet, has found a use.
    """
    rule_set, group_code = lived_by(session, episode, day)
    known = order(session, rule_set)
    group = next((one for one in known.groups if one.code == group_code), None)
    group = group or proposed_group(session, episode.patient_id, known)
    since = None if uses else abstinent_since(session, episode.patient_id, day)
    months = _months(known, episode, since, day)
    interval = known.interval(group.code, months) if group else None
    return Rhythm(known, group, since, interval, months)


def counted_months(session: Session, episodes: Sequence[Episode], day: date) -> dict[int, int]:
    """Full months by a day of what the order of each of many episodes counts, by their ids."""
    lived = each_lived_by(session, episodes, day)
    since = abstinent(session, day, [episode.patient_id for episode in episodes])
    return {
        episode.id: _months(rules.rule_set(lived[episode.id][0]), episode, since.get(episode.patient_id), day)
        for episode in episodes
    }


def _months(order: rules.RuleSet, episode: Episode, abstinent_since: date | None, day: date) -> int:
    return full_months(abstinent_since if order.counts == "remission" else episode.taken_on, day)


def next_visit(session: Session, patient_id: int, on: date, *, uses: bool = False) -> Proposal | None:
    """When to come again after a visit of a day; a day off gives the working day after it. None: not observed."""
    found = rhythm(session, patient_id, on, uses=uses)
    return None if found is None else proposal(found, on, office_calendar(session))


def proposal(found: Rhythm, on: date, calendar: Calendar) -> Proposal:
    """The next visit of a rhythm after a day."""
    if found.interval is None or found.interval.every is None:
        return Proposal(None, found.shown)
    day = after(found.interval, on)
    working = working_day(day, calendar)
    why = f"{found.state}: {found.shown}"
    if working != day:
        why += f"; {show(day)} — нерабочий день"
    return Proposal(working, why)


def after(interval: rules.Interval, on: date) -> date:
    """The last day on which a patient may come, by an interval that is known."""
    assert interval.every is not None
    return on + timedelta(weeks=interval.every) if interval.unit == "week" else add_months(on, interval.every)


def working_day(day: date, calendar: Calendar) -> date:
    """The day itself, or the first working one after it."""
    return day if calendar.is_working_day(day) else calendar.add_working_days(day, 1)


def proposed_group(session: Session, patient_id: int, order: rules.RuleSet) -> rules.Group | None:
    """The group of an order that a patient's diagnosis and court duties propose; the doctor decides."""
    diagnosis = diagnoses.present(session, patient_id)
    if diagnosis is None:
        return None
    return order.group_for(diagnosis.code, court_duty=duties.is_under_duty(session, patient_id))
