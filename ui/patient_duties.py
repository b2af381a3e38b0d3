"""The tab of courts: decisions, the way of one as steps, what the office owes to whom by when, prescriptions."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from narcdesk import duties
from narcdesk.dates import show
from narcdesk.duties import Duty, NoticeEvent, Owed, Prescription, Standing, Way
from narcdesk.patients import Patient
from ui import duty_dialogs, duty_letters
from ui.desk import Desk
from ui.patient_tab import PatientTab, new
from ui.pieces import (
    Banner,
    Button,
    Card,
    Facts,
    Flow,
    QuietButton,
    Stage,
    State,
    StepFlow,
    StepRow,
    clear,
    column,
    held,
    row,
)
from ui.struck_facts import FactsCard
from ui.table import Column

STATES = {
    Standing.DONE: State.DONE,
    Standing.NOW: State.NOW,
    Standing.AHEAD: State.AHEAD,
    Standing.LATE: State.LATE,
    Standing.BROKEN: State.MISSING,
}


def _court(duty: Duty) -> str:
    return ", ".join(filter(None, (duty.court, f"дело № {duty.case_number}" if duty.case_number else "")))


def _verb(duty: Duty) -> str:
    if duty.ended_on:
        return ""
    return "Окончить" if duty.appeared_on else "Отметить явку"


PRESCRIPTIONS: list[Column[Prescription]] = [
    Column("Дано", lambda given: show(given.given_on), 10),
    Column("Что предписано", lambda given: given.what, strong=True, lines=2),
    Column(
        "Не выполнено",
        lambda given: ", ".join(filter(None, (show(given.broken_on), given.broken_how))) if given.broken_on else "",
        24,
        lines=2,
        tone=lambda given: "danger" if given.broken_on else "text",
    ),
    Column("", lambda given: "" if given.broken_on else "Не выполнил", 11, align="right", link=True),
]


class DutiesTab(PatientTab):
    """Decisions of courts, the newest first; below, the way of the one with the cursor."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown: Duty | None = None
        self.buttons: dict[str, Button] = {}
        self.letter_buttons: dict[NoticeEvent, Button] = {}
        self._kinds: dict[str, str] = {}
        self.duties = FactsCard(
            desk,
            Duty,
            "Обязанности по решению суда",
            self._columns(),
            new("Решение суда", self.receive),
            empty="Решений суда нет. Здесь будут обязанности пройти диагностику, лечение или реабилитацию.",
        )
        self.prescriptions = FactsCard(
            desk,
            Prescription,
            "Предписания врача",
            PRESCRIPTIONS,
            new("Предписание", self.prescribe),
            empty="Предписаний нет. Невыполненные больше двух раз — признак уклонения (КоАП, ст. 6.9.1).",
        )
        self._way, self._told, self._facts = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for box in (self._way, self._told):
            box.setSpacing(8)
        self._buttons = QVBoxLayout()
        self.told_button = QuietButton("Отметить сооб&щение", self.tell, icon="send")
        self.amend_button = QuietButton("Дополнить", self.amend)
        self._owed = Card("Что сообщает кабинет", self._told, None, aside=self.told_button)
        self._decision = Card("Решение и акт", self._facts, None, aside=self.amend_button)
        both = row(self._owed, self._decision, gap=12)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self._below = held(column(self._way, self._buttons, both, self.prescriptions, gap=12))
        self._below.hide()  # until there is a duty; shown first, it would leave a scroll bar behind for a moment
        self.duties.table.opened.connect(self.go_on)
        self.duties.table.chosen.connect(lambda _row: self._show(self.duties.current()))
        self.prescriptions.table.opened.connect(self.broke)
        self.setLayout(column(self.duties, self._below, gap=12))

    def _columns(self) -> list[Column[Duty]]:
        return [
            Column("Решение", lambda duty: show(duty.decided_on), 10),
            Column("Вид", lambda duty: self._kinds.get(duty.kind, duty.kind), 20, lines=2, strong=True),
            Column("Суд", _court, lines=2),
            Column("Явиться до", lambda duty: show(duty.appear_by) if duty.appear_by else "", 11),
            Column("Явился", lambda duty: show(duty.appeared_on) if duty.appeared_on else "", 10),
            Column("Исполнение", _result, 15, lines=2),
            Column("", _verb, 14, align="right", link=True),
        ]

    def ask(self) -> None:
        self._kinds = {entry.kind.code: entry.kind.title for entry in self.desk.ask(duties.book)}
        self.duties.show_facts(self.patient)
        self.prescriptions.show_facts(self.patient)
        self._show(self.duties.current() or next(iter(self.duties.facts), None))

    def _show(self, duty: Duty | None) -> None:
        """The way of the duty with the cursor; nothing of it while there is none."""
        for box in (self._way, self._told, self._facts, self._buttons):
            clear(box)
        self._below.setVisible(duty is not None)
        self._shown = duty
        if duty is None:
            return
        way = self.desk.ask(duties.of_duty, duty.id)
        steps = [Stage(step.title, step.said or "впереди", STATES[step.standing]) for step in way.steps]
        self._way.addWidget(StepFlow(steps))
        for sign in way.signs:
            said = f"Есть признак уклонения: {sign.sign.label} ({show(sign.since)}). Уклонение ли это, решаете вы."
            self._way.addWidget(Banner("warn", said, "Отметить уклонение", self.evade))
        self._show_owed(way)
        self._facts.addWidget(Facts(_facts(way)))
        self._buttons.addWidget(held(self._acts(way)))

    def _show_owed(self, way: Way) -> None:
        self.letter_buttons = {}
        for one in way.owed:
            line = _line(one, way.recipient, self.desk.today())
            if one.told_on is None:
                act = partial(self.write, one.event)
                button = QuietButton("Письмо…", act, icon="file-text")
                button.setAccessibleName(f"Подготовить сообщение {one.event.label}")
                self.letter_buttons[one.event] = button
                line = held(row(line, button, gap=8, grows=line))
            self._told.addWidget(line)
        if not way.owed:
            self._told.addWidget(StepRow("Сообщать пока не о чем", way.recipient, State.AHEAD, below=True))
        self.told_button.setVisible(any(one.told_on is None for one in way.owed))

    def _acts(self, way: Way) -> Flow:
        """Buttons for what may happen next; the likeliest stands first."""
        duty, flow = way.duty, Flow(gap=8)
        acts: list[tuple[str, Callable[[], object], bool]] = [
            ("Отметить &явку", self.appear, duty.appeared_on is None and duty.ended_on is None),
            ("Отметить самовольный уход", self.leave, duty.appeared_on is not None and duty.ended_on is None),
            ("Сообщить о &ходе", self.write_course, duty.appeared_on is not None),
            ("Ответ на &запрос", self.answer_request, True),
            ("Письмо об ошибке", self.correct, any(duty.told(event)[0] for event in NoticeEvent)),
            ("Ответы органа и суда", self.answer, True),
            ("Окон&чить", self.finish, duty.ended_on is None),
        ]
        self.buttons = {}
        for verb, act, is_there in acts:
            if is_there:
                button = Button(verb, act)
                self.buttons[verb.replace("&", "")] = button
                flow.addWidget(button)
        return flow

    # What is done

    def receive(self) -> None:
        """A decision of a court reached the office."""
        duty_dialogs.receive(self, self.desk, self.patient)

    def amend(self) -> None:
        """What came later of the decision."""
        self._about(duty_dialogs.amend)

    def appear(self) -> None:
        """The person came."""
        self._about(duty_dialogs.appeared)

    def tell(self) -> None:
        """The body that controls the duty was told of something."""
        self._about(duty_dialogs.told)

    def write(self, event: NoticeEvent) -> None:
        """A letter about something that happened: a draft, its number, its paper."""
        if self._shown is not None:
            duty_letters.notice(self, self.desk, self.patient, self._shown, event)

    def write_course(self) -> None:
        """A letter about how the duty goes."""
        self._about(duty_letters.course)

    def correct(self) -> None:
        """What was told of the duty was a mistake: a letter that says so."""
        self._about(duty_letters.correction)

    def answer_request(self) -> None:
        """An answer to a request of the controlling body."""
        self._about(duty_letters.answer)

    def prescribe(self) -> None:
        """The doctor gave a prescription."""
        self._about(duty_dialogs.prescribe)

    def broke(self, given: Prescription) -> None:
        """A prescription was not carried out."""
        if given.broken_on is None:
            duty_dialogs.broke(self, self.desk, self.patient, given)

    def leave(self) -> None:
        """The person left the treatment without leave."""
        self._about(duty_dialogs.left)

    def evade(self) -> None:
        """A person decides that it is evasion."""
        self._about(duty_dialogs.evaded)

    def answer(self) -> None:
        """The body or the court wrote."""
        self._about(duty_dialogs.answered)

    def finish(self) -> None:
        """The duty ended."""
        self._about(duty_dialogs.finish)

    def go_on(self, duty: Duty) -> None:
        """What comes next of a duty: the person came, or the duty ended."""
        if duty.ended_on is None:
            ask = duty_dialogs.finish if duty.appeared_on else duty_dialogs.appeared
            ask(self, self.desk, self.patient, duty)

    def _about(self, ask: Callable[[QWidget, Desk, Patient, Duty], object]) -> None:
        if self._shown is not None:
            ask(self, self.desk, self.patient, self._shown)


def _result(duty: Duty) -> str:
    if duty.result and duty.ended_on:
        return f"{duty.result.label} {show(duty.ended_on)}"
    return f"уклонение {show(duty.evaded_on)}" if duty.evaded_on else "идёт"


def _line(one: Owed, recipient: str, today: date) -> QWidget:
    if one.told_on is not None:
        state = State.DONE
    elif one.due is None:
        state = State.WAITING
    else:
        state = State.LATE if one.due < today else State.NOW
    title = f"{one.event.label[:1].upper()}{one.event.label[1:]}: {recipient}"
    return StepRow(title, one.said, state, below=True)


def _facts(way: Way) -> list[tuple[str, str]]:
    """What the decision says, and the law behind it."""
    duty, kind = way.duty, way.kind
    received = " от ".join(filter(None, (show(duty.received_on) if duty.received_on else "", duty.received_from)))
    known = [
        ("Возложено", duty.imposed or kind.content),
        ("Судья", duty.judge),
        ("Вступило в силу", show(duty.in_force_on) if duty.in_force_on else ""),
        ("Копия получена", received),
        ("Акт", kind.act),
        ("Контролирует", way.recipient),
        ("Основание сообщать", kind.disclosure),
        ("За уклонение", kind.evasion or ""),
        ("Поставлен на учёт", show(duty.registered_on) if duty.registered_on else ""),
        ("Ремиссия 2 года", show(duty.remission_on) if duty.remission_on else ""),
        ("Снят с учёта", show(duty.removed_on) if duty.removed_on else ""),
        ("Суд решил", duty.court_result),
    ]
    return [(title, said) for title, said in known if said]
