"""Court duties, examinations, preventive talks with groups, poisonings and deaths: what happened in a period."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.commission.counting.movement import is_minor, substance_of
from narcdesk.commission.counting.sources import Asked, Fact, Listed, Signs, Source, Sources, asked
from narcdesk.courses import Course
from narcdesk.dates import Period
from narcdesk.duties import Duty, DutyResult
from narcdesk.examinations import Examination
from narcdesk.observation import EndGround, Episode
from narcdesk.patients import Patient
from narcdesk.poisonings import Poisoning
from narcdesk.talks import Talk, TalkWith
from narcdesk.treatments import TreatmentPlan


def sources(session: Session, period: Period) -> Sources:
    """Duties of courts and what is written down by its day alone."""
    bounds = (period.start, period.end)
    died = asked(Patient.id, Patient.died_on, Patient.death_cause).where(
        Patient.died_on.between(*bounds), Patient.merged_into.is_(None)
    )
    ended_by_it = (
        sa.select(Episode.id)
        .where(
            Episode.patient_id == Patient.id,
            Episode.end_ground == EndGround.DEATH,
            Episode.ended_on == Patient.died_on,
        )
        .exists()
    )
    examined = asked(Examination.patient_id, Examination.on, Examination.outcome).where(Examination.on.between(*bounds))
    return {
        **_duties(session, period),
        **_poisonings(session, period),
        "died": Asked(died, _coded("death_cause")),
        "died_observed": Asked(died.where(ended_by_it), _coded("death_cause")),
        "examinations": Asked(examined, _coded("exam_outcome")),
        "prevention_talks": Asked(_group_talks(period, 1), _coded("talk_theme")),
        "prevention_heads": Asked(_group_talks(period, Talk.heads), _coded("talk_theme")),
    }


def _coded(dimension: str) -> Callable[[str | None], Signs]:
    """A column of one of the office's closed lists as a value of a dimension."""

    def signs(value: str | None) -> Signs:
        return {dimension: str(value) if value is not None else "unknown"}

    return signs


def _group_talks(period: Period, number: Any) -> sa.Select[Any]:
    """Talks with groups: of these only how many came is known, nobody's name."""
    return asked(None, Talk.on, Talk.theme, number=number).where(
        Talk.with_whom == TalkWith.GROUP, Talk.on.between(period.start, period.end)
    )


def _poisonings(session: Session, period: Period) -> dict[str, Source]:
    """Cases by their day, and which of them were of somebody who was not yet eighteen on it."""
    found: dict[str, list[Fact]] = {"poisonings": [], "poisonings_minors": []}
    query = (
        sa.select(Poisoning.patient_id, Poisoning.on, Poisoning.substance, Patient.birth)
        .join(Patient, Patient.id == Poisoning.patient_id)
        .where(Poisoning.on.between(period.start, period.end))
        .order_by(Poisoning.id)
    )
    for person, on, substance, birth in session.execute(query):
        case = Fact(person, on, {"substance": substance_of(substance)})
        found["poisonings"].append(case)
        if is_minor(birth, on):
            found["poisonings_minors"].append(case)
    return {measure: Listed(cases) for measure, cases in found.items()}


# Duties of courts

_GROUND = {"АП": "administrative", "УК-72.1": "criminal", "УК-73": "criminal", "УК-82.1": "criminal", "УДО": "criminal"}


@dataclass(frozen=True)
class _Case:
    """A duty in the time in which the office had to do with it."""

    duty: Duty
    since: date  # as the journal has it, or earlier: he may come before the copy does
    until: date | None  # it ended, or the person died

    @classmethod
    def of(cls, duty: Duty, died_on: date | None) -> "_Case":
        """From what is written down."""
        happened = (duty.received_on or duty.decided_on, duty.appeared_on, duty.evaded_on, duty.ended_on)
        ends = [day for day in (duty.ended_on, died_on) if day is not None]
        since = min(day for day in happened if day is not None)
        return cls(duty, since, max(since, min(ends)) if ends else None)

    def goes_on(self, day: date) -> bool:
        """Whether it was in force at the end of a day."""
        return self.since <= day and (self.until is None or self.until > day)

    def begun_on(self, help_began: Collection[date]) -> date | None:
        """The first course or plan that began under it."""
        return min((day for day in help_began if self._holds(day)), default=None)

    def evaded_on(self) -> date | None:
        """The day on which somebody decided that it is evasion, or the duty ended so."""
        duty = self.duty
        on = duty.evaded_on or (duty.ended_on if duty.result is DutyResult.EVADED else None)
        return on if on is None or self.until is None else min(on, self.until)

    def _holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


def _duties(session: Session, period: Period) -> dict[str, Source]:
    measures = ("start", "received", "came", "started", "evaded", "finished", "stopped", "end")
    found: dict[str, list[Fact]] = {f"duties_{name}": [] for name in measures}
    help_began = _help_began(session, period)
    for duty, died_on in session.execute(
        sa.select(Duty, Patient.died_on)
        .join(Patient, Patient.id == Duty.patient_id)
        .where(Duty.decided_on <= period.end)
        .order_by(Duty.id)
    ):
        case = _Case.of(duty, died_on)
        signs = {"duty_ground": _GROUND.get(duty.kind, "other")}
        for name, on in _steps(case, help_began.get(duty.patient_id, ()), period):
            found[f"duties_{name}"].append(Fact(duty.patient_id, on, signs))
    return {measure: Listed(facts) for measure, facts in found.items()}


def _steps(case: _Case, help_began: Collection[date], period: Period) -> Iterator[tuple[str, date]]:
    duty = case.duty
    if case.goes_on(period.eve):
        yield "start", case.since
    if case.goes_on(period.end):
        yield "end", case.since
    is_fulfilled = duty.result is DutyResult.FULFILLED and case.until == duty.ended_on
    for name, on in (
        ("received", case.since),
        ("came", duty.appeared_on),
        ("started", case.begun_on(help_began)),
        ("evaded", case.evaded_on()),
        ("finished" if is_fulfilled else "stopped", case.until),
    ):
        if on is not None and period.contains(on):
            yield name, on


def _help_began(session: Session, period: Period) -> dict[int, list[date]]:
    """The days on which courses and plans of treatment began, of those whom a court has obliged."""
    obliged = sa.select(Duty.patient_id).where(Duty.decided_on <= period.end)
    found: dict[int, list[date]] = {}
    began = sa.union_all(
        sa.select(Course.patient_id, Course.started_on.label("on")),
        sa.select(TreatmentPlan.patient_id, TreatmentPlan.begun_on.label("on")),
    ).subquery()
    query = sa.select(began).where(began.c.patient_id.in_(obliged), began.c.on <= period.end)
    for person, on in session.execute(query):
        found.setdefault(person, []).append(on)
    return found
