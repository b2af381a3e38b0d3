"""The tab of motivation: the plan and its steps, the talks, the memos that were given, the checks of use."""

from narcdesk import motivation
from narcdesk.dates import show
from narcdesk.examinations import Examination, ExaminationOutcome
from narcdesk.memos import Memo
from narcdesk.motivation import MotivationPlan, MotivationStep
from narcdesk.talks import Talk
from ui import motivation_forms, sheets
from ui.desk import Desk
from ui.patient_tab import PatientTab, new, share_room
from ui.pieces import Abreast, QuietButton, column
from ui.struck_facts import FactsCard
from ui.table import Column


def _step(step: MotivationStep) -> str:
    """What, by whom if not the office, and what came of it."""
    by = "" if step.subject == motivation.OFFICE else f" ({step.by_whom})"
    return f"{step.what}{by}{f' — {step.outcome}' if step.done_on else ''}"


STEPS: list[Column[MotivationStep]] = [
    Column("Что делаем", _step, lines=2, strong=True),
    Column("Срок", lambda step: show(step.due) if step.due else "", 10),
    Column("", lambda step: f"сделано {show(step.done_on)}" if step.done_on else "Отметить", 12, lines=2, link=True),
]
TALKS: list[Column[Talk]] = [
    Column("Дата", lambda talk: show(talk.on), 10),
    Column("С кем", lambda talk: talk.with_whom.label, 16),
    Column("Тема", lambda talk: talk.theme.label, 20, lines=2),
    Column("Готовность", lambda talk: talk.stage.label if talk.stage else "", 18, lines=2),
    Column("Итог, решение", lambda talk: talk.result, lines=2, strong=True),
    Column("Следующий", lambda talk: show(talk.next_on) if talk.next_on else "", 10),
]
MEMOS: list[Column[Memo]] = [
    Column("Выдана", lambda memo: show(memo.given_on), 10),
    Column("Памятка", lambda memo: memo.kind.label, strong=True, lines=2),
    Column("Расписка", lambda memo: show(memo.signed_on) if memo.signed_on else "Отметить", 10, link=True),
]
CHECKS: list[Column[Examination]] = [
    Column("Дата", lambda found: show(found.on), 10),
    Column("Что проверяли", lambda found: found.reason, lines=2),
    Column(
        "Итог",
        lambda found: found.outcome.label,
        20,
        lines=2,
        tone=lambda found: "warn" if found.outcome is ExaminationOutcome.FOUND else "muted",
    ),
]
PLANS: list[Column[MotivationPlan]] = [
    Column("К чему ведём", lambda plan: f"{plan.goal}, с {show(plan.opened_on)}", strong=True, lines=2),
    Column("", lambda plan: plan.result.label if plan.result else "Завершить", 12, lines=2, link=True),
]


class MotivationTab(PatientTab):
    """Plans with their steps, talks below, memos and checks side by side."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.step_button = new("Шаг", self.add_step)
        self.print_button = QuietButton("Лист", self.print_sheet, icon="printer", key="Ctrl+P")
        self.memo_button = QuietButton("Распе&чатать", self.print_memo, icon="printer")
        self.plans = FactsCard(
            desk,
            MotivationPlan,
            "Планы мотивации",
            PLANS,
            new("План", self.plan),
            empty="Плана нет. Его составляют после отказа от помощи: шаги, ответственный, следующий контакт.",
        )
        self.steps = FactsCard(
            desk,
            MotivationStep,
            "Шаги",
            STEPS,
            self.step_button,
            empty="Здесь будут шаги плана: что, кто и к какому дню.",
        )
        self.talks = FactsCard(
            desk,
            Talk,
            "Беседы",
            TALKS,
            self.print_button,
            new("Беседа", self.talk),
            empty="Бесед ещё нет. Запишите первую: стадию готовности, тему, к чему пришли.",
        )
        self.memos = FactsCard(
            desk,
            Memo,
            "Памятки",
            MEMOS,
            self.memo_button,
            new("Памятка", self.memo),
            empty="Памяток не выдавали. Порядок помощи объясняют под расписку.",
        )
        self.act_button = QuietButton("А&кт", self.print_act, icon="printer")
        self.checks = FactsCard(
            desk,
            Examination,
            "Проверка сведений об употреблении",
            CHECKS,
            self.act_button,
            new("Освидетельствование", self.check),
            empty="Не проводили. Без согласия пациента её не проводят.",
        )
        self.plans.table.opened.connect(self.close_plan)
        self.steps.table.opened.connect(self.mark)
        self.memos.table.opened.connect(self.sign)
        above = Abreast(self.plans, self.steps, shares=(2, 3), least=320)
        below = Abreast(self.memos, self.checks, shares=(2, 3), least=320)
        self._whole = column(above, self.talks, below, gap=12)
        self.setLayout(self._whole)

    def ask(self) -> None:
        for card in (self.plans, self.steps, self.talks, self.memos, self.checks):
            card.show_facts(self.patient)
        lines = ((self.plans, self.steps), (self.talks,), (self.memos, self.checks))
        share_room(self._whole, [max(len(card.facts) for card in line) for line in lines])
        self.step_button.setVisible(self._open_plan() is not None)
        self.print_button.setVisible(bool(self.talks.facts or self.plans.facts))
        self.memo_button.setVisible(bool(self.memos.facts))
        self.act_button.setVisible(bool(self.checks.facts))

    def _open_plan(self) -> MotivationPlan | None:
        return next((plan for plan in self.plans.facts if plan.closed_on is None), None)

    def print_sheet(self) -> None:
        """The sheet of motivation: the plan and every talk."""
        sheets.open_sheet(self, self.desk, "list_motivacii", self.patient)

    def print_memo(self) -> None:
        """The memo with the cursor, or the newest, with its receipt."""
        memo = self.memos.current() or next(iter(self.memos.facts), None)
        if memo is not None:
            sheets.open_sheet(self, self.desk, "pamyatka", memo)

    def print_act(self) -> None:
        """The act of the check with the cursor, or of the newest."""
        checked = self.checks.current() or next(iter(self.checks.facts), None)
        if checked is not None:
            sheets.open_sheet(self, self.desk, "akt_proverki", checked)

    def plan(self) -> None:
        """A new plan."""
        motivation_forms.plan(self, self.desk, self.patient)

    def add_step(self) -> None:
        """One more step of the open plan."""
        if (plan := self._open_plan()) is not None:
            motivation_forms.step(self, self.desk, self.patient, plan)

    def close_plan(self, plan: MotivationPlan) -> None:
        """The work by a plan ended."""
        if plan.closed_on is None:
            motivation_forms.close(self, self.desk, self.patient, plan)

    def mark(self, step: MotivationStep) -> None:
        """A step was made."""
        if step.done_on is None:
            motivation_forms.done(self, self.desk, self.patient, step)

    def talk(self) -> None:
        """A talk."""
        motivation_forms.talk(self, self.desk, self.patient)

    def memo(self) -> None:
        """A memo was given."""
        motivation_forms.memo(self, self.desk, self.patient)

    def sign(self, memo: Memo) -> None:
        """Its receipt was signed."""
        if memo.signed_on is None:
            motivation_forms.sign(self, self.desk, self.patient, memo)

    def check(self) -> None:
        """A check of information on use."""
        motivation_forms.examination(self, self.desk, self.patient)
