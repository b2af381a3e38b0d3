"""What is done about a task of the first screen: where it belongs on the card, its verb, and the form it opens."""

from collections.abc import Callable
from dataclasses import dataclass

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
from narcdesk.observation import Episode
from narcdesk.patients import Patient
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


def _visit(parent: QWidget, desk: Desk, patient: Patient, _task: Task) -> None:
    visit_dialogs.visit(parent, desk, patient)


def _episode(desk: Desk, patient: Patient, task: Task) -> Episode:
    return next(episode for episode in desk.ask(observation.episodes, patient.id) if episode.id == task.record_id)


def _end(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    episode_dialogs.end(parent, desk, patient, _episode(desk, patient, task))


def _decide(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    episode_dialogs.decide(parent, desk, patient, _episode(desk, patient, task))


def _transfer(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    episode_dialogs.transfer(parent, desk, patient, _episode(desk, patient, task))


def _contact(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    found = desk.ask(patronage.listing, patient.id)
    programme = next(programme for programme in found if programme.id == task.record_id)
    patient_facts.contact(parent, desk, patient, programme)


def _appeared(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    known = desk.ask(duties.listing, patient.id)
    duty_dialogs.appeared(parent, desk, patient, next(duty for duty in known if duty.id == task.record_id))


def _told(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    known = desk.ask(duties.listing, patient.id)
    duty = next(duty for duty in known if duty.id == task.record_id)
    duty_dialogs.told(parent, desk, patient, duty, NoticeEvent(task.part) if task.part else None)


def _evaded(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    known = desk.ask(duties.listing, patient.id)
    duty_dialogs.evaded(parent, desk, patient, next(duty for duty in known if duty.id == task.record_id))


def _answered(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    known = desk.ask(duties.listing, patient.id)
    duty_dialogs.answered(parent, desk, patient, next(duty for duty in known if duty.id == task.record_id))


def _letter(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    letter = desk.ask(letters.one, task.record_id)
    if letter.number is None:
        letter_dialog.issue(parent, desk, letter)
    else:
        letter_dialog.send(parent, desk, patient, letter)


def _answer(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    letter_dialog.answered(parent, desk, patient, desk.ask(letters.one, task.record_id))


def _plan_step(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    known = desk.ask(treatments.steps, patient.id)
    plan_facts.mark_step(parent, desk, patient, next(step for step in known if step.id == task.record_id))


def _plan_start(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    known = desk.ask(treatments.listing, patient.id)
    plan_facts.begin_plan(parent, desk, patient, next(plan for plan in known if plan.id == task.record_id))


def _plan_end(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    known = desk.ask(treatments.listing, patient.id)
    plan_facts.end_plan(parent, desk, patient, next(plan for plan in known if plan.id == task.record_id))


def _returned(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    _stay(parent, desk, patient, task, MarkKind.RETURNED)


def _confirmed(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    _stay(parent, desk, patient, task, MarkKind.CONFIRMED)


def _stay(parent: QWidget, desk: Desk, patient: Patient, task: Task, kind: MarkKind) -> None:
    mark = next(mark for mark in desk.ask(stays.listing, patient.id) if mark.id == task.record_id)
    course = next(course for course in desk.ask(courses.listing, patient.id) if course.id == mark.course_id)
    plan_facts.mark_stay(parent, desk, patient, course, kind)


def _patronage_end(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    known = desk.ask(patronage.listing, patient.id)
    programme = next(programme for programme in known if programme.id == task.record_id)
    support_facts.amend_patronage(parent, desk, patient, programme)


def _help_result(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    known = desk.ask(occupations.help_given, patient.id)
    support_facts.help_result(parent, desk, patient, next(given for given in known if given.id == task.record_id))


def _referral_in(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    known = desk.ask(referrals.incoming, patient.id)
    found = next(referral for referral in known if referral.id == task.record_id)
    if task.what is What.REPLY:
        referral_letters.answer(parent, desk, patient, found)
    else:
        referral_dialogs.came(parent, desk, patient, found)


def _referral_out(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    known = desk.ask(referrals.outgoing, patient.id)
    referral_letters.go_on(parent, desk, patient, next(referral for referral in known if referral.id == task.record_id))


def _plan(parent: QWidget, desk: Desk, patient: Patient, _task: Task) -> None:
    motivation_forms.plan(parent, desk, patient)


def _talk(parent: QWidget, desk: Desk, patient: Patient, _task: Task) -> None:
    motivation_forms.talk(parent, desk, patient)


def _step(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    known = desk.ask(motivation.steps, patient.id)
    motivation_forms.done(parent, desk, patient, next(step for step in known if step.id == task.record_id))


PLACES: dict[What, Place] = {
    What.VISIT: Place("observation", "Записать явку", _visit),
    What.NO_SHOW: Place("observation", "Решить", _end),
    What.COMMISSION: Place("observation", "Решить", _decide),
    What.TRANSFER: Place("observation", "Перевести", _transfer),
    What.PATRONAGE: Place("patronage", "Записать контакт", _contact),
    What.DUTY: Place("duties", "Отметить явку", _appeared),
    What.NOTICE: Place("duties", "Отметить", _told),
    What.EVASION: Place("duties", "Решить", _evaded),
    What.REGISTRATION: Place("duties", "Записать ответ", _answered),
    What.APPLICATION: Place("applications"),
    What.CERTIFICATE: Place("applications"),
    What.CONSENT: Place("consents"),
    What.BIRTHDAY: Place("consents"),
    What.LETTER: Place("letters", "Отправить", _letter),
    What.ANSWER: Place("letters", "Записать ответ", _answer),
    What.PLAN_STEP: Place("courses", "Отметить", _plan_step),
    What.PLAN_START: Place("courses", "Отметить начало", _plan_start),
    What.PLAN_END: Place("courses", "Окончить", _plan_end),
    What.STAY_RETURN: Place("courses", "Отметить", _returned),
    What.STAY_ACT: Place("courses", "Записать акт", _confirmed),
    What.PATRONAGE_END: Place("patronage", "Пересмотреть", _patronage_end),
    What.WORK_HELP: Place("patronage", "Записать результат", _help_result),
    What.SENT_HERE: Place("referrals", "Отметить приход", _referral_in),
    What.REPLY: Place("referrals", "Ответить", _referral_in),
    What.SENT_ON: Place("referrals", "Отметить", _referral_out),
    What.REFUSAL: Place("motivation", "Составить план", _plan),
    What.MOTIVATION: Place("motivation", "Записать беседу", _talk),
    What.STEP: Place("motivation", "Отметить шаг", _step),
}
