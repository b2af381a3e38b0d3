"""Where a person stands on the way of the regulation: read from what the office wrote down, kept nowhere.

Regulation of the Leninsky district, section 3: 3.1 people are found, motivated and sent to the office; 3.2 treatment
and medico-social rehabilitation; 3.3 social rehabilitation, resocialisation, work; 3.4 post-rehabilitation patronage.
Dispensary observation goes along with all four (4.4: постоянное сопровождение) and is none of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from narcdesk import applications, certificates, courses, patients, patronage, stays, tasks, treatments
from narcdesk.applications import FINAL, Status
from narcdesk.base import Coded
from narcdesk.certificates import Certificate, CertificateStatus
from narcdesk.courses import Course, CourseKind, Outcome
from narcdesk.dates import show
from narcdesk.patronage import Patronage
from narcdesk.register import Register
from narcdesk.stays import MarkKind, Stay
from narcdesk.tasks import Task, What


class Stage(Coded):
    """The stages of the regulation, by its own numbers."""

    MOTIVATION = "3.1", "Выявление и мотивация"
    TREATMENT = "3.2", "Лечение"
    REHABILITATION = "3.3", "Реабилитация"
    PATRONAGE = "3.4", "Патронат"


class Standing(StrEnum):
    """How a person stands to a stage."""

    AHEAD = "ahead"
    NOW = "now"
    DONE = "done"
    BROKEN = "broken"  # begun and broken off, nothing followed


class Place(StrEnum):
    """The parts of a card."""

    OVERVIEW = "overview"
    OBSERVATION = "observation"
    COURSES = "courses"
    APPLICATIONS = "applications"


# What is due belongs to a stage; what is not named here belongs to where the person stands.
_STAGE_OF = {
    What.DUTY: Stage.MOTIVATION,
    What.NOTICE: Stage.MOTIVATION,
    What.APPLICATION: Stage.REHABILITATION,
    What.CERTIFICATE: Stage.REHABILITATION,
    What.PROVIDER_ACT: Stage.REHABILITATION,
    What.SETTLEMENT: Stage.REHABILITATION,
    What.EXCLUDED: Stage.REHABILITATION,
    What.PATRONAGE: Stage.PATRONAGE,
    What.PATRONAGE_END: Stage.PATRONAGE,
    What.WORK_HELP: Stage.REHABILITATION,
}

# The next step of a stage where nothing has a day yet (regulation 3.1-3.4).
_THEN = {
    (Stage.MOTIVATION, Standing.NOW): ("начать лечение", Place.COURSES),
    (Stage.TREATMENT, Standing.NOW): ("записать итог курса", Place.COURSES),
    (Stage.TREATMENT, Standing.BROKEN): ("вернуть к лечению", Place.COURSES),
    (Stage.REHABILITATION, Standing.NOW): ("записать итог курса", Place.COURSES),
    (Stage.REHABILITATION, Standing.AHEAD): ("подать заявку", Place.APPLICATIONS),
    (Stage.REHABILITATION, Standing.BROKEN): ("вернуть к реабилитации", Place.COURSES),
    (Stage.PATRONAGE, Standing.NOW): ("назначить контакт", Place.COURSES),
    (Stage.PATRONAGE, Standing.AHEAD): ("начать патронат", Place.COURSES),
}


@dataclass(frozen=True)
class Step:
    """One stage of one person; `said` tells how it stands: «03.2024 – 06.2024», «заявка направлена».

    `then` is what comes next in it and by what day; `what` it is, if it is due, and `to` where else that is done.
    """

    stage: Stage
    standing: Standing
    said: str
    then: str = ""
    due: date | None = None
    what: What | None = None
    to: Place = Place.OVERVIEW


def stages(register: Register, patient_id: int, due: Sequence[Task] | None = None) -> list[Step]:
    """The four stages of a patient as of today, each with what comes next in it.

    `due` is what is due of the patient, where it has been asked for already.
    """
    with register.read("patients.look"):
        patient = patients.one(register, patient_id)
        own, where = courses.listing(register, patient_id), stays.of_patient(register, patient_id)
        later = [
            _treatment(register, patient_id, [c for c in own if c.kind is not CourseKind.SOCIAL], where),
            _rehabilitation(register, patient_id, [c for c in own if c.kind is CourseKind.SOCIAL], where),
            _patronage(patronage.listing(register, patient_id)),
        ]
    begun = any(step.standing is not Standing.AHEAD for step in later)
    first = Step(Stage.MOTIVATION, Standing.DONE if begun else Standing.NOW, f"с {_month(patient.came_on)}")
    steps = [first, *_passed_by(later, is_dead=patient.died_on is not None)]
    if patient.died_on is not None:
        return steps
    return _with_next(steps, tasks.of_patient(register, patient_id) if due is None else due)


def _with_next(steps: Sequence[Step], due: Sequence[Task]) -> list[Step]:
    """What comes next in each stage: what is due soonest, or the step that the regulation sees after it."""
    now = next((step.stage for step in reversed(steps) if step.standing in (Standing.NOW, Standing.BROKEN)), None)
    done = [place for place, step in enumerate(steps) if step.standing is Standing.DONE]
    stands = now or steps[min(done[-1] + 1 if done else 0, len(steps) - 1)].stage
    found: dict[Stage, Task] = {}
    for task in due:  # the most urgent first
        found.setdefault(_STAGE_OF.get(task.what, stands), task)
    told = []
    for step in steps:
        task_of = found.get(step.stage)
        if task_of is not None:
            then = f"{task_of.title[:1].lower()}{task_of.title[1:]}"
            told.append(replace(step, then=then, due=task_of.due, what=task_of.what))
        elif step.stage is stands or step.standing is Standing.NOW:
            then, place = _begun(step) or _THEN.get((step.stage, step.standing), ("", _OF_STAGE[step.stage]))
            told.append(replace(step, then=then, to=place))
        else:
            told.append(replace(step, to=_OF_STAGE[step.stage]))
    return told


_OF_STAGE = {
    Stage.MOTIVATION: Place.OBSERVATION,
    Stage.TREATMENT: Place.COURSES,
    Stage.REHABILITATION: Place.COURSES,
    Stage.PATRONAGE: Place.COURSES,
}


def _begun(step: Step) -> tuple[str, Place] | None:
    """An application or a certificate without a day of its own."""
    if step.stage is Stage.REHABILITATION and step.said.startswith("заявка"):
        return "довести заявку", Place.APPLICATIONS
    if step.stage is Stage.REHABILITATION and "организаци" in step.said:
        return "направить в организацию", Place.APPLICATIONS
    return None


def _by_courses(stage: Stage, own: Sequence[Course], where: Mapping[int, Stay]) -> Step:
    """A stage as its courses tell it, the newest first."""
    if not own:
        return Step(stage, Standing.AHEAD, "впереди")
    last = own[0]
    if last.ended_on is None:
        left = where[last.id].away
        if left is not None and left.kind is MarkKind.INTERRUPTED:
            return Step(stage, Standing.BROKEN, f"прервано {_month(left.on)}")
        return Step(stage, Standing.NOW, f"с {_month(last.started_on)}")
    if last.outcome is Outcome.TRANSFERRED:
        return Step(stage, Standing.NOW, f"переведён {_month(last.ended_on)}")
    finished = next((course for course in own if course.outcome is Outcome.FINISHED), None)
    if finished is not None and finished.ended_on is not None:
        return Step(stage, Standing.DONE, _span(finished.started_on, finished.ended_on))
    return Step(stage, Standing.BROKEN, f"прервано {_month(last.ended_on)}")


def _treatment(register: Register, patient_id: int, own: Sequence[Course], where: Mapping[int, Stay]) -> Step:
    """A plan that was decided opens the stage before its first course."""
    told = _by_courses(Stage.TREATMENT, own, where)
    plan = next((one for one in treatments.listing(register, patient_id) if one.ended_on is None), None)
    if told.standing is not Standing.AHEAD or plan is None:
        return told
    if plan.begun_on is not None:
        return Step(Stage.TREATMENT, Standing.NOW, f"по плану с {_month(plan.begun_on)}")
    return Step(Stage.TREATMENT, Standing.NOW, f"начать до {show(plan.begin_by)}" if plan.begin_by else "план решён")


def _rehabilitation(register: Register, patient_id: int, own: Sequence[Course], where: Mapping[int, Stay]) -> Step:
    """Social rehabilitation begins with the application: before there is a course, the papers tell how it stands."""
    told = _by_courses(Stage.REHABILITATION, own, where)
    if told.standing is Standing.NOW:
        return told
    issued = next(
        (c for c in certificates.listing(register, patient_id) if c.is_valid_on(register.today())),
        None,
    )
    if issued is not None:
        return Step(Stage.REHABILITATION, Standing.NOW, _to_use(issued))
    for asked in applications.listing(register, patient_id=patient_id, size=5):
        if asked.status is Status.GRANTED and not _has_certificate(register, asked.id):
            return Step(Stage.REHABILITATION, Standing.NOW, "решено выдать сертификат")
        if asked.status not in FINAL:
            return Step(Stage.REHABILITATION, Standing.NOW, f"заявка: {asked.status.label.lower()}")
    return told


def _to_use(issued: Certificate) -> str:
    what = "выбрана организация" if issued.provider_id else "идёт подбор организации"
    return f"{what}, до {show(issued.valid_until)}" if issued.valid_until else what


def _has_certificate(register: Register, application_id: int) -> bool:
    found = certificates.of_application(register, application_id)
    return found is not None and found.status not in (CertificateStatus.ANNULLED, CertificateStatus.LOST)


def _patronage(programmes: Sequence[Patronage]) -> Step:
    if not programmes:
        return Step(Stage.PATRONAGE, Standing.AHEAD, "впереди")
    last = programmes[0]
    if last.closed_on is None:
        return Step(Stage.PATRONAGE, Standing.NOW, f"с {_month(last.opened_on)}")
    return Step(Stage.PATRONAGE, Standing.DONE, _span(last.opened_on, last.closed_on))


def _passed_by(steps: Sequence[Step], *, is_dead: bool) -> Iterator[Step]:
    """A stage without records before one that has begun is not ahead any more; of the dead none is."""
    for number, step in enumerate(steps):
        follows = is_dead or any(later.standing is not Standing.AHEAD for later in steps[number + 1 :])
        is_empty = step.standing is Standing.AHEAD
        yield Step(step.stage, step.standing, "нет записей") if follows and is_empty else step


def _month(day: date) -> str:
    return f"{day:%m.%Y}"


def _span(first: date, last: date) -> str:
    return _month(first) if _month(first) == _month(last) else f"{_month(first)} – {_month(last)}"
