"""The tab of help: plans of treatment with their steps, courses with the marks of where the person is."""

from PySide6.QtWidgets import QWidget

from narcdesk import certificates, stays, treatments
from narcdesk.courses import Course, Outcome
from narcdesk.dates import days_phrase, show
from narcdesk.patients import Patient
from narcdesk.stays import MarkKind, Stay, StayMark
from narcdesk.treatments import PlanStep, StepMark, TreatmentPlan
from ui import patient_facts, plan_facts
from ui.desk import Desk
from ui.fact_dialog import FactDialog
from ui.patient_tab import PatientTab, new, share_room
from ui.pieces import QuietButton, column, row
from ui.sheets import open_sheet
from ui.struck_facts import FactsCard
from ui.table import Column

MARKS: list[Column[StayMark]] = [
    Column("Дата", lambda mark: show(mark.on), 10),
    Column(
        "Пребывание",
        lambda mark: mark.said,
        lines=2,
        tone=lambda mark: "warn" if mark.kind in stays.AWAY else "text",
    ),
    Column("Ждём до", lambda mark: show(mark.awaited_by) if mark.awaited_by else "", 10),
]
STEP_TONES = {StepMark.DONE: "ok", StepMark.MISSED: "danger", StepMark.CANCELLED: "muted", None: "text"}
STEPS: list[Column[PlanStep]] = [
    Column("Когда", lambda step: show(step.due_on), 10),
    Column("Что", lambda step: " · ".join(filter(None, (step.title, step.note))), lines=2),
    Column(
        "Отметка",
        lambda step: f"{step.mark.label} {show(step.done_on)}" if step.mark and step.done_on else "",
        10,
        lines=2,
        tone=lambda step: STEP_TONES[step.mark],
    ),
    Column("", lambda step: "" if step.mark else "Отметить", 8, align="right", link=True),
]


def _decided(plan: TreatmentPlan) -> str:
    return f"{show(plan.decided_on)} {f'ВК № {plan.protocol}' if plan.protocol else plan.decider.label}"


class CoursesTab(PatientTab):
    """What was decided and planned above; below, what was begun, and where the person is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._stays: dict[int, Stay] = {}
        self._stages: dict[int, str] = {}
        self.schedule_button = new("Явка, мероприятие", self.schedule)
        self.stage_button = new("Этап", self.enter_stage)
        self.mark_button = new("Отметка", self.mark_stay)
        self.print_button = QuietButton("Печать", self.print_plan, icon="printer")
        self.print_button.setAccessibleName("Напечатать план")
        self.print_steps_button = QuietButton("Печать", self.print_steps, icon="printer")
        self.print_steps_button.setAccessibleName("Напечатать план явок с отметками")
        self.plans = FactsCard(
            desk,
            TreatmentPlan,
            "Планы",
            self._plan_columns(),
            new("План", self.plan),
            self.print_button,
            empty="Плана нет. В нём — необходимость, срок и условия лечения и реабилитации, кто решил.",
        )
        self.steps = FactsCard(
            desk,
            PlanStep,
            "По плану",
            STEPS,
            self.schedule_button,
            self.stage_button,
            self.print_steps_button,
            empty="Явки и мероприятия плана с отметками о том, что сделано.",
        )
        self.courses = FactsCard(
            desk,
            Course,
            "Курсы",
            self._course_columns(),
            new("Курс", self.start_course),
            empty="Курсов ещё не было. Курс открывает этап лечения или реабилитации.",
        )
        self.marks = FactsCard(
            desk,
            StayMark,
            "Пребывание",
            MARKS,
            self.mark_button,
            empty="Прибытие, акт организации, отлучки и возвращения; по ним считаются дни.",
        )
        self.plans.table.opened.connect(self.go_on_with_plan)
        self.steps.table.opened.connect(self.mark_step)
        self.courses.table.opened.connect(self.end_course)
        above, below = row(self.plans, self.steps, gap=12), row(self.courses, self.marks, gap=12)
        for line in (above, below):
            line.setStretch(0, 6)
            line.setStretch(1, 5)
        self._both = column(above, below, gap=12)
        self.setLayout(self._both)

    def _plan_columns(self) -> list[Column[TreatmentPlan]]:
        return [
            Column("Решено", _decided, 11, lines=2),
            Column("План", lambda plan: f"{plan.kind.label}, {plan.conditions.label}", lines=2, strong=True),
            Column("Как идёт", self._goes, 17, lines=2),
            Column("", _verb, 9, align="right", link=True),
        ]

    def _goes(self, plan: TreatmentPlan) -> str:
        """«завершён 20.03.2026», «начать до 09.03.2026», «восстановительный, до 30.04.2026»."""
        if plan.ended_on and plan.outcome:
            return f"{plan.outcome.label} {show(plan.ended_on)}"
        until = f"до {show(plan.until)}" if plan.until else ""
        if plan.begun_on is None:
            return f"начать до {show(plan.begin_by)}" if plan.begin_by else "не начат"
        return ", ".join(filter(None, (self._stages.get(plan.id) or "идёт", until)))

    def _course_columns(self) -> list[Column[Course]]:
        return [
            Column("Начат", lambda course: show(course.started_on), 10),
            Column("Вид и где", _kind_and_place, lines=2, strong=True),
            Column("Как идёт", self._stands, 17, lines=2, tone=self._tone),
            Column("", lambda course: "" if course.ended_on else "Окончить", 9, align="right", link=True),
        ]

    def _stands(self, course: Course) -> str:
        """«идёт, 44 дня», «прервал 20.02.2026», «завершён 12.09.2026, 180 дней»."""
        told = self._stays.get(course.id)
        days = days_phrase(told.days) if told else ""
        if course.ended_on and course.outcome:
            return ", ".join(filter(None, (f"{course.outcome.label} {show(course.ended_on)}", days)))
        if told and told.away:
            return f"{told.away.kind.label} с {show(told.away.on)}"
        return ", ".join(filter(None, ("идёт", days)))

    def _tone(self, course: Course) -> str:
        told = self._stays.get(course.id)
        if told and told.away:
            return "warn"
        return "ok" if course.outcome is Outcome.FINISHED else "text"

    def ask(self) -> None:
        self._stays = self.desk.ask(stays.of_patient, self.patient.id)
        found = self.desk.ask(treatments.steps, self.patient.id)
        self._stages = {step.plan_id: treatments.stage_of(found, step.plan_id) for step in found}
        for card in (self.plans, self.steps, self.courses, self.marks):
            card.show_facts(self.patient)
        lines = ((self.plans, self.steps), (self.courses, self.marks))
        share_room(self._both, [max(len(card.facts) for card in line) for line in lines])
        goes_on = self._open_plan() is not None
        self.schedule_button.setVisible(goes_on)
        self.stage_button.setVisible(goes_on)
        self.mark_button.setVisible(bool(self.courses.facts))
        self.print_button.setVisible(bool(self.plans.facts))
        self.print_steps_button.setVisible(bool(self.steps.facts))

    # Plans

    def _open_plan(self) -> TreatmentPlan | None:
        """The plan under the cursor while it goes on, else the newest that does."""
        chosen = self.plans.current()
        if chosen is not None and chosen.ended_on is None:
            return chosen  # type: ignore[no-any-return]
        return next((plan for plan in self.plans.facts if plan.ended_on is None), None)

    def plan(self) -> None:
        """What was decided."""
        plan_facts.plan(self, self.desk, self.patient)

    def go_on_with_plan(self, plan: TreatmentPlan) -> None:
        """A plan begins, then it ends."""
        if plan.ended_on is None:
            ask = plan_facts.end_plan if plan.begun_on else plan_facts.begin_plan
            ask(self, self.desk, self.patient, plan)

    def schedule(self) -> None:
        """Visits and measures of the plan that goes on."""
        if plan := self._open_plan():
            plan_facts.schedule(self, self.desk, self.patient, plan)

    def enter_stage(self) -> None:
        """Another stage of the plan that goes on."""
        if plan := self._open_plan():
            plan_facts.enter_stage(self, self.desk, self.patient, plan)

    def mark_step(self, step: PlanStep) -> None:
        """What became of a step."""
        if step.mark is None:
            plan_facts.mark_step(self, self.desk, self.patient, step)

    def print_plan(self) -> None:
        """The paper of the plan under the cursor, else of the newest: need, term, conditions, what is done."""
        self._print("plan_lecheniya")

    def print_steps(self) -> None:
        """Its visits and measures with their marks; one copy may go with the person."""
        self._print("plan_yavok")

    def _print(self, form: str) -> None:
        plan = self.plans.current() or self._open_plan() or next(iter(self.plans.facts), None)
        if plan is not None:
            open_sheet(self, self.desk, form, plan)

    # Courses

    def start_course(self) -> None:
        """A course began."""
        start_course(self, self.desk, self.patient)

    def end_course(self, course: Course) -> None:
        """A course ended."""
        if course.ended_on is None:
            patient_facts.end_course(self, self.desk, self.patient, course)

    def mark_stay(self) -> None:
        """Where the person is: in the course under the cursor, else the one that goes on."""
        goes_on = next((one for one in self.courses.facts if one.ended_on is None), None)
        course = self.courses.current() or goes_on or next(iter(self.courses.facts), None)
        if course is not None:
            plan_facts.mark_stay(self, self.desk, self.patient, course, self._next_mark(course))

    def _next_mark(self, course: Course) -> MarkKind:
        """What most often comes next: who is away returns, who has arrived is confirmed."""
        told = self._stays[course.id]
        if told.away:
            return MarkKind.RETURNED
        marks: list[StayMark] = [mark for mark in self.marks.facts if mark.course_id == course.id]
        if not any(mark.kind is MarkKind.ARRIVED for mark in marks):
            return MarkKind.ARRIVED
        return MarkKind.CONFIRMED if told.is_unconfirmed else MarkKind.ABSENT


def _verb(plan: TreatmentPlan) -> str:
    if plan.ended_on:
        return ""
    return "Окончить" if plan.begun_on else "Начать"


def _kind_and_place(course: Course) -> str:
    return ", ".join(filter(None, (course.kind.label, course.place)))


def start_course(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """A course began, under the certificate that may be used today if there is one."""
    issued = desk.ask(certificates.listing, patient.id)
    usable = next((certificate for certificate in issued if certificate.is_valid_on(desk.today())), None)
    return patient_facts.course(parent, desk, patient, usable)
