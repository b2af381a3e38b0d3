"""The plan of motivation after a refusal, or without one: its steps, who answers, and when the next contact is.

Regulation 4.4: after a refusal the office organises further motivation together with the subjects of the district.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import patients, rules
from narcdesk.base import Base, Coded, coded
from narcdesk.consents import Consent
from narcdesk.courses import Course
from narcdesk.dates import show
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import Kind, asked, read
from narcdesk.names import clean
from narcdesk.refusals import Refusal, RefusedOf
from narcdesk.register import Register
from narcdesk.staff import Person
from narcdesk.struck import MayBeStruck

OFFICE = "office"
RESULT_LENGTH = 300


class PlanResult(Coded):
    """How the work by a plan ended."""

    AGREED = "agreed", "согласился на помощь"
    LOST = "lost", "связь потеряна"
    ENDED = "ended", "завершён без согласия"


def _subjects(day: date) -> Mapping[str, str]:
    return {OFFICE: "наркологический кабинет"} | {subject.code: subject.name for subject in rules.subjects(day)}


class MotivationPlan(MayBeStruck, Base, kw_only=True):
    """A plan of motivation for one person."""

    __tablename__ = "motivation_plans"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    refusal_id: Mapped[int | None] = mapped_column(sa.ForeignKey("refusals.id"), default=None, index=True)
    opened_on: Mapped[date] = mapped_column(info=asked("Составлен", Kind.PAST_DAY, required=True, width=12))
    goal: Mapped[str] = mapped_column(
        sa.String(300), info=asked("К чему ведём", Kind.TEXT, required=True, width=44, hint="на что должен согласиться")
    )
    responsible_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    next_on: Mapped[date] = mapped_column(info=asked("Следующий контакт", Kind.NEAR_DAY, required=True, width=12))
    closed_on: Mapped[date | None] = mapped_column(default=None)
    result: Mapped[PlanResult | None] = mapped_column(coded(PlanResult), default=None)


class MotivationStep(MayBeStruck, Base, kw_only=True):
    """One step of a plan: what, by whom, till when."""

    __tablename__ = "motivation_steps"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("motivation_plans.id"), index=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    what: Mapped[str] = mapped_column(sa.String(300), info=asked("Что делаем", Kind.TEXT, required=True, width=44))
    subject: Mapped[str] = mapped_column(
        sa.String(40), default=OFFICE, info=asked("Кто делает", Kind.CHOICE, choices=_subjects, width=44)
    )
    due: Mapped[date | None] = mapped_column(default=None, info=asked("Срок шага", Kind.NEAR_DAY, width=12))
    done_on: Mapped[date | None] = mapped_column(default=None)
    outcome: Mapped[str] = mapped_column(sa.String(RESULT_LENGTH), default="")

    @property
    def by_whom(self) -> str:
        """Who does it, by name."""
        known = {subject.code: subject.name for subject in rules.subjects(self.due or date.max)}
        return "кабинет" if self.subject == OFFICE else known.get(self.subject, self.subject)


def plan(
    register: Register,
    patient_id: int,
    typed: Mapping[str, Any],
    steps: Sequence[Mapping[str, Any]],
    *,
    refusal_id: int | None = None,
    responsible_id: int | None = None,
) -> MotivationPlan:
    """Make a plan with its first steps; without a step, or while another is open, there is none. Raises Invalid."""
    with register.write("motivation.plan") as session:
        patient = patients.known(session, patient_id)
        reading = read(MotivationPlan, typed, register.today(), whole=True)
        values, problems = reading.values, list(reading.problems)
        problems += patients.before_birth(patient, "opened_on", "Составлен", values.get("opened_on"))
        if values.get("next_on") and values.get("opened_on") and values["next_on"] < values["opened_on"]:
            problems.append(Problem("next_on", "Следующий контакт: раньше плана"))
        refusal = session.get(Refusal, refusal_id) if refusal_id is not None else None
        if refusal_id is not None and (refusal is None or refusal.patient_id != patient_id):
            problems.append(Problem("refusal_id", "Отказ: в этой карте его нет"))
        if refusal is not None and values.get("opened_on") and values["opened_on"] < refusal.on:
            problems.append(Problem("opened_on", f"Составлен: раньше отказа, он от {show(refusal.on)}"))
        if responsible_id is not None and session.get(Person, responsible_id) is None:
            problems.append(Problem("responsible_id", "Ответственный: выберите из списка"))
        readings = [read(MotivationStep, step, register.today(), whole=True) for step in steps]
        problems += [problem for one in readings for problem in one.problems]
        problems += [] if steps else [Problem("what", "Что делаем: в плане нужен хотя бы один шаг")]
        if problems:
            raise Invalid(problems)
        if (going_on := open_plan(session, patient_id)) is not None:
            raise UserError(
                f"План мотивации уже ведётся с {show(going_on.opened_on)}.",
                do="Добавьте шаги к нему или сначала завершите его.",
            )
        patients.living(patient, values["opened_on"])
        made = MotivationPlan(
            patient_id=patient_id,
            refusal_id=refusal_id,
            responsible_id=register.person.id if responsible_id is None else responsible_id,
            **values,
        )
        session.add(made)
        session.flush()
        for one in readings:
            session.add(_step(made, one.values))
    return made


def _step(made: MotivationPlan, values: Mapping[str, Any]) -> MotivationStep:
    """A step of a plan; raises Invalid."""
    if values.get("due") is not None and values["due"] < made.opened_on:
        raise Invalid([Problem("due", "Срок шага: раньше плана")])
    return MotivationStep(plan_id=made.id, patient_id=made.patient_id, **values)


def step(register: Register, plan_id: int, typed: Mapping[str, Any]) -> MotivationStep:
    """One more step of an open plan."""
    with register.write("motivation.step") as session:
        kept = _open(session, plan_id)
        reading = read(MotivationStep, typed, register.today(), whole=True)
        if reading.problems:
            raise Invalid(reading.problems)
        made = _step(kept, reading.values)
        session.add(made)
    return made


def done(register: Register, step_id: int, on: date, outcome: str) -> MotivationStep:
    """A step was made, and what came of it."""
    with register.write("motivation.done") as session:
        kept = session.get(MotivationStep, step_id)
        if kept is None:
            raise NotFound("Такого шага в реестре нет.")
        if kept.done_on is not None:
            raise UserError(f"Шаг уже отмечен {show(kept.done_on)}.", do="Если это ошибка, зачеркните его.")
        said = clean(outcome)
        problems = [] if said else [Problem("outcome", "Что вышло: нужно заполнить")]
        if len(said) > RESULT_LENGTH:
            problems.append(Problem("outcome", f"Что вышло: не длиннее {RESULT_LENGTH} знаков"))
        if not session.get_one(MotivationPlan, kept.plan_id).opened_on <= on <= register.today():
            problems.append(Problem("done_on", "Когда: между началом плана и сегодняшним днём"))
        if problems:
            raise Invalid(problems)
        patients.living(patients.known(session, kept.patient_id), on)
        kept.done_on, kept.outcome = on, said
    return kept


def close(register: Register, plan_id: int, on: date, result: PlanResult) -> MotivationPlan:
    """The work by a plan ended."""
    with register.write("motivation.close") as session:
        kept = _open(session, plan_id)
        if not kept.opened_on <= on <= register.today():
            raise Invalid([Problem("closed_on", "Завершён: между началом плана и сегодняшним днём")])
        kept.closed_on, kept.result = on, result
    return kept


def _open(session: Session, plan_id: int) -> MotivationPlan:
    kept = session.get(MotivationPlan, plan_id)
    if kept is None:
        raise NotFound("Такого плана мотивации в реестре нет.")
    if kept.closed_on is not None:
        raise UserError(f"План мотивации завершён {show(kept.closed_on)}.", do="Составьте новый.")
    return kept


def open_plan(session: Session, patient_id: int) -> MotivationPlan | None:
    """The plan that is being worked by."""
    query = sa.select(MotivationPlan).where(MotivationPlan.patient_id == patient_id)
    return session.scalar(query.where(MotivationPlan.closed_on.is_(None)).order_by(MotivationPlan.id.desc()).limit(1))


def unanswered() -> sa.ColumnElement[bool]:
    """For a query of refusals: motivation must follow, and there is neither a plan nor what was refused after all."""
    has_plan = sa.exists().where(
        MotivationPlan.patient_id == Refusal.patient_id,
        MotivationPlan.struck_on.is_(None),
        sa.or_(
            MotivationPlan.refusal_id == Refusal.id,
            MotivationPlan.opened_on >= Refusal.on,
            MotivationPlan.closed_on.is_(None),
            MotivationPlan.closed_on >= Refusal.on,
        ),
    )
    signed = sa.exists().where(
        Consent.patient_id == Refusal.patient_id,
        sa.type_coerce(Consent.kind, sa.String) == sa.type_coerce(Refusal.of, sa.String),
        Consent.struck_on.is_(None),
        Consent.withdrawn_on.is_(None),
        Consent.given_on >= Refusal.on,
    )
    began = sa.exists().where(
        Course.patient_id == Refusal.patient_id, Course.struck_on.is_(None), Course.started_on >= Refusal.on
    )
    of_courses = (RefusedOf.TREATMENT, RefusedOf.MEDICAL, RefusedOf.SOCIAL_COURSE)
    return sa.and_(
        Refusal.of.in_([of for of in RefusedOf if of.needs_plan]),
        ~has_plan,
        ~signed,
        sa.or_(Refusal.of.not_in(of_courses), ~began),
    )


def first_unanswered(session: Session, patient_id: int) -> Refusal | None:
    """The oldest refusal of a patient after which no plan was made."""
    query = sa.select(Refusal).where(Refusal.patient_id == patient_id, unanswered())
    return session.scalar(query.order_by(Refusal.on, Refusal.id).limit(1))


def plans(register: Register, patient_id: int) -> list[MotivationPlan]:
    """All plans of a patient, the newest first."""
    with register.read("patients.look") as session:
        query = sa.select(MotivationPlan).where(MotivationPlan.patient_id == patient_id)
        return list(session.scalars(query.order_by(MotivationPlan.opened_on.desc(), MotivationPlan.id.desc())))


def steps(register: Register, patient_id: int) -> list[MotivationStep]:
    """All steps of a patient's plans: the newest plan first, its steps in their order."""
    with register.read("patients.look") as session:
        query = sa.select(MotivationStep).where(MotivationStep.patient_id == patient_id)
        return list(session.scalars(query.order_by(MotivationStep.plan_id.desc(), MotivationStep.id)))
