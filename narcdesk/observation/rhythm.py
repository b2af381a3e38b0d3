"""How often a patient has to come: by his order, his group, and how long the remission or the observation lasts."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from narcdesk import diagnoses, duties, rules
from narcdesk.dates import add_months
from narcdesk.observation.episodes import open_episode
from narcdesk.observation.remission import abstinent_since


@dataclass(frozen=True)
class Rhythm:
    """How often a patient has to come: his order, his group by it, the interval of his state; None is not known."""

    order: rules.RuleSet
    group: rules.Group | None
    abstinent_since: date | None
    interval: rules.Interval | None

    @property
    def shown(self) -> str:
        """In words: «не реже чем раз в 2 месяца (не подтверждено, сверьте с приказом)»."""
        if self.interval is None or self.interval.every is None:
            return "срок следующей явки в порядке не найден, сверьте с приказом"
        doubt = "" if self.interval.confirmed else " (не подтверждено, сверьте с приказом)"
        return f"не реже чем {self.interval.shown}{doubt}"


def rhythm(session: Session, patient_id: int, day: date) -> Rhythm | None:
    """How often a patient under observation has to come as things stand on a day; None: not under observation."""
    episode = open_episode(session, patient_id, day)
    if episode is None:
        return None
    order = rules.rule_set(episode.rule_set)
    group = next((known for known in order.groups if known.code == episode.group), None)
    group = group or proposed_group(session, patient_id, order)
    since = abstinent_since(session, patient_id, day)
    counted_from = since if order.counts == "remission" else episode.taken_on
    interval = order.interval(group.code, full_months(counted_from, day)) if group else None
    return Rhythm(order, group, since, interval)


def proposed_group(session: Session, patient_id: int, order: rules.RuleSet) -> rules.Group | None:
    """The group of an order that a patient's diagnosis and court duties propose; the doctor decides."""
    diagnosis = diagnoses.present(session, patient_id)
    if diagnosis is None:
        return None
    return order.group_for(diagnosis.code, court_duty=duties.is_under_duty(session, patient_id))


def full_months(since: date | None, day: date) -> int:
    """Full months from a day to another; 0 when nothing is counted."""
    if since is None or since > day:
        return 0
    months = (day.year - since.year) * 12 + day.month - since.month
    return months if add_months(since, months) <= day else months - 1
