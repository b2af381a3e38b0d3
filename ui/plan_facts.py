"""What is written down of a plan of treatment, and of where a person is in a course: fields and actions."""

from datetime import date

from PySide6.QtWidgets import QWidget

from narcdesk import stays, treatments
from narcdesk.courses import Course
from narcdesk.dates import show
from narcdesk.errors import Invalid
from narcdesk.fields import Field, Kind, fields_of, read_asked
from narcdesk.observation import TestResult
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.staff import Role
from narcdesk.stays import MarkKind, StayMark
from narcdesk.treatments import Conditions, Decider, PlanOutcome, PlanStep, StepKind, StepMark, TreatmentPlan
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import FactDialog, Typed, asked_by, ending, opened

BY_COMMISSION = ("protocol", "protocol_on")


def plan(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """What was decided; the protocol is asked for only of the commission."""
    person = desk.register.person
    decided_by = person.short_name if Role(person.role) in (Role.DOCTOR, Role.HEAD) else ""

    def follow_the_decider() -> None:
        for name in BY_COMMISSION:
            dialog.form.show_field(name, dialog.form["decider"].value() == Decider.COMMISSION.value)
        dialog.grow()

    dialog = FactDialog(
        parent,
        desk,
        "План лечения, реабилитации",
        fields_of(TreatmentPlan),
        lambda register, typed: treatments.plan(register, patient.id, _without_protocol(typed)),
        draft=FormDraft(desk, "treatments.plan", patient_id=patient.id),
        line=f"{patient.full_name} · необходимость, срок и условия решает врач или врачебная комиссия",
        fill={
            "decided_on": desk.today(),
            "decider": Decider.DOCTOR,
            "decided_by": decided_by,
            "conditions": Conditions.OUTPATIENT,
        },
    )
    dialog.form["decider"].edited.connect(follow_the_decider)
    follow_the_decider()
    return opened(dialog)


def _without_protocol(typed: Typed) -> Typed:
    """Of a decision of a doctor there is no protocol, whatever stood in the hidden fields."""
    if typed.get("decider") == Decider.COMMISSION.value:
        return typed
    return {name: value for name, value in typed.items() if name not in BY_COMMISSION}


AGAIN = [
    Field("times", "Сколько раз", Kind.NUMBER, width=4, least=1, hint="сколько явок подряд назначить"),
    Field("every", "Через сколько дней", Kind.NUMBER, width=4, least=1, hint="7 — каждую неделю"),
]


def schedule(parent: QWidget, desk: Desk, patient: Patient, kept: TreatmentPlan) -> FactDialog:
    """Steps of a plan, one or several at the same distance."""

    def action(register: Register, typed: Typed) -> list[PlanStep]:
        again = read_asked(AGAIN, {field.name: typed[field.name] for field in AGAIN}, register.today())
        if again.problems:
            raise Invalid(again.problems)
        times, every = again.values["times"] or 1, again.values["every"] or 0
        return treatments.schedule(register, kept.id, asked_by(PlanStep, typed), times=times, every=every)

    return opened(
        FactDialog(
            parent,
            desk,
            "Назначить по плану",
            [*fields_of(PlanStep), *AGAIN],
            action,
            draft=FormDraft(desk, "treatments.schedule", patient_id=patient.id, record_id=kept.id),
            line=_of_plan(patient, kept),
            fill={"kind": StepKind.VISIT, "times": "1"},
        )
    )


def _of_plan(patient: Patient, kept: TreatmentPlan) -> str:
    until = f", до {show(kept.until)}" if kept.until else ""
    return f"{patient.full_name} · {kept.kind.label}{until}"


BEGINNING = [Field("begun_on", "Когда начат", Kind.PAST_DAY, required=True)]


def begin_plan(parent: QWidget, desk: Desk, patient: Patient, kept: TreatmentPlan) -> FactDialog:
    """The person came to begin."""

    def begin(register: Register, begun_on: date) -> TreatmentPlan:
        return treatments.begin(register, kept.id, begun_on)

    return ending(parent, desk, patient, kept, "treatments.begin", "Начало по плану", BEGINNING, begin)


MARKING = [
    Field("done_on", "Дата", Kind.PAST_DAY, required=True),
    Field("mark", "Что вышло", Kind.CHOICE, required=True, choices=StepMark, width=16),
    Field("note", "Запись", Kind.LONG_TEXT, width=44),
]


MARKING_VISIT = [  # of a planned visit: the visit is written down with it
    *MARKING,
    Field("test", "Тест", Kind.CHOICE, choices=TestResult, width=20),
    Field("next_on", "Следующая явка", Kind.NEAR_DAY, width=12, hint="пусто: по плану или как договорились раньше"),
]


def mark_step(parent: QWidget, desk: Desk, patient: Patient, kept: PlanStep) -> FactDialog:
    """What became of a step; of a planned visit also what the visit itself asks."""
    is_visit = kept.kind is StepKind.VISIT

    def mark(
        register: Register,
        done_on: date,
        mark: StepMark,
        note: str = "",
        test: TestResult | None = None,
        next_on: date | None = None,
    ) -> PlanStep:
        found = test or TestResult.NONE
        return treatments.mark(register, kept.id, done_on, mark, note, test=found, next_on=next_on)

    heading, asked = f"{kept.title}, {show(kept.due_on)}", MARKING_VISIT if is_visit else MARKING
    dialog = ending(parent, desk, patient, kept, "treatments.mark", heading, asked, mark)
    on = min(kept.due_on, desk.today())
    dialog.form.fill({"done_on": on, "mark": StepMark.DONE})
    if is_visit:
        dialog.form.fill({"test": TestResult.NONE, "next_on": desk.ask(treatments.next_after, kept.id, on)})
    return dialog


ENTERING = [
    Field("on", "Дата", Kind.PAST_DAY, required=True),
    Field("stage", "Этап", Kind.TEXT, required=True, width=36, longest=200, hint="как он назван в плане"),
    Field("note", "Почему", Kind.LONG_TEXT, width=44),
]


def enter_stage(parent: QWidget, desk: Desk, patient: Patient, kept: TreatmentPlan) -> FactDialog:
    """The person goes on to another stage."""

    def enter(register: Register, on: date, stage: str, note: str = "") -> PlanStep:
        return treatments.enter_stage(register, kept.id, on, stage, note)

    return ending(parent, desk, patient, kept, "treatments.enter_stage", "Переход на этап", ENTERING, enter)


ENDING_PLAN = [
    Field("ended_on", "Окончание", Kind.PAST_DAY, required=True),
    Field("outcome", "Исход", Kind.CHOICE, required=True, choices=PlanOutcome, width=28),
]


def end_plan(parent: QWidget, desk: Desk, patient: Patient, kept: TreatmentPlan) -> FactDialog:
    """How a plan ended."""

    def end(register: Register, ended_on: date, outcome: PlanOutcome) -> TreatmentPlan:
        return treatments.finish(register, kept.id, ended_on, outcome)

    return ending(parent, desk, patient, kept, "treatments.finish", "Окончание плана", ENDING_PLAN, end)


# Where a person is in a course

ASKED_OF: dict[str, tuple[str, ...]] = {  # what is asked along with a mark
    MarkKind.ARRIVED.value: ("awaited_by",),
    MarkKind.CONFIRMED.value: ("act", "act_on"),
    MarkKind.ABSENT.value: ("reason", "awaited_by"),
    MarkKind.INTERRUPTED.value: ("reason", "awaited_by"),
    MarkKind.RETURNED.value: ("reason",),
}
AWAITED = {
    MarkKind.ARRIVED.value: "Когда ждём акт организации; пусто, если срок не задан.",
    MarkKind.ABSENT.value: "Когда должен вернуться.",
    MarkKind.INTERRUPTED.value: "Когда должен вернуться; если не вернётся, курс окончите.",
}


def mark_stay(
    parent: QWidget, desk: Desk, patient: Patient, kept: Course, kind: MarkKind = MarkKind.ARRIVED
) -> FactDialog:
    """He came, left, returned, broke off, or the organisation confirmed it."""

    def shown() -> tuple[str, ...]:
        return ASKED_OF.get(str(dialog.form["kind"].value()), ())

    def follow_the_kind() -> None:
        for name in ("reason", "act", "act_on", "awaited_by"):
            dialog.form.show_field(name, name in shown())
        dialog.form["awaited_by"].note.say(AWAITED.get(str(dialog.form["kind"].value()), ""))
        dialog.grow()

    def action(register: Register, typed: Typed) -> StayMark:
        told = {name: value for name, value in typed.items() if name in ("kind", "on", *shown())}
        return stays.mark(register, kept.id, told)

    dialog = FactDialog(
        parent,
        desk,
        "Пребывание на курсе",
        fields_of(StayMark),
        action,
        draft=FormDraft(desk, "stays.mark", patient_id=patient.id, record_id=kept.id),
        line=f"{patient.full_name} · {kept.kind.label} с {show(kept.started_on)}",
        fill={"on": desk.today(), "kind": kind},
    )
    dialog.form["kind"].edited.connect(follow_the_kind)
    follow_the_kind()
    return opened(dialog)
