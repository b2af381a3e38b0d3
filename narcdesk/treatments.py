"""The plan of a treatment or of an out-patient rehabilitation: who decided it, why, till when, where, and what is done.

Regulation 4.4: the office decides whether treatment and rehabilitation are needed, their terms and conditions, and
carries the out-patient stage where the person lives (3.2). A plan is a decision of a doctor or of the medical
commission; its steps are what was planned and the mark of what became of it. A change of stage is a step as well. A
planned visit and the visit of the observation are one act: marking the first writes the second, and the other way.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import observation, patients
from narcdesk.base import Base, Coded, coded
from narcdesk.dates import show
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import Kind, asked, read
from narcdesk.observation import TestResult, Visit
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck

MOST = 60  # steps written down at once: a slip of the hand in a number makes no thousand rows


class PlanKind(Coded):
    """What the plan is of."""

    TREATMENT = "treatment", "лечение"
    OUTPATIENT = "outpatient", "амбулаторный этап медицинской реабилитации"
    INPATIENT = "inpatient", "медицинская реабилитация в стационаре"
    SOCIAL = "social", "медико-социальная реабилитация"


class Decider(Coded):
    """Who decided."""

    DOCTOR = "doctor", "врач"
    COMMISSION = "commission", "врачебная комиссия"


class Conditions(Coded):
    """Under what conditions help is given."""

    OUTPATIENT = "outpatient", "амбулаторно"
    DAY = "day", "в дневном стационаре"
    INPATIENT = "inpatient", "в стационаре"


class PlanOutcome(Coded):
    """How a plan ended, as table 2160 of form 37 asks."""

    DONE = "done", "завершён"
    REFUSED = "refused", "прерван по отказу"
    DROPPED = "dropped", "прерван по другой причине"
    REPLACED = "replaced", "заменён новым"


class StepKind(Coded):
    """What was planned."""

    VISIT = "visit", "явка"
    MEASURE = "measure", "мероприятие"
    STAGE = "stage", "переход на этап"


class StepMark(Coded):
    """What became of it."""

    DONE = "done", "выполнено"
    MISSED = "missed", "не явился"
    CANCELLED = "cancelled", "отменено"


class TreatmentPlan(MayBeStruck, Base, kw_only=True):
    """One plan of a patient."""

    __tablename__ = "treatment_plans"
    __table_args__ = (sa.Index("ix_treatment_plans_begin_by", "begin_by", "begun_on"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    kind: Mapped[PlanKind] = mapped_column(
        coded(PlanKind), info=asked("План чего", Kind.CHOICE, required=True, choices=PlanKind, width=40)
    )
    decided_on: Mapped[date] = mapped_column(info=asked("Дата решения", Kind.PAST_DAY, required=True, width=12))
    decider: Mapped[Decider] = mapped_column(
        coded(Decider), info=asked("Кто решил", Kind.CHOICE, required=True, choices=Decider, width=22)
    )
    decided_by: Mapped[str] = mapped_column(
        sa.String(160), default="", info=asked("Врач или председатель комиссии", Kind.TEXT, width=36)
    )
    protocol: Mapped[str] = mapped_column(
        sa.String(40), default="", info=asked("Протокол комиссии, №", Kind.TEXT, width=14)
    )
    protocol_on: Mapped[date | None] = mapped_column(
        default=None, info=asked("Дата протокола", Kind.PAST_DAY, width=12)
    )
    need: Mapped[str] = mapped_column(
        sa.Text, info=asked("Необходимость", Kind.LONG_TEXT, required=True, width=44, hint="почему нужно")
    )
    conditions: Mapped[Conditions] = mapped_column(
        coded(Conditions), info=asked("Условия", Kind.CHOICE, required=True, choices=Conditions, width=24)
    )
    begin_by: Mapped[date | None] = mapped_column(
        default=None, info=asked("Начать до", Kind.NEAR_DAY, width=12, hint="напомним, если не начат")
    )
    until: Mapped[date | None] = mapped_column(default=None, info=asked("Срок, до", Kind.NEAR_DAY, width=12))
    measures: Mapped[str] = mapped_column(sa.Text, default="", info=asked("Мероприятия", Kind.LONG_TEXT, width=44))
    after_inpatient: Mapped[bool] = mapped_column(
        default=False, info=asked("После стационарного этапа", Kind.YES_NO, hint="вернулся для амбулаторного")
    )
    begun_on: Mapped[date | None] = mapped_column(default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    outcome: Mapped[PlanOutcome | None] = mapped_column(coded(PlanOutcome), default=None)

    def contradictions(self) -> Iterator[Problem]:
        """What in the decision cannot be."""
        if self.decider is Decider.COMMISSION:
            if not self.protocol:
                yield Problem("protocol", "Протокол комиссии, №: решение комиссии без номера не записывают")
            if self.protocol_on is None:
                yield Problem("protocol_on", "Дата протокола: решение комиссии без даты не записывают")
        if self.begin_by is not None and self.begin_by < self.decided_on:
            yield Problem("begin_by", "Начать до: раньше решения")
        if self.until is not None and self.until < (self.begin_by or self.decided_on):
            yield Problem("until", "Срок, до: раньше начала")


class PlanStep(MayBeStruck, Base, kw_only=True):
    """One thing that was planned, and what became of it."""

    __tablename__ = "plan_steps"
    __table_args__ = (
        sa.Index("ix_plan_steps_plan_id_due_on", "plan_id", "due_on"),
        sa.Index("ix_plan_steps_mark_due_on", "mark", "due_on"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("treatment_plans.id"))
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    kind: Mapped[StepKind] = mapped_column(
        coded(StepKind), info=asked("Что", Kind.CHOICE, required=True, choices=StepKind, width=20)
    )
    due_on: Mapped[date] = mapped_column(info=asked("Когда", Kind.NEAR_DAY, required=True, width=12))
    what: Mapped[str] = mapped_column(
        sa.String(200), default="", info=asked("Подробнее", Kind.TEXT, width=44, hint="мероприятие или название этапа")
    )
    done_on: Mapped[date | None] = mapped_column(default=None)
    mark: Mapped[StepMark | None] = mapped_column(coded(StepMark), default=None)
    note: Mapped[str] = mapped_column(sa.Text, default="")
    visit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("visits.id"), default=None)  # which its mark wrote down

    @property
    def title(self) -> str:
        """«Явка», «Мероприятие: групповая беседа», «Переход на этап: поддерживающий»."""
        kind = f"{self.kind.label[:1].upper()}{self.kind.label[1:]}"
        return f"{kind}: {self.what}" if self.what else kind


def plan(register: Register, patient_id: int, typed: Mapping[str, Any]) -> TreatmentPlan:
    """Write down what was decided; raises Invalid."""
    with register.write("treatments.plan") as session:
        values = patients.told(session, TreatmentPlan, patient_id, typed, register.today(), day="decided_on")
        made = TreatmentPlan(patient_id=patient_id, **values)
        if problems := list(made.contradictions()):
            raise Invalid(problems)
        session.add(made)
    return made


def begin(register: Register, plan_id: int, on: date) -> TreatmentPlan:
    """The person came to begin: to the out-patient stage too, when he is back from the hospital."""
    with register.write("treatments.begin") as session:
        found = _going_on(session, plan_id)
        if found.begun_on is not None:
            raise UserError(f"План уже начат {show(found.begun_on)}.", do="Нажмите F5: кто-то отметил это раньше.")
        _within(register, session, found, "begun_on", "Начат", on)
        found.begun_on = on
    return found


def schedule(
    register: Register, plan_id: int, typed: Mapping[str, Any], *, times: int = 1, every: int = 0
) -> list[PlanStep]:
    """Plan one step, or several of them each so many days after the one before. Raises Invalid, UserError."""
    with register.write("treatments.schedule") as session:
        found = _going_on(session, plan_id)
        reading = read(PlanStep, typed, register.today(), whole=True)
        values, problems = reading.values, list(reading.problems)
        if not 1 <= times <= MOST:
            problems.append(Problem("times", f"Сколько раз: от 1 до {MOST}"))
        elif times > 1 and every < 1:
            problems.append(Problem("every", "Через сколько дней: нужно заполнить, если раз больше одного"))
        elif "due_on" in values:
            problems += _steps_wrong(found, values, values["due_on"] + timedelta(days=every * (times - 1)))
        if problems:
            raise Invalid(problems)
        patients.living(patients.known(session, found.patient_id), values["due_on"])
        first = values.pop("due_on")
        days = [first + timedelta(days=every * number) for number in range(times)]
        steps = [PlanStep(plan_id=plan_id, patient_id=found.patient_id, due_on=day, **values) for day in days]
        session.add_all(steps)
    return steps


def _steps_wrong(found: TreatmentPlan, values: Mapping[str, Any], last: date) -> Iterator[Problem]:
    if values["due_on"] < found.decided_on:
        yield Problem("due_on", f"Когда: раньше решения о плане, {show(found.decided_on)}")
    if found.until is not None and last > found.until:
        yield Problem("due_on", f"Когда: последний раз придётся на {show(last)}, а срок плана до {show(found.until)}")
    if not values.get("what") and values.get("kind") in (StepKind.MEASURE, StepKind.STAGE):
        yield Problem("what", "Подробнее: нужно заполнить для мероприятия и этапа")


def mark(
    register: Register,
    step_id: int,
    on: date,
    became: StepMark,
    note: str = "",
    *,
    test: TestResult = TestResult.NONE,
    next_on: date | None = None,
) -> PlanStep:
    """Say what became of a step; the first one that was done begins the plan. Raises Invalid, UserError.

    The mark of a planned visit writes the visit down, kept or not, unless that day has one already; `test` and
    `next_on` are of it, and without another day the next one of the plan or the day agreed before stays agreed.
    """
    with register.write("treatments.mark") as session:
        step = session.get(PlanStep, step_id)
        if step is None:
            raise NotFound("Такого шага в плане нет.")
        if step.mark is not None:
            raise UserError(
                f"Этот шаг уже отмечен: {step.mark.label}.", do="Если отметка ошибочна, зачеркните её и внесите заново."
            )
        found = _known(session, step.plan_id)
        _within(register, session, found, "done_on", "Дата", on)
        step.done_on, step.mark, step.note = on, became, note
        if became is StepMark.DONE and found.begun_on is None:
            found.begun_on = on
        if step.kind is StepKind.VISIT and became in (StepMark.DONE, StepMark.MISSED):
            kept = became is StepMark.DONE
            if not _was_written(session, step, on, kept=kept):
                typed = {"on": on, "kept": kept, "test": test, "note": note}
                following = next_on or _after(session, step, on)
                made = observation.visit(register, step.patient_id, {**typed, "next_on": following})
                session.flush()
                step.visit_id = made.id
    return step


def _was_written(session: Session, step: PlanStep, on: date, *, kept: bool) -> bool:
    """Whether the day has its visit already, by the quick form."""
    query = sa.select(Visit.id).where(Visit.patient_id == step.patient_id, Visit.on == on, Visit.kept.is_(kept))
    return session.scalar(query.limit(1)) is not None


def _after(session: Session, step: PlanStep, on: date) -> date | None:
    """The next visit after one of a plan: planned, or agreed before, or as the order of his observation lets."""
    planned = session.scalar(
        sa.select(sa.func.min(PlanStep.due_on))
        .join(TreatmentPlan, TreatmentPlan.id == PlanStep.plan_id)
        .where(PlanStep.patient_id == step.patient_id, PlanStep.id != step.id, PlanStep.kind == StepKind.VISIT)
        .where(PlanStep.mark.is_(None), PlanStep.due_on > on, TreatmentPlan.ended_on.is_(None))
    )
    last = observation.last_visit(session, step.patient_id)
    agreed = last.next_on if last is not None and last.next_on is not None and last.next_on > on else None
    if planned is not None or agreed is not None:
        return min(day for day in (planned, agreed) if day is not None)
    proposal = observation.next_visit(session, step.patient_id, on)
    return proposal.on if proposal is not None else None


def next_after(register: Register, step_id: int, on: date) -> date | None:
    """The day that stays agreed after a planned visit, unless another is."""
    with register.read("patients.look") as session:
        step = session.get(PlanStep, step_id)
        return _after(session, step, on) if step is not None else None


def visit(register: Register, patient_id: int, typed: Mapping[str, Any]) -> Visit:
    """A visit by the quick form; that of a plan on the same day is marked with it, as one act. Raises as `mark`."""
    with register.together():
        made = observation.visit(register, patient_id, typed)
        with register.read("patients.look") as session:
            step = session.scalar(
                sa.select(PlanStep)
                .join(TreatmentPlan, TreatmentPlan.id == PlanStep.plan_id)
                .where(PlanStep.patient_id == patient_id, PlanStep.kind == StepKind.VISIT, PlanStep.due_on == made.on)
                .where(PlanStep.mark.is_(None), TreatmentPlan.ended_on.is_(None))
                .order_by(PlanStep.id)
                .limit(1)
            )
        if step is not None:
            mark(register, step.id, made.on, StepMark.DONE if made.kept else StepMark.MISSED, made.note)
    return made


def enter_stage(register: Register, plan_id: int, on: date, stage: str, note: str = "") -> PlanStep:
    """The person goes on to another stage of the plan, by its name. Raises Invalid, UserError."""
    with register.write("treatments.enter_stage") as session:
        found = _going_on(session, plan_id)
        _within(register, session, found, "on", "Дата", on)
        step = PlanStep(plan_id=plan_id, patient_id=found.patient_id, kind=StepKind.STAGE, due_on=on, what=stage)
        step.done_on, step.mark, step.note = on, StepMark.DONE, note
        found.begun_on = found.begun_on or on
        session.add(step)
    return step


def finish(register: Register, plan_id: int, on: date, outcome: PlanOutcome) -> TreatmentPlan:
    """The plan ended; what was planned and not marked is not due any more."""
    with register.write("treatments.finish") as session:
        found = _going_on(session, plan_id)
        _within(register, session, found, "ended_on", "Окончание", on)
        if found.begun_on is not None and on < found.begun_on:
            raise Invalid([Problem("ended_on", f"Окончание: раньше начала, {show(found.begun_on)}")])
        found.ended_on, found.outcome = on, outcome
    return found


def _within(register: Register, session: Session, found: TreatmentPlan, field: str, title: str, on: date) -> None:
    """A day of a plan lies between its decision and today, and within its term if it has ended."""
    if not found.decided_on <= on <= register.today():
        raise Invalid([Problem(field, f"{title}: между решением {show(found.decided_on)} и сегодняшним днём")])
    if found.ended_on is not None and on > found.ended_on:
        raise Invalid([Problem(field, f"{title}: план окончен {show(found.ended_on)}")])
    patients.living(patients.known(session, found.patient_id), on)


def _known(session: Session, plan_id: int) -> TreatmentPlan:
    found = session.get(TreatmentPlan, plan_id)
    if found is None:
        raise NotFound("Такого плана в реестре нет.")
    return found


def _going_on(session: Session, plan_id: int) -> TreatmentPlan:
    found = _known(session, plan_id)
    if found.ended_on is not None:
        raise UserError(
            f"План уже окончен {show(found.ended_on)}.", do="Если запись ошибочна, зачеркните её и внесите заново."
        )
    return found


def listing(register: Register, patient_id: int) -> list[TreatmentPlan]:
    """All plans of a patient, the newest first."""
    with register.read("patients.look") as session:
        query = sa.select(TreatmentPlan).where(TreatmentPlan.patient_id == patient_id)
        return list(session.scalars(query.order_by(TreatmentPlan.decided_on.desc(), TreatmentPlan.id.desc())))


def steps(register: Register, patient_id: int) -> list[PlanStep]:
    """All steps of a patient's plans by their days, those of the newest plan first."""
    with register.read("patients.look") as session:
        query = (
            sa.select(PlanStep)
            .join(TreatmentPlan, TreatmentPlan.id == PlanStep.plan_id)
            .where(PlanStep.patient_id == patient_id)
            .order_by(TreatmentPlan.decided_on.desc(), TreatmentPlan.id.desc(), PlanStep.due_on, PlanStep.id)
        )
        return list(session.scalars(query))


def stage_of(found: Sequence[PlanStep], plan_id: int) -> str:
    """The stage that a plan has reached by its steps; empty before the first."""
    done = [one for one in found if one.plan_id == plan_id and one.kind is StepKind.STAGE and one.done_on]
    return max(done, key=lambda one: (one.done_on, one.id)).what if done else ""
