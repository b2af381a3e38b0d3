"""What is done about a task of the first screen: where it belongs on the card, its verb, and the form it opens."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from narcdesk import duties, letters, observation, patronage
from narcdesk.observation import Episode
from narcdesk.patients import Patient
from narcdesk.tasks import Task, What
from ui import episode_dialogs, letter_dialog, patient_facts, visit_dialogs
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
    patient_facts.appeared(parent, desk, patient, next(duty for duty in known if duty.id == task.record_id))


def _told(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    known = desk.ask(duties.listing, patient.id)
    patient_facts.told(parent, desk, patient, next(duty for duty in known if duty.id == task.record_id))


def _letter(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    letter = desk.ask(letters.one, task.record_id)
    if letter.number is None:
        letter_dialog.issue(parent, desk, letter)
    else:
        letter_dialog.send(parent, desk, patient, letter)


def _answer(parent: QWidget, desk: Desk, patient: Patient, task: Task) -> None:
    letter_dialog.answered(parent, desk, patient, desk.ask(letters.one, task.record_id))


PLACES: dict[What, Place] = {
    What.VISIT: Place("observation", "Записать явку", _visit),
    What.NO_SHOW: Place("observation", "Решить", _end),
    What.COMMISSION: Place("observation", "Решить", _decide),
    What.TRANSFER: Place("observation", "Перевести", _transfer),
    What.PATRONAGE: Place("courses", "Записать контакт", _contact),
    What.DUTY: Place("duties", "Отметить явку", _appeared),
    What.NOTICE: Place("duties", "Отметить", _told),
    What.APPLICATION: Place("applications"),
    What.CERTIFICATE: Place("applications"),
    What.CONSENT: Place("consents"),
    What.BIRTHDAY: Place("consents"),
    What.LETTER: Place("letters", "Отправить", _letter),
    What.ANSWER: Place("letters", "Записать ответ", _answer),
}
