"""A death: noted with or without an observation, what it stops and what it does not, and taking the note back."""

from collections.abc import Callable
from datetime import date

import pytest

from narcdesk import applications, certificates, consents, courses, deaths, observation, patients, patronage
from narcdesk.courses import Outcome
from narcdesk.errors import Invalid, UserError
from narcdesk.observation import EndGround
from narcdesk.patients import DeathCause
from narcdesk.register import Register
from tests import factories
from tests.factories import DAY, Clock

DIED = date(2026, 3, 12)


@pytest.fixture
def patient(register: Register) -> int:
    return factories.patient(register).id


def test_a_death_is_noted_without_any_observation(register: Register, patient: int) -> None:
    deaths.note(register, patient, DIED)
    noted = patients.one(register, patient)
    assert (noted.died_on, noted.death_cause) == (DIED, None)
    with pytest.raises(UserError, match=r"уже отмечена: 12\.03\.2026"):
        deaths.note(register, patient, DIED)


def test_it_ends_the_observation_and_may_be_taken_back(register: Register, patient: int) -> None:
    episode = observation.take(register, patient, {"taken_on": "02.03.2026"})
    deaths.note(register, patient, DIED, DeathCause.OVERDOSE)
    (ended,) = observation.episodes(register, patient)
    assert (ended.id, ended.ended_on, ended.end_ground) == (episode.id, DIED, EndGround.DEATH)
    assert patients.one(register, patient).death_cause is DeathCause.OVERDOSE
    deaths.take_back(register, patient)
    (open_again,) = observation.episodes(register, patient)
    assert (open_again.ended_on, open_again.end_ground) == (None, None)
    alive = patients.one(register, patient)
    assert (alive.died_on, alive.death_cause) == (None, None)
    with pytest.raises(UserError, match="не отмечена"):
        deaths.take_back(register, patient)


@pytest.mark.parametrize("on", [date(2026, 3, 1), date(2026, 3, 17), date(1988, 3, 11)])
def test_its_day_lies_between_what_is_known_before_it_and_today(register: Register, patient: int, on: date) -> None:
    observation.take(register, patient, {"taken_on": "02.03.2026"})
    with pytest.raises(Invalid) as told:
        deaths.note(register, patient, on)
    assert {problem.field for problem in told.value.problems} == {"died_on"}


def test_an_observation_written_down_afterwards_ends_by_the_same_death(register: Register, patient: int) -> None:
    deaths.note(register, patient, DIED)
    episode = observation.take(register, patient, {"taken_on": "02.03.2026"})
    with pytest.raises(Invalid, match=r"смерть отмечена 12\.03\.2026"):
        observation.end(register, episode.id, date(2026, 3, 10), EndGround.DEATH)
    with pytest.raises(UserError, match="Пациент умер"):
        observation.end(register, episode.id, date(2026, 3, 14), EndGround.MOVED)
    assert observation.end(register, episode.id, DIED, EndGround.DEATH).end_ground is EndGround.DEATH


AFTER: dict[str, Callable[[Register, int], object]] = {
    "a consent": lambda register, who: factories.both_consents(register, who),
    "an observation": lambda register, who: observation.take(register, who, {"taken_on": "14.03.2026"}),
    "a visit": lambda register, who: observation.visit(register, who, {"on": "14.03.2026"}),
    "a remission": lambda register, who: observation.note_remission(
        register, who, {"kind": "abstinent", "on": "14.03.2026", "proof": "тест"}
    ),
    "an application": lambda register, who: factories.application(register, who),
    "a course": lambda register, who: courses.start(register, who, {"kind": "social", "started_on": "14.03.2026"}),
    "patronage": lambda register, who: patronage.begin(register, who, {"opened_on": "14.03.2026"}),
}


@pytest.mark.parametrize("act", AFTER.values(), ids=AFTER)
def test_what_makes_no_sense_after_a_death_is_refused(
    register: Register, patient: int, act: Callable[[Register, int], object]
) -> None:
    deaths.note(register, patient, DIED)
    with pytest.raises(UserError, match=r"Пациент умер 12\.03\.2026"):
        act(register, patient)
    assert consents.listing(register, patient) == []


def test_a_draft_begun_before_is_neither_submitted_nor_sent(training_register: Register, clock: Clock) -> None:
    draft, ready = factories.asked(training_register), factories.asked(training_register)
    applications.submit(training_register, ready.id)
    for application in (draft, ready):
        deaths.note(training_register, application.patient_id, DAY)
    clock.go(date(2026, 3, 17))
    with pytest.raises(UserError, match="Пациент умер"):
        applications.submit(training_register, draft.id)
    with pytest.raises(UserError, match="Пациент умер"):
        applications.send(training_register, ready.id, date(2026, 3, 17), "исх. 1")
    applications.withdrawn(training_register, ready.id, date(2026, 3, 17), "пациент умер")


def test_what_happened_before_is_still_written_down(training_register: Register, clock: Clock) -> None:
    application = factories.asked(training_register)
    applications.submit(training_register, application.id)
    applications.send(training_register, application.id, DAY, "исх. 14")
    course = courses.start(training_register, application.patient_id, {"kind": "social", "started_on": "02.03.2026"})
    deaths.note(training_register, application.patient_id, DAY)
    clock.go(date(2026, 3, 20))
    applications.granted(training_register, application.id, DAY, "реш. 3")
    typed = {"number": "УЧ-00001", "issued_on": "16.03.2026", "days": "180"}
    certificate = certificates.record(training_register, application.id, typed)
    assert courses.finish(training_register, course.id, DAY, Outcome.DROPPED).ended_on == DAY
    observation.visit(training_register, application.patient_id, {"on": "10.03.2026"})
    certificates.annul(training_register, certificate.id, "смерть")
