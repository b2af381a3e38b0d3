"""What may happen to an application once it is submitted: for each step its button, its questions, its action."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from narcdesk import applications, certificates
from narcdesk.applications import MOVES, PUT_BACK, Application, ApplicationStep, Status
from narcdesk.applications.steps import standing
from narcdesk.fields import Field, Kind
from narcdesk.profile import Profile
from narcdesk.register import Register
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import FactDialog, read_first

ON = Field("on", "Дата", Kind.PAST_DAY, required=True, width=12)
DOCUMENT, NOTE = 80, 500  # letters that a step keeps


def document(name: str, title: str, *, required: bool = False) -> Field:
    """The number of the paper that a step came with."""
    return Field(name, title, Kind.TEXT, width=24, required=required, longest=DOCUMENT)


def why(title: str, *, name: str = "why", required: bool = True) -> Field:
    """What is said of a step in words."""
    return Field(name, title, Kind.LONG_TEXT, width=40, required=required, longest=NOTE)


@dataclass(frozen=True)
class Step:
    """One thing that may happen to an application: its button, what is asked, the action of the office."""

    verb: str
    heading: str
    asked: Callable[[Profile], Sequence[Field]]
    act: Callable[..., object]


def _refusal(profile: Profile) -> Sequence[Field]:
    reasons = {reason.code: f"{reason.code}: {reason.text}" for reason in profile.refusal_reasons}
    return [
        ON,
        document("decision", "Номер решения"),
        Field("reason_code", "Причина отказа", Kind.CHOICE, required=True, choices=lambda _day: reasons, width=40),
        why("Пояснение", name="note", required=False),
    ]


STEPS: dict[str, Step] = {
    "send": Step(
        "Отпр&авлена…",
        "Заявка отправлена в орган",
        lambda _profile: [ON, document("letter", "Исходящий номер письма", required=True)],
        applications.send,
    ),
    "register": Step(
        "За&регистрирована…",
        "Орган зарегистрировал заявку",
        lambda _profile: [ON, document("number", "Входящий номер органа")],
        applications.registered,
    ),
    "grant": Step(
        "Решено &выдать…",
        "Орган решил выдать",
        lambda _profile: [ON, document("decision", "Номер решения")],
        applications.granted,
    ),
    "wait": Step(
        "В о&чередь…",
        "Мест нет, заявка поставлена в очередь",
        lambda _profile: [ON, document("document", "Номер письма органа")],
        applications.queued,
    ),
    "carry_over": Step(
        "Перенесена на &год…",
        "Орган перенёс очередь на новый год",
        lambda _profile: [ON, document("document", "Номер письма органа")],
        applications.carried_over,
    ),
    "return_back": Step(
        "Возвра&щена…",
        "Орган вернул заявку на доработку",
        lambda _profile: [ON, why("Чего не хватает")],
        applications.returned,
    ),
    "refuse": Step("Отка&з…", "Орган отказал", _refusal, applications.refused),
    "withdraw": Step(
        "О&тозвать…",
        "Пациент отзывает заявку",
        lambda _profile: [ON, why("Почему")],
        applications.withdrawn,
    ),
    "correct": Step(
        "Записано невер&но…",
        "Вернуть последнюю запись назад",
        lambda _profile: [why("Что было записано неверно")],
        applications.corrected,
    ),
}


def possible(status: Status) -> list[str]:
    """The steps that may follow, the likely one first; submitting has its own button."""
    return [event for event in STEPS if event in MOVES and status in MOVES[event][0]]


def wrong_step(steps: Sequence[ApplicationStep]) -> ApplicationStep | None:
    """The last entry of the way, where it can be put back."""
    last = standing(steps)[-1] if steps else None
    return last if last is not None and last.event in PUT_BACK else None


def _suggested(desk: Desk, form: str, application: Application) -> dict[str, str]:
    """What most often stands in a step's form besides its day."""
    if form == "applications.refuse":
        return {"reason_code": desk.ask(applications.suggested_refusal, application)}
    if form == "certificates.annul":
        return {"reason_code": desk.ask(certificates.suggested_end, application.id)}
    return {}


def ask(parent: QWidget, desk: Desk, event: str, application: Application, line: str) -> FactDialog:
    """Open the window of a step; the day is today unless it was another one."""
    return opened(parent, desk, STEPS[event], f"applications.{event}", application, application.id, line)


def opened(
    parent: QWidget, desk: Desk, step: Step, form: str, application: Application, of: int, line: str
) -> FactDialog:
    """The window of a step `of` an application, or of what came of it; `form` names the action."""
    asked = step.asked(applications.profile_of(application))

    def act(register: Register, **said: Any) -> object:
        return step.act(register, of, **said)

    suggested = {"on": desk.today(), **_suggested(desk, form, application)}
    dialog = FactDialog(
        parent,
        desk,
        step.heading,
        asked,
        read_first(asked, act),
        draft=FormDraft(desk, form, record_id=application.id, kind=application.__tablename__),
        line=line,
        fill={field.name: suggested[field.name] for field in asked if field.name in suggested},
    )
    dialog.open()
    return dialog
