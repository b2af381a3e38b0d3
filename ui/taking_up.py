"""What is done about a task of the first screen: where it belongs on the card, its verb, and the form it opens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from narcdesk import (
    courses,
    duties,
    letters,
    motivation,
    observation,
    occupations,
    patronage,
    referrals,
    stays,
    treatments,
)
from narcdesk.duties import NoticeEvent
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.stays import MarkKind
from narcdesk.tasks import Task, What
from ui import (
    duty_dialogs,
    episode_dialogs,
    letter_dialog,
    motivation_forms,
    patient_facts,
    plan_facts,
    referral_dialogs,
    referral_letters,
    support_facts,
    visit_dialogs,
)
from ui.desk import Desk

Act = Callable[[QWidget, Desk, Patient, Task], object]


@dataclass(frozen=True)
class Place:
    """A tab of the card, what the row's button says, and the form; without one, the tab alone is brought forward."""

    tab: str
    verb: str = "Открыть"
    act: Act | None = None


def _record(desk: Desk, patient: Patient, task: Task, listing: Callable[[Register, int], Sequence[Any]]) -> Any:
    """What a task is about, among all that the card has of it."""
    return next(one for one in desk.ask(listing, patient.id) if one.id == task.record_id)


def _about(listing: Callable[[Register, int], Sequence[Any]], ask: Callable[..., object]) -> Act:
    """The form that goes on with the record of a task."""
    return lambda parent, desk, patient, task: ask(parent, desk, patient, _record(desk, patient, task, listing))


def _on_card(ask: Callable[..., object]) -> Act:
    """A form that needs to know nothing but whose card it is."""
    return lambda parent, desk, patient, _task: ask(parent, desk, patient)


def _told(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    duty = _record(desk, patient, task, duties.listing)
    duty_dialogs.told(parent, desk, patient, duty, NoticeEvent(task.part) if task.part else None)


def _letter(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    letter = desk.ask(letters.one, task.record_id)
    if letter.number is None:
        letter_dialog.issue(parent, desk, letter)
    else:
        letter_dialog.send(parent, desk, patient, letter)


def _returned(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    _stay(parent, desk, patient, task, MarkKind.RETURNED)


def _confirmed(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    _stay(parent, desk, patient, task, MarkKind.CONFIRMED)


def _stay(parent: QWidget, desk: Desk, patient: Patient, task: Task, kind: MarkKind) -> None:
    mark = _record(desk, patient, task, stays.listing)
    course = next(course for course in desk.ask(courses.listing, patient.id) if course.id == mark.course_id)
    plan_facts.mark_stay(parent, desk, patient, course, kind)


PLACES: dict[What, Place] = {
    What.VISIT: Place("observation", "Записать явку", _on_card(visit_dialogs.visit)),
    What.NO_SHOW: Place("observation", "Решить", _about(observation.episodes, episode_dialogs.end)),
    What.COMMISSION: Place("observation", "Решить", _about(observation.episodes, episode_dialogs.decide)),
    What.TRANSFER: Place("observation", "Перевести", _about(observation.episodes, episode_dialogs.transfer)),
    What.PATRONAGE: Place("patronage", "Записать контакт", _about(patronage.listing, patient_facts.contact)),
    What.DUTY: Place("duties", "Отметить явку", _about(duties.listing, duty_dialogs.appeared)),
    What.NOTICE: Place("duties", "Отметить", _told),
    What.EVASION: Place("duties", "Решить", _about(duties.listing, duty_dialogs.evaded)),
    What.REGISTRATION: Place("duties", "Записать ответ", _about(duties.listing, duty_dialogs.answered)),
    What.APPLICATION: Place("applications"),
    What.CERTIFICATE: Place("applications"),
    What.PROVIDER_ACT: Place("applications", "Записать акт"),
    What.SETTLEMENT: Place("applications"),
    What.EXCLUDED: Place("applications", "Заменить"),
    What.CONSENT: Place("consents"),
    What.BIRTHDAY: Place("consents"),
    What.LETTER: Place("letters", "Отправить", _letter),
    What.ANSWER: Place("letters", "Записать ответ", _about(letters.listing, letter_dialog.answered)),
    What.PLAN_STEP: Place("courses", "Отметить", _about(treatments.steps, plan_facts.mark_step)),
    What.PLAN_START: Place("courses", "Отметить начало", _about(treatments.listing, plan_facts.begin_plan)),
    What.PLAN_END: Place("courses", "Окончить", _about(treatments.listing, plan_facts.end_plan)),
    What.STAY_RETURN: Place("courses", "Отметить", _returned),
    What.STAY_ACT: Place("courses", "Записать акт", _confirmed),
    What.PATRONAGE_END: Place("patronage", "Пересмотреть", _about(patronage.listing, support_facts.amend_patronage)),
    What.WORK_HELP: Place("patronage", "Записать результат", _about(occupations.help_given, support_facts.help_result)),
    What.SENT_HERE: Place("referrals", "Отметить приход", _about(referrals.incoming, referral_dialogs.came)),
    What.REPLY: Place("referrals", "Ответить", _about(referrals.incoming, referral_letters.answer)),
    What.SENT_ON: Place("referrals", "Отметить", _about(referrals.outgoing, referral_letters.go_on)),
    What.REFUSED_APPLICATION: Place("motivation", "Записать беседу", _on_card(motivation_forms.talk)),
    What.REFUSAL: Place("motivation", "Составить план", _on_card(motivation_forms.plan)),
    What.MOTIVATION: Place("motivation", "Записать беседу", _on_card(motivation_forms.talk)),
    What.STEP: Place("motivation", "Отметить шаг", _about(motivation.steps, motivation_forms.done)),
}
