"""The newest order comes to the training office: the head sets some terms, and some patients are moved into it.

It draws nothing: whoever is moved follows from his number, so that nobody's way depends on it.
"""

import sqlalchemy as sa

from narcdesk import observation, rules
from narcdesk.observation import Episode
from narcdesk.patients import Patient, alive
from narcdesk.training.cases import World
from narcdesk.training.days import Story

EVERY = 3  # one of so many is moved; the others are still asked about
SET = {  # terms that the order leaves open, as this office has set them
    "ДН-2026.interval.ДН-2.0": "1 месяц",
    "ДН-2026.interval.ДН-3.0": "1 месяц",
}
BASIS = "решение заведующей, до разъяснений органа (учебный пример)"


def newest_order(world: World) -> Story:
    """On the last working day but one: by then everybody's own story is told."""
    days = world.days
    day = days.calendar.add_working_days(days.last, -1)
    order = rules.all_rule_sets()[-1]
    if order.act.valid_from is None or day <= order.act.valid_from:
        return
    yield day
    for key, value in SET.items():
        observation.set_cell(world.register, key, {"value": value, "basis": BASIS})
    with world.register.read() as session:
        query = sa.select(Episode).join(Patient, alive(Episode.patient_id))
        older = session.scalars(
            query.where(Episode.ended_on.is_(None), Episode.rule_set != order.id).order_by(Episode.id)
        ).all()[::EVERY]
        groups = {one.id: observation.proposed_group(session, one.patient_id, order) for one in older}
    for episode in older:
        if (group := groups[episode.id]) is not None:
            typed = {"on": day, "why": "согласие получено, группа по диагнозу"}
            observation.transfer(world.register, episode.id, typed, group=group.code)
