"""Form 37, tables 2101, 2140, 2160 and 2200: tobacco, psychoses, out-patient rehabilitation, visits."""

from collections.abc import Collection, Iterator
from datetime import date

import sqlalchemy as sa

from narcdesk.courses import Course, CourseKind, Outcome
from narcdesk.dates import show
from narcdesk.diagnoses import Diagnosis
from narcdesk.observation import Visit
from narcdesk.statistics.facts.world import Fact, World
from narcdesk.treatments import PlanKind, PlanOutcome, PlanStep, StepKind, StepMark, TreatmentPlan

MEASURES = (
    "tobacco",
    "tobacco_ended",
    "tobacco_remission",
    "tobacco_refused",
    "tobacco_goes_on",
    "psychosis",
    "rehab",
    "rehab_done",
    "rehab_refused",
    "rehab_dropped",
    "rehab_goes_on",
    "rehab_after_inpatient",
    "visit",
    "visit_rehab",
)
TOBACCO = "F17"
_REHAB = {
    PlanOutcome.DONE: "rehab_done",
    PlanOutcome.REFUSED: "rehab_refused",
    PlanOutcome.DROPPED: "rehab_dropped",
}
_DONE = (PlanOutcome.DONE, Outcome.FINISHED)
_BROKEN = (PlanOutcome.REFUSED, PlanOutcome.DROPPED, Outcome.REFUSED, Outcome.DROPPED)


def facts(world: World) -> Iterator[Fact]:
    """Everything that the four tables count."""
    visits = _visits(world)
    yield from _tobacco(world, visits)
    yield from _psychoses(world)
    yield from _rehabilitation(world)
    in_rehabilitation = _visits_of_plans(world)
    for person, on in visits:
        age = world.cards[person].birth.age_on(on) if person in world.cards else None
        yield Fact("visit", person, None, "", f"явка {show(on)}", age)
        if (person, on) in in_rehabilitation:
            yield Fact("visit_rehab", person, None, "", f"явка {show(on)} по плану амбулаторной реабилитации", age)


def _visits(world: World) -> list[tuple[int, date]]:
    year = (world.period.start, world.period.end)
    kept = sa.select(Visit.patient_id, Visit.on).where(Visit.kept, Visit.on.between(*year)).order_by(Visit.id)
    return [(person, on) for person, on in world.session.execute(kept)]


def _visits_of_plans(world: World) -> set[tuple[int, date | None]]:
    """Whose visit of which day is marked in a plan of out-patient rehabilitation."""
    plan = sa.select(TreatmentPlan.id).where(TreatmentPlan.kind == PlanKind.OUTPATIENT)
    done = sa.select(PlanStep.patient_id, PlanStep.done_on).where(
        PlanStep.plan_id.in_(plan), PlanStep.kind == StepKind.VISIT, PlanStep.mark == StepMark.DONE
    )
    return {(person, on) for person, on in world.session.execute(done)}


# Tobacco


def _tobacco(world: World, visits: list[tuple[int, date]]) -> Iterator[Fact]:
    """A person once: his diagnosis of tobacco was made in the year, or he came with it; by his last treatment."""
    came: dict[int, Diagnosis] = {}
    for person, on in visits:
        diagnosis = world.diagnosis_on(person, on)
        if diagnosis is not None and diagnosis.substance == TOBACCO and diagnosis.made_on <= on:
            came[person] = diagnosis
    for person, known in world.diagnoses.items():
        if made := [one for one in known if one.substance == TOBACCO and world.period.contains(one.made_on)]:
            came[person] = made[-1]
    treated = _treated(world, came)
    for person, diagnosis in sorted(came.items()):
        said = f"диагноз {diagnosis.code} от {show(diagnosis.made_on)}"
        yield Fact("tobacco", person, diagnosis, "", said)
        if person not in treated:
            continue
        begun, ended, outcome = treated[person]
        said = f"{said}; лечение с {show(begun)}"
        if world.death_before(person, ended):
            continue  # who died neither goes on nor has broken it off
        if ended is None or ended > world.day:
            yield Fact("tobacco_goes_on", person, diagnosis, "", said)
        elif not world.period.contains(ended):
            continue
        elif outcome in _DONE:
            yield Fact("tobacco_ended", person, diagnosis, "", f"{said} по {show(ended)}")
            if person in world.months_sober:
                yield Fact("tobacco_remission", person, diagnosis, "", f"{said}; трезвость подтверждена")
        elif outcome in _BROKEN:
            yield Fact("tobacco_refused", person, diagnosis, "", f"{said}, прервано {show(ended)}")


def _treated(
    world: World, persons: Collection[int]
) -> dict[int, tuple[date, date | None, PlanOutcome | Outcome | None]]:
    """The last treatment of each that was begun of tobacco by the reporting date, as a plan or as a course."""
    plans = sa.select(
        TreatmentPlan.patient_id, TreatmentPlan.begun_on, TreatmentPlan.ended_on, TreatmentPlan.outcome
    ).where(TreatmentPlan.kind == PlanKind.TREATMENT, TreatmentPlan.begun_on <= world.day)
    courses = sa.select(Course.patient_id, Course.started_on, Course.ended_on, Course.outcome).where(
        Course.kind == CourseKind.TREATMENT, Course.started_on <= world.day
    )
    rows = [*world.session.execute(plans), *world.session.execute(courses)]
    rows.sort(key=lambda row: row[1])
    found = {}
    for person, begun, ended, outcome in rows:
        diagnosis = world.diagnosis_on(person, begun) if person in persons else None
        if diagnosis is not None and diagnosis.substance == TOBACCO:
            found[person] = (begun, ended, outcome)
    return found


# Psychoses


def _psychoses(world: World) -> Iterator[Fact]:
    """Diagnoses of a psychosis of intoxication made in the year, in the row of the disorder that was before."""
    for person, known in world.diagnoses.items():
        for place, one in enumerate(known):
            if _is_psychosis(one) and world.period.contains(one.made_on):
                earlier = (was for was in reversed(known[:place]) if not _is_psychosis(was) and world.row_of(was))
                before = next(earlier, one)
                yield Fact("psychosis", person, before, "", f"диагноз {one.code} от {show(one.made_on)}")


def _is_psychosis(diagnosis: Diagnosis) -> bool:
    is_other = diagnosis.substance not in ("F10", TOBACCO)
    return is_other and (diagnosis.state == "5" or (diagnosis.state, diagnosis.current) == ("0", "3"))


# Rehabilitation


def _rehabilitation(world: World) -> Iterator[Fact]:
    """Plans of the out-patient stage that went on in the year; one that a new one replaced is counted by the new."""
    plans = sa.select(TreatmentPlan).where(
        TreatmentPlan.kind == PlanKind.OUTPATIENT,
        TreatmentPlan.begun_on <= world.day,
        sa.or_(TreatmentPlan.ended_on.is_(None), TreatmentPlan.ended_on >= world.period.start),
    )
    found = list(world.session.scalars(plans.order_by(TreatmentPlan.id)))
    newest = {plan.patient_id: plan for plan in found}
    for plan in found:
        ended, became, words = _end_of(world, plan)
        if ended is not None and became is PlanOutcome.REPLACED:
            if newest[plan.patient_id] is not plan:
                continue
            ended = None  # the new one has not begun yet
        if ended is not None and ended < world.period.start:
            continue
        said = f"амбулаторный этап с {show(plan.begun_on)}" if plan.begun_on else ""
        yield Fact("rehab", plan.patient_id, None, "", said)
        if plan.after_inpatient:
            yield Fact("rehab_after_inpatient", plan.patient_id, None, "", f"{said}, после стационарного")
        if ended is None or became is None:
            yield Fact("rehab_goes_on", plan.patient_id, None, "", f"{said}, продолжается")
        else:
            yield Fact(_REHAB[became], plan.patient_id, None, "", f"{said}, {words} {show(ended)}")


def _end_of(world: World, plan: TreatmentPlan) -> tuple[date | None, PlanOutcome | None, str]:
    """When a plan ended by the reporting date, how, and that in words; a death breaks it off."""
    if died_on := world.death_before(plan.patient_id, plan.ended_on):
        return died_on, PlanOutcome.DROPPED, "оборван смертью"
    if plan.ended_on is None or plan.outcome is None or plan.ended_on > world.day:
        return None, None, ""
    return plan.ended_on, plan.outcome, plan.outcome.label
