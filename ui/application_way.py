"""The way of an application on the screen: its stages with their days, what happened, what the region's terms say."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from narcdesk.applications import UNSET, ApplicationStep, Awaited, Status
from narcdesk.applications.checklist import Line
from narcdesk.dates import show
from narcdesk.profile import Profile
from ui.application_case import Case
from ui.application_steps import STEPS, possible, wrong_step
from ui.pieces import Banner, Button, Card, DangerButton, Facts, Flow, Stage, State, StepRow, Text, clear, held

_SAD = {
    "refuse": State.MISSING,
    "withdraw": State.MISSING,
    "return_back": State.WAITING,
    "wait": State.WAITING,
    "carry_over": State.WAITING,
    "correct": State.WAITING,
}


class WayCard(Card):
    """Every step with its document and its reason, the terms, and buttons for what may happen besides the likely."""

    def __init__(self, take_step: Callable[[str], object]) -> None:
        self._take_step = take_step
        self._steps, self._terms, self._next = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self.buttons: dict[str, Button] = {}
        self._steps.setSpacing(8)
        terms = Text("Сроки региона", "strong", "muted")
        super().__init__("Ход заявки", self._steps, 4, terms, self._terms, 4, self._next)

    def show_way(self, case: Case) -> None:
        """Show the way so far and what may follow."""
        for box in (self._steps, self._terms, self._next):
            clear(box)
        wrong = {step.corrects for step in case.steps}
        for step in case.steps:
            mistaken = "записано ошибочно" if step.id in wrong else ""
            known = (mistaken, show(step.on), _document(step), _reason(step, case.profile), step.note)
            said = " · ".join(filter(None, known))
            self._steps.addWidget(StepRow(step.title, said, _SAD.get(step.event, State.DONE), below=True))
        self._terms.addWidget(Facts(list(case.terms)))
        flow, self.buttons = Flow(gap=8), {}
        for event in possible(case.application.status)[1:]:  # the first one has its button at the top of the page
            kind = DangerButton if event in ("refuse", "withdraw") else Button
            self.buttons[event] = kind(STEPS[event].verb, partial(self._take_step, event))
            flow.addWidget(self.buttons[event])
        if wrong_step(case.steps) is not None:
            self.buttons["correct"] = Button(STEPS["correct"].verb, partial(self._take_step, "correct"))
            flow.addWidget(self.buttons["correct"])
        if self.buttons:
            self._next.addWidget(held(flow))


def stages(case: Case, today: date) -> list[Stage]:
    """The stages side by side, with their days or with what is known of the terms."""
    application, profile, waits = case.application, case.profile, case.waits
    found = [
        _stage("Подана", "Подача", application.submitted_on, is_now=False),
        _stage("Отправлена", "Отправка", application.sent_on, is_now=application.status is Status.READY),
    ]
    if application.status is Status.WITHDRAWN:
        done = [stage for stage in found if stage.state is State.DONE]
        day = next((show(step.on) for step in reversed(case.steps) if step.event == "withdraw"), "")
        return [*done, Stage("Отозвана", day, State.MISSING)]
    if application.status is Status.RETURNED:
        state = State.LATE if _state(waits, today) is State.LATE else State.WAITING
        found.append(Stage("Возвращена", _till(waits, profile.completion.value, today), state))
    else:
        found.append(_considered(case))
    if application.status is Status.WAITING:
        state = State.LATE if _state(waits, today) is State.LATE else State.WAITING
        until = f"до {show(waits.due)}" if waits and waits.due else UNSET
        found.append(Stage("В очереди", until + ", просрочено" * (state is State.LATE), state))
    decided = show(application.decided_on) if application.decided_on else ""
    match application.status:
        case Status.REFUSED:
            return [*found, Stage("Отказ", decided, State.MISSING)]
        case Status.GRANTED:
            found.append(Stage("Решено выдать", decided, State.DONE))
        case Status.SENT | Status.REGISTERED:
            state = _state(waits, today) if found[-1].state is State.DONE else State.AHEAD
            found.append(Stage("Решение", _till(waits, profile.decision.value, today), state))
        case _:
            found.append(Stage("Решение", "впереди", State.AHEAD))
    return [*found, _given(case, today)]


def notice(case: Case, blocking: Sequence[Line], today: date, lead: Callable[[], object]) -> Banner | None:
    """What is wrong with a submitted application, in one sentence; None when it only has to be waited for."""
    if blocking and case.set_is_open:
        said = "; ".join(f"{line.title} — {line.said.partition(' — ')[0]}" for line in blocking)
        return Banner("danger", f"Отправлять нельзя. {said}.", "Оформить", lead)
    if case.certificate is not None:
        return None  # its card, the first one below, says when its time is over
    if case.waits is None:
        return None
    said = f"{case.waits.said[:1].upper()}{case.waits.said[1:]}."
    if case.waits.due and case.waits.due < today and case.application.status is not Status.READY:
        return Banner("danger", f"Просрочено. {said}")
    return Banner("warn", said) if case.application.status in (Status.RETURNED, Status.WAITING) else None


def _stage(done: str, ahead: str, on: date | None, *, is_now: bool) -> Stage:
    if on is not None:
        return Stage(done, show(on), State.DONE)
    return Stage(ahead, "сейчас" if is_now else "впереди", State.NOW if is_now else State.AHEAD)


def _considered(case: Case) -> Stage:
    """What lies between the letter and the decision; of two stages ahead only the nearer one is the present one."""
    application, waits = case.application, case.waits
    term_runs = application.status is Status.SENT and waits is not None and waits.due is not None  # since receipt
    is_later = application.decided_on is not None or application.status is Status.WAITING
    if application.registered_on is None and (term_runs or is_later):
        return Stage("Рассмотрение", "регистрация не отмечена", State.DONE)
    if application.status is Status.SENT:
        return Stage("Рассмотрение", "ждём регистрации", State.NOW)
    return _stage("На рассмотрении", "Рассмотрение", application.registered_on, is_now=False)


def _given(case: Case, today: date) -> Stage:
    title, certificate = case.profile.instrument(case.application.instrument).short, case.certificate
    if certificate is not None:
        state = State.DONE if case.waits is None else _state(case.waits, today)
        return Stage(title, "срок прошёл" if state is State.LATE else certificate.status.label.lower(), state)
    if case.application.status is Status.GRANTED:
        state = _state(case.waits, today)
        return Stage(title, "не записан" + ", просрочено" * (state is State.LATE), state)
    return Stage(title, "впереди", State.AHEAD)


def _till(waits: Awaited | None, days: int | None, today: date) -> str:
    """Till when; or why there is no day."""
    if waits is None or waits.due is None:
        return UNSET if days is None else "срок — с регистрации органом"
    return f"до {show(waits.due)}" + ", просрочено" * (waits.due < today)


def _state(waits: Awaited | None, today: date) -> State:
    return State.LATE if waits and waits.due and waits.due < today else State.NOW


def _document(step: ApplicationStep) -> str:
    return f"№ {step.document}" if step.document[:1].isdecimal() else step.document


def _reason(step: ApplicationStep, profile: Profile) -> str:
    known = {reason.code: reason.text for reason in profile.refusal_reasons}
    return known.get(step.reason_code, step.reason_code)
