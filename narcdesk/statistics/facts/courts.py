"""Form 37, table 2170: treatment by the decision of a court, from the first coming to the end of the duty.

Which duties are «обязательное» and which «альтернативное» treatment no source that was read tells: nothing counts them.
"""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa

from narcdesk.dates import show
from narcdesk.duties import Duty, DutyResult
from narcdesk.statistics.facts.world import Fact, World

MEASURES = (
    "court_came",
    "court_stopped",
    "court_done",
    "court_remission",
    "court_refused",
    "court_other",
    "court_goes_on",
)
_RESULTS = {DutyResult.FULFILLED: "court_done", DutyResult.EVADED: "court_refused"}


def facts(world: World) -> Iterator[Fact]:
    """Duties by which a person came; each under his diagnosis of the day on which he came, whatever became of it."""
    came = sa.select(Duty).where(Duty.appeared_on <= world.day).order_by(Duty.id)
    for duty in world.session.scalars(came):
        assert duty.appeared_on is not None
        stopped = _stopped(world, duty, duty.appeared_on)
        if stopped is not None and stopped < world.period.start:
            continue
        diagnosis = world.diagnosis_on(duty.patient_id, duty.appeared_on)
        said = f"{duty.kind}, решение от {show(duty.decided_on)}, явился {show(duty.appeared_on)}"
        if world.period.contains(duty.appeared_on):
            yield Fact("court_came", duty.patient_id, diagnosis, "", said)
        if stopped is None or stopped > world.day:
            yield Fact("court_goes_on", duty.patient_id, diagnosis, "", said)
            continue
        said = f"{said}, прекращено {show(stopped)}"
        for measure in _became(world, duty, stopped):
            yield Fact(measure, duty.patient_id, diagnosis, "", said)


def _became(world: World, duty: Duty, stopped: date) -> Iterator[str]:
    """How a duty that has stopped is counted."""
    yield "court_stopped"
    by_itself = duty.ended_on is not None and duty.ended_on <= stopped
    result = _RESULTS.get(duty.result, "court_other") if by_itself and duty.result else "court_other"
    yield result
    if result == "court_done" and world.months_sober.get(duty.patient_id, 0) >= 12:
        yield "court_remission"


def _stopped(world: World, duty: Duty, appeared_on: date) -> date | None:
    """The day on which it stopped, by its end or by a death."""
    card = world.cards.get(duty.patient_id)
    days = [day for day in (duty.ended_on, card.died_on if card else None) if day is not None]
    return max(min(days), appeared_on) if days else None
